/* text_town: danger that is said to come to "the city", which is told of before. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* "Six bombs fell on Sumy. ... New launches toward the city!": what the clause says is said of the only town that the text has spoken of
 * just before; nothing where there are several, or where danger there has been told already. */
void text_town_find(struct text_clauses *f, const struct text_clause *c);
