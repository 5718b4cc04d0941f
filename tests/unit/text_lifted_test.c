/* Alarms that a pronoun says are over, and such as it does not end. The texts are written for this test; the events in them are
 * invented. */
#include "text_sayings.h"

/* clang-format off */
/* The alarm is named again, and not where. */
static const struct saying named_again[] = {
    {"В Липецке и Тамбове объявили ракетную опасность. Опасность отменили в 5:10.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"В Липецке и Тамбове объявили ракетную опасность. Опасность сняли через час.", "RU-LIP all-clear, RU-TAM all-clear"},
    {"На Волині та Рівненщині о 2:15 оголосили тривогу. Тривогу скасували о 3:40.", "UA-07 all-clear, UA-56 all-clear"},
    {"Sirens sounded in Lutsk and Rivne at 2:15. The alert was lifted an hour later.", "UA-07 all-clear, UA-56 all-clear"},
    {"RO-Alert messages went out in Tulcea and Galati counties. The alert ended at 3:40.", "RO-GL all-clear, RO-TL all-clear"},
    {"В Липецке и Тамбове объявили ракетную опасность. Опасность пока не отменили.", "RU-LIP live, RU-TAM live"},
    {"В Липецке и Тамбове объявили ракетную опасность. Опасность БПЛА отменили в 5:10.", "RU-LIP live, RU-TAM live"},
    {"В Липецке и Тамбове объявили ракетную опасность. Отбой дали в 5. В 6 её объявили снова.", "RU-LIP live, RU-TAM live"},
    {"На Волині та Рівненщині тривога. Тривогу скасують о 3:40.", "UA-07 live, UA-56 live"},
    {"На Волині та Рівненщині тривога. Відбій був о 4, о 5 тривогу оголосили знову.", "UA-07 live, UA-56 live"},
    {"Residents of Ludza and Balvi municipalities got messages telling them to stay indoors. The threat was declared over at 7:15.", "LV-015 all-clear, LV-058 all-clear"},
    {"Lutsk spent three hours under an air raid alert. The mayor cancelled it at 5:40 and classes have resumed.", "UA-07 all-clear"},
    {"Trains left Lutsk at six, once its air raid alert had been called off.", "UA-07 all-clear"},
    {"Trains will leave Lutsk once its air raid alert is called off.", "UA-07 live"},
    {"Residents of Lutsk were told to stay in shelters. The ballistic threat is over.", "UA-07 live"},
    {"Sirens sounded in Lutsk and Rivne. The alert has been lifted in some districts.", "UA-07 live, UA-56 live"},
    {"Sirens sounded in Lutsk and Rivne. The alert was lifted at 4. At 5 sirens sounded anew.", "UA-07 live, UA-56 live"},
    {"Drone danger was declared in Lutsk and Rivne. The missile alert was lifted at 4.", "UA-07 live, UA-56 live"},
    /* a list of names before the verb, or inserted */
    {"The warning sent to phones in Kovel, Liuboml and Lutsk was called off at 3:35.", "UA-07 all-clear"},
    {"The warning sent to phones in Kovel, Liuboml and Lutsk was not called off.", "UA-07 live"},
    {"Тревога, объявленная в Ельце, Лебедяни и Данкове, снята.", "RU-LIP all-clear"},
    {"Тревога, объявленная в Ельце, Лебедяни и Данкове, не снята.", "RU-LIP live"},
    /* what is inserted names one place, the verb behind it another */
    {"Тревога, которая звучит в Ельце, отменена в Туле.", "RU-LIP live, RU-TUL all-clear"},
    {"Тривогу, оголошену в Ковелі, скасували в Рівному.", "UA-07 live, UA-56 all-clear"},
    /* for an alarm, something else is called off */
    {"Уроки в Луцьку скасовано через повітряну тривогу, всі в укриття!", "UA-07 live"},
    {"Навчання в Луцьку перервали через реальну загрозу балістики, всі в укриття!", "UA-07 live"},
    {"Через загрозу балістики в Луцьку скасовано матч, всі в укриття!", "UA-07 live"},
    {"Ярмарку в Ельце отменили из-за угрозы атаки БПЛА, все в укрытие!", "RU-LIP live"},
    {"Учения в Ельце отменены из-за ракетной опасности, все в укрытие!", "RU-LIP live"},
    {"Из-за угрозы атаки БПЛА в Ельце отменены уроки, все в укрытие!", "RU-LIP live"},
    {"The fair in Lutsk was cancelled because of an air raid alert, take shelter!", "UA-07 live"},
    {"The drill in Lutsk is called off because of a real missile threat, take shelter!", "UA-07 live"},
    {"Because of a missile threat classes in Lutsk were cancelled, take shelter!", "UA-07 live"},
    {"Тривогу в Луцьку скасували через помилку.", "UA-07 all-clear"},
    {"Воздушную тревогу из-за дронов сняли в Ельце.", "RU-LIP all-clear"},
    {"The alert over drones in Lutsk has been lifted.", "UA-07 all-clear"},
    {"Тривога в Луцьку.\n\nВідбій.", "UA-07 all-clear"},
    {"Тревога в Ельце и Липецке.\n\nПозже: отбой.", "RU-LIP all-clear"},
    {"Sirens in Haifa: suspected drone.\n\nArmy, minutes later: the incident is over.", "IL-HA all-clear"},
    {"Тривога в Луцьку.\n\nВідбій у Рівному.", "UA-07 live, UA-56 all-clear"},
    {"Тривога в Луцьку.\n\nВідбою ще не було.", "UA-07 live"},
    {"Тривога в Луцьку.\n\nВідбій у центрі.", "UA-07 live"},
    {"Тревога в Ельце.\n\nОтбой дали, но через пять минут тревогу объявили снова.", "RU-LIP live"},
};

/* "Later" stands among the words that the phrase skips, and "can". */
static const struct saying later[] = {
    {"The alert in Lutsk was later lifted.", "UA-07 all-clear"},
    {"The drone threat in Lutsk was soon cancelled.", "UA-07 all-clear"},
    {"Тревогу в Ельце позже отменили.", "RU-LIP all-clear"},
    {"Тревога в Ельце вскоре была снята.", "RU-LIP all-clear"},
    {"Тривогу в Луцьку згодом скасували.", "UA-07 all-clear"},
    {"Тривога в Луцьку невдовзі була скасована.", "UA-07 all-clear"},
    {"The alert in Lutsk will later be lifted.", "UA-07 live"},
    {"The alert in Lutsk is soon over.", "UA-07 live"},
    {"The all-clear in Lutsk will be given later, stay in the shelters.", "UA-07 live"},
    {"Тревогу в Ельце позже снимут.", "RU-LIP live"},
    {"Відбій у Луцьку згодом.", "UA-07 live"},
    {"The alert in Lutsk can be lifted at any minute.", "UA-07 live"},
    {"Тревога в Ельце может быть отменена в любую минуту.", "RU-LIP live"},
    {"Тривогу в Луцьку можуть скасувати.", "UA-07 live"},
    {"People in Lutsk can leave the shelters, the alert has been lifted.", "UA-07 all-clear"},
    {"Жители Ельца могут выходить из укрытий: тревога отменена.", "RU-LIP all-clear"},
};

/* "And" or "but" goes on with the verb: of the same alarm, or where another place stands behind it. */
static const struct saying goes_on[] = {
    {"An alert was declared in Lutsk but was lifted an hour later.", "UA-07 all-clear"},
    {"An air raid alert sounded in Lutsk at 3 a.m. and was lifted at 4 a.m.", "UA-07 all-clear"},
    {"An alert was declared in Lutsk and lifted at 4 a.m.", "UA-07 all-clear"},
    {"An alert was declared in Lutsk but was not lifted.", "UA-07 live"},
    {"An alert was declared in Lutsk but was lifted in the neighbouring region.", "UA-07 live"},
    {"An alert was declared in Lutsk and the curfew was lifted.", "UA-07 live"},
    {"An alert was declared in Lutsk and lessons were called off.", "UA-07 live"},
    {"An alert was declared in Lutsk and lifted in Rivne.", "UA-07 live, UA-56 all-clear"},
    {"An air raid alert was declared in Lutsk and was lifted in Rivne.", "UA-07 live, UA-56 all-clear"},
    {"Тривогу оголосили в Луцьку й скасували в Рівному.", "UA-07 live, UA-56 all-clear"},
    {"Тривога оголошена в Луцьку та скасована в Рівному.", "UA-07 live, UA-56 all-clear"},
    {"Тревога объявлена в Ельце и отменена в Туле.", "RU-LIP live, RU-TUL all-clear"},
    {"Тревогу объявили в Ельце и отменили в Туле.", "RU-LIP live, RU-TUL all-clear"},
    {"Тревогу в Ельце и Туле отменили.", "RU-LIP all-clear, RU-TUL all-clear"},
    {"Тревогу в Ельце объявили в 3:10 и отменили в 4:15.", "RU-LIP all-clear"},
};

/* Over, where it was declared or where the pronoun says. */
static const struct saying lifted[] = {
    /* "it", of what was declared in the sentence before */
    {"An air alert was declared in Sumy at 8 a.m. It was lifted at noon.", "UA-59 all-clear"},
    {"An air alert was declared in Sumy on Sunday evening. Early on Monday it was lifted.", "UA-59 all-clear"},
    {"Опасность атаки БПЛА объявили в Липецкой области; спустя час её отменили.", "RU-LIP all-clear"},
    {"Ракетную опасность объявили в Липецке. Через 20 минут её сняли.", "RU-LIP all-clear"},
    {"Тревогу в Липецке объявили в 3:10. Отменили её в 4:45, сообщил губернатор.", "RU-LIP all-clear"},
    {"Режим беспилотной опасности вводили в Липецкой области, Мордовии и Чувашии, везде он уже снят.", "RU-CU all-clear, RU-LIP all-clear, RU-MO all-clear"},
    {"Тревогу в Липецке объявили в 1:15, отбой прозвучал в 4:50.", "RU-LIP all-clear"},
    {"У Рівному о 2:10 пролунали сирени, відбій дали о 4:50.", "UA-56 all-clear"},
    {"Missile danger was declared in Rivne; authorities lifted it 20 minutes later.", "UA-56 all-clear"},
    {"Раньше этот же режим вводили в Мордовии и Чувашии, везде он уже снят.", "RU-CU all-clear, RU-MO all-clear"},
    {"В Липецке звучали сирены; тревогу позже отменили.", "RU-LIP all-clear"},
    {"Повітряну тривогу оголосили на Волині; за годину її скасували.", "UA-07 all-clear"},
    {"Ракетну небезпеку оголошували на Волині, згодом її скасували.", "UA-07 all-clear"},
    {"An air raid alert was declared in Rivne region; it was lifted an hour later.", "UA-56 all-clear"},
    {"Missile danger was declared in Rivne; the authorities lifted it at 7:15.", "UA-56 all-clear"},
    {"An air raid alert was declared in Rivne and Volyn regions and has since been lifted everywhere.", "UA-07 all-clear, UA-56 all-clear"},
    {"Ракетную опасность объявили в Липецке и Тамбове, в Тамбове её отменили.", "RU-LIP live, RU-TAM all-clear, RU-TAM live"},
    {"The air raid alert was declared in Rivne and Lutsk; in Lutsk it was lifted at 5:30.", "UA-07 all-clear, UA-07 live, UA-56 live"},
    {"Sirens sounded in Lutsk and Rivne at 2:10. The alert ended at 3:05.\nA barn was hit in Lubny.", "UA-07 all-clear, UA-53 past, UA-56 all-clear"},
    {"An alert was issued for Lutsk and Rivne. The alert was called off at 4 a.m.", "UA-07 all-clear, UA-56 all-clear"},
    {"Опасность атаки БПЛА объявляли для Липецка и Тамбова. В 5:20 угрозу сняли.\nВ Пензе обломки упали на склад.", "RU-LIP all-clear, RU-PNZ past, RU-TAM all-clear"},
    {"Повітряну тривогу оголошували у Луцьку та Рівному. О 4:10 небезпека минула.", "UA-07 all-clear, UA-56 all-clear"},
};

/* Not over: denied, to come, asked, again, elsewhere, or something else may be meant. */
static const struct saying not_lifted[] = {
    /* something else, though an alarm is told before it */
    {"An air alert was declared in Sumy. The match was stopped. It was cancelled later.", "UA-59 live"},
    {"An air alert was declared in Sumy on Sunday. It was lifted on Monday but declared again an hour later.", "UA-59 live"},
    {"An air alert was declared in Sumy. It was lifted but sirens are sounding again.", "UA-59 live"},
    {"An air alert was declared in Sumy. It will be lifted soon.", "UA-59 live"},
    {"В Липецке объявили ракетную опасность, её не отменили.", "RU-LIP live"},
    {"В Липецке объявили ракетную опасность, её пока не сняли.", "RU-LIP live"},
    {"В Липецке объявили ракетную опасность, через час её отменят.", "RU-LIP live"},
    {"В Липецке объявили ракетную опасность, её уже отменили?", "RU-LIP live"},
    {"Воздушная тревога в Липецке! Если её отменили, выходите.", "RU-LIP live"},
    {"An air raid alert was declared in Rivne region. It has not been lifted.", "UA-56 live"},
    {"Тривогу оголосили на Волині, через годину її скасували, а о 5:40 оголосили знову.", "UA-07 live"},
    {"В Липецке объявили ракетную опасность, позже её отменили. В 5:40 она введена снова.", "RU-LIP live"},
    {"Ракетную опасность в Липецке объявили, ярмарку отложили, позже её отменили.", "RU-LIP live"},
    {"В Липецке объявлена ракетная опасность, началась эвакуация, позже её отменили.", "RU-LIP live"},
    {"Тревогу объявили в Липецке. Концерт перенесли, позже её отменили.", "RU-LIP live"},
    {"Missile alert in Rivne. The match was moved; it was later cancelled.", "UA-56 live"},
    {"Тревога в Тамбове, в Липецке ракетная опасность, позже её отменили.", "RU-LIP live, RU-TAM live"},
    {"Ракетная опасность в Липецке. Вчера её отменили через час.", "RU-LIP live"},
    {"Air alert in Rivne. It was lifted in the neighbouring region.", "UA-56 live"},
    {"Тревога в Липецке. В районе её отменили.", "RU-LIP live"},
    {"Тревога в Липецке, на севере области её отменили.", "RU-LIP live"},
    {"Ракетная опасность в Липецке, её отменили частично.", "RU-LIP live"},
    {"Ракетная опасность в Липецке, отбой дали беспилотной.", "RU-LIP all-clear, RU-LIP live"},
    {"Ракетная опасность в Липецке, отбой не дали.", "RU-LIP live"},
    {"Тривога на Волині, відбій дали в сусідній області.", "UA-07 live"},
    {"Тревога в Липецке.\n\nПозже её отменили.", "RU-LIP live"},
    {"Sirens sounded in Lutsk and Rivne. The alert in schools ended at 3:05.", "UA-07 live, UA-56 live"},
    {"Sirens sounded in Lutsk and Rivne. The drone alert ended at 3:05.", "UA-07 live, UA-56 live"},
    {"Опасность БПЛА в Липецке и Тамбове. Тревогу в соседней области отменили.", "RU-LIP live, RU-TAM live"},
    {"Опасность БПЛА в Липецке. В Тамбове ракетная опасность. Тревогу отменили.", "RU-LIP live, RU-TAM live"},
    {"Опасность БПЛА в Липецке и Тамбове. Тревогу пока не отменили.", "RU-LIP live, RU-TAM live"},
    {"Тривога у Луцьку та Рівному. Відбій дали й одразу знову оголосили тривогу.", "UA-07 live, UA-56 live"},
};
/* clang-format on */

static void a_pronoun_lifts_the_alarm_told_before(void **state)
{
        (void)state;
        assert_they_say(lifted, sizeof lifted / sizeof *lifted, code_of);
}

static void an_all_clear_without_a_place_ends_the_alarm_before_it(void **state)
{
        (void)state;
        assert_they_say(named_again, sizeof named_again / sizeof *named_again, code_of);
}

static void an_alarm_goes_on_or_is_over_behind_and(void **state)
{
        (void)state;
        assert_they_say(goes_on, sizeof goes_on / sizeof *goes_on, code_of);
}

static void it_was_over_later(void **state)
{
        (void)state;
        assert_they_say(later, sizeof later / sizeof *later, code_of);
}

static void what_may_mean_something_else_lifts_nothing(void **state)
{
        (void)state;
        assert_they_say(not_lifted, sizeof not_lifted / sizeof *not_lifted, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_pronoun_lifts_the_alarm_told_before),
            cmocka_unit_test(an_all_clear_without_a_place_ends_the_alarm_before_it),
            cmocka_unit_test(it_was_over_later),
            cmocka_unit_test(an_alarm_goes_on_or_is_over_behind_and),
            cmocka_unit_test(what_may_mean_something_else_lifts_nothing),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
