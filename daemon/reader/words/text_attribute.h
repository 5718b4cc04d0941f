/* text_attribute: an event's word that only says what kind of thing another word means: "drone school", "anti-drone",
 * "ракетный полк", "оператор дронов". It tells of the event in passing only. */
#pragma once

#include "reader/words/text_scan.h"

bool text_attribute_is(const struct text_scan *s, const struct text_match *m);
