/* find_choose: of several places of one name, the one that is meant. Part of find. */
#pragma once

#include "gazetteer/data.h"
#include "gazetteer/name.h"

#define FIND_MATCHES 512 /* the commonest name has 120 */

struct find_matches {
        struct name_match all[FIND_MATCHES];
        size_t n;
        unsigned levels; /* that the name's administrative word allows, or WORD_ANY_LEVEL */
};

/* From home outwards, the exact name before one that is like it. -ENOENT: there is none; -ENOTUNIQ: that cannot be said,
 * `*ret_rest` has those that may be. */
int find_choose(const struct gazetteer *g, const struct find_matches *all, uint32_t home,
                struct find_matches *ret_rest, uint32_t *ret);
