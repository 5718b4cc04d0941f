/* What was so, or had been said, before what a text tells. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying lifted_before[] = {
    /* on another day, of something else, or not for long */
    {"Sirens are sounding in Sumy. A week ago the alert was lifted only after nine hours.", "sumy live"},
    {"Sirens are sounding in Sumy. Last time, the all-clear came after six hours.", "sumy live"},
    {"Sirens are sounding in Sumy. After the last attack, the all-clear was given at dawn.", "sumy live"},
    {"Sirens are sounding in Sumy. In May, an alert there was lifted after two days.", "sumy live"},
    {"Drones are heading for Sumy, take cover. Just as the alert was lifted, new drones appeared.", "sumy live"},
    {"Воздушная тревога в Ельце. В мае тревогу там отменили через два дня.", "yelets live"},
    {"Повітряна тривога в Сумах. Тиждень тому тривогу скасували аж через дев'ять годин.", "sumy live"},
    /* who said so, earlier */
    {"Sirens are sounding in Sumy. Earlier the mayor wrote that the danger had passed.", "sumy live"},
    {"Sirens are sounding in Sumy. An hour ago the mayor wrote that the danger had passed.", "sumy live"},
    /* "now over": an alarm that is, or weapons above a place */
    {"Elsewhere in Poltava region there were air alerts, now over, the colonel said.", "poltava all-clear"},
    {"An air-raid warning had been issued in Poltava region but is now over.", "poltava all-clear"},
    {"Alerts were declared in Poltava region and are over now.", "poltava all-clear"},
    {"Shaheds, now over Poltava region, are heading west.", "poltava live"},
    {"Three drones now over Poltava region.", "poltava live"},
    /* what was lifted is the news; how it began is told below it */
    {"An air raid alert announced across the whole of Ukraine has been lifted.\n\nSirens began to sound at 09:41 in Sumy region. At 12:47 an alarm was also declared in Poltava region.", "ua all-clear"},
    {"The air raid alert in Sumy region has been lifted. Sirens are sounding in Shostka.", "shostka live, sumy all-clear"},
    {"The air raid alert in Sumy region has been lifted. An alert was declared again in Shostka.", "shostka live, sumy all-clear"},
    {"The air raid alert in Sumy region was lifted at 9:00. At 10:00 an alert was declared in Shostka.", "shostka live, sumy all-clear"},
    /* what an all-clear came after, and where weapons have gone, is not what it is of */
    {"The alert in Sumy region was lifted after drones struck Shostka.", "sumy all-clear"},
    {"The alert in Sumy region was lifted as the drones headed for Kharkiv region.", "sumy all-clear"},
    {"All clear in Sumy region after explosions in Kharkiv.", "sumy all-clear"},
    {"Тревогу в Сумской области отменили после удара по Шостке.", "sumy all-clear"},
    {"Відбій тривоги в Сумській області після вибухів у Харкові.", "sumy all-clear"},
    {"Отбой тревоги в Сумской области после 18:00.", "sumy live"},
    {"Отбой тревоги в Сумской области дадут после проверки.", "sumy live"},
    /* what was lifted earlier is not what is in force now */
    {"Drones are attacking Yelets, stay in shelters. The mayor had earlier written that the alert was lifted.", "yelets live"},
    {"Sirens sound in Haifa. The army had said an hour ago that residents may leave shelters.", "haifa live"},
    {"Sirens sound in Haifa. Restrictions had been lifted there on Sunday.", "haifa live"},
    {"Sirens are sounding in Sumy for the third time today. The last alert was lifted at noon.", "sumy live"},
    {"Sirens are sounding in Sumy. This morning's alert was lifted at nine.", "sumy live"},
    {"Sirens are sounding in Sumy. On Monday the alert there was lifted only after six hours.", "sumy live"},
    {"Sirens are sounding in Sumy. During Sunday's attack the all-clear came at 6 a.m.", "sumy live"},
    {"Дроны атакуют Елец, оставайтесь в укрытиях. Ранее мэр сообщал, что тревога отменена.", "yelets live"},
    {"Сирены звучат в Ельце. В понедельник отбой дали только через шесть часов.", "yelets live"},
    {"Сирены звучат в Ельце. Утренняя тревога закончилась в девять.", "yelets live"},
    {"Сирены звучат в Ельце. Во время воскресной атаки отбой дали в 6 утра.", "yelets live"},
    {"У Сумах лунають сирени. Попередню тривогу скасували опівдні.", "sumy live"},
    {"У Сумах лунають сирени. До цього мер писав, що загроза минула.", "sumy live"},
    {"У Сумах лунають сирени. У понеділок відбій там дали аж через шість годин.", "sumy live"},
    /* but it is what was declared before */
    {"An air alert was declared in Sumy at 23:50. On Monday morning the alert was lifted.", "sumy all-clear"},
    {"Sirens sounded in Sumy in the morning. The morning alert was lifted at nine.", "sumy all-clear"},
    {"The morning alert in Sumy was lifted at nine.", "sumy all-clear"},
    {"Утренняя тревога в Ельце отменена.", "yelets all-clear"},
};

static const struct saying warned_before[] = {
    /* danger that had been told of before what happened */
    {"A drone fell on a house in Yelets, injuring two. The mayor had written that drones were approaching Yelets.", "yelets past"},
    {"A drone fell on a house in Yelets, injuring two. An hour before, residents had been told to stay in shelters.", "yelets past"},
    {"The alert in Yelets has been cancelled. \"Yelets is under a missile alert,\" the mayor had written at eight.", "yelets all-clear"},
    {"Дрон упал на дом в Ельце, ранены двое. Ранее мэр сообщал, что к Ельцу летят дроны.", "yelets past"},
    {"Дрон упав на дім у Сумах, поранено двох. Раніше мер повідомляв, що на Суми летять дрони.", "sumy past"},
    /* without a word of danger */
    {"A drone fell on a house in Yelets, injuring two. Earlier that night the ministry had announced drones over Tula region.", "tula past, yelets past"},
    {"A drone fell on a house in Yelets, injuring two. An hour earlier a drone had been spotted over Tula region.", "tula past, yelets past"},
    /* on a day of the calendar */
    {"Strikes on the grid make talks harder: on 3 February attacks had left Sumy and Poltava without light.", ""},
    /* what goes on is told beside it */
    {"Two houses burned in Yelets after a drone raid. The mayor had announced an alert, and drones are now approaching Gryazi.", "gryazi live, yelets past"},
    {"Explosions in Sumy. The air force had said missiles were flying towards Sumy. The alert continues.", "sumy live"},
    {"The mayor has warned that drones are heading for Yelets.", "yelets live"},
    {"Explosions are heard in Sumy. The air force had earlier warned of drones heading for Sumy.", "sumy live"},
};
/* clang-format on */

static void what_was_lifted_before_ends_no_danger_of_now(void **state)
{
        (void)state;
        assert_they_say(lifted_before, sizeof lifted_before / sizeof *lifted_before, name_of);
}

static void what_had_been_warned_of_is_past(void **state)
{
        (void)state;
        assert_they_say(warned_before, sizeof warned_before / sizeof *warned_before, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_was_lifted_before_ends_no_danger_of_now),
            cmocka_unit_test(what_had_been_warned_of_is_past),
        };

        return cmocka_run_group_tests_name("text_before", tests, load_reader, free_reader);
}
