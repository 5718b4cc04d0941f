/* catalogue: the words that messages are built from, a file for each language: config/vocabulary/messages/uk.tsv.
 *
 * A line is a key, a tab and a text; "{name}" in it is replaced by what catalogue_fill() is given. English must be
 * there: what another language lacks is taken from it. The texts "plural.one", "plural.few" ... are rules
 * (alert/plural.h) that say for which numbers the texts KEY.one, KEY.few ... are; KEY.other is for the rest. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"

struct catalogue;

/* All languages of a folder. */
int catalogue_load(const char *folder, struct catalogue **ret, struct problem *why);
void catalogue_free(struct catalogue *c); /* NULL is fine */

/* The language of the catalogue that serves who asks for this tag, or these, best (language_fit(): "uk-UA" -> "uk"; NULL or unknown:
 * English). */
const char *catalogue_language(const struct catalogue *c, const char *tag);

/* The text for a key, in English where this language has none; NULL where neither has. */
const char *catalogue_find(const struct catalogue *c, const char *language, const char *key);
/* The same; the key itself where it is unknown. */
const char *catalogue_text(const struct catalogue *c, const char *language, const char *key);

/* The text with "{name}" replaced: `names` and `values` are pairs, n of them. */
char *catalogue_fill(const struct catalogue *c, const char *language, const char *key,
                     const char *const names[], const char *const values[], size_t n, struct arena *a);

/* The key of the form that goes with a number, in the arena: "digest.more" -> "digest.more.few". */
const char *catalogue_form(const struct catalogue *c, const char *language, const char *key,
                           unsigned long number, struct arena *a);
