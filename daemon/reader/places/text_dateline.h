/* text_dateline: where a report was written: "МОСКВА, 1 авг.", "KYIV (Reuters)". */
#pragma once

#include "reader/places/text_places.h"

/* Is the place number `i` of `n` no more than that? */
bool text_dateline_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
