/* watch: a source that was expected is silent once its time is over, unless something of it waits to be read. */
#include "unit/store_fixture.h"

#include "health/watch.h"

#define MINUTE TIMESTAMP_MINUTE

static struct settings_source sources[] = {{.name = "gov", .expect_every = 2 * TIMESTAMP_MINUTE},
                                           {.name = "press", .expect_every = 5 * TIMESTAMP_MINUTE},
                                           {.name = "any"}};
static const struct settings settings = {.sources = sources, .n_sources = 3};

/* `context` is the name of the one source of which something waits, or NULL. */
static bool waits(void *context, const char *source)
{
        return context && strcmp(context, source) == 0;
}

static size_t silent(const struct watch *w)
{
        const struct watch_silence *list;

        return watch_silent(w, &list);
}

static void who_is_not_heard_of_in_time_is_silent(void **state)
{
        struct fixture *f = *state;
        struct history_report report = {.file = "a", .source = "gov", .key = "a", .received = 4 * MINUTE};
        struct watch *w = watch_new(0);
        int64_t id;

        assert_int_equal(watch_run(w, &settings, f->store, MINUTE, waits, NULL), 2 * MINUTE);
        assert_int_equal(silent(w), 0);
        assert_int_equal(watch_run(w, &settings, f->store, 3 * MINUTE, waits, NULL), 5 * MINUTE);
        assert_int_equal(silent(w), 1);
        assert_int_equal(history_add_report(f->store, &report, &id), 0);
        assert_int_equal(watch_run(w, &settings, f->store, 5 * MINUTE, waits, NULL), 5 * MINUTE);
        assert_int_equal(silent(w), 0);
        assert_int_equal(watch_run(w, &settings, f->store, 7 * MINUTE, waits, NULL), TIMESTAMP_NONE);
        assert_int_equal(silent(w), 2);
        watch_free(w);
}

static void of_whom_something_waits_nobody_knows(void **state)
{
        struct fixture *f = *state;
        struct watch *w = watch_new(0);
        char gov[] = "gov", press[] = "press";

        /* it is looked at again at once */
        assert_int_equal(watch_run(w, &settings, f->store, 3 * MINUTE, waits, gov), 3 * MINUTE);
        assert_int_equal(silent(w), 0);
        /* another one's files say nothing of it */
        assert_int_equal(watch_run(w, &settings, f->store, 4 * MINUTE, waits, press), 5 * MINUTE);
        assert_int_equal(silent(w), 1);
        /* who was silent is so until it is read */
        assert_int_equal(watch_run(w, &settings, f->store, 4 * MINUTE, waits, gov), 5 * MINUTE);
        assert_int_equal(silent(w), 1);
        watch_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(who_is_not_heard_of_in_time_is_silent),
            TEST(of_whom_something_waits_nobody_knows),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
