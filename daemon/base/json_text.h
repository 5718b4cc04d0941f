/* json_text: JSON written straight into a buffer, compact, for what is stored and sent. (Reading is jansson's.)
 *
 * Commas come by themselves. What is written is always valid UTF-8 and JSON where every open bracket is closed: an
 * invalid byte becomes U+FFFD. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

void json_text_open(struct buffer *b, char bracket);  /* { or [ */
void json_text_close(struct buffer *b, char bracket); /* } or ] */
/* The next value is the member of that name. */
void json_text_name(struct buffer *b, const char *name);
void json_text_string(struct buffer *b, const char *s);
void json_text_number(struct buffer *b, int64_t number);
void json_text_flag(struct buffer *b, bool flag);
/* A value that is JSON already. */
void json_text_value(struct buffer *b, const char *json, size_t size);

/* Members; a text that is NULL is left out. */
void json_text_member(struct buffer *b, const char *name, const char *text);
void json_text_member_number(struct buffer *b, const char *name, int64_t number);
void json_text_member_flag(struct buffer *b, const char *name, bool flag);
