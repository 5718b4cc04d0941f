/* text_around: the countries and regions that a text names, and the places in them. What is called so elsewhere is hardly meant. */
#pragma once

#include "reader/places/text_stand.h"

/* Does it lie in a region that the text names? */
static inline bool text_around_is(const struct text_finder *f, uint32_t place)
{
        for (size_t i = 0; i < f->n_regions; i++)
                if (place >= f->regions[i] && place <= f->region_ends[i])
                        return true;
        return false;
}
/* Points (text_points) for a place in them, against one that is not. `alone`: nothing next to the name speaks for it. */
double text_around_points(const struct text_finder *f, const struct text_place *p,
                          const struct text_stand *stand, const struct text_name *name, bool alone);
