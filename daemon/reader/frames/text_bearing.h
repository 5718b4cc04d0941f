/* text_bearing: places that only tell where another one lies: "Tambov, a city southeast of Moscow". Part of text_frames. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* `c` is the clause of the place. */
bool text_bearing_is(const struct text_clauses *f, const struct text_place *p, const struct text_clause *c);
