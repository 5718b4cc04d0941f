/* servers: real ones for unit tests, on free loopback ports, in a scratch directory; they end with the test.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/timestamp.h"

/* Until a test gives up; never how long anything may take. */
#define SERVER_PATIENCE (120 * TIMESTAMP_SECOND)

static char server_dir[64]; /* of this test program */

static inline int server_dir_make(void)
{
        snprintf(server_dir, sizeof server_dir, "/tmp/sirend-test-XXXXXX");
        return mkdtemp(server_dir) ? 0 : -1;
}

static inline int server_shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static inline int server_shell(const char *format, ...)
{
        char command[2048];
        va_list ap;

        va_start(ap, format);
        vsnprintf(command, sizeof command, format, ap);
        va_end(ap);
        return system(command);
}

static inline void server_dir_remove(void)
{
        if (*server_dir)
                server_shell("rm -rf %s", server_dir);
}

/* A port that nobody listens on. The socket stays open, so that nobody else gets the port, for a connection of their
 * own neither; a server that sets SO_REUSEADDR, as all do, can listen there. */
static inline int server_free_port(void)
{
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
        socklen_t size = sizeof a;
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int)), 0);
        assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
        assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &size), 0);
        return ntohs(a.sin_port);
}

static inline bool server_listens(int port)
{
        struct sockaddr_in a = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)port)};
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bool yes = connect(fd, (struct sockaddr *)&a, sizeof a) == 0;

        close(fd);
        return yes;
}

/* Starts a program whose output goes to `output` (may be NULL) in the scratch directory. */
static inline pid_t server_spawn(const char *output, const char *const argv[])
{
        char path[128];
        pid_t pid = fork();

        assert_true(pid >= 0);
        if (pid > 0)
                return pid;
        snprintf(path, sizeof path, "%s/%s", server_dir, output ? output : "output");
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
}

static inline void server_wait_port(int port)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;

        while (!server_listens(port) && timestamp_monotonic() < end)
                usleep(5000);
        assert_true(server_listens(port));
}

static inline void server_end(pid_t pid, int signal_number)
{
        if (pid <= 0)
                return;
        kill(pid, signal_number);
        waitpid(pid, NULL, 0);
}

/* tests/system/receiver.py; ends at a NULL argument. Its record is `requests` in the scratch directory. */
static inline pid_t server_receiver(int port, const char *more, ...)
{
        char number[16], record[128];
        const char *argv[24] = {
            "/usr/bin/python3", "tests/system/receiver.py", "--port", number, "--record", record};
        size_t n = 6;
        va_list ap;
        pid_t pid;

        snprintf(number, sizeof number, "%d", port);
        snprintf(record, sizeof record, "%s/requests", server_dir);
        va_start(ap, more);
        for (const char *arg = more; arg && n < 23; arg = va_arg(ap, const char *))
                argv[n++] = arg;
        va_end(ap);
        pid = server_spawn("receiver.log", argv);
        server_wait_port(port);
        return pid;
}

/* A file of the scratch directory as a string, "" where there is none. The caller frees it. */
static inline char *server_file(const char *name)
{
        char path[128], *data = NULL;
        size_t size = 0;
        FILE *f;

        snprintf(path, sizeof path, "%s/%s", server_dir, name);
        f = fopen(path, "re");
        if (!f || getdelim(&data, &size, '\0', f) < 0) {
                free(data);
                data = strdup("");
        }
        if (f)
                fclose(f);
        return data;
}

static inline void server_file_remove(const char *name)
{
        char path[128];

        snprintf(path, sizeof path, "%s/%s", server_dir, name);
        unlink(path);
}

static inline size_t server_count(const char *text, const char *word)
{
        size_t n = 0;

        for (const char *p = text; (p = strstr(p, word)); p += strlen(word))
                n++;
        return n;
}

/* Turns the loop until that file of the scratch directory has at least `times` times that word. */
static inline void server_run_until_said(sd_event *event, const char *name, const char *word, size_t times)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;
        size_t n = 0;

        for (;;) {
                char *text = server_file(name);

                n = server_count(text, word);
                free(text);
                if (n >= times || timestamp_monotonic() >= end)
                        break;
                assert_true(sd_event_run(event, 5000) >= 0);
        }
        assert_true(n >= times);
}

/* Turns the loop until `*counter` is at least `goal`. */
static inline void server_run(sd_event *event, const unsigned *counter, unsigned goal)
{
        int64_t end = timestamp_monotonic() + SERVER_PATIENCE;

        while (*counter < goal && timestamp_monotonic() < end)
                assert_true(sd_event_run(event, 100000) >= 0);
        assert_true(*counter >= goal);
}

static inline void server_run_for(sd_event *event, int64_t span)
{
        int64_t end = timestamp_monotonic() + span, left;

        while ((left = end - timestamp_monotonic()) > 0)
                assert_true(sd_event_run(event, (uint64_t)left) >= 0);
}

/* Processor time of this process so far, microseconds. */
static inline int64_t server_cpu(void)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * TIMESTAMP_SECOND + u.ru_utime.tv_usec +
               u.ru_stime.tv_usec;
}

/* A CA, a server's certificate for `localhost` and 127.0.0.1, one for another name, and a client's: ca.pem,
 * NAME.pem, NAME.key. */
static inline void server_certificates(void)
{
        static const char *const names[][2] = {{"server", "DNS:localhost,IP:127.0.0.1"},
                                               {"other", "DNS:other.example"},
                                               {"client", "DNS:client"}};
        const char *d = server_dir;

        assert_int_equal(
            server_shell("cd %s && { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
                         "-nodes -days 2 "
                         "-subj /CN=test-ca -keyout ca.key -out ca.pem && "
                         "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                         "-subj /CN=stranger -keyout stranger.key -out stranger.pem; } >/dev/null 2>&1",
                         d),
            0);
        for (size_t i = 0; i < 3; i++)
                assert_int_equal(
                    server_shell(
                        "cd %s && { openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
                        "-subj /CN=%s -keyout %s.key -out %s.csr && echo subjectAltName=%s >%s.ext && "
                        "openssl x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
                        "-extfile %s.ext -out %s.pem; } >/dev/null 2>&1 && chmod 644 *.key",
                        d, names[i][0], names[i][0], names[i][0], names[i][1], names[i][0], names[i][0],
                        names[i][0], names[i][0]),
                    0);
}

static inline const char *server_path(const char *name, char out[static 128])
{
        snprintf(out, 128, "%s/%s", server_dir, name);
        return out;
}
