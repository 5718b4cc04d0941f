/* answer: what the other side said, made fit to be kept: bounded, valid UTF-8, without secrets.
 *
 * A receiver may echo our request, and an error may quote its URL. Whatever of the channel's secret, header
 * values and URL could be a key is replaced by "***" before anybody sees the text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "send/channel.h"

#define ANSWER_KEPT 4096

struct answer {
        size_t size, seen; /* bytes kept, bytes received */
        /* some more than is kept in the end, so that a secret across the limit is still recognised */
        char text[ANSWER_KEPT + 1024 + 1];
};

void answer_reset(struct answer *a);
void answer_set(struct answer *a, const char *text);
/* Keeps what fits. False when so much came that the sender is not worth listening to. */
bool answer_add(struct answer *a, const char *data, size_t size);
/* The text for the history; belongs to the answer. */
const char *answer_text(struct answer *a, const struct channel *channel);
