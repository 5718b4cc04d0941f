/* The same told in other words: what was stopped, whose turn it is, who fires, what a box under an article links to, what leaks and
 * what rises. The sentences are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying attacks[] = {
    /* weapons that were stopped; what else is stopped is none */
    {"Air defences {stopped|eliminated|had stopped} {three drones|two missiles} over Penza region.", "penza past"},
    {"{A drone was stopped|Two drones were eliminated} over Penza region.", "penza past"},
    {"Four drones were intercepted overnight. Three fell in Tver region; one more was stopped in Tula region.", "tula past, tver past"},
    {"ППО {зупинила|спинила} п'ять {дронів|шахедів} над Черкащиною.", "cherkasy past"},
    {"ПВО остановила {три беспилотника|две ракеты} над Тульской областью.", "tula past"},
    {"Police stopped a lorry in Tula region.", ""},
    {"Several groups of drones were sent {to|towards|into} {Izmail district|the Izmail District} overnight.", "izmail past"},
    {"Rescuers were sent to Izmail district.", ""},
    {"A drone attack on Izium {is being repelled|being repelled}.", "izium live"},
    {"A drone attack on Izium was {repelled|being repelled} at night.", "izium past"},
    {"The post office of Izium took {a guided bomb|two missiles|a direct hit} at noon.", "izium past"},
    {"Air defences shot down a {drone|UAV} that was {flying toward|approaching|nearing} Voronezh.", "voronezh past"},
    {"Two hours {ago|back} drones were {flying toward|on course for|approaching} Voronezh; all were intercepted.", "voronezh past"},
    {"ПВО сбила беспилотник, который приближался к Воронежу.", "voronezh past"},
    {"ППО збила дрон, що наближався до Полтави.", "poltava past"},
    {"A drone that was approaching Voronezh was shot down, two more are heading for Voronezh, take cover!", "voronezh live"},
    {"Drones are {approaching|on course for|flying toward} Voronezh; two were shot down on the way.", "voronezh live"},
    /* the turn of the next */
    {"Sirens are wailing. In the Poltava and Kharkiv regions the signal was given at 09:22. {Next came|Next were|Then came} Sumy and Kyiv regions.", "kharkiv live, kyiv-oblast live, poltava live, sumy live"},
    {"The signal was given in Lutsk at noon and the race began.", ""},
    {"{Сигнал тревоги подан|Тревогу объявили} в Курской области. Следом за ней Тульская.", "kursk live, tula live"},
    {"Сигнал тривоги {подали|пролунав} в Сумській області, далі черга дійшла до Полтавської.", "poltava live, sumy live"},
    {"A shop burned in Tula. Next door, in Shchyokino, a drone hit a warehouse.", "shchyokino past, tula past"},
    /* who says so from where */
    {"{Военные в Москве|Военные в столице, Москве,} сообщили, что сбили 12 дронов над Тульской областью.", "tula past"},
    {"Військові в Києві повідомили про 12 збитих дронів над Сумщиною.", "sumy past"},
    {"A drone struck Izium. Kyiv and Moscow accuse {one another|each other}.", "izium past"},
    {"Дрон ударив по Ізюму. Київ і Москва звинувачують одне одного.", "izium past"},
    /* said to be struck, and was not */
    {"Drones hit Odesa. {Reports of a strike on|Rumours about a hit in} Izmail {are false|were untrue}.", "odesa past"},
    {"Дрони вдарили по Одесі. Ізмаїл під удар не потрапив.", "odesa past"},
    {"Дроны ударили по Туле. Алексин под удар не попал.", "tula past"},
    {"Nothing was damaged when drones hit Tula.", "tula past"},
    {"{Nothing was damaged|Nothing was hit} in Tula.", ""},
    /* a capital that the text names, and where lists of regions have their word at the end */
    {"Drones fell overnight, three in the Kaluga and two in the Tula region.", "kaluga past, tula past"},
    {"Drones were downed: two over the Kaluga, three over the Oryol and one over the Tula region.", "kaluga past, oryol past, tula past"},
    {"Drones were downed near Kaluga and over the Tula region.", "kaluga past, tula past"},
    /* what a town has, in capitals: no longer name */
    {"The Avdiivka {Coke|Cement|Sugar|Machine-Building} {Plant|Factory} was shelled.", "avdiivka past"},
    {"Shells hit the Avdiivka {Tank Farm|Grain Elevator|Palace of Culture|Technical College}.", "avdiivka past"},
    {"The Izium {hospital|clinic} {was shelled|was hit by a shell}.", "izium past"},
    {"The wounded from Izium were taken to the Poltava hospital.", ""},
    /* who was hurt is from there */
    {"Росіяни обстріляли Сумщину. Ще двоє поранених, чоловіки 38 та 49 років, – {із сел. Свеса|зі Свеси}.", "sumy past, svesa past"},
    {"Обстреляна Белгородская область. Двое раненых, мужчины 38 и 49 лет, — из Шебекино.", "belgorod past, shebekino past"},
    {"Сбиты 20 дронов над Тулой, запуск — из Орла.", "tula past"},
    {"Дрони летять на Полтаву, курс – із Сум.", "poltava live"},
    {"Уночі над Полтавою нейтралізували три безпілотники.", "poltava past"},
    {"У Полтаві тривогу відкликано.", "poltava all-clear"},
    {"В Туле тревогу отозвали.", "tula all-clear"},
    {"A fire alarm went off in a hotel in Poltava.", ""},
    /* another day, another article */
    {"Drones were downed over Kursk region overnight. {What came before:|Prior to this,} a drone had hit a refinery in Samara region.", "kursk past"},
    {"Drones hit Tula, two people were injured.\n\n{Other stories|Read next|Up next|Don't miss|You might like|Keep reading|Further reading|Most viewed}\nMissile strike on Perm kills three", "tula past"},
    {"Дрони атакували Суми, двоє поранених.\n\n{Ще на цю тему|Не пропустіть|Вибір редакції}\nРакетний удар по Одесі, троє загиблих", "sumy past"},
    {"Дроны атаковали Тулу, двое раненых.\n\n{Не пропустите|Выбор редакции}\nРакетный удар по Перми, трое погибших", "tula past"},
    /* other things that are blown up, or may be */
    {"Горняки предупреждают: 21 мая на карьере в Железногорске будут {взрывать|подрывать} породу, возможен грохот.", ""},
    {"Гірники попереджають: на кар'єрі в Кривому Розі {підриватимуть|висаджуватимуть} породу, буде чути вибухи.", ""},
    {"Miners will blast rock at the quarry in Zhodino on 21 May; a rumble may be heard.", ""},
    {"No {strong|further} tremors are expected in Almaty, according to the forecasting commission.", ""},
    {"У Бериславі дрон поранив двох. Решта мешканців не постраждала.", "beryslav past"},
};

static const struct saying meant[] = {
    {"Izium came under {Russian|enemy|heavy} fire, a house burned down.", "shelling"},
    {"{Rocket launchers|Multiple rocket launchers} hit Izium overnight.", "shelling"},
    {"{Реактивні системи|Реактивна артилерія} вдарили по Ізюму вночі.", "shelling"},
    {"{Вогонь по Ізюму не вщухав цілий день|Ворог вів вогонь по Ізюму}, поранений чоловік.", "shelling"},
    {"{Огонь по Шебекину не стихал весь день|По Шебекину вели огонь}, ранен мужчина.", "shelling"},
    {"Вогонь охопив будинок в Ізюмі.", "fire"},
    {"The occupiers are firing {at|on} the centre of Izium.", "shelling"},
    {"Рятувальники дістали з-під уламків в Ізюмі тіла двох людей, будинок обстріляли вночі.", "shelling"},
    {"Уламки дрона впали в Ізюмі.", "debris"},
    {"Izium was loud {that evening|last night}.", "explosion"},
    {"Kharkiv region was attacked 40 times.\n• Aircraft, 24 times: Izium", "aviation"},
    {"Ammonia is leaking in Sumy after {an airstrike|a missile strike}, {do not go outside|stay indoors}.", "chemical"},
    {"Після авіаудару в Сумах витікає аміак, не виходьте на вулицю.", "chemical"},
    {"Drones are attacking Sumy, an ammonia tank was hit, stay in shelters.", "drone"},
    {"Air raid alert in Odesa: drones are flying at the ammonia plant, take cover.", "drone"},
    {"The flood in Orsk {goes on rising|stands in water}.", "flood"},
};

static const struct saying floods[] = {
    {"The flood is coming: thirteen settlements and the Snihurivka community are in {peril|danger}.", "snihurivka live"},
    {"Паводок: из Есильского района вывозят {людей|детей}.", "esil live"},
    {"Подтапливает дачи у Атбасара, вода прибывает.", "atbasar-town live"},
    {"The flood in Orsk is rising: in Novotroitsk a second river left its bed.", "novotroitsk live, orsk live"},
    {"Residents of Enerhodar are {being told|told} not to go outside: drones are over the city.", "enerhodar live"},
};
/* clang-format on */

static void attacks_are_told_in_other_words(void **state)
{
        (void)state;
        assert_they_say(attacks, sizeof attacks / sizeof *attacks, name_of);
}

static void what_is_meant_is_told_in_other_words(void **state)
{
        (void)state;
        assert_they_say(meant, sizeof meant / sizeof *meant, NULL);
}

static void floods_are_told_in_other_words(void **state)
{
        (void)state;
        assert_they_say(floods, sizeof floods / sizeof *floods, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(attacks_are_told_in_other_words),
            cmocka_unit_test(what_is_meant_is_told_in_other_words),
            cmocka_unit_test(floods_are_told_in_other_words),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
