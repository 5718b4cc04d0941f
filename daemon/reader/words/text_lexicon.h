/* text_lexicon: what is known of each word that running text is written with, kept from text to text.
 *
 * Texts repeat their words. What costs something for a word (folding it, looking up the vocabulary's phrases and the
 * names it may belong to) is done once for it, not once for each text or occurrence. A spelling is a word as it is
 * written; spellings that fold to the same share a lexeme. The lexicon belongs to one thread and one vocabulary. It
 * holds what the present text needs, however much that is, and starts anew after a text that made it large. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader/words/text_language.h"
#include "reader/words/text_phrases.h"

struct text_lexicon;

enum text_case { CASE_NONE, CASE_LOWER, CASE_TITLE, CASE_UPPER };

/* Numbers that are looked for once, when they are needed first. */
struct text_list {
        const uint32_t *numbers;
        uint8_t n;
        bool done; /* false: not looked for yet */
};

struct text_lexeme {
        uint32_t text, word; /* the text it was last seen in, and its number among that text's words */
        bool symbol;         /* no word: an emoji or arrow */
        bool number;         /* begins with a digit */
        bool latin;
        bool ordinary; /* a whole word of the vocabulary, but no name of a place or person there */
        uint16_t endings,
            asked; /* bits of enum text_ending that it has; that it was looked at for: text_scan_ends_like() */
        uint8_t n_atoms, n_singles, n_starts;
        uint8_t reach;         /* the greatest of its starts */
        uint64_t roles;        /* bit for each enum text_says that it has as a phrase of one word */
        uint64_t atom_mask;    /* text_phrases_bit() of all its atoms */
        const uint32_t *atoms; /* that the vocabulary's phrases are made of */
        const struct text_start *singles; /* the phrases that it is by itself */
        const struct text_starts *starts; /* the longer ones that begin with its atoms */
        struct text_list reading;         /* the dictionary forms that names are made of: text_names_word() */
        struct text_list alike;           /* nodes of names that sound like it: text_names_alike() */
        struct text_list akin;            /* words of names that a related language writes so */
        uint32_t languages;               /* bits of text_language_letters() */
        const char *folded;               /* NUL-terminated, see text_fold() */
        uint32_t size, hash;
        struct text_lexeme *next; /* with the same hash */
};

/* One way in which a word is written. */
struct text_spelling {
        struct text_lexeme *lexeme;
        uint32_t size;
        uint8_t letters; /* enum text_case */
        bool possessive; /* its ending is no part of the lexeme */
        char bytes[];    /* as many as its size */
};

/* Both must outlive the lexicon. */
struct text_lexicon *text_lexicon_new(const struct text_phrases *p, const struct text_language *language);
void text_lexicon_free(struct text_lexicon *l); /* NULL is fine */

/* Begins a text: gives the number that tells its words from those of other texts, never 0. What an earlier text got
 * from the lexicon must not be used any more. */
uint32_t text_lexicon_start(struct text_lexicon *l);
/* Ends it: lets go of what is more than is worth keeping. */
void text_lexicon_end(struct text_lexicon *l);

/* The spelling of a word (letters or digits, and what joins them), or of one symbol. Good until the text ends. */
const struct text_spelling *text_lexicon_spelling(struct text_lexicon *l, const char *bytes, size_t size,
                                                  bool symbol);
/* A list for a lexeme; copies the numbers (at most 255). */
struct text_list text_lexicon_list(struct text_lexicon *l, const uint32_t *numbers, size_t n);
