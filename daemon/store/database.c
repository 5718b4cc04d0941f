#include "store/database.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"

int database_errno(sqlite3 *db, int code)
{
        int system = db ? sqlite3_system_errno(db) : 0;

        switch (code & 0xff) {
        case SQLITE_FULL:
                return -ENOSPC;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
                return -EBUSY;
        case SQLITE_READONLY:
                return -EROFS;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
                return -EBADMSG;
        case SQLITE_CONSTRAINT:
                return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? -EEXIST
                                                                                                : -EINVAL;
        case SQLITE_NOMEM:
                return -ENOMEM;
        case SQLITE_PERM:
        case SQLITE_AUTH:
                return -EACCES;
        case SQLITE_TOOBIG:
                return -EFBIG;
        case SQLITE_CANTOPEN:
                return system > 0 ? -system : -EIO;
        case SQLITE_IOERR:
                /* A write that met the end of a quota or of RLIMIT_FSIZE is an I/O error to SQLite. */
                return system == ENOSPC || system == EDQUOT || system == EFBIG ? -ENOSPC : -EIO;
        default:
                return -EIO;
        }
}

const char *database_message(sqlite3 *db)
{
        return (sqlite3_errcode(db) & 0xff) == SQLITE_NOTADB ? "this is not an SQLite database"
                                                             : sqlite3_errmsg(db);
}

int database_fail(struct store *s, int code)
{
        int r = database_errno(s->db, code), system = sqlite3_system_errno(s->db);

        if (system > 0 && (code & 0xff) != SQLITE_CONSTRAINT)
                problem_set(&s->problem, r, "database: %s (%s)", sqlite3_errmsg(s->db), strerror(system));
        else
                problem_set(&s->problem, r, "database: %s", sqlite3_errmsg(s->db));
        if (s->begun)
                s->broken = r;
        return r;
}

int database_enter(struct store *s, bool light, struct database_scope *ret)
{
        struct database_scope scope = {.own = !s->begun, .light = light && !s->begun};
        int r;

        if (s->begun) {
                *ret = scope;
                return s->broken;
        }
        if (light)
                sqlite3_exec(s->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
        r = store_begin(s);
        if (r < 0 && light)
                sqlite3_exec(s->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
        if (r >= 0)
                *ret = scope;
        return r;
}

int database_leave(struct store *s, struct database_scope scope, int r)
{
        if (scope.own && r < 0)
                store_rollback(s);
        else if (scope.own)
                r = store_commit(s);
        else if (r < 0 && s->begun)
                s->broken = r;
        if (scope.light)
                sqlite3_exec(s->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
        return r;
}

static int bind_one(sqlite3_stmt *st, int i, char type, va_list *args)
{
        const char *text;
        int64_t number;

        switch (type) {
        case 'i':
                return sqlite3_bind_int64(st, i, va_arg(*args, int64_t));
        case 'T':
                number = va_arg(*args, int64_t);
                return number == TIMESTAMP_NONE ? sqlite3_bind_null(st, i)
                                                : sqlite3_bind_int64(st, i, number);
        case 't':
                return sqlite3_bind_text(st, i, va_arg(*args, const char *), -1, SQLITE_STATIC);
        case 'B':
                text = va_arg(*args, const char *);
                return sqlite3_bind_blob64(st, i, text, va_arg(*args, size_t), SQLITE_STATIC);
        default:
                assert(type == 'b');
                text = va_arg(*args, const char *);
                return sqlite3_bind_text64(st, i, text, va_arg(*args, size_t), SQLITE_STATIC, SQLITE_UTF8);
        }
}

static int bind_all(struct store *s, enum statement which, sqlite3_stmt **ret, const char *types,
                    va_list *args)
{
        sqlite3_stmt *st = s->statements[which];
        int code = SQLITE_OK;

        if (!st) {
                code =
                    sqlite3_prepare_v3(s->db, statement_sql(which), -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
                if (code != SQLITE_OK)
                        return database_fail(s, code);
                s->statements[which] = st;
        }
        for (int i = 0; types[i] && code == SQLITE_OK; i++)
                code = bind_one(st, i + 1, types[i], args);
        if (code != SQLITE_OK)
                return database_fail(s, code);
        *ret = st;
        return 0;
}

sqlite3_stmt *database_bind(struct store *s, enum statement which, int *ret_error, const char *types, ...)
{
        sqlite3_stmt *st = NULL;
        va_list args;
        int r;

        va_start(args, types);
        r = bind_all(s, which, &st, types, &args);
        va_end(args);
        if (r < 0)
                *ret_error = r;
        return r < 0 ? NULL : st;
}

int database_step(struct store *s, sqlite3_stmt *st)
{
        int code = sqlite3_step(st), r = 0;

        if (code == SQLITE_ROW)
                return 1;
        if (code != SQLITE_DONE)
                r = database_fail(s, code);
        sqlite3_reset(st);
        return r;
}

int database_run(struct store *s, enum statement which, const char *types, ...)
{
        sqlite3_stmt *st = NULL;
        va_list args;
        int r;

        va_start(args, types);
        r = bind_all(s, which, &st, types, &args);
        va_end(args);
        if (r < 0)
                return r;
        do
                r = database_step(s, st);
        while (r > 0);
        return r;
}

int database_number(struct store *s, enum statement which, int64_t *ret, const char *types, ...)
{
        sqlite3_stmt *st = NULL;
        int64_t number = 0;
        bool found = false;
        va_list args;
        int r;

        va_start(args, types);
        r = bind_all(s, which, &st, types, &args);
        va_end(args);
        if (r < 0)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                found = sqlite3_column_type(st, 0) != SQLITE_NULL;
                number = sqlite3_column_int64(st, 0);
                r = database_step(s, st);
        }
        if (r < 0)
                return r;
        assert(!r);
        if (found)
                *ret = number;
        return found;
}

char *database_text(sqlite3_stmt *st, int column, struct arena *a)
{
        const void *text = sqlite3_column_text(st, column);

        return text ? arena_strndup(a, text, (size_t)sqlite3_column_bytes(st, column)) : NULL;
}

int64_t database_time(sqlite3_stmt *st, int column)
{
        if (sqlite3_column_type(st, column) == SQLITE_NULL)
                return TIMESTAMP_NONE;
        return sqlite3_column_int64(st, column);
}

void database_query_text(struct database_query *q, const char *sql, const char *value)
{
        assert(q->n < DATABASE_VALUES);
        buffer_add_string(&q->sql, sql);
        q->values[q->n++].text = value;
}

void database_query_number(struct database_query *q, const char *sql, int64_t value)
{
        assert(q->n < DATABASE_VALUES);
        buffer_add_string(&q->sql, sql);
        q->values[q->n++].number = value;
}

int database_query_start(struct store *s, struct database_query *q)
{
        int code = sqlite3_prepare_v2(s->db, q->sql.data, (int)q->sql.size, &q->st, NULL);

        for (int i = 0; i < q->n && code == SQLITE_OK; i++) {
                if (q->values[i].text)
                        code = sqlite3_bind_text(q->st, i + 1, q->values[i].text, -1, SQLITE_STATIC);
                else
                        code = sqlite3_bind_int64(q->st, i + 1, q->values[i].number);
        }
        return code == SQLITE_OK ? 0 : database_fail(s, code);
}

void database_query_done(struct database_query *q)
{
        sqlite3_finalize(q->st);
        buffer_done(&q->sql);
        *q = (struct database_query){0};
}
