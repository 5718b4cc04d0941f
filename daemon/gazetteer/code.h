/* code: what places are called in registers and alert systems. */
#pragma once

#include "gazetteer/data.h"

/* Takes in the tables of codes and builds the index, once all places are numbered. -EINVAL with a reason. */
int code_build(struct gazetteer *g, struct problem *why);

enum code_fit {
        CODE_UNKNOWN,
        CODE_WITHIN,
        CODE_EXACT
}; /* within: the code is of something inside that place */

/* As place_by_code, and says how well it fits. */
enum code_fit code_find(const struct gazetteer *g, struct span system, struct span code, uint32_t *ret);
