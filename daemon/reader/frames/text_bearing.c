#include "reader/frames/text_bearing.h"

#include <string.h>

/* "South of", right before the place, or before "downtown"; NULL: there is none. */
static const struct text_match *direction_before(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t first = text_scan_sentence(s, p->first)->first;
        const struct text_match *at, *between;

        if (p->from <= first || text_scan_gap(s, p->from, (unsigned)~GAP_HYPHEN))
                return NULL;
        at = text_scan_ends(s, p->from - 1, SAYS_AT);
        between = at ? NULL : text_scan_ends(s, p->from - 1, SAYS_BETWEEN);
        if (between && between->first > first && !text_scan_gap(s, between->first, ~0u))
                at = text_scan_ends(s, between->first - 1, SAYS_AT);
        return at && !strcmp(at->phrase->value, "direction") ? at : NULL;
}

/* "A wildfire south of Athens": no more than where to look for the towns that are named, where no weapon moves on. */
static bool is_around_named(const struct text_clauses *f, const struct text_place *p)
{
        if (p->size < SIZE_500000 || f->events & ~(TEXT_PEACEFUL | 1u << EVENT_OTHER))
                return false;
        for (const struct text_place *o = f->places; o < f->places + f->n_places; o++)
                if (text_places_is_name(o) && o->place != PLACE_NONE && o->place != p->place &&
                    place_ancestor(f->s->gazetteer, o->place, LEVEL_REGION) ==
                        place_ancestor(f->s->gazetteer, p->place, LEVEL_REGION) &&
                    place_level(f->s->gazetteer, o->place) > LEVEL_REGION)
                        return true;
        return false;
}

#define KIND_MOST 4 /* tokens of "a regional capital", "an industrial district" */

/* The token behind the comma where what kind of place it is begins to be said, or `token` itself: nothing is said. */
static uint32_t skip_kind(const struct text_scan *s, uint32_t token, uint32_t first)
{
        static const enum text_says kinds[] = {SAYS_PLACE, SAYS_KIND, SAYS_HEAD};
        const uint64_t tells = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_PAST) |
                               TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_AT) |
                               TEXT_ROLE(SAYS_TO) | TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_CONTRAST);
        const struct text_match *m = NULL;
        uint32_t at;

        for (size_t i = 0; i < 3 && !m && token > first && !text_scan_gap(s, token, ~0u); i++)
                m = text_scan_ends(s, token - 1, kinds[i]);
        for (at = m ? m->first : token; m && at > first && at + KIND_MOST > token; at--)
                if (text_scan_gap(s, at, ~0u) || (s->starts[at - 1] | s->ends[at - 1]) & tells)
                        break;
        return at;
}

/* "Huliaipole, east of Zaporizhzhia", "Tambov, a city southeast of Moscow": right behind a place and a comma. Where something
 * moves now, "over Sumy, south of Kharkiv" may be two. */
static bool is_behind_place(const struct text_clauses *f, const struct text_place *p, uint32_t direction,
                            const struct text_clause *c)
{
        const struct text_place *o = p - 1;
        const uint32_t begin = skip_kind(f->s, direction, text_scan_sentence(f->s, p->first)->first);

        while (o > f->places && o->centre) /* "Zhytomyr, the regional capital west of Kyiv" */
                o--;
        if (p == f->places || o->place == PLACE_NONE || !text_places_is_name(o) || direction_before(f->s, o))
                return false;
        return o->to + 1 == begin && text_scan_gap(f->s, begin, GAP_COMMA) &&
               (begin < direction || c->state != STATE_LIVE);
}

static bool is_only(const struct text_match *m)
{
        return m && strcmp(m->phrase->value, "only") == 0;
}

#define ONLY_MOST 8 /* names behind it */

/* "In Lublin voivodeship the alert is in force for Włodawa county alone", "в области только в Елецком районе": nothing is said of
 * the rest of it. */
static bool is_around_only(const struct text_clauses *f, const struct text_place *p,
                           const struct text_clause *c)
{
        const struct text_place *end = f->places + f->n_places;

        if (c->state != STATE_LIVE || place_level(f->s->gazetteer, p->place) >= LEVEL_SETTLEMENT)
                return false;
        for (const struct text_place *o = p + 1; o < end && o <= p + ONLY_MOST && o->first < c->end; o++) {
                uint32_t before = o->from;
                if (o->place == PLACE_NONE || o->place == p->place ||
                    !place_contains(f->s->gazetteer, p->place, o->place))
                        continue;
                if (o->to + 1 < c->end && is_only(text_scan_starts(f->s, o->to + 1, SAYS_NOT)))
                        return true;
                while (before > p->to + 1 && text_scan_ends(f->s, before - 1, SAYS_AT))
                        before--;
                if (before > p->to + 1 && is_only(text_scan_ends(f->s, before - 1, SAYS_NOT)))
                        return true;
        }
        return false;
}

bool text_bearing_is(const struct text_clauses *f, const struct text_place *p, const struct text_clause *c)
{
        const struct text_match *at = direction_before(f->s, p);

        return (at && (is_around_named(f, p) || is_behind_place(f, p, at->first, c))) ||
               is_around_only(f, p, c);
}
