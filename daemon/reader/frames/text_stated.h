/* text_stated: villages that the gazetteer does not know, by where the text states that they lie. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Adds frames of what they lie in, and the villages to these. */
void text_stated_find(struct text_clauses *f);
