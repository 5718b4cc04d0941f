/* text_placeless: what a text says without naming a place, and of which of its places it must mean that. In doubt only danger is
 * said of a place, no all-clear. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Once the places that the text names itself have their frames. */
void text_placeless_find(struct text_clauses *f);
