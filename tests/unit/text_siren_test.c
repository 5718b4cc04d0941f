/* What a text says where it speaks of sirens, of what ends them, and of those who misuse the alarm. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying sirens[] = {
    {"Сирени досі лунають у Дніпрі", "UA-12 live"},
    {"Сигнал тривоги досі лунає в Луцьку.", "UA-07 live"},
    {"Сирены до сих пор воют в Туле", "RU-TUL live"},
    {"В Орле опять гудят сирены", "RU-ORL live"},
    {"Sirens are still wailing in Sumy", "UA-59 live"},
    {"Сирена більше не виє в Одесі", ""},
    {"Карта показує, що сигнал не скасовано у Київській та Сумській областях.", "UA-32 live, UA-59 live"},
    {"Сигнал не отменён в Туле.", "RU-TUL live"},
    {"На мапі почервоніли Сумщина і Харківщина", "UA-59 live, UA-63 live"},
    /* several alerts, and where they are */
    {"Alerts are in force in Sumy.", "UA-59 live"},
    {"Alerts have been declared in Sumy and Poltava.", "UA-53 live, UA-59 live"},
    {"Alerts are in force in four regions. These are Sumy and Poltava.", "UA-53 live, UA-59 live"},
    {"Alerts are no longer in force in Sumy.", "UA-59 all-clear"},
    {"Alerts were in force in Sumy for two hours.", ""},
    {"Price alerts are active in the app of the Sumy bank.", ""},
    {"Nine communities of Sumy region were under fire today.\n\nThe communities are Krasnopillia and Bilopillia.", "UA-59 past"},
    /* switched off, silent, broken */
    {"Сирени вимкнули у Львові та на Рівненщині.", "UA-46 all-clear, UA-56 all-clear"},
    {"В Воронеже выключили сирены в 3:10.", "RU-VOR all-clear"},
    {"В Орле отключили сирены: жители жалуются, что не слышат тревогу.", ""},
    {"Сирены в Туле отключены хакерами.", ""},
    {"Sirens in Kharkiv were switched off at 2 p.m.", "UA-63 all-clear"},
    {"Сирени в Полтаві ще не вимкнули, БпЛА кружляє.", "UA-53 live"},
    {"Сирени вимкнули, але загроза БпЛА в Харкові зберігається.", "UA-63 live"},
    {"В Белгороде сирены выключили из-за поломки, опасность атаки БПЛА сохраняется.", "RU-BEL live"},
    {"Сирени в Полтаві вимкнули на ремонт.", ""},
    {"Сирены в Туле стихли, горожане выходят из метро.", ""},
    {"Сирени в Одесі стихли, але тривога триває.", "UA-51 live"},
    {"Sirens in Lviv fell silent but the alert continues.", "UA-46 live"},
    /* on in several regions; on for a while only; crews that stand by */
    {"Alerts were on in Sumy, Kharkiv and Poltava regions as of 22.30.", "UA-53 live, UA-59 live, UA-63 live"},
    {"Alerts were in force in Sumy region for four hours.", ""},
    {"Alerts were in force in Sumy for two hours; now missiles are heading for Poltava!", "UA-53 live, UA-59 live"},
    {"Two fire trains have been put on alert at Sumy station.", ""},
    {"Crews were put on alert as drones approach Sumy, take shelter now.", "UA-59 live"},
    /* of which region who says so */
    {"Air defence is at work in the region, the Sumy regional military administration wrote.", "UA-59 live"},
    {"Sirens are sounding in the region, the Kyiv regional administration wrote.", "UA-32 live"},
    {"The Kyiv regional council discussed roads.", ""},
    /* what is past only in passing */
    {"Sounding now: Romny, Shostka and others, places whose residents have been evacuated.", "UA-59 live"},
    /* an attack that goes on; sirens that are silent since the end */
    {"People in Romny are asked not to leave shelters: the attack continues.", "UA-59 live"},
    {"Missiles have been launched towards Romny.", "UA-59 live"},
    {"Sirens fell silent in Romny after the all-clear at 3 a.m.", "UA-59 all-clear"},
    /* all residents of a list; what has ceased */
    {"Residents of the Galati and Tulcea counties received Ro-Alert messages, objects may fall.", "RO-GL live, RO-TL live"},
    {"Galati and Tulcea received new buses.", ""},
    {"The alert in Tulcea county ceased at 4:05 a.m.", "RO-TL all-clear"},
    /* over what it is, and that it is over */
    {"Air alert declared in Sumy over missile threat.", "UA-59 live"},
    {"Alert issued in Sumy over a possible drone attack.", "UA-59 live"},
    {"Alert over drones in Sumy.", "UA-59 live"},
    {"The alert over drones in Sumy is over.", "UA-59 all-clear"},
    {"The drone alert in Sumy region was over by dawn.", "UA-59 all-clear"},
    {"Alert over in Sumy", "UA-59 all-clear"},
    {"Sumy: alert over at 05:10.", "UA-59 all-clear"},
    {"Danger in Sumy region as a drone has passed Konotop and heads for Sumy.", "UA-59 live"},
    {"The danger in Sumy has passed.", "UA-59 all-clear"},
    {"The alert cancelled all events in Sumy.", ""},
    {"The alert in Sumy was cancelled.", "UA-59 all-clear"},
    /* called off at the end of a long clause; never declared */
    {"The warning of drones over the counties of Tulcea and Constanta was called off at 5 a.m.",
     "RO-CT all-clear, RO-TL all-clear"},
    {"The warning was called off in Ludza; Daugavpils was never under the warning.", "LV-058 all-clear"},
    {"The warning meant that all flights from Riga were called off.", ""},
    /* to be tried out */
    {"В четверг Липецкая область послушает сирены.", ""},
    {"У середу Полтавщина послухає сирени.", ""},
    {"On Thursday, sirens will be heard across Lublin province.", ""},
    {"В Курске воют сирены. Плановой проверки сегодня нет, опасность реальная.", "RU-KRS live"},
    {"В Белгороде звучат сирены! Это не проверка, всем в укрытие.", "RU-BEL live"},
    /* swindlers; and an alarm that warns of them, too */
    {"Мошенники обзванивают орловчан: «По вашему дому летит ракета, продиктуйте код».", ""},
    {"Жителям Тулы звонят «из МЧС» и просят продиктовать код из СМС: мол, ночью ждут ракетный удар.", ""},
    {"Мешканцям Полтави дзвонять псевдорятувальники: мовляв, на дім летить ракета, назвіть код.", ""},
    {"Callers pretending to be from the rescue service tell people in Rzeszow that a missile is coming.", ""},
    {"В Белгороде опасность БПЛА. МЧС не просит назвать код из СМС.", "RU-BEL live"},
    {"Харків, балістика! Не вірте шахраям, стежте за офіційними каналами.", "UA-63 live"},
    {"Из МЧС позвонили и предупредили: на Белгород летят беспилотники.", "RU-BEL live"},
    /* what a map of alarms shows, beside a danger elsewhere */
    {"Скоростная цель на Одессу, предупредили военные.\n\nНа карте тревог в 3:10 сигнал был в областях: Сумской, Полтавской.", "UA-51 live, UA-53 live, UA-59 live"},
    {"Ракета на Одесу, попередили військові.\n\nНа мапі тривог о 3:10 сигнал був в областях: Сумській, Полтавській.", "UA-51 live, UA-53 live, UA-59 live"},
    {"Missile heading for Odesa.\n\nOn the alert map at 3:10 the signal was on in the regions of Sumy and Poltava.", "UA-51 live, UA-53 live, UA-59 live"},
    {"Ракета на Одессу.\n\nНа карте тревог сигнала не было в Сумской области.", "UA-51 live"},
};
/* clang-format on */

static void sirens_say_what_is_meant(void **state)
{
        (void)state;
        assert_they_say(sirens, sizeof sirens / sizeof *sirens, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(sirens_say_what_is_meant),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
