/* store: opening, transactions, crashes, full disks, locks, schema versions, query plans. */
#include "store_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/database.h"
#include "store/outbox_claim.h"
#include "store/outbox_list.h"
#include "store/schema.h"

static void run_sql(const char *path, const char *sql)
{
        sqlite3 *db;

        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
}

static int64_t pragma(struct store *s, const char *sql)
{
        sqlite3_stmt *st;
        int64_t value;

        assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        value = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
        return value;
}

static void assert_refused(const char *path, enum store_mode mode, int error, const char *words)
{
        struct store *s = (struct store *)&s;
        struct problem why = {0};

        assert_int_equal(store_open(path, mode, &s, &why), error);
        assert_ptr_equal(s, &s);
        assert_non_null(strstr(why.text, path));
        if (!strstr(why.text, words))
                fail_msg("\"%s\" does not say \"%s\"", why.text, words);
}

static void reopen(struct fixture *f, enum store_mode mode)
{
        struct problem why = {0};

        store_close(f->store);
        f->store = NULL;
        if (store_open(f->path, mode, &f->store, &why) < 0)
                fail_msg("%s", why.text);
}

static void is_durable_and_keeps_its_instance(void **state)
{
        struct fixture *f = *state;
        char instance[9];
        sqlite3_stmt *st;

        assert_int_equal(pragma(f->store, "PRAGMA synchronous"), 2);
        assert_int_equal(pragma(f->store, "PRAGMA foreign_keys"), 1);
        assert_int_equal(pragma(f->store, "PRAGMA application_id"), SCHEMA_APPLICATION);
        assert_int_equal(pragma(f->store, "PRAGMA user_version"), (int64_t)schema_n_steps);
        assert_int_equal(sqlite3_prepare_v2(f->store->db, "PRAGMA journal_mode", -1, &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_string_equal(sqlite3_column_text(st, 0), "wal");
        sqlite3_finalize(st);
        assert_int_not_equal(sqlite3_exec(f->store->db, "SELECT \"no such column\"", NULL, NULL, NULL),
                             SQLITE_OK);
        strcpy(instance, store_instance(f->store));
        assert_int_equal(strspn(instance, "0123456789abcdef"), 8);
        reopen(f, STORE_WRITE);
        assert_string_equal(store_instance(f->store), instance);
}

static void names_of_deliveries(void **state)
{
        static const char *const bad[] = {"",  "-", "-0", "-01", "-1x", "- 1", "-9223372036854775808",
                                          "1", "+1"};
        struct fixture *f = *state;
        char *name = store_delivery_name(f->store, 118, f->arena);
        int64_t id = 5;

        assert_memory_equal(name, store_instance(f->store), 8);
        assert_string_equal(name + 8, "-118");
        assert_int_equal(store_delivery_number(f->store, name, &id), 0);
        assert_int_equal(id, 118);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                assert_int_equal(
                    store_delivery_number(
                        f->store, arena_printf(f->arena, "%s%s", store_instance(f->store), bad[i]), &id),
                    -EINVAL);
        name[0] = name[0] == '1' ? '2' : '1';
        assert_int_equal(store_delivery_number(f->store, name, &id), -EINVAL);
        assert_int_equal(store_delivery_number(f->store, "", &id), -EINVAL);
        assert_int_equal(id, 118);
}

static void ids_are_never_used_again(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(0, "olena"), *list;
        unsigned n;

        assert_int_equal(put(f->store, &d), 1);
        claim(f, 2000, 1, &list);
        assert_int_equal(outbox_complete(f->store, 1, &(struct outbox_attempt){.at = 1}), 0);
        assert_int_equal(history_prune(f->store, 100, 100, 10, &n), 0);
        assert_int_equal(n, 2);
        reopen(f, STORE_WRITE);
        assert_int_equal(put(f->store, &d), 2);
}

static void a_batch_is_all_or_nothing(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");

        assert_int_equal(store_commit(f->store), -EINVAL);
        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(store_begin(f->store), -EALREADY);
        put(f->store, &d);
        store_rollback(f->store);
        store_rollback(f->store);
        assert_int_equal(counts(f).pending, 0);
        assert_int_equal(store_begin(f->store), 0);
        put(f->store, &d);
        assert_int_equal(counts(f).pending, 1);
        reopen(f, STORE_WRITE);
        assert_int_equal(counts(f).pending, 0);
        assert_int_equal(store_begin(f->store), 0);
        put(f->store, &d);
        assert_int_equal(store_commit(f->store), 0);
        reopen(f, STORE_READ);
        assert_int_equal(counts(f).pending, 1);
}

static void missing_and_foreign_files_are_refused(void **state)
{
        struct fixture *f = *state;
        char path[128];
        int fd;

        snprintf(path, sizeof path, "%s/none.db", f->dir);
        assert_refused(path, STORE_READ, -ENOENT, "no database");
        assert_refused(path, STORE_EDIT, -ENOENT, "no database");
        snprintf(path, sizeof path, "%s/none/x.db", f->dir);
        assert_refused(path, STORE_WRITE, -ENOENT, "No such file");
        snprintf(path, sizeof path, "%s/empty.db", f->dir);
        fd = open(path, O_WRONLY | O_CREAT, 0600);
        assert_refused(path, STORE_READ, -ENOENT, "empty");
        for (int i = 0; i < 100; i++)
                assert_int_equal(write(fd, "This is somebody's letter, not a database.\n", 43), 43);
        close(fd);
        assert_refused(path, STORE_WRITE, -EBADMSG, "not an SQLite database");
        assert_refused(path, STORE_READ, -EBADMSG, "not an SQLite database");
        snprintf(path, sizeof path, "%s/other.db", f->dir);
        run_sql(path, "CREATE TABLE music(title TEXT)");
        assert_refused(path, STORE_WRITE, -EBADMSG, "another program");
}

static void a_damaged_file_is_refused_or_reported(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        struct outbox_filter all = {.state = -1};
        struct problem why = {0};
        struct stat st;
        size_t n;
        int fd, r;

        put(f->store, &d);
        store_close(f->store);
        f->store = NULL;
        fd = open(f->path, O_WRONLY);
        assert_int_equal(fstat(fd, &st), 0);
        for (off_t at = 4096; at < st.st_size; at += 8)
                assert_int_equal(pwrite(fd, "\xff\xee\xdd\xcc\xbb\xaa\x99\x88", 8, at), 8);
        close(fd);
        r = store_open(f->path, STORE_WRITE, &f->store, &why);
        if (r == 0)
                r = outbox_list(f->store, &all, f->arena, &list, &n);
        assert_int_equal(r, -EBADMSG);
}

static void newer_and_older_schemas(void **state)
{
        struct fixture *f = *state;

        store_close(f->store);
        f->store = NULL;
        run_sql(f->path, "PRAGMA user_version = 99");
        assert_refused(f->path, STORE_WRITE, -EPROTO, "version 99, newer than version ");
        assert_refused(f->path, STORE_READ, -EPROTO, "version 99, newer than version ");
        run_sql(f->path, "PRAGMA user_version = 0");
        assert_refused(f->path, STORE_READ, -EPROTO, "version 0, older than version ");
        assert_refused(f->path, STORE_EDIT, -EPROTO, "version 0, older than version ");
}

static void schema_steps_are_done_once_and_whole(void **state)
{
        static const char *const steps[] = {"CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(1)",
                                            "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1"};
        const char *const broken[] = {steps[0], steps[1], "DELETE FROM a; CREATE TABLE a(z)"};
        struct fixture *f = *state;
        struct problem why = {0};
        char path[128];
        unsigned version;
        struct store s = {0};

        snprintf(path, sizeof path, "%s/steps.db", f->dir);
        assert_int_equal(sqlite3_open(path, &s.db), SQLITE_OK);
        assert_int_equal(schema_upgrade(s.db, steps, 1, &why), 0);
        assert_int_equal(pragma(&s, "PRAGMA user_version"), 1);
        assert_int_equal(schema_upgrade(s.db, steps, 2, &why), 0);
        assert_int_equal(schema_upgrade(s.db, steps, 2, &why), 0);
        assert_int_equal(pragma(&s, "SELECT sum(y) FROM a"), 2);
        assert_int_equal(schema_upgrade(s.db, broken, 3, &why), -EIO);
        assert_non_null(strstr(why.text, "version 3"));
        assert_int_equal(pragma(&s, "SELECT sum(y) FROM a"), 2);
        assert_int_equal(schema_check(s.db, 3, &version, &why), 0);
        assert_int_equal(version, 2);
        assert_int_equal(schema_upgrade(s.db, steps, 1, &why), -EPROTO);
        sqlite3_close(s.db);
}

/* Runs `work` in a child that is killed at its end. */
static void crash_after(struct fixture *f, void (*work)(struct store *s))
{
        pid_t child;
        int status;

        store_close(f->store);
        f->store = NULL;
        child = fork();
        if (!child) {
                struct store *s;
                if (store_open(f->path, STORE_WRITE, &s, NULL) == 0)
                        work(s);
                raise(SIGKILL);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        reopen(f, STORE_WRITE);
}

static void add_many(struct store *s)
{
        struct delivery d = sample(1, "olena");

        store_begin(s);
        for (int i = 0; i < 20000; i++)
                put(s, &d);
}

static void add_some_and_claim(struct store *s)
{
        struct arena *a = arena_new();
        struct delivery d = sample(1, "olena"), *list;
        size_t n;

        store_begin(s);
        put(s, &d);
        put(s, &d);
        store_commit(s);
        outbox_claim(s, &(struct outbox_claim){.owner = "me", .now = 2000, .lease = 1000000, .limit = 1}, a,
                     &list, &n);
        store_begin(s);
        outbox_complete(s, list[0].id, &(struct outbox_attempt){.at = 1});
}

static void a_crash_keeps_what_was_committed_and_nothing_else(void **state)
{
        struct fixture *f = *state;
        struct delivery *list;

        crash_after(f, add_many);
        assert_int_equal(counts(f).pending, 0);
        crash_after(f, add_some_and_claim);
        assert_true(counts(f).pending == 2 && counts(f).delivered == 0);
        assert_int_equal(claim(f, 2000, 9, &list), 1);
        assert_int_equal(list[0].id, 2);
        assert_int_equal(outbox_release_all(f->store, "me"), 0);
        assert_int_equal(claim(f, 2000, 9, &list), 2);
        assert_int_equal(list[0].id, 1);
}

static int fill(struct store *s, int limit, unsigned *ret_n)
{
        static char body[4000];
        struct delivery d = sample(1, "olena");
        int64_t message, id;
        int r = 0;

        memset(body, 'x', sizeof body);
        for (*ret_n = 0; r >= 0 && *ret_n < (unsigned)limit; ++*ret_n) {
                r = outbox_add_message(s, body, sizeof body, &message);
                if (r >= 0)
                        r = outbox_add(s, &d, message, &id);
        }
        return r;
}

static void assert_recovers(struct fixture *f)
{
        struct delivery d = sample(1, "olena");
        int64_t message;

        assert_int_equal(outbox_add_message(f->store, "", 0, &message), -ENOSPC);
        assert_int_equal(store_commit(f->store), -ENOSPC);
        assert_true(strlen(store_problem(f->store)) > 10);
        assert_int_equal(counts(f).pending, 1);
        assert_true(pragma(f->store, "SELECT count(*) FROM delivery") == 1 &&
                    pragma(f->store, "SELECT count(*) FROM message") == 1);
        assert_int_equal(store_begin(f->store), 0);
        put(f->store, &d);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(counts(f).pending, 2);
}

static void a_full_database_undoes_the_batch_only(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        unsigned n;

        put(f->store, &d);
        sqlite3_exec(f->store->db, "PRAGMA max_page_count = 100", NULL, NULL, NULL);
        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(fill(f->store, 1000, &n), -ENOSPC);
        assert_true(n > 10);
        assert_recovers(f);
}

static void a_full_disk_undoes_the_batch_only(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        struct rlimit old, small;
        unsigned n;
        int r;

        put(f->store, &d);
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old);
        small = (struct rlimit){.rlim_cur = 1 << 20, .rlim_max = old.rlim_max};
        sqlite3_exec(f->store->db, "PRAGMA cache_size = 10", NULL, NULL, NULL);
        assert_int_equal(store_begin(f->store), 0);
        setrlimit(RLIMIT_FSIZE, &small);
        r = fill(f->store, 1000, &n);
        setrlimit(RLIMIT_FSIZE, &old);
        assert_int_equal(r, -ENOSPC);
        assert_recovers(f);
}

static void a_lock_held_too_long_is_busy(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        struct store *other;
        struct outbox_filter failed = {.state = -1};
        int64_t message = 9;
        unsigned n = 9;

        assert_int_equal(store_open(f->path, STORE_EDIT, &other, NULL), 0);
        sqlite3_busy_timeout(f->store->db, 20);
        sqlite3_busy_timeout(other->db, 20);
        assert_int_equal(store_begin(other), 0);
        assert_int_equal(store_begin(f->store), -EBUSY);
        assert_non_null(strstr(store_problem(f->store), "locked"));
        assert_int_equal(outbox_add_message(f->store, "", 0, &message), -EBUSY);
        assert_int_equal(message, 9);
        assert_int_equal(outbox_release_all(f->store, "me"), -EBUSY);
        assert_int_equal(pragma(f->store, "PRAGMA synchronous"), 2);
        assert_int_equal(counts(f).pending, 0);
        store_rollback(other);
        put(f->store, &d);
        assert_int_equal(store_begin(f->store), 0);
        assert_int_equal(outbox_retry(other, &failed, 1, &n), -EBUSY);
        assert_int_equal(n, 9);
        store_rollback(f->store);
        store_close(other);
}

static void readers_read_while_the_daemon_writes(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        struct outbox_filter all = {.state = -1};
        struct store *reader;
        struct outbox_counts c;
        size_t n;
        int64_t id;

        put(f->store, &d);
        assert_int_equal(store_begin(f->store), 0);
        put(f->store, &d);
        assert_int_equal(store_open(f->path, STORE_READ, &reader, NULL), 0);
        assert_int_equal(outbox_list(reader, &all, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(outbox_count(reader, &c), 0);
        assert_int_equal(c.pending, 1);
        assert_int_equal(store_commit(f->store), 0);
        assert_int_equal(outbox_list(reader, &all, f->arena, &list, &n), 0);
        assert_int_equal(n, 2);
        assert_int_equal(outbox_add(reader, &d, 1, &id), -EROFS);
        store_close(reader);
}

/* In a child that may not write to the folder: 0, or the error. */
static int read_as_nobody(struct fixture *f, const char *words)
{
        pid_t child;
        int status;

        assert_int_equal(chmod(f->dir, 0555), 0);
        assert_int_equal(chmod(f->path, 0444), 0);
        child = fork();
        if (!child) {
                struct store *s;
                struct problem why = {0};
                struct outbox_counts c;
                int r;
                if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
                        _exit(99);
                r = store_open(f->path, STORE_READ, &s, &why);
                if (r == 0)
                        r = outbox_count(s, &c) < 0 || c.pending != 1 ? 98 : 0;
                else if (!words || !strstr(why.text, words))
                        r = 97;
                _exit(r < 0 ? -r : r);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(chmod(f->dir, 0700), 0);
        assert_int_equal(chmod(f->path, 0600), 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void add_one(struct store *s)
{
        struct delivery d = sample(1, "olena");

        put(s, &d);
}

static void who_may_only_read_can_read(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena");
        char wal[128], shm[128];
        int fd;

        put(f->store, &d);
        snprintf(wal, sizeof wal, "%s-wal", f->path);
        snprintf(shm, sizeof shm, "%s-shm", f->path);
        assert_int_equal(chmod(wal, 0444), 0);
        assert_int_equal(chmod(shm, 0444), 0);
        assert_int_equal(read_as_nobody(f, NULL), 0); /* while the daemon runs */
        assert_int_equal(chmod(wal, 0600), 0);
        assert_int_equal(chmod(shm, 0600), 0);
        store_close(f->store);
        f->store = NULL;
        assert_int_equal(access(wal, F_OK), -1);
        assert_int_equal(read_as_nobody(f, NULL), 0); /* after it has ended */
        fd = open(wal, O_WRONLY | O_CREAT, 0444);
        assert_int_equal(write(fd, "log", 3), 3);
        close(fd);
        assert_int_equal(read_as_nobody(f, "did not close it"), EACCES); /* after it was killed */
        unlink(wal);
        crash_after(f, add_one);
        assert_int_equal(counts(f).pending, 2);
}

static void paths_may_hold_any_character(void **state)
{
        struct fixture *f = *state;
        char path[160];
        struct store *s;

        snprintf(path, sizeof path, "%s/what? 100%%41 #1.db", f->dir);
        assert_int_equal(store_open(path, STORE_WRITE, &s, NULL), 0);
        store_close(s);
        assert_int_equal(access(path, F_OK), 0);
        assert_int_equal(store_open(path, STORE_READ, &s, NULL), 0);
        store_close(s);
}

/* As it was when tries had a table of their own, and places an index by incident. */
static void an_older_database_keeps_its_tries_and_places(void **state)
{
        static const char old_rows[] =
            "INSERT INTO incident VALUES(5, 1, 'ended', 'Actual', 'drone', 'Drones', 'gov', 10, 20, NULL, "
            "'{}');"
            "INSERT INTO incident VALUES(6, 1, 'open', 'Actual', 'drone', 'Drones', 'gov', 10, 20, NULL, "
            "'{}');"
            "INSERT INTO incident_place VALUES('ua/lviv', 5), ('ua/kharkiv', 5);"
            "INSERT INTO message VALUES(1, 1, '{}');"
            "INSERT INTO delivery(id, incident, revision, state, priority, attempts, touched, retain, "
            "message, "
            "created, due, ready, type, channel) VALUES(7, 6, 1, 1, 0, 1, 1, 0, 1, 10, 30, 30, 'alert', "
            "'phone');"
            "INSERT INTO attempt VALUES(7, 1, 15, 2, 503, 'busy');";
        struct outbox_attempt *tries, fine = {.at = 40, .latency = 1, .code = 200, .n = 2};
        struct history_filter all = {.since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};
        struct history_incident *incidents;
        struct fixture *f = *state;
        struct problem why = {0};
        unsigned removed;
        sqlite3 *db;
        size_t n;

        store_close(f->store);
        unlink(f->path);
        assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
        assert_int_equal(schema_upgrade(db, schema_steps, 7, &why), 0);
        assert_int_equal(sqlite3_exec(db, old_rows, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        assert_int_equal(store_open(f->path, STORE_WRITE, &f->store, &why), 0);
        assert_string_equal(get(f, 7).reason, "busy");
        assert_int_equal(outbox_complete(f->store, 7, &fine), 0);
        assert_int_equal(outbox_attempts(f->store, 7, f->arena, &tries, &n), 0);
        assert_int_equal(n, 2);
        assert_true(tries[0].code == 503 && tries[1].code == 200);
        all.place = "ua";
        assert_int_equal(history_incidents(f->store, &all, f->arena, &incidents, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(incidents[0].n_places, 2);
        assert_string_equal(incidents[0].places[0], "ua/kharkiv");
        assert_string_equal(incidents[0].places[1], "ua/lviv");
        assert_int_equal(pragma(f->store, "SELECT count(*) FROM incident_place"), 2);
        assert_true(history_prune(f->store, 1000, 1000, 10, &removed) >= 0);
        assert_int_equal(removed, 1);
        assert_int_equal(pragma(f->store, "SELECT count(*) FROM incident_place"), 0);
}

/* Nothing that runs often may walk a table that grows. */
static void no_statement_scans(void **state)
{
        static const char *const tables[] = {
            "SCAN delivery",      "SCAN d ",    "SCAN d", "SCAN report",  "SCAN r",
            "SCAN sent",          "SCAN alert", "SCAN a", "SCAN attempt", "SCAN message",
            "SCAN incident_place"};
        static const char *const partial[] = {"USING INDEX message_unused",
                                              "USING COVERING INDEX message_unused"};
        struct fixture *f = *state;

        for (enum statement i = 0; i < STATEMENT_COUNT; i++) {
                if (i == STATEMENT_DELIVERY_SET_BACK)
                        continue; /* clocks are set seldom */
                char *sql = arena_printf(f->arena, "EXPLAIN QUERY PLAN %s", statement_sql(i));
                sqlite3_stmt *st;
                assert_int_equal(sqlite3_prepare_v2(f->store->db, sql, -1, &st, NULL), SQLITE_OK);
                while (sqlite3_step(st) == SQLITE_ROW) {
                        const char *plan = (const char *)sqlite3_column_text(st, 3);
                        if (strstr(plan, partial[0]) || strstr(plan, partial[1]))
                                continue;
                        for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
                                if (strncmp(plan, tables[t], strlen(tables[t])) == 0)
                                        fail_msg("%s: %s", statement_sql(i), plan);
                        if (strstr(plan, "TEMP B-TREE FOR ORDER BY"))
                                fail_msg("%s: %s", statement_sql(i), plan);
                }
                sqlite3_finalize(st);
        }
}

static int count_step(void *context)
{
        ++*(unsigned *)context;
        return 0;
}

/* Lists of what is recent or pending do not walk all that is old: counted in hundreds of SQLite's own steps.
 */
static void lists_with_a_bound_do_not_walk_everything(void **state)
{
        struct fixture *f = *state;
        struct delivery d = sample(1, "olena"), *list;
        struct history_report r = {.outcome = OUTCOME_ACCEPTED}, *reports;
        struct history_filter recent = {.since = 9990, .until = TIMESTAMP_NONE};
        struct outbox_filter pending = {.state = -2};
        unsigned steps = 0;
        int64_t id;
        size_t n;

        assert_int_equal(store_begin(f->store), 0);
        d.expires = 1100;
        for (r.received = 0; r.received < 10000; r.received++) {
                assert_int_equal(history_add_report(f->store, &r, &id), 0);
                if (r.received < 3000)
                        put(f->store, &d);
        }
        assert_int_equal(store_commit(f->store), 0);
        for (int i = 0; i < 3; i++)
                assert_int_equal(claim(f, 2000, 9, &list), 0);
        d.expires = TIMESTAMP_NONE;
        put(f->store, &d);
        sqlite3_progress_handler(f->store->db, 100, count_step, &steps);
        assert_int_equal(history_reports(f->store, &recent, f->arena, &reports, &n), 0);
        assert_true(n == 10 && reports[0].received == 9999);
        assert_int_equal(outbox_list(f->store, &pending, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        assert_true(steps < 20);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(is_durable_and_keeps_its_instance),
            TEST(names_of_deliveries),
            TEST(ids_are_never_used_again),
            TEST(a_batch_is_all_or_nothing),
            TEST(missing_and_foreign_files_are_refused),
            TEST(a_damaged_file_is_refused_or_reported),
            TEST(newer_and_older_schemas),
            TEST(schema_steps_are_done_once_and_whole),
            TEST(a_crash_keeps_what_was_committed_and_nothing_else),
            TEST(a_full_database_undoes_the_batch_only),
            TEST(a_full_disk_undoes_the_batch_only),
            TEST(a_lock_held_too_long_is_busy),
            TEST(readers_read_while_the_daemon_writes),
            TEST(who_may_only_read_can_read),
            TEST(paths_may_hold_any_character),
            TEST(an_older_database_keeps_its_tries_and_places),
            TEST(no_statement_scans),
            TEST(lists_with_a_bound_do_not_walk_everything),
        };

        return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
