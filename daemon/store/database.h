/* database: what is inside struct store, and the small layer over SQLite that outbox.c and history.c are
 * written on. Only files of this folder include it. */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "store/hand.h"
#include "store/prune.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/tally.h"
#include "store/wal.h"

struct store {
        sqlite3 *db;
        enum store_mode mode;
        bool begun; /* between store_begin() and store_commit() or store_rollback() */
        int broken; /* what failed since store_begin(): nothing more is done until the rollback */
        struct problem problem;
        char instance[9];
        sqlite3_stmt *statements[STATEMENT_COUNT];
        struct tally tally;
        struct hand hand;
        char owner[80];    /* who claims here; holds what it has leased for as long as it lives */
        int64_t lease_end; /* no lease of another ends before */
        struct prune_place pruned[PRUNE_COUNT];
        struct wal *wal; /* NULL: not the daemon's */
};

/* The negative errno for SQLite's `code`, and words for the last failure. */
int database_errno(sqlite3 *db, int code);
const char *database_message(sqlite3 *db);

/* Keeps the sentence for store_problem(), and poisons the batch. Returns the negative errno. */
int database_fail(struct store *s, int code);

/* Verbs that write put these around their work: outside a batch they make a transaction of its own. `leave`
 * takes the result so far and returns the final one. A `light` transaction does not wait for the disk: for
 * leases, which nobody misses after a power cut. */
struct database_scope {
        bool own, light;
};
int database_enter(struct store *s, bool light, struct database_scope *ret);
int database_leave(struct store *s, struct database_scope scope, int r);

/* A cached statement with its parameters bound. `types` has a letter per parameter: i int64_t, t text or
 * NULL, T a timestamp (TIMESTAMP_NONE is NULL), b text and its size_t, B the same for bytes. Integers must be int64_t. Text must
 * live until the statement is reset. NULL: failed, with the error in `*ret_error`. */
sqlite3_stmt *database_bind(struct store *s, enum statement which, int *ret_error, const char *types, ...);
/* 1: a row; 0: done, and reset; negative: failed, and reset. */
int database_step(struct store *s, sqlite3_stmt *st);
/* Binds, runs to the end, resets. */
int database_run(struct store *s, enum statement which, const char *types, ...);
/* As database_run(), for one that gives at most one row of one number. 1 where there was a row, and it was
 * not NULL. */
int database_number(struct store *s, enum statement which, int64_t *ret, const char *types, ...);

/* Columns. */
char *database_text(sqlite3_stmt *st, int column, struct arena *a);
int64_t database_time(sqlite3_stmt *st, int column);

/* A list's SQL, put together from the filters that are set. The texts must live until database_query_done().
 */
#define DATABASE_VALUES 32
struct database_query {
        struct buffer sql;
        struct {
                const char *text; /* NULL: the number */
                int64_t number;
        } values[DATABASE_VALUES];
        int n;
        sqlite3_stmt *st;
};
void database_query_text(struct database_query *q, const char *sql, const char *value);
void database_query_number(struct database_query *q, const char *sql, int64_t value);
int database_query_start(struct store *s, struct database_query *q);
void database_query_done(struct database_query *q);
