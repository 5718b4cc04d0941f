#include "report/text_points.h"

static double size_points(const struct text_name *name)
{
        static const double points[] = {
            [SIZE_HAMLET] = 0.5, [SIZE_1000] = 1.5,   [SIZE_5000] = 2.5,   [SIZE_20000] = 3.5,
            [SIZE_50000] = 6,    [SIZE_100000] = 6.5, [SIZE_200000] = 8.5, [SIZE_500000] = 9.5};

        return points[name->size];
}

uint32_t text_points_around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate)
{
        for (size_t i = 0; i < n; i++)
                if (place_contains(f->s->gazetteer, list[i], candidate))
                        return list[i];
        return PLACE_NONE;
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
        points = (same ? 5 : 3) + (district ? 2 : 0);
        if (same && anchor->from > p->to && anchor->from <= p->to + 2 &&
            text_scan_gap(s, anchor->from, GAP_OPEN | GAP_COMMA))
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

#define FAR_ANCHORS                                                                                          \
        16 /* looked at before a name: villages of a list stand between it and the region above them */

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

double text_points_near(const struct text_stand *stand, uint32_t candidate, uint32_t level)
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

/* A town that is surely meant, or in a list of districts another one. */
static bool may_lead(const struct gazetteer *g, const struct text_place *p, const struct text_place *o)
{
        enum place_level level;

        if (o->place == PLACE_NONE || !o->sure || o->head != p->head)
                return false;
        level = place_level(g, o->place);
        return p->head ? level == LEVEL_DISTRICT && o->levels == p->levels
                       : level == LEVEL_SETTLEMENT && place_population(g, o->place) < 200000;
}

/* In a list with a town that is surely meant, the villages are most likely around it. */
static void find_beside(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct gazetteer *g = f->s->gazetteer;
        const struct text_place *beside[] = {p > f->places ? p - 1 : NULL,
                                             p + 1 < f->places + f->n ? p + 1 : NULL};

        for (size_t i = 0; i < 2; i++) {
                const struct text_place *o = beside[i];
                if (!o || !may_lead(g, p, o))
                        continue;
                if (i ? beside_in_list(f->s, p, o) : beside_in_list(f->s, o, p))
                        stand->beside[stand->n_beside++] = o->place;
        }
}

static double list_points(const struct text_finder *f, const struct text_stand *stand, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;
        double points = 0;

        for (size_t i = 0; i < stand->n_beside; i++) {
                if (place_ancestor(g, candidate, LEVEL_REGION) !=
                    place_ancestor(g, stand->beside[i], LEVEL_REGION))
                        continue;
                if (place_ancestor(g, candidate, LEVEL_DISTRICT) ==
                    place_ancestor(g, stand->beside[i], LEVEL_DISTRICT))
                        return 5;
                points = 4;
        }
        return points;
}

/* "Шебекино — прилёты": a name that heads its line. */
static bool is_heading(const struct text_scan *s, const struct text_place *p)
{
        return p->from == text_scan_sentence(s, p->first)->first && p->to + 1 < s->words.n_tokens &&
               text_scan_gap(s, p->to + 1, GAP_DASH | GAP_COLON) && !text_scan_gap(s, p->to + 1, GAP_LINE);
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

/* "Раздольное под Джанкоем": a preposition and a town right after the name. */
static void find_town(const struct text_finder *f, const struct text_place *p, struct text_stand *stand)
{
        const struct text_place *o = p + 1;
        const struct text_match *m;

        stand->has_town = o < f->places + f->n && o->place != PLACE_NONE && !p->well && o->from > p->to + 1 &&
                          o->from <= p->to + 3 && (m = text_scan_starts(f->s, p->to + 1, SAYS_AT)) &&
                          m->last + 1 == o->from && !text_scan_gap(f->s, p->to + 1, ~0u) &&
                          place_level(f->s->gazetteer, o->place) == LEVEL_SETTLEMENT &&
                          place_point(f->s->gazetteer, o->place, &stand->town);
}

#define TOWN_NEAR 60 /* km */

static double town_points(const struct text_finder *f, const struct text_stand *stand,
                          const struct text_name *name)
{
        struct area_point there;

        return stand->has_town && name->level == LEVEL_SETTLEMENT &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->town, there) < TOWN_NEAR
                   ? 9
                   : 0;
}

#define ORIGIN_NEAR 250 /* km: from the middle of a region over its border */

/* What flies comes over the border next to it: of the better known places of a name, the one nearby is meant. */
static double origin_points(const struct text_finder *f, const struct text_stand *stand,
                            const struct text_name *name)
{
        struct area_point there;

        return stand->has_origin && name->size >= SIZE_1000 &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->origin, there) < ORIGIN_NEAR
                   ? 2
                   : 0;
}

void text_points_stand(const struct text_finder *f, const struct text_place *p, struct text_stand *ret)
{
        ret->n_near = ret->n_beside = 0;
        ret->is_heading = is_heading(f->s, p);
        ret->is_common = (p->head || !p->announced) && text_scan_starts(f->s, p->first, SAYS_COMMON);
        find_near(f, p, ret);
        find_beside(f, p, ret);
        find_origin(f, p, ret);
        find_town(f, p, ret);
}

/* Does the gazetteer know this country down to its towns? */
static bool is_close_country(const struct gazetteer *g, uint32_t country)
{
        return country != PLACE_NONE && place_last(g, country) - country > 400;
}

/* Against a place in a region that the text does not name, while it names others. */
static double elsewhere_points(const struct text_finder *f, const struct text_stand *stand,
                               const struct text_name *name)
{
        if (!stand->is_common)
                return name->size < SIZE_20000 ? 1.5 : 0;
        if (name->size < SIZE_50000)
                return 4;
        return place_population(f->s->gazetteer, name->place) < 150000 ? 5 : 0;
}

static double context_points(const struct text_finder *f, const struct text_place *p,
                             const struct text_stand *stand, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place, level = name->level;
        uint32_t country = text_points_around(f, f->countries, f->n_countries, candidate);
        double points = text_points_near(stand, candidate, level) + list_points(f, stand, candidate);

        if (text_points_around(f, f->regions, f->n_regions, candidate) != PLACE_NONE)
                points += 2;
        else if (f->n_regions && level > LEVEL_REGION && !(p->head && level == LEVEL_DISTRICT))
                points -= elsewhere_points(f, stand, name);
        if (country != PLACE_NONE)
                points += is_close_country(g, country) ? 1 : 3;
        if (level == LEVEL_CITY_DISTRICT &&
            text_finder_lists(f->cities, f->n_cities, place_parent(g, candidate)))
                points += 6;
        if (level >= LEVEL_SETTLEMENT && !p->head && p->expected)
                points += 1;
        if (stand->is_heading)
                points += 1;
        points += origin_points(f, stand, name) + town_points(f, stand, name);
        if (f->s->home != PLACE_NONE && place_contains(g, f->s->home, candidate))
                points += 3;
        return points;
}

/* Regions of far countries have names like "Sila", which mean other things nearby. */
static double region_points(const struct text_finder *f, const struct text_place *p,
                            const struct text_stand *stand, const struct text_name *name)
{
        if (is_close_country(f->s->gazetteer, place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY)))
                return 6;
        if (p->head || p->expected)
                return 3;
        return name->size == SIZE_500000 && !stand->is_common ? 3 : 1.5;
}

static double level_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name)
{
        switch (name->level) {
        case LEVEL_COUNTRY:
                return 6;
        case LEVEL_REGION:
                if (p->levels >> LEVEL_CITY_DISTRICT & 1)
                        return 2; /* "Odesa district" is not the oblast */
                return region_points(f, p, stand, name);
        case LEVEL_DISTRICT:
                return p->head ? 4 : 1;
        case LEVEL_COMMUNITY:
        case LEVEL_CITY_DISTRICT:
                return p->head ? 3 : 0;
        default:
                break;
        }
        if (!p->head)
                return size_points(name);
        /* "село Муром" is not the town */
        if (p->levels == 1u << LEVEL_SETTLEMENT && name->size >= SIZE_20000 &&
            place_population(f->s->gazetteer, name->place) > 30000)
                return 1;
        return size_points(name) + 1.5;
}

/* Former names of villages are hardly used, those of towns are, but hardly where the text is about another region: Станіслав of
 * a list of Kherson's villages is none. */
static double old_points(const struct text_finder *f, const struct text_place *p,
                         const struct text_name *name)
{
        if (!name->old)
                return 0;
        if (place_population(f->s->gazetteer, name->place) < 10000)
                return 4;
        return f->n_regions && !p->announced &&
                       text_points_around(f, f->regions, f->n_regions, name->place) == PLACE_NONE
                   ? 4
                   : 1;
}

double text_points_of(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                      const struct text_name *name)
{
        return level_points(f, p, stand, name) + context_points(f, p, stand, name) -
               (p->levels && !(p->levels >> name->level & 1) ? 1 : 0) +
               (name->needs_head && p->levels == 1u << LEVEL_REGION ? 2 : 0) - old_points(f, p, name) +
               (text_finder_lists(f->meant, f->n_meant, name->place) ? 6 : 0);
}

double text_points_unique(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        if (!p->head && name->level == LEVEL_DISTRICT)
                return 3; /* a district's name without an administrative word is a by-name: "Чугуївщина" */
        if (text_scan_starts(f->s, p->first, SAYS_COMMON))
                return p->head ? 1 : 0;
        return (p->head ? 1 : 0) + (name->size >= SIZE_1000 || p->announced ? 1.5 : 0.5);
}

static bool is_common(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        return name->level > LEVEL_REGION && name->size < (p->expected ? SIZE_20000 : SIZE_50000) &&
               p->first == p->last && !p->announced && text_scan_starts(f->s, p->first, SAYS_COMMON);
}

/* "Лісова пожежа": a capital only because the sentence begins there. */
static bool is_subject(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;

        return next < text_scan_sentence(f->s, p->first)->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_token(f->s, next)->letters == CASE_LOWER;
}

double text_points_needed(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        double needed =
            p->announced && !p->head && name->level == LEVEL_SETTLEMENT && name->size > SIZE_HAMLET ? 2.5
                                                                                                    : 3.5;

        if (!p->head && is_common(f, p, name))
                needed += p->expected ? 1 : 4;
        if (p->first == text_scan_sentence(f->s, p->first)->first && p->first == p->last && !p->head)
                needed += is_subject(f, p) && text_scan_starts(f->s, p->first, SAYS_COMMON) ? 4 : 0.5;
        return needed;
}
