/* text_timed: states of one place, each with its time: "Sumy — 22:10 alert, 22:40 all clear". The last one counts. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Marks what an all-clear `m` that stands so ends, see text_lifted. */
void text_timed_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks);
