/* Where something flies from is not where it threatens; and what is said of a whole country. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "place state", in order, between commas; the place is the last part of its path. */
static const struct saying texts[] = {
    /* aircraft over their own country */
    {"Зліт двох Ту-22М3 на авіабазі Шайківка, Калузька область.", ""},
    {"Зафіксовано зліт МіГ-31К у Тамбовській області РФ.", ""},
    {"На Саваслейці злетіли два МіГ-31К. Ракетна небезпека по всій Україні!", "ua live"},
    {"Злети Ту-95МС в Енгельсі, пусків поки немає.", ""},
    {"Активність тактичної авіації в районі Валуйок, загроза КАБ для Харківщини.", "kharkiv live"},
    {"Ворожа авіація в Курській області, КАБи на Сумщину!", "sumy live"},
    {"Пуски з Ту-95МС у районі Волгодонська. Ракети прямують на Полтаву.", "poltava live"},
    {"Взлёт МиГ-31К в Моздоке, тревога по всей Украине.", "ua live"},
    {"Работа авиации в районе Рыльска, КАБы на Сумскую область.", "sumy live"},
    /* seconds are no place that something comes from */
    {"Цева адом! Верхняя Галилея (30 с): Метула, Кирьят-Шмона", "kiryat-shmona live, metula live, northern live"},
    {"Красный цвет: Метула, Кирьят-Шмона.", "kiryat-shmona live, metula live"},
    {"Красный цвет на карте осадков: что значит? Метула ждёт зимы.", ""},
    {"БпЛА с Курской области (3 шт): Ромны, Белополье", "bilopillia live, romny live"},
    /* lists of launch sites, some of which are not known */
    {"Із 12 «шахедів», яких ворог підняв з Чауди, Єйська та Курська, збито 9 над Сумщиною.", "sumy past"},
    {"Дрони запускали з Навлі (Брянщина), Шаталового, Приморсько-Ахтарська; над Київщиною збито 12.", "kyiv-oblast past"},
    {"Дроны поднимали с Чауды (оккупированный Крым) и Ейска, девять сбиты над Сумской областью.", "sumy past"},
    {"Drones were launched from Chauda, Yeysk and Kursk, nine were shot down over Sumy region.", "sumy past"},
    {"Дрони атакували Навлю, Єйськ та Курськ.", "kursk past, navlya past, yeysk past"},
    {"Чому була тривога: МіГ-31К маневрував у межах Тамбовської області.", ""},
    {"Вибухи лунали в Старокостянтинові, після пусків з МіГ-31К, уночі збито шість «шахедів».", "starokostiantyniv past"},
    /* but not over another, nor where they are what is hit, nor where it is they who threaten */
    {"Тактична авіація ворога над Сумщиною, загроза КАБ!", "sumy live"},
    {"Угроза авиации противника в Белгородской области, возможны пуски ракет.", "belgorod live"},
    {"Белгород, работает авиация противника, в укрытие!", "belgorod live"},
    {"В Тульской области авиационная опасность!", "tula live"},
    {"Малая авиация в Татарстане приостановила полеты из-за угрозы БПЛА.", "tatarstan live"},
    {"Дроны атаковали бомбардировщики Ту-95 в Энгельсе.", "engels past"},
    {"Drones were launched at Poltava from Rostov region and annexed Crimea, missiles from the occupied part of Donetsk region.", "poltava past"},
    {"Через зліт МіГ-31К у Черкасах оголошено тривогу.", "cherkasy live"},
    /* a whole country */
    {"Відбій тривоги по всій країні.", "ua all-clear"},
    {"Тривога в усіх областях! Злетів МіГ-31К.", "ua live"},
    {"Через зліт МіГ-31К в Україні оголошено повітряну тривогу.", "ua live"},
    {"В Украине объявлена масштабная воздушная тревога.", "ua live"},
    {"В Україні вчора оголошували тривогу п'ять разів.", ""},
    {"Застосунок «Повітряна тривога» в Україні оновлено.", ""},
    {"В Україні оголошено тривогу: дрони летять на Ромни.", "romny live"},
};
/* clang-format on */

static void tells_where_it_comes_from(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(tells_where_it_comes_from),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
