#include "ctl/archive.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"

/* A file is moved right after the commit that has its report; a batch, a slow disk and a clock that is set take time. */
#define FILED_EARLIEST (-TIMESTAMP_MINUTE)
#define FILED_LATEST   (10 * TIMESTAMP_MINUTE)
#define STEM_MOST      200 /* bytes of a name that a time is put after */

struct filed {
        const char *name;
        bool found;
};

struct archive_folder {
        int fd; /* -1: there is none */
        struct filed *files;
        size_t n, room;
};

struct archive {
        struct arena *arena;
        size_t limit;
        struct archive_folder done, rejected;
};

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct filed *)a)->name, ((const struct filed *)b)->name);
}

static void read_folder(struct archive_folder *f, const char *path, struct arena *a)
{
        DIR *dir = opendir(path);

        f->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        for (struct dirent *d; dir && (d = readdir(dir));) {
                f->files = arena_grow(a, f->files, f->n, &f->room, sizeof *f->files);
                f->files[f->n++] = (struct filed){.name = arena_strdup(a, d->d_name)};
        }
        if (dir)
                closedir(dir);
        if (f->n)
                qsort(f->files, f->n, sizeof *f->files, by_name);
}

struct archive *archive_open(const struct settings *s, struct arena *a)
{
        struct archive *x = arena_alloc(a, sizeof *x);

        *x = (struct archive){.arena = a, .limit = s->max_report_size};
        read_folder(&x->done, arena_printf(a, "%s/done", s->spool), a);
        read_folder(&x->rejected, arena_printf(a, "%s/rejected", s->spool), a);
        return x;
}

void archive_close(struct archive *x)
{
        if (x && x->done.fd >= 0)
                close(x->done.fd);
        if (x && x->rejected.fd >= 0)
                close(x->rejected.fd);
}

static struct archive_folder *folder_of(struct archive *x, const struct history_report *r)
{
        return r->outcome == OUTCOME_REJECTED ? &x->rejected : &x->done;
}

/* When it was filed: the time in its name, else the last change of its inode, which moving it was. */
static int64_t filed_at(const char *name, const char *file, const struct stat *st)
{
        const char *time = strcmp(name, file) == 0 ? NULL : strrchr(name, '~');

        return time ? strtoll(time + 1, NULL, 10)
                    : st->st_ctim.tv_sec * TIMESTAMP_SECOND + st->st_ctim.tv_nsec / 1000;
}

/* How long after the report it was filed, or -1 where it is not that report's. */
static int64_t distance(const struct archive_folder *f, const struct filed *x, const struct history_report *r)
{
        struct stat st;
        int64_t after;

        if (x->found || fstatat(f->fd, x->name, &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode) ||
            (uint64_t)st.st_size != r->size)
                return -1;
        after = filed_at(x->name, r->file, &st) - r->received;
        if (after < FILED_EARLIEST || after > FILED_LATEST)
                return -1;
        return after < 0 ? -after : after;
}

/* The number of the first file that does not come before `name`. */
static size_t first_from(const struct archive_folder *f, const char *name)
{
        size_t low = 0, high = f->n;

        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (strcmp(f->files[middle].name, name) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

const char *archive_find(struct archive *x, const struct history_report *r, struct arena *a)
{
        struct archive_folder *f = folder_of(x, r);
        const char *stem = arena_printf(a, "%.*s~", STEM_MOST, r->file ? r->file : "");
        struct filed *best = NULL;
        int64_t nearest = 0;
        size_t i;

        if (!r->file || f->fd < 0)
                return NULL;
        i = first_from(f, r->file);
        if (i < f->n && strcmp(f->files[i].name, r->file) == 0 &&
            (nearest = distance(f, &f->files[i], r)) >= 0)
                best = &f->files[i];
        for (i = first_from(f, stem); i < f->n && strncmp(f->files[i].name, stem, strlen(stem)) == 0; i++) {
                int64_t d = distance(f, &f->files[i], r);
                if (d >= 0 && (!best || d < nearest)) {
                        best = &f->files[i];
                        nearest = d;
                }
        }
        if (!best)
                return NULL;
        best->found = true;
        return best->name;
}

int archive_read(struct archive *x, const struct history_report *r, const char *name, struct arena *a,
                 char **ret_data, size_t *ret_size)
{
        return file_read_at(folder_of(x, r)->fd, name, x->limit, a, ret_data, ret_size, NULL);
}
