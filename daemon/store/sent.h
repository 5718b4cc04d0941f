/* sent: what chats show now: the reference of the latest message about an incident to a subscriber's channel, by which it
 * can be edited; and chats that have moved. It goes with its incident. */
#pragma once

#include "store/store.h"

/* `channel` is with the address where there is one ("telegram:12345"). The reference lives in the arena; NULL: there is
 * none. */
int sent_find(struct store *s, int64_t incident, const char *subscriber, const char *channel, struct arena *a,
              const char **ret_reference);
/* A new message is there. Inside store_begin/commit, with what completes its delivery. */
int sent_put(struct store *s, int64_t incident, const char *subscriber, const char *channel,
             const char *reference);
/* The message under `old`, which a later one to the same channel follows, is to be made short: adds a delivery of type
 * "brief" with the body of `delivery`, whose target is `old`. It has no incident, so that nothing supersedes it. */
int sent_follow(struct store *s, int64_t delivery, const char *old, int64_t now);

/* The value that a channel is configured with is another one now; in order of channel. */
struct sent_move {
        const char *channel, *old, *to;
};
int sent_move_put(struct store *s, const struct sent_move *m);
int sent_moves(struct store *s, struct arena *a, struct sent_move **ret, size_t *ret_n);
