#include "reader/places/text_vicinity.h"

#include <string.h>

#include "reader/places/text_beside.h"

#define NEAR_MOST 60 /* km that a town is named over */

/* "Tsyrkuny, near Kharkiv, was shelled": what is put in has an end, else it may begin what is told of another place. */
static bool is_put_in(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t next = p->to + 1;

        return next >= text_scan_sentence(s, p->first)->end || text_scan_gap(s, next, GAP_COMMA | GAP_CLOSE);
}

/* Does the phrase stand right behind the place, or as what is put in there? */
static bool follows(const struct text_scan *s, const struct text_place *before, uint32_t token,
                    const struct text_place *p)
{
        return token == before->to + 1 &&
               (!text_scan_gap(s, token, ~0u) ||
                (!text_scan_gap(s, token, (unsigned)~(GAP_COMMA | GAP_OPEN)) && is_put_in(s, p)));
}

bool text_vicinity_is(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i], *before = p - 1;
        const struct text_match *m = i ? text_beside_before(s, p, SAYS_AT) : NULL;
        struct area_point here, there;

        return m && !strcmp(m->phrase->value, "near") && before->place != PLACE_NONE &&
               before->size < p->size && follows(s, before, m->first, p) &&
               place_level(s->gazetteer, before->place) == LEVEL_SETTLEMENT &&
               place_point(s->gazetteer, before->place, &here) &&
               place_point(s->gazetteer, p->place, &there) && place_distance(here, there) < NEAR_MOST;
}
