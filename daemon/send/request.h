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
        const char *method, *url, *body;
        const char **headers; /* "Name: value" */
        size_t size, n_headers;
};

/* A message that was sent before and is changed: its reference, and whether it is to be made short (headline and places
 * only), because a newer one follows it. */
struct request_edit {
        const char *reference;
        bool brief;
};

/* Whether a message only keeps an earlier one of its incident true: an update that is worth no sound. */
bool request_only_edits(const struct format *format, const char *message, size_t size);

/* `message` is a whole message with its id (message.h); `edit`: NULL for a new one; `values` are the channel's, one for each of the
 * format's keys, NULL where it has none. -EBADMSG: it is no JSON object. What is returned lives in `a`. */
int request_make(const struct format *f, const char *const *values, const char *message, size_t size,
                 const struct request_edit *edit, struct arena *a, struct request *ret);

/* Does the longest message that there can be fit, and is there something at each limit's pointer? */
int request_check(const struct format *f, const char *where, struct problem *why);
