/* text_block: lines of nothing but names, which take turns with lines that say what is going on there. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* What the line above or below says of a line of nothing but names, or NULL. */
const struct text_clause *text_block_state(const struct text_clauses *f, const struct text_clause *c);
