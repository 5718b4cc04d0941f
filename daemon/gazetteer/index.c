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
        if (x->n_entries == x->room) {
                x->room = x->room ? 2 * x->room : 4096;
                x->entries = reallocarray(x->entries, x->room, sizeof *x->entries);
                if (!x->entries)
                        abort();
        }
        x->entries[x->n_entries++] = (struct index_entry){hash, place};
}

static uint32_t bucket_of(const struct index *x, uint32_t hash)
{
        return hash >> (32 - x->bits);
}

void index_build(struct index *x)
{
        struct index_entry *sorted;
        size_t n_buckets;

        /* Four to eight in a bucket, as a rule: a look more costs less than the room for twice the buckets. */
        for (x->bits = 1; x->bits < 24 && ((size_t)1 << x->bits) < x->n_entries / 4; x->bits++)
                ;
        n_buckets = (size_t)1 << x->bits;
        x->starts = calloc(n_buckets + 2, sizeof *x->starts);
        sorted = calloc(x->n_entries + 1, sizeof *sorted);
        if (!x->starts || !sorted)
                abort();
        /* Counted one too high, so that filling moves every start to its place. */
        for (size_t i = 0; i < x->n_entries; i++)
                x->starts[bucket_of(x, x->entries[i].hash) + 2]++;
        for (size_t b = 2; b < n_buckets + 2; b++)
                x->starts[b] += x->starts[b - 1];
        for (size_t i = 0; i < x->n_entries; i++)
                sorted[x->starts[bucket_of(x, x->entries[i].hash) + 1]++] = x->entries[i];
        free(x->entries);
        x->entries = sorted;
        x->room = x->n_entries;
}

void index_done(struct index *x)
{
        free(x->entries);
        free(x->starts);
        memset(x, 0, sizeof *x);
}

const struct index_entry *index_bucket(const struct index *x, uint32_t hash, size_t *ret_n)
{
        uint32_t b;

        if (!x->starts) {
                *ret_n = 0;
                return NULL;
        }
        b = bucket_of(x, hash);
        *ret_n = x->starts[b + 1] - x->starts[b];
        return x->entries + x->starts[b];
}
