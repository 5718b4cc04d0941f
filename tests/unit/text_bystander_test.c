/* What is near a danger and has none: places that another is told apart from, fires far away, fiction and hoaxes, roads, and the
 * town that is meant where only "the city" is said. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    {"Степной пожар: в Уйском районе огонь идёт на сёла.", "uysky live"},
    {"Вогонь іде лісом під Калушем.", "kalush live"},
    {"The fire is moving through forest near Dubno, 300 hectares are burning.", "dubno live"},
    {"✅ Обоянь: степной пожар ликвидирован, жители вернулись.", "oboyan all-clear"},
    {"Пожарная опасность 5 класса ожидается под Обоянью с 3 по 6 мая.", "oboyan forecast"},
    {"Под Курском горит лес. Огонь в 40 км от Обояни.", "kursk live"},
    {"Пожар: огонь в 4 км от Обояни.", "oboyan live"},
    {"В Обояни разбирают завалы после удара, о котором мы писали вчера.", ""},
    {"У Калуші розбирають завали після удару, про який ми розповідали вчора.", ""},
    {"In Dubno they are still counting the damage of the strike we reported on yesterday.", ""},
    {"У Калуші, де горіло минулого тижня, пожежу загасили, надзвичайний стан скасовано.", "kalush all-clear"},
    {"На острові Хіос загрозу знято.", "chios all-clear"},
    {"Отбой на востоке Сахалина.", ""},
    {"Землетрясение магнитудой 5 произошло у Шикотана. Корсаков толчка не почувствовал.", "shikotan past"},
    {"Землетрус стався біля Фокшан. В Ізмаїлі поштовхів не відчули.", "focsani past"},
    {"Вода прибывает, в Орске подтоплены дома. Режим повышенной готовности в Гае отменён.", "gay all-clear, orsk live"},
    {"Тревога! Белгород, дроны. Воронеж не наш, там своя сирена.", "belgorod live"},
    {"Тривога! Суми, шахеди. Ромни повз.", "sumy live"},
    {"Дроны! Елец, в укрытие. Липецк мимо, Грязи не по вас.", "yelets live"},
    {"Вода в Орске прибывает. Гай и Новотроицк не пострадали.", "orsk live"},
    {"Вода прибывает в Орске. В Гае люди не пострадали, подтоплено 3 дома.", "gay live, orsk live"},
    {"The alert in Dubno at 01:15 was followed by the all-clear.", "dubno all-clear"},
    {"The all-clear in Dubno was followed by a new alert.", "dubno live"},
    {"Six bombs fell on Kovel overnight and two people were killed. New launches toward the city! Stay in the shelters. In Dubno the alert has ended.", "dubno all-clear, kovel live, kovel past"},
    {"По Ковелю вночі вдарили КАБами, двоє поранених. Нові пуски на місто! У Луцьку теж тривога.", "kovel live, kovel past, lutsk live"},
    {"Six bombs fell on Kovel and one on Dubno. New launches toward the city!", "dubno past, kovel past"},
    {"Херсон Дніпровський р-н арта, не виходимо!", "dniprovskyi live, kherson live"},
    {"Review: \"Dust\". Sirens wail over Kovel and a missile flattens Dubno. ★★★", ""},
    {"Чутки про хвилю, яка накриє Калуш, ширять канали. Це дезінформація.", ""},
    {"В чатах пишут об ударе по дамбе в Орске. Это вымысел, сообщили в МЧС.", ""},
    {"Fact: no, a tsunami is not heading for Batumi.", ""},
    {"У Калуші витік газу. Дорогу Стрий — Долина перекрито.", "kalush live"},
    {"Вода в Галичі прибуває. До Калуша не дійшло.", "halych live"},
    {"Flood: Orsk is flooding. Kurgan expects the crest on Tuesday.", "kurgan forecast, orsk live"},
    {"🟥 Суми\n🟩 Конотоп", "konotop all-clear, sumy live"},
    {"Луцьк: тривога. Ковель: вже зелений.", "kovel all-clear, lutsk live"},
    {"Вокзал у Ковелі вже зелений.", ""},
    /* a sentence turns from place to place */
    {"В Шадринске вода прибывает и в Тулуне режим ЧС снят.", "shadrinsk live, tulun all-clear"},
    {"In Oradea the water is rising and in Suceava the flood warning has been lifted.", "oradea live, suceava all-clear"},
    {"У Сарнах річка вийшла з берегів та у Стрию пік паводка очікується завтра.", "sarny live, stryi forecast"},
    {"В Шадринске пожар потушен, эвакуированные вернулись домой и в Тулуне горит лес.", "shadrinsk all-clear, tulun live"},
    {"В Шадринске и в Тулуне вода прибывает.", "shadrinsk live, tulun live"},
    {"В Шадринске вода прибывает, в Тулуне уровень воды в норме.", "shadrinsk live"},
    {"In Oradea 40 homes are flooded, but in Suceava the river is at its usual level.", "oradea past"},
    {"У Сарнах горить ліс, у Стрию займань немає.", "sarny live"},
    {"Тулун: вода прибывает. Спасателей прислал Шадринск.", "tulun live"},
    {"Oradea: flames have reached the first houses. Suceava: fire out, residents have returned home.", "oradea live, suceava all-clear"},
    {"Шадринск уходит под воду. Ветер завтра может погнать огонь на Тулун.", "shadrinsk live, tulun forecast"},
};
/* clang-format on */

static void only_those_in_danger_are_warned(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(only_those_in_danger_are_warned)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
