/* Lines of posts and of lists: written without capitals, or headed by a name. The texts are written for this test; the events
 * in them are invented. */
#include <stdlib.h>
#include <string.h>

#include "text_sayings.h"

/* clang-format off */
/* Without capitals, a name stands beside an alarm or its end. */
static const struct saying whispered[] = {
    {"лубни увага, шахед із заходу", "UA-53 live"},
    {"рівне відбій", "UA-56 all-clear"},
    {"ромни, в укриття!", "UA-59 live"},
    {"липецк воздух", "RU-LIP live"},
    {"тревога елец", "RU-LIP live"},
    {"кривий ріг увага", "UA-12 live"},
    {"біла церква відбій\nполтава увага", "UA-32 all-clear, UA-53 live"},
    {"sumy take cover now", "UA-59 live"},
    {"суми відбій\nхарків увага, балістика", "UA-59 all-clear, UA-63 live"},
    {"загроза суми штрафу для водіїв", ""},
    {"нова тривога батьків", ""},
    {"белая тревога: выставка", ""},
    {"orange alert issued for staff", ""},
};

/* A name that heads its line, in capitals too, is no dateline among others; what follows it in its line is of it. */
static const struct saying headed[] = {
    /* a community of Sumy oblast, named before */
    {"Сумщина: ворог обстріляв громади: Хотінську, Миколаївську сільську, Білопільську.\nХотінська: 2 вибухи.\n"
     "Миколаївська: РСЗВ, 5 вибухів.\nБілопільська: міномети.",
     "UA-59 past"},
    {"SUMY – shelter now. Missile threat.\nPOLTAVA – all clear since 14:05, you may move around freely.",
     "UA-53 all-clear, UA-59 live"},
    {"СУМИ – загроза балістики, в укриття.\nПОЛТАВА – відбій із 14:05, рух у місті дозволено всім.",
     "UA-53 all-clear, UA-59 live"},
    {"POLTAVA – The alert in Sumy has been lifted, officials of the region said on Monday morning.", "UA-59 all-clear"},
    {"ПОЛТАВА — Відбій тривоги оголосили в Сумах, повідомила в понеділок вранці обласна влада.", "UA-59 all-clear"},
    {"Суми. Артилерія розбила дві хати.\nРомни. БпЛА вдарив по вагону.", "UA-59 past"},
    {"Брянск\nОтбой. По городу и району.", "RU-BRY all-clear"},
};

/* "С" is from, though it is short for a village. */
/* Lines broken where they were full, and such as are entries of their own. */
static const struct saying wrapped[] = {
    {"Ночью шквалистый ветер, который налетел вечером, сорвал крыши на Светлом\n"
     "бульваре и на улице Липовой в Туле, а ещё повалил деревья в скверах,\n"
     "сообщили утром спасатели. Как уточнили они, дольше всего без света сидели\n"
     "посёлки в пригороде, где столбы стоят ещё с прошлого века и падают каждый\n"
     "год.",
     "RU-TUL past"},
    {"Ночью беспилотники сбили сразу над несколькими областями: Орловской, Тульской,\n"
     "Калужской и Смоленской, уточнили утром в министерстве обороны, где считают такие\n"
     "налёты каждый день. Пострадавших среди жителей этих мест, по предварительным\n"
     "данным, нет.",
     "RU-KLU past, RU-ORL past, RU-SMO past, RU-TUL past"},
    {"Увага, балістика в напрямку Харкова з півночі, усім укритися!\nсуми: відбій тривоги після атаки, можна виходити зі сховищ\n"
     "полтава: відбій тривоги після атаки, можна виходити надвір\nромни: відбій", "UA-53 all-clear, UA-59 all-clear, UA-63 live"},
};

static const struct saying from[] = {
    {"Дрон летит с Грайворона на Обоянь.", "RU-KRS live"},
    {"На Джанкой идут два дрона с Арабатки", "UA-43 live"},
    {"Севастополь: отбой. На Джанкой идут два дрона с Арабатки", "UA-40 all-clear, UA-43 live"},
    {"Обстрелян с. Ясные Зори Белгородской области", "RU-BEL past"},
};

/* What is likely is not now, unless more is said; nor is it past. */
static const struct saying likely[] = {
    {"A combined attack on Lviv is likely tonight, the air force says.", "UA-46 forecast"},
    {"Missile strikes on Dnipro are possible in the coming days.", "UA-12 forecast"},
    {"У Рівному очікується ракетний удар вночі.", "UA-56 forecast"},
    {"A strike on Lviv is expected any minute, take cover!", "UA-46 live"},
    {"Lviv was struck at noon, more attacks are likely tonight.", "UA-46 past"},
    {"Lviv: attack possible tonight. Drones approaching now, take shelter!", "UA-46 forecast, UA-46 live"},
    {"Концерт у Луцьку скасовано. Дрони підлітають, усі в укриття!", "UA-07 live"},
    {"Дождь в Туле до вечера. Дроны на подлёте, все в укрытие!", "RU-TUL live"},
    {"The dam broke and Orsk is under water. Orenburg expects the flood by Friday.", "RU-ORE forecast, RU-ORE live"},
    {"Орск затоплен. Оренбург ждёт большую воду к выходным.", "RU-ORE forecast, RU-ORE live"},
    {"Residents of Tiachiv, a town half under water, wait for boats.", "UA-21 live"},
    {"Река вышла из берегов, в Бийске вода во дворах.", "RU-ALT live"},
    {"Річка вийшла з берегів, у Тячеві вода в підвалах.", "UA-21 live"},
};

/* Notes on what was changed in a game. */
static const struct saying games[] = {
    {"Patch notes 2.2\n- Mortar cooldown on the Kursk map lowered\n- Kharkiv: sirens sound before drones hit players", ""},
    {"Список изменений 1.4: дроны над Курском медленнее, исправлен баг с сиреной в Харькове", ""},
    {"Хотфікс: ракети на мапі Харкова більше не влучають у власні танки", ""},
    {"Курск, ракетная опасность, в укрытие! Игроки клуба покинули поле.", "RU-KRS live"},
};
/* Plants and depots are called after their town; borderlands are in their region, what lies on a border is not across it. */
static const struct saying called_after[] = {
    {"Саратовский НПЗ горит после атаки беспилотников.", "RU-SAR past"},
    {"На Рязанский НПЗ упали обломки дрона.", "RU-RYA past"},
    {"Ночью в Бердянском порту прогремели взрывы.", "UA-23 past"},
    {"Шахеди вдарили по вокзалах. Шепетівське депо лишилося без даху.", "UA-68 past"},
    {"Кременчуцький НПЗ під ударом шахедів, усі в укриття!", "UA-53 live"},
    {"Саратовский НПЗ объявил набор слесарей.", ""},
    {"Харківське прикордоння: двоє поранених, били з мінометів.", "UA-63 past"},
    {"В брянском приграничье дрон попал в трактор.", "RU-BRY past"},
    {"Під Зноб-Новгородським, на межі з Брянщиною, дрон скинув гранату на трактор.", "UA-59 past"},
    {"Debris fell on a plant in the city's north, the mayor of Samara said.", "RU-SAM past"},
};

/* A report is about the town that it comes from, where it names no other place. */
static const struct saying datelines[] = {
    {"Лубни, 3 березня. На вулиці Київській вибухнув газ, загинула одна людина, повідомила ДСНС.", "UA-53 past"},
    {"ЕЛЕЦ, 3 марта. Дрон ударил по складу, двое раненых, сообщило МЧС.", "RU-LIP past"},
    {"DUBNO, March 3 — A gas explosion tore through a school on Hrushevsky Street, killing two people.", "UA-56 past"},
    {"МОСКВА, 3 марта. Средства ПВО сбили 20 беспилотников за ночь.", ""},
    {"ЕЛЕЦ, 3 марта. Россия сбила за ночь 20 дронов.", ""},
    {"ДУБНО, 3 березня. Рівне оговтується після удару, троє поранених.", "UA-56 past"},
};

/* Sentences that begin with a day before that of the text, drills beside quakes, formulas, trains. */
static const struct saying beside[] = {
    {"4 июля дрон ударил по дому в Рыльске. 28 июня в Коренево от такой же атаки погиб водитель Брянской базы.", "RU-KRS past"},
    {"Оновлено 5 липня. У Лубнах дрон влучив у дім. 1 липня в Ромнах загинув водій.", "UA-53 past"},
    {"4 июля дрон ударил по дому в Рыльске. 3 июля в Ельце от удара погиб водитель.", "RU-KRS past, RU-LIP past"},
    {"Суми, 5 липня. 2 липня в Ромнах оголошено тривогу, вона триває!", "UA-59 live"},
    {"A quake shook Almaty, cracks appeared in schools. Friday's evacuation drill in Astana will go ahead.",
     "KZ-75 past"},
    {"Землетрясение встряхнуло Алматы, люди выбежали на улицу. Учебная эвакуация в Астане в пятницу.", "KZ-75 past"},
    {"По сценарию в Орске прорвало дамбу, город затопило. Учения идут до вечера.", ""},
    {"У Дружківці після удару загинула людина. Кількість загиблих у Маріуполі встановити не вдається.", "UA-14 past"},
    {"Дроны ударили по Брянску. Задерживаются поезда Адлер — Воронеж и Самара — Тула.", "RU-BRY past"},
    {"Поезда стоят. Воронеж — беспилотная опасность, в укрытие!", "RU-VOR live"},
    {"Затримки поїздів. Харків – тривога, в укриття!", "UA-63 live"},
    {"Trains are delayed. Lviv – missile threat, take shelter!", "UA-46 live"},
    {"A drone ripped the roof off a barn in Wyryki, Lublin province.", "PL-06 past"},
    {"На Краматорск сброшены две авиабомбы, 30 домов без окон.", "UA-14 past"},
    {"The Syzran refinery halted production after a drone strike.", "RU-SAM past"},
    {"Завод в Туле остановил работу после банкротства.", ""},
    {"Холмск: шторм ушёл в море, режим готовности снят.", "RU-SAK all-clear"},
    {"Саратов, ракетная опасность! Шторм миновал Вольск.", "RU-SAR all-clear, RU-SAR live"},
    {"Шторм прошёл по Вольску, двое раненых.", "RU-SAR past"},
    {"Тим часом у Ромнах дрон ударив по школі.", "UA-59 past"},
    {"Дрон ударил по школе в посёлке Тим Курской области.", "RU-KRS past"},
};
/* clang-format on */

static void names_need_no_capitals_beside_an_alarm(void **state)
{
        (void)state;
        assert_they_say(whispered, sizeof whispered / sizeof *whispered, code_of);
}

static void a_name_heads_its_line(void **state)
{
        (void)state;
        assert_they_say(headed, sizeof headed / sizeof *headed, code_of);
}

static void full_lines_go_on_in_the_next(void **state)
{
        (void)state;
        assert_they_say(wrapped, sizeof wrapped / sizeof *wrapped, code_of);
}

static void what_comes_from_a_place_is_not_there(void **state)
{
        (void)state;
        assert_they_say(from, sizeof from / sizeof *from, code_of);
}

static void what_is_likely_is_not_now(void **state)
{
        (void)state;
        assert_they_say(likely, sizeof likely / sizeof *likely, code_of);
}

static void games_are_no_danger(void **state)
{
        (void)state;
        assert_they_say(games, sizeof games / sizeof *games, code_of);
}

static void plants_are_called_after_their_town(void **state)
{
        (void)state;
        assert_they_say(called_after, sizeof called_after / sizeof *called_after, code_of);
}

static void a_report_is_from_where_it_happened(void **state)
{
        (void)state;
        assert_they_say(datelines, sizeof datelines / sizeof *datelines, code_of);
}

static void what_is_told_beside_is_not_meant(void **state)
{
        (void)state;
        assert_they_say(beside, sizeof beside / sizeof *beside, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(names_need_no_capitals_beside_an_alarm),
            cmocka_unit_test(a_name_heads_its_line),
            cmocka_unit_test(full_lines_go_on_in_the_next),
            cmocka_unit_test(what_comes_from_a_place_is_not_there),
            cmocka_unit_test(what_is_likely_is_not_now),
            cmocka_unit_test(games_are_no_danger),
            cmocka_unit_test(plants_are_called_after_their_town),
            cmocka_unit_test(a_report_is_from_where_it_happened),
            cmocka_unit_test(what_is_told_beside_is_not_meant),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
