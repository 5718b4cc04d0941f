#include "base/zone.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"

#define FOLDER       "/usr/share/zoneinfo"
#define FILE_MOST    (256 * 1024)
#define HEADER       44
#define DAY          INT64_C(86400) /* seconds */
#define DAY_MINUTES  1440
#define NAME_MOST    64
#define CHANGES_MOST 4000

/* A day of the year on which the clock is changed, as POSIX TZ strings have it. */
struct rule {
        char kind;            /* 'M': month, week, day; 'J': 1 to 365 without 29 February; 'n': 0 to 365 */
        int month, week, day; /* day: of the week from Sunday, or of the year */
        int64_t second;       /* of that day, by the clock that is in force before */
};

struct zone {
        size_t n;
        int64_t *at;      /* seconds: from here on ... */
        int32_t *seconds; /* ... the clock is so far east of UTC */
        int32_t first;    /* before all of them */
        /* after all of them */
        int32_t standard, summer;
        bool has_summer;
        struct rule begin, end; /* of summer time */
};

static int64_t big_endian(const unsigned char *p, size_t n)
{
        uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;

        for (size_t i = 0; i < n; i++)
                value = value << 8 | p[i];
        return (int64_t)value;
}

/* --- the rule for what comes after the table: "EET-2EEST,M3.5.0/3,M10.5.0/4" */

static bool skip_name(const char **text)
{
        const char *p = *text;

        if (*p == '<') {
                p += strcspn(p, ">");
                if (*p)
                        p++;
        } else {
                while (isalpha((unsigned char)*p))
                        p++;
        }
        if (p - *text < 3)
                return false;
        *text = p;
        return true;
}

/* "[+-]hh[:mm[:ss]]" */
static bool read_clock(const char **text, int64_t *ret)
{
        const char *p = *text;
        int64_t unit = 3600, sum = 0;
        bool negative = *p == '-';

        if (*p == '-' || *p == '+')
                p++;
        if (!isdigit((unsigned char)*p))
                return false;
        for (;;) {
                char *end;
                long n = strtol(p, &end, 10);
                if (end == p || n < 0 || n > 167)
                        return false;
                sum += n * unit;
                unit /= 60;
                p = end;
                if (*p != ':' || unit == 0)
                        break;
                p++;
        }
        *ret = negative ? -sum : sum;
        *text = p;
        return true;
}

static bool read_rule(const char **text, struct rule *ret)
{
        struct rule r = {.second = 2 * 3600};
        int used = 0;

        if (sscanf(*text, ",M%d.%d.%d%n", &r.month, &r.week, &r.day, &used) == 3 && used && r.month >= 1 &&
            r.month <= 12 && r.week >= 1 && r.week <= 5 && r.day >= 0 && r.day <= 6)
                r.kind = 'M';
        else if (sscanf(*text, ",J%d%n", &r.day, &used) == 1 && used && r.day >= 1 && r.day <= 365)
                r.kind = 'J';
        else if (sscanf(*text, ",%d%n", &r.day, &used) == 1 && used && r.day >= 0 && r.day <= 365)
                r.kind = 'n';
        else
                return false;
        *text += used;
        if (**text == '/') {
                ++*text;
                if (!read_clock(text, &r.second))
                        return false;
        }
        *ret = r;
        return true;
}

static bool read_footer(struct zone *z, const char *text)
{
        int64_t west;

        if (!skip_name(&text) || !read_clock(&text, &west))
                return false;
        z->standard = (int32_t)-west;
        if (!*text)
                return true;
        if (!skip_name(&text))
                return false;
        z->summer = z->standard + 3600;
        if (*text && *text != ',') {
                if (!read_clock(&text, &west))
                        return false;
                z->summer = (int32_t)-west;
        }
        z->has_summer = read_rule(&text, &z->begin) && read_rule(&text, &z->end) && !*text;
        return z->has_summer;
}

/* Days from 1970 to a day of the Gregorian calendar (Howard Hinnant's days_from_civil). */
static int64_t days_of(int64_t year, int month, int day)
{
        int64_t y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
        int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

        return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_leap(int64_t year)
{
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The day of a rule in a year, from 1970. */
static int64_t day_of_rule(const struct rule *r, int64_t year)
{
        int64_t first, next;
        int weekday;

        if (r->kind == 'n')
                return days_of(year, 1, 1) + r->day;
        if (r->kind == 'J')
                return days_of(year, 1, 1) + r->day - 1 + (is_leap(year) && r->day >= 60);
        first = days_of(year, r->month, 1);
        next = r->month == 12 ? days_of(year + 1, 1, 1) : days_of(year, r->month + 1, 1);
        weekday = (int)((first % 7 + 11) % 7); /* 1 January 1970 was a Thursday */
        first += (r->day - weekday + 7) % 7 + 7 * (r->week - 1);
        return first >= next ? first - 7 : first;
}

static int32_t seconds_by_rule(const struct zone *z, int64_t t)
{
        int64_t year = 1970 + t / (365 * DAY + DAY / 4), begin, end;

        if (!z->has_summer)
                return z->standard;
        while (days_of(year + 1, 1, 1) * DAY <= t + z->standard)
                year++;
        while (days_of(year, 1, 1) * DAY > t + z->standard)
                year--;
        begin = day_of_rule(&z->begin, year) * DAY + z->begin.second - z->standard;
        end = day_of_rule(&z->end, year) * DAY + z->end.second - z->summer;
        if (begin < end)
                return t >= begin && t < end ? z->summer : z->standard;
        return t >= end && t < begin ? z->standard : z->summer;
}

/* --- the file */

/* Counts of one block of the file, in the order of its header. */
struct block {
        const unsigned char *data;
        size_t isut, isstd, leap, times, types, chars, width;
};

static bool read_header(const unsigned char *p, size_t size, size_t width, struct block *ret,
                        size_t *ret_whole)
{
        struct block b = {.data = p + HEADER, .width = width};
        size_t *const counts[] = {&b.isut, &b.isstd, &b.leap, &b.times, &b.types, &b.chars};

        if (size < HEADER || memcmp(p, "TZif", 4) != 0)
                return false;
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
                int64_t n = big_endian(p + 20 + 4 * i, 4);
                if (n < 0 || n > CHANGES_MOST)
                        return false;
                *counts[i] = (size_t)n;
        }
        *ret_whole =
            HEADER + b.times * (width + 1) + b.types * 6 + b.chars + b.leap * (width + 4) + b.isstd + b.isut;
        *ret = b;
        return b.types > 0 && *ret_whole <= size;
}

static bool read_changes(struct zone *z, const struct block *b, struct arena *a)
{
        const unsigned char *kinds = b->data + b->times * b->width, *types = kinds + b->times;

        z->n = b->times;
        z->at = arena_array(a, z->n, sizeof *z->at);
        z->seconds = arena_array(a, z->n, sizeof *z->seconds);
        z->first = (int32_t)big_endian(types, 4);
        for (size_t i = 0; i < z->n; i++) {
                z->at[i] = big_endian(b->data + i * b->width, b->width);
                if (kinds[i] >= b->types || (i > 0 && z->at[i] <= z->at[i - 1]))
                        return false;
                z->seconds[i] = (int32_t)big_endian(types + 6 * (size_t)kinds[i], 4);
        }
        z->standard = z->n ? z->seconds[z->n - 1] : z->first;
        return true;
}

/* Files of version 2 and later have the data twice, the second time with 64 bits and with the rule behind. */
static bool read_zone(struct zone *z, const unsigned char *p, size_t size, struct arena *a)
{
        struct block b;
        size_t whole, length;
        const char *footer;

        if (!read_header(p, size, 4, &b, &whole))
                return false;
        if (p[4] < '2')
                return read_changes(z, &b, a);
        p += whole;
        size -= whole;
        if (!read_header(p, size, 8, &b, &whole) || !read_changes(z, &b, a))
                return false;
        p += whole;
        size -= whole;
        if (size < 2 || *p != '\n' || !memchr(p + 1, '\n', size - 1))
                return false;
        footer = (const char *)p + 1;
        length = strcspn(footer, "\n");
        return length == 0 || read_footer(z, arena_strndup(a, footer, length));
}

static const char *file_of(const char *name, struct arena *a)
{
        const char *own = getenv("TZ");

        if (!name && own && *own)
                name = own + (*own == ':');
        if (!name)
                return access("/etc/localtime", R_OK) == 0 ? "/etc/localtime" : FOLDER "/UTC";
        if (strlen(name) > NAME_MOST || strstr(name, "..") || *name == '/')
                return NULL;
        return arena_printf(a, FOLDER "/%s", name);
}

int zone_load(const char *name, struct arena *a, struct zone **ret, struct problem *why)
{
        const char *file = file_of(name, a);
        struct zone *z = arena_alloc(a, sizeof *z);
        struct problem unread = {""};
        char *data;
        size_t size;

        if (!file || file_read(file, FILE_MOST, a, &data, &size, &unread) < 0 ||
            !read_zone(z, (const unsigned char *)data, size, a))
                return problem_set(
                    why, -EINVAL,
                    "unknown time zone \"%s\" (examples: \"Europe/Kyiv\", \"UTC\"; package tzdata)",
                    name   ? name
                    : file ? file
                           : "TZ");
        *ret = z;
        return 0;
}

/* --- what the wall shows */

static int64_t floor_seconds(int64_t t)
{
        return t / TIMESTAMP_SECOND - (t % TIMESTAMP_SECOND < 0);
}

static int32_t seconds_at(const struct zone *z, int64_t t)
{
        size_t low = 0, high = z ? z->n : 0;

        if (!z)
                return 0;
        if (z->n == 0 || t >= z->at[z->n - 1])
                return z->n == 0 && !z->has_summer ? z->standard : seconds_by_rule(z, t);
        while (low < high) {
                size_t middle = (low + high) / 2;
                if (z->at[middle] <= t)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low == 0 ? z->first : z->seconds[low - 1];
}

static int whole_minutes(int64_t seconds)
{
        return (int)(seconds / 60 - (seconds % 60 < 0));
}

int zone_offset(const struct zone *z, int64_t t)
{
        return whole_minutes(seconds_at(z, floor_seconds(t)));
}

/* Minutes since 1970 on the wall. */
static int64_t wall(const struct zone *z, int64_t minute)
{
        return minute + whole_minutes(seconds_at(z, minute * 60));
}

int zone_minute(const struct zone *z, int64_t t)
{
        int64_t seconds = floor_seconds(t), minute = seconds / 60 - (seconds % 60 < 0);

        return (int)((wall(z, minute) % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES);
}

int64_t zone_next(const struct zone *z, int64_t t, int minute)
{
        int64_t seconds = floor_seconds(t), now = seconds / 60 - (seconds % 60 < 0), shown = wall(z, now);
        int64_t wanted = shown - ((shown % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES + minute, low, high;

        if (wanted <= shown)
                wanted += DAY_MINUTES;
        /* The wall goes on with time but for the hours that are put back: looked for from where no later minute has
         * been shown yet, the first one that shows at least what is wanted is it. */
        low = now;
        high = now + 2 * DAY_MINUTES;
        while (low + 1 < high) {
                int64_t middle = (low + high) / 2;
                if (wall(z, middle) >= wanted)
                        high = middle;
                else
                        low = middle;
        }
        return high * TIMESTAMP_MINUTE;
}
