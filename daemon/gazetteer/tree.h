/* tree: how the rows of the tables become places in pre-order. Used while loading; tree_child afterwards too.
 */
#pragma once

#include "gazetteer/data.h"

/* Makes the world, place 0. */
void tree_init(struct gazetteer *g);

/* Takes in the rows of a table of places. Parents must stand in a row before, of this or an earlier table. */
int tree_add(struct gazetteer *g, struct table *t, struct problem *why);

/* Once all rows are in: numbers the places in pre-order, siblings in the order of their rows. */
void tree_number(struct gazetteer *g);

/* The child with that last part of a path, or PLACE_NONE. */
uint32_t tree_child(const struct gazetteer *g, uint32_t parent, struct span slug);
