/* outline: a shape of an alert (polygon, circle, the centre of a place), and how far a point is from it.
 *
 * Distances to polygons are planar around the asked point (equirectangular, its own scale), good to about 1 %
 * within 100 km. A polygon keeps a bounding box for each run of edges, so that asking for one point does not
 * visit every edge, and no more than some 8,000 edges: of a longer ring every so many points are taken. */
#pragma once

#include <stdbool.h>

#include "alert/area.h"
#include "base/arena.h"

#define OUTLINE_KM_PER_DEGREE 111.195 /* of latitude, on the mean sphere */

struct outline_box {
        double south, north, west,
            east; /* east may be beyond 180: shapes across the date line are unrolled */
};

struct outline {
        struct outline_box box;
        const struct area_place *place; /* of which this is the centre, or NULL */
        struct area_point center;       /* of a circle */
        double radius;                  /* kilometres; 0: a point */
        const struct area_point *points;
        const struct outline_box *runs; /* of the edges */
        size_t n_points;                /* 0: a circle */
};

void outline_circle(struct outline *o, struct area_point center, double radius);
/* A ring of fewer than two points is nowhere: false. */
bool outline_polygon(struct outline *o, const struct area_polygon *polygon, struct arena *a);

/* True where some part of the shape is within `km` of the point. */
bool outline_within(const struct outline *o, struct area_point point, double km);
