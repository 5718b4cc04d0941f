#include "gazetteer/index.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, with a last stir because the buckets use the upper bits. */
uint32_t index_hash(const void *data, size_t size, uint32_t seed)
{
        const unsigned char *p = data;
        uint32_t h = 2166136261u ^ (seed * 2654435761u);

        for (size_t i = 0; i < size; i++)
                h = (h ^ p[i]) * 16777619u;
        h ^= h >> 15;
        h *= 0x2c1b3c6du;
        h ^= h >> 13;
        return h;
}

void index_add(struct index *x, uint32_t hash, uint32_t place)
{
        if (x->n_added == x->room) {
                x->room = x->room ? 2 * x->room : 4096;
                x->added = reallocarray(x->added, x->room, sizeof *x->added);
                if (!x->added)
                        abort();
        }
        x->added[x->n_added++] = (struct index_entry){hash, place};
}

static uint32_t bucket_of(const struct index *x, uint32_t hash)
{
        return hash >> (32 - x->bits);
}

/* What an entry says of its hash. */
static uint32_t rest_of(const struct index *x, uint32_t hash)
{
        return hash << x->bits & ~x->places;
}

/* Four to eight in a bucket, as a rule: a look more costs less than the room for twice the buckets. */
static void choose_bits(struct index *x)
{
        for (x->bits = 1; x->bits < 24 && ((size_t)1 << x->bits) < x->n_added / 4; x->bits++)
                ;
        x->places = 0;
        for (size_t i = 0; i < x->n_added; i++)
                while (x->added[i].place > x->places)
                        x->places = x->places << 1 | 1;
}

void index_build(struct index *x)
{
        size_t n_buckets;

        choose_bits(x);
        n_buckets = (size_t)1 << x->bits;
        x->starts = calloc(n_buckets + 2, sizeof *x->starts);
        x->entries = calloc(x->n_added + 1, sizeof *x->entries);
        if (!x->starts || !x->entries)
                abort();
        /* Counted one too high, so that filling moves every start to its place. */
        for (size_t i = 0; i < x->n_added; i++)
                x->starts[bucket_of(x, x->added[i].hash) + 2]++;
        for (size_t b = 2; b < n_buckets + 2; b++)
                x->starts[b] += x->starts[b - 1];
        for (size_t i = 0; i < x->n_added; i++) {
                const struct index_entry *e = &x->added[i];
                x->entries[x->starts[bucket_of(x, e->hash) + 1]++] = rest_of(x, e->hash) | e->place;
        }
        free(x->added);
        x->added = NULL;
        x->n_added = x->room = 0;
}

void index_done(struct index *x)
{
        free(x->added);
        free(x->entries);
        free(x->starts);
        memset(x, 0, sizeof *x);
}

struct index_cursor index_find(const struct index *x, uint32_t hash)
{
        uint32_t b;

        if (!x->starts)
                return (struct index_cursor){0};
        b = bucket_of(x, hash);
        return (struct index_cursor){.at = x->entries + x->starts[b],
                                     .end = x->entries + x->starts[b + 1],
                                     .places = x->places,
                                     .rest = rest_of(x, hash)};
}

bool index_next(struct index_cursor *c, uint32_t *ret_place)
{
        while (c->at < c->end) {
                uint32_t e = *c->at++;
                if ((e & ~c->places) != c->rest)
                        continue;
                *ret_place = e & c->places;
                return true;
        }
        return false;
}
