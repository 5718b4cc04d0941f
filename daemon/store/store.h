/* store: what must survive a crash, in one SQLite database (WAL, synchronous=FULL).
 *
 * This folder alone includes sqlite3.h. The rest of sirend sees these verbs: begin, add ..., commit; claim,
 * complete, defer, fail. A second engine could stand behind them. All functions return 0 or a negative errno
 * (-ENOSPC, -EBUSY, -EIO, -EROFS ... by what SQLite said); store_problem() has the sentence for the last
 * failure. After a failure inside a batch the caller must store_rollback() and nothing of the batch happened.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"

struct store;

enum store_mode {
        STORE_WRITE, /* the daemon: creates the file and brings its schema up to date */
        STORE_READ,  /* sirenctl: never writes, waits for nobody */
        STORE_EDIT,  /* sirenctl retry: writes, but does not create or migrate */
};

/* -ENOENT where there is no database (READ, EDIT); -EPROTO where its schema is newer than this program (the
 * sentence says both versions). */
int store_open(const char *path, enum store_mode mode, struct store **ret, struct problem *why);
void store_close(struct store *s); /* NULL is fine; rolls back what was begun */

int store_begin(struct store *s); /* BEGIN IMMEDIATE */
int store_commit(struct store *s);
void store_rollback(struct store *s);
const char *store_problem(const struct store *s);

/* Eight hexadecimal digits made once per database; part of every delivery's public id. */
const char *store_instance(const struct store *s);
/* "3fa9c1d2-118": what receivers see, stable over all attempts. And back; -EINVAL where it is not of this
 * database. */
char *store_delivery_name(const struct store *s, int64_t delivery, struct arena *a);
int store_delivery_number(const struct store *s, const char *name, int64_t *ret);
