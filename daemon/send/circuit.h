/* circuit: how it goes with one endpoint. After three failures in a row it is broken: nothing is sent there
 * but a probe now and then, at first after a second, at most every ten. One good answer makes it whole.
 *
 * A failure is silence, or an answer that says "not now" of the whole endpoint (408, 425, 5xx). 429 is said
 * to one sender or chat, and is left to its delivery. Pure data: time is an argument. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "send/transport.h"

struct circuit {
        unsigned failures; /* in a row */
        bool asked;        /* one of them said when to come again */
        int64_t since;     /* of the first of them, wall clock */
        int64_t probe;     /* when the next try may go, monotonic */
        char why[160];     /* what the last one said */
};

enum circuit_change { CIRCUIT_SAME, CIRCUIT_BROKE, CIRCUIT_MENDED };

/* How a try ended. `now` monotonic; `chance` from 0 to 1 spreads the probes. */
enum circuit_change circuit_note(struct circuit *c, const struct transport_result *result, int64_t now,
                                 double chance);
bool circuit_broken(const struct circuit *c);
