/* request: a message as one kind of chat takes it: URL, headers and body, within the chat's limits.
 *
 * What is too long is cut, never failed: the text first, then facts, sources, places but one, the
 * instruction, the last place, and the headline at the very end; each only where that helps, and only as far
 * as it must. */
#pragma once

#include "base/arena.h"
#include "base/problem.h"
#include "send/format.h"

struct request {
        const char *url, *body;
        const char **headers; /* "Name: value" */
        size_t size, n_headers;
};

/* `message` is a whole message with its id (message.h); `values` are the channel's, one for each of the
 * format's keys, NULL where it has none. -EBADMSG: it is no JSON object. What is returned lives in `a`. */
int request_make(const struct format *f, const char *const *values, const char *message, size_t size,
                 struct arena *a, struct request *ret);

/* Does the longest message that there can be fit, and is there something at each limit's pointer? */
int request_check(const struct format *f, const char *where, struct problem *why);
