/* text_listed: what a place is to its sentence, where a list says it of all that stand in it: "from Chauda and Yeisk", "Kyiv and
 * Moscow blame each other"; a region behind a town in it goes with that. */
#pragma once

#include "reader/places/text_role.h"

/* Does a place that follows another have the role of that? `role` and `p` stand in their lists, and are not the first. */
bool text_listed_as_before(const struct text_scan *s, const struct text_role *role,
                           const struct text_place *p);
/* Does a place have the role of the next one, whose words behind it are of the whole list? They are not the last. */
bool text_listed_as_next(const struct text_scan *s, const struct text_role *role, const struct text_place *p);
