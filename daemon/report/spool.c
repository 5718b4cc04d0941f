#include "report/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <uthash.h>

#include "base/file.h"
#include "base/timestamp.h"

#define QUEUE_MOST   8192                   /* names in memory; what is beyond is found by the next scan */
#define FOLDERS_MOST 1024                   /* sources */
#define SETTLE       (1 * TIMESTAMP_SECOND) /* a scan leaves younger files to their writer's close */
#define CHECK        (5 * TIMESTAMP_SECOND) /* is the spool still where it was? */
#define AGAIN        (1 * TIMESTAMP_SECOND) /* after what may pass: no more file descriptors */
#define SETTLE_SWEEP (10 * TIMESTAMP_MINUTE)
#define WATCH_FILES  (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE)
#define WATCH_FOLDER (WATCH_FILES | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct waiting {
        struct spool_entry entry; /* first: an entry is its waiting */
        struct waiting *next;
        UT_hash_handle hh;
        struct stat read; /* the file as it was read; st_ino 0: it was not */
        char name[];
};

/* A watched folder: incoming/ itself (source "") or one below it. */
struct folder {
        struct spool *spool;
        sd_event_source *watch;
        struct folder *next;
        char source[];
};

struct spool {
        struct spool_options options; /* its path is `path` */
        char *path;
        sd_event *event;
        sd_event_source *again; /* timer: scan once more */
        sd_event_source *check; /* timer: is incoming/ still the one that is watched? */
        void (*ready)(void *);
        void *context;
        int root, incoming, done, rejected;
        struct folder *folders;
        unsigned n_folders;
        struct waiting *head, **tail, *known; /* the queue, and a hash of all names handed out or queued */
        size_t n_waiting;
        bool rescan;
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

static void scan_again(struct spool *s, int64_t after)
{
        int enabled = SD_EVENT_OFF;

        sd_event_source_get_enabled(s->again, &enabled);
        if (enabled != SD_EVENT_OFF)
                return;
        sd_event_source_set_time_relative(s->again, (uint64_t)after);
        sd_event_source_set_enabled(s->again, SD_EVENT_ONESHOT);
}

/* Queues a name once, however many events it causes. */
static void enqueue(struct spool *s, const char *source, const char *file)
{
        struct waiting *w;
        char name[2 * (NAME_MAX + 1)];
        int n;

        n = snprintf(name, sizeof name, "%s%s%s", source, *source ? "/" : "", file);
        if (n < 0 || (size_t)n >= sizeof name)
                return;
        HASH_FIND(hh, s->known, name, (size_t)n, w);
        if (w)
                return;
        if (s->n_waiting >= QUEUE_MOST) {
                s->rescan = true;
                return;
        }
        w = calloc(1, sizeof *w + (size_t)n + 1 + sizeof "local" + strlen(source));
        if (!w)
                abort();
        memcpy(w->name, name, (size_t)n + 1);
        w->entry.name = w->name;
        w->entry.file = *source ? w->name + strlen(source) + 1 : w->name;
        w->entry.source = strcpy(w->name + n + 1, *source ? source : "local");
        HASH_ADD(hh, s->known, name, (size_t)n, w);
        *s->tail = w;
        s->tail = &w->next;
        s->n_waiting++;
}

static int on_folder_event(sd_event_source *source, const struct inotify_event *event, void *context);

static struct folder *find_folder(struct spool *s, const char *source)
{
        for (struct folder *f = s->folders; f; f = f->next)
                if (strcmp(f->source, source) == 0)
                        return f;
        return NULL;
}

static void drop_folder(struct spool *s, struct folder *gone)
{
        for (struct folder **f = &s->folders; *f; f = &(*f)->next)
                if (*f == gone) {
                        *f = gone->next;
                        s->n_folders--;
                        sd_event_source_disable_unref(gone->watch);
                        free(gone);
                        return;
                }
}

static int watch_folder(struct spool *s, const char *source, struct folder **ret)
{
        struct folder *f;
        char path[PATH_MAX];
        int r;

        if (s->n_folders >= FOLDERS_MOST)
                return -EMFILE;
        f = calloc(1, sizeof *f + strlen(source) + 1);
        if (!f)
                abort();
        f->spool = s;
        strcpy(f->source, source);
        snprintf(path, sizeof path, "%s/incoming/%s", s->options.path, source);
        r = sd_event_add_inotify(s->event, &f->watch, path, WATCH_FOLDER | (*source ? IN_DONT_FOLLOW : 0),
                                 on_folder_event, f);
        if (r < 0) {
                free(f);
                return r;
        }
        f->next = s->folders;
        s->folders = f;
        s->n_folders++;
        *ret = f;
        return 0;
}

static void scan_folder(struct spool *s, const char *source);

/* A directory in incoming/ is a source: watch first, then scan, so that nothing falls between. */
static void adopt_source(struct spool *s, const char *source)
{
        struct folder *f = find_folder(s, source);
        int r;

        if (!f) {
                r = watch_folder(s, source, &f);
                if (r == -ENOENT)
                        return;
                if (r < 0) {
                        snprintf(s->trouble, sizeof s->trouble, "cannot watch incoming/%.100s: %s", source,
                                 strerror(-r));
                        scan_again(s, AGAIN);
                }
        }
        scan_folder(s, source);
}

/* Decides what one directory entry is: a source, a file to queue, or a young file to come back for. `settled`
 * is true where an event said that the file is complete. */
static void consider(struct spool *s, const char *source, int dir, const char *name, bool settled,
                     bool created)
{
        struct stat st;

        if (is_ignored(name) || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return;
        if (S_ISDIR(st.st_mode) && !*source) {
                adopt_source(s, name);
                return;
        }
        if (S_ISREG(st.st_mode) && created && st.st_nlink < 2)
                return; /* its writer will close it */
        if (S_ISREG(st.st_mode) && !settled) {
                int64_t age =
                    timestamp_now() - (st.st_mtim.tv_sec * TIMESTAMP_SECOND + st.st_mtim.tv_nsec / 1000);
                if (age >= 0 && age < s->settle) {
                        if (s->settle == SETTLE)
                                scan_again(s, SETTLE);
                        return;
                }
        }
        enqueue(s, source, name);
}

static void scan_folder(struct spool *s, const char *source)
{
        int fd = openat(s->incoming, *source ? source : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        DIR *dir = fd < 0 ? NULL : fdopendir(fd);

        if (!dir) {
                if (fd >= 0)
                        close(fd);
                if (errno != ENOENT) {
                        snprintf(s->trouble, sizeof s->trouble, "cannot read incoming/%.100s: %s", source,
                                 strerror(errno));
                        scan_again(s, AGAIN);
                }
                return;
        }
        for (struct dirent *d; (d = readdir(dir)) && !s->rescan;)
                if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
                        consider(s, source, dirfd(dir), d->d_name, false, false);
        closedir(dir);
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
        struct folder *f;
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
        r = watch_folder(s, "", &f);
        if (r < 0)
                return problem_set(why, r, "%s/incoming: cannot watch it: %s", s->options.path, strerror(-r));
        return 0;
}

/* incoming/ itself went away: make it again, or say why not and try later. */
static void reopen(struct spool *s)
{
        struct problem why = {""};

        while (s->folders)
                drop_folder(s, s->folders);
        if (open_folders(s, &why) < 0) {
                snprintf(s->trouble, sizeof s->trouble, "%.250s", why.text);
                scan_again(s, 2 * TIMESTAMP_SECOND);
                return;
        }
        spool_scan(s);
}

/* A source's folder went away. Where one of that name is there it is another one; or this one had been
 * renamed to it, was adopted under its new name, and tells only now that it moved. */
static void drop_source(struct spool *s, struct folder *f)
{
        char source[NAME_MAX + 1];

        snprintf(source, sizeof source, "%s", f->source);
        drop_folder(s, f);
        consider(s, "", s->incoming, source, true, false);
        if (s->head)
                s->ready(s->context);
}

static int on_folder_event(sd_event_source *source, const struct inotify_event *event, void *context)
{
        struct folder *f = context;
        struct spool *s = f->spool;
        int dir;

        (void)source;
        if (event->mask & IN_Q_OVERFLOW) {
                s->rescan = true;
                scan_again(s, 0);
        } else if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
                if (*f->source)
                        drop_source(s, f);
                else
                        reopen(s);
                return 0;
        } else if (event->len) {
                dir = *f->source
                          ? openat(s->incoming, f->source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                          : s->incoming;
                if (dir < 0) {
                        scan_again(s, AGAIN);
                        return 0;
                }
                consider(s, f->source, dir, event->name, true, event->mask & IN_CREATE);
                if (dir != s->incoming)
                        close(dir);
        }
        if (s->head)
                s->ready(s->context);
        return 0;
}

void spool_scan(struct spool *s)
{
        s->rescan = false;
        s->trouble[0] = 0;
        if (!s->folders) {
                reopen(s);
                return;
        }
        scan_folder(s, "");
        if (s->head)
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
        return s->folders && leads_to(s, "incoming", s->incoming) && leads_to(s, "done", s->done) &&
               leads_to(s, "rejected", s->rejected);
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
        s->tail = &s->head;
        r = sd_event_add_time_relative(event, &s->again, CLOCK_MONOTONIC, 0, 0, on_again, s);
        if (r >= 0)
                r = sd_event_source_set_enabled(s->again, SD_EVENT_OFF);
        if (r >= 0)
                r = sd_event_add_time_relative(event, &s->check, CLOCK_MONOTONIC, CHECK, 0, on_check, s);
        if (r < 0)
                problem_set(why, r, "cannot make a timer: %s", strerror(-r));
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

static void free_waiting(struct spool *s, struct waiting *w)
{
        HASH_DEL(s->known, w);
        free(w);
}

void spool_close(struct spool *s)
{
        struct waiting *w, *next;

        if (!s)
                return;
        while (s->folders)
                drop_folder(s, s->folders);
        HASH_ITER(hh, s->known, w, next)
        free_waiting(s, w);
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
        struct waiting *w = s->head;

        if (!w) {
                if (s->rescan)
                        scan_again(s, 0);
                return NULL;
        }
        s->head = w->next;
        if (!s->head)
                s->tail = &s->head;
        w->next = NULL;
        s->n_waiting--;
        return &w->entry;
}

void spool_postpone(struct spool *s, struct spool_entry *e)
{
        struct waiting *w = (struct waiting *)e;

        w->next = s->head;
        s->head = w;
        if (!w->next)
                s->tail = &w->next;
        s->n_waiting++;
}

void spool_forget(struct spool *s, struct spool_entry *e)
{
        free_waiting(s, (struct waiting *)e);
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
        if (r == 0) {
                ((struct waiting *)e)->read = *ret_stat;
        }
        return r;
}

/* Whether what was moved is what was read: a writer may have put a newer file in its place meanwhile. */
static bool is_what_was_read(const struct waiting *w, int dir, const char *name)
{
        struct stat st;

        if (w->read.st_ino == 0 || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return true;
        return st.st_ino == w->read.st_ino && st.st_dev == w->read.st_dev && st.st_size == w->read.st_size &&
               st.st_mtim.tv_sec == w->read.st_mtim.tv_sec && st.st_mtim.tv_nsec == w->read.st_mtim.tv_nsec;
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
        if (r == 0 && !is_what_was_read((const struct waiting *)e, dir, ret_name)) {
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
                enqueue(s, source, name);
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
        return s->n_waiting;
}

bool spool_waits_for(const struct spool *s, const char *source)
{
        for (const struct waiting *w = s->head; w; w = w->next)
                if (strcmp(w->entry.source, source) == 0)
                        return true;
        return s->rescan;
}

const char *spool_trouble(const struct spool *s)
{
        return s->trouble;
}
