/* text_after: what a sentence says first was before the rest of it, which is told of other places: "После удара по Рыльску поезда в
 * Курск опаздывают". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* The value of words like "after" that begin such a sentence. */
#define TEXT_AFTER "after"

/* Where the rest begins; 0: the sentence does not begin so. */
uint32_t text_after_end(const struct text_clauses *f, const struct text_sentence *sentence);
