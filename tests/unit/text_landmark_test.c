/* Which region a text means by a water, a coast, a power plant or another landmark, and what it says of it. The texts are written
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
    {"Курская АЭС выведет блок в плановый ремонт.", ""},
};
/* clang-format on */

static void a_landmark_is_where_it_lies(void **state)
{
        (void)state;
        assert_they_say(landmarks, sizeof landmarks / sizeof *landmarks, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_landmark_is_where_it_lies),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
