/* text_points: how well each place that a name may mean fits to what stands around the name. Points are added up; the
 * place with most is meant, if it has enough. Shared only by the parts
 * of text_settle. */
#pragma once

#include "reader/places/text_stand.h"

/* Everything that speaks for or against one place. */
double text_points_of(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                      const struct text_name *name);
/* More, for the only place of that name. */
double text_points_unique(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name);
/* What the name needs in all to be believed. */
double text_points_needed(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name);
/* The first of a few places that the candidate lies in, or is; PLACE_NONE where it lies in none. */
uint32_t text_points_around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate);
/* Does it lie in a region that the text names? */
bool text_points_is_around(const struct text_finder *f, uint32_t place);
