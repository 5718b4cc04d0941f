/* text_dropped: frames that others of the same text make void: an all-clear where danger goes on, a district that only says
 * where a town lies. They become places that are merely named. */
#pragma once

#include "reader/clauses/text_clauses.h"

void text_dropped_find(struct text_clauses *f);
