/* moves: chats that have moved: what to use instead of the value that their channel is configured with. */
#pragma once

#include "base/arena.h"
#include "send/channel.h"

struct move;

/* Empty is all zeros. */
struct moves {
        struct move *all;
};

/* The channel's value of its format's `moved_key` is `to` now. */
void moves_note(struct moves *m, const struct channel *c, const char *to);
/* The channel's values, but for what has moved. The channel has a format. Lives in `a`; borrows from both. */
const char **moves_values(const struct moves *m, const struct channel *c, struct arena *a);
void moves_done(struct moves *m);
