/* send/queue: which message goes next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "send/queue.h"

static struct queue_item *add(struct queue *q, const char *lane, const char *line, int priority,
                              int64_t order)
{
        struct queue_item *item = calloc(1, sizeof *item);

        item->priority = priority;
        item->order = order;
        queue_add(q, item, queue_lane(q, lane, 4), line);
        return item;
}

static void drop(struct queue *q, struct queue_item *item)
{
        queue_remove(q, item);
        free(item);
}

static void end(struct queue *q, struct queue_item *item)
{
        queue_answered(q, item, true);
        drop(q, item);
}

static void the_most_urgent_goes_first(void **state)
{
        struct queue *q = queue_new();
        struct queue_item *news = add(q, "a", "1", 9, 1), *alarm = add(q, "a", "2", 0, 2),
                          *other = add(q, "b", "3", 5, 3);

        (void)state;
        assert_ptr_equal(queue_take(q), alarm);
        assert_ptr_equal(queue_take(q), other);
        assert_ptr_equal(queue_take(q), news);
        assert_null(queue_take(q));
        assert_int_equal(queue_under_way(q), 3);
        end(q, news);
        end(q, alarm);
        end(q, other);
        assert_int_equal(queue_held(q) + queue_under_way(q), 0);
        queue_free(q);
}

static void lanes_take_turns_and_keep_their_width(void **state)
{
        struct queue *q = queue_new();
        struct queue_item *items[12], *taken[8];
        char line[16];

        (void)state;
        for (int i = 0; i < 12; i++) {
                snprintf(line, sizeof line, "%d", i);
                items[i] = add(q, i < 6 ? "a" : "b", line, 1, i);
        }
        for (int i = 0; i < 8; i++) {
                taken[i] = queue_take(q);
                assert_ptr_equal(taken[i], items[(i & 1) * 6 + i / 2]);
        }
        assert_null(queue_take(q)); /* both have four under way */
        end(q, taken[1]);
        assert_ptr_equal(queue_take(q), items[10]);
        assert_null(queue_take(q));
        queue_answered(q, taken[0], false); /* "a" is silent: three are still under way, one is the most */
        assert_null(queue_take(q));
        drop(q, taken[0]);
        end(q, taken[2]); /* it speaks again */
        assert_ptr_equal(queue_take(q), items[4]);
        for (int i = 3; i < 8; i++)
                drop(q, taken[i]);
        drop(q, items[4]);
        drop(q, items[10]);
        drop(q, items[5]); /* ready, never taken */
        drop(q, items[11]);
        queue_free(q);
}

static void a_line_keeps_its_order(void **state)
{
        struct queue *q = queue_new();
        struct queue_item *second = add(q, "a", "x", 5, 2), *third = add(q, "a", "x", 0, 3), *first;

        (void)state;
        assert_ptr_equal(queue_take(q), second);
        first = add(q, "a", "x", 9, 1); /* what is under way stays first; the rest are in order */
        assert_null(queue_take(q));
        assert_ptr_equal(queue_behind(second), first);
        assert_ptr_equal(queue_line_first(q, "x"), second);
        queue_answered(q, second, true);
        assert_null(queue_take(q)); /* answered, but not removed */
        drop(q, second);
        assert_ptr_equal(queue_take(q), first);
        queue_withdraw(q, third);
        end(q, first);
        assert_null(queue_take(q));
        drop(q, third);
        assert_null(queue_line_first(q, "x"));
        /* what was only ready steps back, however urgent */
        second = add(q, "a", "x", 0, 2);
        first = add(q, "a", "x", 9, 1);
        assert_ptr_equal(queue_take(q), first);
        assert_null(queue_take(q));
        end(q, first);
        assert_ptr_equal(queue_take(q), second);
        end(q, second);
        queue_free(q);
}

static void no_room_means_rest(void **state)
{
        struct queue *q = queue_new();
        struct queue_item *a1 = add(q, "a", "1", 1, 1), *a2 = add(q, "a", "2", 1, 2),
                          *b = add(q, "b", "3", 1, 3);

        (void)state;
        assert_ptr_equal(queue_take(q), a1);
        queue_put_back(q, a1);
        assert_ptr_equal(queue_take(q), b);
        assert_null(queue_take(q));
        queue_unblock(q);
        assert_ptr_equal(queue_take(q), a1);
        assert_ptr_equal(queue_take(q), a2);
        queue_put_back(q, a2);
        assert_null(queue_take(q));
        end(q, a1); /* room has come of itself */
        assert_ptr_equal(queue_take(q), a2);
        end(q, a2);
        end(q, b);
        queue_free(q);
}

/* A heap of lesser ones keeps nothing out that is more urgent; and while memory is scarce a lane has a few. */
static void a_full_lane_takes_what_is_more_urgent(void **state)
{
        struct queue *q = queue_new();
        struct queue_lane *lane = queue_lane(q, "a", 4);
        struct queue_item *items[600];
        char line[16];
        int n = 0, lesser;

        (void)state;
        assert_int_equal(queue_takes(lane, true), QUEUE_PRIORITIES);
        for (; queue_takes(lane, false) > 8; n++) {
                snprintf(line, sizeof line, "%d", n);
                items[n] = add(q, "a", line, 8, n);
        }
        lesser = n;
        assert_int_equal(queue_takes(lane, false), 8);
        assert_int_equal(queue_takes(lane, true), 8);
        for (; queue_takes(lane, true) > 2; n++) {
                snprintf(line, sizeof line, "%d", n);
                items[n] = add(q, "a", line, 2, n);
        }
        assert_int_equal(n - lesser, 4); /* as wide as it is */
        assert_int_equal(queue_takes(lane, false), 8);
        for (; queue_takes(lane, false) > 2; n++) {
                assert_true(n < 599);
                snprintf(line, sizeof line, "%d", n);
                items[n] = add(q, "a", line, 2, n);
        }
        /* the lesser ones go: that does not open it for the urgent ones it is full of */
        for (int i = 0; i < lesser; i++)
                drop(q, items[i]);
        assert_int_equal(queue_takes(lane, false), 2);
        for (int i = lesser; i < n; i++)
                drop(q, items[i]);
        assert_int_equal(queue_takes(lane, false), QUEUE_PRIORITIES);
        assert_true(queue_all_open(q));
        queue_free(q);
}

static void a_full_lane_is_closed(void **state)
{
        struct queue *q = queue_new();
        struct queue_lane *lane = queue_lane(q, "a", 4);
        struct queue_item *items[400];
        bool opened = false;
        char line[16];
        int n = 0, left;

        (void)state;
        while (queue_takes(lane, false) == QUEUE_PRIORITIES) {
                snprintf(line, sizeof line, "%d", n);
                items[n] = add(q, "a", line, 1, n);
                n++;
        }
        assert_false(queue_all_open(q));
        assert_in_range(n, 2, 399);
        assert_int_equal(queue_takes(queue_lane(q, "b", 1), false), QUEUE_PRIORITIES);
        for (left = n; left > 0; left--) {
                opened = queue_remove(q, items[n - left]) || opened;
                free(items[n - left]);
                if (opened)
                        break;
        }
        assert_in_range(left, n / 4, n - 2); /* not at once: claims shall come in batches */
        assert_true(queue_takes(lane, false) == QUEUE_PRIORITIES && queue_all_open(q));
        for (int i = n - left + 1; i < n; i++)
                drop(q, items[i]);
        queue_free(q);
}

/* Nothing may cost more the more there is. */
static void a_hundred_thousand_are_no_burden(void **state)
{
        enum { N = 100000 };
        struct queue *q = queue_new();
        struct queue_item *item;
        char lane[16], line[16];
        int n = 0;

        (void)state;
        for (int i = 0; i < N; i++) {
                snprintf(lane, sizeof lane, "%d", i % 1000);
                snprintf(line, sizeof line, "%d", i / 2);
                add(q, lane, line, i % 10, i);
        }
        while ((item = queue_take(q))) {
                end(q, item);
                n++;
        }
        assert_int_equal(n, N);
        queue_free(q);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(the_most_urgent_goes_first),
            cmocka_unit_test(lanes_take_turns_and_keep_their_width),
            cmocka_unit_test(a_line_keeps_its_order),
            cmocka_unit_test(no_room_means_rest),
            cmocka_unit_test(a_full_lane_is_closed),
            cmocka_unit_test(a_full_lane_takes_what_is_more_urgent),
            cmocka_unit_test(a_hundred_thousand_are_no_burden),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
