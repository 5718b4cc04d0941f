/* Calls for attention, before an alarm and before an all-clear. The texts are written for this test; the events in them are
 * invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying over[] = {
    {"Воронежская область: внимание! Отбой опасности БПЛА", "voronezh all-clear"},
    {"Увага! Відбій тривоги на Сумщині", "sumy all-clear"},
    {"Полтава, увага! Відбій повітряної тривоги.", "poltava all-clear"},
    {"Внимание, Липецкая область! Отбой ракетной опасности", "lipetsk all-clear"},
    {"🔔 УВАГА!\nПолтавська область\nВідбій тривоги!", "poltava all-clear"},
    {"Рязанская область. Внимание! Сигнал «Отбой воздушной опасности».", "ryazan all-clear"},
    {"Sumy region, attention! The air raid alert is over.", "sumy all-clear"},
    {"Увага, Полтава! Відбій по балістиці, але шахеди ще летять на Лубни.", "lubny live, poltava all-clear"},
};

static const struct saying on[] = {
    {"Увага! Відбою ще немає, Полтава.", "poltava live"},
    {"Лубни, увага! Відбою не було.", "lubny live"},
    {"Увага, Лубни! Відбій у Полтаві.", "lubny live, poltava all-clear"},
    {"Лубни, увага! Полтава — відбій.", "lubny live, poltava all-clear"},
    {"Увага Лубни, в Полтаві відбій", "lubny live, poltava all-clear"},
    {"Внимание, Тула! Отбой пока не дали.", "tula live"},
    {"Внимание Тула, отбой в Курске", "kursk all-clear, tula live"},
    {"Внимание! По сигналу «Отбой» можно будет выйти. Тула, ракета!", "tula live"},
    {"Attention Sumy! All clear in Poltava.", "poltava all-clear, sumy live"},
    {"Attention, Sumy! No all-clear yet.", "sumy live"},
    {"Увага! Шахед на Лубни. Відбій у Полтаві.", "lubny live, poltava all-clear"},
    {"Полтава, увага!", "poltava live"},
};
/* clang-format on */

static void a_call_that_leads_to_an_all_clear_is_no_danger(void **state)
{
        (void)state;
        assert_they_say(over, sizeof over / sizeof *over, name_of);
}

static void any_other_is(void **state)
{
        (void)state;
        assert_they_say(on, sizeof on / sizeof *on, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_call_that_leads_to_an_all_clear_is_no_danger),
            cmocka_unit_test(any_other_is),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
