#include "gazetteer/find_choose.h"

#include <errno.h>

/* A city of this size is meant by its bare name where all its namesakes together are this many times smaller.
 */
#define CITY_PEOPLE 200000u
#define CITY_TIMES  20u

static bool level_said(const struct find_matches *m)
{
        return m->levels != WORD_ANY_LEVEL;
}

/* "Chernihiv" is the city, not the region around it: a place goes where a settlement of that name lies in it.
 * Where an administrative word was said that fits both, the smaller is meant: "Chernihiv district" is not the
 * region. */
static void drop_surroundings(const struct gazetteer *g, struct find_matches *m)
{
        size_t kept = 0;

        for (size_t i = 0; i < m->n; i++) {
                bool around = false;
                for (size_t j = i + 1; j < m->n && place_contains(g, m->all[i].place, m->all[j].place); j++)
                        around |= level_said(m) || place_level(g, m->all[j].place) == LEVEL_SETTLEMENT;
                if (!around)
                        m->all[kept++] = m->all[i];
        }
        m->n = kept;
}

static bool around_all(const struct gazetteer *g, const struct find_matches *m)
{
        for (size_t i = 1; i < m->n; i++)
                if (!place_contains(g, m->all[0].place, m->all[i].place))
                        return false;
        return true;
}

/* The only match of that level, or PLACE_NONE. */
static uint32_t only_one(const struct gazetteer *g, const struct find_matches *m, enum place_level level)
{
        uint32_t found = PLACE_NONE;

        for (size_t i = 0; i < m->n; i++) {
                if (place_level(g, m->all[i].place) != level)
                        continue;
                if (found != PLACE_NONE)
                        return PLACE_NONE;
                found = m->all[i].place;
        }
        return found;
}

/* The great city among hamlets of its name, or PLACE_NONE. */
static uint32_t great_city(const struct gazetteer *g, const struct find_matches *m)
{
        uint32_t best = m->all[0].place;
        uint64_t people = 0;

        for (size_t i = 0; i < m->n; i++) {
                uint32_t p = m->all[i].place;
                people += place_population(g, p);
                if (place_population(g, p) > place_population(g, best))
                        best = p;
        }
        people -= place_population(g, best);
        return place_population(g, best) >= CITY_PEOPLE && place_population(g, best) >= CITY_TIMES * people
                   ? best
                   : PLACE_NONE;
}

/* The country before a region of that name, "X district" before the districts of cities, the great city
 * before the hamlets. PLACE_NONE where nothing stands out. */
static uint32_t foremost(const struct gazetteer *g, const struct find_matches *m)
{
        uint32_t place = only_one(g, m, LEVEL_COUNTRY);

        if (place == PLACE_NONE && level_said(m) && m->levels & 1u << LEVEL_CITY_DISTRICT)
                place = only_one(g, m, LEVEL_DISTRICT);
        return place == PLACE_NONE ? great_city(g, m) : place;
}

/* Of several places of a name, the one that is meant; -ENOTUNIQ where that cannot be said. */
static int choose(const struct gazetteer *g, struct find_matches *m, uint32_t *ret)
{
        uint32_t place;

        drop_surroundings(g, m);
        if (m->n == 1 || around_all(g, m)) {
                *ret = m->all[0].place;
                return 0;
        }
        place = foremost(g, m);
        if (place == PLACE_NONE)
                return -ENOTUNIQ;
        *ret = place;
        return 0;
}

/* Those of the matches that lie in `scope` and fit that well. */
static void select_matches(const struct gazetteer *g, const struct find_matches *from, uint32_t scope,
                           enum name_fit least, struct find_matches *to)
{
        to->n = 0;
        to->levels = from->levels;
        for (size_t i = 0; i < from->n; i++)
                if (place_contains(g, scope, from->all[i].place) && from->all[i].fit >= least)
                        to->all[to->n++] = from->all[i];
}

int find_choose(const struct gazetteer *g, const struct find_matches *all, uint32_t home,
                struct find_matches *ret_rest, uint32_t *ret)
{
        if (home == PLACE_NONE)
                home = 0;
        for (uint32_t scope = home; scope != PLACE_NONE; scope = place_parent(g, scope)) {
                for (int least = NAME_EXACT; least >= NAME_CORE; least--) {
                        select_matches(g, all, scope, (enum name_fit)least, ret_rest);
                        if (ret_rest->n)
                                return choose(g, ret_rest, ret);
                }
        }
        return -ENOENT;
}
