/* shape: which places a polygon or a circle touches.
 *
 * Places are points here, those that grid.h calls anchors. A shape that holds every anchor of a place (two at
 * least) touches that place as a whole. A shape that holds none touches the district around the nearest one,
 * unless that is too far away: 100 km for a settlement, 600 km for the centre of a region that nothing finer
 * is known of. Polygons are plane figures in degrees; one that crosses the antimeridian is unrolled, one
 * around a pole closed over it, one that crosses itself mended. Circles count 1 % larger, because places are
 * points and the earth is not a sphere. */
#pragma once

#include "gazetteer/data.h"

/* How much work the shapes of one report may cost: points and tests together. A report with more is hostile
 * or broken. */
#define SHAPE_WORK 4000000u

struct shape_set; /* the library's handle and what is left of the work */

struct shape_set *shape_set_new(const struct gazetteer *g);
void shape_set_free(struct shape_set *s);

/* The places that a shape touches, in order of number and none inside another; `*ret_distance` is how far
 * away the nearest is where none lies inside, else 0. -E2BIG: the work is used up, the shape was not looked
 * at. -EINVAL: not a figure on this planet. */
int shape_polygon(struct shape_set *s, const struct area_polygon *polygon, struct arena *a, uint32_t **ret,
                  size_t *ret_n, double *ret_distance);
int shape_circle(struct shape_set *s, const struct area_circle *circle, struct arena *a, uint32_t **ret,
                 size_t *ret_n, double *ret_distance);
