/* text_needed: how many points a name needs to be believed: more where its word is an ordinary one, begins its sentence, or names an
 * event. */
#pragma once

#include "reader/places/text_finder.h"

double text_needed_points(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name);
