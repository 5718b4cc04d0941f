/* text_street: names that are no place but a street called after one. */
#pragma once

#include "reader/places/text_places.h"

/* Has the street, of which the phrase is the word, a name already? What stands behind it is where it is. */
bool text_street_has_name(const struct text_scan *s, const struct text_match *m);

/* Are these the streets of a town? */
bool text_street_is_of(const struct text_scan *s, const struct text_place *p, const struct text_match *m);

#define TEXT_STREET_AFTER "a street called after somebody"

/* Is the name that of a street? "На Московской, 54": by the number of a house behind it; "во дворе на Кирова": by its ending.
 * The reason; NULL: it is none. */
const char *text_street_why(const struct text_scan *s, const struct text_place *p);
