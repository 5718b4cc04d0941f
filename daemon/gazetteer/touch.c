#include "gazetteer/touch.h"

#include <math.h>

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
