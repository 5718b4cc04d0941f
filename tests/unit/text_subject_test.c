/* What an all-clear is of: not all that ends is an alarm. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What is no longer in force is not always the alarm. */
static const struct saying in_force[] = {
    {"Угроза БПЛА в Липецкой области больше не действует", "RU-LIP all-clear"},
    {"Угроза БПЛА в Липецкой области: больше не действует", "RU-LIP all-clear"},
    {"Угроза БПЛА в Липецкой области: режим уже не действует", "RU-LIP all-clear"},
    {"Угроза БПЛА в Липецкой области действует, а в Тамбовской больше не действует.", "RU-LIP live, RU-TAM all-clear"},
    {"Угроза БПЛА в Липецкой области: связь больше не действует", "RU-LIP live"},
    {"Угроза БПЛА в Липецкой области — пропуска больше не действуют", "RU-LIP live"},
    {"Угроза БПЛА в Липецкой области. Переправа больше не действует", "RU-LIP live"},
};

/* Of other regimes, threats and signals. */
static const struct saying others[] = {
    {"В Липецкой области объявлена ракетная опасность. Режим тишины отменён.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность: режим ограничения движения снят.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность: угроза отключения света миновала.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность. Отменён режим тишины.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность. Пожарная опасность миновала.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность. В Липецке масочный режим отменён.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность: план «Ковёр» отменён.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность: ограничения на полёты сняты.", "RU-LIP live"},
    {"В Липецкой области объявлена ракетная опасность, угроза теракта не подтвердилась.", "RU-LIP live"},
    {"Повітряна тривога на Волині: режим тиші скасовано.", "UA-07 live"},
    {"Повітряна тривога на Волині. Загрозу відключення світла знято.", "UA-07 live"},
    /* alarms, by whatever words */
    {"Угроза нанесения ударов БПЛА в Липецкой области снята.", "RU-LIP all-clear"},
    {"Угроза применения баллистики в Липецкой области миновала.", "RU-LIP all-clear"},
    {"Відбій загрози застосування КАБ на Волині", "UA-07 all-clear"},
    {"В Липецкой области прекратил действовать сигнал «Ракетная опасность».", "RU-LIP all-clear"},
    {"В Липецкой области завершилось действие режима «Беспилотная опасность».", "RU-LIP all-clear"},
    {"В Липецкой области угроза БПЛА. Прекратил действовать сигнал GPS.", "RU-LIP live"},
    {"Ракетная опасность в Липецкой области отменена. Ранее жителей просили не подходить к окнам.", "RU-LIP all-clear"},
    {"Ракетна небезпека на Волині минула. Раніше мешканців просили не виходити з укриттів.", "UA-07 all-clear"},
};
/* clang-format on */

static void what_is_no_longer_in_force_is_the_alarm(void **state)
{
        (void)state;
        assert_they_say(in_force, sizeof in_force / sizeof *in_force, code_of);
}

static void not_all_that_ends_is_an_alarm(void **state)
{
        (void)state;
        assert_they_say(others, sizeof others / sizeof *others, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_is_no_longer_in_force_is_the_alarm),
            cmocka_unit_test(not_all_that_ends_is_an_alarm),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
