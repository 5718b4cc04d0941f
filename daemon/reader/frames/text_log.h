/* text_log: a log, lines that begin with times of day or stand under one; the newest may come first. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Notes whether the newest comes first. */
void text_log_find(struct text_clauses *f);
/* Are both told in lines of a log, and is the one older? */
bool text_log_is_older(const struct text_clauses *f, const struct text_frame *one,
                       const struct text_frame *other);
