/* fallback: one message by several channels of a subscriber, one after another, until one confirms it.
 *
 * They are deliveries of the same incident, revision and subscriber with a `turn` from 1 on; each is due at its own
 * time, whatever becomes of those before it. What has its turn later and was not claimed yet is not needed any more
 * once one is confirmed, and goes at once where one has failed for good. All of it stands in the outbox, so that it
 * outlives a crash. A delivery with turn 0 stands for itself. */
#pragma once

#include "store/store.h"

/* Delivery `id` was confirmed: what comes after it is not needed. Inside the transaction that completes it. */
int fallback_confirmed(struct store *s, int64_t id, int64_t now);
/* Delivery `id` has failed for good: the next one goes now. */
int fallback_failed(struct store *s, int64_t id, int64_t now);
