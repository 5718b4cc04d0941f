/* schema: the tables, as a list of steps that are only ever added to. The number of steps done is in PRAGMA
 * user_version; each step is one transaction. */
#pragma once

#include <sqlite3.h>
#include <stddef.h>

#include "base/problem.h"

#define SCHEMA_APPLICATION 0x53495244 /* "SIRD", PRAGMA application_id */

extern const char *const schema_steps[];
extern const size_t schema_n_steps;

/* What the file is. -ENODATA: an empty database; -EBADMSG: not a database, or another program's; -EPROTO: a
 * newer schema than `n` steps. */
int schema_check(sqlite3 *db, size_t n, unsigned *ret_version, struct problem *why);
/* Does the steps that are missing; other processes may try the same at the same time. */
int schema_upgrade(sqlite3 *db, const char *const steps[], size_t n, struct problem *why);
