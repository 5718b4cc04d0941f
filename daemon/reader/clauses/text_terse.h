/* text_terse: clauses in few words: lists of names, and posts without a verb. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Which clauses are lists of names, and which are plain. */
void text_terse_find(struct text_clauses *f);
