/* touch: which places lie beside one another, by how far their settlements are apart: there are no borders in
 * the gazetteer. */
#pragma once

#include "gazetteer/gazetteer.h"

/* Whether one contains the other, or some settlement of one is within `km` of one of the other. Of places larger
 * than a district only the first is said: their borders are too long to mean anything. */
bool place_touches(const struct gazetteer *g, uint32_t x, uint32_t y, double km);

/* What lies around `n` places and a point (may be NULL): the communities, else districts, else settlements with a
 * settlement within `km` of one of theirs (of the point: `reach`), without what lies in them or what they lie in.
 * In order of number, in the arena. */
size_t place_around(const struct gazetteer *g, const uint32_t *places, size_t n,
                    const struct area_point *point, double reach, double km, struct arena *a, uint32_t **ret);

/* Places that may touch this one: the settlements within `km` of a settlement, or what stands beside a
 * community or district in the tree. In the arena. */
size_t place_beside(const struct gazetteer *g, uint32_t place, double km, struct arena *a, uint32_t **ret);
