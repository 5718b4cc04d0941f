/* parcel: a claimed delivery with all that a transport needs, and later how its try ended. */
#pragma once

#include <sys/queue.h>

#include "send/queue.h"
#include "send/transport.h"
#include "store/outbox.h"

enum parcel_end {
        PARCEL_DELIVERED,
        PARCEL_DEFERRED, /* until `due` */
        PARCEL_FAILED,
        PARCEL_RELEASED /* untried, until `due` */
};

struct parcel {
        struct queue_item item; /* the first member */
        struct transport_job job;
        bool queued;
        bool doubtful;   /* it may have been superseded: look again before it leaves */
        int64_t claimed; /* monotonic */
        int64_t incident, created;
        unsigned revision, attempts, generation;
        bool in_turn; /* its delivery has a turn */
        const char *channel, *line;
        const char *recipient;           /* the channel, with the address where there is one (recipient.h) */
        const char *subscriber, *target; /* NULL: none */
        char *old;                       /* of its job: the reference that the chat shows now */
        /* how it ended */
        enum parcel_end end;
        struct outbox_attempt attempt;
        int64_t due;
        char *answer;
        char *reference; /* of the new message in the chat */
        bool follows;    /* the old one is to be made short */
        STAILQ_ENTRY(parcel) next;
        char text[]; /* all its strings */
};

/* The message gets "id" as its first member, and "address" where it has one; an empty one stays empty, what is not a JSON object stays as it
 * is. The topic is `prefix`/ with the delivery's target, the channel's topic, or to/<subscriber>; none where
 * `channel` is no MQTT channel. `channel` may be NULL: unknown. */
struct parcel *parcel_new(const struct delivery *d, const char *id, const struct channel *channel,
                          const char *prefix);
void parcel_free(struct parcel *p);

/* Looks up what the chat shows now of its incident, where it can be edited. Before it leaves. */
int parcel_recall(struct parcel *p, struct store *s);
/* What came of a try. `now` and `chance` are for the next one: retry_next(). */
void parcel_result(struct parcel *p, const struct transport_result *result, int64_t now, double chance);
/* It will not be tried: `reason` becomes its answer. */
void parcel_fail(struct parcel *p, int64_t now, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Back to the outbox. */
void parcel_release(struct parcel *p, int64_t due);
/* Inside store_begin/commit. */
int parcel_write(const struct parcel *p, struct store *s);
