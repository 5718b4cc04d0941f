#include "reader/places/text_choice.h"

#include <string.h>

#include "reader/places/text_around.h"
#include "reader/places/text_candidates.h"
#include "reader/places/text_company.h"
#include "reader/places/text_located.h"
#include "reader/places/text_points.h"

#define MISTAKEN 3 /* points */

/* How a place may be called a district that is none. */
enum miscalled {
        MISCALLED_NOT,
        MISCALLED_VILLAGE, /* "Oktyabrsky district" where only a village is called so: writers mistake one for the other */
        MISCALLED_TOWN, /* "Shebekino district": no district, or community, is called so in Latin letters, only towns are */
        MISCALLED_FORMER /* a district of before was called like the community of its centre is */
};

#define STEM_LEAST  4 /* letters */
#define ENDING_MOST 4

static const char *slug_of(const struct text_finder *f, uint32_t place)
{
        return strrchr(place_path(f->s->gazetteer, place, f->s->arena), '/') + 1;
}

/* Is a district called by the town: "shebekinsky" by "shebekino", "krasnoyaruzhsky" by "krasnaya-yaruga"? */
static bool has_stem_of(const char *district, const char *town)
{
        size_t same = 0;

        while (district[same] && district[same] == town[same])
                same++;
        return same >= STEM_LEAST &&
               strcspn(town + same, "-") <= (same > STEM_LEAST ? ENDING_MOST : ENDING_MOST - 1);
}

/* "Shebekino district", "Slavyansk district": in English a district is often called by the town that its own name is made of
 * ("Shebekinsky", "Slavyansk-on-Kuban"). That district, or PLACE_NONE. */
static uint32_t district_of_town(const struct text_finder *f, const struct text_name *name)
{
        const uint32_t district = place_ancestor(f->s->gazetteer, name->place, LEVEL_DISTRICT);

        return district != PLACE_NONE && has_stem_of(slug_of(f, district), slug_of(f, name->place))
                   ? district
                   : PLACE_NONE;
}

/* "Belgorod district": the one around the city that the region is called after, too. PLACE_NONE: there is none. */
static uint32_t district_of_centre(const struct text_finder *f, const struct text_place *p, uint32_t region)
{
        const uint32_t called = 1u << LEVEL_DISTRICT | 1u << LEVEL_CITY_DISTRICT; /* no county */
        const struct gazetteer *g = f->s->gazetteer;
        const uint32_t last = place_last(g, region);

        if (!text_scan_token(f->s, p->first)->latin || (p->levels & called) != called)
                return PLACE_NONE;
        for (uint32_t place = region + 1; place <= last; place = place_last(g, place) + 1)
                if (place_level(g, place) == LEVEL_DISTRICT &&
                    has_stem_of(slug_of(f, place), slug_of(f, region)))
                        return place;
        return PLACE_NONE;
}

static enum miscalled how_miscalled(const struct text_finder *f, const struct text_place *p,
                                    const struct text_name *name)
{
        const bool district = p->levels >> LEVEL_DISTRICT & 1;

        if (!(district || p->levels >> LEVEL_COMMUNITY & 1) || p->levels >> name->level & 1)
                return MISCALLED_NOT;
        if (district && name->level == LEVEL_COMMUNITY && name->needs_head)
                return MISCALLED_FORMER;
        if (name->level != LEVEL_SETTLEMENT)
                return MISCALLED_NOT;
        if (text_scan_token(f->s, p->first)->latin &&
            (!(p->found & p->levels) ||
             (district && p->levels >> LEVEL_CITY_DISTRICT & 1 && text_around_is(f, name->place) &&
              district_of_town(f, name) != PLACE_NONE)))
                return MISCALLED_TOWN;
        return district ? MISCALLED_VILLAGE : MISCALLED_NOT;
}

/* "Вознесенський, Шосткинський райони": of a list of districts, the village that is called so in one of the others is not meant. */
static bool is_in_list_of_districts(const struct text_place *p, enum miscalled how)
{
        return how == MISCALLED_VILLAGE && (p->shared || p->plural) &&
               p->found & p->levels & 1u << LEVEL_DISTRICT;
}

/* "Marganets community": spelled as only the town is that gives the community its name. PLACE_NONE: it gives none. */
static uint32_t community_of_town(const struct text_finder *f, const struct text_name *name)
{
        const uint32_t community = place_ancestor(f->s->gazetteer, name->place, LEVEL_COMMUNITY);

        return community != PLACE_NONE && place_is_called_as(f->s->gazetteer, name->place, community)
                   ? community
                   : PLACE_NONE;
}

uint32_t text_choice_place(const struct text_finder *f, const struct text_place *p,
                           const struct text_name *name)
{
        const enum miscalled how = how_miscalled(f, p, name);
        uint32_t around = PLACE_NONE;

        if (name->level == LEVEL_REGION)
                around = district_of_centre(f, p, name->place);
        else if (how == MISCALLED_FORMER)
                around = place_ancestor(f->s->gazetteer, name->place, LEVEL_DISTRICT);
        else if (how == MISCALLED_TOWN)
                around =
                    p->levels >> LEVEL_DISTRICT & 1 ? district_of_town(f, name) : community_of_town(f, name);
        return around != PLACE_NONE ? around : name->place;
}

static bool allowed(const struct text_place *p, const struct text_name *name, enum miscalled how)
{
        uint32_t level = name->level;

        if (!p->levels)
                return !name->needs_head;
        if (p->levels >> level & 1) /* "the city of Rezekne" is no municipality around it */
                return !(name->needs_head && level == LEVEL_REGION && p->levels >> LEVEL_SETTLEMENT & 1);
        if (how == MISCALLED_FORMER)
                return true;
        return !name->needs_head && !p->works &&
               (how == MISCALLED_TOWN || (how == MISCALLED_VILLAGE && name->size < SIZE_20000));
}

/* It only sounds like the name: a town, or a place in a region that the text names. */
static bool may_be_alike(const struct text_finder *f, const struct text_name *name)
{
        return name->level <= LEVEL_REGION || name->size >= SIZE_20000 ||
               place_population(f->s->gazetteer, name->place) >= 15000 || text_around_is(f, name->place);
}

/* Is what only sounds like it out of the question? "Валуйский округ" is not Вольский, wherever it lies: of units such names
 * are rarely written otherwise, but under "Dnipropetrovsk region:", "Pokrovsk community" is no Pokrovsk of Donetsk. Nor is Болград
 * Belgorod, or Вороніж Voronezh, unless the text is about their region. */
static bool is_exact(const struct text_finder *f, const struct text_place *p, const struct text_stand *stand,
                     const struct text_name *exact, const struct text_name *alike)
{
        if (!exact)
                return false;
        if (p->head && exact->level < LEVEL_SETTLEMENT)
                return text_stand_near(stand, alike->place, alike->level) <=
                       text_stand_near(stand, exact->place, exact->level);
        return text_around_is(f, exact->place) || !text_around_is(f, alike->place);
}

/* "БпЛА на Апостолове", whatever region another line is about: a town that is called so is no village one letter off. */
static bool is_typed_right(const struct text_finder *f, const struct text_name *exact,
                           const struct text_name *typed)
{
        const struct gazetteer *g = f->s->gazetteer;

        return exact && exact->size >= SIZE_5000 &&
               place_ancestor(g, exact->place, LEVEL_COUNTRY) ==
                   place_ancestor(g, typed->place, LEVEL_COUNTRY);
}

/* A name that is only akin to it is meant where a place is spoken of, in a region that the text names. */
static bool may_be_akin(const struct text_finder *f, const struct text_place *p,
                        const struct text_stand *stand, const struct text_name *name)
{
        if (p->announced && !(p->head && p->levels >> LEVEL_SETTLEMENT &
                                             1)) /* no village is a town, or a region, elsewhere */
                return may_be_alike(f, name);
        return (p->expected || p->head || stand->is_heading || stand->is_told || stand->n_beside ||
                text_located_is(f, p)) &&
               text_around_is(f, name->place);
}

/* The town that is called exactly as it is written; NULL: there is none. */
static const struct text_name *written_town(const struct text_finder *f, const struct text_place *p,
                                            uint32_t node)
{
        const struct text_name *names;
        const size_t n = node == TEXT_NO_NODE ? 0 : text_names_at(f->s->names, node, &names);

        for (size_t i = 0; i < n && !p->head; i++)
                if (names[i].level == LEVEL_SETTLEMENT && names[i].size >= SIZE_20000 && !names[i].old)
                        return &names[i];
        return NULL;
}

#define BENT 4 /* points */

/* "Конотоп, Стрий": Конотопи is called so in one case only, and it takes more than to lie near what stands beside it. */
static bool is_bent(const struct text_name *name, const struct text_name *written,
                    const struct text_stand *stand)
{
        return written && name->level == LEVEL_SETTLEMENT && name->size < SIZE_5000 &&
               text_stand_near(stand, name->place, name->level) <= 0;
}

struct text_choice text_choice_make(const struct text_finder *f, const struct text_place *p)
{
        struct text_choice c = {0};
        uint32_t only = PLACE_NONE;
        struct text_candidates all = {0};
        const struct text_name *name;
        const struct text_name *exact = NULL;
        const uint32_t node = text_scan_node(f->s, p->first, p->last);
        const struct text_name *written = written_town(f, p, node);
        const struct text_place *city = text_located_city(f, p);
        const bool located = text_located_is_said(f, p, city);
        const uint32_t quarter = text_located_quarter(f, p);
        struct text_stand stand;

        text_stand_find(f, p, &stand);
        text_company_find(f, p, &stand);
        while ((name = text_candidates_next(f, p, &all))) {
                const bool alike = !text_candidates_is_exact(p, &all);
                const enum miscalled how = how_miscalled(f, p, name);
                double points;
                if (!allowed(p, name, how) || (alike && how == MISCALLED_FORMER) ||
                    is_in_list_of_districts(p, how))
                        continue;
                if ((quarter != PLACE_NONE && name->place != quarter) ||
                    (located && text_located_elsewhere(f, p, city, name))) {
                        c.elsewhere = true;
                        continue;
                }
                c.open |= alike && text_around_is(f, name->place);
                if (alike && (!may_be_akin(f, p, &stand, name) || is_exact(f, p, &stand, exact, name) ||
                              (text_candidates_node(&all) < p->typed && is_typed_right(f, exact, name))))
                        continue;
                c.n += !c.n || name->place != only;
                only = name->place;
                points =
                    text_points_of(f, p, &stand, name) - (alike ? p->announced ? 2 : 1 : 0) -
                    (how == MISCALLED_VILLAGE || how == MISCALLED_FORMER ? MISTAKEN : 0) -
                    (p->nodes[text_candidates_node(&all)] != node && is_bent(name, written, &stand) ? BENT
                                                                                                    : 0);
                if (points > c.best || (points == c.best && c.name && !p->head &&
                                        text_stand_is_before(f, p, name->place, c.name->place))) {
                        c.second = c.best;
                        c.best = points;
                        c.name = name;
                        exact = alike ? exact : name;
                        c.akin = alike;
                        c.alike = alike && exact;
                } else if (points > c.second) {
                        c.second = points;
                }
        }
        return c;
}
