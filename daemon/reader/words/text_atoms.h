/* text_atoms: the words and beginnings of words that the vocabulary's phrases are made of, each with a number. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define TEXT_ATOM_NONE       0u
#define TEXT_ATOM_NUMBER     1u /* "#": any number */
#define TEXT_ATOMS_MAX       12 /* of one word */
#define TEXT_ATOM_PREFIX_MAX 48 /* bytes of a beginning */
#define TEXT_ATOMS_SEEN      (1u << 17)

struct text_atom;

struct text_atoms {
        struct arena *arena;
        struct text_atom **table;
        size_t table_size;
        uint32_t n;
        uint64_t seen[TEXT_ATOMS_SEEN / 64]; /* one bit for each hash: most look-ups end here */
        uint64_t prefix_sizes;               /* bit n: some prefix has n bytes */
};

/* Everything is in the arena, which must live as long. */
void text_atoms_init(struct text_atoms *t, struct arena *arena);

/* The number of a folded word or beginning of less than 64 KiB, which is added where it is new. */
uint32_t text_atoms_add(struct text_atoms *t, const char *text, size_t size, bool prefix);

/* Is the folded word one, not only its beginning? */
bool text_atoms_have(const struct text_atoms *t, const char *word, size_t size);

/* The atoms that a folded word is: itself, beginnings of it. Returns how many. */
size_t text_atoms_of(const struct text_atoms *t, const char *word, size_t size,
                     uint32_t ret[static TEXT_ATOMS_MAX]);
