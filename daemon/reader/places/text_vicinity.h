/* text_vicinity: a town that only says where the smaller place before it lies: "Циркуни під Харковом". */
#pragma once

#include "reader/places/text_places.h"

/* The reason. It begins as a distance does: where danger is now, the town is near enough. */
#define TEXT_VICINITY TEXT_DISTANCE ", to tell where the place before it lies"

bool text_vicinity_is(const struct text_scan *s, const struct text_place *places, size_t i);
