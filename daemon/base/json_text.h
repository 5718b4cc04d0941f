/* json_text: a value of jansson's as compact JSON, for what is stored and sent. Ends the program where memory is out; strings
 * are made by json_string() or here, which refuse what is not UTF-8, so nothing else can fail. */
#pragma once

#include <jansson.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Appends it. */
void json_text_add(struct buffer *b, const json_t *value);
/* In the arena. */
char *json_text_copy(const json_t *value, struct arena *a);

/* As json_string(); jansson looks at each letter twice as long as it takes to do all else. */
json_t *json_text_string(const char *text);
/* As json_object_set_new(), for names that are the program's own: jansson looks at each of their letters, too. */
void json_text_set(json_t *object, const char *name, json_t *value);
