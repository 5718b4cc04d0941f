/* report_shape: polygons and circles in CAP's text form (CAP 1.2 sections 3.2.4 and 3.3.1). */
#pragma once

#include "alert/area.h"
#include "base/arena.h"

/* "lat,lon lat,lon ...": reads what can be read. A pair that is no place on earth is left out; a ring that is
 * not closed gets its first point again; a ring with fewer than three different points gets none at all, so
 * that whoever uses it sees that it is unusable. Returns how many pairs had to be left out. -E2BIG: more than
 * `max` points. */
int report_shape_polygon(const char *text, size_t max, struct arena *a, struct area_polygon *ret);

/* "lat,lon radius"; without a radius it is a point. -EINVAL: not such a text. */
int report_shape_circle(const char *text, struct area_circle *ret);

bool report_shape_point_valid(struct area_point p);
/* Closes a ring that has room for one more point; drops the points of one that can be no area. */
void report_shape_close(struct area_polygon *polygon);
