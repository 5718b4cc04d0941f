/* quiet: whose hours these are, when they end, and what breaks through. */
#include "match/quiet.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/timestamp.h"

static struct arena *arena;
static struct zone *kyiv;

static int64_t at(const char *text)
{
        int64_t t;

        assert_int_equal(timestamp_parse(text, NULL, NULL, &t), 0);
        return t;
}

static struct quiet hours(const char *from, const char *to)
{
        struct quiet q = {.severity = SEVERITY_SEVERE};

        assert_int_equal(quiet_parse_minute(from, &q.from), 0);
        assert_int_equal(quiet_parse_minute(to, &q.to), 0);
        return q;
}

static void over_midnight_and_within_a_day(void **state)
{
        static const struct {
                const char *from, *to, *at;
                bool quiet;
        } cases[] = {
            {"22:00", "07:00", "2026-11-26T21:59:59+02:00", false},
            {"22:00", "07:00", "2026-11-26T22:00:00+02:00", true},
            {"22:00", "07:00", "2026-11-27T00:00:00+02:00", true},
            {"22:00", "07:00", "2026-11-27T06:59:59+02:00", true},
            {"22:00", "07:00", "2026-11-27T07:00:00+02:00", false},
            {"13:00", "15:00", "2026-11-27T12:59:00+02:00", false},
            {"13:00", "15:00", "2026-11-27T14:00:00+02:00", true},
            {"13:00", "15:00", "2026-11-27T15:00:00+02:00", false},
            {"22:00", "07:00", "2026-07-01T19:30:00Z", true}, /* 22:30 there, in summer */
            {"22:00", "07:00", "2026-12-01T19:30:00Z", false},
        };

        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct quiet q = hours(cases[i].from, cases[i].to);
                if (quiet_at(&q, kyiv, at(cases[i].at)) != cases[i].quiet)
                        fail_msg("case %zu", i);
        }
}

static void the_end_in_the_nights_when_the_clock_is_changed(void **state)
{
        struct quiet q = hours("22:00", "07:00");

        (void)state;
        assert_int_equal(quiet_end(&q, kyiv, at("2026-11-26T22:00:00+02:00")),
                         at("2026-11-27T07:00:00+02:00"));
        assert_int_equal(quiet_end(&q, kyiv, at("2026-03-28T23:00:00+02:00")),
                         at("2026-03-29T07:00:00+03:00"));
        assert_int_equal(quiet_end(&q, kyiv, at("2026-10-25T03:30:00+03:00")),
                         at("2026-10-25T07:00:00+02:00"));
        assert_int_equal(quiet_end(&q, kyiv, at("2026-10-25T03:30:00+02:00")),
                         at("2026-10-25T07:00:00+02:00"));
}

static void danger_breaks_through_and_nothing_else(void **state)
{
        struct quiet q = hours("22:00", "07:00");

        (void)state;
        assert_true(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_SEVERE, EVENT_OTHER));
        assert_true(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_EXTREME, EVENT_OTHER));
        assert_true(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_UNKNOWN, EVENT_OTHER));
        assert_false(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_MODERATE, EVENT_OTHER));
        assert_false(quiet_is_broken_by(&q, STATE_FORECAST, SEVERITY_EXTREME, EVENT_OTHER));
        assert_false(quiet_is_broken_by(&q, STATE_PAST, SEVERITY_UNKNOWN, EVENT_OTHER));
        q.events = 1u << EVENT_CHEMICAL;
        assert_true(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_MINOR, EVENT_CHEMICAL));
        assert_false(quiet_is_broken_by(&q, STATE_PAST, SEVERITY_MINOR, EVENT_CHEMICAL));
        q.severity = SEVERITY_EXTREME;
        assert_false(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_SEVERE, EVENT_OTHER));
        assert_true(quiet_is_broken_by(&q, STATE_LIVE, SEVERITY_UNKNOWN, EVENT_OTHER));
}

static void what_is_no_time_of_the_day(void **state)
{
        static const char *const bad[] = {"",     "7:00",   "24:00", "12:60", "12.00",
                                          "12:0", "12:000", "ab:cd", "-1:00"};
        int minute;

        (void)state;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                assert_int_equal(quiet_parse_minute(bad[i], &minute), -EINVAL);
        assert_int_equal(quiet_parse_minute("23:59", &minute), 0);
        assert_int_equal(minute, 1439);
}

static int start(void **state)
{
        struct problem why = {""};

        (void)state;
        arena = arena_new();
        return zone_load("Europe/Kyiv", arena, &kyiv, &why);
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
            cmocka_unit_test(over_midnight_and_within_a_day),
            cmocka_unit_test(the_end_in_the_nights_when_the_clock_is_changed),
            cmocka_unit_test(danger_breaks_through_and_nothing_else),
            cmocka_unit_test(what_is_no_time_of_the_day),
        };

        return cmocka_run_group_tests(tests, start, stop);
}
