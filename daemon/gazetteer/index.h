/* index: from a hash to the places that have it. Built once, then read only; 4 bytes for each entry. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_entry {
        uint32_t hash, place;
};

struct index {
        struct index_entry *added; /* until it is built */
        size_t n_added, room;
        uint32_t
            *entries; /* by bucket, then in the order in which they were added: the place in the lower bits,
                            * above it what there is room for of the hash's bits that do not name the bucket */
        uint32_t *starts; /* 2^bits + 1 of them */
        uint32_t places;  /* the bits of an entry that are the place */
        unsigned bits;
};

/* The entries of a bucket that are still to be looked at for a hash. */
struct index_cursor {
        const uint32_t *at, *end;
        uint32_t places, rest;
};

uint32_t index_hash(const void *data, size_t size, uint32_t seed);

/* Adds while it is being filled; the same place must not be added under the same hash twice. */
void index_add(struct index *x, uint32_t hash, uint32_t place);
/* Sorts what was added into buckets. Nothing is added afterwards. */
void index_build(struct index *x);
void index_done(struct index *x);

/* Goes over the places whose hash may be this one; compare what was hashed. */
struct index_cursor index_find(const struct index *x, uint32_t hash);
bool index_next(struct index_cursor *c, uint32_t *ret_place);
