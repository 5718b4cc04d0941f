/* text_there: what happened "there": in the place that the sentence before ended with. */
#pragma once

#include "reader/clauses/text_clauses.h"

void text_there_find(struct text_clauses *f);
