/* text_spread: what is said of a line, a paragraph or a sentence holds for all its clauses. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* What stands under "read also", up to the next paragraph, is a teaser; sentences of years long past, or of days before, are old. */
void text_spread_teasers(struct text_clauses *f);
/* What stands under "latest news" in a text that tells nothing itself is a teaser, too. */
void text_spread_headlines(struct text_clauses *f);
/* What people are told to do is said of its line, in a short text of all of it. */
void text_spread_orders(struct text_clauses *f);
/* Which lines have places in them, and which nothing else. */
void text_spread_places(struct text_clauses *f);
