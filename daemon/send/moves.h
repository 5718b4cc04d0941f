/* moves: chats that have moved: what to use instead of the value that their channel is configured with. */
#pragma once

#include "base/arena.h"
#include "send/transport.h"

struct move;

/* Empty is all zeros. */
struct moves {
        struct move *all;
};

/* What the channel of that name is configured with, `old` (NULL: nothing), is `to` now. */
void moves_put(struct moves *m, const char *channel, const char *old, const char *to);
/* The value that a job goes to: what its address or its channel has for the format's `moved_key`; "" where there is none. */
const char *moves_old(const struct transport_job *job);
/* The channel's values, with the job's address, but for what has moved. The channel has a format. Lives in `a`; borrows
 * from all. */
const char **moves_values(const struct moves *m, const struct transport_job *job, struct arena *a);
void moves_done(struct moves *m);
