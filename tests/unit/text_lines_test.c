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

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(names_need_no_capitals_beside_an_alarm),
            cmocka_unit_test(a_name_heads_its_line),
            cmocka_unit_test(what_comes_from_a_place_is_not_there),
            cmocka_unit_test(what_is_likely_is_not_now),
            cmocka_unit_test(games_are_no_danger),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
