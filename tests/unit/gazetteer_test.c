/* gazetteer: the shipped tables as a whole, and an operator's own ones beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gazetteer/gazetteer.h"

#define SHIPPED "config/gazetteer"

static struct gazetteer *g;

static int load_shipped(void **state)
{
        struct problem why = {0};

        (void)state;
        if (gazetteer_load(SHIPPED, &g, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static int free_shipped(void **state)
{
        (void)state;
        gazetteer_free(g);
        return 0;
}

static void places_are_numbered_in_pre_order(void **state)
{
        (void)state;
        assert_true(gazetteer_count(g) > 90000);
        assert_int_equal(place_parent(g, 0), PLACE_NONE);
        assert_int_equal(place_last(g, 0), gazetteer_count(g) - 1);
        for (uint32_t p = 1; p < gazetteer_count(g); p++) {
                uint32_t parent = place_parent(g, p), last = place_last(g, p);

                assert_true(parent < p);
                assert_true(last >= p && last <= place_last(g, parent));
                assert_true(place_level(g, parent) < place_level(g, p));
                assert_true(place_contains(g, parent, p));
                assert_true(p + 1 == gazetteer_count(g) || p < last || place_parent(g, p + 1) <= parent);
                if (p < last)
                        assert_int_equal(place_parent(g, p + 1), p);
        }
}

static void every_place_has_a_path_that_finds_it_and_names(void **state)
{
        (void)state;
        for (uint32_t p = 1; p < gazetteer_count(g);) {
                struct arena *a = arena_new();

                for (uint32_t end = p + 1000; p < end && p < gazetteer_count(g); p++) {
                        const char *path = place_path(g, p, a), **names;

                        assert_int_equal(place_by_path(g, path), p);
                        assert_true(place_names(g, p, a, &names) > 0);
                        for (int l = 0; l < PLACE_LANGUAGES; l++)
                                assert_true(place_name(g, p, (enum place_language)l, a)[0]);
                        assert_true(strlen(place_iso(g, p, a)) >= 2);
                }
                arena_free(a);
        }
}

static void a_place_knows_where_it_is(void **state)
{
        uint32_t murom = place_by_path(g, "ru/belgorod/shebekinsky/murom");
        struct arena *a = arena_new();
        struct area_point point;

        (void)state;
        assert_int_not_equal(murom, PLACE_NONE);
        assert_int_equal(place_level(g, murom), LEVEL_SETTLEMENT);
        assert_string_equal(place_path(g, place_ancestor(g, murom, LEVEL_DISTRICT), a),
                            "ru/belgorod/shebekinsky");
        assert_string_equal(place_path(g, place_ancestor(g, murom, LEVEL_REGION), a), "ru/belgorod");
        assert_int_equal(place_ancestor(g, murom, LEVEL_COMMUNITY), PLACE_NONE);
        assert_int_equal(place_ancestor(g, murom, LEVEL_WORLD), 0);
        assert_string_equal(place_iso(g, murom, a), "RU-BEL");
        assert_string_equal(place_iso(g, place_by_path(g, "ru"), a), "RU");
        assert_string_equal(place_iso(g, 0, a), "");
        assert_string_equal(place_path(g, 0, a), "");
        assert_true(place_point(g, place_by_path(g, "ua/kharkiv/kharkiv/kharkiv/kharkiv"), &point));
        assert_true(point.lat > 49.8 && point.lat < 50.1 && point.lon > 36.1 && point.lon < 36.4);
        assert_true(place_population(g, place_by_path(g, "ru/belgorod/belgorod")) > 300000);
        arena_free(a);
}

static void paths_are_exact(void **state)
{
        static const char *const wrong[] = {"",   "/",          "/ua",           "ua/", "ua//kharkiv",
                                            "UA", "ua/kharkov", "ua/kharkiv/x/y"};

        (void)state;
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
                assert_int_equal(place_by_path(g, wrong[i]), PLACE_NONE);
}

static void names_are_said_in_the_nearest_language(void **state)
{
        struct arena *a = arena_new();
        uint32_t village = place_by_path(g, "ua/kharkiv/bohodukhiv/valky/huzivka");

        (void)state;
        assert_string_equal(place_name(g, village, PLACE_EN, a), "Huzivka");
        assert_string_equal(place_name(g, village, PLACE_RU, a), "Гузівка");
        assert_string_equal(place_name(g, place_by_path(g, "ru/belgorod"), PLACE_UK, a),
                            "Бєлгородська область");
        assert_int_equal(place_language_of("uk-UA"), PLACE_UK);
        assert_int_equal(place_language_of("RU"), PLACE_RU);
        assert_int_equal(place_language_of("en"), PLACE_EN);
        assert_int_equal(place_language_of("run"), PLACE_EN);
        assert_int_equal(place_language_of("u"), PLACE_EN);
        assert_int_equal(place_language_of(NULL), PLACE_EN);
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(places_are_numbered_in_pre_order),
            cmocka_unit_test(every_place_has_a_path_that_finds_it_and_names),
            cmocka_unit_test(a_place_knows_where_it_is),
            cmocka_unit_test(paths_are_exact),
            cmocka_unit_test(names_are_said_in_the_nearest_language),
        };

        return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
