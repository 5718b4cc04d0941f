/* prune: removes what is old, in steps that a loop can afford. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct store;

enum prune_kind { PRUNE_DELIVERIES, PRUNE_FAILED, PRUNE_ALERTS, PRUNE_REPORTS, PRUNE_COUNT };

/* How far the rows of a kind have been looked at, in order of time: those before are gone, or held by an open incident. */
struct prune_place {
        int64_t time, id; /* of the last row */
        bool whole;       /* that was all */
        bool again;       /* when that is all, it begins anew */
};

/* All rows are to be looked at: after the start, and after a rollback. */
void prune_anew(struct store *s);
/* A row of this kind and time may have to go that was not there when older steps looked (INT64_MIN: whatever
 * its time). */
void prune_again(struct store *s, enum prune_kind kind, int64_t time);
/* One step of history_prune(), inside a transaction; returns as that. */
int prune_step(struct store *s, int64_t before, int64_t failed, unsigned limit, unsigned *ret_n);
