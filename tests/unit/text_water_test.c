/* Water that may come, comes, or has come; whose rivers they are. The texts are written for this test; the events in them are
 * invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    {"За сутки вода у Ельца прибыла на 91 см.", "yelets live"},
    {"В Ельце уровень воды превысил неблагоприятную отметку.", "yelets live"},
    {"Вода в Ельце подступила к домам.", "yelets live"},
    {"Вода в Ельце подошла к домам, подтоплено 20 дворов.", "yelets live"},
    {"За добу вода у Ромнах прибула на 40 см.", "romny live"},
    {"Поезд из Ельца прибыл на 12 минут позже.", ""},
    /* a river that has an article and does what rivers do; a town beside it */
    {"The Ural has risen to 11 metres at Orenburg and keeps rising.", "orenburg live"},
    {"The Ural's level near Orenburg broke a record and keeps rising.", "orenburg live"},
    {"The level of the Ural near Orenburg rose by 10 cm in an hour.", "orenburg live"},
    {"Flood in Orsk: residents must leave at once as the Ural keeps climbing.", "orsk live"},
    {"The Ural continued to rise to 11 metres, flooding 40 houses in Orsk.", "orsk live"},
    /* so without an article, by what it does, some words behind the name or in front of it; a town does not */
    {"Паводок в Ельце. Самара за ночь там поднялась на 40 см.", "yelets live"},
    {"Жителей Ельца эвакуируют: Миасс давно выше опасной отметки.", "yelets live"},
    {"В Ельце затопило дачи: вышла из берегов Самара.", "yelets past"},
    {"В Ельце затопило дачи. Уровень Миасса вырос на 60 см.", "yelets live"},
    {"В Ельце не выдержала насыпь на Миассе.", "yelets live"},
    {"Елец: Самара затопила 40 домов.", "yelets past"},
    {"Повінь у Дубні. Стрий за добу піднявся на 40 см.", "dubno past"},
    {"У Дубні затопило городи, Стрий прибуває.", "dubno live"},
    {"У Дубні затопило двори через розлив Хоролу.", "dubno past"},
    {"Dubno residents evacuate as the Samara is above the danger mark.", "dubno live"},
    {"Homes under water in Dubno: the Samara has flooded 40 houses.", "dubno past"},
    {"Елец затопила талая вода.", "yelets past"},
    {"Елец вода поднялась на 2 метра, топит дачи.", "yelets live"},
    {"The Kharkiv refinery was hit by drones.", "kharkiv past"},
    {"Річка може вийти з берегів у Ромнах.", "romny forecast"},
    {"У Ромнах може затопити вулиці.", "romny forecast"},
    {"Може частково затопити переправи й дороги в селах Роменського району.", "romny forecast"},
    {"У Роменському районі вода може вийти на заплаву.", "romny forecast"},
    {"На Сумщині піднімуться річки — попередження ДСНС.", "sumy forecast"},
    {"Рівень води в Ромнах ростиме далі.", "romny forecast"},
    {"Может затопить переправы и дороги в сёлах Елецкого района.", "yeletsky forecast"},
    {"Уровни воды в реках Липецкой области продолжат расти.", "lipetsk forecast"},
    {"Rivers may burst their banks in Rivne region.", "rivne forecast"},
    {"Roads in villages of Rivne region may be flooded.", "rivne forecast"},
    {"Water levels will rise on rivers of Rivne region.", "rivne forecast"},
    {"На Сумщині може вийти на заплаву вода, II рівень небезпеки.", "sumy forecast"},
    /* the rivers of a district are in it; a river is no town */
    {"ДСНС попереджає про підняття рівня води на річках Роменського району.", "romny forecast"},
    {"Дрони били по акваторії Очаківської громади.", "ochakiv past"},
    {"Рівень води у річці Ромен зростає.", ""},
    /* it comes */
    {"Уночі стало підтоплювати село Чорнобаївка.", "chornobaivka live"},
    {"В Ельце начало подтапливать дома.", "yelets live"},
    {"Water has begun to flood Dubno.", "dubno live"},
    {"У Ромнах підтоплено 40 будинків, вода прибуває.", "romny live"},
    {"У Ромнах підтоплено 40 будинків, вода зійшла.", "romny all-clear"},
    {"Ромни затопило.", "romny past"},
    /* it came in, as a report tells */
    {"Вода зайшла у двори сіл, розповіли рятувальники. Це Білопілля та Недригайлів. Зруйновано міст.", "bilopillia past, nedryhailiv past"},
    {"Річки Рівненщини (Горинь, Стир) прибувають, вода на заплаві.", "rivne live"},
    {"Річки Закарпаття (Теребля, Тересва) прибувають, вода на заплаві. Підтоплено двори: Рахівський район.", "rakhiv live, zakarpattia live"},
    {"Ромни: уночі на 7 жовтня до 40 мм дощу, штормове.", "romny forecast"},
};
/* clang-format on */

static void water_is_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(water_is_told)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
