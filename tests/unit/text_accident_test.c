/* What is rare: leaks, radiation, avalanches, tainted water, quakes as agencies word them, and what only looks like these. The
 * texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* what leaks, smells, poisons */
    {"В Обояни на водозаборе ликвидируют утечку хлора.", "RU-KRS past"},
    {"В Обояни семья отравилась угарным газом.", "RU-KRS past"},
    {"На станции в Обояни из цистерны вылилось 6 тонн серной кислоты.", "RU-KRS past"},
    {"В Обояни утечка брома, жители должны оставаться в домах.", "RU-KRS live"},
    {"Запах газа в Обояни не опасен, утечек не обнаружено.", ""},
    {"Рятувальники у Ромнах прибрали розлиту ртуть.", "UA-59 past"},
    {"Рівень забруднення повітря в Ромнах у межах норми.", ""},
    {"Four people were poisoned by carbon monoxide in Romny.", "UA-59 past"},
    {"Strong smell of gas in Romny, crews are at work.", "UA-59 past"},
    {"The chemical incident in Haifa is over.", "IL-HA all-clear"},
    /* radiation, and that there is none */
    {"В Обояни повысился радиационный фон.", "RU-KRS past"},
    {"Радиационный фон в Обояни: 0,11 мкЗв/ч.", ""},
    {"Радиационный фон в Обояни не изменился.", ""},
    {"Датчики не зафиксировали превышения фона в Обояни.", ""},
    {"Рівень радіації в Ромнах: 0,12 мкЗв/год, норма.", ""},
    {"У Ромнах фон перевищено в 30 разів, знайшли джерело випромінювання.", "UA-59 past"},
    {"Radiation spiked in Romny.", "UA-59 past"},
    {"The radiation emergency in Romny has been cancelled.", "UA-59 all-clear"},
    {"МЧС Беларуси: при радиационной аварии укройтесь в подвале.", ""},
    {"При утечке аммиака в Обояни пострадали трое.", "RU-KRS past"},
    /* the ground shakes */
    {"Сведения об ощутимости: Тараз – 2 балла.", "KZ-31 past"},
    {"EMSC: землетрясение M4.2, 11 км к северу от Тараза, глубина 10 км.", "KZ-31 past"},
    {"В Таразе землетрясение, дома дали трещины.", "KZ-31 past"},
    {"У Ромнах відбувся землетрус, відчутність 2 бали.", "UA-59 past"},
    {"Walls cracked in Romny after the quake.", "UA-59 past"},
    {"Officials denied rumours of an earthquake in Taraz.", ""},
    {"Власти опровергли слухи о сильном землетрясении в Таразе.", ""},
    {"Taraz held a citywide earthquake drill, sirens wailed at noon.", ""},
    /* slopes, and who is under them */
    {"Лавина под Кировском накрыла лыжников.", "RU-MUR past"},
    {"Лыжники из Кировска приехали на соревнования.", ""},
    {"Оползень в Обояни: поехали восемь домов.", "RU-KRS past"},
    {"Селевий потік перекрив дорогу в Ромнах.", "UA-59 past"},
    {"A landslide in Romny forced people out of six houses.", "UA-59 past"},
    {"Three skiers were caught in an avalanche near Zakopane.", "PL-12 past"},
    /* illness, water */
    {"Вспышка гепатита А в Обояни, заболели 30 человек.", "RU-KRS past"},
    {"Вспышки холеры в Обояни нет.", ""},
    {"Масове отруєння у Ромнах: 20 дітей у лікарні.", "UA-59 past"},
    {"Cholera outbreak in Romny.", "UA-59 past"},
    {"There is no cholera in Romny.", ""},
    /* water, fire, weather */
    {"В Обояни уровень реки может превысить опасную отметку.", "RU-KRS forecast"},
    {"Паводковая обстановка в Обояни стабильная, подтоплений нет.", ""},
    {"Пожаров в лесах Курской области не зарегистрировано.", ""},
    {"В Курской области действуют шесть лесных пожаров.", "RU-KRS live"},
    {"Обоянь затянуло дымом от пожаров.", "RU-KRS past"},
    {"Из-за неосторожности в Обояни сгорели девять дач.", "RU-KRS past"},
    {"Дамба у Ромнах протікає, людей вивозять.", "UA-59 live"},
    {"RCB: dyke failure in Nysa, evacuate immediately.", "PL-16 live"},
    {"The Nysa dam is intact and there is no flood threat.", ""},
    {"Ромни засипало градом.", "UA-59 past"},
    {"Orange warning for Sumy region: blizzard on Friday.", "UA-59 forecast"},
    /* where people go is not where the fire is; who is told is where it is */
    {"Wildfire in your area. If you are in Chios, evacuate towards Rafina.", "GR-K live"},
    {"Жителям Северо-Курильска покинуть дома.", "RU-SAK live"},
    {"Жителям Северодвинска не выходить из домов!", "RU-ARK live"},
    {"В польском Хрубешуве взорвался газ.", "PL-06 past"},
    /* who is told what to do, and what is merely asked for; figures of speech */
    {"Жителей Обояни просят не пить из-под крана: вода загрязнена.", "RU-KRS live"},
    {"Residents of Romny were told to go to upper floors, a chlorine cloud is spreading.", "UA-59 live"},
    {"112: severe weather in Chios, restrict movements to what is necessary.", "GR-K live"},
    {"Munitions are going off in Romny.", "UA-59 live"},
    {"Лесной пожар угрожает Верхоянску.", "RU-SA live"},
    {"Увечері в Ромнах можливий шквал.", "UA-59 forecast"},
    {"Минув рік, як затопило Ромни.", ""},
    {"На Сумщині загасили 12 пожеж. Дотримуйтеся правил пожежної безпеки!", "UA-59 past"},
    {"Three workers suffocated in a sewer in Romny.", "UA-59 past"},
    {"Перевозка опасных веществ через Обоянь запрещена.", ""},
    {"Ризик пожеж у Ромнах зменшився.", ""},
    {"A tsunami of tourists is expected in Romny.", ""},
    /* told by its name alone, and what sounds so */
    {"Взрыв попутного газа под Обоянью, двое обожжены.", "RU-KRS past"},
    {"У Ромнах обвал, дорогу перекрито.", "UA-59 past"},
    {"Ammonia prices rose in Romny.", ""},
    {"Зсув у графіку відключень у Ромнах.", ""},
    {"Угрозы лесного пожара в Обояни нет.", ""},
    {"The quake in Tonga poses no tsunami threat to Romny.", ""},
    {"Загроза повені у Ромнах минула.", "UA-59 all-clear"},
    {"При вспышке метана на шахте в Обояни погибли трое.", "RU-KRS past"},
    {"На руднике в Обояни сорвалась клеть, погиб рабочий.", "RU-KRS past"},
    {"У Ромнах натрапили на радіоактивний прилад: стрибок гамма-фону.", "UA-59 past"},
    {"Радиационная тревога в Обояни отменена.", "RU-KRS all-clear"},
    {"Землетрясение. Эпицентр — 20 км южнее Тараза, энергокласс 10,1.", "KZ-31 past"},
    {"Разрушена плотина, жителям Обояни покинуть берег.", "RU-KRS live"},
    {"Romny will test its dam-break alert on Tuesday.", ""},
    {"Tap water in Romny is unfit to drink.", "UA-59 live"},
    {"На Волині 5 клас пожежної небезпеки.", "UA-07 forecast"},
    {"Уходите в сторону Рафины! В Хиосе горит лес.", "GR-K live"},
    {"У польському Грубешеві вибухнув газ.", "PL-06 past"},
};
/* clang-format on */

static void accidents_are_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(accidents_are_told),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
