/* Which region a text means by a water, a power plant, a street or the word for its centre, and what it says of it. The texts are written
 * for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying landmarks[] = {
    {"Одещина: БпЛА над Тилігульським лиманом, курс на північ.", "UA-51 live"},
    {"Шахеди з боку Дністровського лиману, увага!", ""},
    {"Два мопеди в районі Дністровського лиману, на північ", "UA-51 live"},
    {"Shaheds over the Dniester Estuary, heading north.", "UA-51 live"},
    {"Над Таганрогским заливом работает ПВО.", "RU-ROS live"},
    {"Опасность БПЛА, летят со стороны моря над Керченским проливом!", "UA-43 live"},
    {"Ракета над Київським водосховищем.", "UA-32 live"},
    {"A drone is flying over the Kyiv Reservoir.", "UA-32 live"},
    {"Разведчик над Кинбурнской косой", "UA-48 live"},
    {"БПЛА летит на Курскую АЭС!", "RU-KRS live"},
    {"Дрон упал у Запорожской АЭС, повреждён грузовик.", "UA-23 past"},
    {"A drone hit a training building of the Kursk nuclear power plant overnight.", "RU-KRS past"},
    {"БпЛА через Дніпровський лиман на Станіслав", "UA-65 live"},
    {"На Кубани объявлена опасность атаки БПЛА.", "RU-KDA live"},
    {"Отбой ракетной опасности на Кубани.", "RU-KDA all-clear"},
    {"На Ялпузі відкрили сезон риболовлі.", ""},
    {"Шахед над Шацькими озерами", "UA-07 live"},
    {"БпЛА над зоною відчуження", "UA-32 live"},
    {"Взрывы в районе Чонгара", "UA-65 live"},
    {"Вибухи на Перекопі", "UA-43 live"},
    {"Взрывы в районе порта Кавказ", "RU-KDA live"},
    {"Балаклава, громко!", "UA-40 live"},
    {"Деревню Плауру эвакуировали: напротив горит танкер с газом.", "RO-TL past"},
    {"Пуски шахедів: Чауда, Гвардійське, Халіно", ""},
    {"Пуски БпЛА на Харків!", "UA-63 live"},
    {"Реклама. Ремонт вікон після вибухової хвилі, Суми та Полтава, виїзд майстра безкоштовно", ""},
    /* what ends there does not end in all of the region */
    {"Дністровський лиман: відбій.", ""},
    {"Відбій на Київському морі.", ""},
    {"The alert over the Dniester Estuary is over.", ""},
    {"Отбой в Северном Казахстане.", "KZ-59 all-clear"},
    {"Відбій у Затоці.", "UA-51 all-clear"},
    {"Відбій тривоги в Одесі. Дрон над Дністровським лиманом ще летить.", "UA-51 all-clear, UA-51 live"},
    {"Курская АЭС выведет блок в плановый ремонт.", ""},
};

/* Streets that are called after a place, by the number of a house; regions without their word that something flies to. */
static const struct saying streets[] = {
    {"Дрон упал на Саратовской, 8. В Пензе выбиты окна в двух домах, ранен сторож.", "RU-PNZ past"},
    {"Обломки упали в Энгельсе на Днепровской, 7.", "RU-SAR past"},
    {"В Новой Каховке дрон разбил два дома на Днепровской, №№ 7 и 9.", "UA-65 past"},
    {"У Полтаві дрон влучив у будинок на Київській, 12.", "UA-53 past"},
    {"БПЛА на Московскую и Тульскую!", "RU-MOS live, RU-TUL live"},
    {"3х на Брянскую, 2 на Тульскую", "RU-BRY live, RU-TUL live"},
    {"КАБи на Сумську та Харківську", "UA-59 live, UA-63 live"},
    {"Шахед курсом на Полтавську", "UA-53 live"},
    {"В Липецке дрон упал на Московскую, разбил машину.", "RU-LIP past"},
    {"На Каневской, 2 БПЛА курсом на Тимашевск", "RU-KDA live"},
};

/* Centres and capitals that are not named; the first half of a town's name. */
static const struct saying centres[] = {
    {"Краснодарский край. В самом краевом центре обломки БПЛА застряли в кроне дерева.", "RU-KDA past"},
    {"Столица Татарстана под атакой БПЛА!", "RU-TA live"},
    {"В столице Башкирии обломки дрона упали на завод.", "RU-BA past"},
    {"Оперштаб Краснодарского края: в Славянске обломки БПЛА повредили склад.", "RU-KDA past"},
    {"Удар по Славянску: ранены пятеро.", "UA-14 past"},
    {"БпЛА на Кам'янець!", "UA-68 live"},
};
/* clang-format on */

static void a_landmark_is_where_it_lies(void **state)
{
        (void)state;
        assert_they_say(landmarks, sizeof landmarks / sizeof *landmarks, code_of);
}

static void a_street_is_no_place_and_a_direction_is_one(void **state)
{
        (void)state;
        assert_they_say(streets, sizeof streets / sizeof *streets, code_of);
}

static void a_centre_is_that_of_its_region(void **state)
{
        (void)state;
        assert_they_say(centres, sizeof centres / sizeof *centres, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_landmark_is_where_it_lies),
            cmocka_unit_test(a_street_is_no_place_and_a_direction_is_one),
            cmocka_unit_test(a_centre_is_that_of_its_region),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
