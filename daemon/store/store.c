#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/timestamp.h"
#include "store/database.h"
#include "store/frames.h"
#include "store/schema.h"

/* Milliseconds to wait for another process that writes. The daemon's loop stands still meanwhile; it tries
 * again later by itself. */
#define BUSY_OPEN  5000
#define BUSY_WRITE 250
#define BUSY_READ  250

/* A file: URI of the path, which may hold any byte. */
static void make_uri(struct buffer *b, const char *path, const char *query)
{
        buffer_add_string(b, *path == '/' ? "file://" : "file:");
        for (const char *p = path; *p; p++) {
                if (*p == '%' || *p == '?' || *p == '#')
                        buffer_printf(b, "%%%02X", (unsigned)(unsigned char)*p);
                else
                        buffer_add_char(b, *p);
        }
        buffer_add_string(b, query);
}

static int open_file(struct store *s, const char *path, const char *query, struct problem *why)
{
        int flags = s->mode == STORE_READ    ? SQLITE_OPEN_READONLY
                    : s->mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                             : SQLITE_OPEN_READWRITE;
        struct buffer uri = {0};
        int code, r = 0;

        /* Nobody asks how much memory it has; counting takes a lock at each of its many small allocations. */
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        make_uri(&uri, path, query);
        code = sqlite3_open_v2(uri.data, &s->db,
                               flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                               s->mode == STORE_READ ? NULL : frames_vfs());
        buffer_done(&uri);
        if (code != SQLITE_OK) {
                r = database_errno(s->db, code);
                problem_set(why, r, "cannot be opened: %s", strerror(-r));
        }
        return r;
}

static int set_options(struct store *s, struct problem *why)
{
        static const char common[] =
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
        static const char writing[] = "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;";
        int code;

        frames_attend(s->db);
        sqlite3_busy_timeout(s->db, s->mode == STORE_READ ? BUSY_READ : BUSY_OPEN);
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        code = sqlite3_exec(s->db, common, NULL, NULL, NULL);
        if (code == SQLITE_OK && s->mode != STORE_READ)
                code = sqlite3_exec(s->db, writing, NULL, NULL, NULL);
        if (code == SQLITE_OK)
                return 0;
        return problem_set(why, database_errno(s->db, code), "%s", database_message(s->db));
}

/* A log beside the database that holds something: it was not closed, or is open now. */
static bool has_log(const char *path)
{
        struct buffer name = {0};
        struct stat st;
        bool found;

        buffer_add_string(&name, path);
        buffer_add_string(&name, "-wal");
        found = stat(name.data, &st) == 0 && st.st_size > 0;
        buffer_done(&name);
        return found;
}

static int prepare_file(struct store *s, struct problem *why)
{
        unsigned version;
        int code, r = schema_check(s->db, schema_n_steps, &version, why);

        if (r < 0 && r != -ENODATA)
                return r;
        code = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (code != SQLITE_OK)
                return problem_set(why, database_errno(s->db, code), "cannot be written: %s",
                                   sqlite3_errmsg(s->db));
        return schema_upgrade(s->db, schema_steps, schema_n_steps, why);
}

static int check_file(struct store *s, struct problem *why)
{
        unsigned version = 0;
        int r = schema_check(s->db, schema_n_steps, &version, why);

        if (r == -ENODATA)
                return problem_set(why, -ENOENT, "it is empty; sirend fills it when it starts");
        if (r >= 0 && version < schema_n_steps)
                return problem_set(
                    why, -EPROTO,
                    "its schema is version %u, older than version %zu that this program reads; "
                    "start this version's sirend once to bring it up to date",
                    version, schema_n_steps);
        return r;
}

static int open_and_check(struct store *s, const char *path, const char *query, struct problem *why)
{
        int r = open_file(s, path, query, why);

        if (r >= 0)
                r = set_options(s, why);
        if (r >= 0)
                r = s->mode == STORE_WRITE ? prepare_file(s, why) : check_file(s, why);
        return r;
}

/* SQLite wants to make the -shm file beside a database even to read it. Where that is not allowed, a database
 * without a log is whole by itself and is read as one that does not change: nobody writes to it at this
 * moment. */
static int open_unchanging(struct store *s, const char *path, struct problem *why)
{
        if (has_log(path))
                return problem_set(
                    why, -EACCES,
                    "the daemon does not run and did not close it, and only who may write to its "
                    "folder can read it so; start sirend, or run this as its user");
        sqlite3_close(s->db);
        s->db = NULL;
        return open_and_check(s, path, "?immutable=1", why);
}

static int read_instance(struct store *s, struct problem *why)
{
        sqlite3_stmt *st = NULL;
        const char *text = NULL;
        int code =
                sqlite3_prepare_v2(s->db, "SELECT value FROM setting WHERE name = 'instance'", -1, &st, NULL),
            r = 0;

        if (code == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
                text = (const char *)sqlite3_column_text(st, 0);
        if (text && strlen(text) == sizeof s->instance - 1)
                memcpy(s->instance, text, sizeof s->instance);
        else
                r = problem_set(why, -EBADMSG, "its instance number is missing: the database is damaged");
        sqlite3_finalize(st);
        return r;
}

static int open_all(struct store *s, const char *path, struct problem *why)
{
        struct stat st;
        int r, code;

        if (s->mode != STORE_WRITE && stat(path, &st) < 0 && errno == ENOENT)
                return problem_set(why, -ENOENT, "there is no database; sirend makes it when it starts");
        r = open_and_check(s, path, "", why);
        code = sqlite3_errcode(s->db) & 0xff;
        if (r < 0 && s->mode == STORE_READ && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY))
                r = open_unchanging(s, path, why);
        return r < 0 ? r : read_instance(s, why);
}

int store_open(const char *path, enum store_mode mode, struct store **ret, struct problem *why)
{
        struct store *s = calloc(1, sizeof *s);
        int r;

        if (!s)
                abort();
        s->mode = mode;
        s->hand.due = TIMESTAMP_NONE;
        s->lease_end = INT64_MIN;
        prune_anew(s);
        r = open_all(s, path, why);
        if (r < 0) {
                store_close(s);
                return problem_prefix(why, r, "%s", path);
        }
        if (mode == STORE_WRITE) {
                s->wal = wal_start(s->db);
                sqlite3_busy_timeout(s->db, BUSY_WRITE);
        }
        *ret = s;
        return 0;
}

void store_close(struct store *s)
{
        if (!s)
                return;
        if (s->begun)
                store_rollback(s);
        for (size_t i = 0; i < STATEMENT_COUNT; i++)
                sqlite3_finalize(s->statements[i]);
        wal_stop(s->wal);
        sqlite3_close(s->db);
        free(s);
}

int store_begin(struct store *s)
{
        int r;

        if (s->begun)
                return problem_set(&s->problem, -EALREADY, "database: a transaction is open already");
        r = database_run(s, STATEMENT_BEGIN, "");
        if (r >= 0)
                s->begun = true;
        return r;
}

int store_commit(struct store *s)
{
        int r;

        if (!s->begun)
                return problem_set(&s->problem, -EINVAL, "database: no transaction is open");
        r = s->broken;
        if (r >= 0)
                r = tally_flush(s);
        if (r >= 0)
                r = database_run(s, STATEMENT_COMMIT, "");
        if (r < 0) {
                store_rollback(s);
                return r;
        }
        s->begun = false;
        hand_ended(s, true);
        return 0;
}

void store_rollback(struct store *s)
{
        bool full = s->broken == -ENOSPC || s->broken == -EIO; /* that may be a quota */

        /* After a full disk SQLite has rolled back by itself. */
        if (s->begun && !sqlite3_get_autocommit(s->db))
                sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        s->begun = false;
        s->broken = 0;
        if (full)
                wal_relieve(s->wal);
        tally_reset(s);
        hand_ended(s, false);
        prune_anew(s);
}

const char *store_problem(const struct store *s)
{
        return s->problem.text;
}

const char *store_instance(const struct store *s)
{
        return s->instance;
}

char *store_delivery_name(const struct store *s, int64_t delivery, struct arena *a)
{
        return arena_printf(a, "%s-%lld", s->instance, (long long)delivery);
}

int store_delivery_number(const struct store *s, const char *name, int64_t *ret)
{
        size_t prefix = sizeof s->instance - 1;
        int64_t number = 0;

        if (strncmp(name, s->instance, prefix) != 0 || name[prefix] != '-')
                return -EINVAL;
        name += prefix + 1;
        if (*name < '1' || *name > '9')
                return -EINVAL;
        for (; *name; name++) {
                if (*name < '0' || *name > '9' || __builtin_mul_overflow(number, 10, &number) ||
                    __builtin_add_overflow(number, *name - '0', &number))
                        return -EINVAL;
        }
        *ret = number;
        return 0;
}
