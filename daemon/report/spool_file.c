/* Files of the spool: read, and moved to where they stay. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "report/spool_parts.h"

/* What a thing is that is not a report, for its reason. */
static const char *kind_of(mode_t mode)
{
        switch (mode & S_IFMT) {
        case S_IFDIR:
                return "a folder inside a source's folder";
        case S_IFLNK:
                return "a symbolic link";
        case S_IFIFO:
                return "a FIFO";
        case S_IFSOCK:
                return "a socket";
        default:
                return "a device";
        }
}

static int say_unreadable(struct spool *s, const struct spool_entry *e, int error, struct problem *why)
{
        struct stat st;

        if (error == -EFBIG)
                return problem_set(why, error, "larger than the limit of %zu bytes (max_report_size)",
                                   s->options.max_size);
        if (fstatat(s->incoming, e->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode))
                return problem_set(why, error, "%s, not a file; only regular files are read",
                                   kind_of(st.st_mode));
        if (error == -EACCES || error == -EPERM)
                return problem_set(
                    why, error,
                    "sirend may not read it; whoever writes it must let its group read it (chmod g+r)");
        return problem_set(why, error, "cannot be read: %s", strerror(-error));
}

/* The folder part is opened without following links too: a source swapped for a link must not lead outside. What lies
 * in incoming/ itself needs none. */
static int open_parent(struct spool *s, const struct spool_entry *e)
{
        char source[NAME_MAX + 1];
        int fd;

        if (e->file == e->name)
                return s->incoming;
        snprintf(source, sizeof source, "%.*s", (int)(e->file - e->name - 1), e->name);
        fd = openat(s->incoming, source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        return fd < 0 ? -errno : fd;
}

static void close_parent(const struct spool *s, int fd)
{
        if (fd != s->incoming)
                close(fd);
}

bool spool_may_pass(int error)
{
        return error == -EMFILE || error == -ENFILE || error == -ENOMEM;
}

static void note_seen(struct spool_waiting *w, const struct stat *st)
{
        w->seen.device = st->st_dev;
        w->seen.inode = st->st_ino;
        w->seen.size = st->st_size;
        w->seen.changed = st->st_mtim;
}

int spool_read(struct spool *s, struct spool_entry *e, struct arena *a, char **ret_data, size_t *ret_size,
               struct stat *ret_stat, struct problem *why)
{
        int dir, r;

        dir = open_parent(s, e);
        if (dir < 0)
                return spool_may_pass(dir) ? say_unreadable(s, e, dir, why) : -ENOENT;
        r = file_read_at(dir, e->file, s->options.max_size, a, ret_data, ret_size, ret_stat);
        close_parent(s, dir);
        if (r < 0 && r != -ENOENT)
                return say_unreadable(s, e, r, why);
        if (r == 0)
                note_seen((struct spool_waiting *)e, ret_stat);
        return r;
}

/* Whether what was moved is what was read: a writer may have put a newer file in its place meanwhile. */
static bool is_what_was_read(const struct spool_waiting *w, int dir, const char *name)
{
        struct stat st;

        if (w->seen.inode == 0 || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return true;
        return st.st_ino == w->seen.inode && st.st_dev == w->seen.device && st.st_size == w->seen.size &&
               st.st_mtim.tv_sec == w->seen.changed.tv_sec && st.st_mtim.tv_nsec == w->seen.changed.tv_nsec;
}

/* A name that is free in `dir`: the file's own, else with the time after it. Never replaces anything.
 * -ESTALE: the file is not the one that was read; it is back in its place. */
static int move_to(struct spool *s, const struct spool_entry *e, int dir, char *ret_name, size_t room)
{
        int from = open_parent(s, e), r = -EEXIST;

        if (from < 0)
                return from;
        snprintf(ret_name, room, "%s", e->file);
        for (int i = 0; i < 16 && r == -EEXIST; i++) {
                r = renameat2(from, e->file, dir, ret_name, RENAME_NOREPLACE) < 0 ? -errno : 0;
                if (r == -EEXIST)
                        snprintf(ret_name, room, "%.200s~%lld", e->file, (long long)timestamp_now());
        }
        if (r == 0 && !is_what_was_read((const struct spool_waiting *)e, dir, ret_name)) {
                (void)renameat2(dir, ret_name, from, e->file, RENAME_NOREPLACE);
                r = -ESTALE;
        }
        close_parent(s, from);
        return r;
}

/* Lets go of an entry; a file that changed while it was read is noticed anew. */
static int finish(struct spool *s, struct spool_entry *e, int r)
{
        char name[NAME_MAX + 1], source[NAME_MAX + 1];

        snprintf(name, sizeof name, "%s", e->file);
        snprintf(source, sizeof source, "%s", e->file == e->name ? "" : e->source);
        spool_forget(s, e);
        if (r == -ESTALE) {
                spool_queue_add(&s->queue, source, name, timestamp_now() * 1000);
                s->ready(s->context);
        }
        return r;
}

int spool_done(struct spool *s, struct spool_entry *e)
{
        char name[NAME_MAX + 1];
        int r = move_to(s, e, s->done, name, sizeof name);

        if (r == 0 && s->options.done_keep <= 0 && unlinkat(s->done, name, 0) < 0)
                r = -errno;
        return finish(s, e, r);
}

/* FILE.reason, or where that is a file of its own another name. Names are the writer's: they must not make
 * more than one line. */
static int write_reason(struct spool *s, const struct spool_entry *e, const char *name, const char *reason)
{
        char path[NAME_MAX + 1], line[1100];
        ssize_t n, written;
        int fd;

        n = snprintf(line, sizeof line, "%.300s: %.700s", e->name, reason);
        for (char *c = line; *c; c++)
                if ((unsigned char)*c < 0x20 || *c == 0x7f)
                        *c = ' ';
        line[n++] = '\n';
        snprintf(path, sizeof path, "%.240s.reason", name);
        for (int i = 0; (fd = openat(s->rejected, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640)) < 0;
             i++) {
                if (errno != EEXIST || i == 16)
                        return -errno;
                snprintf(path, sizeof path, "%.200s~%lld.reason", name, (long long)timestamp_now());
        }
        written = write(fd, line, (size_t)n);
        close(fd);
        return written == n ? 0 : -EIO;
}

int spool_reject(struct spool *s, struct spool_entry *e, const char *reason)
{
        char name[NAME_MAX + 1];
        int r = move_to(s, e, s->rejected, name, sizeof name);

        return finish(s, e, r == 0 ? write_reason(s, e, name, reason) : r);
}
