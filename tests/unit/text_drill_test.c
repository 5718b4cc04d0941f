/* Texts with a drill, a test, a rumour or another subject in them, and with an alarm. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* All of a text, or some of its sentences. */
static const struct saying drills[] = {
    {"Гимназию в Ельце эвакуировали — учебно.", ""},
    {"Пожар, напомнили в МЧС Липецкой области, проще предупредить, чем тушить.", ""},
    {"Ракетная опасность в Липецке! Просим сохранять спокойствие и пройти в укрытие.", "RU-LIP live"},
    {"Просьба сохранять спокойствие: в Липецке ракетная опасность, всем в укрытия.", "RU-LIP live"},
    {"Луцьк: повітряна тривога! Просимо зберігати спокій.", "UA-07 live"},
    {"Луцьк — ракетна загроза. Навчальну тривогу, призначену на завтра, скасовано.", "UA-07 live"},
    {"В Липецке объявлена ракетная опасность. Накануне в школах прошли учения.", "RU-LIP live"},
    {"Луцьк: загроза балістики! Повідомлення про мінування вокзалу — фейк.", "UA-07 live"},
    {"У Луцьку ракетна небезпека, в укриття! Планові вибухові роботи в кар'єрі Дубна перенесли.", "UA-07 live"},
    {"Sirens in Haifa, take shelter now. Rumours of an infiltration near Acre are false.", "IL-HA live"},
    {"Drone alert in Vilnius! A military exercise near Kaunas has been cut short.", "LT-58 live"},
    {"Sirens in Haifa, take shelter. These sirens are not part of a test.", "IL-HA live"},
    {"Sirens wail in Haifa, take shelter now! The next test is off.", "IL-HA live"},
    {"Sirens wail in Haifa! Drones are approaching. An exercise that was part of a drill near Acre is broken off.", "IL-HA live"},
    {"Sirens blared across Haifa on Monday as part of a test.", ""},
    {"Sirens sounded in Haifa because of a technical fault.", ""},
    {"A blast caused by a technical fault injured six people in Yelets.", "RU-LIP past"},
    {"Пожар на заводе в Липецке произошёл из-за технического сбоя, двое ранены.", "RU-LIP past"},
    {"Вибух у Луцьку через технічний збій, двоє поранених.", "UA-07 past"},
    {"Через технічний збій у Луцьку ввімкнулися сирени.", ""},
    {"Воздушная тревога в Липецке, в укрытие! Сайт не открывается: технический сбой.", "RU-LIP live"},
    {"Ракетная опасность в Липецке. Это учения.", ""},
    {"Внимание! Воздушная тревога в Липецке! Тестовое сообщение.", ""},
    {"Учебная тревога в Липецке. Внимание! Ракетная опасность! Всем в укрытие!", ""},
    {"В Липецке 5 декабря прозвучат сирены. Услышав сигнал, спуститесь в укрытие.", ""},
    {"У Дубні прорвало греблю, всі в укриття! Це фейк, рятувальники спростували.", ""},
    {"Тревога в Липецке сработала из-за технического сбоя.", ""},
    {"Haifa will hear sirens at noon. This is a test, no action is needed.", ""},
    {"Тревога в Ельце оказалась ложной. В Липецке тревога продолжается.", "RU-LIP live"},
    {"Тревога в Ельце оказалась ложной.", ""},
    {"Взрывы под Липецком оказались учебными.", ""},
    {"Первый взрыв в Липецке был плановым, второй — удар дрона, ранен мужчина.", "RU-LIP past"},
    {"Дрон над Липецком оказался ложной целью, его сбили.", "RU-LIP past"},
    {"Вибухи в Луцьку виявилися навчальними.", ""},
    {"Дрон у Луцьку виявився іграшкою.", ""},
    {"Reports of an explosion in Sumy were not confirmed.", ""},
    {"Reports of strikes on Sumy were confirmed: a house was hit.", "UA-59 past"},
};

/* What happened here, and a rumour about elsewhere. */
static const struct saying rumours[] = {
    {"A drone set fire to a depot in Yelets. The governor of Tambov region denied reports of a strike on Kotovsk.", "RU-LIP past"},
    {"Дрон поджёг склад в Ельце. Власти Тамбовской области опровергли сообщения об ударе по Котовску.", "RU-LIP past"},
    {"Дрон підпалив склад у Луцьку. Повідомлення про вибух у Дубні — фейк, кажуть у поліції.", "UA-07 past"},
    {"A blast rattled windows in Yelets. It was a planned explosion at a quarry.", ""},
    {"Пишуть про вибухи в Дубні. Це неправда. Тривога на Рівненщині триває.", "UA-56 live"},
    {"Канали пишуть, що чути вибухи в Дубні. Це фейк, каже голова Рівненської ОВА. Тривога на Рівненщині, додамо, не стихає.", "UA-56 live"},
    {"Вибухів у Дубні не було, це фейк. На Рівненщині триває тривога. У Луцьку о 14:00 дрон підпалив склад.", "UA-07 past, UA-56 live"},
    {"Пишут о взрывах в Ельце. Это ложь. Ракетная опасность в Липецкой области продолжается.", "RU-LIP live"},
    {"«Тривога в Луцьку, усім в укриття!» Це фейк.", ""},
    {"Пишуть: у Луцьку тривога, всі в укриття. Це неправда, у місті тихо.", ""},
};

/* Another subject, and an alarm between commas of its own. */
static const struct saying subjects[] = {
    {"Отменён концерт в Липецке: объявлена опасность атаки БПЛА.", "RU-LIP live"},
    {"Отменён концерт: объявлена опасность атаки БПЛА в Липецке.", "RU-LIP live"},
    {"Луцьк: концерт скасовано, тривога триває.", "UA-07 live"},
    {"Концерт скасовано, у Луцьку тривога.", "UA-07 live"},
    {"Луцьк: рух відновлено, тривога триває.", "UA-07 live"},
    {"В Липецке движение восстановлено, опасность атаки БПЛА сохраняется.", "RU-LIP live"},
    {"Матч в Липецке прерван, в городе ракетная опасность.", "RU-LIP live"},
    {"The concert in Haifa is cancelled: air raid alert in the city.", "IL-HA live"},
    {"Из-за ракетной опасности концерт в Липецке перенесли на субботу.", ""},
    {"Прем'єра вистави в Луцьку: зал аплодував стоячи, хоча гру тричі переривала тривога.", ""},
    {"Жителям Липецка напоминают: сигнал «Внимание всем» — непрерывный звук сирены.", ""},
    {"The trial opened in Haifa. The hearing was interrupted once by an air raid alert.", ""},
};
/* clang-format on */

static void an_alarm_before_a_drill_is_none(void **state)
{
        (void)state;
        assert_they_say(drills, sizeof drills / sizeof *drills, code_of);
}

static void an_alarm_tells_more_than_what_is_cancelled_for_it(void **state)
{
        (void)state;
        assert_they_say(subjects, sizeof subjects / sizeof *subjects, code_of);
}

static void a_rumour_about_elsewhere_takes_nothing_back(void **state)
{
        (void)state;
        assert_they_say(rumours, sizeof rumours / sizeof *rumours, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_rumour_about_elsewhere_takes_nothing_back),
            cmocka_unit_test(an_alarm_before_a_drill_is_none),
            cmocka_unit_test(an_alarm_tells_more_than_what_is_cancelled_for_it),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
