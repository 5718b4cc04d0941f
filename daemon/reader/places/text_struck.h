/* text_struck: hospitals that are struck: "a drone hit the hospital in Romny". Else they are where victims are taken, from anywhere. */
#pragma once

#include "reader/words/text_scan.h"

/* Is what the words say that stand before a place, and mean a hospital, right behind a strike? */
bool text_struck_is(const struct text_scan *s, const struct text_match *hospital);
