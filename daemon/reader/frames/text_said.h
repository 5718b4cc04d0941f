/* text_said: what a clause that names no place says, and saying it of one. */
#pragma once

#include "reader/clauses/text_clauses.h"

#define TEXT_FEW_PLACES 256 /* more of one name make no report */

/* "In other regions": of none of the places that the text names? */
static inline bool text_said_elsewhere(const struct text_clause *c)
{
        return c->whole && !c->whole->phrase->number && !c->places;
}

/* Does the clause say what goes on, what is to be done, or that it is over, and not where? */
bool text_said_of_all(const struct text_clauses *f, const struct text_clause *c);
/* Says of the place of a mention what a clause says. */
void text_said_at(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                  const char *why);
