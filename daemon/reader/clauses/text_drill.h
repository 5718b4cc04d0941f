/* text_drill: a drill, a test, a denied rumour: a whole text about one says nothing, whatever it says. But an alarm that is
 * told before it is not unsaid by it: then only the sentences about the drill say nothing. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Is the whole text about one? If not, marks the clauses that are. */
bool text_drill_find(struct text_clauses *f);
