/* held: what somebody was not told of at once, because of their quiet hours or because news were too many: a line of
 * the digest that they get later. One line for each incident and subscriber.
 *
 * What is still going on when the time comes is told by a delivery of its own that waits in the outbox until then; its
 * line goes unread. */
#pragma once

#include "store/store.h"

struct held {
        const char *subscriber;
        int64_t incident;
        int64_t due;   /* when it is to be told */
        int64_t began; /* when it was held back first */
        int64_t over;  /* TIMESTAMP_NONE: it goes on, as far as is known */
        bool expired;  /* nobody has said that it is over */
        bool past;     /* news: never went on */
        const char *headline;
};

/* A new line, or other words in the one that is there: `due` and `began` stay. Inside store_begin/commit, as all that
 * write here. */
int held_put(struct store *s, const struct held *h);
/* It has ended. */
int held_over(struct store *s, int64_t incident, int64_t now, bool expired);
/* They are told of it another way; NULL: all are. */
int held_drop(struct store *s, int64_t incident, const char *subscriber);

/* The lines of one subscriber who has some that are due, in order of time; n 0: nobody has. */
int held_due(struct store *s, int64_t now, struct arena *a, struct held **ret, size_t *ret_n);
/* The line of a subscriber about an incident; n 0: there is none. */
int held_of(struct store *s, const char *subscriber, int64_t incident, struct arena *a, struct held **ret,
            size_t *ret_n);
/* Forgets what is due of a subscriber. */
int held_done(struct store *s, const char *subscriber, int64_t now);
/* When the next is due, TIMESTAMP_NONE: there is none. */
int held_next(struct store *s, int64_t *ret);

/* Counts one more piece of news for a subscriber in the hour that began with the first one; returns how many it is,
 * and when that hour ends. */
int held_count(struct store *s, const char *subscriber, int64_t now, unsigned *ret_n, int64_t *ret_end);
