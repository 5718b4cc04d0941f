/* outbox_claim: which deliveries are to be sent now. */
#pragma once

#include "store/outbox.h"

/* Up to `limit` deliveries that are due at `now` and not leased, most urgent first, then oldest; they are
 * leased to `owner` until `lease`. What has expired by `now` is marked so on the way and not returned, at
 * most 1,000 a call: where that is reached fewer are returned than there are, and outbox_next_due() is not
 * after `now`. Rows with their bodies live in the arena. Needs no transaction around it. `skip` (may be NULL,
 * n 0) names channels not to claim for now. */
int outbox_claim(struct store *s, const char *owner, int64_t now, int64_t lease, unsigned limit,
                 const char *const *skip, size_t n_skip, struct arena *a, struct delivery **ret,
                 size_t *ret_n);

/* The earliest due time of what is not leased, TIMESTAMP_NONE if nothing waits. */
int outbox_next_due(struct store *s, int64_t *ret);
