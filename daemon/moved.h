/* moved: chats that have moved are remembered over restarts. */
#pragma once

#include "send/transport.h"
#include "store/store.h"

/* For webhook_options; the store is the context. What cannot be stored is said in the log, and holds until the end. */
void moved_note(const char *channel, const char *old, const char *to, void *store);
/* Tells the webhook transport what was noted in earlier lives. */
int moved_tell(struct store *s, struct transport *webhook);
