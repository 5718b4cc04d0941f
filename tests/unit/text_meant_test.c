/* Which of many places a name means. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "path state", in order, between commas. */
static const struct saying texts[] = {
    /* a heading, an arrow, a weapon and a preposition: a place comes, however common the word is */
    {"Шахеди курсом на Іванків", "ua/kyiv-oblast/vyshhorod/ivankiv/ivankiv live"},
    {"Мопеди на півдні Чернігівщини, вектор на Славутич/Іванків.", "ua/chernihiv live, ua/kyiv-oblast/vyshhorod/ivankiv/ivankiv live, "
     "ua/kyiv-oblast/vyshhorod/slavutych/slavutych live"},
    {"3 БпЛА Коблеве -> Южне", "ua/mykolaiv/mykolaiv/kobleve/kobleve live, ua/odesa/odesa/yuzhne/pivdenne live"},
    {"Шахед: Коблеве → Южне", "ua/mykolaiv/mykolaiv/kobleve/kobleve live, ua/odesa/odesa/yuzhne/pivdenne live"},
    {"КАБи на Лиман", "ua/donetsk/kramatorsk/lyman/lyman live"},
    {"БпЛА курсом на Первомайськ Миколаївської області.", "ua/mykolaiv live, ua/mykolaiv/pervomaisk/pervomaisk/pervomaisk live"},
    {"Уряд тримає курс на Свободу.", ""},
    /* where it lies is said right behind it: it is no other, and its district is warned if it is unknown */
    {"Дрон повредил дом в посёлке Ленинский Шебекинского округа.", "ru/belgorod/shebekinsky past"},
};
/* clang-format on */

static const char *path_of(uint32_t place)
{
        return place_path(g, place, a);
}

static void a_name_means_the_place_that_is_meant(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, path_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_name_means_the_place_that_is_meant),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
