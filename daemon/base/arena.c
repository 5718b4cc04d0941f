#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIRST 4096u
#define BLOCK_MOST  (256u * 1024)

/* What needs most room between its addresses here. A long double would need 16 bytes, and much of what is kept is words. */
union any {
        void *pointer;
        int64_t number;
        double real;
};
#define ALIGNMENT alignof(union any)

struct block {
        struct block *next;
        size_t size, used;
        alignas(union any) char data[];
};

/* A list of blocks, the newest first; each is twice as large as the one before, up to a limit. */
struct arena {
        struct block *blocks;
        size_t next_size, used;
};

static void out_of_memory(void)
{
        fputs("<2>out of memory\n", stderr);
        abort();
}

struct arena *arena_new(void)
{
        struct arena *a = calloc(1, sizeof *a);

        if (!a)
                out_of_memory();
        a->next_size = BLOCK_FIRST;
        return a;
}

void arena_free(struct arena *a)
{
        struct block *b = a ? a->blocks : NULL;

        while (b) {
                struct block *next = b->next;
                free(b);
                b = next;
        }
        free(a);
}

static struct block *add_block(struct arena *a, size_t size)
{
        struct block *b;
        size_t room = size > a->next_size ? size : a->next_size;

        b = malloc(sizeof *b + room);
        if (!b)
                out_of_memory();
        b->size = room;
        b->used = 0;
        /* A block made for one large thing goes behind the present one, which may still have room. */
        if (size > a->next_size && a->blocks) {
                b->next = a->blocks->next;
                a->blocks->next = b;
                return b;
        }
        b->next = a->blocks;
        a->blocks = b;
        if (a->next_size < BLOCK_MOST)
                a->next_size *= 2;
        return b;
}

/* Whatever was there before: it is zeroed by who hands it out, for much of a block is never used. */
static void *take(struct arena *a, size_t size)
{
        struct block *b = a->blocks;
        void *p;

        if (size > SIZE_MAX / 4)
                out_of_memory();
        size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
        if (!b || b->size - b->used < size)
                b = add_block(a, size);
        p = b->data + b->used;
        b->used += size;
        a->used += size;
        return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
        return memset(take(a, size), 0, size);
}

static size_t bytes_of(size_t n, size_t size)
{
        size_t bytes;

        if (__builtin_mul_overflow(n, size, &bytes))
                out_of_memory();
        return bytes;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
        return arena_alloc(a, bytes_of(n, size));
}

/* The link to the block that holds nothing but an array, if it is a large one: such a block may move. */
static struct block **block_of(struct arena *a, const void *array)
{
        for (struct block **b = &a->blocks; *b; b = &(*b)->next)
                if ((*b)->data == array && (*b)->size > BLOCK_MOST)
                        return b;
        return NULL;
}

/* A large array has a block of its own, which the system extends without copying. */
static void *extend(struct arena *a, struct block **link, size_t old, size_t size)
{
        struct block *b = realloc(*link, sizeof *b + size);

        if (!b)
                out_of_memory();
        *link = b;
        memset(b->data + old, 0, size - old);
        a->used += size - b->size;
        b->size = b->used = size;
        return b->data;
}

void *arena_grow_full(struct arena *a, void *old, size_t n, size_t *capacity, size_t size)
{
        struct block **link;
        void *grown;

        *capacity = n < 4 ? 8 : 2 * n;
        link = n * size > BLOCK_MOST ? block_of(a, old) : NULL;
        if (link && *capacity < SIZE_MAX / 4 / size)
                return extend(a, link, n * size, *capacity * size);
        grown = take(a, bytes_of(*capacity, size));
        if (n)
                memcpy(grown, old, n * size);
        memset((char *)grown + n * size, 0, (*capacity - n) * size);
        return grown;
}

char *arena_strndup(struct arena *a, const char *s, size_t size)
{
        char *copy = take(a, size + 1);

        if (size)
                memcpy(copy, s, size);
        copy[size] = 0;
        return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
        return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
        char *text, short_text[256]; /* most are: these are made once */
        va_list args;
        int size;

        va_start(args, format);
        size = vsnprintf(short_text, sizeof short_text, format, args);
        va_end(args);
        if (size < (int)sizeof short_text)
                return size < 0 ? arena_strdup(a, "") : arena_strndup(a, short_text, (size_t)size);
        text = arena_alloc(a, (size_t)size + 1);
        va_start(args, format);
        vsnprintf(text, (size_t)size + 1, format, args);
        va_end(args);
        return text;
}

size_t arena_used(const struct arena *a)
{
        return a->used;
}
