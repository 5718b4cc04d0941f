/* text_govern: where a clause that says no state itself takes one from. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Where a clause without a state of its own takes it from, or NULL. */
const struct text_clause *text_govern_state(const struct text_clauses *f, const struct text_clause *c);
/* The clause of the sentence before or after that tells what happened, or NULL. */
const struct text_clause *text_govern_beside(const struct text_clauses *f, const struct text_clause *c);
