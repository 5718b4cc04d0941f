/* text_course: pairs of names that say from where to where is fired or flown: "Обстрелы по направлениям: / н.п. Пески — Донецк". */
#pragma once

#include "reader/places/text_places.h"

/* Is place i, or what its bracket tells of it, the first of such a pair, and nobody told of what goes on now? */
bool text_course_is(const struct text_scan *s, const struct text_place *places, size_t i);
