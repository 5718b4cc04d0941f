/* text_opposites: where danger and all-clear stand in one sentence, the comma between them parts them: nothing is worse than ending
 * the wrong one. So too for what is said to be calm, an event, and what is only to come. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* What was said of the clause up to now; zeroed where it begins. */
struct text_opposites {
        uint32_t comma, clear, live, alarm, calm, event, blow, past, forecast; /* last seen, 1 + token */
};

/* Notes what is said at the token. Returns where the clause begins that is set against the one before; UINT32_MAX: none does. */
uint32_t text_opposites_part(const struct text_clauses *f, uint32_t token, struct text_opposites *o);
