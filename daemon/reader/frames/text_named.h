/* text_named: what is the matter with some places that their sentence merely names, and that are affected all the same:
 * residents to whom something is said, what an all-clear leaves out, a country that shakes. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* The place of the mention is merely named, by its role. */
bool text_named_affected(const struct text_clauses *f, uint32_t mention);
/* "The fire is 30 km from Athens": what burns elsewhere, in a text that names other places, is too far away to be a danger there. */
bool text_named_is_beyond_fire(const struct text_clauses *f, uint32_t mention);
