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
