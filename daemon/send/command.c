#include "send/command.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"

#define SETPRIV   "/usr/bin/setpriv"
#define TEXT_MOST 512

/* Environment variables from members of the message. */
static const char *const told[][2] = {
    {"SIREND_TYPE", "type"},     {"SIREND_EVENT", "event"}, {"SIREND_SEVERITY", "severity"},
    {"SIREND_STATUS", "status"}, {"SIREND_SOUND", "sound"}, {"SIREND_HEADLINE", "headline"},
};
#define N_TOLD (sizeof told / sizeof *told)

/* One line, whatever it holds. */
static char *variable(const char *name, const char *value, struct arena *a)
{
        char *s = arena_printf(a, "%s=%.*s", name, TEXT_MOST, value ? value : "");

        for (char *p = s; *p; p++)
                if ((unsigned char)*p < 0x20 || *p == 0x7f)
                        *p = ' ';
        return s;
}

static char **environment(const struct transport_job *job, struct arena *a)
{
        char **list = arena_array(a, N_TOLD + 6, sizeof *list);
        json_t *message = json_loadb(job->body, job->body_size, 0, NULL);
        size_t n = 0;

        list[n++] = arena_strdup(a, "PATH=/usr/local/bin:/usr/bin:/bin");
        list[n++] = arena_strdup(a, "LANG=C.UTF-8");
        list[n++] = variable("SIREND_ID", job->id, a);
        list[n++] = variable("SIREND_CHANNEL", job->channel->name, a);
        if (job->address)
                list[n++] = variable("SIREND_ADDRESS", job->address, a);
        for (size_t i = 0; i < N_TOLD; i++) {
                const json_t *value = json_object_get(message, told[i][1]);

                list[n++] = variable(told[i][0],
                                     json_is_boolean(value) ? (json_is_true(value) ? "true" : "false")
                                                            : json_string_value(value),
                                     a);
        }
        json_decref(message);
        return list;
}

/* setpriv(1) gives up what root may do, before the program is there. */
static char **arguments(const struct channel *c, struct arena *a)
{
        const char *const before[] = {SETPRIV,          "--reuid",         c->user,
                                      "--regid",        c->group,          "--init-groups",
                                      "--no-new-privs", "--inh-caps=-all", "--"};
        size_t n_before = c->user ? sizeof before / sizeof *before : 0, n = 0;
        char **list = arena_array(a, n_before + c->n_command + 1, sizeof *list);

        for (size_t i = 0; i < n_before; i++)
                list[n++] = arena_strdup(a, before[i]);
        for (size_t i = 0; i < c->n_command; i++)
                list[n++] = arena_strdup(a, c->command[i]);
        return list;
}

/* The message in memory, to be read from its beginning: nobody has to wait for a pipe to empty. */
static int message_file(const struct transport_job *job)
{
        int fd = memfd_create("message", MFD_CLOEXEC);
        ssize_t written = fd < 0 ? -1 : write(fd, job->body, job->body_size);

        if (written == (ssize_t)job->body_size && lseek(fd, 0, SEEK_SET) == 0)
                return fd;
        if (fd >= 0)
                close(fd);
        return -EIO;
}

static int set_files(posix_spawn_file_actions_t *files, int message, int errors)
{
        int r = posix_spawn_file_actions_adddup2(files, message, STDIN_FILENO);

        if (r == 0)
                r = posix_spawn_file_actions_addopen(files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        if (r == 0)
                r = posix_spawn_file_actions_adddup2(files, errors, STDERR_FILENO);
        if (r == 0)
                r = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
        if (r == 0)
                r = posix_spawn_file_actions_addchdir_np(files, "/");
        return -r;
}

/* Signals as a program expects to find them: we block and ignore some. */
static int set_attributes(posix_spawnattr_t *attributes)
{
        sigset_t none, all;
        int r;

        sigemptyset(&none);
        sigfillset(&all);
        r = posix_spawnattr_setsigmask(attributes, &none);
        if (r == 0)
                r = posix_spawnattr_setsigdefault(attributes, &all);
        if (r == 0)
                r = posix_spawnattr_setpgroup(attributes, 0);
        if (r == 0)
                r = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                             POSIX_SPAWN_SETPGROUP);
        return -r;
}

static int spawn(const struct transport_job *job, int message, int errors, pid_t *ret)
{
        struct arena *a = arena_new();
        char **argv = arguments(job->channel, a), **env = environment(job, a);
        posix_spawn_file_actions_t files;
        posix_spawnattr_t attributes;
        int r;

        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
        r = set_files(&files, message, errors);
        if (r == 0)
                r = set_attributes(&attributes);
        if (r == 0)
                r = -posix_spawn(ret, argv[0], &files, &attributes, argv, env);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        arena_free(a);
        return r;
}

int command_start(const struct transport_job *job, pid_t *ret_pid, int *ret_answer)
{
        int message = message_file(job), ends[2], r;

        if (message < 0)
                return message;
        if (pipe2(ends, O_CLOEXEC) < 0) {
                r = -errno;
                close(message);
                return r;
        }
        r = spawn(job, message, ends[1], ret_pid);
        close(message);
        close(ends[1]);
        if (r < 0) {
                close(ends[0]);
                return r;
        }
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        *ret_answer = ends[0];
        return 0;
}

static int say(int fd, const struct transport_job *job)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        const char *path = job->channel->socket;

        if (strlen(path) >= sizeof address.sun_path)
                return -ENAMETOOLONG;
        memcpy(address.sun_path, path, strlen(path));
        if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
                return -errno;
        /* a message is far smaller than a socket's buffer */
        if (send(fd, job->body, job->body_size, MSG_NOSIGNAL) != (ssize_t)job->body_size)
                return errno ? -errno : -EIO;
        return shutdown(fd, SHUT_WR) < 0 ? -errno : 0;
}

int command_connect(const struct transport_job *job, int *ret_answer)
{
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        int r = fd < 0 ? -errno : say(fd, job);

        if (r == 0)
                *ret_answer = fd;
        else if (fd >= 0)
                close(fd);
        return r;
}

enum transport_verdict command_verdict(int status)
{
        return status == EX_OK         ? TRANSPORT_DELIVERED
               : status == EX_TEMPFAIL ? TRANSPORT_LATER
                                       : TRANSPORT_NEVER;
}

bool command_read_status(const char *line, int *ret_status, const char **ret_text)
{
        char *end;
        long status = strtol(line, &end, 10);

        if (end == line || status < 0 || status > 255 || (*end && !strchr(" \r\n", *end)))
                return false;
        *ret_status = (int)status;
        *ret_text = end + strspn(end, " ");
        return true;
}
