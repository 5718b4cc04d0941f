/* announce_digest: what was held back from one subscriber, as one message: a line for each thing that is over or has
 * only been reported. What goes on is no line: it has a delivery of its own. */
#pragma once

#include "announce/announce.h"
#include "store/held.h"

/* Adds the message to the outbox, on all channels of the subscriber; `incident` is what the digests of this moment
 * go by. Nothing where no line is left. */
int announce_digest(struct announce *n, const struct subscriber *s, const struct held *lines, size_t n_lines,
                    int64_t incident);
