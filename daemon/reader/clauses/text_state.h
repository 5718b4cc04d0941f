/* text_state: the state that each clause has by what it says itself: danger now, what happened, what is to come, an all-clear, or none
 * of these. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Once all is counted that they say (text_tally). */
void text_state_find(struct text_clauses *f);
