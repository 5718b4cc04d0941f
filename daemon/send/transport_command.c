#include "send/transport_command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/pidfd.h>
#include <sys/queue.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "send/answer.h"
#include "send/command.h"
#include "send/endpoints.h"

#define RUNS_MOST       64
#define ENDPOINT_ROOM   300
#define TIMEOUT_DEFAULT (15 * TIMESTAMP_SECOND)
#define GRACE           (2 * TIMESTAMP_SECOND) /* from SIGTERM to SIGKILL */
#define LINE_MOST       400

/* One program that runs, or one conversation with a service. */
struct run {
        struct command_transport *owner;
        const struct transport_job *job;
        struct endpoint *endpoint;
        pid_t pid;     /* 0: a socket, or it could not be started */
        int pidfd, fd; /* fd: its answers; -1: closed */
        sd_event_source *exited, *said, *timer;
        struct answer answer;
        int64_t started, began;
        bool stopped, loud; /* told to end: for its time, for its noise */
        int error;          /* it could not be started */
        LIST_ENTRY(run) link;
};

LIST_HEAD(runs, run);

struct command_transport {
        struct transport transport;
        sd_event *event;
        struct endpoints endpoints;
        struct runs runs;
        bool refused;
};

static size_t room_at(const struct command_transport *t, const struct channel *c)
{
        char name[ENDPOINT_ROOM];

        return endpoints_room(&t->endpoints, channel_endpoint(c, name, sizeof name), channel_width(c));
}

static size_t command_room(const struct transport *t, const struct channel *channel)
{
        return room_at((const struct command_transport *)t, channel);
}

/* Its whole group; before it is waited for, while the number is still its own. */
static void kill_group(const struct run *r, int signal)
{
        if (r->pid > 0)
                kill(-r->pid, signal);
}

static void run_free(struct run *r)
{
        sd_event_source_disable_unref(r->exited);
        sd_event_source_disable_unref(r->said);
        sd_event_source_disable_unref(r->timer);
        if (r->fd >= 0)
                close(r->fd);
        if (r->pidfd >= 0)
                close(r->pidfd);
        endpoints_give(&r->owner->endpoints, r->endpoint, false);
        LIST_REMOVE(r, link);
        free(r);
}

/* Reads what is there; true at its end. What is more than an answer is worth ends the program. */
static bool read_answer(struct run *r)
{
        char part[4096];
        ssize_t n;

        while ((n = read(r->fd, part, sizeof part)) > 0)
                if (!answer_add(&r->answer, part, (size_t)n)) {
                        r->loud = true;
                        return true;
                }
        return n == 0 || (errno != EAGAIN && errno != EINTR);
}

static void first_line(struct answer *a)
{
        char line[LINE_MOST + 1];

        snprintf(line, sizeof line, "%.*s", (int)strcspn(a->text, "\r\n"), a->text);
        answer_set(a, line);
}

static void tell(struct run *r, enum transport_verdict verdict)
{
        struct command_transport *t = r->owner;
        const struct transport_job *job = r->job;
        struct transport_result result = {.verdict = verdict,
                                          .retry_after = -1,
                                          .started = r->started,
                                          .latency = timestamp_monotonic() - r->began};
        struct answer answer = r->answer;

        result.answer = answer_text(&answer, job->channel);
        run_free(r);
        t->transport.done(job, &result, t->transport.context);
        if (t->refused && t->transport.ready) {
                t->refused = false;
                t->transport.ready(t->transport.context);
        }
}

static void say(struct run *r, const char *sentence)
{
        answer_set(&r->answer, sentence);
}

/* Its end, from waitid(). */
static enum transport_verdict judge_end(struct run *r, const siginfo_t *info)
{
        char sentence[LINE_MOST + 64];

        first_line(&r->answer);
        if (r->stopped) {
                say(r, r->loud ? "it wrote too much and was stopped" : "it took too long and was stopped");
                return TRANSPORT_LATER;
        }
        if (info->si_code != CLD_EXITED) {
                snprintf(sentence, sizeof sentence, "ended by signal %d", info->si_status);
                say(r, sentence);
                return TRANSPORT_LATER;
        }
        if (info->si_status != 0 && r->answer.size == 0) {
                snprintf(sentence, sizeof sentence, "exit status %d", info->si_status);
                say(r, sentence);
        }
        return command_verdict(info->si_status);
}

static int on_exit_of_run(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct run *r = user;
        siginfo_t info = {0};

        (void)source;
        (void)fd;
        (void)revents;
        if (r->fd >= 0)
                (void)read_answer(r);
        kill_group(r, SIGKILL);
        waitid(P_PIDFD, (id_t)r->pidfd, &info, WEXITED);
        tell(r, judge_end(r, &info));
        return 0;
}

/* SIGTERM, and the timer again for SIGKILL. */
static void stop_run(struct run *r)
{
        kill_group(r, r->stopped ? SIGKILL : SIGTERM);
        r->stopped = true;
        sd_event_source_set_time_relative(r->timer, (uint64_t)GRACE);
        sd_event_source_set_enabled(r->timer, SD_EVENT_ONESHOT);
}

/* What a service answered through its socket. */
static enum transport_verdict judge_words(struct run *r)
{
        char line[LINE_MOST + 1];
        const char *text;
        int status;

        first_line(&r->answer);
        snprintf(line, sizeof line, "%.*s", LINE_MOST, r->answer.text);
        if (!command_read_status(line, &status, &text)) {
                say(r, "it did not answer with a status");
                return TRANSPORT_LATER;
        }
        say(r, text);
        return command_verdict(status);
}

static int on_said(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct run *r = user;

        (void)source;
        (void)fd;
        (void)revents;
        if (!read_answer(r))
                return 0;
        r->said = sd_event_source_disable_unref(r->said);
        if (r->pid == 0)
                tell(r, judge_words(r));
        else if (r->loud)
                stop_run(r);
        return 0;
}

/* Its time is up; or it could not even be started, which is told from the loop. */
static int on_timer(sd_event_source *source, uint64_t usec, void *user)
{
        struct run *r = user;

        (void)source;
        (void)usec;
        if (r->pid > 0) {
                stop_run(r);
                return 0;
        }
        say(r, r->error ? strerror(-r->error) : "no answer in time");
        tell(r, TRANSPORT_LATER);
        return 0;
}

static int watch(struct run *r)
{
        int e = sd_event_add_io(r->owner->event, &r->said, r->fd, EPOLLIN, on_said, r);

        if (e < 0 || r->pid == 0)
                return e;
        r->pidfd = pidfd_open(r->pid, 0);
        return r->pidfd < 0
                   ? -errno
                   : sd_event_add_io(r->owner->event, &r->exited, r->pidfd, EPOLLIN, on_exit_of_run, r);
}

static void begin(struct run *r)
{
        const struct channel *c = r->job->channel;
        int64_t timeout = c->timeout > 0 ? c->timeout : TIMEOUT_DEFAULT;

        r->error = c->socket ? command_connect(r->job, &r->fd) : command_start(r->job, &r->pid, &r->fd);
        if (r->error == 0)
                r->error = watch(r);
        (void)sd_event_add_time_relative(r->owner->event, &r->timer, CLOCK_MONOTONIC,
                                         r->error ? 0 : (uint64_t)timeout, 1, on_timer, r);
        /* a child that cannot be watched is not left alone */
        if (r->error && r->pid > 0) {
                kill_group(r, SIGKILL);
                waitpid(r->pid, NULL, 0);
                r->pid = 0;
        }
}

static int command_send(struct transport *transport, const struct transport_job *job)
{
        struct command_transport *t = (struct command_transport *)transport;
        char name[ENDPOINT_ROOM];
        struct run *r;

        if (room_at(t, job->channel) == 0) {
                t->refused = true;
                return -EAGAIN;
        }
        r = calloc(1, sizeof *r);
        if (!r)
                abort();
        *r = (struct run){.owner = t,
                          .job = job,
                          .pidfd = -1,
                          .fd = -1,
                          .started = timestamp_now(),
                          .began = timestamp_monotonic()};
        r->endpoint = endpoints_take(&t->endpoints, channel_endpoint(job->channel, name, sizeof name));
        LIST_INSERT_HEAD(&t->runs, r, link);
        begin(r);
        return 0;
}

/* SIGTERM first, to all at once; those that do not mind it get a second. */
static void end_all(struct command_transport *t)
{
        struct run *r;
        siginfo_t info;
        int left = 100;

        LIST_FOREACH(r, &t->runs, link)
        kill_group(r, SIGTERM);
        LIST_FOREACH(r, &t->runs, link)
        while (r->pid > 0 && left > 0 &&
               waitid(P_PIDFD, (id_t)r->pidfd, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0) {
                usleep(10 * 1000);
                left--;
        }
        LIST_FOREACH(r, &t->runs, link)
        kill_group(r, SIGKILL);
        LIST_FOREACH(r, &t->runs, link)
        if (r->pid > 0)
                waitid(P_PIDFD, (id_t)r->pidfd, &info, WEXITED);
}

static void command_stop(struct transport *transport)
{
        struct command_transport *t = (struct command_transport *)transport;
        struct run *r;

        end_all(t);
        t->refused = false;
        while ((r = LIST_FIRST(&t->runs))) {
                say(r, "stopped while it ran");
                tell(r, TRANSPORT_LATER);
        }
        sd_event_unref(t->event);
        free(t);
}

static const struct transport_ops command_ops = {"command", command_send, command_room, command_stop, NULL};

int transport_command_start(sd_event *event, transport_done done, void (*ready)(void *), void *context,
                            struct transport **ret)
{
        struct command_transport *t = calloc(1, sizeof *t);

        if (!t)
                return -ENOMEM;
        t->transport = (struct transport){&command_ops, done, ready, context};
        t->event = sd_event_ref(event);
        t->endpoints.most = RUNS_MOST;
        LIST_INIT(&t->runs);
        *ret = &t->transport;
        return 0;
}
