#include "gazetteer/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS      180
#define COLUMNS   360
#define EARTH     6371.0088 /* mean radius in kilometres */
#define KM_DEGREE (EARTH * M_PI / 180)

double place_distance(struct area_point a, struct area_point b)
{
        const double rad = M_PI / 180;
        double y = sin((b.lat - a.lat) * rad / 2), x = sin((b.lon - a.lon) * rad / 2);
        double h = y * y + cos(a.lat * rad) * cos(b.lat * rad) * x * x;

        return 2 * EARTH * asin(sqrt(h > 1 ? 1 : h));
}

static int clamp(int value, int least, int most)
{
        return value < least ? least : value > most ? most : value;
}

static uint32_t square_of(const struct place *p)
{
        int row = clamp((int)floor(p->lat / PLACE_SCALE) + 90, 0, ROWS - 1);
        int column = clamp((int)floor(p->lon / PLACE_SCALE) + 180, 0, COLUMNS - 1);

        return (uint32_t)(row * COLUMNS + column);
}

/* Children have higher numbers than their parent, so going down the numbers meets them first. */
static void mark_anchors(struct gazetteer *g)
{
        bool *below = calloc(g->n_places, sizeof *below);

        if (!below)
                abort();
        for (uint32_t i = g->n_places; i-- > 1;) {
                struct place *p = &g->places[i];
                p->anchor = p->lat != PLACE_NO_POINT && (p->level >= LEVEL_SETTLEMENT || !below[i]);
                below[p->parent] |= p->anchor || below[i];
        }
        free(below);
}

#define BLOCK 16 /* places that are counted one by one */

static void count_anchors(struct gazetteer *g)
{
        uint32_t n = 0;

        g->grid.before = calloc(g->n_places / BLOCK + 1, sizeof *g->grid.before);
        if (!g->grid.before)
                abort();
        for (uint32_t i = 0; i <= g->n_places; i++) {
                if (i % BLOCK == 0)
                        g->grid.before[i / BLOCK] = n;
                n += i < g->n_places && g->places[i].anchor;
        }
}

/* How many of the places below the number are in the grid. */
static uint32_t anchors_below(const struct gazetteer *g, uint32_t number)
{
        uint32_t n = g->grid.before[number / BLOCK];

        for (uint32_t i = number / BLOCK * BLOCK; i < number; i++)
                n += g->places[i].anchor;
        return n;
}

void grid_build(struct gazetteer *g)
{
        struct grid *grid = &g->grid;
        uint32_t *starts;

        mark_anchors(g);
        starts = calloc(ROWS * COLUMNS + 2, sizeof *starts);
        if (!starts)
                abort();
        for (uint32_t i = 1; i < g->n_places; i++) {
                if (!g->places[i].anchor)
                        continue;
                starts[square_of(&g->places[i]) + 2]++;
                grid->n_items++;
        }
        count_anchors(g);
        for (size_t s = 2; s < ROWS * COLUMNS + 2; s++)
                starts[s] += starts[s - 1];
        grid->items = calloc(grid->n_items + 1, sizeof *grid->items);
        if (!grid->items)
                abort();
        for (uint32_t i = 1; i < g->n_places; i++)
                if (g->places[i].anchor)
                        grid->items[starts[square_of(&g->places[i]) + 1]++] = i;
        grid->starts = starts;
}

void grid_done(struct grid *grid)
{
        free(grid->starts);
        free(grid->items);
        free(grid->before);
        memset(grid, 0, sizeof *grid);
}

static void enter_square(struct grid_cursor *c)
{
        uint32_t square = (uint32_t)(c->row * COLUMNS + (c->west + c->column) % COLUMNS);

        c->at = c->g->grid.starts[square];
        c->end = c->g->grid.starts[square + 1];
}

void grid_start(struct grid_cursor *c, const struct gazetteer *g, struct grid_box box)
{
        int west = (int)floor(fmax(box.west, -1000)) + 180, east = (int)floor(fmin(box.east, 1000)) + 180;

        *c = (struct grid_cursor){.g = g};
        c->row = clamp((int)floor(box.south) + 90, 0, ROWS - 1);
        c->last_row = clamp((int)floor(box.north) + 90, 0, ROWS - 1);
        c->n_columns = clamp(east - west + 1, 1, COLUMNS);
        c->west = ((west % COLUMNS) + COLUMNS) % COLUMNS;
        enter_square(c);
}

bool grid_next(struct grid_cursor *c, uint32_t *ret)
{
        while (c->at == c->end) {
                if (++c->column >= c->n_columns) {
                        c->column = 0;
                        if (++c->row > c->last_row) {
                                c->row = c->last_row;
                                c->column = c->n_columns;
                                return false;
                        }
                }
                enter_square(c);
        }
        *ret = c->g->grid.items[c->at++];
        return true;
}

struct grid_box grid_box_around(struct area_point center, double radius)
{
        double dlat = fmin(radius / KM_DEGREE, 180);
        double north = center.lat + dlat, south = center.lat - dlat, dlon = 180;

        /* A circle that holds a pole touches every meridian; else it is widest where sin(dlon) = sin(r) /
         * cos(lat). */
        if (north < 90 && south > -90)
                dlon = asin(fmin(1, sin(dlat * M_PI / 180) / cos(center.lat * M_PI / 180))) * 180 / M_PI;
        return (struct grid_box){fmax(south, -90), center.lon - dlon, fmin(north, 90), center.lon + dlon};
}

struct near {
        uint32_t place;
        double distance;
};

static int nearer(const void *x, const void *y)
{
        const struct near *a = x, *b = y;

        if (a->distance != b->distance)
                return a->distance < b->distance ? -1 : 1;
        return a->place < b->place ? -1 : a->place > b->place;
}

size_t place_near(const struct gazetteer *g, struct area_point center, double radius, struct arena *a,
                  uint32_t **ret)
{
        struct near *found = NULL;
        size_t n = 0, room = 0;
        struct grid_cursor c;
        uint32_t place, *places;

        grid_start(&c, g, grid_box_around(center, radius));
        while (grid_next(&c, &place)) {
                struct area_point point;
                place_point(g, place, &point);
                double distance = place_distance(center, point);
                if (!(distance <= radius))
                        continue;
                found = arena_grow(a, found, n, &room, sizeof *found);
                found[n++] = (struct near){place, distance};
        }
        if (n)
                qsort(found, n, sizeof *found, nearer);
        places = arena_array(a, n, sizeof *places);
        for (size_t i = 0; i < n; i++)
                places[i] = found[i].place;
        *ret = places;
        return n;
}

uint32_t grid_anchors(const struct gazetteer *g, uint32_t place)
{
        return anchors_below(g, place_last(g, place) + 1) - anchors_below(g, place);
}

static void nearest_in(const struct gazetteer *g, struct area_point center, double radius, uint32_t *best,
                       double *least)
{
        struct grid_cursor c;
        uint32_t place;

        grid_start(&c, g, grid_box_around(center, radius));
        while (grid_next(&c, &place)) {
                struct area_point point;
                double distance;

                place_point(g, place, &point);
                distance = place_distance(center, point);
                if (distance < *least || (distance == *least && place < *best)) {
                        *least = distance;
                        *best = place;
                }
        }
}

uint32_t grid_nearest(const struct gazetteer *g, struct area_point center, double most, double *ret_km)
{
        uint32_t best = PLACE_NONE;
        double least = INFINITY, radius = 20;

        /* A wider circle each time, until what was found lies inside it. */
        for (;; radius = fmin(4 * radius, most)) {
                nearest_in(g, center, radius, &best, &least);
                if (least <= radius || radius >= most)
                        break;
        }
        if (least > most)
                return PLACE_NONE;
        *ret_km = least;
        return best;
}

uint32_t place_nearest(const struct gazetteer *g, struct area_point center, double *ret_km)
{
        return grid_nearest(g, center, EARTH * M_PI, ret_km);
}
