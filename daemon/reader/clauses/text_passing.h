/* text_passing: what a text tells only in passing: in a clause with "who" or "whose", after "since" or "despite", or by an
 * adjective ("the repaired", "погибшему"). A text that tells nothing else of what happened is about something else. */
#pragma once

#include "reader/words/text_scan.h"

/* The gaps that end such a clause. */
#define TEXT_PASSING_ENDS (TEXT_GAPS_PART | GAP_CLOSE)

/* Per token: is it said in passing? */
const bool *text_passing_find(const struct text_scan *s);
/* Does the phrase (SAYS_PASSING) begin a clause up to the next comma: "who", "where", "when"? */
bool text_passing_begins_clause(const struct text_match *m);
