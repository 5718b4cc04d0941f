/* find: one place by whatever a person or a report writes. */
#pragma once

#include "gazetteer/data.h"

/* As place_find, without looking for what comes near where nothing fits: for reports, which may hold any
 * number of unknown names. */
int find_place(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret,
               struct problem *why);

/* Of "X, Y district, Z region" or "Z region, Y district, X", where X is not known for sure, the least place that the rest
 * names; never a whole country. -ENOENT: there is none. */
int find_around(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret,
                struct span *ret_unknown);

/* find_place() for names only: in prose, "VA" is not the Vatican. */
int find_name(const struct gazetteer *g, struct span text, uint32_t home, uint32_t *ret, struct problem *why);
