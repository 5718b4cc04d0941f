/* Reports of a day, as regional papers and officials write them: what was hit where, what is repaired, which airports work.
 * The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* a village that is not known is none that only sounds like it elsewhere */
    {"В деревне Хунель Дятьковского района Брянской области дрон ранил тракториста.", "dyatkovsky past"},
    {"У селі Хунель Шосткинського району дрон влучив у сарай.", "shostka past"},
    {"Внимание, дрон на деревню Хунель Дятьковского района!", "dyatkovsky live"},
    {"Подтоплены сёла Вакдыбек, Гурлысай, Бужтаткан и Вомбалы Зерендинского района.", "zerendi past"},
    /* "region of" behind a name, with where it lies */
    {"A clinic was damaged by a drone in the Sumy region of northeastern Ukraine.", "sumy past"},
    {"Two people died in shelling in the Kherson region of Ukraine.", "kherson past"},
    {"Drones are over the Chernihiv region of Ukraine, take cover!", "chernihiv live"},
    {"Drones are over Alexandria district of Kirovohrad region.", "kirovohrad live, oleksandriia live"},
    {"Debris fell in Saltivskyi district of Kharkiv.", "saltivskyi past"},
    {"Explosions were heard over the Sea of Azov; a drone fell in Taganrog.", "taganrog past"},
    /* so many of something are no year */
    {"Дрони били по Ізюму: горіли скирди на 2000 «квадратів», світла немає в 1900 домівках.", "izium past"},
    {"Дрон ударил по подстанции в Ельце, света нет в 2000 домах.", "yelets past"},
    {"Після обстрілу Ізюма без світла понад 1900 родин.", "izium past"},
    {"В 2014 году снаряды падали на Матвеев Курган.", ""},
    /* who was shelled, by whose list */
    {"Обстреливали, по списку главы округа, Рыльск, Льгов и Коренево.", "korenyovo past, lgov past, rylsk past"},
    {"Обстрілювали, за словами голови ОВА, Ізюм, Вовчанськ і Козачу Лопань.", "izium past, kozacha-lopan past, vovchansk past"},
    {"Враг обстреливал Рыльск утром.", "rylsk past"},
    {"Рыльск сейчас обстреливают, в укрытие!", "rylsk live"},
    {"Рыльск обстреливали утром, сейчас новый налёт дронов, в укрытие!", "rylsk live"},
    {"The town of Izium was the target of three missiles, the governor said.", "izium past"},
    {"A school still under construction caught fire in Izium after a drone fell; it has been put out.", "izium past"},
    {"Izium is still under attack, take shelter!", "izium live"},
    /* what is still being repelled; a level that is in force */
    {"«Налёт дронов на Елец продолжают отражать, не выходите», — говорит мэр.", "yelets live"},
    {"Атаку дронів на Ізюм продовжують відбивати.", "izium live"},
    {"Air defence continues to repel a drone attack on Izium.", "izium live"},
    {"Атаку на Елец отразили ночью.", "yelets past"},
    {"Елец и Данков перевели на красный уровень: возможен налёт беспилотников.", "dankov live, yelets live"},
    {"В Усманском районе действует красный уровень.", "usmansky live"},
    {"Грязинский округ оказался на красном уровне.", "gryazinsky live"},
    /* who is being moved out, and from where */
    {"Жителей продолжают вывозить из Рыльска: лес горит у окраины.", "rylsk live"},
    {"Людей почали вивозити з Ізюма через пожежу в лісі.", "izium live"},
    {"Дроны летят из Курска на Елец.", "yelets live"},
    /* repairs of what was hit another day; a village that is hit while it repairs */
    {"Льгов: начали ремонтировать дома, повреждённые 10 августа. От удара пострадали 12 квартир.", ""},
    {"У Чугуєві почали відновлювати будинки, пошкоджені ударом.", ""},
    {"Repairs of homes damaged in a drone strike begin in Izium.", ""},
    {"Льгов: ремонт домов прерван, дроны на Льгов, в укрытие!", "lgov live"},
    {"У Чугуєві почали ремонтувати школу. Увага, балістика на Чугуїв!", "chuhuiv live"},
    {"Сегодня ночью дрон ударил по Льгову, трое ранены. Завтра начнут ремонтировать дома.", "lgov past"},
    /* airports, and an aircraft on its way */
    {"Ночью под ограничения попали аэропорты Калуги, Пензы и Самары. «Один борт, летевший в Пензу, сел на запасном», — сообщили в ведомстве.", ""},
    {"Под план «Ковёр» попали аэропорты Калуги и Пензы.", ""},
    {"Борт, що летів до Варшави, прийняв запасний аеродром у Кошице.", ""},
    {"Ещё один борт на Пензу, в укрытие!", "penza live"},
    {"Под удар попали Калуга и Пенза.", "kaluga past, penza past"},
    {"Над Самарской областью сбиты три дрона, Курумоч два часа не работал.", "samara past"},
    /* what may not be filmed has not happened */
    {"Снимать места, где упали дроны, в Самарской области запрещено.", ""},
    {"Знімати влучання та уламки в Сумах заборонено.", ""},
    {"It is forbidden to film drone debris in Sumy.", ""},
    {"Дроны над Самарой! Снимать места падения запрещено, в укрытие!", "samara live"},
    /* nothing broke, but it fell there */
    {"О падении обломков на склад в Ельце рассказал мэр: обошлось, насколько известно, без разрушений.", "yelets past"},
    {"Про падіння уламків у Ковелі розповів мер: обійшлося без руйнувань.", "kovel past"},
    /* a city, a sign and an agency */
    {"Рівне • УНН\nУ Ковелі дрон влучив у склад, поранено двох.", "kovel past"},
    {"Вибух у Ковелі, поранено двох\nРівне | УНН\nДрон влучив у склад.", "kovel past"},
    {"Рівне • УНН\nУ Ковелі дрон влучив у склад.", "kovel past"},
    {"Ковель • УВАГА\nДрон на місто!", "kovel live"},
    /* what was sent, told with a time of day, and what is on its way */
    {"На Полтавщину ворог спрямував дрони надвечір, розповів голова ОВА.", "poltava past"},
    {"Вечером враг направил на Рыльск пять дронов, рассказал глава района.", "rylsk past"},
    {"Ворог спрямував дрони на Полтавщину, йдуть двома групами!", "poltava live"},
    {"Враг направил беспилотники на Рыльск!", "rylsk live"},
    /* villages of a list that are not known, between such as are; in the district that the sentence began with */
    {"В Рыльском районе дрон ударил по селу Крупец, повреждены дома.", "krupets past"},
    {"В Корочанском районе под удар попали сёла Погореловка, Хымалово и Ломово.", "korochansky past, lomovo past, pogorelovka past"},
    {"У Шосткинському районі обстріляно села Дзыбнівка, Собичеве та Бупотівка.", "shostka past, sobycheve past"},
    {"В Красногвардейском районе в хуторе Хымалов и селе Погореловка дроны повредили дома.", "krasnogvardeysky past"},
    {"В Корочанском районе в селе Бзынково и в селе Засосна Красногвардейского района дроны повредили дома.", "korochansky past, zasosna past"},
    {"Дроны идут на сёла Погореловка и Хымалово Корочанского района, в укрытие!", "korochansky live, pogorelovka live"},
    {"В Корочанском районе Белгородской области в хуторе Хейналь дрон повредил трактор.", "korochansky past"},
    /* a level that has been in force for years is no alarm */
    {"Ночью дрон упал в Ельце. В области действует высокий уровень террористической опасности.", "yelets past"},
    {"В Сумах діє жовтий рівень терористичної загрози.", ""},
    {"The terrorist threat level in Estonia is moderate.", ""},
    {"Высокий уровень террористической опасности, а сейчас ещё и ракетная опасность в Ельце!", "yelets live"},
};
/* clang-format on */

static void reports_of_a_day_are_read(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(reports_of_a_day_are_read),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
