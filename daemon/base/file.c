#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Reads until the end or one byte past `limit`. The file may grow or shrink meanwhile. */
static int read_all(int fd, size_t expected, size_t limit, struct arena *a, char **ret_data, size_t *ret_size)
{
        size_t room = expected + 1, size = 0;
        char *data = arena_alloc(a, room + 1);

        for (;;) {
                ssize_t n = read(fd, data + size, room - size);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return -errno;
                if (n == 0)
                        break;
                size += (size_t)n;
                if (size > limit)
                        return -EFBIG;
                if (size == room) {
                        char *more = arena_alloc(a, 2 * room + 1);
                        memcpy(more, data, size);
                        data = more;
                        room *= 2;
                }
        }
        data[size] = 0;
        *ret_data = data;
        *ret_size = size;
        return 0;
}

static int read_regular(int fd, size_t limit, struct arena *a, char **ret_data, size_t *ret_size,
                        struct stat *ret_stat)
{
        struct stat st;
        int r;

        if (fstat(fd, &st) < 0)
                return -errno;
        if (!S_ISREG(st.st_mode))
                return -EINVAL;
        if ((uintmax_t)st.st_size > limit)
                return -EFBIG;
        r = read_all(fd, (size_t)st.st_size, limit, a, ret_data, ret_size);
        if (r == 0 && ret_stat)
                *ret_stat = st;
        return r;
}

int file_read_at(int dir, const char *name, size_t limit, struct arena *a, char **ret_data, size_t *ret_size,
                 struct stat *ret_stat)
{
        int fd, r;

        fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (fd < 0)
                return -errno;
        r = read_regular(fd, limit, a, ret_data, ret_size, ret_stat);
        close(fd);
        return r;
}

int file_read(const char *path, size_t limit, struct arena *a, char **ret_data, size_t *ret_size,
              struct problem *why)
{
        int fd, r;

        fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (fd < 0)
                return problem_set(why, -errno, "%s: cannot open: %s", path, strerror(errno));
        r = read_regular(fd, limit, a, ret_data, ret_size, NULL);
        close(fd);
        if (r == -EFBIG)
                return problem_set(why, r, "%s: larger than %zu bytes", path, limit);
        if (r == -EINVAL)
                return problem_set(why, r, "%s: not a regular file", path);
        if (r < 0)
                return problem_set(why, r, "%s: cannot read: %s", path, strerror(-r));
        return 0;
}

int file_read_secret(const char *path, struct arena *a, char **ret, struct problem *why)
{
        char *data;
        size_t size, line;
        int r;

        r = file_read(path, 64 * 1024, a, &data, &size, why);
        if (r < 0)
                return r;
        line = strcspn(data, "\r\n");
        if (line == 0)
                return problem_set(why, -EINVAL, "%s: its first line is empty; it must hold the secret",
                                   path);
        if (line == strlen(data) && line < size)
                return problem_set(why, -EINVAL, "%s: holds a NUL byte", path);
        data[line] = 0;
        for (const char *c = data; *c; c++)
                if ((unsigned char)*c < 0x20 || *c == 0x7f)
                        return problem_set(why, -EINVAL, "%s: holds control characters", path);
        *ret = data;
        return 0;
}

static int write_all(int fd, const char *data, size_t size)
{
        while (size) {
                ssize_t n = write(fd, data, size);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return -errno;
                data += n;
                size -= (size_t)n;
        }
        return 0;
}

static int write_temporary(int dir, const char *name, const void *data, size_t size, mode_t mode)
{
        int fd, r;

        fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
        if (fd < 0)
                return -errno;
        r = write_all(fd, data, size);
        if (r == 0 && fsync(fd) < 0)
                r = -errno;
        if (close(fd) < 0 && r == 0)
                r = -errno;
        if (r < 0)
                unlinkat(dir, name, 0);
        return r;
}

/* fsync of the directory that holds `name`, so that the rename itself is durable. */
static int sync_parent(int dir, const char *name)
{
        char parent[4096];
        const char *slash = strrchr(name, '/');
        int fd, r = 0;

        snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - name) + 1 : 1, slash ? name : ".");
        fd = openat(dir, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
                return -errno;
        if (fsync(fd) < 0)
                r = -errno;
        close(fd);
        return r;
}

int file_write_at(int dir, const char *name, const void *data, size_t size, mode_t mode)
{
        char temporary[4096];
        const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
        int r, n;

        n = snprintf(temporary, sizeof temporary, "%.*s.%s.tmp", (int)(base - name), name, base);
        if (n < 0 || (size_t)n >= sizeof temporary)
                return -ENAMETOOLONG;
        r = write_temporary(dir, temporary, data, size, mode);
        if (r < 0)
                return r;
        if (renameat(dir, temporary, dir, name) < 0) {
                r = -errno;
                unlinkat(dir, temporary, 0);
                return r;
        }
        return sync_parent(dir, name);
}
