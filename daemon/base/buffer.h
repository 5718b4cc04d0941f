/* buffer: bytes that grow, always NUL-terminated. `struct buffer b = {0};` is an empty one. */
#pragma once

#include <stddef.h>

#include "base/arena.h"

struct buffer {
        char *data;  /* NULL while nothing was added */
        size_t size; /* bytes, without the NUL */
        size_t room;
};

void buffer_done(struct buffer *b);
/* Ends it; what it held is a string of the arena. */
char *buffer_finish(struct buffer *b, struct arena *a);
void buffer_reset(struct buffer *b);            /* empties it, keeps the memory */
void buffer_cut(struct buffer *b, size_t size); /* to its first `size` bytes, of those it has */
void buffer_add(struct buffer *b, const void *data, size_t size);
void buffer_add_string(struct buffer *b, const char *s);
void buffer_add_char(struct buffer *b, char c);
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Makes room for `size` more bytes and returns where they go; the caller adds what it used to `size` itself
 * through buffer_used(). */
char *buffer_reserve(struct buffer *b, size_t size);
void buffer_used(struct buffer *b, size_t size);
