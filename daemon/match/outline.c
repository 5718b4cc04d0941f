#include "match/outline.h"

#include <math.h>
#include <string.h>

#include "gazetteer/gazetteer.h"

#define RUN        32u /* edges under one box */
#define MOST_EDGES 8192u

#define DEGREES(km) ((km) / OUTLINE_KM_PER_DEGREE)

static double cosine(double degrees)
{
        return cos(degrees * (M_PI / 180));
}

void outline_circle(struct outline *o, struct area_point center, double radius)
{
        double lat = DEGREES(radius), widest = fmin(90, fabs(center.lat) + lat), scale = cosine(widest);
        double lon = scale * 180 > lat ? lat / scale : 180;

        *o = (struct outline){.center = center, .radius = radius};
        o->box = (struct outline_box){center.lat - lat, center.lat + lat, center.lon - lon, center.lon + lon};
}

static void widen(struct outline_box *box, struct area_point p)
{
        box->south = fmin(box->south, p.lat);
        box->north = fmax(box->north, p.lat);
        box->west = fmin(box->west, p.lon);
        box->east = fmax(box->east, p.lon);
}

static struct outline_box box_of(const struct area_point *points, size_t n)
{
        struct outline_box box = {points->lat, points->lat, points->lon, points->lon};

        for (size_t i = 1; i < n; i++)
                widen(&box, points[i]);
        return box;
}

/* Every so many points of a ring that has more than anybody draws, and the last: what asking costs is
 * bounded. */
static struct area_polygon thin(const struct area_polygon *polygon, struct arena *a)
{
        size_t last = polygon->n_points - 1, step = last / MOST_EDGES + 1;
        struct area_polygon thinned = {0};

        if (step == 1)
                return *polygon;
        thinned.points = arena_array(a, last / step + 2, sizeof *thinned.points);
        for (size_t i = 0; i < last; i += step)
                thinned.points[thinned.n_points++] = polygon->points[i];
        thinned.points[thinned.n_points++] = polygon->points[last];
        return thinned;
}

/* An edge over more than half the globe goes the other way round: the following points are shifted. */
static const struct area_point *unroll(const struct area_polygon *polygon, struct arena *a)
{
        struct area_point *points = NULL;
        double shift = 0;

        for (size_t i = 1; i < polygon->n_points; i++) {
                double step = polygon->points[i].lon - polygon->points[i - 1].lon;

                if (fabs(step) > 180 && !points) {
                        points = arena_array(a, polygon->n_points, sizeof *points);
                        memcpy(points, polygon->points, i * sizeof *points);
                }
                if (fabs(step) > 180)
                        shift -= copysign(360, step);
                if (points)
                        points[i] =
                            (struct area_point){polygon->points[i].lat, polygon->points[i].lon + shift};
        }
        return points ? points : polygon->points;
}

bool outline_polygon(struct outline *o, const struct area_polygon *polygon, struct arena *a)
{
        struct area_polygon ring;
        struct outline_box *runs;
        size_t edges, n = 0;

        if (polygon->n_points < 2)
                return false;
        ring = thin(polygon, a);
        edges = ring.n_points - 1;
        *o = (struct outline){.n_points = ring.n_points, .points = unroll(&ring, a)};
        runs = arena_array(a, edges / RUN + 1, sizeof *runs);
        for (size_t i = 0; i < edges; i += RUN)
                runs[n++] = box_of(o->points + i, (edges - i < RUN ? edges - i : RUN) + 1);
        o->runs = runs;
        o->box = box_of(o->points, o->n_points);
        return true;
}

/* The asked point and its plane: kilometres per degree. */
struct plane {
        struct area_point origin;
        double x, y, limit;
};

static double outside(double low, double high, double value)
{
        return value < low ? low - value : value > high ? value - high : 0;
}

static bool box_within(const struct outline_box *box, const struct plane *p)
{
        double dx = outside(box->west, box->east, p->origin.lon) * p->x;
        double dy = outside(box->south, box->north, p->origin.lat) * p->y;

        return dx * dx + dy * dy <= p->limit * p->limit;
}

/* Could a ray from the point to the east meet one of its edges? */
static bool box_crossed(const struct outline_box *box, const struct plane *p)
{
        return box->south <= p->origin.lat && p->origin.lat <= box->north && p->origin.lon <= box->east;
}

static bool edge_within(struct area_point from, struct area_point to, const struct plane *p)
{
        double ax = (from.lon - p->origin.lon) * p->x, ay = (from.lat - p->origin.lat) * p->y;
        double dx = (to.lon - from.lon) * p->x, dy = (to.lat - from.lat) * p->y;
        double length = dx * dx + dy * dy;
        double t = length > 0 ? fmin(1, fmax(0, -(ax * dx + ay * dy) / length)) : 0;

        ax += t * dx;
        ay += t * dy;
        return ax * ax + ay * ay <= p->limit * p->limit;
}

static bool edge_crossed(struct area_point from, struct area_point to, struct area_point point)
{
        if ((from.lat > point.lat) == (to.lat > point.lat))
                return false;
        return point.lon < from.lon + (point.lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon);
}

static bool polygon_within(const struct outline *o, const struct plane *p)
{
        size_t edges = o->n_points - 1;
        bool inside = false;

        for (size_t run = 0; run * RUN < edges; run++) {
                bool close = box_within(&o->runs[run], p);

                if (!close && !box_crossed(&o->runs[run], p))
                        continue;
                for (size_t i = run * RUN; i < edges && i < (run + 1) * RUN; i++) {
                        if (close && edge_within(o->points[i], o->points[i + 1], p))
                                return true;
                        inside ^= edge_crossed(o->points[i], o->points[i + 1], p->origin);
                }
        }
        return inside;
}

bool outline_within(const struct outline *o, struct area_point point, double km)
{
        struct plane p = {point, OUTLINE_KM_PER_DEGREE * cosine(point.lat), OUTLINE_KM_PER_DEGREE, km};

        if (!o->n_points)
                return place_distance(o->center, point) <= km + o->radius;
        p.origin.lon += 360 * round(((o->box.west + o->box.east) / 2 - point.lon) / 360);
        return box_within(&o->box, &p) && polygon_within(o, &p);
}
