/* explain: the decision about one subscriber by one configuration, from a report that the archive still has. */
#pragma once

#include "ctl/archive.h"
#include "setup/setup.h"

/* "rule 1: ..., as `check` says it: the best decision over the report's alerts, or that it says nothing, is not
 * understood, or that the configuration has no such subscriber or channel of theirs. `channel` may be NULL. The result
 * lives in the arena; `*ret_send` (may be NULL) says whether a rule lets it through. */
const char *explain_report(const struct setup *setup, struct archive *archive,
                           const struct history_report *row, const char *file, const char *subscriber,
                           const char *channel, struct arena *a, bool *ret_send);

/* The same of one alert; `number` is people_find()'s. */
struct route explain_alert(const struct setup *setup, const struct alert *alert, uint32_t number,
                           struct arena *a);
