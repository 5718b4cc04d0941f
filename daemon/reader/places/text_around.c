#include "reader/places/text_around.h"

#include "reader/places/text_candidates.h"

/* The first of a few places that the candidate lies in, or is; PLACE_NONE where it lies in none. */
static uint32_t first_around(const struct text_finder *f, const uint32_t *list, size_t n, uint32_t candidate)
{
        for (size_t i = 0; i < n; i++)
                if (place_contains(f->s->gazetteer, list[i], candidate))
                        return list[i];
        return PLACE_NONE;
}

/* "The Esil topped its dyke at Zarechny": none of the many of Russia, after places of Kazakhstan. */
static bool is_abroad(const struct text_finder *f, const struct text_stand *stand,
                      const struct text_name *name)
{
        return stand->is_frequent && stand->n_countries && name->level == LEVEL_SETTLEMENT &&
               name->size < SIZE_200000 &&
               first_around(f, stand->countries, stand->n_countries, name->place) == PLACE_NONE;
}

#define SAID_WITHIN 16 /* names */

/* A country whose name stands before the name, in its sentence: "Росія: вибух у Дубні". */
static bool is_country_said(const struct text_finder *f, const struct text_place *p, uint32_t country)
{
        uint32_t sentence = text_scan_token(f->s, p->first)->sentence;

        for (const struct text_place *o = p;
             o-- > f->places && o + SAID_WITHIN > p && text_scan_token(f->s, o->first)->sentence == sentence;)
                if (o->place == country)
                        return true;
        return false;
}

/* "Вибухи в Дубні", in Ukrainian: Дубно, not a larger town of Russia whose name looks the same in this case. */
static bool is_rivalled(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        struct text_candidates all = {0};
        const struct text_name *o;

        if (f->homeland == PLACE_NONE || p->head ||
            (name->level == LEVEL_SETTLEMENT ? name->size >= SIZE_200000 : name->level != LEVEL_REGION) ||
            place_contains(f->s->gazetteer, f->homeland, name->place) ||
            is_country_said(f, p, place_ancestor(f->s->gazetteer, name->place, LEVEL_COUNTRY)))
                return false;
        while ((o = text_candidates_exact(f, p, &all)))
                if (o->size >= SIZE_5000 && !o->old && place_contains(f->s->gazetteer, f->homeland, o->place))
                        return true;
        return false;
}

/* Is a settlement in the regions of the text called so? */
static bool is_called_around(const struct text_finder *f, const struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_exact(f, p, &all)))
                if (name->level == LEVEL_SETTLEMENT && !name->old && text_around_is(f, name->place))
                        return true;
        return false;
}

#define KNOWN_TO_ALL 150000 /* people: what is larger need not be said to lie elsewhere */
#define FAR_OFF      250    /* km, from the middle of a region: not over its border */

#define NAMES_MOST 64 /* of a text that are looked through */

/* Does the text name the region, or a unit in it, not only a town? A list of towns may be from everywhere. */
static bool is_region_named(const struct text_finder *f, uint32_t region)
{
        for (size_t i = 0; i < f->n && i < NAMES_MOST; i++)
                if (f->places[i].place != PLACE_NONE &&
                    place_level(f->s->gazetteer, f->places[i].place) < LEVEL_SETTLEMENT &&
                    place_contains(f->s->gazetteer, region, f->places[i].place))
                        return true;
        return false;
}

static bool are_regions_named(const struct text_finder *f)
{
        for (size_t i = 0; i < f->n_regions; i++)
                if (is_region_named(f, f->regions[i]))
                        return true;
        return false;
}

/* A town far from the only region that the text names, in which something is called so, too: "Отрадное", "Муром". */
static bool is_namesake(const struct text_finder *f, const struct text_place *p, const struct text_name *name)
{
        const struct gazetteer *g = f->s->gazetteer;
        struct area_point here, there;

        return name->level == LEVEL_SETTLEMENT && !p->head && f->n_regions == 1 && name->size >= SIZE_20000 &&
               place_population(g, name->place) < KNOWN_TO_ALL && place_point(g, f->regions[0], &here) &&
               place_point(g, name->place, &there) && place_distance(here, there) > FAR_OFF &&
               is_called_around(f, p) && is_region_named(f, f->regions[0]);
}

/* Against a place in a region that the text does not name, while it names others. */
static double elsewhere_points(const struct text_finder *f, const struct text_place *p,
                               const struct text_stand *stand, const struct text_name *name)
{
        if (is_namesake(f, p, name))
                return 5;
        if (!stand->is_common || (name->size >= SIZE_50000 && !are_regions_named(f)))
                return name->size >= SIZE_20000                         ? 0
                       : p->head && p->levels == 1u << LEVEL_SETTLEMENT ? 4
                                                                        : 1.5;
        if (name->size < SIZE_50000)
                return 4;
        return place_population(f->s->gazetteer, name->place) < KNOWN_TO_ALL ? 5 : 0;
}

double text_around_points(const struct text_finder *f, const struct text_place *p,
                          const struct text_stand *stand, const struct text_name *name, bool alone)
{
        const uint32_t country = first_around(f, f->countries, f->n_countries, name->place);
        double points = 0;

        if (alone && (is_abroad(f, stand, name) || is_rivalled(f, p, name)))
                points = -6;
        else if (text_around_is(f, name->place))
                points = f->entries ? 0.5 : 2;
        else if (f->n_regions && !f->entries && name->level > LEVEL_REGION &&
                 !(p->head && name->level == LEVEL_DISTRICT))
                points = -elsewhere_points(f, p, stand, name);
        if (country != PLACE_NONE)
                points += text_finder_is_close(f, country) ? 1 : 3;
        return points;
}
