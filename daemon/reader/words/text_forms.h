/* text_forms: which dictionary forms a word of a text may be a case form of.
 *
 * The rules are a table (config/vocabulary/text/forms.tsv: language, ending of the dictionary form, endings
 * of the other forms). They are only ever used backwards, and every answer is checked against names that
 * exist, so they can be broad. A rule is for words of its own
 * script. */
#pragma once

#include <stddef.h>

#include "base/problem.h"

struct text_forms;

#define TEXT_FORM_MAX 128 /* bytes of a word that may have forms */

int text_forms_load(const char *path, struct text_forms **ret, struct problem *why);
void text_forms_free(struct text_forms *f);

/* Calls `found` with each possible dictionary form of the folded word, the word itself first; it may be
 * called twice with the same. */
void text_forms_each(const struct text_forms *f, const char *word, size_t size,
                     void (*found)(void *data, const char *form, size_t size), void *data);

/* One spelling for the ways in which Latin letters write a name ("Mykolayiv", "Mykolaiv"); other scripts stay
 * as they are. Writes at most TEXT_FORM_MAX bytes and returns how many; a longer word is cut. */
size_t text_forms_spell(const struct text_forms *f, const char *word, size_t size, char out[TEXT_FORM_MAX]);
