/* locate: codes, names and shapes of an alert become places of the shipped gazetteer. */
#include "gazetteer_fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gazetteer/locate.h"

static struct alert_info info;

/* Locates one block with these areas and gives its places as "path path". */
static const char *located_all(struct area *areas, size_t n, const char *home)
{
        struct alert alert = {.infos = &info, .n_infos = 1};
        const char *list = "";

        info = (struct alert_info){.areas = areas, .n_areas = n};
        locate_alert(g, home ? place_at(home) : PLACE_NONE, &alert, a);
        for (size_t i = 0; i < info.n_places; i++) {
                assert_int_equal(place_at(info.places[i].path), info.places[i].number);
                assert_int_equal(info.places[i].role, ROLE_AFFECTED);
                assert_true(info.places[i].why[0]);
                list = arena_printf(a, "%s%s%s", list, i ? " " : "", info.places[i].path);
        }
        return list;
}

static const char *located(struct area area, const char *home)
{
        return located_all(&area, 1, home);
}

/* A polygon from "lat,lon lat,lon ...", not closed. */
static struct area_polygon polygon(const char *text)
{
        struct area_polygon p = {.points = arena_array(a, 200, sizeof(struct area_point))};
        int used;

        while (sscanf(text, "%lf,%lf%n", &p.points[p.n_points].lat, &p.points[p.n_points].lon, &used) == 2) {
                p.n_points++;
                text += used;
        }
        p.points[p.n_points] = p.points[0];
        p.n_points++;
        return p;
}

static const char *in_polygon(const char *text)
{
        struct area_polygon p = polygon(text);

        return located((struct area){.polygons = &p, .n_polygons = 1}, NULL);
}

static const char *in_circle(double lat, double lon, double radius)
{
        struct area_circle c = {{lat, lon}, radius};

        return located((struct area){.circles = &c, .n_circles = 1}, NULL);
}

static const char *why(size_t i)
{
        assert_true(i < info.n_places);
        return info.places[i].why;
}

static bool has(const char *list, const char *path)
{
        size_t size = strlen(path);

        for (const char *at = strstr(list, path); at; at = strstr(at + 1, path))
                if ((at == list || at[-1] == ' ') && (at[size] == 0 || at[size] == ' '))
                        return true;
        return false;
}

static void a_polygon_touches_the_settlements_inside(void **state)
{
        uint32_t murom = place_at("ru/belgorod/shebekinsky/murom");
        struct area_point p;
        const char *list;

        (void)state;
        assert_true(place_point(g, murom, &p));
        list = in_polygon(arena_printf(a, "%f,%f %f,%f %f,%f %f,%f", p.lat - .005, p.lon - .005, p.lat - .005,
                                       p.lon + .005, p.lat + .005, p.lon + .005, p.lat + .005, p.lon - .005));
        assert_string_equal(list, "ru/belgorod/shebekinsky/murom");
        assert_string_equal(why(0), "inside polygon 1");
        assert_int_equal(info.n_mentions, 0);
        list = in_polygon("50.2,36.6 50.2,37.2 50.6,37.2 50.6,36.6");
        assert_true(has(list, "ru/belgorod/shebekinsky/murom"));
        assert_true(has(list, "ru/belgorod/shebekinsky/shebekino"));
        assert_false(has(list, "ru/belgorod/belgorod"));
}

static void a_shape_around_all_of_a_place_means_the_place(void **state)
{
        (void)state;
        assert_string_equal(in_polygon("49.4,22.9 49.4,35 60,35 60,22.9 55,22.9"),
                            in_polygon("49.4,22.9 49.4,35 60,35 60,22.9"));
        assert_true(has(in_polygon("50.9,22.9 50.9,33 56.5,33 56.5,22.9"), "by"));
        assert_true(has(in_polygon("43,20 43,42 53,42 53,20"), "ua"));
        assert_true(has(in_polygon("46.5,20 46.5,42 53,42 53,20"), "ua/kharkiv"));
        assert_true(has(in_polygon("43,20 43,42 53,42 53,20"), "md"));
        assert_true(has(in_polygon("-90,-180 -90,180 90,180 90,-180"), "ua"));
        assert_true(has(in_polygon("-90,-180 -90,180 90,180 90,-180"), "us"));
        assert_true(has(in_circle(10, 20, 30000), "nz"));
}

static void a_circle_touches_what_lies_in_it(void **state)
{
        struct area_point p;
        const char *list;

        (void)state;
        assert_true(place_point(g, place_at("ru/belgorod/shebekinsky/murom"), &p));
        list = in_circle(p.lat, p.lon, 0.5);
        assert_string_equal(list, "ru/belgorod/shebekinsky/murom");
        assert_string_equal(why(0), "inside circle 1");
        assert_true(has(in_circle(50.4, 36.9, 15), "ru/belgorod/shebekinsky/shebekino"));
        assert_string_equal(in_circle(p.lat, p.lon, 0), "ru/belgorod/shebekinsky/murom");
}

/* In the steppe north-east of Shebekino, and far out at sea. */
static void where_nothing_is_inside_the_district_of_the_nearest_is_meant(void **state)
{
        double km = 0;
        uint32_t nearest = place_nearest(g, (struct area_point){50.33, 36.97}, &km);
        const char *district = place_path(g, place_ancestor(g, nearest, LEVEL_DISTRICT), a);

        (void)state;
        assert_true(km > 0.5);
        assert_string_equal(in_polygon("50.329,36.969 50.329,36.971 50.331,36.971 50.331,36.969"), district);
        assert_non_null(strstr(why(0), "nearest to polygon 1"));
        assert_string_equal(in_circle(50.33, 36.97, 0.1), district);
        assert_string_equal(in_circle(-50, -120, 10), "");
        assert_int_equal(info.n_mentions, 1);
        assert_string_equal(info.mentions[0].text, "circle 1");
        assert_string_equal(info.mentions[0].why, "no place in it, and none near");
}

static void countries_without_settlements_resolve_to_regions(void **state)
{
        (void)state;
        assert_string_equal(in_circle(31.4, -99.4, 50), "us/texas");
        assert_string_equal(in_circle(30.2, -97.7, 5), "us/texas");
}

static void rings_that_cross_themselves_are_mended(void **state)
{
        const char *list = in_polygon("50.2,36.6 50.6,37.2 50.6,36.6 50.2,37.2");

        (void)state;
        /* Two triangles that meet in the middle, south and north; the village lies to the west of it. */
        assert_true(has(list, "ua/kharkiv/chuhuiv/vovchansk/vovchansk"));
        assert_true(strstr(list, "ru/belgorod/belgorodsky/") != NULL);
        assert_false(has(list, "ru/belgorod/shebekinsky/murom"));
}

static void the_antimeridian_is_crossed(void **state)
{
        const char *list = in_polygon("62,170 62,-170 70,-170 70,170");

        (void)state;
        assert_true(has(list, "ru/chukotka") || strstr(list, "ru/chukotka/"));
        assert_null(strstr(list, "fi"));
        assert_null(strstr(list, "ru/yamalo"));
        list = in_circle(65, 179.9, 300);
        assert_non_null(strstr(list, "ru/chukotka"));
        list = in_polygon("-22,176 -22,-177 -12,-177 -12,176");
        assert_non_null(strstr(list, "fj"));
        /* Around the north pole, once around the earth. */
        list = in_polygon("66,0 66,90 66,180 66,-90");
        assert_non_null(strstr(list, "ru/"));
        assert_null(strstr(list, "ua"));
}

static void broken_shapes_are_mentioned(void **state)
{
        struct area_point points[4] = {{1, 1}, {NAN, 1}, {2, 2}, {1, 1}};
        struct area_polygon two[] = {{points, 4}, {points, 1}};
        struct area_circle circles[] = {{{91, 0}, 1}, {{0, 0}, NAN}, {{0, 0}, -1}};

        (void)state;
        assert_string_equal(
            located((struct area){.polygons = two, .n_polygons = 2, .circles = circles, .n_circles = 3},
                    NULL),
            "");
        assert_int_equal(info.n_mentions, 5);
        assert_string_equal(located((struct area){0}, NULL), "");
        points[1] = points[2] = points[0];
        assert_int_not_equal(located_all(&(struct area){.polygons = two, .n_polygons = 1}, 1, NULL), NULL);
}

static void codes_say_where(void **state)
{
        struct area_code codes[] = {
            {"KATOTTG", "UA63020030220068399"}, {"SAME", "048201 048113"}, {"WHAT", "12"}};
        const char *list = located((struct area){.codes = codes, .n_codes = 3}, NULL);

        (void)state;
        assert_string_equal(list, "ua/kharkiv/bohodukhiv/valky/huzivka us/texas");
        assert_string_equal(why(0), "geocode KATOTTG UA63020030220068399");
        assert_string_equal(why(1), "geocode SAME 048201 lies in it");
        assert_int_equal(info.n_mentions, 1);
        assert_string_equal(info.mentions[0].text, "WHAT 12");
}

/* A county's code is only known to lie in its state; the shape knows better. */
static void the_finer_of_code_and_shape_counts(void **state)
{
        struct area_code wide = {"EMMA_ID", "UA001"}, exact = {"ISO3166-2", "UA-63"},
                         no_finer = {"EMMA_ID", "RO001"};
        struct area_circle c = {{50.45, 30.52}, 2}, field = {{50.33, 36.97}, 0.1};

        (void)state;
        assert_string_equal(located((struct area){.codes = &wide, .n_codes = 1}, NULL), "ua");
        assert_string_equal(
            located((struct area){.codes = &wide, .n_codes = 1, .circles = &c, .n_circles = 1}, NULL),
            "ua/kyiv-city");
        assert_string_equal(
            located((struct area){.codes = &exact, .n_codes = 1, .circles = &field, .n_circles = 1}, NULL),
            "ua/kharkiv");
        assert_true(
            has(located((struct area){.codes = &no_finer, .n_codes = 1, .circles = &c, .n_circles = 1}, NULL),
                "ro"));
}

static void names_are_looked_for_at_home_first(void **state)
{
        const char *names[] = {"Муром", "Нетакого", "ru/belgorod"};

        (void)state;
        assert_string_equal(located((struct area){.names = names, .n_names = 2}, "ru/belgorod"),
                            "ru/belgorod/shebekinsky/murom");
        assert_string_equal(info.mentions[0].text, "Нетакого");
        assert_string_equal(located((struct area){.names = names, .n_names = 1}, NULL), "");
        assert_non_null(strstr(info.mentions[0].why, "ambiguous"));
        assert_string_equal(located((struct area){.names = names, .n_names = 3}, "ru/belgorod"),
                            "ru/belgorod");
}

static const char *located_name(const char *name, enum alert_urgency urgency)
{
        struct area area = {.names = &name, .n_names = 1};
        struct alert alert = {.infos = &info, .n_infos = 1, .msg_type = MSGTYPE_UPDATE};

        info = (struct alert_info){.areas = &area, .n_areas = 1, .urgency = urgency};
        locate_alert(g, PLACE_NONE, &alert, a);
        return info.n_places ? info.places[0].path : "";
}

/* Who is not known for sure is warned with all around; what is over is over only where it is known. */
static void an_unknown_place_is_warned_by_what_it_lies_in(void **state)
{
        (void)state;
        assert_string_equal(
            located_name("Нетакого, Чугуївський район, Харківська область", URGENCY_IMMEDIATE),
            "ua/kharkiv/chuhuiv");
        assert_string_equal(info.places[0].words, "Нетакого");
        assert_int_equal(info.n_mentions, 0);
        assert_string_equal(located_name("Харківська область, Чугуївський район, Нетакого", URGENCY_FUTURE),
                            "ua/kharkiv/chuhuiv");
        assert_string_equal(located_name("Покровська громада, Нікопольський район", URGENCY_IMMEDIATE),
                            "ua/dnipropetrovsk/nikopol"); /* there are two */
        assert_string_equal(located_name("Нетакого (Шебекинский район)", URGENCY_IMMEDIATE),
                            "ru/belgorod/shebekinsky");
        assert_string_equal(located_name("Нетакого, Чугуївський район", URGENCY_PAST), "");
        assert_int_equal(info.n_mentions, 1);
        assert_string_equal(located_name("Нетакого, Україна", URGENCY_IMMEDIATE), "");
}

static void a_centre_tells_communities_of_one_name_apart(void **state)
{
        (void)state;
        assert_string_equal(located_name("м. Покров та Покровська територіальна громада, Нікопольський район",
                                         URGENCY_IMMEDIATE),
                            "ua/dnipropetrovsk/nikopol/pokrov");
        assert_string_equal(
            located_name("Михайлівська громада, Запорізький район, Запорізька область", URGENCY_IMMEDIATE),
            "ua/zaporizhzhia/zaporizhzhia/mykhailivka");
}

static void area_desc_is_read_where_nothing_else_is_known(void **state)
{
        struct area_code code = {"ISO3166-2", "UA-63"}, unknown = {"X", "1"};

        (void)state;
        assert_string_equal(located((struct area){.desc = "Чугуївський район"}, NULL), "ua/kharkiv/chuhuiv");
        assert_string_equal(located((struct area){.desc = "Сумська область; Харківська область; Десь"}, NULL),
                            "ua/kharkiv ua/sumy");
        assert_int_equal(info.n_mentions, 1);
        assert_string_equal(
            located((struct area){.desc = "Сумська область", .codes = &code, .n_codes = 1}, NULL),
            "ua/kharkiv");
        assert_string_equal(
            located((struct area){.desc = "Сумська область", .codes = &unknown, .n_codes = 1}, NULL),
            "ua/sumy");
        assert_string_equal(located((struct area){.desc = "Loudoun, VA"}, NULL), "");
}

static void what_is_inside_another_place_is_dropped(void **state)
{
        const char *names[] = {"ua/kharkiv/chuhuiv", "ua/kharkiv", "ua/sumy", "ua/kharkiv/izium", "ua/sumy"};
        struct area areas[5];

        (void)state;
        for (size_t i = 0; i < 5; i++)
                areas[i] = (struct area){.names = &names[i], .n_names = 1};
        assert_string_equal(located_all(areas, 5, NULL), "ua/kharkiv ua/sumy");
}

static void blocks_that_have_places_keep_them(void **state)
{
        struct area_place place = {.number = 1, .path = "x"};
        struct area area = {.desc = "Сумська область"};
        struct alert_info one = {.areas = &area, .n_areas = 1, .places = &place, .n_places = 1};
        struct alert alert = {.infos = &one, .n_infos = 1};

        (void)state;
        locate_alert(g, PLACE_NONE, &alert, a);
        assert_ptr_equal(one.places, &place);
        assert_int_equal(one.n_places, 1);
}

/* Thousands of stars that cross themselves over the whole of Ukraine end as mentions, not as a hang. */
static void hostile_shapes_are_bounded(void **state)
{
        enum { RINGS = 2000, POINTS = 300 };
        struct area_polygon *rings = arena_array(a, RINGS, sizeof *rings);
        struct area_point *points = arena_array(a, POINTS + 1, sizeof *points);
        bool stopped = false;

        (void)state;
        for (size_t i = 0; i < POINTS; i++) {
                double angle = (double)i * 2 * M_PI * 149 / POINTS;
                points[i] = (struct area_point){49 + 5 * sin(angle), 31 + 8 * cos(angle)};
        }
        points[POINTS] = points[0];
        for (size_t i = 0; i < RINGS; i++)
                rings[i] = (struct area_polygon){points, POINTS + 1};
        located((struct area){.polygons = rings, .n_polygons = RINGS}, NULL);
        assert_true(info.n_places > 0);
        for (size_t i = 0; i < info.n_mentions; i++)
                stopped |= strcmp(info.mentions[i].why, "too many shapes in one alert") == 0;
        assert_true(stopped);
}

static void hostile_names_are_bounded(void **state)
{
        enum { NAMES = 20000 };
        const char **names = arena_array(a, NAMES, sizeof *names);

        (void)state;
        for (size_t i = 0; i < NAMES; i++)
                names[i] = "Іванівка";
        located((struct area){.names = names, .n_names = NAMES}, NULL);
        assert_true(info.n_mentions < 300);
        assert_non_null(strstr(info.mentions[info.n_mentions - 1].why, "more that were not found"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_polygon_touches_the_settlements_inside),
            cmocka_unit_test(a_shape_around_all_of_a_place_means_the_place),
            cmocka_unit_test(a_circle_touches_what_lies_in_it),
            cmocka_unit_test(where_nothing_is_inside_the_district_of_the_nearest_is_meant),
            cmocka_unit_test(countries_without_settlements_resolve_to_regions),
            cmocka_unit_test(rings_that_cross_themselves_are_mended),
            cmocka_unit_test(the_antimeridian_is_crossed),
            cmocka_unit_test(broken_shapes_are_mentioned),
            cmocka_unit_test(codes_say_where),
            cmocka_unit_test(the_finer_of_code_and_shape_counts),
            cmocka_unit_test(names_are_looked_for_at_home_first),
            cmocka_unit_test(an_unknown_place_is_warned_by_what_it_lies_in),
            cmocka_unit_test(a_centre_tells_communities_of_one_name_apart),
            cmocka_unit_test(area_desc_is_read_where_nothing_else_is_known),
            cmocka_unit_test(what_is_inside_another_place_is_dropped),
            cmocka_unit_test(blocks_that_have_places_keep_them),
            cmocka_unit_test(hostile_shapes_are_bounded),
            cmocka_unit_test(hostile_names_are_bounded),
        };

        return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
