/* outbox: one row per delivery: one message for one channel of one subscriber, or for one public topic.
 *
 * Life: queued -> (claimed, under a lease) -> delivered | deferred -> ... | failed | expired | superseded.
 * "In flight" is only the lease and the memory of whoever holds it: after a crash the lease runs out (or the
 * same owner takes it back at start) and the delivery is tried again under the same id. */
#pragma once

#include "store/store.h"

enum delivery_state {
        DELIVERY_QUEUED,    /* never tried, or released untried */
        DELIVERY_DEFERRED,  /* tried, to be tried again when due */
        DELIVERY_DELIVERED, /* the other side confirmed */
        DELIVERY_FAILED,    /* a permanent answer, or the budget is used up */
        DELIVERY_EXPIRED,   /* its alert expired while it waited */
        DELIVERY_SUPERSEDED /* a newer revision took its place */
};

struct delivery {
        int64_t id;
        int64_t incident;
        unsigned revision;
        const char *type;       /* alert, update, all-clear, expired, state, status: the message's word */
        const char *subscriber; /* NULL: a public topic */
        const char *channel;    /* name of a configured channel; "mqtt" for public topics */
        const char *target;     /* MQTT topic of a public delivery; NULL: as the channel says */
        bool retain;            /* MQTT retained; an empty body clears the topic */
        int priority;           /* smaller goes first: 0 Immediate ... 9; -EINVAL outside */
        int64_t created, due;   /* microseconds */
        int64_t expires;        /* not worth sending after; TIMESTAMP_NONE: always */
        unsigned attempts;
        enum delivery_state state;
        const char *body; /* the message without its "id" member; the sender adds it */
        size_t body_size;
        const char *reason; /* why this subscriber gets it (rule and place), or last failure for lists */
        int64_t finished;   /* TIMESTAMP_NONE while pending */
};

/* A body is stored once per incident, revision and variant however many get it. Returns its id for
 * outbox_add. */
int outbox_add_message(struct store *s, const char *body, size_t size, int64_t *ret_message);
/* Uses incident .. expires and reason of `d`; body is that of `message`. Inside store_begin/commit. */
int outbox_add(struct store *s, const struct delivery *d, int64_t message, int64_t *ret_id);

/* Marks as superseded what still waits for an incident from before `revision` (one subscriber's deliveries, or
 * with `subscriber` NULL all but retained ones and all-clears: what is over for some stays over whatever goes
 * on elsewhere), and what waits for one topic, which is how retained state is superseded. Returns how many. */
int outbox_supersede(struct store *s, int64_t incident, unsigned revision, const char *subscriber,
                     int64_t now, unsigned *ret_n);
int outbox_supersede_topic(struct store *s, const char *channel, const char *target, int64_t now,
                           unsigned *ret_n);

/* The alerts and updates of an incident that still wait are worth sending until then: it was said again. */
int outbox_prolong(struct store *s, int64_t incident, int64_t expires);

/* Who may know of an incident: the distinct (subscriber, channel) with a delivery that was delivered or at
 * least tried, or is or was leased and not given back untried: it may have arrived without our knowing. For
 * all-clears to exactly those whose last word was an alert or an update. */
struct outbox_warned {
        const char *subscriber, *channel;
        unsigned revision; /* the latest alert or update that may have reached them */
        int64_t alerted;   /* its delivery, greater for later ones over all incidents; 0: none */
        int64_t
            cleared; /* the latest all-clear or expiry that may have reached or will reach them; 0: none */
};
int outbox_warned(struct store *s, int64_t incident, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n);

/* Up to `limit` deliveries that are due at `now` and not leased, most urgent first, then oldest; they are
 * leased to `owner` until `lease`. What has expired by `now` is marked so on the way and not returned, at
 * most 1,000 a call: where that is reached fewer are returned than there are, and outbox_next_due() is not
 * after `now`. Rows with their bodies live in the arena. Needs no transaction around it. `skip` (may be NULL,
 * n 0) names channels not to claim for now. */
int outbox_claim(struct store *s, const char *owner, int64_t now, int64_t lease, unsigned limit,
                 const char *const *skip, size_t n_skip, struct arena *a, struct delivery **ret,
                 size_t *ret_n);
/* Forgets all leases of this owner: at start, after a crash. */
int outbox_release_all(struct store *s, const char *owner);
/* The wall clock was set back from `was` to `now`: what waits for a time waits as long as it would have. */
int outbox_set_back(struct store *s, int64_t was, int64_t now);
/* At start: what was made in the future, before the clock was set back, is due at once. */
int outbox_mend_times(struct store *s, int64_t now);
/* What this channel's deliveries wait for between tries is over: they are due now. */
int outbox_hasten(struct store *s, const char *channel, int64_t now);
/* Gives one back untried. */
int outbox_release(struct store *s, int64_t id, int64_t due);

/* One try at a delivery. `code`: HTTP status, MQTT reason code, or 0; `answer`: bounded text of the answer or
 * error. */
struct outbox_attempt {
        int64_t at;      /* when it began, microseconds */
        int64_t latency; /* microseconds */
        int code;
        const char *answer; /* may be NULL */
};
/* The ends of a try. Each belongs inside store_begin/commit, many in one. They do nothing to a delivery that
 * is finished already. */
int outbox_complete(struct store *s, int64_t id, const struct outbox_attempt *attempt);
int outbox_defer(struct store *s, int64_t id, const struct outbox_attempt *attempt, int64_t due);
int outbox_fail(struct store *s, int64_t id, const struct outbox_attempt *attempt);

/* The earliest due time of what is not leased, TIMESTAMP_NONE if nothing waits. */
int outbox_next_due(struct store *s, int64_t *ret);

struct outbox_filter {
        int64_t id, incident; /* 0: all */
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

struct outbox_counts {
        uint64_t pending;                                /* queued and deferred now */
        uint64_t delivered, failed, expired, superseded; /* since ever, kept over pruning */
        int64_t oldest; /* created time of the oldest pending, or TIMESTAMP_NONE */
};
int outbox_count(struct store *s, struct outbox_counts *ret);

/* Puts failed or deferred deliveries (by the filter) back to queued, due now; expired ones stay, and so does
 * what is leased, or was followed by a newer revision to the same receiver. Returns how many. */
int outbox_retry(struct store *s, const struct outbox_filter *f, int64_t now, unsigned *ret_n);
