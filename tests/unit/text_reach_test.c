/* How far an all-clear reaches: a list of names is one, and nothing ends where anything else is said. The texts are written for
 * this test. */
#include "text_sayings.h"

/* clang-format off */
/* Nothing but names, and what stands in a list of them. */
static const struct saying reached[] = {
    {"Отбой в Липецке, Тамбове и Пензе.", "RU-LIP all-clear, RU-PNZ all-clear, RU-TAM all-clear"},
    {"Отбой: Липецк, Тамбов.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"Липецк, Тамбов — отбой.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"Отбой беспилотной опасности в Липецке, а также в Тамбове, сообщил губернатор.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"«Отбой в Липецке и Тамбове», — написал губернатор.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"Тревога, которую объявили в 5:40 в Липецке и Тамбове, отменена.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"О 8:36 тривогу скасували на Волині, за п'ять хвилин — на Рівненщині.", "UA-07 all-clear, UA-56 all-clear"},
    {"Відбій для Волинської, Рівненської та Тернопільської областей дали десять хвилин тому.", "UA-07 all-clear, UA-56 all-clear, UA-61 all-clear"},
    {"Відбій у Луцьку, Рівному / Тернополі", "UA-07 all-clear, UA-56 all-clear, UA-61 all-clear"},
    {"All clear in Lutsk, Rivne and Ternopil.", "UA-07 all-clear, UA-56 all-clear, UA-61 all-clear"},
};

/* What cannot be read, or says something else, may say the opposite. */
static const struct saying beyond[] = {
    {"Волинська область — відбій, тривога в Рівному", "UA-07 all-clear, UA-56 live"},
    {"Волинська область — відбій, повітряна тривога в Рівному", "UA-07 all-clear, UA-56 live"},
    {"Липецкая область — отбой, ракетная опасность в Тамбове", "RU-LIP all-clear, RU-TAM live"},
    {"Волинська область — частковий відбій, тривога в Рівному", "UA-07 live, UA-56 live"},
    {"Отбой в Липецке, Тамбов на очереди", "RU-LIP all-clear, RU-TAM live"},
    {"Отбой в Липецке, в Тамбове копают картошку", "RU-LIP all-clear"},
    {"Отбой в Липецке, в Тамбове ещё гудит", "RU-LIP all-clear, RU-TAM live"},
    {"Отбой в Липецке — Тамбов под атакой", "RU-LIP all-clear, RU-TAM live"},
    {"Отбой в Липецке / Тамбов — осторожно", "RU-LIP all-clear, RU-TAM live"},
    {"Отбой в Липецке, Тамбов, сидите", "RU-LIP all-clear"},
    {"Липецк — отбой — Тамбов — осторожно", "RU-LIP all-clear, RU-TAM live"},
    {"Липецк: отбой, в Тамбове неспокойно", "RU-LIP all-clear, RU-TAM live"},
    {"Опасность снята в Липецке, на Тамбов идут ещё два", "RU-LIP all-clear"},
    {"Відбій у Луцьку, у Рівному сирени", "UA-07 all-clear, UA-56 live"},
    {"Відбій у Луцьку; у Рівному сирени", "UA-07 all-clear, UA-56 live"},
    {"Відбій у Луцьку, Рівне тримаємось", "UA-07 all-clear, UA-56 live"},
    {"У Луцьку відбій, Рівне, потерпіть", "UA-07 all-clear"},
    {"Луцьк — відбій, на Рівне ідуть ще два", "UA-07 all-clear"},
    {"All clear in Lutsk, in Rivne it is still loud", "UA-07 all-clear, UA-56 live"},
    {"All clear in Lutsk, Rivne, not you", "UA-07 all-clear"},
    {"Тамбовская область под атакой дронов, тревога ещё длится.\n\nВ Липецке ночь прошла без происшествий, тревогу там отменили в четыре.", "RU-TAM live"},
    {"Lutsk is clear, drones now over Rivne", "UA-07 all-clear, UA-56 live"},
};
/* clang-format on */

static void an_all_clear_reaches_the_names_of_its_list(void **state)
{
        (void)state;
        assert_they_say(reached, sizeof reached / sizeof *reached, code_of);
}

static void it_reaches_no_place_of_which_more_is_said(void **state)
{
        (void)state;
        assert_they_say(beyond, sizeof beyond / sizeof *beyond, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(an_all_clear_reaches_the_names_of_its_list),
            cmocka_unit_test(it_reaches_no_place_of_which_more_is_said),
        };
        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
