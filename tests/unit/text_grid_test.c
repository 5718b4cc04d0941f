/* What posts of channels are made of: lists with signs, times, arrows and tags, an alarm here and an all-clear there. The texts are
 * written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying lists[] = {
    {"Ракети:\nРівне\nКовель\n\nВідбій:\nІзмаїл", "izmail all-clear, kovel live, rivne live"},
    {"Відбій:\nРівне\nКовель\n\nТривога:\nІзмаїл", "izmail live, kovel all-clear, rivne all-clear"},
    {"🟢 ВІДБІЙ\nРівне\nКовель\n🔴 ТРИВОГА\nІзмаїл", "izmail live, kovel all-clear, rivne all-clear"},
    {"Липецк - 3 БПЛА сбито, Краснодар - 2 ещё летят", "krasnodar live, lipetsk past"},
    {"Тихо: Липецк, Ростов-на-Дону. Шумно: Клинцы.", "klintsy live"},
    {"23:40 Рівне — тривога\n23:52 Рівне — відбій", "rivne all-clear"},
    {"9:58 ракета ➡️ Миргород\n10:09 вибух, Лубенська громада\n10:30 🟢 відбій, вся Україна", "lubny past, ua all-clear"},
    /* the newest may come first, each under its time */
    {"10:30 🟢 відбій, вся Україна\n10:09 вибух, Лубенська громада\n9:58 ракета ➡️ Миргород", "lubny past, ua all-clear"},
    {"10:40 У Сумах знову тривога.\n10:30 Відбій у Сумах.\n10:01 Суми: тривога.", "sumy live"},
    {"10:40 Тривога в Сумах.\n10:30 Відбій у Сумах.", "sumy live"},
    {"23:50 Тривога в Сумах.\n00:20 Відбій у Сумах.", "sumy all-clear"},
    {"23:50 Відбій у Сумах.\n00:20 Тривога в Сумах.", "sumy live"},
    {"10:30, 20 травня\n\nТривога в Сумах.\n\n10:09, 20 травня\n\nУ Сумах відбій.", "sumy live"},
    {"10:30, 20 травня\n\nВідбій у Сумах.\n\n10:09, 20 травня\n\nУ Сумах тривога, загроза балістики.", "sumy all-clear"},
    {"9:58 ракета ➡️ Миргород\n10:30 🟢 відбій, Суми", "myrhorod live, sumy all-clear"},
    {"⚠️ Кременчук!!!", "kremenchuk live"},
    {"#Ізюм 🚀", "izium live"},
    {"🔊 Вибух. #Рівне", "rivne live"},
    {"4х БпЛА н.п. Павлоград, курс західний", "pavlohrad live"},
    {"БПЛА н.п. Муром", "murom live"},
};

static const struct saying towns[] = {
    /* a town rather than a village that is called so in one case only */
    {"Миргород, Чугуїв, Васильків\nБалістика!", "chuhuiv live, myrhorod live, vasylkiv live"},
    {"БпЛА Конотоп → Стрий", "konotop live, stryi live"},
    {"🔴 Краматорськ\n🟢 Бердичів", "berdychiv all-clear, kramatorsk live"},
    {"Нікополь, по вас 4 шахеди. Ізюм, по вас 2.", "izium live, nikopol live"},
    {"РАКЕТНАЯ ОПАСНОСТЬ\nБелгород\nАзов", "azov live, belgorod live"},
    /* a district rather than a village in the next one, a village where brackets say */
    {"Відбій: Вознесенський, Шосткинський райони", "shostka all-clear, voznesensk all-clear"},
    {"БпЛА: Конотопський, Ніжинський р-ни", "konotop live, nizhyn live"},
    {"Донеччина: за добу 3 обстріли.\nДонецьке (Миколаївська ТГ) — будинок\nРайгородок — будинок",
     "donetsk past, donetske past, raihorodok past"},
    {"Обстріл: Бірки (Чернігівський район)", "birky past"},
};

static const struct saying over[] = {
    {"Ізюм: загроза БпЛА знята.", "izium all-clear"},
    {"Ізюм: тривога відмінена.", "izium all-clear"},
    {"Ізюм — відмінили тривогу!", "izium all-clear"},
    {"Ізюм: ракетна небезпека завершилася.", "izium all-clear"},
    {"Херсон — загроза знята, Павлоград — оголошена", "kherson all-clear, pavlohrad live"},
    {"Курск: ракетная опасность закончилась.", "kursk all-clear"},
    {"Курск: тревога прекращена.", "kursk all-clear"},
    {"Курск — сняли угрозу атаки БПЛА!", "kursk all-clear"},
    {"Poltava: drone threat cancelled.", "poltava all-clear"},
    {"Poltava: missile threat ended.", "poltava all-clear"},
};

static const struct saying cries[] = {
    {"Ізюм — за дві стіни!", "izium live"},
    {"Ізюм, обережно", "izium live"},
    {"Ізюм — по вас!", "izium live"},
    {"❗️Ізюм\nУ вашому напрямку!", "izium live"},
    {"Імітатор на Ізюм", "izium live"},
    {"Курск, осторожно", "kursk live"},
    {"Курск — будет громко!", "kursk live"},
    {"Курск: крылатые", "kursk live"},
    {"Осторожно, мошенники! Курск предупреждает пенсионеров.", ""},
};

static const struct saying awaited[] = {
    {"Ізюм: загроза БпЛА не знята.", "izium live"},
    {"Ізюм — чекаємо на відбій тривоги", "izium live"},
    {"Ізюм: скоро відбій балістики.", "izium live"},
    {"Ізюм — поки не відбій тривоги!", "izium live"},
    {"Ізюм: за 10 хвилин відбій тривоги", "izium live"},
    {"Ізюм: жодного відбою тривоги", "izium live"},
    {"Саратов — ждём отбой тревоги", "saratov live"},
    {"Саратов — ждём отбой ракетной опасности", "saratov live"},
    {"Саратов: обещают отбой воздушной тревоги", "saratov live"},
    {"Саратов: отбой тревоги", "saratov all-clear"},
    {"Poltava: alarm still on.", "poltava live"},
    {"Рівне: чекайте на сигнал «Відбій тривоги»", "rivne live"},
    {"Сигнал «Відбій тривоги» пролунав у Рівному", "rivne all-clear"},
    {"Сигнал відбою пролунав у Рівному", "rivne all-clear"},
    {"Сигнал «Отбой» в Туле", "tula all-clear"},
};
/* clang-format on */

static void lists_say_of_whom(void **state)
{
        (void)state;
        assert_they_say(lists, sizeof lists / sizeof *lists, name_of);
}

static void towns_are_meant_rather_than_villages(void **state)
{
        (void)state;
        assert_they_say(towns, sizeof towns / sizeof *towns, name_of);
}

static void it_is_over_by_many_verbs(void **state)
{
        (void)state;
        assert_they_say(over, sizeof over / sizeof *over, name_of);
}

static void danger_is_cried_in_few_words(void **state)
{
        (void)state;
        assert_they_say(cries, sizeof cries / sizeof *cries, name_of);
}

static void what_is_awaited_is_not_over(void **state)
{
        (void)state;
        assert_they_say(awaited, sizeof awaited / sizeof *awaited, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(lists_say_of_whom),
            cmocka_unit_test(towns_are_meant_rather_than_villages),
            cmocka_unit_test(it_is_over_by_many_verbs),
            cmocka_unit_test(danger_is_cried_in_few_words),
            cmocka_unit_test(what_is_awaited_is_not_over),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
