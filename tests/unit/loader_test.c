/* loader: what is read in a thread comes back in the loop. */
#include "setup/loader.h"

#include "unit/people_fixture.h"

struct came {
        struct setup *setup;
        struct people *people;
        char why[512];
        int n;
};

static void on_done(struct setup *setup, struct people *people, const struct problem *why, void *context)
{
        struct came *c = context;

        c->setup = setup;
        c->people = people;
        snprintf(c->why, sizeof c->why, "%s", why->text);
        c->n++;
}

/* A loader of that database, and the loop that it comes back in. */
static struct loader *start(const char *database, struct came *c, sd_event **ret_event)
{
        struct loader *l;

        assert_true(sd_event_new(ret_event) >= 0);
        assert_int_equal(loader_new(*ret_event, database, on_done, c, &l), 0);
        return l;
}

static void end(struct loader *l, sd_event *event)
{
        loader_free(l);
        sd_event_unref(event);
}

static struct came wait_for(sd_event *event, struct loader *l, struct came *c)
{
        int before = c->n;

        assert_true(loader_busy(l));
        for (int i = 0; i < 300 && c->n == before; i++)
                assert_true(sd_event_run(event, 100000) >= 0);
        assert_int_equal(c->n, before + 1);
        assert_false(loader_busy(l));
        return *c;
}

static void a_setup_comes_with_its_people(void **state)
{
        struct people_fixture *p = *state;
        struct came c = {0};
        struct setup *setup;
        struct loader *l;
        sd_event *event;
        uint32_t number;

        put_one(p, "anna", "ua/sumy");
        l = start(p->f->path, &c, &event);
        assert_false(loader_busy(l));
        assert_int_equal(loader_load(l, p->conf), 0);
        wait_for(event, l, &c);
        assert_non_null(c.setup);
        assert_null(c.people);
        assert_int_equal(people_count(c.setup->people), 2);
        assert_non_null(people_find(c.setup->people, "anna", &number));
        setup = c.setup;
        put_one(p, "boris", "ua/sumy");
        assert_int_equal(loader_load_people(l, setup), 0);
        wait_for(event, l, &c);
        assert_null(c.setup);
        assert_non_null(c.people);
        assert_int_equal(people_count(c.people), 3);
        people_free(c.people);
        setup_free(setup);
        end(l, event);
}

static void a_bad_configuration_says_why_and_the_next_one_is_read(void **state)
{
        struct people_fixture *p = *state;
        struct came c = {0};
        struct loader *l;
        sd_event *event;

        l = start(p->f->path, &c, &event);
        people_fixture_configure(p, "subscribers = ( { name = \"a\"; } );\n");
        assert_int_equal(loader_load(l, p->conf), 0);
        wait_for(event, l, &c);
        assert_null(c.setup);
        assert_non_null(strstr(c.why, "sirend.conf:2"));
        people_fixture_configure(p, people_conf);
        assert_int_equal(loader_load(l, p->conf), 0);
        wait_for(event, l, &c);
        assert_non_null(c.setup);
        assert_string_equal(c.why, "");
        setup_free(c.setup);
        end(l, event);
}

static void without_a_database_there_are_no_people(void **state)
{
        struct people_fixture *p = *state;
        struct came c = {0};
        struct loader *l;
        sd_event *event;

        l = start("/no/such/database", &c, &event);
        assert_int_equal(loader_load(l, p->conf), 0);
        wait_for(event, l, &c);
        assert_null(c.setup);
        assert_non_null(strstr(c.why, "/no/such/database"));
        assert_int_equal(loader_load_people(l, p->setup), 0);
        wait_for(event, l, &c);
        assert_null(c.people);
        end(l, event);
}

/* At the daemon's end: nothing is left behind, nobody is called. */
static void one_that_is_busy_is_waited_for(void **state)
{
        struct people_fixture *p = *state;
        struct came c = {0};
        struct loader *l;
        sd_event *event;

        l = start(p->f->path, &c, &event);
        assert_int_equal(loader_load(l, p->conf), 0);
        loader_free(l);
        assert_true(sd_event_run(event, 0) >= 0);
        assert_int_equal(c.n, 0);
        loader_free(NULL);
        sd_event_unref(event);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            PEOPLE_TEST(a_setup_comes_with_its_people),
            PEOPLE_TEST(a_bad_configuration_says_why_and_the_next_one_is_read),
            PEOPLE_TEST(without_a_database_there_are_no_people),
            PEOPLE_TEST(one_that_is_busy_is_waited_for),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
