/* text_tag: a place that is named in a hashtag. At the end of a text such say what it is filed under, rather than where something is. */
#pragma once

#include "reader/places/text_places.h"

/* In a text that names no place otherwise: does the tag say where something is? */
bool text_tag_is_where(const struct text_scan *s, const struct text_place *p);
