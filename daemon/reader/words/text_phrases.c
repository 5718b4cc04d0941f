#include "reader/words/text_phrases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reader/words/text_hash.h"
#include "reader/words/text_patterns.h"
#include "reader/words/text_room.h"

/* What begins with one atom: struct text_starts with numbers in place of addresses, and without what by_bit says. */
struct opening {
        uint64_t next_bits, skip_bits;
        uint32_t list, by_bit;
};

struct text_phrases {
        struct arena *arena;
        struct text_atoms atoms;
        const struct text_phrase **phrases; /* by number */
        struct opening *openings;           /* by atom */
        struct text_start *starts;          /* of all openings */
        uint16_t *by_bit;                   /* of all openings */
        struct text_slot *slots;            /* of all patterns */
        size_t n_starts, n_bits, n_slots;
};

/* The words behind the first of the patterns that are laid out so far, by hash: the choices of `a|b` in front have the same. */
struct tails {
        struct tail {
                uint32_t slots, n; /* n 0: free */
        } * all;
        size_t mask;
};

/* The bits of second words of all patterns of several words. */
static void gather_bits(const struct text_pattern *patterns, uint64_t *ret_next, uint64_t *ret_skip)
{
        *ret_next = *ret_skip = 0;
        for (const struct text_pattern *m = patterns; m; m = m->next)
                if (m->n_slots > 1)
                        *(m->slots[1].gap ? ret_skip : ret_next) |= text_phrases_bit(m->slots[1].atom);
}

/* Where they stand; each once. */
static uint32_t lay_out_tail(struct text_phrases *p, struct tails *tails, const struct text_slot *slots,
                             size_t n)
{
        const size_t size = n * sizeof *slots;
        size_t at = text_hash((const char *)slots, size) & tails->mask;
        struct tail *t;

        if (!n)
                return 0;
        for (; (t = &tails->all[at])->n; at = (at + 1) & tails->mask)
                if (t->n == n && !memcmp(p->slots + t->slots, slots, size))
                        return t->slots;
        *t = (struct tail){(uint32_t)p->n_slots, (uint32_t)n};
        memcpy(p->slots + p->n_slots, slots, size);
        p->n_slots += n;
        return t->slots;
}

static void add_start(struct text_phrases *p, struct tails *tails, const struct text_pattern *m)
{
        bool wide = m->n_slots > 1;

        p->starts[p->n_starts++] = (struct text_start){
            .phrase = m->phrase & (TEXT_PHRASES_MAX - 1),
            .slots = lay_out_tail(p, tails, m->slots + 1, m->n_slots - 1u) & (TEXT_PHRASES_MAX - 1),
            .role = p->phrases[m->phrase]->role & 127u,
            .second = wide ? text_phrases_rest(m->slots[1].atom) : 0,
            .gap = wide ? m->slots[1].gap : 0,
            .n_slots = m->n_slots,
            .at_start = m->at_start};
}

/* The patterns of the next bit start here. */
static void note_bit(struct text_phrases *p, const struct opening *at)
{
        p->by_bit[p->n_bits++] = (uint16_t)(p->n_starts - at->list);
}

/* Those whose second word has the bit and may come after so many others. */
static void add_gap(struct text_phrases *p, struct tails *tails, const struct text_pattern *patterns,
                    uint64_t bit, unsigned gap)
{
        for (const struct text_pattern *m = patterns; m; m = m->next)
                if (m->n_slots > 1 && m->slots[1].gap == gap && text_phrases_bit(m->slots[1].atom) == bit)
                        add_start(p, tails, m);
}

/* Those whose second word comes next (`most` 0), or those that may skip some before it, in the order of its bit. */
static void add_by_bit(struct text_phrases *p, struct tails *tails, const struct opening *at,
                       const struct text_pattern *patterns, uint64_t bits, unsigned most)
{
        for (; bits; bits &= bits - 1) {
                note_bit(p, at);
                for (unsigned gap = most; gap > 0; gap--)
                        add_gap(p, tails, patterns, bits & -bits, gap);
                if (!most)
                        add_gap(p, tails, patterns, bits & -bits, 0);
        }
}

/* What is looked at for each word of a text stands close together. */
static void lay_out_opening(struct text_phrases *p, struct tails *tails, struct opening *at,
                            const struct text_pattern *patterns)
{
        *at = (struct opening){.list = (uint32_t)p->n_starts, .by_bit = (uint32_t)p->n_bits};
        gather_bits(patterns, &at->next_bits, &at->skip_bits);
        for (const struct text_pattern *m = patterns; m; m = m->next)
                if (m->n_slots == 1)
                        add_start(p, tails, m);
        add_by_bit(p, tails, at, patterns, at->next_bits, 0);
        add_by_bit(p, tails, at, patterns, at->skip_bits, TEXT_GAP_MAX);
        note_bit(p, at);
}

static struct tails tails_for(size_t n)
{
        size_t room = 1;

        while (room < 2 * n)
                room *= 2;
        return (struct tails){.all = text_room_zeroed(room, sizeof(struct tail)), .mask = room - 1};
}

/* Makes room for what there is, to the byte. */
static int lay_out(struct text_phrases *p, const struct text_patterns *read, struct problem *why)
{
        size_t n_starts = 0, n_slots = 0, n_bits = 0;
        struct tails tails;

        for (size_t i = 0; i < read->n_first; i++) {
                size_t n = 0;
                uint64_t next, skip;
                for (const struct text_pattern *m = read->first[i]; m; m = m->next, n++)
                        n_slots += m->n_slots - 1u;
                gather_bits(read->first[i], &next, &skip);
                if (n > UINT16_MAX)
                        return problem_set(why, -E2BIG, "over %d phrases begin with one word", UINT16_MAX);
                n_starts += n;
                n_bits += 1u + (size_t)(__builtin_popcountll(next) + __builtin_popcountll(skip));
        }
        p->starts = text_room_zeroed(n_starts, sizeof *p->starts);
        p->slots = text_room_zeroed(n_slots, sizeof *p->slots);
        p->by_bit = text_room_zeroed(n_bits, sizeof *p->by_bit);
        p->openings = text_room_zeroed(read->n_first, sizeof *p->openings);
        tails = tails_for(n_starts);
        for (size_t i = 0; i < read->n_first; i++)
                lay_out_opening(p, &tails, &p->openings[i], read->first[i]);
        free(tails.all);
        if (read->n_phrases > TEXT_PHRASES_MAX || p->n_slots > TEXT_PHRASES_MAX)
                return problem_set(why, -E2BIG, "over %u phrases, or words of them", TEXT_PHRASES_MAX);
        p->slots = text_room_fit(p->slots, p->n_slots, sizeof *p->slots);
        return 0;
}

int text_phrases_load(const char *directory, struct text_phrases **ret, struct problem *why)
{
        struct text_phrases *p = calloc(1, sizeof *p);
        struct text_patterns read;
        int r;

        if (!p)
                return -ENOMEM;
        p->arena = arena_new();
        text_atoms_init(&p->atoms, p->arena);
        read = (struct text_patterns){.arena = p->arena, .atoms = &p->atoms, .patterns = arena_new()};
        r = text_patterns_read(&read, directory, why);
        p->phrases = read.phrases;
        if (r >= 0)
                r = lay_out(p, &read, why);
        arena_free(read.patterns);
        free(read.first);
        if (r < 0) {
                text_phrases_free(p);
                return r;
        }
        *ret = p;
        return 0;
}

void text_phrases_free(struct text_phrases *p)
{
        if (!p)
                return;
        arena_free(p->arena);
        free(p->phrases);
        free(p->openings);
        free(p->starts);
        free(p->by_bit);
        free(p->slots);
        free(p);
}

bool text_phrases_have(const struct text_phrases *p, const char *folded, size_t size)
{
        return text_atoms_have(&p->atoms, folded, size);
}

size_t text_phrases_atoms(const struct text_phrases *p, const char *folded, size_t size, bool number,
                          uint32_t atoms[static TEXT_ATOMS_MAX])
{
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);

        if (number && n < TEXT_ATOMS_MAX)
                atoms[n++] = TEXT_ATOM_NUMBER;
        return n;
}

uint64_t text_phrases_roles(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX];
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);
        uint64_t roles = 0;

        for (size_t i = 0; i < n; i++) {
                struct text_starts at = text_phrases_starts(p, atoms[i]);
                for (uint16_t k = 0; k < at.single; k++)
                        roles |= UINT64_C(1) << at.list[k].role;
        }
        return roles;
}

uint32_t text_phrases_levels(const struct text_phrases *p, const char *folded, size_t size)
{
        uint32_t atoms[TEXT_ATOMS_MAX], mask = 0;
        size_t n = text_atoms_of(&p->atoms, folded, size, atoms);

        for (size_t i = 0; i < n; i++) {
                struct text_starts at = text_phrases_starts(p, atoms[i]);
                for (uint16_t k = 0; k < at.single; k++)
                        if (at.list[k].role == SAYS_HEAD || at.list[k].role == SAYS_KIND)
                                mask |= (uint32_t)text_phrases_meant(p, &at.list[k])->number;
        }
        return mask;
}

/* Those of each bit that may skip most come first. */
static uint8_t reach_of(const struct text_start *list, const uint16_t *by_skip, size_t n_bits)
{
        uint8_t reach = 0;

        for (size_t i = 0; i < n_bits; i++)
                if (list[by_skip[i]].gap > reach)
                        reach = list[by_skip[i]].gap;
        return reach;
}

struct text_starts text_phrases_starts(const struct text_phrases *p, uint32_t atom)
{
        const struct opening *at = &p->openings[atom];
        const uint16_t *by_next = p->by_bit + at->by_bit;
        const uint16_t *by_skip = by_next + __builtin_popcountll(at->next_bits);
        const size_t n_skip = (size_t)__builtin_popcountll(at->skip_bits);

        return (struct text_starts){.list = p->starts + at->list,
                                    .by_next = by_next,
                                    .by_skip = by_skip,
                                    .next_bits = at->next_bits,
                                    .skip_bits = at->skip_bits,
                                    .single = by_next[0],
                                    .n = by_skip[n_skip],
                                    .reach = reach_of(p->starts + at->list, by_skip, n_skip)};
}

const struct text_phrase *text_phrases_meant(const struct text_phrases *p, const struct text_start *start)
{
        return p->phrases[start->phrase];
}

const struct text_slot *text_phrases_slots(const struct text_phrases *p, const struct text_start *start)
{
        return p->slots + start->slots;
}
