/* index: from a hash to the places that have it. Built once, then read only; 8 bytes for each entry. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct index_entry {
        uint32_t hash, place;
};

struct index {
        struct index_entry *entries; /* by bucket, then in the order in which they were added */
        uint32_t *starts;            /* 2^bits + 1 of them */
        size_t n_entries, room;
        unsigned bits;
};

uint32_t index_hash(const void *data, size_t size, uint32_t seed);

/* Adds while it is being filled; the same place must not be added under the same hash twice. */
void index_add(struct index *x, uint32_t hash, uint32_t place);
/* Sorts what was added into buckets. Nothing is added afterwards. */
void index_build(struct index *x);
void index_done(struct index *x);

/* The entries whose hash may be this one; compare it, then compare what was hashed. */
const struct index_entry *index_bucket(const struct index *x, uint32_t hash, size_t *ret_n);
