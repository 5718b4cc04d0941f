#include "report/report_shape.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SPACE     " \t\r\n"
#define SEPARATOR SPACE ",;"

/* One decimal number; strtod() alone would also take "inf", "nan" and hexadecimal. */
static bool read_number(const char **text, double *ret)
{
        size_t size = strspn(*text, "+-.0123456789eE");
        char *end;
        if (size == 0)
                return false;
        double number = strtod(*text, &end);
        if (end != *text + size || !isfinite(number))
                return false;
        *text = end;
        *ret = number;
        return true;
}

bool report_shape_point_valid(struct area_point p)
{
        return p.lat >= -90 && p.lat <= 90 && p.lon >= -180 && p.lon <= 180;
}

static bool read_comma(const char **text)
{
        *text += strspn(*text, SPACE);
        if (**text != ',')
                return false;
        *text += 1;
        *text += strspn(*text, SPACE);
        return true;
}

/* "lat,lon" and "lat, lon"; leaves `*text` behind the white space that ends it, whatever it was. */
static bool read_pair(const char **text, struct area_point *ret)
{
        struct area_point p;
        bool good = read_number(text, &p.lat) && read_comma(text) && read_number(text, &p.lon) &&
                    strchr(SEPARATOR, **text);
        if (!good)
                *text += strcspn(*text, SPACE);
        *text += strspn(*text, SEPARATOR);
        if (!good || !report_shape_point_valid(p))
                return false;
        *ret = p;
        return true;
}

static bool same_point(struct area_point a, struct area_point b)
{
        return !(a.lat < b.lat || a.lat > b.lat || a.lon < b.lon || a.lon > b.lon);
}

void report_shape_close(struct area_polygon *polygon)
{
        struct area_point *points = polygon->points;
        size_t n = polygon->n_points;
        if (n > 0 && !same_point(points[0], points[n - 1]))
                points[polygon->n_points++] = points[0];
        if (polygon->n_points < 4)
                polygon->n_points = 0;
}

int report_shape_polygon(const char *text, size_t max, struct arena *a, struct area_polygon *ret)
{
        struct area_polygon polygon = {0};
        int left_out = 0;
        /* A pair takes four bytes at least ("1,1 "); one more point closes the ring. */
        size_t most = strlen(text) / 4 + 1;
        polygon.points = arena_array(a, (most < max ? most : max) + 1, sizeof *polygon.points);
        text += strspn(text, SEPARATOR);
        while (*text) {
                struct area_point p;
                if (!read_pair(&text, &p)) {
                        left_out++;
                        continue;
                }
                if (polygon.n_points >= max)
                        return -E2BIG;
                polygon.points[polygon.n_points++] = p;
        }
        report_shape_close(&polygon);
        *ret = polygon;
        return left_out;
}

int report_shape_circle(const char *text, struct area_circle *ret)
{
        struct area_circle circle;
        text += strspn(text, SEPARATOR);
        if (!read_pair(&text, &circle.center))
                return -EINVAL;
        circle.radius = 0;
        if (*text && (!read_number(&text, &circle.radius) || circle.radius < 0))
                return -EINVAL;
        if (text[strspn(text, SPACE)])
                return -EINVAL;
        *ret = circle;
        return 0;
}
