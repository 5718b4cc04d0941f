/* What lies in incoming/: files to queue, and folders, which are sources. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "report/spool_parts.h"

static bool is_ignored(const char *name)
{
        size_t n = strlen(name);

        return name[0] == '.' || (n >= 4 && strcmp(name + n - 4, ".tmp") == 0) ||
               (n >= 5 && strcmp(name + n - 5, ".part") == 0);
}

void spool_scan_again(struct spool *s, int64_t after)
{
        uint64_t now = 0, armed = 0;
        int enabled = SD_EVENT_OFF;

        sd_event_source_get_enabled(s->again, &enabled);
        sd_event_source_get_time(s->again, &armed);
        if (sd_event_now(s->event, CLOCK_MONOTONIC, &now) >= 0 && enabled != SD_EVENT_OFF &&
            armed <= now + (uint64_t)after)
                return;
        sd_event_source_set_time_relative(s->again, (uint64_t)after);
        sd_event_source_set_enabled(s->again, SD_EVENT_ONESHOT);
}

int spool_watch_folder(struct spool *s, const char *source)
{
        char path[PATH_MAX];

        snprintf(path, sizeof path, "%s/incoming/%s", s->options.path, source);
        return spool_watch_add(s->watch, source, path);
}

/* A directory in incoming/ is a source: watch first, then scan, so that nothing falls between. */
static void adopt_source(struct spool *s, const char *source)
{
        int r = spool_watch_has(s->watch, source) ? 0 : spool_watch_folder(s, source);

        if (r == -ENOENT)
                return;
        if (r < 0) {
                snprintf(s->trouble, sizeof s->trouble, "cannot watch incoming/%.100s: %s", source,
                         strerror(-r));
                spool_scan_again(s, SPOOL_AGAIN);
        }
        spool_scan_folder(s, source);
}

enum sort { SORT_NOTHING, SORT_SOURCE, SORT_FILE };

/* What a directory entry is: a source, a file to queue, or nothing, which a young file is too that is to be come back
 * for. `settled` is true where an event said that the file is complete. */
static enum sort sort_of(struct spool *s, const char *source, int dir, const char *name, bool settled,
                         bool created, int64_t *ret_came)
{
        struct stat st;

        if (is_ignored(name) || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return SORT_NOTHING;
        if (S_ISDIR(st.st_mode) && !*source)
                return SORT_SOURCE;
        if (S_ISREG(st.st_mode) && created && st.st_nlink < 2)
                return SORT_NOTHING; /* its writer will close it */
        if (S_ISREG(st.st_mode) && !settled) {
                int64_t age =
                    timestamp_now() - (st.st_mtim.tv_sec * TIMESTAMP_SECOND + st.st_mtim.tv_nsec / 1000);
                if (age >= 0 && age < s->settle) {
                        if (s->settle == SPOOL_SETTLE)
                                spool_scan_again(s, SPOOL_SETTLE);
                        return SORT_NOTHING;
                }
        }
        *ret_came = st.st_ctim.tv_sec * (1000 * TIMESTAMP_SECOND) + st.st_ctim.tv_nsec;
        return SORT_FILE;
}

void spool_consider(struct spool *s, const char *source, int dir, const char *name, bool settled,
                    bool created)
{
        int64_t came;

        switch (sort_of(s, source, dir, name, settled, created, &came)) {
        case SORT_SOURCE:
                adopt_source(s, name);
                break;
        case SORT_FILE:
                spool_queue_add(&s->queue, source, name, came);
                break;
        case SORT_NOTHING:
                break;
        }
}

/* The files of a folder that came first, as many as there is room for and one more, by which it is seen that there are
 * more. In `list` there is room for twice that: when it is full the later half goes. */
struct scan {
        struct arena *arena;
        struct scanned {
                int64_t came;
                const char *name;
        } * list;
        size_t n, most;
        int64_t latest; /* what came after it is not wanted */
};

static int compare_scanned(const void *a, const void *b)
{
        const struct scanned *x = a, *y = b;

        if (x->came != y->came)
                return x->came < y->came ? -1 : 1;
        return strcmp(x->name, y->name);
}

static void keep_first(struct scan *scan)
{
        qsort(scan->list, scan->n, sizeof *scan->list, compare_scanned);
        if (scan->n < scan->most)
                return;
        scan->n = scan->most;
        scan->latest = scan->list[scan->n - 1].came;
}

static void note_file(struct scan *scan, const char *name, int64_t came)
{
        if (came > scan->latest)
                return;
        if (scan->n == 2 * scan->most)
                keep_first(scan);
        scan->list[scan->n++] = (struct scanned){.came = came, .name = arena_strdup(scan->arena, name)};
}

static DIR *open_source(struct spool *s, const char *source)
{
        int fd = openat(s->incoming, *source ? source : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        DIR *dir = fd < 0 ? NULL : fdopendir(fd);

        if (dir)
                return dir;
        if (fd >= 0)
                close(fd);
        if (errno != ENOENT) {
                snprintf(s->trouble, sizeof s->trouble, "cannot read incoming/%.100s: %s", source,
                         strerror(errno));
                spool_scan_again(s, SPOOL_AGAIN);
        }
        return NULL;
}

void spool_scan_folder(struct spool *s, const char *source)
{
        bool busy = spool_queue_is_busy(&s->queue, source);
        DIR *dir = busy && *source ? NULL : open_source(s, source);
        struct scan scan = {.latest = INT64_MAX};

        if (!dir)
                return;
        if (!busy)
                spool_queue_catch_up(&s->queue, source);
        scan.most = spool_queue_room(&s->queue, source) + 1;
        scan.arena = arena_new();
        scan.list = arena_array(scan.arena, 2 * scan.most, sizeof *scan.list);
        for (struct dirent *d; (d = readdir(dir));) {
                int64_t came;
                enum sort sort;

                if (busy && d->d_type != DT_DIR && d->d_type != DT_UNKNOWN)
                        continue;
                if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
                        continue;
                sort = sort_of(s, source, dirfd(dir), d->d_name, false, false, &came);
                if (sort == SORT_SOURCE)
                        adopt_source(s, d->d_name);
                else if (sort == SORT_FILE && !busy && !spool_queue_knows(&s->queue, source, d->d_name))
                        note_file(&scan, d->d_name, came);
        }
        closedir(dir);
        keep_first(&scan);
        for (size_t i = 0; i < scan.n; i++)
                spool_queue_add(&s->queue, source, scan.list[i].name, scan.list[i].came);
        arena_free(scan.arena);
}
