/* Sentences that begin with what was before: it is told of its own place, the rest of others. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    {"После атаки на Энгельс в Сызрани усилили охрану.", "engels past"},
    {"Дроны били по Энгельсу. После атаки на Энгельс в Сызрани усилили охрану.", "engels past"},
    {"После удара по Таганрогу дроны полетели на Туапсе.", "tuapse live"},
    {"После отбоя в Энгельсе тревогу объявили в Сызрани.", "syzran live"},
    {"Из-за атаки на Таганрог и Туапсе задержаны поезда в Воронеж.", ""},
    /* danger may be in both, and what is told may be of the one place */
    {"После атаки на Энгельс объявлена ракетная опасность, жителей Сызрани просят уйти в укрытия.", "engels live, syzran live"},
    {"После атаки на Энгельс в Саратовской области загорелся склад.", "engels past"},
    {"После обстрела Рыльска и Льгова ранены двое.", "lgov past, rylsk past"},
    {"После атаки на Таганрог загорелся склад.", "taganrog past"},
};
/* clang-format on */

static void what_was_before_is_of_its_own_place(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_was_before_is_of_its_own_place),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
