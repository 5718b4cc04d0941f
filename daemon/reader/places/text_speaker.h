/* text_speaker: a place that says or does something itself, or where that is said: "Kyiv denies it", "Киев атаковал Энгельс", "In
 * Beirut the ministry said". */
#pragma once

#include "reader/places/text_places.h"

/* Does place i say or do something? To be asked only where no preposition stands before it. */
bool text_speaker_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
/* Is place i, behind a preposition, only where somebody said what happened at the next place? */
bool text_speaker_is_there(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
