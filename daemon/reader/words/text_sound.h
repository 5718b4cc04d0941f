/* text_sound: how words sound, by the table of letters: names that other alphabets and languages write in other letters.
 * Part of text_language. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"

#define TEXT_LETTERS   0x530 /* Latin, Greek and Cyrillic: letters with properties of their own */
#define TEXT_SOUND_MAX 32    /* bytes of a word's sound */

struct text_pair;
struct text_silent;
struct text_begin;

struct text_sounds {
        char sounds[TEXT_LETTERS];             /* 0: none */
        struct text_pair *pairs[TEXT_LETTERS]; /* by first letter */
        uint32_t vowels[TEXT_LETTERS];         /* bits of what a vowel may be in a related language */
        struct text_silent *silent;
        struct text_begin *begins[TEXT_LETTERS]; /* by first letter of what they begin with */
};

/* What stands before a consonant. */
struct text_syllable {
        uint32_t vowels[4];
        uint8_t n;
        char sound; /* of the consonant; 0: the word ends */
};

struct text_syllables {
        struct text_syllable all[TEXT_SOUND_MAX]; /* the last one ends the word */
        size_t n;                                 /* 0: it has too many */
        uint8_t
            rhythm; /* its consonants and how many vowels it has where, as a number: the same for words that are akin */
};

/* The one character of a text, or the first of two. */
int text_sound_letter(const char *text, uint32_t *ret, const char **ret_rest, struct problem *why);

/* One entry of the table, kept in the arena; `kind` is "sound", "vowel", "begin" or "silent". 0: it is none of these. */
int text_sound_add(struct text_sounds *s, struct arena *a, const char *kind, const char *value,
                   const char *text, struct problem *why);

/* The consonants of a folded word by their sound; vowels and signs are left out. Returns the length. */
size_t text_sound_of(const struct text_sounds *s, const char *word, size_t size,
                     char out[static TEXT_SOUND_MAX]);
void text_sound_syllables(const struct text_sounds *s, const char *word, size_t size,
                          struct text_syllables *ret);
/* Of two folded words that sound alike: can their vowels stand for each other in related languages ("Комышуваха",
 * "Комишуваха")? */
bool text_sound_akin(const struct text_sounds *s, const struct text_syllables *word, const char *other,
                     size_t size);
