/* change: what a revision changes, as a mask of CHANGE_BITs: some of it is worth a sound, the rest only shows. */
#pragma once

#include "incident/incident.h"

#define CHANGE_QUIET_GAP                                                                                     \
        (60 * INT64_C(60000000)) /* microseconds; what goes on after such a silence is back */

/* From `before` to `after`; 0 where nothing that people see is different. */
uint32_t change_between(const struct incident *before, const struct incident *after,
                        const struct gazetteer *g, struct arena *a);
/* Whether two blocks say the same. */
bool change_is_same_block(const struct alert_info *x, const struct alert_info *y);
/* Whether the content says the same again. Time alone is not news. */
bool change_is_none(const struct alert *x, const struct alert *y);
/* "wider, more-certain"; "" for 0. */
const char *change_words(uint32_t changes, struct arena *a);
