/* send/transport_command, command: with real programs. */
#include "servers.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "send/answer.h"
#include "send/command.h"
#include "send/transport_command.h"

#define BODY                                                                                                 \
        "{\"id\":\"3fa9c1d2-118\",\"type\":\"alert\",\"sound\":true,\"severity\":\"Severe\",\"headline\":"   \
        "\"Drone\\n$(reboot)\"}"

static struct {
        sd_event *event;
        struct transport *transport;
        unsigned n, ready;
        struct transport_result last;
        char answer[ANSWER_KEPT + 1];
} t;

static void on_done(const struct transport_job *job, const struct transport_result *result, void *context)
{
        assert_ptr_equal(context, &t);
        assert_string_equal(job->id, "3fa9c1d2-118");
        t.n++;
        t.last = *result;
        snprintf(t.answer, sizeof t.answer, "%s", result->answer);
}

static void on_ready(void *context)
{
        (void)context;
        t.ready++;
}

static int before_all(void **state)
{
        (void)state;
        if (server_dir_make() < 0 || sd_event_new(&t.event) < 0)
                return -1;
        return transport_command_start(t.event, on_done, on_ready, &t, &t.transport);
}

static int after_all(void **state)
{
        (void)state;
        if (t.transport)
                t.transport->ops->stop(t.transport);
        sd_event_unref(t.event);
        server_dir_remove();
        return 0;
}

static const char *path_of(const char *name)
{
        static char path[128];

        return server_path(name, path);
}

static void script(const char *text)
{
        FILE *f = fopen(path_of("hook"), "we");

        assert_non_null(f);
        fprintf(f, "#!/bin/sh\n%s", text);
        fclose(f);
        chmod(path_of("hook"), 0755);
}

static struct channel *channel(void)
{
        static char program[128];
        static const char *argv[3];
        static struct channel c;

        snprintf(program, sizeof program, "%s/hook", server_dir);
        argv[0] = program;
        argv[1] = server_dir;
        argv[2] = "; echo shell";
        c = (struct channel){
            .name = "siren", .transport = TRANSPORT_COMMAND, .command = argv, .n_command = 3};
        return &c;
}

static struct transport_job *job(const struct channel *c)
{
        static struct transport_job j;

        j = (struct transport_job){.delivery = 118,
                                   .id = "3fa9c1d2-118",
                                   .channel = c,
                                   .body = BODY,
                                   .body_size = strlen(BODY),
                                   .expires = TIMESTAMP_NONE};
        return &j;
}

static void carry(const struct channel *c)
{
        unsigned before = t.n;

        assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        server_run(t.event, &t.n, before + 1);
}

static void assert_no_children(void)
{
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
        assert_int_equal(errno, ECHILD);
}

static void a_program_gets_the_message_and_nothing_else(void **state)
{
        char *seen;

        (void)state;
        script("cat > $1/body; printf '%s\\n' \"$2\" > $1/argument; env > $1/env; ls /proc/self/fd > $1/fds; "
               "pwd > $1/pwd\n"
               "echo noise; grep '^Sig[BI]' /proc/self/status > $1/signals\n");
        signal(SIGPIPE, SIG_IGN);
        setenv("SIREND_TEST_SECRET", "of the daemon", 1);
        carry(channel());
        unsetenv("SIREND_TEST_SECRET");
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        assert_string_equal(t.answer, "");
        assert_true(t.last.latency > 0 && t.last.started > 0);
        seen = server_file("body");
        assert_string_equal(seen, BODY);
        free(seen);
        seen = server_file("argument");
        assert_string_equal(seen, "; echo shell\n");
        free(seen);
        seen = server_file("env");
        assert_non_null(strstr(seen, "SIREND_ID=3fa9c1d2-118\n"));
        assert_non_null(strstr(seen, "SIREND_SOUND=true\n"));
        assert_non_null(strstr(seen, "SIREND_HEADLINE=Drone $(reboot)\n"));
        assert_null(strstr(seen, "SECRET"));
        free(seen);
        seen = server_file("fds"); /* 3 is ls's own */
        assert_string_equal(seen, "0\n1\n2\n3\n");
        free(seen);
        seen = server_file("pwd");
        assert_string_equal(seen, "/\n");
        free(seen);
        seen = server_file("signals");
        assert_non_null(strstr(seen, "SigBlk:\t0000000000000000\n"));
        /* the two that glibc keeps for itself are ignored after every posix_spawn() */
        assert_true(strstr(seen, "SigIgn:\t0000000180000000\n") ||
                    strstr(seen, "SigIgn:\t0000000000000000\n"));
        free(seen);
        assert_no_children();
}

static void its_status_is_the_verdict(void **state)
{
        (void)state;
        script("echo no signal at the antenna >&2; echo more >&2; exit 75\n");
        carry(channel());
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "no signal at the antenna");
        script("exit 3\n");
        carry(channel());
        assert_int_equal(t.last.verdict, TRANSPORT_NEVER);
        assert_string_equal(t.answer, "exit status 3");
        script("kill -ABRT $$\n");
        carry(channel());
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "ended by signal 6");
        unlink(path_of("hook"));
        carry(channel());
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "No such file or directory");
        assert_no_children();
}

static bool runs(const char *pid_file)
{
        char *text = server_file(pid_file);
        pid_t pid = (pid_t)atoi(text);

        free(text);
        assert_true(pid > 0);
        return kill(pid, 0) == 0;
}

static void what_takes_too_long_ends_with_all_its_children(void **state)
{
        struct channel *c = channel();
        int64_t began = timestamp_monotonic();

        (void)state;
        script("trap '' TERM; sleep 30 & echo $! > $1/child; echo $$ > $1/parent; echo working >&2; while :; "
               "do sleep 1; done\n");
        c->timeout = 2 * TIMESTAMP_SECOND;
        carry(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "it took too long and was stopped");
        assert_true(timestamp_monotonic() - began < 25 * TIMESTAMP_SECOND); /* its child sleeps for longer */
        assert_no_children();
        assert_false(runs("parent"));
        server_run_for(t.event, TIMESTAMP_SECOND / 10); /* init has to wait for the orphan */
        script("sleep 30 & echo $! > $1/child\n");
        carry(c);
        assert_int_equal(t.last.verdict, TRANSPORT_DELIVERED);
        assert_no_children();
}

static void what_writes_too_much_is_stopped(void **state)
{
        (void)state;
        script("exec yes noise >&2\n");
        carry(channel());
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "it wrote too much and was stopped");
        assert_true(t.last.latency < 10 * TIMESTAMP_SECOND);
        assert_no_children();
}

static void only_so_many_run_at_once(void **state)
{
        struct channel *c = channel();
        unsigned before = t.n;

        (void)state;
        script("sleep 0.3\n");
        t.ready = 0;
        c->connections = 2;
        assert_int_equal(t.transport->ops->room(t.transport, c), 2);
        assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        assert_int_equal(t.transport->ops->send(t.transport, job(c)), -EAGAIN);
        server_run(t.event, &t.n, before + 2);
        assert_true(t.ready > 0);
        assert_int_equal(t.transport->ops->send(t.transport, job(c)), 0);
        server_run(t.event, &t.n, before + 3);
        c->connections = 0;
        assert_int_equal(t.transport->ops->room(t.transport, c), 1);
}

static void it_runs_as_its_own_user(void **state)
{
        struct channel *c = channel();
        char *seen;

        (void)state;
        if (geteuid() != 0)
                skip();
        chmod(server_dir, 0777);
        script("id -un > $1/who; grep -E '^(Groups|CapEff|NoNewPrivs)' /proc/self/status >> $1/who\n");
        c->user = "nobody";
        c->group = "65534";
        carry(c);
        assert_string_equal(t.answer, "");
        seen = server_file("who");
        assert_non_null(strstr(seen, "nobody\nGroups:\t65534 \nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n"));
        free(seen);
}

/* A service behind a socket, as systemd's Accept=yes would start it. */
static pid_t serve(const char *path, const char *answer)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        pid_t pid;

        snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
        unlink(path);
        assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
        assert_int_equal(listen(fd, 4), 0);
        pid = fork();
        if (pid == 0) {
                char body[4096];
                int one = accept(fd, NULL, NULL);
                size_t size = 0;
                ssize_t n;

                prctl(PR_SET_PDEATHSIG, SIGKILL);
                while ((n = read(one, body + size, sizeof body - size)) > 0)
                        size += (size_t)n;
                if (size == strlen(BODY) && memcmp(body, BODY, size) == 0)
                        (void)!write(one, answer, strlen(answer));
                _exit(0);
        }
        close(fd);
        return pid;
}

static void assert_served(struct channel *c, const char *says, enum transport_verdict verdict,
                          const char *answer)
{
        pid_t pid = serve(c->socket, says);

        carry(c);
        assert_int_equal(t.last.verdict, verdict);
        assert_string_equal(t.answer, answer);
        waitpid(pid, NULL, 0);
}

static void a_service_does_it_through_a_socket(void **state)
{
        struct channel *c = channel();
        char path[128];

        (void)state;
        c->n_command = 0;
        c->socket = server_path("siren.socket", path);
        carry(c);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_string_equal(t.answer, "No such file or directory");
        assert_served(c, "0\n", TRANSPORT_DELIVERED, "");
        assert_served(c, "75 no network\nmore\n", TRANSPORT_LATER, "no network");
        assert_served(c, "1 no such relay\n", TRANSPORT_NEVER, "no such relay");
        assert_served(c, "hello\n", TRANSPORT_LATER, "it did not answer with a status");
        assert_served(c, "", TRANSPORT_LATER, "it did not answer with a status");
}

static void a_stop_ends_what_runs(void **state)
{
        unsigned before = t.n;
        int64_t began;

        (void)state;
        script("echo $$ > $1/parent; trap '' TERM; sleep 30; sleep 30\n");
        server_file_remove("parent");
        assert_int_equal(t.transport->ops->send(t.transport, job(channel())), 0);
        server_run_until_said(t.event, "parent", "\n", 1);
        began = timestamp_monotonic();
        t.transport->ops->stop(t.transport);
        t.transport = NULL;
        assert_true(timestamp_monotonic() - began < 25 * TIMESTAMP_SECOND);
        assert_int_equal(t.n, before + 1);
        assert_int_equal(t.last.verdict, TRANSPORT_LATER);
        assert_no_children();
        assert_false(runs("parent"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_program_gets_the_message_and_nothing_else),
            cmocka_unit_test(its_status_is_the_verdict),
            cmocka_unit_test(what_takes_too_long_ends_with_all_its_children),
            cmocka_unit_test(what_writes_too_much_is_stopped),
            cmocka_unit_test(only_so_many_run_at_once),
            cmocka_unit_test(it_runs_as_its_own_user),
            cmocka_unit_test(a_service_does_it_through_a_socket),
            cmocka_unit_test(a_stop_ends_what_runs),
        };

        return cmocka_run_group_tests(tests, before_all, after_all);
}
