/* text_turn: where a sentence that tells something of one place turns to another: "In Arad the water is rising and in Lutsk the warning
 * has been lifted". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Does another place begin at the token, of which the sentence tells something, where the clause, which begins at that token, has told
 * something of its own? */
bool text_turn_is(const struct text_clauses *f, uint32_t clause, uint32_t token);
/* "The alert was declared in Tula and lifted in Yelets": does the verb of an all-clear begin at the token, behind or with its "and", behind
 * the place of the alarm and with a place of its own? */
bool text_turn_lifts(const struct text_clauses *f, uint32_t token);
