#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINTED 128 /* what is printed is nearly always shorter, and is printed once */

void buffer_done(struct buffer *b)
{
        free(b->data);
        *b = (struct buffer){0};
}

char *buffer_finish(struct buffer *b, struct arena *a)
{
        char *text = arena_strndup(a, b->data, b->size);

        buffer_done(b);
        return text;
}

void buffer_cut(struct buffer *b, size_t size)
{
        b->size = size;
        if (b->data)
                b->data[size] = 0;
}

void buffer_reset(struct buffer *b)
{
        buffer_cut(b, 0);
}

char *buffer_reserve(struct buffer *b, size_t size)
{
        size_t need = b->size + size + 1, room = b->room ? b->room : 256;

        if (size > SIZE_MAX / 4 || need > SIZE_MAX / 4)
                abort();
        while (room < need)
                room *= 2;
        if (room != b->room) {
                char *data = realloc(b->data, room);
                if (!data)
                        abort();
                b->data = data;
                b->room = room;
        }
        return b->data + b->size;
}

void buffer_used(struct buffer *b, size_t size)
{
        b->size += size;
        b->data[b->size] = 0;
}

void buffer_add(struct buffer *b, const void *data, size_t size)
{
        char *to = buffer_reserve(b, size);

        if (size)
                memcpy(to, data, size);
        buffer_used(b, size);
}

void buffer_add_string(struct buffer *b, const char *s)
{
        buffer_add(b, s, strlen(s));
}

void buffer_add_char(struct buffer *b, char c)
{
        buffer_add(b, &c, 1);
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
        va_list args;
        int size;

        va_start(args, format);
        size = vsnprintf(buffer_reserve(b, PRINTED), PRINTED, format, args);
        va_end(args);
        if (size < PRINTED) {
                buffer_used(b, size < 0 ? 0 : (size_t)size);
                return;
        }
        buffer_reserve(b, (size_t)size);
        va_start(args, format);
        vsnprintf(b->data + b->size, (size_t)size + 1, format, args);
        va_end(args);
        b->size += (size_t)size;
}
