/* text_ended: an all-clear without a place of its own, said of an alarm told before it in the same line: "Sirens sounded in Lutsk
 * and Rivne. The alert was lifted an hour later.", "В Туле объявили опасность. Опасность сняли в 5:40." */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Marks the alarm (enum text_lifted) that the all-clear `m` ends, if it is one that may be meant. */
void text_ended_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks);
/* Is an alarm told of again in the sentences right behind that one, and not where? */
bool text_ended_is_renewed(const struct text_clauses *f, uint32_t sentence);
