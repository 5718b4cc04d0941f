/* Sentences of several clauses, as news writes them: one place is affected, another merely named. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "place state", in order, between commas; the place is the last part of its path. */
static const struct saying texts[] = {
    /* who was driving, who had come from where: the sentence's own verb comes behind it, with no comma before */
    {"A man who was fishing by the river was killed by a drone in Lokhvytsia.", "lokhvytsia past"},
    {"A nurse who had come from Poltava was wounded by shelling in Lokhvytsia.", "lokhvytsia past"},
    {"A guard who helped evacuate patients was killed by an FPV drone in Lokhvytsia.", "lokhvytsia past"},
    {"A pilot who was hit by a drone last year paints in Lokhvytsia.", ""},
    /* a village behind its district is no district that lacks its word */
    {"In Sumy district, shells damaged barns in Khotin.", "khotin past"},
    {"In Shostka district a drone set fire to a barn in Shalyhyne.", "shalyhyne past"},
    {"Drones were downed over Klimovsky district, two more over Suzemsky.", "klimovsky past, suzemsky past"},
    /* no alert there */
    {"Sirens are sounding in Romny. There is no alert in Poltava.", "romny live"},
    {"There are no air raid warnings in Romny.", ""},
    {"Sirens are sounding in Romny; no alarm is in effect in Lubny.", "romny live"},
    /* where somebody is, or meets, or is buried; whom a doctor saw */
    {"Губернатор, который находится в командировке в Москве, рассказал о налёте: дроны ударили по Рыльску.", "rylsk past"},
    {"Глава района, приехавший с визитом в Москву, рассказал: дроны ударили по Рыльску.", "rylsk past"},
    {"В Курске состоялась встреча, на которой губернатор рассказал об ударе по Рыльску: погиб шофёр.", "rylsk past"},
    {"У Полтаві пройшла нарада, на якій голова розповів про удар по Ромнах: загинув водій.", "romny past"},
    {"Прем'єр, який сьогодні перебуває в Полтаві, заявив про удар по Ромнах, де загинули двоє.", "romny past"},
    {"Дрон ударив по авто в Ромнах, водій сам звернувся до лікарів у Полтаві.", "romny past"},
    {"Дрон ударил по машине в Рыльске, водитель обратился к врачам в Курске.", "rylsk past"},
    {"A drone hit a car in Romny; the driver sought medical help in Poltava.", "romny past"},
    {"Від удару по Ромнах загинула родина, похорон пройде у Полтаві.", "romny past"},
    {"У Ромнах вночі збито шахед, уламки пошкодили дах. Полтаві цього разу минулося.", "romny past"},
    {"Ночью обломки дрона упали в Рыльске. Курску на этот раз повезло.", "rylsk past"},
    /* flights and trains */
    {"Рейс Полтава – Львів скасовано, бо дрон пошкодив міст у Ромнах.", "romny past"},
    {"Дрон ударив по мосту в Ромнах, зупинено рух поїздів до Полтави.", "romny past"},
    /* a strike that is condemned is no court's business */
    {"МИД осудил удар по Рыльску, при котором ранены трое.", "rylsk past"},
    {"Суд осудил жителя Рыльска за подготовку взрыва в Курске.", ""},
    /* what a night it was; what stopped because of it */
    {"“The night was hard for Romny,” the mayor wrote. “A missile hit a bakery.”", "romny past"},
    {"Power was out in parts of Romny after strikes on the grid.", "romny past"},
    {"Rail traffic was halted near Romny after a drone hit the tracks.", "romny past"},
    {"Дроны атакуют Курскую область не впервые. Ночью в Рыльске загорелся ангар.", "rylsk past"},
    /* hospitals that are struck, and where the victims are taken */
    {"Missiles destroyed a clinic in Romny.", "romny past"},
    {"A drone slammed into a hospital in Romny.", "romny past"},
    {"A missile damaged a hospital in Romny.", "romny past"},
    {"Shelling hit Romny. The wounded are in a hospital in Poltava.", "romny past"},
    {"Дрон попал в больницу в Рыльске.", "rylsk past"},
    {"Дрон ударил по районной больнице Рыльска.", "rylsk past"},
    {"Дрон ударил по Рыльску, водитель попал в больницу в Курске.", "rylsk past"},
    {"Раненый при ударе по Рыльску скончался в больнице Курска.", "rylsk past"},
    {"Дрон влучив у лікарню в Ромнах.", "romny past"},
    {"Після атаки на Ромни лікуються в Полтаві двоє.", "romny past"},
    /* on a road, or between two towns: in their region, unless it is said where */
    {"Дрон ударил по автобусу на дороге из Рыльска в Льгов.", "kursk past"},
    {"Дрон ударив по вантажівці на трасі Ромни — Суми.", "sumy past"},
    {"A drone slammed into a minibus travelling from Romny to Sumy, killing two.", "sumy past"},
    {"The train from Romny to Sumy is late.", ""},
    {"Дрон ударив по автобусу на трасі Ромни — Полтава.", ""},
    {"Автоцистерна, шедшая из Рыльска в Тулу, взорвалась в Льгове.", "lgov past"},
    {"A bus from Poltava to Kyiv overturned near Romny, killing four.", "romny past"},
    /* told from afar, alike elsewhere */
    {"Forecasters in Warsaw expect the storm. A dyke has burst near Nysa and water is flowing into the streets.", "nysa live"},
    {"Дрон ударил по депо в Рыльске, сообщают со ссылкой на врачей Курска.", "rylsk past"},
    {"У Ромнах від удару дрона горів склад, повідомило джерело в Полтаві.", "romny past"},
    {"Ночью после удара дрона загорелся склад в Рыльске. Похожий склад в Туле тушили три дня.", "rylsk past"},
    {"Дрон ранил хозяйку дома в Рыльске, везём её в Курск.", "rylsk past"},
    {"A volunteer died in Romny while evacuating people: a drone struck his van.", "romny past"},
    {"“Another strike on Romny,” the mayor wrote. “A dormitory was hit.”", "romny past"},
    /* water that is to come */
    {"В Гидрометцентре обещают, что вода придёт в Орск к выходным.", "orsk forecast"},
};
/* clang-format on */

static void second_places_are_merely_named(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(second_places_are_merely_named),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
