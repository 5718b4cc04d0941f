#include "ctl/incoming.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/timestamp.h"

#define NAME_MOST   100 /* bytes of the user's own name that are kept */
#define SOURCE_MOST 64

static const char harmless[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

static bool ends_with(const char *name, const char *end)
{
        size_t n = strlen(name), size = strlen(end);

        return n >= size && strcmp(name + n - size, end) == 0;
}

static bool is_ignored(const char *name)
{
        return name[0] == '.' || ends_with(name, ".tmp") || ends_with(name, ".part");
}

/* --- what waits --- */

static void count_file(struct incoming_count *c, const struct stat *st)
{
        /* When it came here: its bytes may be older. */
        int64_t since = (int64_t)st->st_ctim.tv_sec * TIMESTAMP_SECOND;

        c->n++;
        if (c->oldest == TIMESTAMP_NONE || since < c->oldest)
                c->oldest = since;
}

static int count_folder(int parent, const char *name, bool top, struct incoming_count *c)
{
        int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), r = 0;
        DIR *dir = fd < 0 ? NULL : fdopendir(fd);
        struct dirent *d;
        struct stat st;

        if (!dir) {
                r = -errno;
                if (fd >= 0)
                        close(fd);
                return r;
        }
        while ((d = readdir(dir))) {
                if (is_ignored(d->d_name) || fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                        continue;
                if (!S_ISDIR(st.st_mode))
                        count_file(c, &st);
                else if (top && (r = count_folder(fd, d->d_name, false, c)) < 0)
                        break;
        }
        closedir(dir);
        return r;
}

static int open_incoming(const struct settings *s)
{
        int spool = open(s->spool, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd, error;

        if (spool < 0)
                return -errno;
        fd = openat(spool, "incoming", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        error = errno;
        close(spool);
        return fd < 0 ? -error : fd;
}

int incoming_count(const struct settings *s, struct incoming_count *ret)
{
        struct incoming_count c = {.oldest = TIMESTAMP_NONE};
        int fd = open_incoming(s), r;

        if (fd < 0)
                return fd;
        r = count_folder(fd, ".", true, &c);
        close(fd);
        if (r == 0)
                *ret = c;
        return r;
}

/* --- what comes in --- */

static bool is_source(const char *name)
{
        size_t n = strlen(name);

        return n > 0 && n <= SOURCE_MOST && name[0] != '.' && strspn(name, harmless) == n;
}

int incoming_open(const struct settings *s, const char *source, int *ret_fd, struct problem *why)
{
        int fd, folder, error;

        if (!is_source(source))
                return problem_set(
                    why, -EINVAL,
                    "\"%s\" can be no source: up to 64 letters (a-z), digits, \"-\", \"_\" and "
                    "\".\"",
                    source);
        fd = open_incoming(s);
        if (fd < 0)
                return problem_set(why, fd, "%s/incoming: %s; sirend makes it when it is started", s->spool,
                                   strerror(-fd));
        if (strcmp(source, "local") == 0) {
                *ret_fd = fd;
                return 0;
        }
        if (mkdirat(fd, source, 0770) < 0 && errno != EEXIST)
                error = errno;
        else
                error = 0;
        folder = error ? -1 : openat(fd, source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        error = folder < 0 && !error ? errno : error;
        close(fd);
        if (folder < 0)
                return problem_set(why, -error, "%s/incoming/%s: %s", s->spool, source, strerror(error));
        *ret_fd = folder;
        return 0;
}

char *incoming_name(const char *path, int64_t now, struct arena *a)
{
        const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
        time_t seconds = (time_t)(now / TIMESTAMP_SECOND);
        char *name = arena_strndup(a, base, strnlen(base, NAME_MOST)), time[32];
        struct tm tm;

        for (char *c = name; *c; c++)
                if (!strchr(harmless, *c))
                        *c = '_';
        gmtime_r(&seconds, &tm);
        strftime(time, sizeof time, "%Y%m%dT%H%M%SZ", &tm);
        return arena_printf(a, "%s-%s-%s%s", time, digest_random_hex(a, 4), name,
                            is_ignored(name) && name[0] != '.' ? ".report" : "");
}
