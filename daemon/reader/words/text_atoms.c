#include "reader/words/text_atoms.h"

#include <string.h>

struct text_atom {
        struct text_atom *next;
        uint32_t number;
        uint16_t size;
        bool prefix;
        char text[];
};

/* Hashes by the running sum, so that those of all beginnings of a word cost one pass. */
#define HASH_START        2166136261u
#define HASH_STEP(sum, c) (((sum) ^ (unsigned char)(c)) * 16777619u)

static uint32_t hash_end(uint32_t sum, bool prefix)
{
        sum = (sum ^ sum >> 15) * 0x85ebca6bu;
        return (sum ^ sum >> 13) + prefix;
}

static uint32_t hash_of(const char *text, size_t size, bool prefix)
{
        uint32_t sum = HASH_START;

        for (size_t i = 0; i < size; i++)
                sum = HASH_STEP(sum, text[i]);
        return hash_end(sum, prefix);
}

static struct text_atom *atom_hashed(const struct text_atoms *t, const char *text, size_t size, bool prefix,
                                     uint32_t hash)
{
        if (!(t->seen[hash % TEXT_ATOMS_SEEN / 64] >> hash % 64 & 1))
                return NULL;
        for (struct text_atom *at = t->table[hash & (t->table_size - 1)]; at; at = at->next)
                if (at->size == size && at->prefix == prefix && !memcmp(at->text, text, size))
                        return at;
        return NULL;
}

uint32_t text_atoms_add(struct text_atoms *t, const char *text, size_t size, bool prefix)
{
        uint32_t hash = hash_of(text, size, prefix);
        struct text_atom *at = atom_hashed(t, text, size, prefix, hash), **bucket;

        if (at)
                return at->number;
        at = arena_alloc(t->arena, sizeof *at + size);
        bucket = &t->table[hash & (t->table_size - 1)];
        *at = (struct text_atom){*bucket, t->n++, (uint16_t)size, prefix};
        memcpy(at->text, text, size);
        *bucket = at;
        if (prefix)
                t->prefix_sizes |= UINT64_C(1) << size;
        t->seen[hash % TEXT_ATOMS_SEEN / 64] |= UINT64_C(1) << hash % 64;
        return at->number;
}

void text_atoms_init(struct text_atoms *t, struct arena *arena)
{
        *t = (struct text_atoms){.arena = arena, .table_size = 1 << 15};
        t->table = arena_array(arena, t->table_size, sizeof(struct text_atom *));
        text_atoms_add(t, "", 0, false);
        text_atoms_add(t, "#", 1, false);
}

bool text_atoms_have(const struct text_atoms *t, const char *word, size_t size)
{
        return atom_hashed(t, word, size, false, hash_of(word, size, false)) != NULL;
}

size_t text_atoms_of(const struct text_atoms *t, const char *word, size_t size,
                     uint32_t ret[static TEXT_ATOMS_MAX])
{
        const struct text_atom *at = atom_hashed(t, word, size, false, hash_of(word, size, false));
        uint32_t sum;
        size_t n = 0;

        if (at && at->number > TEXT_ATOM_NUMBER)
                ret[n++] = at->number;
        sum = HASH_START;
        for (size_t k = 1; k <= size && k <= TEXT_ATOM_PREFIX_MAX && n < TEXT_ATOMS_MAX; k++) {
                sum = HASH_STEP(sum, word[k - 1]);
                if (!(t->prefix_sizes >> k & 1))
                        continue;
                at = atom_hashed(t, word, k, true, hash_end(sum, true));
                if (at)
                        ret[n++] = at->number;
        }
        return n;
}
