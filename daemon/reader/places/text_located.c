#include "reader/places/text_located.h"

#include "reader/places/text_candidates.h"

bool text_located_is(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *next = p + 1;

        return next < f->places + f->n && next->from == p->to + 1 && next->head &&
               !text_scan_gap(f->s, next->from, ~0u);
}

/* "В Прибрежном (Энгельсский район)", "(это Энгельсский район)". */
static bool is_in_brackets(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *next = p + 1;

        return next->head && text_scan_gap(f->s, p->to + 1, GAP_OPEN) &&
               (next->from == p->to + 1 ||
                (next->from == p->to + 2 && text_scan_token(f->s, p->to + 1)->letters == CASE_LOWER &&
                 !text_scan_gap(f->s, next->from, ~0u)));
}

/* "Села София в Дрокиевском районе", "the village of Odesa in Omsk Oblast": where what is called a village lies. */
static bool is_village_in(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *next = p + 1;

        return p->head && p->from < p->first && p->levels == 1u << LEVEL_SETTLEMENT &&
               next->from == p->to + 2 && !text_scan_gap(f->s, p->to + 1, (unsigned)~GAP_QUOTE) &&
               !text_scan_gap(f->s, next->from, ~0u) && text_scan_starts(f->s, p->to + 1, SAYS_AT) &&
               place_level(f->s->gazetteer, next->place) <= LEVEL_DISTRICT;
}

/* "Донецьке (Миколаївська громада)": does the unit that is named behind a name have a place that is called so? */
static bool has_one(const struct text_finder *f, const struct text_place *p, uint32_t unit)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (name->level == LEVEL_SETTLEMENT && place_contains(f->s->gazetteer, unit, name->place))
                        return true;
        return false;
}

/* Does the unit that is named behind a place surely not have what the name may mean? */
static bool is_not_in(const struct text_finder *f, const struct text_place *unit,
                      const struct text_name *name)
{
        const enum place_level level = place_level(f->s->gazetteer, unit->place);

        if (place_contains(f->s->gazetteer, unit->place, name->place))
                return false;
        return level == LEVEL_REGION || (level == LEVEL_DISTRICT && name->level == LEVEL_SETTLEMENT &&
                                         unit->head && (unit->rivals == 1 || unit->certain));
}

const struct text_place *text_located_city(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *before = p - 1, *next = p + 1;
        const uint32_t at = p->to + 1;
        const struct text_match *m;

        if (p->head || at >= text_scan_sentence(f->s, p->first)->end || text_scan_gap(f->s, at, ~0u))
                return NULL;
        m = text_scan_starts(f->s, at, SAYS_KIND);
        if (m && m->slots > 1)
                return m->phrase->number >> LEVEL_CITY_DISTRICT & 1 && next < f->places + f->n &&
                               next->from == m->last + 1
                           ? next
                           : NULL;
        m = text_scan_starts(f->s, at, SAYS_HEAD);
        return m && m->phrase->number >> LEVEL_CITY_DISTRICT & 1 && p > f->places &&
                       before->to + 1 == p->from && text_scan_token(f->s, before->to)->possessive
                   ? before
                   : NULL;
}

/* May the name mean the city that the district lies in? */
static bool may_be_city_of(const struct text_finder *f, const struct text_place *p, uint32_t district)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (name->place == place_parent(f->s->gazetteer, district))
                        return true;
        return false;
}

uint32_t text_located_quarter(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *before = p - 1;
        struct text_candidates all = {0};
        const struct text_name *name;

        if (!p->head || !(p->levels >> LEVEL_CITY_DISTRICT & 1) || p == f->places || p->from != p->first ||
            before->to + 1 != p->from || before->to > before->last || text_scan_gap(f->s, p->from, ~0u))
                return PLACE_NONE;
        while ((name = text_candidates_exact(f, p, &all)))
                if (name->level == LEVEL_CITY_DISTRICT && may_be_city_of(f, before, name->place))
                        return name->place;
        return PLACE_NONE;
}

/* A region that is called as the city may be meant: "Belgorod's Grayvoron district". */
static bool is_out_of_town(const struct text_finder *f, const struct text_place *city,
                           const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;

        return !place_contains(g, city->place, name->place) &&
               !(city->found >> LEVEL_REGION & 1 && place_ancestor(g, city->place, LEVEL_REGION) ==
                                                        place_ancestor(g, name->place, LEVEL_REGION));
}

bool text_located_is_said(const struct text_finder *f, const struct text_place *p,
                          const struct text_place *city)
{
        const struct text_place *next = p + 1;

        if (city && city->place != PLACE_NONE)
                return true;
        return next < f->places + f->n && next->place != PLACE_NONE &&
               (next->from == p->to + 1 || is_village_in(f, p) || is_in_brackets(f, p));
}

/* "В городе Никель Оренбургской области", "Правобережный район Магнитогорска", "Alexandria district of Kirovohrad region": what
 * follows right after the name in the genitive is where it lies, or whose district it is. */
bool text_located_elsewhere(const struct text_finder *f, const struct text_place *p,
                            const struct text_place *city, const struct text_name *name)
{
        const struct text_place *next = p + 1;
        const struct gazetteer *g = f->s->gazetteer;
        bool of = p->to > p->last && text_scan_ends(f->s, p->to, SAYS_KIND);

        if (city && city->place != PLACE_NONE)
                return is_out_of_town(f, city, name);
        if (next >= f->places + f->n || next->place == PLACE_NONE || (name->level <= LEVEL_REGION && !of))
                return false;
        if (name->level == LEVEL_SETTLEMENT && is_village_in(f, p))
                return is_not_in(f, next, name);
        if (name->level == LEVEL_SETTLEMENT && is_in_brackets(f, p))
                return name->size < SIZE_20000
                           ? is_not_in(f, next, name)
                           : !place_contains(g, next->place, name->place) && has_one(f, p, next->place);
        if (next->from != p->to + 1 || next->first != next->from ||
            text_scan_gap(f->s, next->from, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) ||
            (text_scan_token(f->s, next->first)->latin && !of))
                return false;
        if (place_level(g, next->place) <= LEVEL_DISTRICT)
                return (next->head || p->to > p->last) && is_not_in(f, next, name);
        return place_level(g, next->place) == LEVEL_SETTLEMENT && !next->head && p->to > p->last &&
               name->level != LEVEL_SETTLEMENT &&
               place_ancestor(g, next->place, LEVEL_REGION) != place_ancestor(g, name->place, LEVEL_REGION);
}
