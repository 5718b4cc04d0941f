#include "reader/places/text_points.h"

#include "base/text.h"
#include "reader/places/text_around.h"
#include "reader/places/text_candidates.h"
#include "reader/places/text_company.h"

static double size_points(const struct text_name *name)
{
        static const double points[] = {
            [SIZE_HAMLET] = 0.5, [SIZE_1000] = 1.5,   [SIZE_5000] = 2.5,   [SIZE_20000] = 3.5,
            [SIZE_50000] = 6,    [SIZE_100000] = 6.5, [SIZE_200000] = 8.5, [SIZE_500000] = 9.5};

        return points[name->size];
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

#define AIMED_FAR 150 /* km */

/* What flies on leaves the region that it is over: the town nearby is meant, no village there that is called so. */
static double aimed_points(const struct text_finder *f, const struct text_stand *stand,
                           const struct text_name *name)
{
        struct area_point there;

        return stand->is_aimed && name->level == LEVEL_SETTLEMENT && name->size >= SIZE_50000 &&
                       place_point(f->s->gazetteer, name->place, &there) &&
                       place_distance(stand->start, there) < AIMED_FAR
                   ? 3
                   : 0;
}

static double context_points(const struct text_finder *f, const struct text_place *p,
                             const struct text_stand *stand, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t candidate = name->place, level = name->level;
        double points = text_stand_near(stand, candidate, level) +
                        (stand->n_beside ? text_company_listed(f, p, stand, name) : 0);

        points += text_around_points(f, p, stand, name, points == 0);
        if (level == LEVEL_CITY_DISTRICT &&
            text_finder_lists(f->cities, f->n_cities, place_parent(g, candidate)))
                points += 6;
        if (level >= LEVEL_SETTLEMENT && !p->head && p->expected)
                points += 1;
        if (stand->is_heading)
                points += 1;
        if (name->size >= SIZE_5000 && name->size < SIZE_100000 && level == LEVEL_SETTLEMENT &&
            stand->opening != PLACE_NONE && place_contains(g, stand->opening, candidate))
                points += 2;
        points += origin_points(f, stand, name) + aimed_points(f, stand, name) + town_points(f, stand, name);
        if (stand->has_company)
                points += text_company_points(f, p, stand, name);
        if (f->s->home != PLACE_NONE && place_contains(g, f->s->home, candidate))
                points += 3;
        return points;
}

/* Regions of far countries have names like "Sila", which mean other things nearby. */
static double region_points(const struct text_finder *f, const struct text_place *p,
                            const struct text_stand *stand, const struct text_name *name)
{
        if (text_finder_is_close(f, place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY)))
                return 6;
        if (p->head || p->expected)
                return p->head && p->levels != 1u << LEVEL_REGION
                           ? 5
                           : 3; /* "Madona municipality": not the town */
        return name->size == SIZE_500000 && !stand->is_common ? 3 : 1.5;
}

/* "Люблино, дроны!", "над Оболонню": a quarter as large as a town, where the text is about no other region. */
static bool is_known_quarter(const struct text_finder *f, const struct text_place *p,
                             const struct text_name *name)
{
        return (p->announced || p->expected) && name->size >= SIZE_20000 &&
               (!f->n_regions || text_around_is(f, name->place));
}

static double level_points(const struct text_finder *f, const struct text_place *p,
                           const struct text_stand *stand, const struct text_name *name)
{
        switch (name->level) {
        case LEVEL_COUNTRY:
                return 6;
        case LEVEL_REGION:
                if (p->levels >> LEVEL_CITY_DISTRICT & 1 && (name->needs_head || name->size >= SIZE_200000))
                        return 2; /* "Odesa district" is not the oblast, but "Soroca district" is one */
                if (p->head && p->levels >> LEVEL_SETTLEMENT & 1 && p->found >> LEVEL_SETTLEMENT & 1 &&
                    name->size < SIZE_500000)
                        return 2; /* "the town of Soroca" */
                return region_points(f, p, stand, name);
        case LEVEL_DISTRICT:
                return p->head ? 4 : 1;
        case LEVEL_COMMUNITY:
                return p->head ? 3 : 0;
        case LEVEL_CITY_DISTRICT:
                return p->head ? 3 : is_known_quarter(f, p, name) ? 2.5 : 0;
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

/* Станіслав of a list of Kherson's villages is no city that was called so once. */
static bool is_current(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (!name->old && text_around_is(f, name->place))
                        return true;
        return false;
}

/* Former names of villages are hardly used, those of towns are. */
static double old_points(const struct text_finder *f, const struct text_place *p,
                         const struct text_name *name)
{
        if (!name->old)
                return 0;
        if (place_population(f->s->gazetteer, name->place) < 10000)
                return 4;
        return f->n_regions && !text_around_is(f, name->place) && is_current(f, p) ? 6 : 1;
}

double text_points_of(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                      const struct text_name *name)
{
        return level_points(f, p, stand, name) + context_points(f, p, stand, name) -
               (p->levels && !(p->levels >> name->level & 1) ? 1 : 0) +
               (name->needs_head && p->head ? 2 : 0) - old_points(f, p, name) +
               (text_finder_lists(f->meant, f->n_meant, name->place) ? 6 : 0);
}

#define SHORT 4 /* letters */

/* "Бої" is no form of Ба in Fiji. */
static bool is_short(const struct text_finder *f, const struct text_place *p)
{
        const struct text_lexeme *x = text_scan_token(f->s, p->first)->lexeme;

        return p->first == p->last && text_length(x->folded, x->size) < SHORT;
}

double text_points_unique(const struct text_finder *f, const struct text_place *p,
                          const struct text_name *name)
{
        if (!p->head && name->level == LEVEL_DISTRICT)
                return is_short(f, p) ? 0
                                      : 3; /* without an administrative word it is a by-name: "Чугуївщина" */
        if (text_scan_starts(f->s, p->first, SAYS_COMMON))
                return p->head ? 1 : 0;
        return (p->head ? 1 : 0) + (name->size >= SIZE_1000 || p->announced ? 1.5 : 0.5);
}
