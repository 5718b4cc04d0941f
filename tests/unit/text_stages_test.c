/* What comes to one place, is in another and is over in a third: water, fire, gas and alarms in texts of several sentences. The texts
 * are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* a wave goes down a river */
    {"Вода в Галичі стоїть вище за небезпечну позначку. Хвиля йде вниз: у Заліщиках її чекають завтра, у Могилеві-Подільському — в неділю.",
     "halych live, mohyliv-podilskyi forecast, zalishchyky forecast"},
    {"Паводок іде вниз: у Галичі його очікують опівночі.", "halych forecast"},
    {"Вода дійде до Галича опівночі.", "halych forecast"},
    {"Волна уходит вниз: в Кургане её ждут завтра.", "kurgan forecast"},
    {"К Кургану паводок подойдёт в субботу.", "kurgan forecast"},
    {"В Кургане большой воды ждут к субботе.", "kurgan forecast"},
    {"Вершину паводка на Тоболе у Кургана ждут 20 мая.", "kurgan forecast"},
    {"The high water will reach Kurgan on Saturday.", "kurgan forecast"},
    {"Дамбу в Орске размывает.", "orsk live"},
    {"Дамба в Орске выдержала.", ""},
    {"The dam at Dubno could fail overnight.", "dubno live"},
    {"The danger of a dam failure in Dubno has passed.", "dubno all-clear"},
    {"Подтопление в Орске закончилось.", "orsk all-clear"},
    {"Підтоплення в Галичі закінчилося.", "halych all-clear"},
    {"В Орске вода ушла ещё в пятницу.", ""},
    {"Тюмень отделалась лужами.", ""},
    {"Вода в Галичі прибуває. Калуш поза загрозою.", "halych live"},
    /* fire comes near, may come, is out */
    {"Верховой огонь в 700 м от Обояни.", "oboyan live"},
    {"Ветер гонит огонь на Обоянь.", "oboyan live"},
    {"Лес под Обоянью горит третьи сутки.", "oboyan live"},
    {"Огонь к ночи может подойти к Обояни.", "oboyan forecast"},
    {"Вогонь до вечора може дійти до Калуша.", "kalush forecast"},
    {"Вітер жене вогонь на Калуш.", "kalush live"},
    {"Пожежу під Калушем не загасили.", "kalush live"},
    {"Flames are two miles from Dubno.", "dubno live"},
    {"Wind is driving the fire towards Dubno.", "dubno live"},
    {"Пожар под Обоянью потушен, люди вернулись домой.", "oboyan all-clear"},
    {"Пожежу під Калушем загасили, мешканці повернулися додому.", "kalush all-clear"},
    {"Дрон упал на склад в Обояни, пожар потушен, люди вернулись домой.", "oboyan past"},
    {"Дрон упав на склад у Калуші. Люди повернулися додому.", "kalush past"},
    {"Безпілотник упав під Калушем, зайнялася трава, вогонь не загашено.", "kalush live, kalush past"},
    {"Обоянь затянуло дымом, угрозы городу нет.", ""},
    /* gas */
    {"Ветер несёт облако хлора на Орск.", "orsk live"},
    {"Утечка хлора в Орске перекрыта.", "orsk all-clear"},
    {"Витік аміаку в Калуші усунули.", "kalush all-clear"},
    {"The ammonia leak in Dubno has been sealed.", "dubno all-clear"},
    {"Утечка хлора в Орске перекрыта. Отравились двое, они остались в областной больнице в Оренбурге.", "orsk all-clear"},
    {"Утечка аммиака в Орске устранена. Слухи о взрыве в Гае — это выдумки.", "orsk all-clear"},
    {"У Калуші пройдуть комплексні навчання. Сценарій: витік хлору, хмара йде на Долину.", ""},
    {"У Калуші витік хлору, хмара йде на Долину. Зачиніть вікна!", "dolyna live, kalush live"},
    /* waves, shaking, rays */
    {"Первая волна цунами дошла до Северо-Курильска.", "severo-kurilsk live"},
    {"Тревога цунами в Северо-Курильске не объявлялась.", ""},
    {"Повышенный радиационный фон зафиксирован в Полярных Зорях.", "polyarnyye-zori past"},
    /* alarms: lifted here, in force there, and where there is not enough to be in force everywhere */
    {"The warning that the crisis centre had sent to phones in Masovian Voivodeship was cancelled at 5 a.m.", "masovia all-clear"},
    {"In Lublin Voivodeship the alert remains in force for Chełm County alone.", "powiat-chelmski live"},
    {"Тревога сохраняется в Липецкой области только в Елецком районе.", "yeletsky live"},
    {"Тревога сохраняется в Липецкой области и в Елецком районе.", "lipetsk live, yeletsky live"},
    {"Residents of Tulcea County were told to take shelter.", "tulcea live"},
    {"Жителям уезда Тулча пришло сообщение RO-Alert.", "tulcea live"},
    /* what is to come, beside what goes on or is over */
    {"В Орске вода прибывает, в Кургане пик ожидается завтра.", "kurgan forecast, orsk live"},
    {"В Кургане пик ожидается завтра, в Орске вода прибывает.", "kurgan forecast, orsk live"},
    {"Water is rising in Dubno and the crest is expected in Kalush tomorrow.", "dubno live, kalush forecast"},
    {"The crest has passed Dubno and is expected in Kalush tomorrow.", "dubno all-clear, kalush forecast"},
    {"В Орске пик пройден, в Кургане его ждут завтра.", "kurgan forecast, orsk all-clear"},
    {"Пік минув Галич, завтра він буде в Заліщиках.", "halych all-clear, zalishchyky forecast"},
    {"У Галичі вода прибуває, у Калуші спадає.", "halych live"},
    {"Найвищий рівень у Галичі прогнозують о 18-й.", "halych forecast"},
    {"У Калуші вода почне прибувати завтра вдень.", "kalush forecast"},
    /* lifted there, in force here */
    {"Ракетная опасность действует в Ельце. В Липецке её отменили в 8:05.", "lipetsk all-clear, yelets live"},
    {"Тривога триває в Галичі, у Калуші її скасували.", "halych live, kalush all-clear"},
    {"The alert is in force in Dubno. In Kalush it was lifted at 8:05.", "dubno live, kalush all-clear"},
    {"The tsunami warning remains in effect for Kalymnos but was cancelled for Rhodes.", "kalymnos live, rodos all-clear"},
    {"Evacuation orders remain in force in Dubno but have been lifted in Kalush.", "dubno live, kalush all-clear"},
    {"Evacuation orders remain in place for Dubno but were lifted for Kalush.", "dubno live, kalush all-clear"},
    {"Режим ЧС сохраняется в Орске, а в Гае снят.", "gay all-clear, orsk live"},
    {"Загроза паводка лишається в Галичі, але минула в Калуші.", "halych live, kalush all-clear"},
    {"Режим ЧС сохраняется в Орске, а в Гае не снят.", "gay live, orsk live"},
    {"The alert declared in Dubno and Kalush was lifted.", "dubno all-clear, kalush all-clear"},
    {"🟠 Оренбург: пик ждут в среду.\n🔴 Орск: вода прибывает.", "orenburg forecast, orsk live"},
    {"В Резекне в 3:20 объявили угрозу с воздуха, в 4:05 её сняли.", "rezekne all-clear"},
    {"Угрозы с воздуха в Резекне нет.", ""},
    {"Уровень Тобола в Кургане держится выше критического.", "kurgan live"},
    {"The front is four miles from Dubno.", "dubno live"},
    {"Flames reached the first houses of Dubno.", "dubno live"},
    {"Витік газу на вулиці Шкільній у Калуші усунули.", "kalush all-clear"},
    {"A quake shook Malatya. Nobody from Kyiv was hurt, the embassy in Ankara said.", "malatya past"},
    /* a match is no battle */
    {"Goaltender shot down 30 missiles in a third-period barrage as Tallinn took the final.", ""},
    {"Одеса - не ваше, спіть. Миколаїв, в укриття!", "mykolaiv live"},
};
/* clang-format on */

static void each_place_has_its_stage(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(each_place_has_its_stage)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
