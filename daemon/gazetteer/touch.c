#include "gazetteer/touch.h"

#include <math.h>
#include <stdlib.h>

#include "gazetteer/grid.h"

#define KM_PER_DEGREE 111.195

static bool is_near(const struct gazetteer *g, struct area_point centre, uint32_t place, double km)
{
        uint32_t last = place_last(g, place);
        struct area_point p;

        for (uint32_t i = place; i <= last; i++)
                if (g->places[i].anchor && place_point(g, i, &p) &&
                    fabs(p.lat - centre.lat) * KM_PER_DEGREE <= km && place_distance(centre, p) <= km)
                        return true;
        return false;
}

bool place_touches(const struct gazetteer *g, uint32_t x, uint32_t y, double km)
{
        uint32_t last;
        struct area_point p;

        if (x == PLACE_NONE || y == PLACE_NONE)
                return false;
        if (place_contains(g, x, y) || place_contains(g, y, x))
                return true;
        if (place_level(g, x) < LEVEL_DISTRICT || place_level(g, y) < LEVEL_DISTRICT)
                return false;
        last = place_last(g, x);
        for (uint32_t i = x; i <= last; i++)
                if (g->places[i].anchor && place_point(g, i, &p) && is_near(g, p, y, km))
                        return true;
        return false;
}

static size_t siblings(const struct gazetteer *g, uint32_t place, struct arena *a, uint32_t **ret)
{
        uint32_t parent = place_parent(g, place), last, *list = NULL;
        size_t n = 0, room = 0;

        if (parent == PLACE_NONE)
                return 0;
        last = place_last(g, parent);
        for (uint32_t p = parent + 1; p <= last; p = place_last(g, p) + 1)
                if (p != place && place_level(g, p) == place_level(g, place)) {
                        list = arena_grow(a, list, n, &room, sizeof *list);
                        list[n++] = p;
                }
        *ret = list;
        return n;
}

size_t place_beside(const struct gazetteer *g, uint32_t place, double km, struct arena *a, uint32_t **ret)
{
        struct area_point centre;

        if (place == PLACE_NONE || place_level(g, place) < LEVEL_DISTRICT)
                return 0;
        if (place_level(g, place) < LEVEL_SETTLEMENT)
                return siblings(g, place, a, ret);
        return place_point(g, place, &centre) ? place_near(g, centre, km, a, ret) : 0;
}

/* What is around, while it is gathered. */
struct ring {
        const struct gazetteer *g;
        const uint32_t *places;
        size_t n_places;
        uint32_t *found;
        size_t n, room;
};

/* Whether the place has to do with one of those that are gone around. */
static bool is_own(const struct ring *r, uint32_t place)
{
        for (size_t i = 0; i < r->n_places; i++)
                if (place_contains(r->g, r->places[i], place) || place_contains(r->g, place, r->places[i]))
                        return true;
        return false;
}

/* The community or district of a settlement that stands for it. */
static uint32_t unit_of(const struct ring *r, uint32_t settlement)
{
        static const enum place_level levels[] = {LEVEL_COMMUNITY, LEVEL_DISTRICT};

        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
                uint32_t unit = place_ancestor(r->g, settlement, levels[i]);
                if (unit != PLACE_NONE && !is_own(r, unit))
                        return unit;
        }
        return settlement;
}

static void add_ring(struct ring *r, struct area_point centre, double km, struct arena *a)
{
        uint32_t *near;
        size_t n = place_near(r->g, centre, km, a, &near);

        for (size_t i = 0; i < n; i++) {
                if (is_own(r, near[i]))
                        continue;
                r->found = arena_grow(a, r->found, r->n, &r->room, sizeof *r->found);
                r->found[r->n++] = unit_of(r, near[i]);
        }
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

size_t place_around(const struct gazetteer *g, const uint32_t *places, size_t n,
                    const struct area_point *point, double reach, double km, struct arena *a, uint32_t **ret)
{
        struct arena *work = arena_new();
        struct ring r = {.g = g, .places = places, .n_places = n};
        struct area_point p;
        size_t kept = 0;

        for (size_t i = 0; i < n; i++) {
                uint32_t last = place_last(g, places[i]);
                for (uint32_t k = places[i]; k <= last; k++)
                        if (g->places[k].anchor && place_point(g, k, &p))
                                add_ring(&r, p, km, work);
        }
        if (point)
                add_ring(&r, *point, reach, work);
        if (r.n)
                qsort(r.found, r.n, sizeof *r.found, by_number);
        for (size_t i = 0; i < r.n; i++)
                if (kept == 0 || r.found[kept - 1] != r.found[i])
                        r.found[kept++] = r.found[i];
        *ret = arena_array(a, kept, sizeof **ret);
        for (size_t i = 0; i < kept; i++)
                (*ret)[i] = r.found[i];
        arena_free(work);
        return kept;
}
