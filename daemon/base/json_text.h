/* json_text: a value of jansson's as compact JSON, for what is stored and sent. Ends the program where memory is out; strings
 * are made by json_string(), which refuses what is not UTF-8, so nothing else can fail. */
#pragma once

#include <jansson.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Appends it. */
void json_text_add(struct buffer *b, const json_t *value);
/* In the arena. */
char *json_text_copy(const json_t *value, struct arena *a);
