/* text_advice: a text that begins with advice for another day: "what to do when the siren sounds". What it tells people to do
 * is not for now, and its places are merely named, but for what is said of them in so many words. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Does the text advise? If so, takes the orders out of the clauses. */
bool text_advice_find(struct text_clauses *f);
/* In such a text: is it said of the clause's places what happens or threatens, by the clause itself? */
bool text_advice_is_said(const struct text_clauses *f, const struct text_clause *c);
