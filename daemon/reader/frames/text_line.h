/* text_line: a line about one place goes on about it: "Севастополю дали отбой. За ночь сбили семь целей." */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Says of the only place of each line what its clauses say that name none. */
void text_line_find(struct text_clauses *f);
