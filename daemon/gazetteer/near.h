/* near: names that come near a misspelt one. */
#pragma once

#include "gazetteer/data.h"

/* Adds "; near: ..." with up to three places to the problem, where there are any. Goes over all names: for
 * people who wait for an answer, not for reports. */
void near_say(const struct gazetteer *g, struct span text, struct problem *why);
