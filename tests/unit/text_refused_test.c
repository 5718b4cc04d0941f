/* Words for an all-clear, and what denies them, wherever it stands. The texts are written for this test; the events in them are
 * invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying refused[] = {
    /* the negation is a part of a longer phrase */
    {"У Ромнах не скасована тривога.", "romny live"},
    {"У Ромнах не скасовано повітряну тривогу.", "romny live"},
    {"У Ромнах не знято загрозу удару дронів.", "romny live"},
    {"У Ромнах не минула небезпека атаки дронів.", "romny live"},
    {"В Ельце не отменена ракетная опасность.", "yelets live"},
    {"В Ельце не снята опасность атаки БПЛА.", "yelets live"},
    {"В Ельце не миновала опасность.", "yelets live"},
    /* other words that deny */
    {"Тривога у Ромнах ані завершена, ані скасована.", "romny live"},
    {"Тревога в Ельце ни завершена, ни отменена.", "yelets live"},
    {"Nobody has lifted the alert in Romny.", "romny live"},
    {"Officials have not confirmed that the drone threat in Romny is over.", "romny live"},
    {"У Ромнах тривога поки не закінчена.", "romny live"},
    /* another alarm's end; what is only said, feared or forged */
    {"Drones over Sumy, take cover! No all-clear since 02:10.", "sumy live"},
    {"Air raid alert in Sumy. There has been no all-clear since three at night.", "sumy live"},
    {"Air raid alert in Sumy. Do not believe messages about an all-clear, they are fake.", "sumy live"},
    {"Drones over Sumy, take cover! Someone writes of an all-clear; that is not true.", "sumy live"},
    {"Drones over Sumy, take cover! The previous alert ended an hour ago.", "sumy live"},
    {"The previous alert in Sumy ended an hour ago.", ""},
    {"Тревога в Сумах. Прошлый отбой был в 3:15.", "sumy live"},
    {"Сумская область: ракетная опасность! В каналах распространяют фейк об отбое.", "sumy live"},
    {"Воздушная тревога в Сумах. Кто-то пишет об отбое — это неправда.", "sumy live"},
    {"Повітряна тривога в Сумах. Хтось пише про відбій — це неправда.", "sumy live"},
    {"Фейкове повідомлення про відбій тривоги в Сумах.", ""},
    {"Blasts can be heard in Sumy.", "sumy live"},
};

static const struct saying over[] = {
    {"Повітряна тривога відмінена у Роменському районі.", "romny all-clear"},
    {"У Роменському районі припинена загроза удару дронів.", "romny all-clear"},
    {"Ракетна небезпека більше не діє у Роменському районі.", "romny all-clear"},
    {"О 19:39 завершилася тривога у Роменському районі.", "romny all-clear"},
    {"Тревога прекращена в Ельце.", "yelets all-clear"},
    {"Беспилотная опасность в Ельце закончилась.", "yelets all-clear"},
    {"В Ельце больше не действует ракетная опасность.", "yelets all-clear"},
    {"The missile threat ended in Romny district.", "romny all-clear"},
    {"У Ромнах пролунає умовна повітряна тривога.", ""},
    {"Sumy: all clear since 3:00.", "sumy all-clear"},
    {"Повідомлення про відбій тривоги: Сумська область", "sumy all-clear"},
};
/* clang-format on */

static void what_is_not_over_is_live(void **state)
{
        (void)state;
        assert_they_say(refused, sizeof refused / sizeof *refused, name_of);
}

static void what_is_over_is_cleared(void **state)
{
        (void)state;
        assert_they_say(over, sizeof over / sizeof *over, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_is_not_over_is_live),
            cmocka_unit_test(what_is_over_is_cleared),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
