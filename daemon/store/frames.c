#include "store/frames.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HEADER 24 /* bytes before each page in the log */
#define MOST                                                                                                 \
        131071 /* bytes that SQLite's own VFS writes at once at most; a report's commit has some 90,000 */

/* A log: ours first, SQLite's own file behind it in the same memory. */
struct log_file {
        sqlite3_file base;
        sqlite3_file *real;
        char *bytes;      /* not yet written; NULL until something was to be */
        sqlite3_int64 at; /* where in the file they belong */
        int n;
        bool commits; /* nothing is kept otherwise */
        bool ends;    /* the page of the header that came last ends a commit */
};

static sqlite3_vfs *own;

static struct log_file *log_of(sqlite3_file *file)
{
        return (struct log_file *)(void *)file;
}

/* What fails is not tried again: SQLite hears of it, and does not count it as part of the log. */
static int flush(struct log_file *f)
{
        int n = f->n;

        f->n = 0;
        return n ? f->real->pMethods->xWrite(f->real, f->bytes, n, f->at) : SQLITE_OK;
}

static int keep(struct log_file *f, const void *data, int size, sqlite3_int64 at)
{
        int code = SQLITE_OK;

        if (!f->bytes)
                f->bytes = malloc(MOST);
        if (f->n && (at != f->at + f->n || size > MOST - f->n))
                code = flush(f);
        if (code != SQLITE_OK)
                return code;
        if (!f->bytes || size > MOST)
                return f->real->pMethods->xWrite(f->real, data, size, at);
        if (!f->n)
                f->at = at;
        memcpy(f->bytes + f->n, data, (size_t)size);
        f->n += size;
        return SQLITE_OK;
}

/* The database's size after the commit, in a frame that ends one; else 0. */
static bool is_end(const unsigned char *header)
{
        return header[4] || header[5] || header[6] || header[7];
}

static int on_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
        struct log_file *f = log_of(file);
        int code;

        if (!f->commits)
                return f->real->pMethods->xWrite(f->real, data, size, at);
        code = keep(f, data, size, at);
        if (size == HEADER) {
                f->ends = is_end(data);
        } else if (code == SQLITE_OK && f->ends) {
                f->commits = false;
                code = flush(f);
        }
        return code;
}

static int on_read(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
        struct log_file *f = log_of(file);
        int code = flush(f);

        return code == SQLITE_OK ? f->real->pMethods->xRead(f->real, data, size, at) : code;
}

static int on_truncate(sqlite3_file *file, sqlite3_int64 size)
{
        struct log_file *f = log_of(file);
        int code = flush(f);

        return code == SQLITE_OK ? f->real->pMethods->xTruncate(f->real, size) : code;
}

static int on_sync(sqlite3_file *file, int flags)
{
        struct log_file *f = log_of(file);
        int code = flush(f);

        return code == SQLITE_OK ? f->real->pMethods->xSync(f->real, flags) : code;
}

static int on_size(sqlite3_file *file, sqlite3_int64 *ret)
{
        struct log_file *f = log_of(file);
        int code = flush(f);

        return code == SQLITE_OK ? f->real->pMethods->xFileSize(f->real, ret) : code;
}

static int on_close(sqlite3_file *file)
{
        struct log_file *f = log_of(file);

        free(f->bytes); /* what is kept is of no commit */
        f->bytes = NULL;
        return f->real->pMethods->xClose(f->real);
}

static int on_lock(sqlite3_file *file, int lock)
{
        return log_of(file)->real->pMethods->xLock(log_of(file)->real, lock);
}

static int on_unlock(sqlite3_file *file, int lock)
{
        return log_of(file)->real->pMethods->xUnlock(log_of(file)->real, lock);
}

static int on_check_lock(sqlite3_file *file, int *ret)
{
        return log_of(file)->real->pMethods->xCheckReservedLock(log_of(file)->real, ret);
}

static int on_control(sqlite3_file *file, int op, void *arg)
{
        return log_of(file)->real->pMethods->xFileControl(log_of(file)->real, op, arg);
}

static int on_sector_size(sqlite3_file *file)
{
        return log_of(file)->real->pMethods->xSectorSize(log_of(file)->real);
}

static int on_characteristics(sqlite3_file *file)
{
        return log_of(file)->real->pMethods->xDeviceCharacteristics(log_of(file)->real);
}

/* Of version 1: shared memory and mappings are the database's, not the log's. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_characteristics,
};

static int on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
        struct log_file *f = log_of(file);
        int code;

        (void)vfs;
        if (!(flags & SQLITE_OPEN_WAL))
                return own->xOpen(own, name, file, flags, ret_flags);
        *f = (struct log_file){.real = (sqlite3_file *)(void *)(f + 1)};
        code = own->xOpen(own, name, f->real, flags, ret_flags);
        if (f->real->pMethods)
                f->base.pMethods = &methods;
        return code;
}

/* The rest of it is SQLite's own, which goes by pAppData. */
const char *frames_vfs(void)
{
        static sqlite3_vfs vfs;

        if (own || !(own = sqlite3_vfs_find(NULL)))
                return vfs.zName;
        vfs = *own;
        vfs.pNext = NULL;
        vfs.szOsFile += (int)sizeof(struct log_file);
        vfs.xOpen = on_open;
        vfs.zName = "frames";
        if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
                vfs.zName = NULL;
        return vfs.zName;
}

static struct log_file *log_of_database(sqlite3 *db)
{
        sqlite3_file *file = NULL;

        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) != SQLITE_OK || !file ||
            file->pMethods != &methods)
                return NULL;
        return log_of(file);
}

/* 0: it may go on. */
static int on_commit(void *db)
{
        struct log_file *f = log_of_database(db);

        if (f) {
                f->commits = true;
                f->ends = false;
        }
        return 0;
}

/* Of a commit that has failed nothing is kept: the write that failed was of all that was. */
static void on_rollback(void *db)
{
        struct log_file *f = log_of_database(db);

        if (f)
                f->commits = false;
}

void frames_attend(sqlite3 *db)
{
        sqlite3_commit_hook(db, on_commit, db);
        sqlite3_rollback_hook(db, on_rollback, db);
}
