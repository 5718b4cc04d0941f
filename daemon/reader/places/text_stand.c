#include "reader/places/text_stand.h"

#include <string.h>

#include "reader/places/text_around.h"
#include "reader/places/text_beside.h"
#include "reader/places/text_route.h"

static bool is_same_line(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        return text_scan_sentence(s, a->first)->line == text_scan_sentence(s, b->first)->line;
}

/* "Лозова та Богодухівський район", "ракета пролетіла Конотоп, курсом на Чернігівщину": what is joined to a town, or where something
 * goes from it, lies beside it. */
static bool leaves_town(const struct text_scan *s, const struct text_place *p, const struct text_place *unit)
{
        if (!p->well || p->head || unit->from <= p->to + 1)
                return false;
        return (unit->head && unit->first == p->to + 2 && text_scan_starts(s, p->to + 1, SAYS_JOIN) &&
                !text_scan_gap(s, p->to + 1, ~0u)) ||
               text_scan_ends(s, unit->from - 1, SAYS_TO);
}

/* What lying in an anchor is worth that stands `away` anchors from the name. */
static void add_near(const struct text_finder *f, const struct text_place *p, uint32_t number, double away,
                     struct text_stand *stand)
{
        const struct text_scan *s = f->s;
        const struct text_place *anchor = &f->places[number];
        bool same = text_scan_token(s, anchor->first)->sentence == text_scan_token(s, p->first)->sentence;
        bool district;
        double points;

        if (anchor->place == PLACE_NONE || anchor == p) /* given up since */
                return;
        district = place_level(s->gazetteer, anchor->place) > LEVEL_REGION;
        points = same ? 5 : f->entries && !is_same_line(s, anchor, p) ? 1 : 3;
        points += district ? 2 : 0;
        if (same && leaves_town(s, p, anchor))
                points = 1;
        if (same && anchor->from > p->to && anchor->from <= p->to + 2 &&
            text_scan_gap(s, p->to + 1, GAP_OPEN | GAP_COMMA) &&
            (anchor->from == p->to + 1 || /* "(это Энгельсский район)" */
             (text_scan_token(s, p->to + 1)->letters == CASE_LOWER && !text_scan_gap(s, anchor->from, ~0u))))
                points = district ? 10 : 9;
        if (anchor->from == p->to + 1 && anchor->head && same && !text_scan_gap(s, anchor->from, ~0u) &&
            !text_scan_token(s, anchor->first)->latin)
                points = district ? 10 : 9; /* "Миколаїв Стрийського району" */
        stand->near[stand->n_near++] =
            (struct text_near){.place = anchor->place,
                               .last = place_last(s->gazetteer, anchor->place),
                               .points = points - away,
                               .settlement = place_level(s->gazetteer, anchor->place) == LEVEL_SETTLEMENT};
}

/* Looked at before a name: villages of a list stand between it and the region above them. */
#define FAR_ANCHORS 16

/* A settlement contains nothing but its districts. */
static bool may_contain(const struct text_finder *f, const struct text_place *p, uint32_t number)
{
        uint32_t anchor = f->places[number].place;

        return p->found >> LEVEL_CITY_DISTRICT & 1 ||
               (anchor != PLACE_NONE && place_level(f->s->gazetteer, anchor) != LEVEL_SETTLEMENT);
}

/* The anchors just after the name, in its sentence, and just before it. */
static void find_near(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        size_t low = 0, high = f->n_anchors;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[f->anchors[middle]].first < p->first)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (size_t i = low; i < f->n_anchors && i < low + TEXT_NEAR_MAX; i++) {
                if (text_scan_token(f->s, f->places[f->anchors[i]].first)->sentence !=
                    text_scan_token(f->s, p->first)->sentence)
                        break;
                add_near(f, p, f->anchors[i], 0.1 * (double)(i - low), stand);
        }
        for (size_t i = low, n = 0; i-- > 0 && n < TEXT_NEAR_MAX && low - i <= FAR_ANCHORS;)
                if (may_contain(f, p, f->anchors[i]))
                        add_near(f, p, f->anchors[i], 0.3 * (double)n++, stand);
}

double text_stand_near(const struct text_stand *stand, uint32_t candidate, uint32_t level)
{
        double best = 0;

        for (const struct text_near *n = stand->near; n < stand->near + stand->n_near; n++)
                if (candidate > n->place && candidate <= n->last && n->points > best &&
                    (!n->settlement || level == LEVEL_CITY_DISTRICT))
                        best = n->points;
        return best;
}

/* Nothing but a comma, a slash or "and" stands between the two. */
static bool beside_in_list(const struct text_scan *s, const struct text_place *a, const struct text_place *b)
{
        return (b->from == a->to + 1 && text_scan_gap(s, b->from, GAP_COMMA | GAP_SLASH)) ||
               (b->from == a->to + 2 && text_scan_starts(s, a->to + 1, SAYS_JOIN) &&
                !text_scan_gap(s, a->to + 1, GAP_PERIOD | GAP_LINE));
}

/* It lies before all others of its name in a region that the text names. */
static bool is_in_named(const struct text_finder *f, const struct text_place *o)
{
        return o->certain && text_around_is(f, o->place);
}

/* "На перегоне Рудня — Голынки". */
static bool beside_on_stretch(const struct text_scan *s, const struct text_place *a,
                              const struct text_place *b)
{
        return b->from == a->to + 1 && text_scan_gap(s, b->from, GAP_DASH) &&
               a->from > text_scan_sentence(s, a->from)->first && text_route_ends_stretch(s, a->from - 1);
}

/* A town that is surely meant, or in a list of districts or communities another one. */
static bool may_lead(const struct text_finder *f, const struct text_place *p, const struct text_place *o)
{
        const struct gazetteer *g = f->s->gazetteer;
        enum place_level level;

        if (o->place == PLACE_NONE || !(o->sure || is_in_named(f, o)) || o->head != p->head)
                return false;
        level = place_level(g, o->place);
        return p->head && p->levels != 1u << LEVEL_SETTLEMENT
                   ? (level == LEVEL_DISTRICT || level == LEVEL_COMMUNITY) && o->levels == p->levels
                   : level == LEVEL_SETTLEMENT;
}

/* In a list with a town that is surely meant, the villages are most likely around it. */
static void find_beside(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct text_place *beside[] = {p > f->places ? p - 1 : NULL,
                                             p + 1 < f->places + f->n ? p + 1 : NULL};

        for (size_t i = 0; i < 2; i++) {
                const struct text_place *o = beside[i];
                if (!o || !may_lead(f, p, o))
                        continue;
                if (i ? beside_in_list(f->s, p, o) || beside_on_stretch(f->s, p, o)
                      : beside_in_list(f->s, o, p) || beside_on_stretch(f->s, o, p))
                        stand->beside[stand->n_beside++] = o->place;
        }
}

bool text_stand_is_beside(const struct text_finder *f, const struct text_stand *stand, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;

        for (size_t i = 0; i < stand->n_beside; i++)
                if (place_ancestor(g, candidate, LEVEL_DISTRICT) ==
                    place_ancestor(g, stand->beside[i], LEVEL_DISTRICT))
                        return true;
        return false;
}

#define LIST_MOST 24 /* names */

/* "Шебекино — прилёты", "BILOZERKA, STANISLAV – drones", "Валки, каби": a name that heads its line, alone or in a list. */
static bool is_heading(const struct text_finder *f, const struct text_place *p)
{
        const struct text_place *first = p, *last = p, *end = f->places + f->n;

        while (first > f->places && first + LIST_MOST > p && beside_in_list(f->s, first - 1, first))
                first--;
        while (last + 1 < end && last < p + LIST_MOST && beside_in_list(f->s, last, last + 1))
                last++;
        if (first->announced && text_finder_called(f, first->first))
                return true;
        return first->from == text_scan_sentence(f->s, p->first)->first &&
               last->to + 1 < f->s->words.n_tokens &&
               text_scan_gap(f->s, last->to + 1, GAP_DASH | GAP_COLON) &&
               !text_scan_gap(f->s, last->to + 1, GAP_LINE);
}

static bool is_told(const struct text_finder *f, const struct text_place *p)
{
        const uint64_t tells = TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_HAPPENED) |
                               TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_UNDER);
        const struct text_place *o = p, *end = f->places + f->n;

        while (o + 1 < end && o < p + LIST_MOST && beside_in_list(f->s, o, o + 1))
                o++;
        return o->to + 1 < text_scan_sentence(f->s, p->first)->end &&
               (text_scan_gap(f->s, o->to + 1, GAP_DASH | GAP_COLON) ||
                (!text_scan_gap(f->s, o->to + 1, ~0u) && text_scan_starts_any(f->s, o->to + 1, tells)));
}

/* "БпЛА з Брянщини на Семенівку". */
static void find_origin(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct text_place *o = p - 1;

        stand->has_origin =
            p > f->places && p->expected && o->place != PLACE_NONE &&
            text_scan_token(f->s, o->first)->sentence == text_scan_token(f->s, p->first)->sentence &&
            text_places_is_origin(f->s, o) && place_point(f->s->gazetteer, o->place, &stand->origin);
}

/* "A missile, Warsaw said, came down near Oserdów": who speaks may be anywhere. */
static bool has_point(const struct text_finder *f, const struct text_place *o, struct area_point *ret)
{
        return !(o->size >= SIZE_500000 && text_beside_after(f->s, o, SAYS_ACTOR)) &&
               o->place != PLACE_NONE && (o->certain || o->rivals == 1) &&
               place_level(f->s->gazetteer, o->place) >= LEVEL_DISTRICT && !text_places_is_origin(f->s, o) &&
               place_point(f->s->gazetteer, o->place, ret);
}

#define START_MOST 4 /* names back */

/* "Ракета повз Кобеляки, курсом на Олександрію": the last place that is clear before the name, in its sentence. */
static void find_start(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        const struct text_match *to =
            p->well && p->from > sentence->first ? text_scan_ends(f->s, p->from - 1, SAYS_TO) : NULL;

        stand->is_aimed = false;
        if (!to || strcmp(to->phrase->value, "weak") == 0)
                return;
        for (const struct text_place *o = p;
             !stand->is_aimed && o-- > f->places && o + START_MOST >= p && o->first >= sentence->first;)
                stand->is_aimed = has_point(f, o, &stand->start);
}

/* What stands beside it in a list, or what the text has spoken of before: "На Березанку. Ще один у напрямку
 * Чорноморського". */
static bool find_before(const struct text_finder *f, const struct text_place *p, struct area_point *ret)
{
        if (p + 1 < f->places + f->n && beside_in_list(f->s, p, p + 1) && has_point(f, p + 1, ret))
                return true;
        for (const struct text_place *o = p; o-- > f->places && o + 4 >= p;)
                if (has_point(f, o, ret))
                        return true;
        return false;
}

#define FREQUENT 6 /* places of one name */

static void find_countries(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct text_name *names;

        stand->is_frequent = p->n_nodes && text_names_at(f->s->names, p->nodes[0], &names) >= FREQUENT;
        stand->n_countries = 0;
        for (const struct text_place *o = p;
             stand->is_frequent && o-- > f->places && o + TEXT_BEFORE_MAX >= p;)
                if (o->place != PLACE_NONE && (o->certain || o->rivals == 1) &&
                    place_level(f->s->gazetteer, o->place) > LEVEL_COUNTRY && !text_places_is_origin(f->s, o))
                        stand->countries[stand->n_countries++] =
                            place_ancestor(f->s->gazetteer, o->place, LEVEL_COUNTRY);
}

/* "Раздольное под Джанкоем": a preposition and a town right after the name. */
static bool town_behind(const struct text_finder *f, const struct text_place *p, struct area_point *ret)
{
        const struct text_place *o = p + 1;
        const struct text_match *m;

        return o < f->places + f->n && o->place != PLACE_NONE && o->from > p->to + 1 &&
               o->from <= p->to + 3 && (m = text_scan_starts(f->s, p->to + 1, SAYS_AT)) &&
               m->last + 1 == o->from && !text_scan_gap(f->s, p->to + 1, ~0u) &&
               place_level(f->s->gazetteer, o->place) == LEVEL_SETTLEMENT &&
               place_point(f->s->gazetteer, o->place, ret);
}

#define TOWN_FAR 100 /* km */

bool text_stand_is_off_town(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        struct area_point here, town;

        return p->expected && town_behind(f, p, &town) && place_point(f->s->gazetteer, candidate, &here) &&
               place_distance(here, town) > TOWN_FAR;
}

#define OPENING_MOST 3 /* names back, and tokens in front of a region */

/* "На Львівщині дрон влучив у склад у Миколаєві": the region that the sentence begins with; PLACE_NONE: there is none. */
static uint32_t region_opening(const struct text_finder *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        for (const struct text_place *o = p; o-- > f->places && o + OPENING_MOST >= p;) {
                if (o->first < sentence->first)
                        break;
                if (o->from <= sentence->first + 1 && o->expected && o->place != PLACE_NONE &&
                    place_level(f->s->gazetteer, o->place) == LEVEL_REGION)
                        return o->place;
        }
        return PLACE_NONE;
}

void text_stand_find(const struct text_finder *f, const struct text_place *p, struct text_stand *ret)
{
        ret->n_near = ret->n_beside = 0;
        ret->is_heading = is_heading(f, p);
        ret->is_told = p->n_nodes > p->exact && is_told(f, p);
        ret->is_common = (p->head || !p->announced) && text_scan_starts(f->s, p->first, SAYS_COMMON);
        ret->opening = region_opening(f, p);
        find_near(f, p, ret);
        find_beside(f, p, ret);
        find_origin(f, p, ret);
        find_start(f, p, ret);
        find_countries(f, p, ret);
        ret->has_town = !p->well && town_behind(f, p, &ret->town);
}

bool text_stand_is_before(const struct text_finder *f, const struct text_place *p, uint32_t one,
                          uint32_t other)
{
        struct area_point a, b, before;

        if (!place_point(f->s->gazetteer, one, &a) || !place_point(f->s->gazetteer, other, &b))
                return false;
        if (find_before(f, p, &before))
                return place_distance(before, a) < place_distance(before, b);
        return place_level(f->s->gazetteer, one) == place_level(f->s->gazetteer, other) &&
               place_population(f->s->gazetteer, one) > place_population(f->s->gazetteer, other);
}

#define FAR 250 /* km */

bool text_stand_is_far(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence;
        struct area_point here, there;
        bool found = false;

        if (!place_point(f->s->gazetteer, candidate, &here))
                return false;
        for (const struct text_place *o = p; o-- > f->places && o + 4 >= p;) {
                if (text_scan_token(f->s, o->first)->sentence != sentence || !has_point(f, o, &there))
                        continue;
                if (place_distance(here, there) < FAR)
                        return false;
                found = true;
        }
        return found;
}

/* "Cahul district and the town of Vulcănești": beside it, not in it. */
static bool is_joined(const struct text_finder *f, const struct text_place *unit, const struct text_place *p)
{
        uint32_t at = unit->to + 1;

        if (at >= p->from || !text_scan_starts(f->s, at, SAYS_JOIN))
                return false;
        for (at++; at < p->from && text_scan_starts(f->s, at, SAYS_BETWEEN); at++)
                ;
        return at == p->from;
}

/* The unit that the sentence of the name began with, of what stands shortly before it: "В Валуйском районе"; NULL: none. */
static const struct text_place *unit_before(const struct text_finder *f, const struct text_place *p)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence;

        for (const struct text_place *o = p; o-- > f->places && o + 4 >= p;) {
                enum place_level level = o->place == PLACE_NONE ? LEVEL_COUNTRY : place_level(g, o->place);
                if (text_scan_token(f->s, o->first)->sentence != sentence)
                        return NULL;
                if (o->head && o->expected && (o->certain || o->rivals == 1) && level >= LEVEL_REGION &&
                    level <= LEVEL_COMMUNITY && !text_places_is_origin(f->s, o))
                        return is_joined(f, o, p) ? NULL : o;
        }
        return NULL;
}

bool text_stand_is_outside(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct text_place *unit = unit_before(f, p);

        return unit && place_ancestor(f->s->gazetteer, unit->place, LEVEL_REGION) !=
                           place_ancestor(f->s->gazetteer, candidate, LEVEL_REGION);
}

bool text_stand_is_unlisted(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t opening = region_opening(f, p);

        if (opening == PLACE_NONE || place_contains(g, opening, candidate))
                return false;
        for (const struct text_place *o = p > f->places ? p - 1 : p; o <= p + 1 && o < f->places + f->n; o++)
                if (o != p && o->place != PLACE_NONE && place_contains(g, opening, o->place) &&
                    place_level(g, o->place) == LEVEL_SETTLEMENT &&
                    (o < p ? beside_in_list(f->s, o, p) : beside_in_list(f->s, p, o)))
                        return true;
        return false;
}

bool text_stand_is_next_door(const struct text_finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct text_place *unit = unit_before(f, p);

        return unit && place_level(f->s->gazetteer, unit->place) == LEVEL_DISTRICT &&
               !place_contains(f->s->gazetteer, unit->place, candidate);
}
