/* The numbers that a text gives of a place. */
#include <stdio.h>

#include "text_reader_fixture.h"

/* All facts of the alert for a place, as "killed 2 injured 5"; "nothing" where there is no such alert. */
static const char *facts_of(const char *text, const char *path)
{
        struct alert_list list = read_text(text, NULL);
        static char said[200];

        for (size_t i = 0; i < list.n; i++) {
                const struct alert_info *info = &list.alerts[i].infos[0];
                size_t at = 0;

                for (size_t k = 0; k < info->n_places; k++)
                        at += strcmp(info->places[k].path, path) == 0;
                if (!at)
                        continue;
                *said = 0;
                at = 0;
                for (size_t k = 0; k < info->n_facts && at < sizeof said; k++)
                        at += (size_t)snprintf(said + at, sizeof said - at, "%s%s %s", at ? " " : "",
                                               info->facts[k].name, info->facts[k].value);
                return said;
        }
        return "nothing";
}

#define assert_facts(text, path, facts) assert_string_equal(facts_of(text, path), facts)

static void numbers_stand_next_to_what_they_count(void **state)
{
        (void)state;
        assert_facts(
            "В Шебекино при ударе дрона погибли двое, 45 и 61 года, ранены пятеро, повреждены 14 домов.",
            "ru/belgorod/shebekinsky/shebekino", "killed 2 injured 5 damaged 14");
        assert_facts("Over Kursk Oblast 12 drones were shot down. No one was hurt.", "ru/kursk",
                     "killed 0 injured 0 intercepted 12");
        assert_facts("Two people were killed and nine wounded when glide bombs hit Kramatorsk.",
                     "ua/donetsk/kramatorsk/kramatorsk/kramatorsk", "killed 2 injured 9");
        assert_facts("Над Тульской областью ПВО уничтожила как минимум шесть вражеских дронов.", "ru/tula",
                     "intercepted 6");
        assert_facts("In the missile strike on Dnipro 12 houses were destroyed.",
                     "ua/dnipropetrovsk/dnipro/dnipro/dnipro", "damaged 12");
}

static void what_is_inserted_parts_no_number_from_its_fact(void **state)
{
        (void)state;
        assert_facts(
            "Шесть человек, двое из них дети, погибли в Рыльском районе Курской области при ударе дрона.",
            "ru/kursk/rylsky", "killed 6 children 2");
        assert_facts("Four people, including a child, were injured in a drone strike on Izium.",
                     "ua/kharkiv/izium/izium/izium", "injured 4 children 1");
}

static void of_two_numbers_the_first_counts(void **state)
{
        (void)state;
        assert_facts("Rocket fire wounded two soldiers in Metula; 12 of the 15 rockets were intercepted.",
                     "il/northern/metula", "injured 2 intercepted 12");
        assert_facts("Сили ППО збили 7 із 9 шахедів над Одещиною.", "ua/odesa", "intercepted 7");
        assert_facts("A drone struck a house in Kharkiv, killing two people and injuring 14.",
                     "ua/kharkiv/kharkiv/kharkiv/kharkiv", "killed 2 injured 14");
}

static void somebody_without_a_number_is_one(void **state)
{
        (void)state;
        assert_facts("При атаке дрона в Шебекино погиб водитель, его пассажирка ранена.",
                     "ru/belgorod/shebekinsky/shebekino", "killed 1 injured 1");
        assert_facts("A man and a woman were wounded in the shelling of Nikopol.",
                     "ua/dnipropetrovsk/nikopol/nikopol/nikopol", "injured 2");
        assert_facts("Обстрел Шебекино: пострадал подросток, повреждены три автомобиля.",
                     "ru/belgorod/shebekinsky/shebekino", "injured 1 damaged 3");
        assert_facts("Мирный житель ранен при ударе дрона в Новой Таволжанке.",
                     "ru/belgorod/shebekinsky/novaya-tavolzhanka", "injured 1");
        assert_facts("Дрон сбит над Тульской областью.", "ru/tula", "intercepted 1");
        assert_facts("A drone killed a woman and her child in Belgorod region.", "ru/belgorod", "killed 2");
}

static const char listed[] =
    "За ночь сбиты 94 беспилотника: 34 — над Брянской областью, 22 — над Курской, по 5 — над Тульской и "
    "Смоленской, остальные над Калужской.";

static void each_place_has_its_own_number(void **state)
{
        (void)state;
        assert_facts(listed, "ru/bryansk", "intercepted 34");
        assert_facts(listed, "ru/kursk", "intercepted 22");
        assert_facts(listed, "ru/tula", "intercepted 5");
        assert_facts(listed, "ru/smolensk", "intercepted 5");
        assert_facts(listed, "ru/kaluga", "");
        assert_facts(
            "Russia said it shot down 18 UAVs in Bryansk Oblast and nine apiece in Belgorod and Kursk "
            "oblasts.",
            "ru/kursk", "intercepted 9");
        assert_facts("Збито 14 БпЛА: 6 — на Дніпропетровщині, 5 — на Миколаївщині.", "ua/mykolaiv",
                     "intercepted 5");
        assert_facts("ППО збила 14 шахедів над Київщиною, ще 3 над Полтавщиною.", "ua/poltava",
                     "intercepted 3");
        assert_facts("In the night 44 drones were destroyed, nine of those over Volgograd region.",
                     "ru/volgograd", "intercepted 9");
}

static const char lines[] = "За ночь перехвачены и уничтожены 72 украинских БПЛА:\n"
                            "▪️ 34 – над территорией Брянской области,\n"
                            "▪️ 22 – над территорией Курской области.\n";

static void a_list_goes_on_about_what_is_above_it(void **state)
{
        (void)state;
        assert_facts(lines, "ru/bryansk", "intercepted 34");
        assert_facts(lines, "ru/kursk", "intercepted 22");
        assert_facts("Сбиты 12 дронов.\nВ Курской области тревога.\nВ 5 сёлах Брянской области убирают снег.",
                     "ru/bryansk", "nothing");
}

static void a_number_of_several_places_is_of_none(void **state)
{
        (void)state;
        assert_facts("96 drones were shot down over Kharkiv, Sumy and Poltava regions.", "ua/sumy", "");
        assert_facts("В Белгородской области после атаки дронов ранены двое в Шебекино и Грайвороне.",
                     "ru/belgorod/shebekinsky/shebekino", "injured 2");
}

static void what_is_not_of_this_attack_is_left_out(void **state)
{
        (void)state;
        assert_facts("Дрон попал в ферму под Шебекино, погибли 14 телят.",
                     "ru/belgorod/shebekinsky/shebekino", "");
        assert_facts("Дрон атаковал Шебекино. С начала года погибли 148 человек.",
                     "ru/belgorod/shebekinsky/shebekino", "");
        assert_facts("О дронах, сбитых над тремя районами, сообщили в Курске: там обломки упали на дом 12.",
                     "ru/kursk/kursk", "");
        assert_facts("Ракета попала в дом в Изюме. Эвакуированы 18 детей.", "ua/kharkiv/izium/izium/izium",
                     "");
}

static void a_text_about_one_region_goes_on_about_it(void **state)
{
        (void)state;
        assert_facts(
            "Дрон ударил по Рыльску.\n\nНа место выехали спасатели.\n\nЧетверо рабочих госпитализированы.",
            "ru/kursk/rylsky/rylsk", "injured 4");
        assert_facts("Дрон ударил по Рыльску.\n\nВсего за ночь сбито 90 беспилотников.",
                     "ru/kursk/rylsky/rylsk", "");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(numbers_stand_next_to_what_they_count),
            cmocka_unit_test(what_is_inserted_parts_no_number_from_its_fact),
            cmocka_unit_test(of_two_numbers_the_first_counts),
            cmocka_unit_test(somebody_without_a_number_is_one),
            cmocka_unit_test(each_place_has_its_own_number),
            cmocka_unit_test(a_list_goes_on_about_what_is_above_it),
            cmocka_unit_test(a_number_of_several_places_is_of_none),
            cmocka_unit_test(what_is_not_of_this_attack_is_left_out),
            cmocka_unit_test(a_text_about_one_region_goes_on_about_it),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
