/* frames: a commit is one write to the log, and everybody sees it; what is rolled back is never written. */
#include "store/frames.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* SQLite's own VFS, which frames finds as the default one, with its writes to the log counted. */
static struct {
        sqlite3_vfs vfs, *own;
        sqlite3_io_methods methods;
        const sqlite3_io_methods *real;
        unsigned writes;
} counted;

static int count_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
        counted.writes++;
        return counted.real->xWrite(file, data, size, at);
}

static int count_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
        int code = counted.own->xOpen(counted.own, name, file, flags, ret_flags);

        (void)vfs;
        if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
                counted.real = file->pMethods;
                counted.methods = *file->pMethods;
                counted.methods.xWrite = count_write;
                file->pMethods = &counted.methods;
        }
        return code;
}

static int count(void **state)
{
        (void)state;
        counted.own = sqlite3_vfs_find(NULL);
        counted.vfs = *counted.own;
        counted.vfs.pNext = NULL;
        counted.vfs.zName = "counted";
        counted.vfs.xOpen = count_open;
        return sqlite3_vfs_register(&counted.vfs, 1) != SQLITE_OK;
}

struct fixture {
        char folder[64], path[96];
        sqlite3 *db;    /* with frames */
        sqlite3 *other; /* without, as another process has it */
};

static void run(sqlite3 *db, const char *sql)
{
        char *why = NULL;

        if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
                fail_msg("%s: %s", sql, why);
}

static void assert_says(sqlite3 *db, const char *sql, const char *text)
{
        sqlite3_stmt *st;

        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(st, 0), text);
        sqlite3_finalize(st);
}

/* So many pages and more. */
static void add_pages(sqlite3 *db, const char *what, int pages)
{
        for (int i = 0; i < pages; i++) {
                char sql[128];

                snprintf(sql, sizeof sql, "INSERT INTO t VALUES ('%s', zeroblob(4000))", what);
                run(db, sql);
        }
}

static int set_up(void **state)
{
        struct fixture *f = calloc(1, sizeof *f);

        assert_non_null(f);
        strcpy(f->folder, "/tmp/frames-XXXXXX");
        assert_non_null(mkdtemp(f->folder));
        snprintf(f->path, sizeof f->path, "%s/db", f->folder);
        assert_int_equal(
            sqlite3_open_v2(f->path, &f->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, frames_vfs()), 0);
        frames_attend(f->db);
        run(f->db,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (what TEXT, body BLOB)");
        assert_int_equal(sqlite3_open_v2(f->path, &f->other, SQLITE_OPEN_READWRITE, "unix"), 0);
        *state = f;
        return 0;
}

static int tear_down(void **state)
{
        struct fixture *f = *state;
        char command[128];

        sqlite3_close(f->db);
        sqlite3_close(f->other);
        snprintf(command, sizeof command, "rm -rf %s", f->folder);
        free(f);
        return system(command);
}

static void a_commit_is_one_write(void **state)
{
        struct fixture *f = *state;

        run(f->db, "BEGIN");
        add_pages(f->db, "a", 20);
        counted.writes = 0;
        run(f->db, "COMMIT");
        assert_int_equal(counted.writes, 1);
        assert_says(f->other, "SELECT count(*) FROM t", "20");
}

/* Nothing is synced then, which would write what is kept. */
static void it_is_seen_without_a_sync_too(void **state)
{
        struct fixture *f = *state;

        run(f->db, "PRAGMA synchronous = OFF; BEGIN");
        add_pages(f->db, "a", 20);
        run(f->db, "COMMIT");
        assert_says(f->other, "SELECT count(*) FROM t", "20");
        assert_says(f->other, "PRAGMA integrity_check", "ok");
}

/* Of more pages than are kept, and than the cache has room for: some are read again before the end. */
static void a_large_one_is_whole(void **state)
{
        struct fixture *f = *state;

        run(f->db, "PRAGMA cache_size = 10; BEGIN");
        add_pages(f->db, "a", 200);
        assert_says(f->db, "SELECT count(*) FROM t WHERE length(body) = 4000", "200");
        run(f->db, "UPDATE t SET what = 'b'; COMMIT");
        assert_says(f->other, "SELECT count(*) FROM t WHERE what = 'b' AND length(body) = 4000", "200");
        assert_says(f->other, "PRAGMA integrity_check", "ok");
}

/* The pages for which the cache has no room stand where another process commits after it. */
static void what_is_rolled_back_is_not_kept(void **state)
{
        struct fixture *f = *state;

        run(f->db, "PRAGMA cache_size = 10; BEGIN");
        add_pages(f->db, "a", 24);
        counted.writes = 0;
        add_pages(f->db, "a", 1);
        assert_true(counted.writes > 0);
        run(f->db, "ROLLBACK");
        add_pages(f->other, "other", 30);
        assert_says(f->db, "SELECT count(*) FROM t WHERE what = 'other'", "30");
        add_pages(f->db, "b", 1);
        assert_says(f->other, "SELECT count(*) FROM t", "31");
        assert_says(f->other, "PRAGMA integrity_check", "ok");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_setup_teardown(a_commit_is_one_write, set_up, tear_down),
            cmocka_unit_test_setup_teardown(it_is_seen_without_a_sync_too, set_up, tear_down),
            cmocka_unit_test_setup_teardown(a_large_one_is_whole, set_up, tear_down),
            cmocka_unit_test_setup_teardown(what_is_rolled_back_is_not_kept, set_up, tear_down),
        };

        return cmocka_run_group_tests_name("frames", tests, count, NULL);
}
