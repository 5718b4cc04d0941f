#include "match/nearby.h"

#include <math.h>
#include <stdlib.h>

#define BANDS_PER_DEGREE 4
#define BANDS            (180 * BANDS_PER_DEGREE + 1)
#define MARGIN           1e-6 /* degrees, against rounding at the edge of a search */

static const double class_reach[] = {16, 64, 250,
                                     1000}; /* kilometres; the last is the largest radius of a rule */

#define CLASSES (sizeof class_reach / sizeof *class_reach)

static uint32_t band_of(double lat)
{
        return (uint32_t)((fmin(90, fmax(-90, lat)) + 90) * BANDS_PER_DEGREE);
}

void nearby_add(struct nearby *list, struct area_point point, double radius, uint32_t subscriber,
                uint32_t filter, struct arena *a)
{
        uint32_t class = 0;

        while (class + 1 < CLASSES && radius > class_reach[class])
                class ++;
        list->entries = arena_grow(a, list->entries, list->n, &list->capacity, sizeof *list->entries);
        list->entries[list->n++] = (struct nearby_entry){.lat = point.lat,
                                                         .lon = point.lon,
                                                         .radius = radius,
                                                         .cell = class * BANDS + band_of(point.lat),
                                                         .subscriber = subscriber,
                                                         .filter = filter};
}

static int compare_entries(const void *x, const void *y)
{
        const struct nearby_entry *a = x, *b = y;

        if (a->cell != b->cell)
                return a->cell < b->cell ? -1 : 1;
        if (a->lon != b->lon)
                return a->lon < b->lon ? -1 : 1;
        return a->subscriber < b->subscriber ? -1 : a->subscriber > b->subscriber;
}

void nearby_sort(struct nearby *list)
{
        if (list->n)
                qsort(list->entries, list->n, sizeof *list->entries, compare_entries);
}

static size_t lower_bound(const struct nearby *list, uint32_t cell, double lon)
{
        size_t low = 0, high = list->n;

        while (low < high) {
                size_t middle = low + (high - low) / 2;
                const struct nearby_entry *e = &list->entries[middle];

                if (e->cell < cell || (e->cell == cell && e->lon < lon))
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

struct visitor {
        const struct nearby *list;
        const struct outline *o;
        void (*visit)(const struct nearby_entry *entry, const struct outline *o, void *context);
        void *context;
};

static void visit_stretch(const struct visitor *v, uint32_t cell, double west, double east)
{
        for (size_t i = lower_bound(v->list, cell, west); i < v->list->n; i++) {
                const struct nearby_entry *e = &v->list->entries[i];

                if (e->cell != cell || e->lon > east)
                        return;
                v->visit(e, v->o, v->context);
        }
}

/* A stretch that leaves the map on one side comes back on the other. */
static void visit_band(const struct visitor *v, uint32_t cell, double west, double east)
{
        if (east - west >= 360) {
                visit_stretch(v, cell, -180, 180);
                return;
        }
        visit_stretch(v, cell, fmax(west, -180), fmin(east, 180));
        if (west < -180)
                visit_stretch(v, cell, west + 360, 180);
        if (east > 180)
                visit_stretch(v, cell, -180, east - 360);
}

static void visit_class(const struct visitor *v, uint32_t class)
{
        const struct outline_box *box = &v->o->box;
        double lat = class_reach[class] / OUTLINE_KM_PER_DEGREE + MARGIN;
        double south = box->south - lat, north = box->north + lat;
        double scale = cos(fmin(90, fmax(fabs(south), fabs(north))) * (M_PI / 180));
        double lon = scale * 180 > lat ? lat / scale + MARGIN : 180;
        uint32_t last = band_of(north);

        for (uint32_t band = band_of(south); band <= last; band++)
                visit_band(v, class * BANDS + band, box->west - lon, box->east + lon);
}

void nearby_visit(const struct nearby *list, const struct outline *o,
                  void (*visit)(const struct nearby_entry *entry, const struct outline *o, void *context),
                  void *context)
{
        struct visitor v = {list, o, visit, context};

        for (uint32_t class = 0; class < CLASSES; class ++) {
                size_t first = lower_bound(list, class * BANDS, -INFINITY);

                if (first < list->n && list->entries[first].cell < (class + 1) * BANDS)
                        visit_class(&v, class);
        }
}
