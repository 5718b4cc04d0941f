/* A town that only says where the village before it lies, and one that is meant itself. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* hundreds of kilometres away it is not there, in whatever units */
    {"Blasts rocked the town, some 900 miles to the east of Moscow.", ""},
    {"Blasts rocked Shebekino, about 600 km (370 miles) south of Moscow.", "shebekino past"},
    {"A fire broke out in a village 20 km (12 miles) north of Sumy.", "sumy past"},
    /* what it borders on */ {"Шебекино обстреляли утром. С Сумской областью район граничит напрямую.", "shebekino past"},
    {"Шебекино обстреляли утром. Район соседствует с Сумской областью.", "shebekino past"},
    {"Шебекіно обстріляли вранці. Із Сумською областю район межує.", "shebekino past"},
    {"Обстріляли Циркуни під Харковом.", "tsyrkuny past"},
    {"Удар по Циркунах поблизу Харкова забрав два життя.", "tsyrkuny past"},
    {"Циркуни неподалік Харкова обстріляли.", "tsyrkuny past"},
    {"Обстреляли Циркуны под Харьковом.", "tsyrkuny past"},
    {"Взрыв газа в Мытищах под Москвой: погиб мужчина.", "mytishchi past"},
    {"Shelling in Tsyrkuny, near Kharkiv, killed one.", "tsyrkuny past"},
    {"Tsyrkuny near Kharkiv: a strike killed four.", "tsyrkuny past"},
    {"Відбій у Циркунах під Харковом.", "tsyrkuny all-clear"},
    /* a list goes on behind it with what was hit */
    {"Обстріляли Циркуни під Харковом, Дергачі та Мерефу.", "derhachi past, merefa past, tsyrkuny past"},
    {"Удар по Циркунах під Харковом та Дергачах.", "derhachi past, tsyrkuny past"},
    /* the town itself */
    {"Під Харковом збили дрон.", "kharkiv past"},
    {"Під Харковом обстріляли Циркуни.", "kharkiv past, tsyrkuny past"},
    {"Обстріляли Циркуни, а біля Харкова збили дрон.", "kharkiv past, tsyrkuny past"},
    {"Вибухи у Вишгороді та під Києвом, постраждав чоловік.", "kyiv-city past, vyshhorod past"},
    /* what flies there now is near enough */
    {"Шахед летить на Циркуни біля Харкова.", "kharkiv live, tsyrkuny live"},
    {"Drones over Tsyrkuny near Kharkiv, take cover.", "kharkiv live, tsyrkuny live"},
    /* what lies on the other bank; where people are taken */
    {"Взрывы в Рени, напротив Галаца.", "reni live"},
    {"Вибухи в Рені, навпроти Галаца.", "reni live"},
    {"Дроны ударили по порту напротив Галаца.", "galati past"},
    {"Жителей Глухова вывозят в Шостку из-за пожара.", "hlukhiv live"},
    {"Мешканців Глухова вивозять до Шостки, горить ліс.", "hlukhiv live"},
    {"Дрони над Дунаєм, курсом на Рені.", "reni live"},
};
/* clang-format on */

static void a_town_may_only_say_where_a_village_lies(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(a_town_may_only_say_where_a_village_lies)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
