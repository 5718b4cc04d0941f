/* place: names and codes of the shipped tables find the places that people mean. */
#include "gazetteer_fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void finds(const char *text, const char *home, const char *path)
{
        struct problem why = {0};
        uint32_t place = 0;

        if (place_find(g, text, home ? place_at(home) : PLACE_NONE, &place, &why) < 0)
                fail_msg("%s: %s", text, why.text);
        assert_string_equal(place_path(g, place, a), path);
}

static void fails(const char *text, const char *home, int error, const char *said)
{
        struct problem why = {0};
        uint32_t place = 12345;

        assert_int_equal(place_find(g, text, home ? place_at(home) : PLACE_NONE, &place, &why), error);
        assert_int_equal(place, 12345);
        if (!strstr(why.text, said))
                fail_msg("%s: %s", text, why.text);
}

static void names_match_in_any_case_spelling_and_language(void **state)
{
        static const char *const same[][2] = {
            {"Чугуївський район", "ua/kharkiv/chuhuiv"},
            {"м. Пирятин та Пирятинська територіальна громада, Лубенський район, Полтавська область",
             "ua/poltava/lubny/pyriatyn"},
            {"Пирятин і Пирятинська МТГ, Лубенський район, Полтавська область", "ua/poltava/lubny/pyriatyn"},
            {"Pyriatyn and Pyriatyn hromada, Lubny district, Poltava region", "ua/poltava/lubny/pyriatyn"},
            {"ЧУГУЇВСЬКИЙ Р-Н", "ua/kharkiv/chuhuiv"},
            {"Изюмский район", "ua/kharkiv/izium"},
            {"Chuhuiv raion", "ua/kharkiv/chuhuiv"},
            {"Chuhuivskyi district", "ua/kharkiv/chuhuiv"},
            {"Chernihiv district", "ua/chernihiv/chernihiv"},
            {"Belgorod Oblast", "ru/belgorod"},
            {"belgorod region", "ru/belgorod"},
            {"the Oblast of Belgorod", "ru/belgorod"},
            {"Белгородская обл.", "ru/belgorod"},
            {"область Белгородская", "ru/belgorod"},
            {"Бєлгородська область", "ru/belgorod"},
            {"  Белгород ", "ru/belgorod/belgorod"},
            {"г. Белгород", "ru/belgorod/belgorod"},
            {"Шебекинский городской округ", "ru/belgorod/shebekinsky"},
            {"Орёл", "ru/oryol/oryol"},
            {"ОРЕЛ", "ru/oryol/oryol"},
            {"м. Харків", "ua/kharkiv/kharkiv/kharkiv/kharkiv"},
            {"Слов'янськ", "ua/donetsk/kramatorsk/sloviansk/sloviansk"},
            {"Слов’янськ", "ua/donetsk/kramatorsk/sloviansk/sloviansk"},
            {"Словʼянськ", "ua/donetsk/kramatorsk/sloviansk/sloviansk"},
            {"Україна", "ua"},
            {"Республіка Білорусь", "by"},
            {"Крим", "ua/crimea"},
            {"Nizhny-Novgorod Oblast", "ru/nizhny-novgorod"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
                finds(same[i][0], NULL, same[i][1]);
}

static void a_name_may_say_what_it_lies_in(void **state)
{
        (void)state;
        finds("Муром, Шебекинский район", NULL, "ru/belgorod/shebekinsky/murom");
        finds("село Муром (Белгородская область)", NULL, "ru/belgorod/shebekinsky/murom");
        finds("Murom (Belgorod)", NULL, "ru/belgorod/shebekinsky/murom");
        finds("Харківська область, Чугуївський район", NULL, "ua/kharkiv/chuhuiv");
        finds("Центральний район (Дніпро)", NULL, "ua/dnipropetrovsk/dnipro/dnipro/dnipro/tsentralnyi");
        finds("м. Вінниця та Вінницька територіальна громада", NULL, "ua/vinnytsia/vinnytsia/vinnytsia");
        fails("Муром, Харківська область", NULL, -ENOENT, "no such place");
        fails("a, b, c, d, e, f", NULL, -ENOENT, "no such place");
}

static void an_ambiguous_name_says_so_and_with_what(void **state)
{
        (void)state;
        fails("Муром", NULL, -ENOTUNIQ, "ru/belgorod/shebekinsky/murom or ru/vladimir/murom");
        fails("Іванівка", NULL, -ENOTUNIQ, " more");
        finds("Муром", "ru/belgorod", "ru/belgorod/shebekinsky/murom");
        finds("Муром", "ru/vladimir", "ru/vladimir/murom");
        finds("Харьков", "ru/belgorod", "ua/kharkiv/kharkiv/kharkiv/kharkiv");
}

static void the_town_or_the_great_city_is_meant(void **state)
{
        (void)state;
        finds("Chernihiv", NULL, "ua/chernihiv/chernihiv/chernihiv/chernihiv");
        finds("Чернігівська область", NULL, "ua/chernihiv");
        finds("Москва", NULL, "ru/moscow-city");
        finds("City of Moscow", NULL, "ru/moscow-city");
        finds("Київ", NULL, "ua/kyiv-city");
        finds("Kyiv province", NULL, "ua/kyiv-oblast");
        finds("Курск", NULL, "ru/kursk/kursk");
        finds("Georgia", NULL, "ge");
        finds("Georgia", "us", "us/georgia");
        finds("Дніпровський район", "ua/dnipropetrovsk", "ua/dnipropetrovsk/dnipro");
}

static void an_unknown_name_says_what_comes_near(void **state)
{
        (void)state;
        fails("Харкив", NULL, -ENOENT, "near: ua/kharkiv/kharkiv/kharkiv/kharkiv");
        fails("Белгрод", NULL, -ENOENT, "near: ru/belgorod/belgorod");
        fails("Bleгopoдxxxxxxxxxxxx", NULL, -ENOENT, "no such place");
        fails("", NULL, -ENOENT, "no such place");
        fails(" ,;() ", NULL, -ENOENT, "no such place");
        fails("район", NULL, -ENOENT, "no such place");
}

static void very_long_texts_are_no_places(void **state)
{
        char text[5000];

        (void)state;
        memset(text, 'x', sizeof text - 1);
        text[sizeof text - 1] = 0;
        fails(text, NULL, -ENOENT, "no such place");
        for (size_t i = 0; i < sizeof text - 1; i += 2)
                text[i] = ' ';
        fails(text, NULL, -ENOENT, "no such place");
        memset(text, '/', sizeof text - 1);
        fails(text, NULL, -ENOENT, "no such place");
}

static void by_name_lists_all(void **state)
{
        uint32_t places[200];
        size_t n = place_by_name(g, "іванівка", places, 200);

        (void)state;
        assert_true(n > 100 && n < 200);
        for (size_t i = 1; i < n; i++)
                assert_true(places[i - 1] < places[i]);
        assert_int_equal(place_by_name(g, "Іванівка", places, 1), n);
        assert_int_equal(place_by_name(g, "Чугуївський район", places, 200), 1);
        assert_int_equal(places[0], place_at("ua/kharkiv/chuhuiv"));
        assert_int_equal(place_by_name(g, "", places, 200), 0);
        assert_int_equal(place_by_name(g, "Нема такого", places, 200), 0);
}

static void codes(const char *system, const char *code, const char *path)
{
        uint32_t place = place_by_code(g, system, code);

        if (place == PLACE_NONE && path)
                fail_msg("%s %s is unknown", system ? system : "", code);
        if (path)
                assert_string_equal(place_path(g, place, a), path);
        else if (place != PLACE_NONE)
                fail_msg("%s %s is %s", system ? system : "", code, place_path(g, place, a));
}

static void codes_of_registers_find_places(void **state)
{
        (void)state;
        codes("ISO3166-2", "UA-63", "ua/kharkiv");
        codes("iso 3166-2", "ru-bel", "ru/belgorod");
        codes("iso 3166-2", "ir-23", "ir/tehran");
        codes("iso 3166-2", "ir-07", "ir/fars");
        codes("urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0:ISO3166-2", "AU-NSW",
              "au/new-south-wales");
        codes("ISO 3166-2", "AU_SA", "au/south-australia");
        codes("ISO3166-2", "UA-99", "ua");
        codes("ISO3166-2", "XX-99", NULL);
        codes("ISO3166-1", "UKR", "ua");
        codes(NULL, "UA", "ua");
        codes("OKATO", "14000000000", "ru/belgorod");
        codes("OKTMO", "14701000", "ru/belgorod/belgorod");
        codes("OKTMO", "14999000", "ru/belgorod");
        codes("TERYT", "1465011", "pl/masovia");
        codes("feed", "24", "ua/cherkasy");
        codes(NULL, "24", NULL);
}

static void a_longer_code_falls_back_to_what_is_known(void **state)
{
        (void)state;
        codes("KATOTTG", "UA63020030220068399", "ua/kharkiv/bohodukhiv/valky/huzivka");
        codes("KATOTTG", "ua63020030220068399", "ua/kharkiv/bohodukhiv/valky/huzivka");
        codes("KATOTTG", "UA63020030220000000", "ua/kharkiv/bohodukhiv/valky/huzivka");
        codes("KATOTTG", "UA63020039990068399", "ua/kharkiv/bohodukhiv/valky");
        codes("KATOTTG", "UA63029990220068399", "ua/kharkiv/bohodukhiv");
        codes("KATOTTG", "UA63990030220068399", "ua/kharkiv");
        codes("KATOTTG", "UA63", "ua/kharkiv");
        codes("KATOTTG", "UA99020030220068399", NULL);
        codes("KATOTTG", "UA", NULL);
        codes("KATOTTG", "", NULL);
        codes(NULL, "UA63020030220068399", "ua/kharkiv/bohodukhiv/valky/huzivka");
}

static void codes_of_alert_systems_find_regions(void **state)
{
        (void)state;
        codes("SAME", "048201", "us/texas");
        codes("SAME", "148201", "us/texas");
        codes("FIPS6", "012105", "us/florida");
        codes("SAME", "072003", "pr");
        codes("SAME", "000000", "us");
        codes("SAME", "059119", NULL);
        codes("SAME", "48201", NULL);
        codes("UGC", "FLC105", "us/florida");
        codes("UGC", "AMZ555", NULL);
        codes("EMMA_ID", "DE311", "de");
        codes("emma_id", "UK001", "gb");
        codes("NUTS2", "DE21", "de/bavaria");
        codes("NUTS3", "RO211", "ro/bacau");
        codes("NUTS", "PL812", "pl/lublin");
        codes("NUTS", "EL30", "gr");
        codes("WARNCELLID", "109185000", "de/bavaria");
        codes("profile:CAP-CP:Location:0.3", "4711027", "ca/saskatchewan");
        codes("no such system", "048201", NULL);
        codes(":::", "048201", NULL);
}

/* Every code pattern of a region must be of the country that its system says. */
static void every_code_of_a_place_finds_it(void **state)
{
        (void)state;
        for (uint32_t p = place_at("ua"); p <= place_last(g, place_at("ua")); p += 97) {
                uint32_t region = place_ancestor(g, p, LEVEL_REGION);

                if (region != PLACE_NONE)
                        assert_int_equal(place_by_code(g, "ISO3166-2", place_iso(g, p, a)), region);
        }
}

static void near_and_nearest_agree(void **state)
{
        struct area_point point = {50.4, 36.9};
        uint32_t *places;
        size_t n = place_near(g, point, 15, a, &places);
        double before = 0, km = -1;
        struct area_point at;

        (void)state;
        assert_true(n > 3);
        for (size_t i = 0; i < n; i++) {
                double d;

                assert_true(place_point(g, places[i], &at));
                d = place_distance(point, at);
                assert_true(d >= before && d <= 15);
                before = d;
        }
        assert_int_equal(place_nearest(g, point, &km), places[0]);
        assert_true(place_point(g, places[0], &at));
        assert_true(km == place_distance(point, at));
        assert_int_equal(place_near(g, (struct area_point){-50, -120}, 100, a, &places), 0);
        assert_int_not_equal(place_nearest(g, (struct area_point){-50, -120}, &km), PLACE_NONE);
        assert_true(km > 1000);
        assert_int_not_equal(place_nearest(g, (struct area_point){90, 0}, &km), PLACE_NONE);
}

static void distances_are_those_of_the_earth(void **state)
{
        struct area_point kyiv = {50.4501, 30.5234}, kharkiv = {49.9935, 36.2304};

        (void)state;
        assert_true(place_distance(kyiv, kyiv) == 0);
        assert_true(place_distance(kyiv, kharkiv) > 407 && place_distance(kyiv, kharkiv) < 413);
        assert_true(place_distance((struct area_point){0, 179.5}, (struct area_point){0, -179.5}) < 112);
        assert_true(place_distance((struct area_point){90, 0}, (struct area_point){-90, 77}) > 20000);
}

/* The alarm feed's own names, where the data that the gazetteer was made from is at hand. */
static void real_alarms_are_understood(void **state)
{
        const char *corpus = getenv("SIREND_CORPUS");
        unsigned names = 0, found = 0;
        char line[1024], path[512];
        FILE *f;

        (void)state;
        if (!corpus)
                skip();
        snprintf(path, sizeof path, "%s/sirens/places_as_the_feed_writes_them.json", corpus);
        f = fopen(path, "re");
        if (!f)
                skip();
        while (fgets(line, sizeof line, f)) {
                char *name = strstr(line, "Name\": \""), *end;
                uint32_t places[64];

                if (!name)
                        continue;
                name += 8;
                end = strchr(name, '"');
                assert_non_null(end);
                *end = 0;
                names++;
                if (place_by_name(g, name, places, 64) ||
                    place_find(g, name, place_at("ua"), places, NULL) != -ENOENT)
                        found++;
                else
                        print_message("not found: %s\n", name);
        }
        fclose(f);
        print_message("%u of %u names of the alarm feed\n", found, names);
        assert_true(names > 1000 && found * 1000 >= names * 995);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(names_match_in_any_case_spelling_and_language),
            cmocka_unit_test(a_name_may_say_what_it_lies_in),
            cmocka_unit_test(an_ambiguous_name_says_so_and_with_what),
            cmocka_unit_test(the_town_or_the_great_city_is_meant),
            cmocka_unit_test(an_unknown_name_says_what_comes_near),
            cmocka_unit_test(very_long_texts_are_no_places),
            cmocka_unit_test(by_name_lists_all),
            cmocka_unit_test(codes_of_registers_find_places),
            cmocka_unit_test(a_longer_code_falls_back_to_what_is_known),
            cmocka_unit_test(codes_of_alert_systems_find_regions),
            cmocka_unit_test(every_code_of_a_place_finds_it),
            cmocka_unit_test(near_and_nearest_agree),
            cmocka_unit_test(distances_are_those_of_the_earth),
            cmocka_unit_test(real_alarms_are_understood),
        };

        return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
