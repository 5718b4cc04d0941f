/* text_follow: what the next clause, which names no place, says of where something was told just before it. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* "Отбой ракетной опасности в Курской области, опасность БПЛА сохраняется": a danger said right after an
 * all-clear, of no other place, is where the all-clear was. */
void text_follow_remaining(struct text_clauses *f);
/* What goes with a clause that tells what happened at a place, that it is calm there, or how long an alarm was: "The alert in Rivne
 * lasted until 4:15. It was declared again at 4:50." */
void text_follow_find(struct text_clauses *f, const struct text_clause *c);
