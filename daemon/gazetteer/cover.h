/* cover: a set of places and all that lies in them, for asking often: one search per question, however many
 * places there are. */
#pragma once

#include "gazetteer/gazetteer.h"

struct cover {
        struct cover_range {
                uint32_t first, last;
        } * ranges; /* disjoint, in order */
        size_t n, room;
};

/* Start with {0}; add places in any order (PLACE_NONE adds nothing), close, then ask. */
void cover_add(struct cover *c, const struct gazetteer *g, uint32_t place, struct arena *a);
/* The place itself without what lies in it. */
void cover_add_only(struct cover *c, uint32_t place, struct arena *a);
void cover_close(struct cover *c);
/* Whether the place, or with all in it one around it, was added. False for PLACE_NONE. */
bool cover_has(const struct cover *c, uint32_t place);
