/* match/rule: from words to conditions, and what is wrong with words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "match/rule.h"

#define PLACES(...)                                                                                          \
        .places = (const char *[]){__VA_ARGS__},                                                             \
        .n_places = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)
#define EVENTS(...)                                                                                          \
        .events = (const char *[]){__VA_ARGS__},                                                             \
        .n_events = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)
#define STATUSES(...)                                                                                        \
        .statuses = (const char *[]){__VA_ARGS__},                                                           \
        .n_statuses = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)
#define SOURCES(...)                                                                                         \
        .sources = (const char *[]){__VA_ARGS__},                                                            \
        .n_sources = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)
#define STATES(...)                                                                                          \
        .states = (const char *[]){__VA_ARGS__},                                                             \
        .n_states = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)
#define NEAR(latitude, longitude, km) .has_near = true, .near = {latitude, longitude}, .near_radius = km

static struct gazetteer *g;
static struct arena *arena;

static int set_up(void **state)
{
        struct problem why = {0};

        (void)state;
        arena = arena_new();
        if (gazetteer_load("config/gazetteer", &g, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static int tear_down(void **state)
{
        (void)state;
        arena_free(arena);
        gazetteer_free(g);
        return 0;
}

static struct rule *compiled(const struct rule_text *text)
{
        struct problem why = {0};
        struct rule *rule = NULL;

        if (rule_compile(text, g, arena, &rule, &why) < 0)
                fail_msg("%s", why.text);
        return rule;
}

static bool wants(const struct rule *r, enum rule_field field, int value)
{
        return (r->wants & RULE_BIT(field, value)) != 0;
}

static void nothing_given_restricts_nothing_but_the_status(void **state)
{
        struct rule *r = compiled(&(struct rule_text){PLACES("ua/kharkiv")});

        (void)state;
        for (int i = 0; i < EVENT_COUNT; i++)
                assert_true(wants(r, RULE_EVENT, i));
        for (int i = STATUS_ACTUAL; i <= STATUS_DRAFT; i++)
                assert_int_equal(wants(r, RULE_STATUS, i), i == STATUS_ACTUAL);
        for (int i = STATE_LIVE; i <= STATE_FORECAST; i++)
                assert_true(wants(r, RULE_STATE, i));
        for (int i = SEVERITY_MINOR; i <= SEVERITY_UNKNOWN; i++)
                assert_true(wants(r, RULE_SEVERITY, i) && wants(r, RULE_URGENCY, i) &&
                            wants(r, RULE_CERTAINTY, i));
        assert_int_equal(rule_scope(r), RULE_BOTH);
        assert_true(rule_hears(r, "local") && rule_hears(r, NULL));
        assert_null(rule_name(r));
        assert_int_equal(r->n_places, 1);
        assert_int_equal(r->places[0], place_by_path(g, "ua/kharkiv"));
}

static void words_are_read_without_regard_to_case(void **state)
{
        struct rule *r = compiled(&(struct rule_text){.name = "night",
                                                      PLACES("UA-63", "Харківська область", "ua/sumy"),
                                                      EVENTS("drone", "Air-Raid"),
                                                      STATUSES("exercise", "Test"),
                                                      STATES("LIVE"),
                                                      SOURCES("feed", "crier"),
                                                      .scope = "Below",
                                                      .severity = "severe",
                                                      .urgency = "Expected",
                                                      .certainty = "Observed"});

        (void)state;
        assert_string_equal(rule_name(r), "night");
        assert_int_equal(r->n_places, 2);
        assert_true(r->places[0] < r->places[1]);
        assert_true(wants(r, RULE_EVENT, EVENT_DRONE) && wants(r, RULE_EVENT, EVENT_AIR_RAID));
        assert_false(wants(r, RULE_EVENT, EVENT_FLOOD));
        assert_false(wants(r, RULE_STATUS, STATUS_ACTUAL));
        assert_true(wants(r, RULE_STATUS, STATUS_EXERCISE) && wants(r, RULE_STATUS, STATUS_TEST));
        assert_true(wants(r, RULE_STATE, STATE_LIVE));
        assert_false(wants(r, RULE_STATE, STATE_PAST));
        assert_false(wants(r, RULE_SEVERITY, SEVERITY_MODERATE));
        assert_true(wants(r, RULE_SEVERITY, SEVERITY_SEVERE) && wants(r, RULE_SEVERITY, SEVERITY_UNKNOWN));
        assert_false(wants(r, RULE_URGENCY, URGENCY_FUTURE));
        assert_true(wants(r, RULE_URGENCY, URGENCY_EXPECTED) && wants(r, RULE_URGENCY, URGENCY_UNKNOWN));
        assert_false(wants(r, RULE_CERTAINTY, CERTAINTY_LIKELY));
        assert_true(wants(r, RULE_CERTAINTY, CERTAINTY_OBSERVED) &&
                    wants(r, RULE_CERTAINTY, CERTAINTY_UNKNOWN));
        assert_int_equal(rule_scope(r), RULE_BELOW);
        assert_true(rule_hears(r, "crier"));
        assert_false(rule_hears(r, "local") || rule_hears(r, NULL));
}

static void scopes_are_what_they_say(void **state)
{
        static const char *const words[] = {"both", "below", "above", "exact"};

        (void)state;
        for (int i = 0; i < 4; i++)
                assert_int_equal(rule_scope(compiled(&(struct rule_text){PLACES("ua"), .scope = words[i]})),
                                 i);
}

static void a_point_knows_its_nearest_settlement(void **state)
{
        struct rule *r = compiled(&(struct rule_text){NEAR(50.41, 36.89, 10)});

        (void)state;
        assert_true(r->extra->has_near && !r->extra->near_home_coarse);
        assert_int_equal(place_level(g, r->extra->near_home), LEVEL_SETTLEMENT);
        assert_int_equal(place_ancestor(g, r->extra->near_home, LEVEL_REGION),
                         place_by_path(g, "ru/belgorod"));
        assert_int_equal(r->n_places, 0);
}

static void what_is_wrong_is_said(void **state)
{
        const struct {
                struct rule_text text;
                int error;
                const char *says[3];
        } rows[] = {
            {{.where = "a.conf:1"}, -EINVAL, {"a.conf:1: ", "needs places or near"}},
            {{PLACES("ua"), EVENTS("drones")}, -EINVAL, {"unknown event \"drones\"", "air-raid, drone"}},
            {{PLACES("ua"), STATUSES("Real")}, -EINVAL, {"unknown status \"Real\"", "Actual, Exercise"}},
            {{PLACES("ua"), STATES("now")}, -EINVAL, {"unknown state \"now\"", "live"}},
            {{PLACES("ua"), .severity = "High"}, -EINVAL, {"unknown severity \"High\"", "Extreme"}},
            {{PLACES("ua"), .certainty = "Sure"}, -EINVAL, {"unknown certainty \"Sure\"", "Observed"}},
            {{PLACES("ua"), .urgency = "Now"}, -EINVAL, {"unknown urgency \"Now\"", "Immediate"}},
            {{PLACES("ua"), .scope = "up"}, -EINVAL, {"unknown scope \"up\"", "both, below, above or exact"}},
            {{NEAR(50, 36, 0)}, -ERANGE, {"radius of 0 km", "at most 1000"}},
            {{NEAR(50, 36, -1)}, -ERANGE, {"radius of -1 km"}},
            {{NEAR(50, 36, 1001)}, -ERANGE, {"radius of 1001 km"}},
            {{NEAR(50, 36, NAN)}, -ERANGE, {"radius of"}},
            {{NEAR(91, 36, 5)}, -ERANGE, {"91, 36"}},
            {{NEAR(50, NAN, 5)}, -ERANGE, {"no latitude and longitude"}},
            {{PLACES("ua", "Atlantis"), .where = "b.conf:7"}, -ENOENT, {"b.conf:7: ", "Atlantis"}},
            {{PLACES("Ивановка"), .where = "b.conf:8"}, -ENOTUNIQ, {"b.conf:8: ", "Ивановка", "ru/"}},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct rule *untouched = compiled(&(struct rule_text){PLACES("ua")}), *rule = untouched;
                struct problem why = {0};

                assert_int_equal(rule_compile(&rows[i].text, g, arena, &rule, &why), rows[i].error);
                assert_ptr_equal(rule, untouched);
                for (int j = 0; j < 3 && rows[i].says[j]; j++)
                        if (!strstr(why.text, rows[i].says[j]))
                                fail_msg("row %zu: \"%s\" does not say \"%s\"", i, why.text, rows[i].says[j]);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(nothing_given_restricts_nothing_but_the_status),
            cmocka_unit_test(words_are_read_without_regard_to_case),
            cmocka_unit_test(scopes_are_what_they_say),
            cmocka_unit_test(a_point_knows_its_nearest_settlement),
            cmocka_unit_test(what_is_wrong_is_said),
        };

        return cmocka_run_group_tests(tests, set_up, tear_down);
}
