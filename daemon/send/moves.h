/* moves: chats that have moved: what to use instead of the value that their channel is configured with. */
#pragma once

#include "base/arena.h"
#include "send/channel.h"

struct move;

/* Empty is all zeros. */
struct moves {
        struct move *all;
};

/* What the channel of that name is configured with, `old` (NULL: nothing), is `to` now. */
void moves_put(struct moves *m, const char *channel, const char *old, const char *to);
/* The value that the channel is configured with for its format's `moved_key`; "" where it has none. */
const char *moves_old(const struct channel *c);
/* The channel's values, but for what has moved. The channel has a format. Lives in `a`; borrows from both. */
const char **moves_values(const struct moves *m, const struct channel *c, struct arena *a);
void moves_done(struct moves *m);
