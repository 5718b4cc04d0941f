/* operators: what is wrong is told once when it has lasted, once when it is over, with a clock of the test's own. */
#include "health/operators.h"
#include "unit/store_fixture.h"

#define MINUTE TIMESTAMP_MINUTE

static const struct health_problem broker = {"mqtt", "mqtt", "the broker is away"},
                                   source = {"source", "source gov", "source gov is silent"};

/* What a look needs; the store is the fixture's. */
struct scene {
        struct fixture *f;
        struct settings settings;
        struct setup setup;
        struct operators *operators;
        int64_t now;
};

static void scene_start(struct scene *s, struct fixture *f)
{
        static const char *channels[] = {"a", "b"};
        struct problem why = {""};

        *s = (struct scene){.f = f, .operators = operators_new(), .now = TIMESTAMP_DAY};
        s->settings.operators.channels = channels;
        s->settings.operators.n_channels = 2;
        s->settings.operators.after = MINUTE;
        s->setup.settings = &s->settings;
        assert_int_equal(catalogue_load("config/vocabulary/messages", &s->setup.catalogue, &why), 0);
}

static void scene_stop(struct scene *s)
{
        operators_free(s->operators);
        catalogue_free(s->setup.catalogue);
}

/* Looks at one problem (NULL: none) after some time; returns how many rows the outbox has then. */
static size_t look(struct scene *s, int64_t later, const struct health_problem *problem, int64_t *ret_next)
{
        struct delivery *list;
        bool told;
        size_t n;

        s->now += later;
        *ret_next = operators_look(s->operators, &s->setup, s->f->store, problem, problem != NULL,
                                   (struct operators_clock){s->now, s->now}, &told);
        assert_int_equal(
            outbox_list(s->f->store, &(struct outbox_filter){.state = -1}, s->f->arena, &list, &n), 0);
        return n;
}

static void what_lasts_is_told_once_and_so_is_its_end(void **state)
{
        struct scene s;
        int64_t next;

        scene_start(&s, *state);
        assert_int_equal(look(&s, 0, &broker, &next), 0);
        assert_int_equal(next, MINUTE);
        assert_int_equal(look(&s, MINUTE, &broker, &next), 2);
        assert_int_equal(look(&s, MINUTE, &broker, &next), 2);
        assert_int_equal(next, TIMESTAMP_NONE);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 2);
        assert_int_equal(next, MINUTE);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 4);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 4);
        scene_stop(&s);
}

static void a_blip_is_not_told_and_neither_is_one_of_its_end(void **state)
{
        struct scene s;
        int64_t next;

        scene_start(&s, *state);
        look(&s, 0, &broker, &next);
        assert_int_equal(look(&s, MINUTE / 2, NULL, &next), 0);
        assert_int_equal(look(&s, 2 * MINUTE, NULL, &next), 0);
        look(&s, 0, &broker, &next);
        assert_int_equal(look(&s, MINUTE, &broker, &next), 2);
        look(&s, MINUTE, NULL, &next);
        assert_int_equal(look(&s, MINUTE / 2, &broker, &next), 2);
        assert_int_equal(look(&s, 10 * MINUTE, &broker, &next), 2);
        scene_stop(&s);
}

static void the_next_process_knows_what_was_told(void **state)
{
        struct scene s;
        int64_t next;

        scene_start(&s, *state);
        look(&s, 0, &source, &next);
        assert_int_equal(look(&s, MINUTE, &source, &next), 2);
        operators_free(s.operators);
        s.operators = operators_new();
        assert_int_equal(look(&s, MINUTE, NULL, &next), 2); /* it has not shown yet */
        assert_int_equal(look(&s, 2 * MINUTE, NULL, &next), 2);
        assert_int_equal(look(&s, MINUTE, &source, &next), 2);
        assert_int_equal(look(&s, 5 * MINUTE, &source, &next), 2);
        look(&s, MINUTE, NULL, &next);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 4);
        scene_stop(&s);
}

static void no_hour_has_more_than_a_few(void **state)
{
        struct scene s;
        int64_t next;
        size_t rows = 0;

        scene_start(&s, *state);
        for (int minute = 0; minute < 59; minute++)
                rows = look(&s, MINUTE, minute / 2 % 2 ? NULL : &broker, &next);
        assert_int_equal(rows, 2 * 12);
        for (int minute = 0; minute < 10; minute++)
                rows = look(&s, MINUTE, &broker, &next);
        assert_true(rows > 2 * 12);
        scene_stop(&s);
}

static void what_could_not_be_stored_is_told_when_it_is_over(void **state)
{
        struct scene s;
        struct store *store;
        struct problem why = {""};
        int64_t next;
        bool told;

        scene_start(&s, *state);
        look(&s, 0, NULL, &next); /* it knows that nothing was told */
        assert_int_equal(store_open(s.f->path, STORE_READ, &store, &why), 0);
        for (int i = 0; i < 3; i++) {
                s.now += MINUTE;
                next = operators_look(s.operators, &s.setup, store, &broker, 1,
                                      (struct operators_clock){s.now, s.now}, &told);
                assert_false(told);
        }
        assert_true(next < MINUTE);
        store_close(store);
        look(&s, 0, NULL, &next);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 2);
        assert_int_equal(look(&s, MINUTE, NULL, &next), 2);
        scene_stop(&s);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(what_lasts_is_told_once_and_so_is_its_end),
            TEST(a_blip_is_not_told_and_neither_is_one_of_its_end),
            TEST(the_next_process_knows_what_was_told),
            TEST(no_hour_has_more_than_a_few),
            TEST(what_could_not_be_stored_is_told_when_it_is_over),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
