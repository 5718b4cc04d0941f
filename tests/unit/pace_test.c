/* send/pace, rate: never too many, the urgent ones first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <errno.h>

#include "base/timestamp.h"
#include "send/pace.h"

#define S TIMESTAMP_SECOND

static struct channel channel(const char *rate)
{
        struct channel c = {.name = "group"};

        assert_int_equal(rates_parse(rate, &c.rates), 0);
        return c;
}

static void rates_are_read(void **state)
{
        static const char *const wrong[] = {
            "",           " ",      "20",    "20/",     "/1m",
            "0/1m",       "-1/1s",  "1/0s",  "1001/1m", "1/2d",
            "1/1s,20/1m", "1 / 1s", "1/1ms", "1/1s 2",  "1/1s 1/2s 1/3s 1/4s 1/5s"};
        struct rates r;

        (void)state;
        assert_int_equal(rates_parse("1/1s 20/1m", &r), 0);
        assert_int_equal(r.n, 2);
        assert_int_equal(r.all[1].n, 20);
        assert_int_equal(r.all[1].span, TIMESTAMP_MINUTE);
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
                if (rates_parse(wrong[i], &r) != -EINVAL)
                        fail_msg("\"%s\" is taken", wrong[i]);
}

/* A day of messages as fast as they may leave: no window ever holds more than its rate allows. */
static void no_span_ever_holds_more(void **state)
{
        struct channel c = channel("2/1s 20/1m");
        struct pace *p = pace_new();
        static int64_t left[4000];
        int64_t now = 5 * S;
        size_t n = 0;

        (void)state;
        while (n < 4000) {
                int64_t wait = pace_take(p, &c, NULL, true, now);

                assert_true(wait <= TIMESTAMP_MINUTE);
                if (wait == 0)
                        left[n++] = now;
                else
                        now += wait;
        }
        for (size_t i = 20; i < n; i++)
                assert_true(left[i] - left[i - 20] >= TIMESTAMP_MINUTE);
        for (size_t i = 2; i < n; i++)
                assert_true(left[i] - left[i - 2] >= S);
        assert_true(left[n - 1] - left[0] <= 201 * TIMESTAMP_MINUTE); /* and as many as it allows */
        pace_free(p);
}

static void a_part_is_kept_for_the_urgent(void **state)
{
        struct channel c = channel("20/1m");
        struct pace *p = pace_new();

        (void)state;
        for (int i = 0; i < 15; i++)
                assert_int_equal(pace_take(p, &c, NULL, false, 100 * S), 0);
        assert_true(pace_take(p, &c, NULL, false, 101 * S) > 0);
        for (int i = 0; i < 5; i++)
                assert_int_equal(pace_take(p, &c, NULL, true, 101 * S), 0);
        assert_int_equal(pace_take(p, &c, NULL, true, 101 * S), 59 * S);
        assert_true(pace_take(p, &c, NULL, false, 160 * S) == 0); /* of the first 15, 10 more than are kept */
        pace_free(p);
}

static void turns_are_told_one_after_another(void **state)
{
        struct channel c = channel("1/1s");
        struct pace *p = pace_new();

        (void)state;
        assert_int_equal(pace_take(p, &c, NULL, false, 10 * S), 0);
        for (int i = 1; i < 50; i++)
                assert_int_equal(pace_take(p, &c, NULL, false, 10 * S), i * S);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), S); /* the next turn, whoever was told it */
        assert_int_equal(pace_take(p, &c, NULL, true, 11 * S), 0);
        assert_int_equal(pace_take(p, &c, NULL, false, 11 * S), S);
        pace_free(p);
}

static void what_has_not_left_does_not_count(void **state)
{
        struct channel c = channel("1/1m");
        struct pace *p = pace_new();

        (void)state;
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0);
        pace_undo(p, &c, NULL);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 60 * S);
        pace_free(p);
}

static void a_pause_is_kept_by_all_messages_of_a_channel(void **state)
{
        struct channel c = {.name = "without a rate"}, other = {.name = "other"};
        struct pace *p = pace_new();

        (void)state;
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0);
        pace_rest(p, &c, 13 * S);
        pace_rest(p, &c, 12 * S);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 3 * S);
        assert_int_equal(pace_take(p, &other, NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &c, NULL, true, 13 * S), 0);
        pace_free(p);
}

static void channels_share_the_rate_of_their_endpoint(void **state)
{
        struct channel list[4] = {
            {.name = "a", .transport = TRANSPORT_WEBHOOK, .url = "https://api.example/1"},
            {.name = "b", .transport = TRANSPORT_WEBHOOK, .url = "https://api.example/2"},
            {.name = "c", .transport = TRANSPORT_WEBHOOK, .url = "https://other.example/"},
            {.name = "d", .transport = TRANSPORT_WEBHOOK, .url = "https://api.example/3"}};
        struct pace *p = pace_new();

        (void)state;
        for (size_t i = 0; i < 3; i++)
                assert_int_equal(rates_parse("2/1m", &list[i].endpoint_rates), 0);
        assert_int_equal(rates_parse("1/1s", &list[0].rates), 0);
        assert_int_equal(pace_take(p, &list[0], NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &list[0], NULL, true, 10 * S), S); /* its own rate */
        assert_int_equal(pace_take(p, &list[1], NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &list[1], NULL, true, 10 * S), 60 * S);
        assert_int_equal(pace_take(p, &list[0], NULL, true, 20 * S), 50 * S);
        assert_int_equal(pace_take(p, &list[2], NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &list[3], NULL, true, 10 * S), 0); /* it has no such rate */
        pace_undo(p, &list[1], NULL);
        assert_int_equal(pace_take(p, &list[0], NULL, true, 20 * S), 0);
        pace_free(p);
}

static void each_address_has_the_rate_for_itself(void **state)
{
        struct channel c = channel("1/1s 20/1m");
        struct pace *p = pace_new();
        char address[16];

        (void)state;
        assert_int_equal(rates_parse("100/1s", &c.endpoint_rates), 0);
        c.url = "https://h/";
        c.transport = TRANSPORT_WEBHOOK;
        for (int i = 0; i < 50; i++) {
                snprintf(address, sizeof address, "%d", i);
                assert_int_equal(pace_take(p, &c, address, true, 10 * S), 0);
        }
        assert_int_equal(pace_take(p, &c, "7", true, 10 * S), S);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0); /* the channel's own chat */
        pace_undo(p, &c, "7");
        assert_int_equal(pace_take(p, &c, "7", true, 10 * S), 0);
        /* what is over is forgotten, and is not before */
        for (int i = 0; i < 100; i++) {
                snprintf(address, sizeof address, "b%d", i);
                assert_int_equal(pace_take(p, &c, address, true, 11 * S + i * S / 100), 0);
        }
        assert_int_equal(pace_take(p, &c, "b99", true, 12 * S), S - S / 100);
        pace_rest(p, &c, 100 * S); /* the server has had enough, whoever it is for */
        assert_int_equal(pace_take(p, &c, "b1", true, 90 * S), 10 * S);
        assert_int_equal(pace_take(p, &c, "new", true, 90 * S), 10 * S);
        assert_int_equal(pace_take(p, &c, "new", true, 100 * S), 0);
        pace_free(p);
}

static void other_rates_begin_anew(void **state)
{
        struct channel c = channel("1/1m");
        struct pace *p = pace_new();

        (void)state;
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0);
        c = channel("3/1m 1/1s");
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), 0);
        assert_int_equal(pace_take(p, &c, NULL, true, 10 * S), S);
        pace_free(p);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(rates_are_read),
            cmocka_unit_test(no_span_ever_holds_more),
            cmocka_unit_test(a_part_is_kept_for_the_urgent),
            cmocka_unit_test(turns_are_told_one_after_another),
            cmocka_unit_test(what_has_not_left_does_not_count),
            cmocka_unit_test(a_pause_is_kept_by_all_messages_of_a_channel),
            cmocka_unit_test(channels_share_the_rate_of_their_endpoint),
            cmocka_unit_test(each_address_has_the_rate_for_itself),
            cmocka_unit_test(other_rates_begin_anew),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
