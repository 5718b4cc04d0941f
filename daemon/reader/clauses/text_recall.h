/* text_recall: words by which a clause, or all of a text, tells of another time: "a week ago", "as a reminder", "a memorial was opened". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Notes in the clause and the text what a phrase of the role SAYS_OLD says. */
void text_recall_count(struct text_clauses *f, struct text_clause *c, const struct text_match *m);
