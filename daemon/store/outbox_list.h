/* outbox_list: what the outbox holds, for people: lists, counts, and what is to be tried once more. */
#pragma once

#include "store/outbox.h"

struct outbox_filter {
        int64_t id, incident; /* 0: all */
        int64_t since, until; /* when it was made; 0: no bound */
        const char *subscriber, *channel;
        int state;      /* enum delivery_state, -1: all, -2: pending (queued and deferred) */
        unsigned limit; /* 0: 1,000,000 */
};
/* Newest first, without bodies unless `id` is given. */
int outbox_list(struct store *s, const struct outbox_filter *f, struct arena *a, struct delivery **ret,
                size_t *ret_n);
int outbox_attempts(struct store *s, int64_t id, struct arena *a, struct outbox_attempt **ret, size_t *ret_n);

/* Channels with deliveries that wait since before `since`, at most `limit` of them, in order of name. */
struct outbox_waiting {
        const char *channel;
        uint64_t n;
        int64_t oldest;     /* created time */
        const char *answer; /* what its last try ended with; NULL: it was not tried */
};
int outbox_waiting(struct store *s, int64_t since, unsigned limit, struct arena *a,
                   struct outbox_waiting **ret, size_t *ret_n);

/* How many deliveries have ended as failed since then, but for one subscriber's, and a channel of theirs (in the
 * arena; NULL where there are none). */
int outbox_failed(struct store *s, int64_t since, const char *but, struct arena *a, uint64_t *ret_n,
                  const char **ret_channel);

struct outbox_counts {
        uint64_t pending;                                          /* queued and deferred now */
        uint64_t delivered, failed, expired, superseded, unneeded; /* since ever, kept over pruning */
        int64_t oldest; /* created time of the oldest pending, or TIMESTAMP_NONE */
};
int outbox_count(struct store *s, struct outbox_counts *ret);

/* Puts failed or deferred deliveries (by the filter) back to queued, due now; expired ones stay, and so does
 * what is leased, or was followed by a newer revision to the same receiver. Returns how many. */
int outbox_retry(struct store *s, const struct outbox_filter *f, int64_t now, unsigned *ret_n);
