/* text_room: room for tables that live as long as the reader; a lack of memory ends the program. */
#pragma once

#include <stdlib.h>

/* Room for one more than `n`; `old` may move. */
static inline void *text_room_grow(void *old, size_t n, size_t *room, size_t size)
{
        void *p = old;

        if (n < *room)
                return old;
        *room = *room ? 2 * *room : 1024;
        p = realloc(old, *room * size);
        if (!p)
                abort();
        return p;
}

/* Room for `more` bytes behind the `size` that are there; `old` may move. */
static inline char *text_room_bytes(char *old, size_t size, size_t more, size_t *room)
{
        if (size + more <= *room)
                return old;
        while (size + more > *room)
                *room = *room ? 2 * *room : 1 << 16;
        old = realloc(old, *room);
        if (!old)
                abort();
        return old;
}

/* No more room than for `n`. */
static inline void *text_room_fit(void *old, size_t n, size_t size)
{
        void *p = realloc(old, n ? n * size : 1);

        if (!p)
                abort();
        return p;
}

static inline void *text_room_zeroed(size_t n, size_t size)
{
        void *p = calloc(n, size);

        if (!p)
                abort();
        return p;
}
