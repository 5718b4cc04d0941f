/* text_implied: what is said of a place by a clause that does not name it: "in the rest of the region", "the danger goes on",
 * a village that the gazetteer does not know, an official who speaks of his region. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Adds to what text_frames has found. `nothing`: the whole text means no alert, only what remains after an all-clear. */
void text_implied_find(struct text_clauses *f, bool nothing);
