/* outbox_row: a delivery out of a row of the table. */
#pragma once

#include "store/database.h"
#include "store/outbox.h"

/* The columns stand in the order in which STATEMENT_DELIVERY_READY and outbox_list() name them; strings live in
 * the arena. */
struct delivery outbox_row_read(sqlite3_stmt *st, struct arena *a);
