/* catalogue: the words that messages are built from, per language. Data: config/messages.tsv.
 *
 * Its first line names the languages ("key<TAB>en<TAB>ru<TAB>uk"), each further line has a key and its text
 * in each; another language is another column. "{name}" in a text is replaced by what catalogue_fill() is
 * given. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"

struct catalogue;

int catalogue_load(const char *path, struct catalogue **ret, struct problem *why);
void catalogue_free(struct catalogue *c); /* NULL is fine */

/* The language of the catalogue nearest to a tag ("uk-UA" -> "uk"; NULL or unknown: the first column). */
const char *catalogue_language(const struct catalogue *c, const char *tag);

/* The text for a key; the first column where this language has none; the key itself where it is unknown. */
const char *catalogue_text(const struct catalogue *c, const char *language, const char *key);

/* The text with "{name}" replaced: `names` and `values` are pairs, n of them. */
char *catalogue_fill(const struct catalogue *c, const char *language, const char *key,
                     const char *const names[], const char *const values[], size_t n, struct arena *a);
