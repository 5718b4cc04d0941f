/* What a report calls to mind of other days, headlines below it, and what its parts are of. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying recalled[] = {
    /* how a sentence begins is of all of it, up to a "but" and to what is danger now */
    {"A drone hit a house in Sumy, wounding two. Two days earlier, on Saturday, an attack on many cities, Kyiv among them, killed 40.", "sumy past"},
    {"A week ago Sumy was hit, but on Monday a drone fell in Kharkiv, wounding two.", "kharkiv past"},
    {"A week ago a drone hit a house in Sumy, and now drones are heading for Kharkiv.", "kharkiv live"},
    {"Four missiles were shot down over Sumy. The last time shells fell there was in March, when Romny was attacked.", "sumy past"},
    /* a paragraph that calls to mind does so down to its end, or to what is of today */
    {"У Харкові вночі пролунали вибухи.\n\nНагадаємо, росіяни взялися бити бомбами. По Лозовій ударили двома, постраждало шестеро.", "kharkiv past"},
    {"У Харкові вночі пролунали вибухи.\n\nНагадаємо, росіяни били по Лозовій. Сьогодні вони атакували Суми, поранено двох.", "kharkiv past, sumy past"},
    {"У Харкові вночі пролунали вибухи.\n\nНагадаємо, цієї ночі росіяни били по Лозовій. У Лозовій поранено шестеро.", "kharkiv past, lozova past"},
    {"В Харькове ночью прогремели взрывы.\n\nНапомним, россияне били по Лозовой. В Лозовой ранены шестеро.", "kharkiv past"},
    {"Blasts were heard in Kharkiv overnight.\n\nAs a reminder, Russia struck Lozova on Saturday. Six people were hurt in Lozova.", "kharkiv past"},
    {"У Ромнах вночі вибух газу.\n\nНа початку місяця трусонуло Суми.", "romny past"},
    {"Трусонуло Ромни 8 лютого.\n\nОхтирський район, 4 лютого: магнітуда землетрусу 1,7.", "romny past"},
    {"Ракети долітають на 70 кілометрів, їх бояться в Лозовій.", ""},
    /* "earlier:", over what another report told; but not "earlier today" */
    {"У Ромнах вибух газу, є поранені.\n\nРаніше: у Харкові дрон влучив у будинок.", "romny past"},
    {"У Ромнах вибух газу, є поранені.\n\nКонтекст\nУ Харкові дрон влучив у будинок.", "romny past"},
    {"В Ромнах взорвался газ.\n\nРанее: дрон попал в дом в Орле.", "romny past"},
    {"A gas blast hit Sumy.\n\nEarlier: a drone hit a house in Kharkiv.", "sumy past"},
    {"У Ромнах вибух газу, є поранені.\n\nРаніше сьогодні дрон влучив у будинок у Харкові.", "kharkiv past, romny past"},
    {"Раніше: у Харкові дрон влучив у будинок.", "kharkiv past"},
    {"У Ромнах вибух газу.\n\nРаніше, у ніч проти 14 серпня, дрони били по Харкову. Поранено двох.", "romny past"},
    {"У Ромнах дрон влучив у склад.\n\nВід початку року в Харкові внаслідок обстрілів загинули 200 людей.", "romny past"},
    {"У Ромнах дрон влучив у склад.\n\nУ Харкові зберуть допомогу для постраждалих.", "romny past"},
    {"У Ромнах дрон влучив у склад.\n\nНа фронті: бої тривають біля Куп'янська.", "romny past"},
    {"У столиці, на Чернігівщині та Сумщині сирени через безпілотники.\n\nЯк повідомлялося, раніше уламки пошкодили хату на Черкащині.",
     "cherkasy past, chernihiv live, kyiv-city live, sumy live"},
    /* "latest news": headlines that begin with a time of day, below a text of something else */
    {"Ремонт дороги в Ромнах.\n\nОстанні новини Сумщини\n13:31 Надзвичайні події: дві пожежі, є постраждалий\n10:07 Удари по Шостці: поранено людину", ""},
    {"Ремонт дороги в Ельце.\n\nЛента новостей\n13:31 Пожар в Грязях: сгорел дом\n10:07 Удар по Липецку", ""},
    {"Road repairs in Sumy.\n\nRecent headlines\n13:31 Strike on Kharkiv: one injured", ""},
    {"Новини Сумщини\n\nУночі обстріляли Шостку, є поранені.", "shostka past"},
    {"Останні новини Сумщини: обстріляно Шостку, є поранені.", "shostka past"},
    {"Удар по Ромнах, двоє поранених.\n\nОстанні новини\n10:07 Удари по Шостці: поранено людину", "romny past, shostka past"},
    /* what a later paragraph dates is of that day down to its end; what the text began with is not */
    {"В Орле дрон повредил дом, сообщил губернатор.\n\n24 августа дрон ударил по складу в Ливнах. В Болхове тогда же пострадало здание.", "oryol past"},
    {"В Орле дрон повредил дом, сообщил губернатор.\n\n31 августа дрон ударил по складу в Ливнах.", "livny past, oryol past"},
    {"В Орле дрон повредил дом, сообщил губернатор.\n\n24 августа дрон ударил по складу в Ливнах. Сегодня пострадало здание в Болхове.",
     "bolkhov past, oryol past"},
    {"В Орле дрон повредил дом, сообщил губернатор.\n\nВ начале марта дрон ударил по складу в Ливнах.", "oryol past"},
    {"24 августа дрон ударил по складу в Ливнах. В Болхове пострадало здание.", "bolkhov past, livny past"},
    {"A drone damaged a house in Oryol, the governor said.\n\nOn August 24, a drone hit a warehouse in Livny.", "oryol past"},
};

static const struct saying parts[] = {
    /* a community whose word was said before */
    {"Під дронами три громади Миколаївщини. Куцурубську шість разів атакували дронами.", "kutsurub past, mykolaiv past"},
    {"Хотінську громаду атакували КАБами, Юнаківську — дронами.", "khotin past, yunakivka past"},
    {"Обстріляли Хотінську громаду. Юнаківська школа стоїть порожня.", "khotin past"},
    {"У Лиманській громаді поранено двох. Вибух у Слов'янську пошкодив дім.", "lyman past, sloviansk past"},
    /* a map that shows alarms, and one that shows something else */
    {"На 14:55 мапа показує сигнал у Полтавській та Сумській областях.", "poltava live, sumy live"},
    {"На 15:00 карта показывает сигнал в Полтавской области.", "poltava live"},
    {"На карті показали сигнал мобільного зв'язку у Полтавській області.", ""},
    {"Карта показывает сигнал мобильной связи в Полтавской области.", ""},
    /* a flat that burns, and one that is for sale */
    {"Дрони атакували Київщину.\n\n— Бориспіль: загорілася квартира.", "boryspil past, kyiv-oblast past"},
    {"Елец: загорелась квартира, разбиты машины.", "yelets past"},
    {"У Ромнах продається квартира, сусідня згоріла торік.", ""},
    /* who sits in a house */
    {"Сирени в Сумах увімкнули, поки у Білому домі чекали гостей.", "sumy live"},
    {"Взрыв в Ельце обсудили в Белом доме, погиб один.", "yelets past"},
};
/* clang-format on */

static void of_other_days_nothing_is_told(void **state)
{
        (void)state;
        assert_they_say(recalled, sizeof recalled / sizeof *recalled, name_of);
}

static void parts_are_told_by_what_was_said_before(void **state)
{
        (void)state;
        assert_they_say(parts, sizeof parts / sizeof *parts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(of_other_days_nothing_is_told),
            cmocka_unit_test(parts_are_told_by_what_was_said_before),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
