/* text_call: a call for attention is danger, but not where it leads to an all-clear: "Tula oblast, attention! All clear." */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Marks the call (enum text_lifted) that the all-clear `m` follows. */
void text_call_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks);
