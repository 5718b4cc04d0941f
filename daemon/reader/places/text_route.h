/* text_route: names that only say what runs between them: "trains from Adler to Moscow are late". */
#pragma once

#include "reader/places/text_places.h"

/* Is place i an end of a route? */
bool text_route_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
/* "Автобус из Рыльска в Курск": is place i where it was going? */
bool text_route_is_trip(const struct text_scan *s, const struct text_place *places, size_t i);
/* Does something fly from there to the next? */
bool text_route_is_launched(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
/* Does nothing go, and it is one end of where something is? */
bool text_route_is_range(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
/* Does a word for a stretch of road or railway end at the token? */
bool text_route_ends_stretch(const struct text_scan *s, uint32_t token);
/* "На перегоне Рудня — Голынки": is place i an end of a stretch so short that what happens on it happens there? */
bool text_route_is_stretch(const struct text_scan *s, const struct text_place *places, size_t n, size_t i);
