/* text_cut: sentences are cut into clauses: at semicolons, at words like "but", and at the comma between danger and all-clear. */
#pragma once

#include "reader/clauses/text_clauses.h"

void text_cut_clauses(struct text_clauses *f);
