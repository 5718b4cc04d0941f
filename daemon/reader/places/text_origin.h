/* text_origin: a place from which something flies or came: a launch site, an airfield, the country of such aircraft. */
#pragma once

#include "reader/places/text_places.h"

/* Is place i one? `placed`: it has a preposition that says otherwise. */
bool text_origin_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i,
                    bool placed);
/* "Балістика з Бєлгорода, Харків!": is a name behind where it came from, in no case that goes on with the list, where it is going? */
bool text_origin_ends(const struct text_scan *s, const struct text_place *origin, const struct text_place *p);
