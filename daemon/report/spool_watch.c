#include "report/spool_watch.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <uthash.h>

#define FOLDERS_MOST 1024
#define READ_MOST    (1u << 20) /* bytes of events, some 20,000, before others have their turn */
#define WATCH_FILES  (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE)
#define WATCH_FOLDER (WATCH_FILES | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct folder {
        UT_hash_handle hh;
        int wd;
        char source[];
};

struct spool_watch {
        struct spool_watch_handler handler;
        sd_event_source *io;
        struct folder *folders; /* by wd */
        int fd;
};

static struct folder *find(const struct spool_watch *w, const char *source)
{
        for (struct folder *f = w->folders; f; f = f->hh.next)
                if (strcmp(f->source, source) == 0)
                        return f;
        return NULL;
}

static void forget(struct spool_watch *w, struct folder *f)
{
        HASH_DEL(w->folders, f);
        free(f);
}

int spool_watch_add(struct spool_watch *w, const char *source, const char *path)
{
        struct folder *f;
        int wd;

        if (HASH_COUNT(w->folders) >= FOLDERS_MOST)
                return -EMFILE;
        wd = inotify_add_watch(w->fd, path, WATCH_FOLDER | (*source ? IN_DONT_FOLLOW : 0));
        if (wd < 0)
                return -errno;
        HASH_FIND_INT(w->folders, &wd, f);
        if (f)
                forget(w, f);
        f = calloc(1, sizeof *f + strlen(source) + 1);
        if (!f)
                abort();
        f->wd = wd;
        strcpy(f->source, source);
        HASH_ADD_INT(w->folders, wd, f);
        return 0;
}

void spool_watch_drop(struct spool_watch *w, const char *source)
{
        struct folder *f = find(w, source);

        if (!f)
                return;
        (void)inotify_rm_watch(w->fd, f->wd); /* which ended by itself where the folder is gone */
        forget(w, f);
}

void spool_watch_drop_all(struct spool_watch *w)
{
        while (w->folders) {
                (void)inotify_rm_watch(w->fd, w->folders->wd);
                forget(w, w->folders);
        }
}

bool spool_watch_has(const struct spool_watch *w, const char *source)
{
        return find(w, source) != NULL;
}

static void handle(struct spool_watch *w, const struct inotify_event *event)
{
        struct folder *f;

        if (event->mask & IN_Q_OVERFLOW) {
                w->handler.lost(w->handler.context);
                return;
        }
        HASH_FIND_INT(w->folders, &event->wd, f);
        if (f)
                w->handler.event(f->source, event->mask, event->len ? event->name : "", w->handler.context);
}

static int on_readable(sd_event_source *source, int fd, uint32_t revents, void *context)
{
        struct spool_watch *w = context;
        _Alignas(struct inotify_event) char buffer[4096];
        size_t all = 0;
        ssize_t n;

        (void)source;
        (void)revents;
        while (all < READ_MOST && (n = read(fd, buffer, sizeof buffer)) > 0) {
                for (char *at = buffer; at < buffer + n;) {
                        const struct inotify_event *event = (const void *)at;
                        at += sizeof *event + event->len;
                        handle(w, event);
                }
                all += (size_t)n;
        }
        w->handler.read(w->handler.context);
        return 0;
}

int spool_watch_open(sd_event *event, const struct spool_watch_handler *handler, struct spool_watch **ret)
{
        struct spool_watch *w = calloc(1, sizeof *w);
        int r;

        if (!w)
                abort();
        w->handler = *handler;
        w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        r = w->fd < 0 ? -errno : sd_event_add_io(event, &w->io, w->fd, EPOLLIN, on_readable, w);
        if (r < 0) {
                spool_watch_close(w);
                return r;
        }
        *ret = w;
        return 0;
}

void spool_watch_close(struct spool_watch *w)
{
        if (!w)
                return;
        spool_watch_drop_all(w);
        sd_event_source_disable_unref(w->io);
        if (w->fd >= 0)
                close(w->fd);
        free(w);
}
