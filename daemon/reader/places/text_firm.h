/* text_firm: a name in quotation marks that something else is called: "шахта «Відродження»", "магазин «Полтава»". */
#pragma once

#include "reader/places/text_places.h"

#define TEXT_FIRM "firm" /* the value of the words before one */

/* Is place i one, here or where the text called it so before? */
bool text_firm_is(const struct text_scan *s, const struct text_place *places, size_t i);
