/* text_known: the words that the gazetteer's names are made of, each with a number, found as they are spelled or as they
 * sound. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "reader/words/text_language.h"

/* Kept small: there are a quarter of a million. */
struct text_known_word {
        uint32_t text : 24, size : 8; /* offset into the letters, and bytes */
        uint32_t alike : 24,
            rhythm : 8; /* the next word with the same sound, 0: none; struct text_syllables */
        uint32_t node;  /* where names that begin with it go on; 0: none does. Most names are one word. */
};

struct text_known {
        const struct text_language *language;
        char *letters;
        size_t letters_size, letters_room;
        struct text_known_word *words; /* by number, from 1 */
        size_t n_words, words_room;
        uint64_t *seen;  /* one bit for each hash that a word has: most look-ups end here */
        uint32_t *table; /* hash -> word */
        size_t table_size;
        uint32_t *sounds; /* hash of a word's sound -> word, chained through `alike` */
        size_t sounds_size;
};

void text_known_init(struct text_known *k, const struct text_language *language);
void text_known_done(struct text_known *k);

/* The number of a folded word; 0: it is in no name. */
uint32_t text_known_find(const struct text_known *k, const char *folded, size_t size);
/* Adds it where it is new. 0 where there is no room for it. */
uint32_t text_known_add(struct text_known *k, const char *word, size_t size);

/* Once all words are there: now they can be found by their sound. */
void text_known_hear(struct text_known *k);
/* Words of about that length that sound like `folded`: the first (`after` 0), the next after one; 0: there is no more.
 * `sound` is what text_language_sound() made of it. */
uint32_t text_known_alike(const struct text_known *k, const char *folded, size_t size, const char *sound,
                          size_t length, uint32_t after);
/* Adds the words that a related language writes so to `words`, which has `have` of them already and room for `room`, each
 * once. Returns how many there are then. */
size_t text_known_akin(const struct text_known *k, const char *folded, size_t size, uint32_t *words,
                       size_t have, size_t room);
