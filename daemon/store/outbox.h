/* outbox: one row per delivery: one message for one channel of one subscriber, or for one public topic.
 *
 * Life: queued -> (claimed, under a lease) -> delivered | deferred -> ... | failed | expired | superseded.
 * "In flight" is only the lease and the memory of whoever holds it: after a crash the lease runs out (or the
 * same owner takes it back at start) and the delivery is tried again under the same id. */
#pragma once

#include "store/store.h"

#define OUTBOX_PRIORITIES 10 /* 0 goes first */

enum delivery_state {
        DELIVERY_QUEUED,     /* never tried, or released untried */
        DELIVERY_DEFERRED,   /* tried, to be tried again when due */
        DELIVERY_DELIVERED,  /* the other side confirmed */
        DELIVERY_FAILED,     /* a permanent answer, or the budget is used up */
        DELIVERY_EXPIRED,    /* its alert expired while it waited */
        DELIVERY_SUPERSEDED, /* a newer revision took its place */
        DELIVERY_UNNEEDED    /* an earlier channel confirmed it (fallback.h) */
};

struct delivery {
        int64_t id;
        int64_t incident;
        unsigned revision;
        const char *type;       /* alert, update, all-clear, expired, state, status: the message's word */
        const char *subscriber; /* NULL: a public topic */
        const char *channel;    /* name of a configured channel; "mqtt" for public topics */
        const char
            *address; /* the subscriber's own in a channel that serves many; NULL: as the channel says */
        const char *target;   /* MQTT topic of a public delivery; NULL: as the channel says */
        bool retain;          /* MQTT retained; an empty body clears the topic */
        int priority;         /* smaller goes first: 0 Immediate ... 9; -EINVAL outside */
        int64_t created, due; /* microseconds */
        int64_t expires;      /* not worth sending after; TIMESTAMP_NONE: always */
        unsigned attempts;
        unsigned turn; /* fallback.h; 0: stands for itself */
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

/* Its alert has expired while it waited. Inside a transaction. */
int outbox_expire(struct store *s, int64_t id, int64_t now);

/* Who may know of an incident: the distinct (subscriber, channel, address) with a delivery that was delivered or at
 * least tried, or is or was leased and not given back untried: it may have arrived without our knowing. For
 * all-clears to exactly those whose last word was an alert or an update. */
struct outbox_warned {
        const char *subscriber, *channel, *address;
        unsigned revision; /* the latest alert or update that may have reached them */
        int64_t alerted;   /* its delivery, greater for later ones over all incidents; 0: none */
        int64_t
            cleared; /* the latest all-clear or expiry that may have reached or will reach them; 0: none */
        bool
            certain; /* the newest alert or update that there was for them has been confirmed: it is what they have */
        int64_t until; /* when that expires, for which they were told last; 0: never */
};
int outbox_warned(struct store *s, int64_t incident, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n);

/* Whom nothing about the incident can have reached by `now`, though an alert or update that was due waits for them, or has
 * expired while it did: `channel`, `alerted` and `cleared` are empty. In order of subscriber. */
int outbox_missed(struct store *s, int64_t incident, int64_t now, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n);

/* Forgets all leases of this owner: at start, after a crash. From then on its leases do not end by themselves: it lives,
 * and holds what it has claimed here until it says how that ended. */
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
        unsigned n;         /* which try of the delivery it is; 0: to be looked up */
        bool in_turn;       /* where `n` is given: the delivery has a turn (fallback.h) */
};
/* The ends of a try. Each belongs inside store_begin/commit, many in one. They do nothing to a delivery that
 * is finished already. */
int outbox_complete(struct store *s, int64_t id, const struct outbox_attempt *attempt);
int outbox_defer(struct store *s, int64_t id, const struct outbox_attempt *attempt, int64_t due);
int outbox_fail(struct store *s, int64_t id, const struct outbox_attempt *attempt);
