/* Who has got the all-clear and who has not; what is said of other regions, of units in a list under their word, of a region by its
 * noun alone. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying cleared[] = {
    /* where they have gone */
    {"Дроны ушли на Белгород, в Курске отбой.", "belgorod live, kursk all-clear"},
    {"Дроны ушли в сторону Белгорода, в Курске отбой.", "belgorod live, kursk all-clear"},
    {"Добровольцы ушли из Тулы на фронт.", ""},
    /* a place that gets the all-clear does not do anything */
    {"Столиця отримала відбій о 05:10.", "kyiv-city all-clear"},
    {"Рівне дочекалося відбою тривоги о 05:10.", "rivne all-clear"},
    {"Вінниця отримала відбій, а на Черкащині тривога триває.", "cherkasy live, vinnytsia all-clear"},
    {"Полтавская область получила отбой.", "poltava all-clear"},
    {"Kyiv got the all-clear at 5:10 a.m.", "kyiv-city all-clear"},
    {"Рівне ще не отримало відбій.", "rivne live"},
    {"Київ не дочекався відбою: тривога триває.", "kyiv-city live"},
    {"Столиця отримала нові автобуси.", ""},
    /* how long the alarm was, and when it may end */
    {"У Рівному дали відбій після трьох годин тривоги.", "rivne all-clear"},
    {"В Туле отбой после 3 часов тревоги.", "tula all-clear"},
    {"Відбій у Рівному після 15:20.", "rivne live"},
    {"Відбій у Рівному орієнтовно після обіду.", "rivne live"},
    {"Після відбою у Рівному чули вибухи.", "rivne past"},
    /* what goes on in other regions goes on in none that is named; in the place itself it does */
    {"У Рівному відбій, але в інших областях тривога триває.", "rivne all-clear"},
    {"Рівне отримало відбій, однак для частини регіонів загроза ще не минула.", "rivne all-clear"},
    {"В Туле отбой, в остальных регионах опасность сохраняется.", "tula all-clear"},
    {"The all-clear was given in Poltava, but the alert remains in force in other regions.", "poltava all-clear"},
    {"У Рівному відбій, але в решті областей тривога триває: Сумській, Харківській.", "kharkiv live, rivne all-clear, sumy live"},
    {"У Рівному відбій, але загроза ще не минула.", "rivne live"},
    {"У Рівному відбій, але в частині області тривога триває.", "rivne live"},
    {"Рівне під загрозою балістики. В інших областях відбій.", "rivne live"},
    {"Суми під атакою дронів, у решті областей відбій.", "sumy live"},
    {"Суми під атакою дронів, у сусідів відбій.", "sumy live"},
    {"Тула под атакой дронов, в других областях отбой.", "tula live"},
    {"Drones are attacking Poltava, in other regions it is all clear.", "poltava live"},
    {"Над Ніжином ще дрон, скрізь відбій.", "nizhyn live"},
    {"Над Тулой дрон, в соседних районах отбой.", "tula live"},
    {"В соседних районах отбой, над Тулой дрон.", "tula live"},
    {"Drones over Nizhyn, all clear in neighbouring districts.", "nizhyn live"},
    {"Shaheds over Poltava, other oblasts all clear.", "poltava live"},
    {"Всюди відбій, лише Ніжин.", "nizhyn live"},
    {"Повсюду отбой, только Тула ждёт.", "tula live"},
    {"The alert is over everywhere but in Poltava.", "poltava live"},
    {"Відбій лише в Ніжині.", "nizhyn all-clear"},
    /* what has passed in one place, and not in the next */
    {"Для Черкас загроза минула, для Ніжина — актуальна.", "cherkasy all-clear, nizhyn live"},
    {"For Cherkasy the danger has passed, for Poltava it has not.", "cherkasy all-clear, poltava live"},
    {"Вода в Черкасах спала, а в Ніжині прибуває.", "cherkasy all-clear, nizhyn live"},
};

static const struct saying units[] = {
    /* a region, and a word that the vocabulary does not know */
    {"Сумщина досі під загрозою.", "sumy live"},
    {"Черкащина мовби під загрозою ударних дронів.", "cherkasy live"},
    {"Енергетичний клас вищий.", ""},
    /* names under what they are units of, wherever in the sentence that stands */
    {"Під вогнем були чотири громади Харківщини:\nЛипецька — КАБи;\nХарківська — «Шахед»;\nДергачівська — артилерія.",
     "derhachi past, kharkiv past, lyptsi past"},
    {"Удари по сімох громадах, повідомила Сумська ОВА:\nСумська — дрони;\nХотінська — міномети.", "khotin past, sumy past"},
    /* what stands before their plural and is no adjective */
    {"Червоні на карті такі області: Сумська та Харківська.", "kharkiv live, sumy live"},
    {"Ваші області під ударом: Сумська та Харківська.", "kharkiv live, sumy live"},
    {"Під ударом обе области: Курская и Брянская.", "bryansk live, kursk live"},
    /* an adjective that goes with no word for a region */
    {"У Південному уламки пошкодили будинок.", "pivdenne past"},
    {"У Сумському дрон пошкодив будинок.", "sumy past"},
    {"Над Брянською дрон пошкодив літак.", "bryansk past"},
    /* the region by its noun alone */
    {"Київщина: ніч\n\nУдарні дрони знову летіли на область, є збиті цілі.", "kyiv-oblast past"},
    {"Тула: ночь\n\nУдарные дроны снова летели на область, есть сбитые цели.", "tula past"},
    {"Київщина: атака дронів у ніч на 19 серпня.", "kyiv-oblast past"},
    {"Ізмаїльський район пережив дві хвилі дронів.", "izmail past"},
    {"Гучна ніч на Запоріжжі: дрони, КАБи, пожежі.", "zaporizhzhia past"},
    {"Тривога підняла Одесу о третій ночі. Дрони влучили в порт.", "odesa past"},
};
/* clang-format on */

static void an_all_clear_is_of_who_gets_it(void **state)
{
        (void)state;
        assert_they_say(cleared, sizeof cleared / sizeof *cleared, name_of);
}

static void units_are_known_by_their_word(void **state)
{
        (void)state;
        assert_they_say(units, sizeof units / sizeof *units, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(an_all_clear_is_of_who_gets_it),
            cmocka_unit_test(units_are_known_by_their_word),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
