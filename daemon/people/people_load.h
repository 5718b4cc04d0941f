/* people_load: people from within, and the reading of the roster. For people*.c alone. */
#pragma once

#include "base/buffer.h"
#include "people/people.h"

/* A few, as structs, in order of name. */
struct people_list {
        struct arena *arena; /* NULL: they are somebody else's */
        const struct subscriber *people;
        size_t n;
        struct match_index *index;
};

/* Very many, packed, in order of name. */
struct people_pack {
        struct arena *arena;         /* profiles, conditions of rules */
        struct buffer text;          /* for each: profile (4 bytes), number of channels (1), name, channels */
        uint32_t *at;                /* where each begins */
        struct subscriber *profiles; /* what is set for a person, shared */
        struct match_index *index;
        uint64_t *gone; /* a bit for each that was changed or removed since; NULL: nobody */
        size_t n, n_gone, left_out, bytes_of_names;
        struct problem left_out_why; /* of the first */
        int64_t last;                /* note that was taken over */
};

struct people {
        struct person_context context;
        struct store *store; /* NULL: no roster */
        struct people_list file, beside;
        struct people_pack pack;
        struct subscriber scratch;
        const char **channels;
        size_t room_channels;
        struct buffer hits;
        size_t n_own; /* of the last match */
};

/* NULL: nobody of that name. */
const struct subscriber *people_list_find(const struct people_list *l, const char *name);

void people_pack_done(struct people_pack *k);
bool people_pack_find(const struct people_pack *k, const char *name, uint32_t *ret_number);
bool people_pack_is_gone(const struct people_pack *k, uint32_t number);
void people_pack_take_out(struct people_pack *k, const char *name);
