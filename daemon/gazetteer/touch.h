/* touch: which places lie beside one another, by how far their settlements are apart: there are no borders in
 * the gazetteer. */
#pragma once

#include "gazetteer/gazetteer.h"

/* The ground within `km` of the settlements of some places, for asking often. Of places larger than a district there
 * is none: their borders are too long to mean anything. */
struct touch_zone {
        const struct gazetteer *gazetteer;
        struct touch_point {
                struct area_point at;
                uint32_t country;
        } * points; /* from south to north */
        size_t n;
        double km;
        double south, west, north, east;
};

/* It lives in the arena. */
struct touch_zone touch_zone_of(const struct gazetteer *g, const uint32_t *places, size_t n, double km,
                                struct arena *a);
/* The box that holds a place's settlements, for asking a zone quickly whether it may have any of them. Empty where the place is
 * larger than a district, or nobody knows where it is. */
struct touch_box {
        float south, west, north, east;
};
struct touch_box touch_box_of(const struct gazetteer *g, uint32_t place);
bool touch_zone_meets(const struct touch_zone *z, const struct touch_box *box);

/* Whether some settlement of the place, which is no larger than a district, lies in it, on the same side of the border
 * between two countries: what is reported beyond that is another authority's, and often another danger. */
bool touch_zone_has(const struct touch_zone *z, uint32_t place);

/* What lies around `n` places and a point (may be NULL): the communities, else districts, else settlements with a
 * settlement within `km` of one of theirs (of the point: `reach`), without what lies in them or what they lie in.
 * In order of number, in the arena. */
size_t place_around(const struct gazetteer *g, const uint32_t *places, size_t n,
                    const struct area_point *point, double reach, double km, struct arena *a, uint32_t **ret);
