/* zone: what clocks on the wall show, on ordinary days, in the nights when they are changed, and after the tables end;
 * against the C library for all years that it knows. */
#include "base/zone.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/timestamp.h"

static struct arena *arena;

static const struct zone *zone(const char *name)
{
        struct zone *z;
        struct problem why = {""};

        assert_int_equal(zone_load(name, arena, &z, &why), 0);
        return z;
}

static int64_t at(const char *text)
{
        int64_t t;

        assert_int_equal(timestamp_parse(text, NULL, NULL, &t), 0);
        return t;
}

static void the_wall_agrees_with_the_library(void **state)
{
        static const char *const names[] = {
            "Europe/Kyiv",    "Europe/Moscow",    "America/New_York",  "Asia/Kathmandu",
            "Europe/Dublin",  "Australia/Sydney", "Africa/Casablanca", "UTC",
            "Asia/Jerusalem", "Pacific/Apia",     "America/Godthab"};

        (void)state;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                const struct zone *z = zone(names[i]);
                setenv("TZ", names[i], 1);
                tzset();
                for (time_t t = 0; t < (time_t)200 * 365 * 86400; t += 86400 * 3 + 5 * 3600 + 60) {
                        struct tm tm;
                        localtime_r(&t, &tm);
                        if (zone_offset(z, t * TIMESTAMP_SECOND) * 60 != tm.tm_gmtoff &&
                            tm.tm_gmtoff % 60 == 0)
                                fail_msg("%s at %lld: %d and %ld", names[i], (long long)t,
                                         zone_offset(z, t * TIMESTAMP_SECOND) * 60, tm.tm_gmtoff);
                }
        }
        unsetenv("TZ");
}

static void the_next_morning(void **state)
{
        static const struct {
                const char *from;
                int hour, minute;
                const char *to;
        } cases[] = {
            {"2026-11-26T23:10:00+02:00", 7, 0, "2026-11-27T07:00:00+02:00"},
            {"2026-11-27T06:59:59+02:00", 7, 0, "2026-11-27T07:00:00+02:00"},
            {"2026-11-27T07:00:00+02:00", 7, 0, "2026-11-28T07:00:00+02:00"},
            {"2026-07-01T01:00:00+03:00", 7, 0, "2026-07-01T07:00:00+03:00"},
            /* Kyiv: 29 March 2026 at 03:00 to 04:00, 25 October 2026 at 04:00 to 03:00 */
            {"2026-03-28T23:00:00+02:00", 7, 0, "2026-03-29T07:00:00+03:00"},
            {"2026-03-28T23:00:00+02:00", 3, 30, "2026-03-29T04:00:00+03:00"},
            {"2026-10-24T23:00:00+03:00", 7, 0, "2026-10-25T07:00:00+02:00"},
            {"2026-10-25T03:50:00+03:00", 7, 0, "2026-10-25T07:00:00+02:00"},
            {"2050-10-29T23:00:00+03:00", 7, 0, "2050-10-30T07:00:00+02:00"},
        };
        const struct zone *z = zone("Europe/Kyiv");

        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                int minute = cases[i].hour * 60 + cases[i].minute;
                int64_t next = zone_next(z, at(cases[i].from), minute);
                char text[TIMESTAMP_TEXT];
                if (next != at(cases[i].to))
                        fail_msg("%zu: %s", i, timestamp_format(next, zone_offset(z, next), text));
        }
}

static void the_minute_on_the_wall(void **state)
{
        const struct zone *z = zone("Europe/Kyiv");

        (void)state;
        assert_int_equal(zone_minute(z, at("2026-03-29T00:59:59Z")), 2 * 60 + 59);
        assert_int_equal(zone_minute(z, at("2026-03-29T01:00:00Z")), 4 * 60);
        assert_int_equal(zone_minute(z, at("2026-10-25T00:59:59Z")), 3 * 60 + 59);
        assert_int_equal(zone_minute(z, at("2026-10-25T01:00:00Z")), 3 * 60);
        assert_int_equal(zone_minute(zone("Asia/Kathmandu"), at("2026-10-25T00:00:00Z")), 5 * 60 + 45);
}

static void what_is_no_zone_is_refused(void **state)
{
        static const char *const names[] = {"Europe/Kief", "../passwd", "/etc/passwd", "",
                                            "Europe",      "tzdata.zi"};
        struct problem why = {""};
        struct zone *z;

        (void)state;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                assert_int_equal(zone_load(names[i], arena, &z, &why), -EINVAL);
}

static int start(void **state)
{
        (void)state;
        arena = arena_new();
        return 0;
}

static int stop(void **state)
{
        (void)state;
        arena_free(arena);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(the_wall_agrees_with_the_library),
            cmocka_unit_test(the_next_morning),
            cmocka_unit_test(the_minute_on_the_wall),
            cmocka_unit_test(what_is_no_zone_is_refused),
        };

        return cmocka_run_group_tests(tests, start, stop);
}
