/* text_insert: what is inserted between two commas ("the danger, announced at night in Voronezh region, is over"), or in brackets
 * behind a measure ("80 km (50 miles) north of Kyiv"). Phrases go on behind it as if it were not there. */
#pragma once

#include "reader/words/text_words.h"

/* For each token where something inserted begins, the token behind it; for the others 0. In the arena; NULL: nothing is. */
const uint32_t *text_insert_find(const struct text_words *w, struct arena *a);
