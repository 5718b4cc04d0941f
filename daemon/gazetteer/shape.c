#include "gazetteer/shape.h"

#include <errno.h>
#include <geos_c.h>
#include <math.h>
#include <stdlib.h>

#include "gazetteer/grid.h"

#define MEND_MOST        300 /* points of a ring that is mended by its crossings; larger ones become their hull */
#define MEND_WORK        200u  /* what mending costs, for each point */
#define FAR_SETTLEMENT   100.0 /* km */
#define FAR_REGION       600.0
#define CIRCLE_ALLOWANCE 1.01
#define CIRCLE_LARGEST   20100.0 /* half of the way around */

struct shape_set {
        const struct gazetteer *g;
        GEOSContextHandle_t geos;
        size_t work;
};

struct shape_set *shape_set_new(const struct gazetteer *g)
{
        struct shape_set *s = calloc(1, sizeof *s);

        if (!s)
                abort();
        s->g = g;
        s->work = SHAPE_WORK;
        s->geos = GEOS_init_r();
        if (!s->geos)
                abort();
        return s;
}

void shape_set_free(struct shape_set *s)
{
        if (!s)
                return;
        GEOS_finish_r(s->geos);
        free(s);
}

static bool spend(struct shape_set *s, size_t work)
{
        if (s->work < work) {
                s->work = 0;
                return false;
        }
        s->work -= work;
        return true;
}

/* What was found so far, in a list that grows. */
struct found {
        uint32_t *places;
        size_t n, room;
};

static void found_add(struct found *f, struct arena *a, uint32_t place)
{
        f->places = arena_grow(a, f->places, f->n, &f->room, sizeof *f->places);
        f->places[f->n++] = place;
}

static int number_order(const void *x, const void *y)
{
        const uint32_t *a = x, *b = y;

        return *a < *b ? -1 : *a > *b;
}

/* The number of the first found place that is not below `place`. */
static size_t first_from(const struct found *f, uint32_t place)
{
        size_t low = 0, high = f->n;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[middle] < place)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* The largest place around an anchor all of whose anchors were found. */
static uint32_t covered(const struct gazetteer *g, const struct found *f, uint32_t anchor)
{
        uint32_t best = anchor;

        for (uint32_t p = place_parent(g, anchor); p != 0 && p != PLACE_NONE; p = place_parent(g, p)) {
                uint32_t all = grid_anchors(g, p);
                if (first_from(f, place_last(g, p) + 1) - first_from(f, p) < all)
                        break;
                if (all > 1)
                        best = p;
        }
        return best;
}

/* Puts whole places for all their anchors. `f` is sorted and distinct. */
static void roll_up(const struct gazetteer *g, const struct found *f, struct arena *a, uint32_t **ret,
                    size_t *ret_n)
{
        struct found whole = {0};

        for (size_t i = 0; i < f->n;) {
                uint32_t place = covered(g, f, f->places[i]);
                found_add(&whole, a, place);
                i = first_from(f, place_last(g, place) + 1);
        }
        *ret = whole.places;
        *ret_n = whole.n;
}

/* The district around the nearest anchor, if that is near enough. */
static void take_nearest(const struct gazetteer *g, struct area_point point, struct arena *a, uint32_t **ret,
                         size_t *ret_n, double *ret_distance)
{
        double distance = 0;
        uint32_t near = grid_nearest(g, point, FAR_REGION, &distance), place = near;
        struct found f = {0};

        *ret_n = 0;
        if (near == PLACE_NONE)
                return;
        if (place_level(g, near) >= LEVEL_SETTLEMENT) {
                if (distance > FAR_SETTLEMENT)
                        return;
                place = place_ancestor(g, near, LEVEL_DISTRICT);
                if (place == PLACE_NONE)
                        place = near;
        }
        found_add(&f, a, place);
        *ret = f.places;
        *ret_n = 1;
        *ret_distance = distance;
}

static void finish(const struct gazetteer *g, struct found *f, struct area_point point, struct arena *a,
                   uint32_t **ret, size_t *ret_n, double *ret_distance)
{
        size_t kept = 0;

        *ret = NULL;
        *ret_distance = 0;
        if (!f->n) {
                take_nearest(g, point, a, ret, ret_n, ret_distance);
                return;
        }
        qsort(f->places, f->n, sizeof *f->places, number_order);
        for (size_t i = 0; i < f->n; i++)
                if (i == 0 || f->places[i] != f->places[kept - 1])
                        f->places[kept++] = f->places[i];
        f->n = kept;
        roll_up(g, f, a, ret, ret_n);
}

int shape_circle(struct shape_set *s, const struct area_circle *circle, struct arena *a, uint32_t **ret,
                 size_t *ret_n, double *ret_distance)
{
        struct area_point center = circle->center;
        double radius = fmin(circle->radius * CIRCLE_ALLOWANCE, CIRCLE_LARGEST);
        struct grid_cursor c;
        struct found f = {0};
        uint32_t place;

        if (!(fabs(center.lat) <= 90) || !(fabs(center.lon) <= 360) || !(circle->radius >= 0))
                return -EINVAL;
        grid_start(&c, s->g, grid_box_around(center, radius));
        while (grid_next(&c, &place)) {
                struct area_point point;
                if (!spend(s, 1))
                        return -E2BIG;
                if (place_point(s->g, place, &point) && place_distance(center, point) <= radius)
                        found_add(&f, a, place);
        }
        if (!f.n && !spend(s, 100))
                return -E2BIG;
        finish(s->g, &f, center, a, ret, ret_n, ret_distance);
        return 0;
}

/* A ring whose longitudes run on where it crosses the antimeridian: 179, -179 becomes 179, 181. With room for
 * a last point and for two at a pole. */
struct ring {
        struct area_point *points;
        size_t n;
};

static double twice_area(const struct ring *r)
{
        double sum = 0;

        for (size_t i = 0; i + 1 < r->n; i++)
                sum += r->points[i].lon * r->points[i + 1].lat - r->points[i + 1].lon * r->points[i].lat;
        return fabs(sum);
}

static int copy_ring(const struct area_polygon *polygon, struct arena *a, struct ring *ret)
{
        struct ring r = {.points = arena_array(a, polygon->n_points + 4, sizeof *r.points)};
        struct area_point first, last;

        if (polygon->n_points < 3)
                return -EINVAL;
        for (size_t i = 0; i < polygon->n_points; i++) {
                struct area_point p = polygon->points[i];
                if (!(fabs(p.lat) <= 90) || !(fabs(p.lon) <= 360))
                        return -EINVAL;
                r.points[r.n++] = p;
        }
        first = r.points[0];
        last = r.points[r.n - 1];
        if (first.lat != last.lat || first.lon != last.lon)
                r.points[r.n++] = first;
        *ret = r;
        return 0;
}

/* A ring that runs around the earth once holds a pole: it is closed along the edge of the map on that side.
 */
static void close_at_pole(struct ring *r, struct area_point first)
{
        double last = r->points[r->n - 1].lon, sum = 0, pole;

        for (size_t i = 0; i < r->n; i++)
                sum += r->points[i].lat;
        pole = sum >= 0 ? 90 : -90;
        r->points[r->n++] = (struct area_point){pole, last};
        r->points[r->n++] = (struct area_point){pole, first.lon};
        r->points[r->n++] = first;
}

static void unroll(const struct ring *flat, struct arena *a, struct ring *ret)
{
        struct ring r = {.points = arena_array(a, flat->n + 4, sizeof *r.points), .n = flat->n};
        double shift = 0;

        r.points[0] = flat->points[0];
        for (size_t i = 1; i < flat->n; i++) {
                double step = flat->points[i].lon - flat->points[i - 1].lon;
                if (step > 180)
                        shift -= 360;
                else if (step < -180)
                        shift += 360;
                r.points[i] = (struct area_point){flat->points[i].lat, flat->points[i].lon + shift};
        }
        if (fabs(r.points[r.n - 1].lon - r.points[0].lon) > 1)
                close_at_pole(&r, r.points[0]);
        /* A box from -180 to 180 is the whole world, not nothing. */
        *ret = twice_area(&r) < 1e-9 * twice_area(flat) ? *flat : r;
}

static GEOSGeometry *make_polygon(GEOSContextHandle_t geos, const struct ring *r)
{
        GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)r->n, 2);
        GEOSGeometry *line;

        if (!sequence)
                return NULL;
        for (size_t i = 0; i < r->n; i++)
                GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, r->points[i].lon, r->points[i].lat);
        line = GEOSGeom_createLinearRing_r(geos, sequence);
        return line ? GEOSGeom_createPolygon_r(geos, line, NULL, 0) : NULL;
}

/* A ring that crosses itself often has a number of crossings that grows with the square of its points. The
 * hull of a large one warns too many rather than too few. */
static GEOSGeometry *mended(struct shape_set *s, GEOSGeometry *polygon, size_t n)
{
        GEOSGeometry *good;

        if (GEOSisValid_r(s->geos, polygon) == 1)
                return polygon;
        if (n <= MEND_MOST && spend(s, n * MEND_WORK))
                good = GEOSMakeValid_r(s->geos, polygon);
        else
                good = GEOSConvexHull_r(s->geos, polygon);
        GEOSGeom_destroy_r(s->geos, polygon);
        return good;
}

static bool holds(GEOSContextHandle_t geos, const GEOSPreparedGeometry *shape, double lon, double lat)
{
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, lon, lat);
        bool inside = point && GEOSPreparedIntersects_r(geos, shape, point) == 1;

        GEOSGeom_destroy_r(geos, point);
        return inside;
}

static struct grid_box box_of(const struct ring *r)
{
        struct grid_box box = {90, INFINITY, -90, -INFINITY};

        for (size_t i = 0; i < r->n; i++) {
                box.south = fmin(box.south, r->points[i].lat);
                box.north = fmax(box.north, r->points[i].lat);
                box.west = fmin(box.west, r->points[i].lon);
                box.east = fmax(box.east, r->points[i].lon);
        }
        return box;
}

/* Collects the anchors inside. Only those in the box are tested, with the longitude by which they lie in it.
 */
static int collect(struct shape_set *s, const GEOSGeometry *shape, struct grid_box box, struct arena *a,
                   struct found *f)
{
        const GEOSPreparedGeometry *prepared = GEOSPrepare_r(s->geos, shape);
        struct grid_cursor c;
        uint32_t place;
        int r = prepared ? 0 : -EINVAL;

        grid_start(&c, s->g, box);
        while (r == 0 && grid_next(&c, &place)) {
                struct area_point p;
                place_point(s->g, place, &p);
                if (!spend(s, 1))
                        r = -E2BIG;
                for (double lon = p.lon + 360 * ceil((box.west - p.lon) / 360); r == 0 && lon <= box.east;
                     lon += 360)
                        if (p.lat >= box.south && p.lat <= box.north &&
                            holds(s->geos, prepared, lon, p.lat)) {
                                found_add(f, a, place);
                                break;
                        }
        }
        if (prepared)
                GEOSPreparedGeom_destroy_r(s->geos, prepared);
        return r;
}

/* A point inside the shape, with an everyday longitude. */
static int inner_point(struct shape_set *s, const GEOSGeometry *shape, struct area_point *ret)
{
        GEOSGeometry *point = GEOSPointOnSurface_r(s->geos, shape);
        double x, y;
        int r = -EINVAL;

        if (point && GEOSGeomGetX_r(s->geos, point, &x) == 1 && GEOSGeomGetY_r(s->geos, point, &y) == 1) {
                *ret = (struct area_point){y, x - 360 * round(x / 360)};
                r = 0;
        }
        GEOSGeom_destroy_r(s->geos, point);
        return r;
}

int shape_polygon(struct shape_set *s, const struct area_polygon *polygon, struct arena *a, uint32_t **ret,
                  size_t *ret_n, double *ret_distance)
{
        struct ring flat, ring;
        struct area_point inner = {0, 0};
        GEOSGeometry *shape;
        struct found f = {0};
        int r;

        r = copy_ring(polygon, a, &flat);
        if (r < 0)
                return r;
        if (!spend(s, 50 + 4 * flat.n))
                return -E2BIG;
        unroll(&flat, a, &ring);
        shape = make_polygon(s->geos, &ring);
        if (shape)
                shape = mended(s, shape, ring.n);
        if (!shape)
                return -EINVAL;
        r = collect(s, shape, box_of(&ring), a, &f);
        if (r == 0)
                r = inner_point(s, shape, &inner);
        GEOSGeom_destroy_r(s->geos, shape);
        if (r < 0)
                return r;
        finish(s->g, &f, inner, a, ret, ret_n, ret_distance);
        return 0;
}
