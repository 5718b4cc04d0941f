/* grid: which places are near a point.
 *
 * A place with coordinates is an anchor if it is a settlement or a part of one, or if nothing finer that has
 * coordinates lies in it: then it stands for all the ground around it. */
#pragma once

#include "gazetteer/data.h"

/* Marks the anchors and sorts them into the grid. */
void grid_build(struct gazetteer *g);
void grid_done(struct grid *grid);

struct grid_box {
        double south, west, north, east; /* degrees; west <= east, both may lie beyond 180 */
};

/* Goes over the anchors in the squares that a box touches, and perhaps a little more. `*state` starts at 0.
 * False at the end. */
struct grid_cursor {
        const struct gazetteer *g;
        int row, last_row, column, n_columns, west;
        uint32_t at, end;
};

void grid_start(struct grid_cursor *c, const struct gazetteer *g, struct grid_box box);
bool grid_next(struct grid_cursor *c, uint32_t *ret);

/* The box around a circle. */
struct grid_box grid_box_around(struct area_point center, double radius);

/* How many anchors a place has in it, itself included. */
uint32_t grid_anchors(const struct gazetteer *g, uint32_t place);

/* The nearest anchor, if there is one within `most` km. */
uint32_t grid_nearest(const struct gazetteer *g, struct area_point center, double most, double *ret_km);
