#include "report/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "report/spool_parts.h"

#define CHECK        (5 * TIMESTAMP_SECOND) /* is the spool still where it was? */
#define SETTLE_SWEEP (10 * TIMESTAMP_MINUTE)

static void close_fd(int *fd)
{
        if (*fd >= 0)
                close(*fd);
        *fd = -1;
}

static int on_again(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        spool_scan(context);
        return 0;
}

static int make_folder(struct spool *s, const char *name, int *ret_fd, struct problem *why)
{
        int fd;

        if (mkdirat(s->root, name, 0770) < 0 && errno != EEXIST)
                return problem_set(why, -errno, "%s/%s: cannot make this folder: %s", s->options.path, name,
                                   strerror(errno));
        fd = openat(s->root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
                return problem_set(why, -errno, "%s/%s: cannot open this folder: %s", s->options.path, name,
                                   strerror(errno));
        if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) < 0) {
                close(fd);
                return problem_set(why, -EACCES,
                                   "%s/%s: sirend may not write here; give its user this folder",
                                   s->options.path, name);
        }
        close_fd(ret_fd);
        *ret_fd = fd;
        return 0;
}

/* A source's folder, where it is not there yet, so that whoever writes can begin at once. Sticky: those who
 * share it cannot take one another's reports away. */
static void make_sources(struct spool *s)
{
        for (size_t i = 0; i < s->options.n_sources; i++)
                if (strcmp(s->options.sources[i], "local") != 0)
                        (void)mkdirat(s->incoming, s->options.sources[i], 01770);
}

/* The folders and the watch on incoming/, made or made again. */
static int open_folders(struct spool *s, struct problem *why)
{
        int r;

        if (mkdir(s->options.path, 0770) < 0 && errno != EEXIST)
                return problem_set(why, -errno, "%s: cannot make the spool: %s", s->options.path,
                                   strerror(errno));
        close_fd(&s->root);
        s->root = open(s->options.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (s->root < 0)
                return problem_set(why, -errno, "%s: cannot open the spool: %s", s->options.path,
                                   strerror(errno));
        if ((r = make_folder(s, "incoming", &s->incoming, why)) < 0 ||
            (r = make_folder(s, "done", &s->done, why)) < 0 ||
            (r = make_folder(s, "rejected", &s->rejected, why)) < 0)
                return r;
        make_sources(s);
        r = spool_watch_folder(s, "");
        if (r < 0)
                return problem_set(why, r, "%s/incoming: cannot watch it: %s", s->options.path, strerror(-r));
        return 0;
}

/* incoming/ itself went away: make it again, or say why not and try later. */
static void reopen(struct spool *s)
{
        struct problem why = {""};

        spool_watch_drop_all(s->watch);
        if (open_folders(s, &why) < 0) {
                snprintf(s->trouble, sizeof s->trouble, "%.250s", why.text);
                spool_scan_again(s, 2 * TIMESTAMP_SECOND);
                return;
        }
        spool_scan(s);
}

/* A source's folder went away. Where one of that name is there it is another one; or this one had been
 * renamed to it, was adopted under its new name, and tells only now that it moved. */
static void drop_source(struct spool *s, const char *gone)
{
        char source[NAME_MAX + 1];

        snprintf(source, sizeof source, "%s", gone);
        spool_watch_drop(s->watch, source);
        spool_queue_catch_up(&s->queue, source); /* nothing of it is there to be found */
        spool_consider(s, "", s->incoming, source, true, false);
}

static void on_event(const char *source, uint32_t mask, const char *name, void *context)
{
        struct spool *s = context;
        int dir = s->incoming;

        if (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
                if (*source)
                        drop_source(s, source);
                else
                        reopen(s);
                return;
        }
        if (!*name || (*source && spool_queue_is_busy(&s->queue, source)))
                return; /* what is behind finds it later */
        if (*source)
                dir = openat(s->incoming, source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (dir < 0) {
                spool_scan_again(s, SPOOL_AGAIN);
                return;
        }
        spool_consider(s, source, dir, name, true, mask & IN_CREATE);
        if (dir != s->incoming)
                close(dir);
}

static void on_lost(void *context)
{
        struct spool *s = context;

        spool_queue_lost(&s->queue);
        spool_scan_again(s, 0);
}

static void on_read(void *context)
{
        struct spool *s = context;

        if (s->queue.n)
                s->ready(s->context);
}

void spool_scan(struct spool *s)
{
        s->trouble[0] = 0;
        if (!spool_watch_has(s->watch, "")) {
                reopen(s);
                return;
        }
        spool_scan_folder(s, "");
        if (s->queue.n)
                s->ready(s->context);
}

static bool leads_to(const struct spool *s, const char *name, int folder)
{
        char path[PATH_MAX];
        struct stat here, there;

        snprintf(path, sizeof path, "%s/%s", s->path, name);
        return fstat(folder, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino &&
               here.st_dev == there.st_dev;
}

/* Whether the paths still lead to the folders that are in use: moving a folder above them makes no event, and
 * done/ and rejected/ are not watched. */
static bool is_in_place(const struct spool *s)
{
        return spool_watch_has(s->watch, "") && leads_to(s, "incoming", s->incoming) &&
               leads_to(s, "done", s->done) && leads_to(s, "rejected", s->rejected);
}

static int on_check(sd_event_source *source, uint64_t usec, void *context)
{
        struct spool *s = context;

        (void)usec;
        if (!is_in_place(s))
                reopen(s);
        sd_event_source_set_time_relative(source, CHECK);
        sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
        return 0;
}

void spool_sweep(struct spool *s)
{
        s->settle = SETTLE_SWEEP;
        spool_scan(s);
        s->settle = SPOOL_SETTLE;
}

int spool_open(sd_event *event, const struct spool_options *options, void (*ready)(void *), void *context,
               struct spool **ret, struct problem *why)
{
        struct spool *s = calloc(1, sizeof *s);
        int r;

        if (!s)
                abort();
        s->options = *options;
        s->path = strdup(options->path);
        if (!s->path)
                abort();
        s->options.path = s->path;
        s->event = sd_event_ref(event);
        s->ready = ready;
        s->context = context;
        s->root = s->incoming = s->done = s->rejected = -1;
        s->settle = SPOOL_SETTLE;
        r = sd_event_add_time_relative(event, &s->again, CLOCK_MONOTONIC, 0, 0, on_again, s);
        if (r >= 0)
                r = sd_event_source_set_enabled(s->again, SD_EVENT_OFF);
        if (r >= 0)
                r = sd_event_add_time_relative(event, &s->check, CLOCK_MONOTONIC, CHECK, 0, on_check, s);
        if (r >= 0)
                r = spool_watch_open(event,
                                     &(struct spool_watch_handler){
                                         .event = on_event, .lost = on_lost, .read = on_read, .context = s},
                                     &s->watch);
        if (r < 0)
                problem_set(why, r, "cannot make a timer or an inotify: %s", strerror(-r));
        else
                r = open_folders(s, why);
        if (r < 0) {
                spool_close(s);
                return r;
        }
        spool_scan(s);
        *ret = s;
        return 0;
}

void spool_close(struct spool *s)
{
        if (!s)
                return;
        spool_watch_close(s->watch);
        spool_queue_done(&s->queue);
        for (int i = 0; i < 2; i++)
                if (s->pruning[i])
                        closedir(s->pruning[i]);
        close_fd(&s->root);
        close_fd(&s->incoming);
        close_fd(&s->done);
        close_fd(&s->rejected);
        sd_event_source_disable_unref(s->again);
        sd_event_source_disable_unref(s->check);
        sd_event_unref(s->event);
        free(s->path);
        free(s);
}

void spool_configure(struct spool *s, const struct spool_options *options)
{
        s->options = *options;
        s->options.path = s->path;
        make_sources(s);
}

struct spool_entry *spool_next(struct spool *s)
{
        struct spool_waiting *w = spool_queue_next(&s->queue);

        if (spool_queue_is_hungry(&s->queue))
                spool_scan_again(s, 0);
        return w ? &w->entry : NULL;
}

void spool_postpone(struct spool *s, struct spool_entry *e)
{
        spool_queue_postpone(&s->queue, (struct spool_waiting *)e);
}

void spool_forget(struct spool *s, struct spool_entry *e)
{
        spool_queue_forget(&s->queue, (struct spool_waiting *)e);
}

size_t spool_waiting(const struct spool *s)
{
        return s->queue.n;
}

bool spool_waits_for(const struct spool *s, const char *source)
{
        return spool_queue_waits_for(&s->queue, source);
}

const char *spool_trouble(const struct spool *s)
{
        return s->trouble;
}
