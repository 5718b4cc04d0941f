/* gazetteer: the shipped tables as a whole, and an operator's own ones beside them. */
#include "gazetteer_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
                struct arena *few = arena_new();

                for (uint32_t end = p + 1000; p < end && p < gazetteer_count(g); p++) {
                        const char *path = place_path(g, p, few), **names;

                        assert_int_equal(place_by_path(g, path), p);
                        assert_true(place_names(g, p, few, &names) > 0);
                        for (int l = 0; l < PLACE_LANGUAGES; l++)
                                assert_true(place_name(g, p, (enum place_language)l, few)[0]);
                        assert_true(strlen(place_iso(g, p, few)) >= 2);
                }
                arena_free(few);
        }
}

static void a_place_knows_where_it_is(void **state)
{
        uint32_t murom = place_by_path(g, "ru/belgorod/shebekinsky/murom");
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
        /* not that of the district, which has one, too */
        assert_string_equal(place_iso(g, place_by_path(g, "ee/harju/tallinn"), a), "EE-37");
        assert_string_equal(place_iso(g, 0, a), "");
        assert_string_equal(place_path(g, 0, a), "");
        assert_true(place_point(g, place_by_path(g, "ua/kharkiv/kharkiv/kharkiv/kharkiv"), &point));
        assert_true(point.lat > 49.8 && point.lat < 50.1 && point.lon > 36.1 && point.lon < 36.4);
        assert_true(place_population(g, place_by_path(g, "ru/belgorod/belgorod")) > 300000);
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
}

static char directory[] = "/tmp/sirend-gazetteer-XXXXXX";

static void path_of(const char *file, char out[512])
{
        snprintf(out, 512, "%s/%s", directory, file);
}

static void write_table(const char *file, const char *text)
{
        char path[512];
        FILE *f;

        path_of(file, path);
        f = fopen(path, "we");
        assert_non_null(f);
        assert_true(fputs(text, f) >= 0);
        assert_int_equal(fclose(f), 0);
}

static void remove_table(const char *file)
{
        char path[512];

        path_of(file, path);
        unlink(path);
}

static void link_shipped(const char *file)
{
        char path[512], target[1024], here[512];

        assert_non_null(getcwd(here, sizeof here));
        snprintf(target, sizeof target, "%s/" SHIPPED "/%s", here, file);
        path_of(file, path);
        assert_int_equal(symlink(target, path), 0);
}

static const char *const linked[] = {"00-words.tsv", "10-world.tsv", "20-ua.tsv"};

static int make_directory(void **state)
{
        (void)state;
        memcpy(directory + sizeof directory - 7, "XXXXXX", 6);
        assert_non_null(mkdtemp(directory));
        for (size_t i = 0; i < sizeof linked / sizeof *linked; i++)
                link_shipped(linked[i]);
        return 0;
}

static int remove_directory(void **state)
{
        (void)state;
        for (size_t i = 0; i < sizeof linked / sizeof *linked; i++)
                remove_table(linked[i]);
        remove_table("90-local.tsv");
        remove_table("91-words.tsv");
        assert_int_equal(rmdir(directory), 0);
        return 0;
}

static uint32_t found_in(const struct gazetteer *own, const char *text)
{
        struct problem why = {0};
        uint32_t place = 0;

        if (place_find(own, text, PLACE_NONE, &place, &why) < 0)
                fail_msg("%s", why.text);
        return place;
}

static void an_operator_adds_to_the_shipped_tables(void **state)
{
        struct gazetteer *own;
        struct problem why = {0};
        struct area_point point;
        uint32_t street, city, village;

        (void)state;
        write_table(
            "90-local.tsv",
            "# ours\r\n\r\npath\tlevel\tuk\ten\tpoint\tpopulation\taliases\tcodes\tcode:school\r\n"
            "ua/kharkiv/chuhuiv/chuhuiv/nova-vulytsia\t\tНова Вулиця\tNew Street\t49.8312, 36.7021\t12\t"
            "Хутір Новенький; Novenkyi Khutir\tpost=X-77\tS1\r\n"
            "ua/kharkiv\t\tСлобожанщина\t\t\t\tСлобідський Край Наш\r\n"
            "./new-town\tdistrict\r\n"
            "ua/kharkiv/new-town/x\r\n");
        write_table("91-words.tsv", "word\tposition\tlevels\tlanguage\nкуток\tafter\tsettlement\tuk\n");
        if (gazetteer_load(directory, &own, &why) < 0)
                fail_msg("%s", why.text);
        village = found_in(own, "new street");
        assert_string_equal(place_path(own, village, a), "ua/kharkiv/chuhuiv/chuhuiv/nova-vulytsia");
        assert_int_equal(found_in(own, "Хутір Новенький"), village);
        assert_int_equal(found_in(own, "Нова Вулиця куток"), village);
        assert_int_equal(place_by_code(own, "post", "x-77"), village);
        assert_int_equal(place_by_code(own, "school", "S1"), village);
        assert_int_equal(place_population(own, village), 12);
        assert_true(place_point(own, village, &point));
        assert_true(point.lat > 49.831 && point.lat < 49.8313);

        city = place_by_path(own, "ua/kharkiv");
        assert_string_equal(place_name(own, city, PLACE_UK, a), "Слобожанщина");
        assert_int_equal(found_in(own, "слобідський край наш"), city);
        assert_int_equal(found_in(own, "Харківська область"), city);
        street = place_by_path(own, "ua/kharkiv/new-town");
        assert_int_equal(place_level(own, street), LEVEL_DISTRICT);
        assert_string_equal(place_name(own, street, PLACE_RU, a), "New Town");
        assert_int_equal(place_level(own, street + 1), LEVEL_SETTLEMENT);
        gazetteer_free(own);
        remove_table("90-local.tsv");
        remove_table("91-words.tsv");
}

static void the_same_tables_give_the_same_numbers(void **state)
{
        struct gazetteer *first, *again, *more;
        struct problem why = {0};

        (void)state;
        assert_int_equal(gazetteer_load(directory, &first, &why), 0);
        assert_int_equal(gazetteer_load(directory, &again, &why), 0);
        write_table("90-local.tsv", "path\ten\nua/kharkiv/abc\tAbc\n");
        assert_int_equal(gazetteer_load(directory, &more, &why), 0);
        remove_table("90-local.tsv");
        assert_true(gazetteer_same(first, again));
        assert_false(gazetteer_same(first, more));
        gazetteer_free(again);
        write_table("90-local.tsv", "path\ten\nua/kharkiv/abd\tAbc\n"); /* as long, and as many */
        assert_int_equal(gazetteer_load(directory, &again, &why), 0);
        remove_table("90-local.tsv");
        assert_int_equal(gazetteer_count(more), gazetteer_count(again));
        assert_false(gazetteer_same(more, again));
        gazetteer_free(first);
        gazetteer_free(again);
        gazetteer_free(more);
}

static void a_broken_table_is_refused_with_file_line_and_reason(void **state)
{
        static const char *const broken[][2] = {
            {"name\tpath\n", "90-local.tsv:1: the first line must name the columns"},
            {"path\tnmae\n", "90-local.tsv:1: no such column: nmae"},
            {"path\ten\ten\n", "90-local.tsv:1: the column en is there twice"},
            {"path\n\n# x\nua/nowhere/x\n", "90-local.tsv:4: it lies in a place that no row before it names"},
            {"path\nUA\n", "90-local.tsv:2: a path has parts of a-z"},
            {"path\nua/\n", "90-local.tsv:2: a path has parts of a-z"},
            {"path\n./x\n", "90-local.tsv:2: no path before this one"},
            {"path\tpoint\nua/x\t49,181\n", "90-local.tsv:2: a point is written"},
            {"path\tpoint\nua/x\t49\n", "90-local.tsv:2: a point is written"},
            {"path\tpoint\nua/x\t4d9,1\n", "90-local.tsv:2: a point is written"},
            {"path\tpopulation\nua/x\t-4\n", "90-local.tsv:2: population must be a number"},
            {"path\tlevel\nua/x\tvillage\n", "90-local.tsv:2: no such level: village"},
            {"path\tlevel\nua/x\tcountry\n",
             "90-local.tsv:2: the place that it lies in is not of a higher level: ua/x"},
            {"path\tlevel\nua/kharkiv\tdistrict\n", "90-local.tsv:2: an earlier row gives it another level"},
            {"path\ten\nua/x\ta\tb\n", "90-local.tsv:2: more fields than"},
            {"path\ten\nua/x\t\xff\n", "90-local.tsv:2: not valid UTF-8"},
            {"word\tposition\tlevels\nx\tinside\tregion\n", "90-local.tsv:2: position must be"},
            {"word\tposition\tlevels\nx\tafter\ttown\n", "90-local.tsv:2: levels must be"},
            {"word\tposition\n\tafter\n", "90-local.tsv:2: a word must have"},
            {"system\tpattern\tplace\nX\t1*\tua/nowhere\n", "90-local.tsv:2: no such place: ua/nowhere"},
            {"system\tpattern\tplace\nX\t1*\n", "90-local.tsv:2: needs a system"},
            {"system\tpattern\tplace\nX\t6,4\t=\n", "90-local.tsv:2: with = for a place"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
                struct gazetteer *own = NULL;
                struct problem why = {0};

                write_table("90-local.tsv", broken[i][0]);
                assert_true(gazetteer_load(directory, &own, &why) < 0);
                assert_null(own);
                if (!strstr(why.text, broken[i][1]))
                        fail_msg("not \"%s\" but \"%s\"", broken[i][1], why.text);
        }
        remove_table("90-local.tsv");
}

static void a_directory_without_tables_is_refused(void **state)
{
        struct gazetteer *own = NULL;
        struct problem why = {0};

        (void)state;
        assert_int_equal(gazetteer_load("daemon/gazetteer", &own, &why), -ENOENT);
        assert_non_null(strstr(why.text, "no table"));
        assert_int_equal(gazetteer_load("no/such/directory", &own, &why), -ENOENT);
        assert_null(own);
        gazetteer_free(NULL);
}

static void depth_is_bounded(void **state)
{
        struct gazetteer *own = NULL;
        struct problem why = {0};

        (void)state;
        write_table("90-local.tsv", "path\tlevel\nua/a\tregion\nua/a/b\tdistrict\nua/a/b/c\tcommunity\n"
                                    "ua/a/b/c/d\tsettlement\nua/a/b/c/d/e\tcity-district\nua/a/b/c/d/e/f\n");
        assert_int_equal(gazetteer_load(directory, &own, &why), -EINVAL);
        assert_non_null(strstr(why.text, "90-local.tsv:7"));
        remove_table("90-local.tsv");
}

static void count_name(void *context, uint32_t place, const char *name, size_t size)
{
        size_t *n = context;

        assert_true(place > 0 && place < gazetteer_count(g) && name && size);
        ++*n;
}

static void all_names_can_be_gone_over(void **state)
{
        size_t n = 0, size = 0;
        unsigned levels = 0;
        const char *folded = "чугуївський район";

        (void)state;
        place_each_name(g, count_name, &n);
        assert_true(n > 2u * 90000);
        assert_int_equal(place_name_core(g, folded, strlen(folded), &size, &levels), 0);
        assert_int_equal(size, strlen("чугуївський"));
        assert_true(levels & 1u << LEVEL_DISTRICT);
        assert_false(levels & 1u << LEVEL_COMMUNITY);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(places_are_numbered_in_pre_order),
            cmocka_unit_test(every_place_has_a_path_that_finds_it_and_names),
            cmocka_unit_test(a_place_knows_where_it_is),
            cmocka_unit_test(paths_are_exact),
            cmocka_unit_test(names_are_said_in_the_nearest_language),
            cmocka_unit_test(all_names_can_be_gone_over),
            cmocka_unit_test_setup_teardown(an_operator_adds_to_the_shipped_tables, make_directory,
                                            remove_directory),
            cmocka_unit_test_setup_teardown(the_same_tables_give_the_same_numbers, make_directory,
                                            remove_directory),
            cmocka_unit_test_setup_teardown(a_broken_table_is_refused_with_file_line_and_reason,
                                            make_directory, remove_directory),
            cmocka_unit_test_setup_teardown(depth_is_bounded, make_directory, remove_directory),
            cmocka_unit_test(a_directory_without_tables_is_refused),
        };

        return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
