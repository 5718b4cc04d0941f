/* nearby: who follows a point with a radius, found by where the point is.
 *
 * Points are sorted by class of radius, band of latitude and longitude: a shape visits the bands that it
 * reaches, and in each only the stretch of longitudes. Classes keep one wide radius from widening the search
 * for everybody. */
#pragma once

#include "match/outline.h"

struct nearby_entry {
        double lat, lon, radius; /* degrees, kilometres */
        uint32_t cell;           /* class and band; filled by nearby_sort */
        uint32_t subscriber, filter;
};

struct nearby {
        struct nearby_entry *entries;
        size_t n, capacity;
};

void nearby_add(struct nearby *list, struct area_point point, double radius, uint32_t subscriber,
                uint32_t filter, struct arena *a);
void nearby_sort(struct nearby *list); /* after the last one */

/* Calls `visit` for every entry that may be within its radius of the shape; outline_within() decides. */
void nearby_visit(const struct nearby *list, const struct outline *o,
                  void (*visit)(const struct nearby_entry *entry, const struct outline *o, void *context),
                  void *context);
