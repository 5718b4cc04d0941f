/* send/retry: when to try again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/timestamp.h"
#include "send/retry.h"

#define NOW INT64_C(1787067165000000)

static int64_t wait_of(unsigned attempts, int urgency, double chance)
{
        return retry_next(attempts, urgency, NOW, TIMESTAMP_NONE, -1, NOW, chance) - NOW;
}

static void an_alarm_is_tried_soon_and_often(void **state)
{
        (void)state;
        assert_int_equal(wait_of(1, 0, 0.5), TIMESTAMP_SECOND);
        assert_int_equal(wait_of(2, 0, 0.5), 2 * TIMESTAMP_SECOND);
        assert_int_equal(wait_of(4, 0, 0.5), 8 * TIMESTAMP_SECOND);
        assert_int_equal(wait_of(9, 0, 0.5), 10 * TIMESTAMP_SECOND);
        assert_int_equal(wait_of(4000000000u, 0, 0.5), 10 * TIMESTAMP_SECOND);
        assert_int_equal(wait_of(0, -3, 0.5), TIMESTAMP_SECOND);
}

static void news_can_wait(void **state)
{
        (void)state;
        assert_int_equal(wait_of(1, 9, 0.5), 30 * TIMESTAMP_SECOND);
        assert_int_equal(wait_of(20, 9, 0.5), 30 * TIMESTAMP_MINUTE);
        assert_int_equal(wait_of(20, 1000, 0.5), 30 * TIMESTAMP_MINUTE);
        for (int u = 1; u < 10; u++)
                assert_true(wait_of(1, u, 0.5) > wait_of(1, u - 1, 0.5) &&
                            wait_of(20, u, 0.5) > wait_of(20, u - 1, 0.5));
}

static void jitter_spreads_a_fifth(void **state)
{
        (void)state;
        assert_int_equal(wait_of(1, 0, 0), 800000);
        assert_in_range(wait_of(1, 0, 0.999999), 1199990, 1200000);
        for (int i = 0; i < 1000; i++) {
                double c = retry_chance();

                assert_true(c >= 0 && c < 1);
        }
}

static void the_other_side_is_obeyed(void **state)
{
        int64_t after = 90 * TIMESTAMP_SECOND;

        (void)state;
        for (int i = 0; i <= 10; i++)
                assert_in_range(retry_next(1, 0, NOW, TIMESTAMP_NONE, after, NOW, i / 10.0) - NOW, after,
                                after + TIMESTAMP_SECOND);
        /* longer than ours only where it is longer */
        assert_int_equal(retry_next(9, 0, NOW, TIMESTAMP_NONE, 5, NOW, 0.5), NOW + 10 * TIMESTAMP_SECOND);
        assert_int_equal(retry_next(1, 0, NOW, TIMESTAMP_NONE, INT64_MAX - 10000000, NOW, 0.5),
                         TIMESTAMP_NONE);
}

static void the_budget_ends(void **state)
{
        (void)state;
        assert_int_equal(retry_next(1, 0, NOW, NOW + 2 * TIMESTAMP_SECOND, -1, NOW, 0.5),
                         NOW + TIMESTAMP_SECOND);
        assert_int_equal(retry_next(1, 0, NOW, NOW + TIMESTAMP_SECOND, -1, NOW, 0.5), TIMESTAMP_NONE);
        assert_int_equal(retry_next(1, 0, NOW, NOW - 1, -1, NOW, 0.5), TIMESTAMP_NONE);
        assert_int_equal(retry_next(1, 0, NOW - TIMESTAMP_DAY, TIMESTAMP_NONE, -1, NOW, 0.5), TIMESTAMP_NONE);
        assert_int_equal(
            retry_next(1, 0, NOW - TIMESTAMP_DAY + TIMESTAMP_MINUTE, TIMESTAMP_NONE, -1, NOW, 0.5),
            NOW + TIMESTAMP_SECOND);
}

static void the_last_try_comes_before_the_end(void **state)
{
        int64_t end = NOW + 7 * TIMESTAMP_SECOND;

        (void)state;
        assert_int_equal(retry_next(8, 0, NOW, end, -1, NOW, 0.5), end - 2 * TIMESTAMP_SECOND);
        assert_int_equal(retry_next(8, 0, NOW, end, 5 * TIMESTAMP_SECOND, NOW, 0.5),
                         end - 2 * TIMESTAMP_SECOND);
        assert_int_equal(retry_next(8, 0, NOW, end, 6 * TIMESTAMP_SECOND, NOW, 0.5), TIMESTAMP_NONE);
        /* and is the last one */
        assert_int_equal(retry_next(9, 0, NOW, end, -1, end - 2 * TIMESTAMP_SECOND + 1, 0.5), TIMESTAMP_NONE);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(an_alarm_is_tried_soon_and_often),
            cmocka_unit_test(news_can_wait),
            cmocka_unit_test(jitter_spreads_a_fifth),
            cmocka_unit_test(the_other_side_is_obeyed),
            cmocka_unit_test(the_budget_ends),
            cmocka_unit_test(the_last_try_comes_before_the_end),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
