/* Where a text begins with a place and a time; who acts and who is hit; an all-clear that is not for all. The texts are written for
 * this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying stamps[] = {
    {"Липецкая область, утро среды. Отбой воздушной опасности прозвучал в 7:10.", "RU-LIP all-clear"},
    {"Орловская область, 26 ноября, 7:15. Отбой опасности БПЛА для всех районов сразу.", "RU-ORL all-clear"},
    {"Сумщина, ніч на 4 грудня. Збито 12 дронів, постраждалих немає.", "UA-59 past"},
    {"Полтавщина, вечір. Тривога, БпЛА з півночі.", "UA-53 live"},
    {"Sumy region, March 3. Shelling killed a farmer.", "UA-59 past"},
    {"Kharkiv, early Tuesday. A drone hit a house, two people were hurt.", "UA-63 past"},
    {"Волгоград, утро. Отбоя пока нет, БПЛА над городом.", "RU-VGG live"},
    {"Львів, ранок. Як місто прокидається під каву та дзвони.", ""},
    /* for some only */
    {"Самара\nОтбой — но не для всех\n\nВ Сызрани режим пока действует.", "RU-SAM live"},
    {"Kyiv region: all clear, but not for everyone. In Bila Tserkva the alert goes on.", "UA-32 live"},
    {"Отбой. Но не все дома целы: в Туле обломки упали на дом.", "RU-TUL past"},
};

static const struct saying acts[] = {
    {"Warsaw scrambled fighter jets, as it does whenever Russia strikes close to its border.", ""},
    {"Warsaw scrambled jets and closed airports after drones fell near Lublin.", "PL-06 past"},
    {"Варшава підняла винищувачі під час атаки на Львів.", "UA-46 past"},
    {"Drones are over Warsaw, fighter jets scrambled.", "PL-14 live"},
    {"«Правый берег бил из РСЗО», написал назначенный Москвой глава. Ранен житель Скадовска.", "UA-65 past"},
    /* what was used against whom, and when */
    {"Mortars and drones were used against Nikopol, Marhanets and the village of Pokrovske.", "UA-12 past"},
    {"Артиллерию применяли по Шебекину и Грайворону.", "RU-BEL past"},
    {"По Білопіллю та Шостці застосовували КАБи.", "UA-59 past"},
    {"По Сумах застосували балістику, всі в укриття, загроза повторних пусків!", "UA-59 live"},
    {"Дроны использовали против борщевика в Калужской области.", ""},
    {"Дрони застосували проти сарани на Одещині.", ""},
    {"Синельниківщина пережила КАБи і «Шахеди».", "UA-12 past"},
    {"Дві години поспіль дрони заходили на Ізмаїл із моря, і частина прорвалася.", "UA-51 past"},
    {"Дрони заходять на Ізмаїл із моря.", "UA-51 live"},
    {"Дроны прорвались к Туле, ПВО работает, в укрытие!", "RU-TUL live"},
    {"З коментарів: «Вінниця питає, чи був пуск». Ні, пусків не зафіксовано.", ""},
    {"Вінниця питає, чи був приліт. Так, на Вінницю летять ракети!", "UA-05 live"},
    {"Жители Тулы спрашивают, была ли атака.", ""},
    {"Из комментариев видно: Тула под атакой, всем в укрытие!", "RU-TUL live"},
    {"Нових пусків не зафіксовано. Полтава, тривога триває.", "UA-53 live"},
    {"Warsaw scrambled jets as drones flew over the city, residents told to take shelter.", "PL-14 live"},
    {"Тула, в комментариях пишут о взрывах над городом, всем в укрытие!", "RU-TUL live"},
    /* a city and what is around it */
    {"The alert is in force in the city of Ventspils.", "LV-VEN live"},
    {"The alert is in force in Ventspils municipality and the city of Ventspils.", "LV-106 live, LV-VEN live"},
    {"Drones over the city of Sevastopol.", "UA-40 live"},
    /* from where it came, and where that lies */
    {"Defences shot down 71 drones launched from Kursk in Russia and from Chauda in occupied Crimea. A house burned in Sumy.",
     "UA-59 past"},
    /* a town, no village of another gender; a word, no village */
    {"Київщина: БпЛА.\nБпЛА в р-ні Вознесенська, курс північний.", "UA-32 live, UA-48 live"},
    {"На Кіровоградщині тривога. Нові пуски зафіксовано.", "UA-35 live"},
    {"На Кіровоградщині тривога. Нова загроза балістики.", "UA-35 live"},
    /* what is heard; what was another day; who warned of it */
    {"Сирени чути в Полтаві, згодом тривогу оголосили й на Кіровоградщині.", "UA-35 live, UA-53 live"},
    {"На Черкащині тривога. Нагадаємо, у п'ятницю в Кременчуці через удар дрона горіли гаражі.", "UA-71 live"},
    {"A RO-Alert message sent to Tulcea county at 01:12 was cancelled at 02:30.", "RO-TL all-clear"},
};
/* clang-format on */

static void a_text_begins_with_where_and_when(void **state)
{
        (void)state;
        assert_they_say(stamps, sizeof stamps / sizeof *stamps, code_of);
}

static void who_acts_is_not_hit(void **state)
{
        (void)state;
        assert_they_say(acts, sizeof acts / sizeof *acts, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_text_begins_with_where_and_when),
            cmocka_unit_test(who_acts_is_not_hit),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
