/* In which state a text says that a place is, by ways of saying it that are told apart by more than one phrase. The texts are
 * written for this test; the events in them are invented. */
#include <stdlib.h>
#include <string.h>

#include "text_says.h"

/* clang-format off */
/* What is inserted between commas. */
static const struct saying inserted[] = {
    {"Опасность атаки БПЛА, введённая вечером в Тамбовской области, миновала.", "RU-TAM all-clear"},
    {"Режим «Ракетная опасность», объявленный в Калужской области в 2:35, отменён.", "RU-KLU all-clear"},
    {"Тревога, которую объявили в Липецке, отменена, в Ельце она продолжается.", "RU-LIP all-clear, RU-LIP live"},
    {"Повітряна тривога, оголошена на Волині о 4:20, скасована.", "UA-07 all-clear"},
    {"Загроза балістики, про яку попереджали у Черкасах, минула.", "UA-71 all-clear"},
    {"The air raid alert, declared in Rivne region at 3:15, has been lifted.", "UA-56 all-clear"},
    {"Режим, введённый в Тамбовской области, не отменён.", "RU-TAM live"},
    {"Тривога, яка триває на Волині четверту годину, не скасована.", "UA-07 live"},
    {"The alert, declared in Rivne region at 3, has not been lifted.", "UA-56 live"},
    {"The alert has been lifted in Lutsk, declared in Rivne, Dubno and Varash.", "UA-07 all-clear, UA-56 live"},
    {"Отбой в Пензе, тревога, объявленная в Самаре, продолжается.", "RU-PNZ all-clear, RU-SAM live"},
};

/* Words that say it only where nothing else is said. */
static const struct saying cries[] = {
    {"Лебедянь, красный!", "RU-LIP live"},
    {"Рыльск. Воздух!", "RU-KRS live"},
    {"Тамбов. Ковёр.", "RU-TAM live"},
    {"Волинська область - зелена, Рівненська область - червона.", "UA-07 all-clear, UA-56 live"},
    {"Rivne: red. Lutsk: green.", "UA-07 all-clear, UA-56 live"},
    {"Poltava clear, Sumy still under alert.", "UA-53 all-clear, UA-59 live"},
    {"Poltava: clear", ""},
    {"В Тамбове открыли красный мост.", ""},
    {"Повітря у Черкасах чисте.", ""},
};
/* clang-format on */

static void phrases_go_on_behind_what_is_inserted(void **state)
{
        (void)state;
        assert_they_say(inserted, sizeof inserted / sizeof *inserted, code_of);
}

static void some_words_say_it_only_alone(void **state)
{
        (void)state;
        assert_they_say(cries, sizeof cries / sizeof *cries, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(phrases_go_on_behind_what_is_inserted),
            cmocka_unit_test(some_words_say_it_only_alone),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
