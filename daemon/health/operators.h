/* operators: tells whoever looks after sirend what is wrong with it, over channels of their own: once when it has
 * lasted a while, once when it has been over as long. A blip is not told of, what begins together is one
 * message, and no hour has more than a few.
 *
 * Each trouble that was told of is an incident of the store with the status System, in the state "trouble" until it
 * is over: so nothing is told twice, and its end is told, also by the next process. The messages are rows of the
 * outbox like all others, for the subscriber OPERATORS_NAME. What could not be told because the store itself
 * failed is told when it is over. */
#pragma once

#include "health/health.h"
#include "setup/setup.h"

#define OPERATORS_NAME "operators" /* of the receiver in the outbox and, without a topic, of their topic */

struct operators;

struct operators *operators_new(void);
void operators_free(struct operators *o); /* NULL is fine */

struct operators_clock {
        int64_t now;       /* wall clock */
        int64_t monotonic; /* the wall clock may be what is wrong */
};

/* Looks at all that is wrong now; without channels in the settings it does nothing. Returns how long nothing has
 * to be looked at unless something changes, TIMESTAMP_NONE: for ever. `*ret_told` says whether something was
 * added to the outbox. */
int64_t operators_look(struct operators *o, const struct setup *setup, struct store *store,
                       const struct health_problem *problems, size_t n, struct operators_clock clock,
                       bool *ret_told);
