/* Times as people write and read them on a command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>
#include <errno.h>

#include "base/timestamp.h"
#include "ctl/when.h"

static struct arena *a;

static int64_t moment(const char *text)
{
        int64_t t;

        assert_int_equal(timestamp_parse(text, NULL, NULL, &t), 0);
        return t;
}

static void spans_are_so_long_ago(void **state)
{
        int64_t now = moment("2026-08-18T18:00:00Z"), t;

        (void)state;
        assert_int_equal(when_parse("2h", now, &t), 0);
        assert_int_equal(t, moment("2026-08-18T16:00:00Z"));
}

static void what_has_no_zone_is_local(void **state)
{
        int64_t t;

        (void)state;
        assert_int_equal(when_parse("2026-08-18T18:00:00", 0, &t), 0);
        assert_int_equal(t, moment("2026-08-18T15:00:00Z"));
        assert_int_equal(when_parse("2026-01-18", 0, &t), 0);
        assert_int_equal(t, moment("2026-01-17T22:00:00Z"));
        assert_int_equal(when_parse("2026-08-18T18:00:00+01:00", 0, &t), 0);
        assert_int_equal(t, moment("2026-08-18T17:00:00Z"));
}

static void nonsense_is_refused(void **state)
{
        int64_t t = 7;

        (void)state;
        assert_int_equal(when_parse("yesterday", 0, &t), -EINVAL);
        assert_int_equal(when_parse("2026-02-30", 0, &t), -EINVAL);
        assert_int_equal(when_parse("", 0, &t), -EINVAL);
        assert_int_equal(t, 7);
}

static void times_are_shown_in_the_local_zone(void **state)
{
        (void)state;
        assert_string_equal(when_local(moment("2026-08-18T15:00:00Z"), a), "2026-08-18 18:00:00");
        assert_string_equal(when_rfc3339(moment("2026-08-18T15:00:00Z"), a), "2026-08-18T18:00:00+03:00");
        assert_string_equal(when_local(TIMESTAMP_NONE, a), "-");
        assert_null(when_rfc3339(TIMESTAMP_NONE, a));
}

static void distances_are_rough(void **state)
{
        (void)state;
        assert_string_equal(when_ago(0, 12 * TIMESTAMP_SECOND, a), "12 s ago");
        assert_string_equal(when_ago(0, 119 * TIMESTAMP_SECOND, a), "119 s ago");
        assert_string_equal(when_ago(0, 185 * TIMESTAMP_SECOND, a), "3 min ago");
        assert_string_equal(when_ago(5 * TIMESTAMP_HOUR, 0, a), "in 5 h");
        assert_string_equal(when_ago(0, 60 * TIMESTAMP_HOUR, a), "2 d ago");
        assert_string_equal(when_ago(TIMESTAMP_NONE, 0, a), "never");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(spans_are_so_long_ago), cmocka_unit_test(what_has_no_zone_is_local),
            cmocka_unit_test(nonsense_is_refused),   cmocka_unit_test(times_are_shown_in_the_local_zone),
            cmocka_unit_test(distances_are_rough),
        };
        int failed;

        setenv("TZ", "EET-2EEST,M3.5.0/3,M10.5.0/4", 1);
        tzset();
        a = arena_new();
        failed = cmocka_run_group_tests(tests, NULL, NULL);
        arena_free(a);
        return failed;
}
