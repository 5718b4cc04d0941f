/* text_subject: what an all-clear is of. Not every regime, threat or signal that ends is an alarm: "режим тишины отменён",
 * "communications are no longer in force". */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Does the phrase `m` of an all-clear say that something else is over? */
bool text_subject_is_other(const struct text_clauses *f, const struct text_match *m);
