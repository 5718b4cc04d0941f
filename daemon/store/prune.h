/* prune: removes what is old, in steps that a loop can afford. */
#pragma once

#include <stdint.h>

struct store;

enum prune_kind { PRUNE_DELIVERIES, PRUNE_FAILED, PRUNE_ALERTS, PRUNE_REPORTS, PRUNE_COUNT };

/* A row of this kind and time may have to go that was not there when older steps looked (INT64_MIN: whatever
 * its time). */
void prune_again(struct store *s, enum prune_kind kind, int64_t time);
/* One step of history_prune(), inside a transaction. */
int prune_step(struct store *s, int64_t before, int64_t failed, unsigned limit, unsigned *ret_n);
