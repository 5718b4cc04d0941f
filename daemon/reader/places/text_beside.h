/* text_beside: the phrase of a role that stands right before or behind a place, over words that may stand between. */
#pragma once

#include "reader/places/text_places.h"

/* NULL: there is none. */
const struct text_match *text_beside_before(const struct text_scan *s, const struct text_place *p,
                                            enum text_says role);
const struct text_match *text_beside_after(const struct text_scan *s, const struct text_place *p,
                                           enum text_says role);
/* Is the word before the token an article? */
bool text_beside_article(const struct text_scan *s, uint32_t token);
