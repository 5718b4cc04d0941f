/* text_pair: two entries of one sentence that say the opposite of different places, and that nothing parts or only an "and":
 * "Відбій у Сумах та тривога у Харкові", "Суми відбій Харків тривога", "у Дніпрі чисто, дрони в Полтаві". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Where the second entry begins: the phrase that starts at `token` says the opposite of that which starts at `said`, before it.
 * 0: they are no such pair. */
uint32_t text_pair_second(const struct text_clauses *f, uint32_t said, uint32_t token);
