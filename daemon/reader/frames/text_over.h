/* text_over: an all-clear without a place, in a text that tells what happened in several places of one region. */
#pragma once

#include "reader/clauses/text_clauses.h"

void text_over_find(struct text_clauses *f);
