/* area: where, as a report says it (CAP 1.2 section 3.2.4), and as the gazetteer understands it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/vocab.h"

struct area_point {
        double lat, lon; /* degrees, WGS 84; latitude -90 to 90, longitude -180 to 180 */
};

/* A closed ring: at least four points, the last equal to the first. Everything inside is meant. One with
 * fewer points is what is left of a polygon that could not be read: it is counted and otherwise skipped. */
struct area_polygon {
        struct area_point *points;
        size_t n_points;
};

/* One that could not be read has a center of NAN: it is counted and otherwise skipped. */
struct area_circle {
        struct area_point center;
        double radius; /* kilometres; 0 is a point */
};

struct area_code {
        const char *system; /* CAP valueName: "SAME", "EMMA_ID", "KATOTTG", "ISO3166-2" ... */
        const char *value;
};

/* Several shapes and codes of one area, and several areas, are a union. */
struct area {
        const char *desc; /* CAP areaDesc, or NULL */
        struct area_polygon *polygons;
        struct area_circle *circles;
        struct area_code *codes;
        const char *
            *names; /* places by name, path or code, where the report gives them as such (JSON, text) */
        size_t n_polygons, n_circles, n_codes, n_names;
        double altitude, ceiling; /* feet above mean sea level; NAN where not given */
        bool implied;             /* its elements stood outside an area element */
};

/* A place of the gazetteer that the alert is about. */
struct area_place {
        uint32_t number;  /* of the gazetteer it was located with; not valid in another one */
        const char *path; /* "ua/kharkiv/chuhuiv": valid everywhere */
        enum alert_role role;
        const char
            *why; /* "geocode UA63...", "inside polygon 1", "named in areaDesc": for people and evidence */
        const char
            *words; /* smaller places in it that are meant and not known, as written, "; " between; or NULL */
};

/* A part of the report that no place was found for, or that was named but is not affected. */
struct area_mention {
        const char *text; /* the words or code as written, or NULL */
        const char *path; /* the place it would be, or NULL where it is unknown */
        const char *why;  /* "unknown", "ambiguous: ua/a/b or ua/c/d", "dateline", "origin" ... */
};
