/* text_phrases: the reader's vocabulary: words and phrases with a role, found in running text.
 *
 * The tables are config/vocabulary/text/NAME.tsv, one per language (format in the README there): role, value,
 * phrases. A phrase is words; `*` at the end of a word matches any ending, `a|b` either word, `~N` up to N
 * words between, `#` a number; `^` in front: only at the start of a sentence. A phrase whose words are all
 * part of a longer one that was found is dropped: that is how "no all-clear" hides "all-clear". */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "reader/words/text_atoms.h"
#include "reader/words/text_says.h"

struct text_phrase {
        const char *value;       /* as in the table */
        const char *language;    /* the table's name without ".tsv"; NULL: all (any.tsv) */
        enum text_says role : 8; /* small, for there are many */
        int number : 24;         /* event class, level mask, weight or count; -1 where the value is "-" */
        char text[];             /* as in the table, for explanations */
};
#define TEXT_PHRASE_NUMBER_MAX ((1 << 23) - 1)

#define TEXT_SLOTS_MAX 10 /* words of a phrase */
#define TEXT_GAP_MAX   9  /* words between two of them */

/* One word of a phrase: an atom (a word or the beginning of words), and how many other words may stand before
 * it. */
struct text_slot {
        uint32_t atom : 24;
        uint32_t gap : 8;
};

/* A pattern as its first atom knows it: enough to see that most do not fit, and what those say that do. The choices of `a|b`
 * are patterns of their own. */
struct text_start {
        uint64_t phrase : 20,
            slots : 20; /* numbers: what it is one of, and where its words behind the first stand */
        uint64_t role : 7;
        uint64_t second : 8; /* text_phrases_rest() of its second word, where there is one */
        uint64_t gap : 4;    /* before the second word */
        uint64_t n_slots : 4;
        uint64_t at_start : 1;
};
static_assert(sizeof(struct text_start) == 8, "there are a hundred thousand");
#define TEXT_PHRASES_MAX (UINT32_C(1) << 20) /* and words behind the first */
/* The patterns that begin with an atom: those of one word, those whose second word comes next, and those that may skip words
 * before it; the latter two in the order of its bit, those that may skip most first. */
struct text_starts {
        const struct text_start *list;
        const uint16_t *by_next; /* where the patterns of each bit of next_bits start */
        const uint16_t *by_skip; /* of skip_bits, behind these; one more at the end */
        uint64_t next_bits;      /* of all second words that come next */
        uint64_t skip_bits;      /* of all others */
        uint16_t single, n;      /* where those of one word end, and the list */
        uint8_t reach;           /* so many words may be skipped before a second one */
};

struct text_phrases;

int text_phrases_load(const char *directory, struct text_phrases **ret, struct problem *why);
void text_phrases_free(struct text_phrases *p);

/* Levels of a single administrative word (mask of 1 << enum place_level), 0 for any other word. */
uint32_t text_phrases_levels(const struct text_phrases *p, const char *folded, size_t size);
/* The roles (mask of 1 << enum text_says) that the word has as a phrase of one word. */
uint64_t text_phrases_roles(const struct text_phrases *p, const char *folded, size_t size);

/* Is the folded word one that phrases are made of, not only by its beginning? */
bool text_phrases_have(const struct text_phrases *p, const char *folded, size_t size);
/* The atoms that a word is: itself, beginnings of it, and the number where it is one. Returns how many. */
size_t text_phrases_atoms(const struct text_phrases *p, const char *folded, size_t size, bool number,
                          uint32_t atoms[static TEXT_ATOMS_MAX]);
/* The patterns that begin with an atom. */
struct text_starts text_phrases_starts(const struct text_phrases *p, uint32_t atom);
/* What a pattern is one of, and its words behind the first. */
const struct text_phrase *text_phrases_meant(const struct text_phrases *p, const struct text_start *start);
const struct text_slot *text_phrases_slots(const struct text_phrases *p, const struct text_start *start);
/* Many atoms share a bit: a word whose bits lack an atom's does not have it. */
static inline uint64_t text_phrases_bit(uint32_t atom)
{
        return UINT64_C(1) << atom % 64;
}
/* Of those that share a bit, few share this. */
static inline uint8_t text_phrases_rest(uint32_t atom)
{
        return (uint8_t)(atom / 64);
}
