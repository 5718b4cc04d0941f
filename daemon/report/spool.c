#include "report/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "report/spool_queue.h"
#include "report/spool_watch.h"

#define SETTLE       (1 * TIMESTAMP_SECOND) /* a scan leaves younger files to their writer's close */
#define CHECK        (5 * TIMESTAMP_SECOND) /* is the spool still where it was? */
#define AGAIN        (1 * TIMESTAMP_SECOND) /* after what may pass: no more file descriptors */
#define SETTLE_SWEEP (10 * TIMESTAMP_MINUTE)

struct spool {
        struct spool_options options; /* its path is `path` */
        char *path;
        sd_event *event;
        sd_event_source *again; /* timer: scan once more */
        sd_event_source *check; /* timer: is incoming/ still the one that is watched? */
        void (*ready)(void *);
        void *context;
        int root, incoming, done, rejected;
        struct spool_watch *watch;
        struct spool_queue queue;
        int64_t settle; /* how old a file must be for a scan to take it */
        DIR *pruning[2];
        char trouble[256];
};

static void close_fd(int *fd)
{
        if (*fd >= 0)
                close(*fd);
        *fd = -1;
}

static bool is_ignored(const char *name)
{
        size_t n = strlen(name);

        return name[0] == '.' || (n >= 4 && strcmp(name + n - 4, ".tmp") == 0) ||
               (n >= 5 && strcmp(name + n - 5, ".part") == 0);
}

static int on_again(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        spool_scan(context);
        return 0;
}

/* So soon, if it is not to be done sooner anyway. */
static void scan_again(struct spool *s, int64_t after)
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

static void scan_folder(struct spool *s, const char *source);

static int watch_folder(struct spool *s, const char *source)
{
        char path[PATH_MAX];

        snprintf(path, sizeof path, "%s/incoming/%s", s->options.path, source);
        return spool_watch_add(s->watch, source, path);
}

/* A directory in incoming/ is a source: watch first, then scan, so that nothing falls between. */
static void adopt_source(struct spool *s, const char *source)
{
        int r = spool_watch_has(s->watch, source) ? 0 : watch_folder(s, source);

        if (r == -ENOENT)
                return;
        if (r < 0) {
                snprintf(s->trouble, sizeof s->trouble, "cannot watch incoming/%.100s: %s", source,
                         strerror(-r));
                scan_again(s, AGAIN);
        }
        scan_folder(s, source);
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
                        if (s->settle == SETTLE)
                                scan_again(s, SETTLE);
                        return SORT_NOTHING;
                }
        }
        *ret_came = st.st_ctim.tv_sec * (1000 * TIMESTAMP_SECOND) + st.st_ctim.tv_nsec;
        return SORT_FILE;
}

static void consider(struct spool *s, const char *source, int dir, const char *name, bool settled,
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
                scan_again(s, AGAIN);
        }
        return NULL;
}

/* A source that is behind and has not come to its end is left for later, but for the folders in incoming/ itself. */
static void scan_folder(struct spool *s, const char *source)
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
        r = watch_folder(s, "");
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
                scan_again(s, 2 * TIMESTAMP_SECOND);
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
        consider(s, "", s->incoming, source, true, false);
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
                scan_again(s, AGAIN);
                return;
        }
        consider(s, source, dir, name, true, mask & IN_CREATE);
        if (dir != s->incoming)
                close(dir);
}

static void on_lost(void *context)
{
        struct spool *s = context;

        spool_queue_lost(&s->queue);
        scan_again(s, 0);
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
        scan_folder(s, "");
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
        s->settle = SETTLE;
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
        s->settle = SETTLE;
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
                scan_again(s, 0);
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

/* The folder part is opened without following links too: a source swapped for a link must not lead outside.
 */
static int open_parent(struct spool *s, const struct spool_entry *e)
{
        char source[NAME_MAX + 1];
        int fd;

        if (e->file == e->name)
                fd = openat(s->incoming, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        else {
                snprintf(source, sizeof source, "%.*s", (int)(e->file - e->name - 1), e->name);
                fd = openat(s->incoming, source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
        return fd < 0 ? -errno : fd;
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
        close(dir);
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
        close(from);
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

/* Goes on through one folder where the last call stopped. True while it is not at its end. */
static bool prune_folder(DIR **at, int folder, int64_t before, unsigned *limit)
{
        struct dirent *d;
        struct stat st;

        if (!*at) {
                int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
                *at = fd < 0 ? NULL : fdopendir(fd);
                if (!*at)
                        return false;
        }
        while (*limit && (d = readdir(*at))) {
                (*limit)--;
                if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
                        continue;
                if (fstatat(dirfd(*at), d->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                        continue;
                if (st.st_ctim.tv_sec * TIMESTAMP_SECOND < before)
                        (void)unlinkat(dirfd(*at), d->d_name, S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0);
        }
        if (*limit == 0)
                return true;
        closedir(*at);
        *at = NULL;
        return false;
}

bool spool_prune(struct spool *s, int64_t now, unsigned limit)
{
        return prune_folder(&s->pruning[0], s->done, now - s->options.done_keep, &limit) ||
               prune_folder(&s->pruning[1], s->rejected, now - s->options.rejected_keep, &limit);
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
