/* text_tally: counts what the phrases in a clause say. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Of all clauses. A word that is part of a place's name says nothing else, nor does what is denied or only supposed. */
void text_tally_phrases(struct text_clauses *f);
