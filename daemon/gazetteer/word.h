/* word: administrative words ("область", "raion", "м."), which stand around a name without being part of it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/problem.h"
#include "gazetteer/table.h"

#define WORD_ANY_LEVEL ~0u

struct word_table;

struct word_table *word_table_new(void);
void word_table_free(struct word_table *w);

/* Takes in the rows of a table of words. -EINVAL with a reason. */
int word_table_add(struct word_table *w, const struct table *t, struct problem *why);

/* Takes the administrative words off both ends of a folded name, as long as something remains. Returns what
 * remains;
 * `*ret_levels` is a mask of 1 << enum place_level that the words allow, WORD_ANY_LEVEL where there were
 * none. */
struct span word_core(const struct word_table *w, struct span folded, unsigned *ret_levels);

/* Finds the first joining word ("та", "and") between two parts of a folded text. False where there is none.
 */
bool word_split(const struct word_table *w, struct span folded, struct span *ret_left,
                struct span *ret_right);
