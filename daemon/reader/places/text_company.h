/* text_company: what speaks for a place that a name may mean in the names next to it: places that lie near it, in it, or around it.
 * Points of text_points. */
#pragma once

#include "reader/places/text_stand.h"

/* Notes what is next to the name, for the two below. */
void text_company_find(const struct text_finder *f, const struct text_place *p, struct text_stand *stand);
/* For the towns that stand next to it in a list (stand->n_beside). */
double text_company_listed(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name);
/* For all else (stand->has_company): the villages of a unit, the country of a town, other villages that may be of the same region. */
double text_company_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name);
