/* reply: what an answer of a chat means, by its format: HTTP's own meaning first, then what the chat says
 * otherwise. */
#pragma once

#include "send/format.h"
#include "send/transport.h"

struct reply {
        enum transport_verdict verdict;
        int64_t retry_after; /* microseconds; -1: it does not say */
        char moved[64];      /* the new value of the format's `moved_key`; "" */
        char reference[256]; /* of the message, to edit it; "": it cannot be */
};

/* By the status alone: 2xx delivered; 408, 425, 429 and 5xx later; else never. */
enum transport_verdict reply_verdict(int code);
/* `body` need not be whole, nor JSON. */
void reply_read(const struct format *f, int code, const char *body, size_t size, struct reply *ret);
