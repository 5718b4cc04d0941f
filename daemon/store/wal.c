#include "store/wal.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/timestamp.h"

#define PAGES_DUE  1000  /* in the log: time for a checkpoint; SQLite's own number */
#define PAGES_MOST 16000 /* some 64 MB */
#define AGAIN      TIMESTAMP_SECOND
#define FRAME      4120L          /* bytes of a page with its header */
#define SPARE      (1000 * FRAME) /* of the disk, beside what the log will take of the database */
#define ROOM       (1100 * FRAME)

struct wal {
        sqlite3 *db;
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t wake, done;
        bool started, due, busy, stopped; /* all but the first under the lock */
        int asked;        /* pages in the log when the thread was woken last; 0: it has begun anew since */
        int64_t asked_at; /* monotonic */
};

/* --- the thread */

static bool wait_due(struct wal *w)
{
        bool go;

        pthread_mutex_lock(&w->lock);
        while (!w->due && !w->stopped)
                pthread_cond_wait(&w->wake, &w->lock);
        go = !w->stopped;
        w->due = false;
        w->busy = go;
        pthread_mutex_unlock(&w->lock);
        return go;
}

static void note_done(struct wal *w)
{
        pthread_mutex_lock(&w->lock);
        w->busy = false;
        pthread_cond_signal(&w->done);
        pthread_mutex_unlock(&w->lock);
}

/* What fails here is tried again when the log has grown as much again. */
static void *work(void *wal)
{
        struct wal *w = wal;
        sqlite3 *db = NULL;
        int code = sqlite3_open_v2(sqlite3_db_filename(w->db, "main"), &db,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_exec(db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
        while (wait_due(w)) {
                if (code == SQLITE_OK)
                        sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
                note_done(w);
        }
        sqlite3_close(db);
        return NULL;
}

/* The program's signals are the loop's. */
static bool start_thread(struct wal *w)
{
        sigset_t all, old;

        if (w->started)
                return true;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &old);
        w->started = pthread_create(&w->thread, NULL, work, w) == 0;
        pthread_sigmask(SIG_SETMASK, &old, NULL);
        return w->started;
}

static bool ask_thread(struct wal *w)
{
        if (!start_thread(w))
                return false;
        pthread_mutex_lock(&w->lock);
        w->due = true;
        pthread_cond_signal(&w->wake);
        pthread_mutex_unlock(&w->lock);
        return true;
}

/* --- the connection */

/* Beside the thread's checkpoint there is no other, and the log could not begin anew. */
static void wait_done(struct wal *w)
{
        if (!w->started)
                return;
        pthread_mutex_lock(&w->lock);
        while (w->due || w->busy)
                pthread_cond_wait(&w->done, &w->lock);
        pthread_mutex_unlock(&w->lock);
}

static void move_here(struct wal *w)
{
        wait_done(w);
        sqlite3_wal_checkpoint_v2(w->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/* Could what is in the log not be moved any more if it grew on? Then the disk would stay full of it for ever. */
static bool is_scarce(const struct wal *w, int pages)
{
        struct statvfs disk;

        return statvfs(sqlite3_db_filename(w->db, "main"), &disk) == 0 &&
               (uint64_t)disk.f_bavail * disk.f_frsize < (uint64_t)(pages * FRAME + SPARE);
}

/* After each commit. SQLite's return value of it would be the commit's, which has succeeded. */
static int on_commit(void *wal, sqlite3 *db, const char *name, int pages)
{
        struct wal *w = wal;
        int64_t now;

        (void)db;
        (void)name;
        if (pages < w->asked)
                w->asked = 0;
        if (pages < PAGES_DUE)
                return SQLITE_OK;
        if (is_scarce(w, pages)) {
                move_here(w);
                return SQLITE_OK;
        }
        now = timestamp_monotonic();
        /* Asked, and yet here: there was a commit before the thread had done, so the log could not begin anew. */
        if (w->asked > 0 && pages < w->asked + PAGES_DUE && now < w->asked_at + AGAIN)
                return SQLITE_OK;
        w->asked = pages;
        w->asked_at = now;
        if (pages >= PAGES_MOST || !ask_thread(w))
                move_here(w);
        return SQLITE_OK;
}

void wal_relieve(struct wal *w)
{
        if (w)
                move_here(w);
}

static int lengthen(int fd)
{
        static const char zeros[65536];
        struct stat st;
        off_t at;

        if (fstat(fd, &st) < 0)
                return -1;
        for (at = st.st_size; at < ROOM;) {
                size_t n = ROOM - at < (off_t)sizeof zeros ? (size_t)(ROOM - at) : sizeof zeros;
                ssize_t written = pwrite(fd, zeros, n, at);
                if (written <= 0)
                        return ftruncate(fd, st.st_size); /* the little room that is left has better uses */
                at += written;
        }
        return at > st.st_size ? fdatasync(fd) : 0;
}

/* Nobody else writes to the log meanwhile. What is behind its last commit means nothing, whatever it is. */
static void make_room(sqlite3 *db)
{
        struct buffer path = {0};
        int fd;

        if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
                return;
        buffer_printf(&path, "%s-wal", sqlite3_db_filename(db, "main"));
        fd = open(path.data, O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
                (void)lengthen(fd);
                close(fd);
        }
        buffer_done(&path);
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}

struct wal *wal_start(sqlite3 *db)
{
        struct wal *w = calloc(1, sizeof *w);

        if (!w)
                abort();
        w->db = db;
        pthread_mutex_init(&w->lock, NULL);
        pthread_cond_init(&w->wake, NULL);
        pthread_cond_init(&w->done, NULL);
        make_room(db);
        sqlite3_wal_hook(db, on_commit, w);
        return w;
}

void wal_stop(struct wal *w)
{
        if (!w)
                return;
        sqlite3_wal_hook(w->db, NULL, NULL);
        pthread_mutex_lock(&w->lock);
        w->stopped = true;
        pthread_cond_signal(&w->wake);
        pthread_mutex_unlock(&w->lock);
        if (w->started)
                pthread_join(w->thread, NULL);
        pthread_cond_destroy(&w->wake);
        pthread_cond_destroy(&w->done);
        pthread_mutex_destroy(&w->lock);
        free(w);
}
