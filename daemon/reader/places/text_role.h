/* text_role: what a place is to its sentence: somewhere something happens, where it is heading, or merely
 * named (a launch site, an office, a dateline, a speaker). Found by the words next to it. */
#pragma once

#include "reader/places/text_places.h"

struct text_role {
        bool named; /* merely */
        bool toward;
        const char *why; /* the reason; NULL: nothing special */
};

/* `roles` has room for all the places. */
void text_roles_find(const struct text_scan *s, const struct text_place *places, size_t n_places,
                     struct text_role *roles);
