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
#include "base/problem.h"

/* What a phrase says. `value` is what the second column holds. */
enum text_says {
        SAYS_NONE,     /* hides shorter phrases, says nothing itself */
        SAYS_EVENT,    /* names an event; value: its class */
        SAYS_PAST,     /* it happened; value: event class or "-" (so too for the next three) */
        SAYS_LIVE,     /* danger now */
        SAYS_ORDER,    /* what to do now: take shelter */
        SAYS_HAPPENED, /* it has begun: past in a report, live in a text that gives orders */
        SAYS_CLEAR,    /* it is over */
        SAYS_FORECAST, /* announced */
        SAYS_STILL,    /* still in force, against an all-clear nearby */
        SAYS_CALM,     /* nothing happened or threatens here */
        SAYS_OLD,      /* background from another time */
        SAYS_ASIDE, /* what is done elsewhere about it: a clause without a word of danger says nothing of its places */
        SAYS_TEASER, /* "read also": nothing up to the next paragraph counts */
        SAYS_LIST,   /* "this concerns": goes on with what was said before */
        SAYS_DRILL,  /* a drill or test of sirens, a denied rumour, planned work: the whole text says nothing
                     */
        SAYS_REAL,   /* "this is not a drill" */
        SAYS_TOPIC,  /* sport, obituary, advertisement, talks ...; value: weight */
        SAYS_FROM,   /* before a place: came or was launched from there */
        SAYS_TO,     /* before a place: heading there */
        SAYS_AT,     /* before a place: there */
        SAYS_NAMED,  /* before a place: merely named; value: the reason */
        SAYS_NAMED_AFTER, /* after a place, the same */
        SAYS_ACTOR,       /* after a country or capital: it is a speaker or doer */
        SAYS_PERSON,      /* first names and titles: the next name is a person's */
        SAYS_HEAD,        /* administrative word; value: levels, "region,district" */
        SAYS_HEADS,       /* the same in the plural */
        SAYS_KIND,        /* word before a settlement's name: village, city */
        SAYS_BETWEEN,  /* may stand between a name and its head, or a name and its preposition: "municipal" */
        SAYS_JOIN,     /* "and" */
        SAYS_CONTRAST, /* "but": a new clause */
        SAYS_WHOLE,    /* "throughout the region": the region spoken of; value: level */
        SAYS_PLACE,    /* another name of a place; value: path */
        SAYS_COMMON,   /* a place's name that is also an ordinary word: needs an administrative word */
        SAYS_SHORT,    /* abbreviation that ends in a full stop */
        SAYS_MONTH,    /* name of a month; value: the month, or "-" for what a dateline has in its place */
        SAYS_COUNT,    /* number word; value: the number */
        SAYS_FACT,     /* value: killed, injured, children, intercepted, launched, damaged */
        SAYS_IF,       /* what follows is only supposed, up to the comma */
        SAYS_ASKS,     /* a sentence with it that ends in a question mark tells nothing */
        SAYS_NOT, /* a negation, or "until", "after", "will": an all-clear next to it is none; value "far": all the
                          more */
        SAYS_NOBODY,  /* "no one was hurt": the fact is 0; value as for facts */
        SAYS_MEASURE, /* after a number that counts nothing: "years old", "km" */
        SAYS_OFFICIAL,
        SAYS_CLAIM,
        SAYS_DENIAL,
        SAYS_PRELIMINARY,
        TEXT_SAYS_COUNT
};
static_assert(TEXT_SAYS_COUNT <= 64, "masks of roles have 64 bits");

struct text_phrase {
        enum text_says role;
        const char *value;    /* as in the table */
        int number;           /* event class, level mask, weight or count; -1 where the value is "-" */
        const char *text;     /* as in the table, for explanations */
        const char *language; /* the table's name without ".tsv"; NULL: all (any.tsv) */
};

#define TEXT_SLOTS_MAX 10 /* words of a phrase */
#define TEXT_GAP_MAX   9  /* words between two of them */
#define TEXT_ATOMS_MAX 12 /* of one word */

/* One word of a phrase: an atom (a word or the beginning of words), and how many other words may stand before
 * it. */
struct text_slot {
        uint32_t atom;
        uint8_t gap;
};

struct text_pattern {
        struct text_phrase phrase;
        struct text_pattern *next; /* with the same first atom */
        bool at_start;
        uint8_t n_slots;
        struct text_slot slots[TEXT_SLOTS_MAX];
};

/* A pattern as its first atom knows it: enough to see that most do not fit, and what those say that do. */
struct text_start {
        const struct text_pattern *pattern;
        uint64_t second;       /* text_phrases_bit() of its second word, 0 where there is only one */
        uint8_t gap;           /* before the second word */
        uint8_t n_slots, role; /* the pattern's */
        bool at_start;
};
/* The patterns that begin with an atom: those of one word, those whose second word comes next (in the order of its bit),
 * and those that may skip words before it. */
struct text_starts {
        const struct text_start *list;
        uint32_t single, next, n; /* where each kind ends */
        uint64_t next_bits;       /* of all second words that come next */
        const uint32_t *by_bit;   /* where the patterns of each of these bits start; one more at the end */
};

struct text_phrases;

int text_phrases_load(const char *directory, struct text_phrases **ret, struct problem *why);
void text_phrases_free(struct text_phrases *p);

/* Levels of a single administrative word (mask of 1 << enum place_level), 0 for any other word. */
uint32_t text_phrases_levels(const struct text_phrases *p, const char *folded, size_t size);
/* The roles (mask of 1 << enum text_says) that the word has as a phrase of one word. */
uint64_t text_phrases_roles(const struct text_phrases *p, const char *folded, size_t size);

/* The atoms that a word is: itself, beginnings of it, and the number where it is one. Returns how many. */
size_t text_phrases_atoms(const struct text_phrases *p, const char *folded, size_t size, bool number,
                          uint32_t atoms[static TEXT_ATOMS_MAX]);
/* The patterns that begin with an atom. */
struct text_starts text_phrases_starts(const struct text_phrases *p, uint32_t atom);
/* Many atoms share a bit: a word whose bits lack an atom's does not have it. */
static inline uint64_t text_phrases_bit(uint32_t atom)
{
        return UINT64_C(1) << atom % 64;
}
