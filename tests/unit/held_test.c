/* held: lines for the digest, and how much news there was. */
#include "store/held.h"
#include "unit/store_fixture.h"

static void hold(struct store *s, const char *subscriber, int64_t incident, int64_t due, const char *headline)
{
        struct held h = {.subscriber = subscriber,
                         .incident = incident,
                         .due = due,
                         .began = incident,
                         .headline = headline};

        assert_int_equal(store_begin(s), 0);
        assert_int_equal(held_put(s, &h), 0);
        assert_int_equal(store_commit(s), 0);
}

static void one_line_for_an_incident_in_its_last_words(void **state)
{
        struct fixture *f = *state;
        struct held *lines;
        size_t n;
        int64_t next;

        hold(f->store, "anna", 2, 100, "Fire");
        hold(f->store, "anna", 1, 100, "Storm");
        hold(f->store, "anna", 1, 900, "Hurricane");
        hold(f->store, "boris", 1, 50, "Hurricane");
        hold(f->store, "anna", 3, 101, "Flood");
        assert_int_equal(held_over(f->store, 1, 70, true), 0);
        assert_int_equal(held_next(f->store, &next), 0);
        assert_int_equal(next, 50);
        assert_int_equal(held_due(f->store, 49, f->arena, &lines, &n), 0);
        assert_int_equal(n, 0);
        assert_int_equal(held_due(f->store, 100, f->arena, &lines, &n), 0);
        assert_int_equal(n, 1);
        assert_string_equal(lines[0].subscriber, "boris");
        assert_int_equal(held_done(f->store, "boris", 100), 0);
        assert_int_equal(held_due(f->store, 100, f->arena, &lines, &n), 0);
        assert_int_equal(n, 2);
        assert_string_equal(lines[0].headline, "Hurricane");
        assert_int_equal(lines[0].due, 100);
        assert_int_equal(lines[0].over, 70);
        assert_true(lines[0].expired);
        assert_string_equal(lines[1].headline, "Fire");
        assert_int_equal(lines[1].over, TIMESTAMP_NONE);
        assert_int_equal(held_done(f->store, "anna", 100), 0);
        assert_int_equal(held_next(f->store, &next), 0);
        assert_int_equal(next, 101);
}

static void what_is_told_another_way_is_dropped(void **state)
{
        struct fixture *f = *state;
        int64_t next;

        hold(f->store, "anna", 1, 10, "Storm");
        hold(f->store, "boris", 1, 20, "Storm");
        hold(f->store, "boris", 2, 30, "Fire");
        assert_int_equal(held_drop(f->store, 1, "anna"), 0);
        assert_int_equal(held_next(f->store, &next), 0);
        assert_int_equal(next, 20);
        assert_int_equal(held_drop(f->store, 1, NULL), 0);
        assert_int_equal(held_next(f->store, &next), 0);
        assert_int_equal(next, 30);
        assert_int_equal(held_drop(f->store, 2, NULL), 0);
        assert_int_equal(held_next(f->store, &next), 0);
        assert_int_equal(next, TIMESTAMP_NONE);
}

static void news_are_counted_by_the_hour(void **state)
{
        struct fixture *f = *state;
        int64_t now = TIMESTAMP_DAY, end;
        unsigned n;

        for (unsigned i = 1; i <= 3; i++) {
                assert_int_equal(held_count(f->store, "anna", now + i, &n, &end), 0);
                assert_int_equal(n, i);
                assert_int_equal(end, now + 1 + TIMESTAMP_HOUR);
        }
        assert_int_equal(held_count(f->store, "boris", now, &n, &end), 0);
        assert_int_equal(n, 1);
        assert_int_equal(held_count(f->store, "anna", now + 1 + TIMESTAMP_HOUR, &n, &end), 0);
        assert_int_equal(n, 1);
        assert_int_equal(held_count(f->store, "anna", now, &n, &end), 0); /* the clock was set back */
        assert_int_equal(n, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(one_line_for_an_incident_in_its_last_words),
            TEST(what_is_told_another_way_is_dropped),
            TEST(news_are_counted_by_the_hour),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
