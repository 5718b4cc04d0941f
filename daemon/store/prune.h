/* prune: removes what is old, in steps that a loop can afford. */
#pragma once

#include <stdint.h>

struct store;

/* One step of history_prune(), inside a transaction. */
int prune_step(struct store *s, int64_t before, unsigned limit, unsigned *ret_n);
