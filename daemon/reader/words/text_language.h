/* text_language: what a table says of languages and their letters (config/vocabulary/text/languages.tsv; format in the
 * README there): letters that tell a language, endings that say something, letters that look or sound alike. The
 * reader itself knows scripts, but no language. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/problem.h"
#include "reader/words/text_sound.h"

struct text_language;

#define TEXT_LANGUAGES_MAX 16

enum text_ending {
        ENDING_REGION,    /* an adjective that goes with the word for a region */
        ENDING_WITH,      /* after such a name, "from" means "with" */
        ENDING_ATTRIBUTE, /* a participle that stands with a noun, and tells nothing by itself */
        ENDING_VERB,      /* most likely a verb of the past */
        ENDING_QUALITY,   /* most likely an adjective */
        ENDING_OWNER,     /* "of": the word before it is what is spoken of */
        ENDING_DOING,     /* no noun that another stands before: a verb, or several things */
        ENDING_STREET,    /* an adjective that is a street where the number of a house follows */
        ENDING_HONOUR,    /* whom a street is called after, "on" before it */
        ENDING_OF,        /* the case of what something is of: "відбій ... тривоги" */
        ENDING_WHOSE, /* what something is of, in more cases: "режим тишины", "угроза отключения" */
        ENDING_FINITE,    /* a verb, and nothing else that is spoken of in passing */
        ENDING_PLACED,    /* behind "in" and an adjective, a word that it may go with */
        TEXT_ENDING_COUNT /* at most 16: struct text_lexeme has a bit for each */
};

/* The problem names file, line and reason. */
int text_language_load(const char *path, struct text_language **ret, struct problem *why);
void text_language_free(struct text_language *l); /* NULL is fine */

/* Has the folded word such an ending, and more before it? Endings of one language only, or with NULL of any. */
bool text_language_ends(const struct text_language *l, enum text_ending kind, const char *language,
                        const char *word, size_t size);
/* How many bytes of the folded word are a possessive ("Ukraine's"): `written` is the word as it stands in the text. */
size_t text_language_possessive(const struct text_language *l, const char *word, size_t size,
                                const char *written, size_t written_size);
/* Puts the letters that were meant into a folded word of two scripts. Writes less than `room` bytes, returns how many. */
size_t text_language_mend(const struct text_language *l, const char *word, size_t size, char *out,
                          size_t room);

/* The languages (bits) that alone have a letter of this word, in small or capital letters. */
uint32_t text_language_letters(const struct text_language *l, const char *word, size_t size);
/* The language of a text: `latin` of its words are in Latin script, `counts` per bit have letters of a language.
 * `expected` (a language tag, or NULL) is what it is where no letter tells, or where the tables do not know it. */
const char *text_language_choose(const struct text_language *l, const char *expected, size_t latin,
                                 const size_t counts[static TEXT_LANGUAGES_MAX]);

/* The path of the country that the language of most of these words is spoken in, and in no other that is as likely; or NULL. */
const char *text_language_country(const struct text_language *l,
                                  const size_t counts[static TEXT_LANGUAGES_MAX]);
/* The same of a language, or NULL. */
const char *text_language_home(const struct text_language *l, const char *language);
/* Is the path that of such a country, or of a place in it? */
bool text_language_has_home(const struct text_language *l, const char *path);

/* The consonants of a folded word by their sound; vowels and signs are left out. Returns the length. */
size_t text_language_sound(const struct text_language *l, const char *word, size_t size,
                           char out[static TEXT_SOUND_MAX]);
/* text_sound_syllables(), text_sound_akin() */
void text_language_syllables(const struct text_language *l, const char *word, size_t size,
                             struct text_syllables *ret);
bool text_language_akin(const struct text_language *l, const struct text_syllables *word, const char *other,
                        size_t size);
