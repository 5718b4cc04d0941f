/* text_repeated: administrative words that are said once and not repeated with the names of later lines and clauses. A part
 * of text_heads. */
#pragma once

#include "reader/places/text_finder.h"

/* Lines of nothing but adjectives take the word that stands over the list. */
void text_repeated_lines(struct text_finder *f);
/* "У Білопільській громаді ..., у Краснопільській — ..." */
void text_repeated_take(struct text_finder *f);
