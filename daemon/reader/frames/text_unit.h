/* text_unit: a unit that is spoken of without its name: "the region", "В районе". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* "Область — ...", "В районе ...", "... действует на территории области": the levels of a unit that the clause begins with, or of
 * a region in which it says that something is, without its name; else 0. A "район" further on may be any area. */
uint32_t text_unit_of(const struct text_clauses *f, const struct text_clause *c);
/* The unit of the highest of these levels (bits) around a place. Where a city is a region of its own, the other region called after it
 * is meant: paths of the gazetteer end in -city and -oblast then. PLACE_NONE: there is none. */
uint32_t text_unit_around(const struct text_clauses *f, uint32_t place, uint32_t levels);
