#include "gazetteer/touch.h"

#include <math.h>
#include <stdlib.h>

#include "gazetteer/grid.h"

#define KM_PER_DEGREE 111.195

static int from_south(const void *a, const void *b)
{
        const struct touch_point *x = a, *y = b;

        return (x->at.lat > y->at.lat) - (x->at.lat < y->at.lat);
}

/* Makes the box that holds it all; a little too wide towards the equator. */
static void set_box(struct touch_zone *z)
{
        double margin = z->km / KM_PER_DEGREE, widest = 0;

        z->south = z->points[0].at.lat - margin;
        z->north = z->points[z->n - 1].at.lat + margin;
        z->west = z->east = z->points[0].at.lon;
        for (size_t i = 0; i < z->n; i++) {
                z->west = fmin(z->west, z->points[i].at.lon);
                z->east = fmax(z->east, z->points[i].at.lon);
                widest = fmax(widest, fabs(z->points[i].at.lat));
        }
        margin /= fmax(cos(fmin(widest + margin, 89) * M_PI / 180), 0.01);
        z->west -= margin;
        z->east += margin;
}

struct touch_zone touch_zone_of(const struct gazetteer *g, const uint32_t *places, size_t n, double km,
                                struct arena *a)
{
        struct touch_zone z = {.gazetteer = g, .km = km};
        size_t room = 0;

        for (size_t i = 0; i < n; i++) {
                if (places[i] == PLACE_NONE || place_level(g, places[i]) < LEVEL_DISTRICT)
                        continue;
                uint32_t last = place_last(g, places[i]),
                         country = place_ancestor(g, places[i], LEVEL_COUNTRY);
                struct touch_point p = {.country = country};
                for (uint32_t k = places[i]; k <= last; k++)
                        if (g->places[k].anchor && place_point(g, k, &p.at)) {
                                z.points = arena_grow(a, z.points, z.n, &room, sizeof *z.points);
                                z.points[z.n++] = p;
                        }
        }
        if (z.n) {
                qsort(z.points, z.n, sizeof *z.points, from_south);
                set_box(&z);
        }
        return z;
}

/* The first point that is not south of it. */
static size_t first_north_of(const struct touch_zone *z, double lat)
{
        size_t low = 0, high = z->n;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (z->points[middle].at.lat < lat)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static bool holds(const struct touch_zone *z, struct area_point p, uint32_t country)
{
        double margin = z->km / KM_PER_DEGREE;

        for (size_t i = first_north_of(z, p.lat - margin); i < z->n && z->points[i].at.lat <= p.lat + margin;
             i++)
                if (z->points[i].country == country && place_distance(z->points[i].at, p) <= z->km)
                        return true;
        return false;
}

bool touch_zone_has(const struct touch_zone *z, uint32_t place)
{
        const struct gazetteer *g = z->gazetteer;
        uint32_t last;
        struct area_point p;

        if (z->n == 0 || place == PLACE_NONE || place_level(g, place) < LEVEL_DISTRICT)
                return false;
        last = place_last(g, place);
        for (uint32_t i = place; i <= last; i++)
                if (g->places[i].anchor && place_point(g, i, &p) && p.lat >= z->south && p.lat <= z->north &&
                    p.lon >= z->west && p.lon <= z->east &&
                    holds(z, p, place_ancestor(g, place, LEVEL_COUNTRY)))
                        return true;
        return false;
}

/* Rounded away from the middle. */
#define ROUNDING 0.0001

struct touch_box touch_box_of(const struct gazetteer *g, uint32_t place)
{
        struct touch_box box = {.south = 91, .west = 181, .north = -91, .east = -181};
        struct area_point p;

        if (place == PLACE_NONE || place_level(g, place) < LEVEL_DISTRICT)
                return box;
        for (uint32_t i = place, last = place_last(g, place); i <= last; i++)
                if (g->places[i].anchor && place_point(g, i, &p)) {
                        box.south = fminf(box.south, (float)(p.lat - ROUNDING));
                        box.north = fmaxf(box.north, (float)(p.lat + ROUNDING));
                        box.west = fminf(box.west, (float)(p.lon - ROUNDING));
                        box.east = fmaxf(box.east, (float)(p.lon + ROUNDING));
                }
        return box;
}

bool touch_zone_meets(const struct touch_zone *z, const struct touch_box *box)
{
        return z->n && box->south <= z->north && box->north >= z->south && box->west <= z->east &&
               box->east >= z->west;
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
