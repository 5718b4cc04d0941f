/* pace: when a channel may have its next message, by its rates, those of its endpoint, and by what it has asked for.
 *
 * Never more than a rate's number leave in any span of its length. A quarter of it is kept for what is urgent, so that
 * news do not use up what a warning needs a moment later. Those that have to wait are told different times, as
 * their turns come. Where a channel serves many, its rates are those of each address there. Pure data: time, monotonic, is
 * an argument. */
#pragma once

#include <stdbool.h>

#include "send/channel.h"

struct pace;

struct pace *pace_new(void);
void pace_free(struct pace *p); /* NULL is fine */
/* 0: it may leave, and is counted; else how long it has to wait, microseconds. `address` may be NULL. */
int64_t pace_take(struct pace *p, const struct channel *c, const char *address, bool urgent, int64_t now);
/* The last one that was taken for this channel and address has not left after all. */
void pace_undo(struct pace *p, const struct channel *c, const char *address);
/* The channel asked for a pause until then: for all of its messages. */
void pace_rest(struct pace *p, const struct channel *c, int64_t until);
