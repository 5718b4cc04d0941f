/* mqtt_window: the messages that a broker has not acknowledged yet, by their message ids.
 *
 * Those that have ended wait here, too, until mqtt_window_report(): libmosquitto must not be freed, and the
 * owner of a job must not send the next one, from inside of a callback of the library. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "send/transport.h"

struct mqtt_slot {
        const struct transport_job *job; /* NULL: of what sirend says of itself */
        int64_t started, began;          /* wall clock; monotonic */
        enum transport_verdict verdict;
        int code;
        uint16_t mid;       /* 0: free, or ended */
        uint16_t next;      /* of the free or the ended ones; 0: none */
        const char *answer; /* good until mqtt_window_report() */
};

struct mqtt_window {
        struct mqtt_slot *slots; /* [1 .. most] */
        unsigned most, used;
        uint16_t free_slots, ended;
        uint16_t slot_of[65536]; /* by message id */
};

/* In a struct of zeros. `most` from 1 to 10,000. */
void mqtt_window_init(struct mqtt_window *w, unsigned most);
void mqtt_window_done(struct mqtt_window *w);
/* There must be a free one. `job` may be NULL. */
struct mqtt_slot *mqtt_window_take(struct mqtt_window *w, const struct transport_job *job);
/* It was given to the library under this id. False where the id is not to be trusted: 0, or already another
 * one's (message ids are a bare counter, which comes around). */
bool mqtt_window_sent(struct mqtt_window *w, struct mqtt_slot *s, int mid);
/* How it ended; what to report. `answer` must stay until mqtt_window_report(). */
void mqtt_window_end(struct mqtt_window *w, struct mqtt_slot *s, enum transport_verdict verdict, int code,
                     const char *answer);
/* The one with that message id; NULL: none. */
struct mqtt_slot *mqtt_window_find(struct mqtt_window *w, int mid);
/* All that were sent come back: later. */
void mqtt_window_end_all(struct mqtt_window *w, const char *why);
/* One was sent before `then` (monotonic) and not acknowledged. */
bool mqtt_window_waits_since(const struct mqtt_window *w, int64_t then);
/* Tells the transport's owner of all that have ended; there is room again before it is told. True: some had. */
bool mqtt_window_report(struct mqtt_window *w, struct transport *t);
