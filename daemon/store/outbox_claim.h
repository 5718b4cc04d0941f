/* outbox_claim: which deliveries are to be sent now. */
#pragma once

#include "store/outbox.h"

/* Not to be claimed for now: what is for this channel and of this priority or less urgent. */
struct outbox_skip {
        const char *channel;
        int priority;
};

struct outbox_claim {
        const char *owner;
        int64_t now, lease; /* what is due at `now` is the owner's until `lease` */
        unsigned limit;
        unsigned each; /* at most so many of one channel and priority; 0: as many as `limit` */
        const struct outbox_skip *skip;
        size_t n_skip;
};

/* Up to `limit` deliveries that are due and not leased, most urgent first, then oldest; they are leased. What has
 * expired by `now` is marked so on the way and not returned, at most 1,000 a call: where that is reached fewer
 * are returned than there are, and outbox_next_due() is not after `now`. Rows with their bodies live in the
 * arena. Needs no transaction around it. */
int outbox_claim(struct store *s, const struct outbox_claim *claim, struct arena *a, struct delivery **ret,
                 size_t *ret_n);

/* The earliest due time of what is not leased, TIMESTAMP_NONE if nothing waits. */
int outbox_next_due(struct store *s, int64_t *ret);
