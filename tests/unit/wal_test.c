/* wal: the log is long enough from the start, begins anew beside the commits, and never grows without end. */
#include "store_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "store/database.h"

#define PAGE  4096
#define FRAME (PAGE + 24)

static off_t size_of(const char *path, const char *suffix)
{
        char name[128];
        struct stat st;

        snprintf(name, sizeof name, "%s%s", path, suffix);
        assert_int_equal(stat(name, &st), 0);
        return st.st_size;
}

/* How often the log has begun anew: it is in its header. */
static uint32_t round_of(const char *path)
{
        unsigned char b[4];
        char name[128];
        int fd;

        snprintf(name, sizeof name, "%s-wal", path);
        fd = open(name, O_RDONLY | O_CLOEXEC);
        assert_true(fd >= 0);
        assert_int_equal(pread(fd, b, sizeof b, 12), sizeof b);
        close(fd);
        return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* One commit of so many pages. */
static void write_pages(struct store *s, size_t pages)
{
        size_t size = pages * PAGE;
        char *body = malloc(size);
        int64_t message;

        assert_non_null(body);
        memset(body, 'x', size);
        assert_int_equal(outbox_add_message(s, body, size, &message), 0);
        free(body);
}

static void assert_whole(struct store *s)
{
        sqlite3_stmt *st;

        assert_int_equal(sqlite3_prepare_v2(s->db, "PRAGMA integrity_check", -1, &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
        sqlite3_finalize(st);
}

static void is_long_enough_from_the_start(void **state)
{
        struct fixture *f = *state;
        off_t size = size_of(f->path, "-wal");

        assert_true(size >= 1000 * FRAME);
        write_pages(f->store, 900);
        assert_int_equal(size_of(f->path, "-wal"), size);
}

/* What is behind the last commit is nothing, zeros too: also to who opens it after a crash. */
static void zeros_are_no_damage(void **state)
{
        struct fixture *f = *state;
        char command[512], copy[128];
        struct problem why = {0};
        struct store *s;

        write_pages(f->store, 3);
        snprintf(copy, sizeof copy, "%s/copy", f->dir);
        snprintf(command, sizeof command, "cp %s %s && cp %s-wal %s-wal", f->path, copy, f->path, copy);
        assert_int_equal(system(command), 0);
        assert_int_equal(store_open(copy, STORE_WRITE, &s, &why), 0);
        write_pages(s, 3);
        assert_whole(s);
        store_close(s);
}

/* A thread has moved all into the database; the commit after that begins anew. */
static void begins_anew_beside_the_commits(void **state)
{
        struct fixture *f = *state;
        uint32_t before = round_of(f->path);
        off_t moved = 1000 * PAGE;

        write_pages(f->store, 1050);
        for (int i = 0; i < 10000 && size_of(f->path, "") < moved; i++)
                usleep(10000);
        assert_true(size_of(f->path, "") >= moved);
        for (int i = 0; i < 5000 && round_of(f->path) == before; i++) {
                usleep(10000);
                write_pages(f->store, 1);
        }
        assert_true(round_of(f->path) > before);
}

static void stays_bounded(void **state)
{
        struct fixture *f = *state;

        for (int i = 0; i < 40; i++)
                write_pages(f->store, 900);
        assert_true(size_of(f->path, "-wal") < 18000L * FRAME);
}

static void ends_with_the_store(void **state)
{
        struct fixture *f = *state;
        struct problem why = {0};

        for (int i = 0; i < 5; i++) {
                write_pages(f->store, 1200);
                store_close(f->store);
                assert_int_equal(access(f->path, F_OK), 0);
                assert_int_equal(store_open(f->path, STORE_WRITE, &f->store, &why), 0);
        }
        assert_whole(f->store);
}

/* The disk is nearly full: what is left of it is for what there is to say. */
static void takes_no_room_that_is_scarce(void **state)
{
        struct fixture *f = *state;
        struct rlimit old, low;
        struct problem why = {0};

        store_close(f->store);
        signal(SIGXFSZ, SIG_IGN);
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
        low = (struct rlimit){.rlim_cur = 2000000, .rlim_max = old.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        assert_int_equal(store_open(f->path, STORE_WRITE, &f->store, &why), 0);
        write_pages(f->store, 10);
        assert_true(size_of(f->path, "-wal") < 100 * FRAME);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
}

/* The log has taken all the room while a reader kept it from being moved: once he has gone, it must be, although no commit
 * succeeds any more. */
static void gives_back_the_room_that_it_has_taken(void **state)
{
        struct fixture *f = *state;
        struct rlimit old, low;
        const char *body = "x";
        sqlite3 *reader;
        int64_t message;
        char *large = calloc(1, 500 * PAGE);
        int r = 0;

        signal(SIGXFSZ, SIG_IGN);
        assert_int_equal(sqlite3_open_v2(f->path, &reader, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM message", NULL, NULL, NULL),
                         SQLITE_OK);
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
        low = (struct rlimit){.rlim_cur = 3000L * FRAME, .rlim_max = old.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        memset(large, 'x', 500 * PAGE);
        for (int i = 0; i < 20 && r == 0; i++)
                r = outbox_add_message(f->store, large, 500 * PAGE, &message);
        assert_true(r == -ENOSPC || r == -EIO);
        free(large);
        do /* the last of the room */
                r = outbox_add_message(f->store, body, 1, &message);
        while (r == 0);
        assert_true(r == -ENOSPC || r == -EIO);
        sqlite3_close(reader);
        for (int i = 0; i < 3 && r < 0; i++)
                r = outbox_add_message(f->store, body, 1, &message);
        assert_int_equal(r, 0);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        assert_whole(f->store);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(is_long_enough_from_the_start),
            TEST(zeros_are_no_damage),
            TEST(begins_anew_beside_the_commits),
            TEST(stays_bounded),
            TEST(ends_with_the_store),
            TEST(takes_no_room_that_is_scarce),
            TEST(gives_back_the_room_that_it_has_taken),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
