/* text_role: what a place is to its sentence: somewhere something happens, where it is heading, or merely
 * named (a launch site, an office, a dateline, a speaker). Found by the words next to it. */
#pragma once

#include <string.h>

#include "reader/places/text_places.h"

/* Reasons that are asked for, besides the vocabulary's. */
#define TEXT_COUNTRY      "a country as a whole"
#define TEXT_DATELINE     "dateline"
#define TEXT_SPEAKER      "a speaker or doer"
#define TEXT_ORIGIN       "where it came from"
#define TEXT_DENIED       "it is said not to be there"
#define TEXT_FIRST_OF_TWO "where it came from, of two"

struct text_role {
        bool named; /* merely */
        bool toward;
        const char *why; /* the reason; NULL: nothing special */
};

/* Is the place merely named, for that reason? */
static inline bool text_role_is(const struct text_role *role, const char *why)
{
        return role->named && !strcmp(role->why, why);
}
/* Is it what a distance is counted from? */
static inline bool text_role_is_distance(const struct text_role *role)
{
        return role->named && !strncmp(role->why, TEXT_DISTANCE, strlen(TEXT_DISTANCE));
}

#define TEXT_FAR_DIGITS 3 /* of a distance: 100 km and more */

/* Does the phrase in front of a name tell of a distance of so many digits or more? */
bool text_role_is_far(const struct text_scan *s, const struct text_match *m, size_t digits);

/* `roles` has room for all the places. */
void text_roles_find(const struct text_scan *s, const struct text_place *places, size_t n_places,
                     struct text_role *roles);
