/* text_placeless: what a text says without naming a place, and of which of its places it must mean that. In doubt only danger is
 * said of a place, no all-clear. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* The danger that goes on where an all-clear was. */
void text_placeless_remaining(struct text_clauses *f);
/* All else, once the places that the text names itself have their frames. */
void text_placeless_find(struct text_clauses *f);

/* No other place, not even a merely named one, in the whole text but what lies around it. */
bool text_placeless_is_only(const struct text_clauses *f, const struct text_place *p);
/* The unit of the highest of these levels (bits) around a place. Where a city is a region of its own, the other region called after it
 * is meant: paths of the gazetteer end in -city and -oblast then. PLACE_NONE: there is none. */
uint32_t text_placeless_unit(const struct text_clauses *f, uint32_t place, uint32_t levels);
/* Says of the place of a mention what a clause says. */
void text_placeless_say(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                        const char *why);
