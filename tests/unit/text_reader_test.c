/* What running text says: one text for every kind of sentence that is easily misread. The texts are written
 * for this test; the events in them are invented. */
#include <malloc.h>
#include <math.h>
#include <time.h>

#include "text_reader_fixture.h"

/* "state event path" of everything found, in any order; a leading "!" must not be found, "nothing" means no
 * alert. */
struct sample {
        const char *text;
        const char *expected[8];
};

/* Each text stays as it is written. */
/* clang-format off */
static const struct sample names[] = {
    {"Дрон ударил по дому в Шебекино.", {"past drone ru/belgorod/shebekinsky/shebekino"}},
    {"Под Шебекином сбит беспилотник.", {"past drone ru/belgorod/shebekinsky/shebekino"}},
    {"Обстреляно село Муром Шебекинского округа.", {"past shelling ru/belgorod/shebekinsky/murom"}},
    {"Сбиты дроны над Краснояружским и Ракитянским районами Белгородской области.",
     {"past drone ru/belgorod/krasnoyaruzhsky", "past drone ru/belgorod/rakityansky"}},
    {"Drones were shot down over Chertkovsky, Bokovsky and Millerovsky districts of Rostov Oblast.",
     {"past drone ru/rostov/chertkovsky", "past drone ru/rostov/bokovsky",
      "past drone ru/rostov/millerovsky"}},
    {"На Харківщині збито два БпЛА.", {"past drone ua/kharkiv"}},
    {"БпЛА в Сумській та Полтавській обл., курс на захід.", {"live drone ua/sumy", "live drone ua/poltava"}},
    {"Обстріляно м. Чугуїв та н.п. Циркуни на Харківщині.",
     {"past shelling ua/kharkiv/chuhuiv/chuhuiv/chuhuiv",
      "past shelling ua/kharkiv/kharkiv/tsyrkuny/tsyrkuny"}},
    {"Взрыв в Бeлгoрoде, повреждены дома.", {"past explosion ru/belgorod/belgorod"}},
    {"A drone hit a house in Mykolayiv overnight.", {"past drone ua/mykolaiv/mykolaiv/mykolaiv/mykolaiv"}},
};

static const struct sample roles[] = {
    {"Дрон упал в Курске. В Москве это назвали терактом, Киев не комментирует.",
     {"past drone ru/kursk/kursk", "!past drone ru/moscow-city", "!past drone ua/kyiv-city"}},
    {"MOSCOW, 3 March - A drone hit a depot in Tula.",
     {"past drone ru/tula/tula", "!past drone ru/moscow-city"}},
    {"Пуски КАБів із Бєлгородської області на Харківщину!",
     {"live glide-bomb ua/kharkiv", "!live glide-bomb ru/belgorod"}},
    {"БпЛА з Чернігівщини курсом на Київщину.", {"live drone ua/kyiv-oblast", "!live drone ua/chernihiv"}},
    {"Ракета в напрямку Полтави!", {"live missile ua/poltava/poltava/poltava/poltava"}},
    {"Раненого дроном в Грайвороне мужчину доставили в больницу Белгорода.",
     {"past drone ru/belgorod/grayvoronsky/grayvoron", "!past drone ru/belgorod/belgorod"}},
    {"A drone struck a bus in Kherson; a Moscow-based think tank said talks in Istanbul would go on.",
     {"past drone ua/kherson/kherson/kherson/kherson", "!past drone ru/moscow-city"}},
    {"Воронежский губернатор сообщил, что ночью сбиты три беспилотника.", {"past drone ru/voronezh"}},
    {"Вячеслав Муромов и Олег Харьков погибли при обстреле Купянска.",
     {"past shelling ua/kharkiv/kupiansk/kupiansk/kupiansk",
      "!past shelling ua/kharkiv/kharkiv/kharkiv/kharkiv"}},
};

static const struct sample states[] = {
    {"A drone hit a depot in Kursk overnight. The army has begun conducting drills in the region.",
     {"past drone ru/kursk/kursk"}},
    {"Ракетная опасность в Курской области! Пройдите в укрытие.", {"live missile ru/kursk"}},
    {"Повітряна тривога в Чугуївському районі. Залишайтеся в укритті до сигналу «Відбій».",
     {"live air-raid ua/kharkiv/chuhuiv"}},
    {"Air raid alert in Sumy Oblast. Stay in shelters until you hear the all-clear.",
     {"live air-raid ua/sumy"}},
    {"Отбой ракетной опасности в Курской области.", {"all-clear missile ru/kursk"}},
    {"🟢 Відбій тривоги в Чугуївському районі.",
     {"all-clear air-raid ua/kharkiv/chuhuiv"}},
    {"The air raid alert in Sumy Oblast has been lifted.", {"all-clear air-raid ua/sumy"}},
    {"Отбоя в Белгороде пока нет, опасность атаки БПЛА сохраняется.",
     {"live drone ru/belgorod/belgorod", "!all-clear drone ru/belgorod/belgorod"}},
    {"No all-clear yet in Kharkiv, drones are still flying over the city.",
     {"live drone ua/kharkiv/kharkiv/kharkiv/kharkiv",
      "!all-clear drone ua/kharkiv/kharkiv/kharkiv/kharkiv"}},
    {"Відбій у Полтаві, але в Сумах загроза балістики.",
     {"all-clear ballistic ua/poltava/poltava/poltava/poltava", "live ballistic ua/sumy/sumy/sumy/sumy",
      "!all-clear ballistic ua/sumy/sumy/sumy/sumy"}},
    {"Опасность атаки БПЛА отменена в Воронеже, но на остальной территории региона режим остаётся в силе.",
     {"all-clear drone ru/voronezh/voronezh", "live drone ru/voronezh", "!all-clear drone ru/voronezh"}},
    {"За ніч над Сумщиною збито 12 шахедів, над Полтавщиною — 4.",
     {"past drone ua/sumy", "past drone ua/poltava"}},
    {"Синоптики прогнозируют сильный ветер в Ростовской области завтра.", {"forecast weather ru/rostov"}},
    {"UPD: в Таганроге дали отбой, но в Новочеркасске сирены звучат снова.",
     {"all-clear air-raid ru/rostov/taganrog", "live air-raid ru/rostov/novocherkassk",
      "!all-clear air-raid ru/rostov/novocherkassk"}},
    {"У Запоріжжі відбій тривоги, але в області загроза КАБів залишається.",
     {"all-clear air-raid ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia",
      "live glide-bomb ua/zaporizhzhia", "!all-clear air-raid ua/zaporizhzhia"}},
    {"Ждем отбой по Киеву, Одесса - отбой.",
     {"all-clear air-raid ua/odesa/odesa/odesa/odesa", "!all-clear air-raid ua/kyiv-city"}},
    {"The drone threat regime has been lifted in Lipetsk region but is still in force in Yelets.",
     {"all-clear drone ru/lipetsk", "live drone ru/lipetsk/yelets", "!all-clear drone ru/lipetsk/yelets"}},
    {"Отбой тревоги в Харьковской области не объявлен.",
     {"live air-raid ua/kharkiv", "!all-clear air-raid ua/kharkiv"}},
    {"Тривога: Одеська, Херсонська області. Відбій: Вінницька.",
     {"live air-raid ua/odesa", "live air-raid ua/kherson", "all-clear air-raid ua/vinnytsia"}},
    {"Тривогу на Вінниччині скасовано.", {"all-clear air-raid ua/vinnytsia"}},
    {"В Белгороде отменили режим ракетной опасности.", {"all-clear missile ru/belgorod/belgorod"}},
    {"На Рівненщині оголосили штормове попередження: завтра пориви вітру до 20 м/с.",
     {"forecast weather ua/rivne"}},
    {"ВНИМАНИЕ! На складе в Россоши Воронежской области произошла утечка аммиака. Закройте окна.",
     {"live chemical ru/voronezh/rossoshansky/rossosh"}},
};

static const struct sample nothing[] = {
    {"В среду в Курске включат сирены: это проверка системы оповещения.", {"nothing"}},
    {"Сьогодні у Сумах планове тренування: лунатимуть сирени, це навчальна тривога.", {"nothing"}},
    {"Rumours of a chlorine leak in Poltava are fake, the plant works as usual.", {"nothing"}},
    {"ФК «Белгород» обстрелял ворота «Орла» и вышел в финал кубка, тренер доволен матчем.", {"nothing"}},
    {"Переговоры: Москва считает, что Киев затягивает саммит, заявил Песков.", {"nothing"}},
    {"Погода в Белгороде: солнце, до +25 градусов.", {"nothing"}},
    {"Продам квартиру в Харькове, дом после обстрелов восстановлен. Цена бомба!", {"nothing"}},
    {"В 1943 году Белгород был разрушен обстрелами. Сегодня годовщина битвы.", {"nothing"}},
    {"Москва молчит, Киев обвиняет Москву.", {"nothing"}},
    {"Читайте также:\n- Харьков бомбили всю ночь\n- Дрон упал в Туле", {"nothing"}},
    {"Саперы провели разминирование под Изюмом, слышны взрывы.", {"nothing"}},
    {"", {"nothing"}},
};

/* Posts and passages of the kinds that are read most. */
static const struct sample reports[] = {
    {"Вінниччина! Дві групи мопедів зі сходу тримають курс на Гайсин і далі на Немирів.",
     {"live drone ua/vinnytsia", "live drone ua/vinnytsia/haisyn/haisyn/haisyn",
      "live drone ua/vinnytsia/vinnytsia/nemyriv/nemyriv"}},
    {"⚠️ Кіровоградщина: ворожий безпілотник пролетів Знам'янку, далі "
     "— "
     "на "
     "Олександрію.",
     {"live drone ua/kirovohrad", "live drone ua/kirovohrad/kropyvnytskyi/znamianka/znamianka",
      "live drone ua/kirovohrad/oleksandriia/oleksandriia/oleksandriia"}},
    {"🚀 Крилаті ракети минають Кременчук, рухаються у бік Черкас.",
     {"live missile ua/cherkasy/cherkasy/cherkasy/cherkasy",
      "live missile ua/poltava/kremenchuk/kremenchuk/kremenchuk"}},
    {"🟢 Відбій повітряної тривоги:\n▪️ Миколаївська область\n▪️ "
     "Херсонська "
     "область\n▪️ "
     "Кіровоградська область",
     {"all-clear air-raid ua/kherson", "all-clear air-raid ua/kirovohrad", "all-clear air-raid ua/mykolaiv"}},
    {"🔴 Оголошено повітряну тривогу у Хмельницькій, Тернопільській та Чернівецькій областях через зліт "
     "МіГ-31К.",
     {"live aviation ua/chernivtsi", "live aviation ua/khmelnytskyi", "live aviation ua/ternopil"}},
    {"💣 Пуски КАБ тактичною авіацією на прикордоння Чернігівщини та Сумщини!",
     {"live aviation ua/chernihiv", "live aviation ua/sumy", "live glide-bomb ua/chernihiv",
      "live glide-bomb ua/sumy"}},
    {"🛵 Група ударних БпЛА в Ізюмському районі, вектор руху "
     "— "
     "Барвінкове/Лозова.",
     {"live drone ua/kharkiv/izium", "live drone ua/kharkiv/izium/barvinkove/barvinkove",
      "live drone ua/kharkiv/izium/borova/lozova"}},
    {"Загроза ударних дронів для Рівненщини зберігається, по Волині — відбій.",
     {"all-clear drone ua/volyn", "live drone ua/rivne"}},
    {"🛸 Розвідувальні БпЛА над Очаковом та Березанкою "
     "(Миколаївщина).",
     {"live drone ua/mykolaiv", "live drone ua/mykolaiv/mykolaiv/berezanka/berezanka",
      "live drone ua/mykolaiv/mykolaiv/ochakiv/ochakiv"}},
    {"УВАГА! Загроза артобстрілу.\nНікопольський район, Марганець, Покров — пройдіть в укриття!",
     {"live shelling ua/dnipropetrovsk/nikopol",
      "live shelling ua/dnipropetrovsk/nikopol/marhanets/marhanets",
      "live shelling ua/dnipropetrovsk/nikopol/pokrov/pokrov"}},
    {"Запоріжжя, оголошено відбій загрози КАБ. Загроза БпЛА ще актуальна!",
     {"all-clear glide-bomb ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia",
      "live drone ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia"}},
    {"Мопеди кружляють над Білою Церквою, ще три підходять до Сквири та Тетієва.",
     {"live drone ua/kyiv-oblast/bila-tserkva/bila-tserkva/bila-tserkva",
      "live drone ua/kyiv-oblast/bila-tserkva/skvyra/skvyra",
      "live drone ua/kyiv-oblast/bila-tserkva/tetiiv/tetiiv"}},
    {"Чугуївський, Куп'янський та Ізюмський райони: небезпека застосування противником керованих авіабомб.",
     {"live glide-bomb ua/kharkiv/chuhuiv", "live glide-bomb ua/kharkiv/izium",
      "live glide-bomb ua/kharkiv/kupiansk"}},
    {"❗️Закарпаття та Прикарпаття, у вас тривога через "
     "загрозу "
     "«Кинджалів».",
     {"live ballistic ua/ivano-frankivsk", "live ballistic ua/zakarpattia"}},
    {"🛵 Ворожі дрони з Брянщини перетнули кордон: Новгород-Сіверський "
     "район "
     "під "
     "загрозою.",
     {"live drone ua/chernihiv/novhorod-siverskyi"}},
    {"Загроза балістики минула для Києва, але на Київщині ще 3 шахеди біля Макарова.",
     {"all-clear ballistic ua/kyiv-city", "live drone ua/kyiv-oblast",
      "live drone ua/kyiv-oblast/bucha/makariv/makariv"}},
    {"На Рівненщині синоптики обіцяють значні опади: місцями град, пориви вітру до 20 м/с. Рятувальники "
     "радять не паркувати авто під деревами.",
     {"forecast weather ua/rivne"}},
    {"В Курской области отбой ракетной опасности, опасность БПЛА сохраняется.",
     {"all-clear missile ru/kursk", "live drone ru/kursk"}},
    {"В Липецке сработали сирены: объявлен красный уровень «Угроза атаки БПЛА». Жёлтый уровень действует в "
     "Задонском, Елецком и Грязинском округах.",
     {"live drone ru/lipetsk/gryazinsky", "live drone ru/lipetsk/lipetsk", "live drone ru/lipetsk/yeletsky",
      "live drone ru/lipetsk/zadonsky"}},
    {"Минобороны отчиталось о 76 перехваченных за ночь дронах\n\nВ период с 23:00 до 7:00 мск дежурными "
     "средствами ПВО перехвачены 31 БПЛА над Брянской областью, 20 — над Калужской, 11 — над Тульской, по "
     "семь — над Орловской и Смоленской.",
     {"past drone ru/bryansk", "past drone ru/kaluga", "past drone ru/oryol", "past drone ru/smolensk",
      "past drone ru/tula"}},
    {"В Туапсе потушили пожар на нефтебазе, вызванный падением обломков. Оперштаб Краснодарского края: "
     "пострадавших нет. В Новороссийске ночью звучала сирена, работала ПВО.",
     {"past air-raid ru/krasnodar/novorossiysk", "past debris ru/krasnodar/tuapsinsky/tuapse"}},
    {"Над Ленобластью сбили четыре БПЛА — Дрозденко. Обломки упали в Киришском районе, никто не пострадал. "
     "Пулково вернулся к обычному расписанию.",
     {"past debris ru/leningrad/kirishsky", "past drone ru/leningrad"}},
    {"ТАМБОВСКАЯ ОБЛАСТЬ! Внимание! Опасность атаки БПЛА на территории Мичуринска, Уварова и Кирсановского "
     "округа. Сохраняйте спокойствие, ждите дальнейшей информации.",
     {"live drone ru/tambov", "live drone ru/tambov/kirsanovsky", "live drone ru/tambov/michurinsk",
      "live drone ru/tambov/uvarovo"}},
    {"❗️Шебекино, Новая Таволжанка, Муром — ракетная опасность! Спуститесь в подвалы, оставайтесь "
     "там "
     "до "
     "сигнала «Отбой ракетной опасности».",
     {"live missile ru/belgorod/shebekinsky/murom", "live missile ru/belgorod/shebekinsky/novaya-tavolzhanka",
      "live missile ru/belgorod/shebekinsky/shebekino"}},
    {"Отбой воздушной тревоги в Севастополе. Над акваторией сбиты три воздушные цели.",
     {"all-clear air-raid ua/sevastopol"}},
    {"Два человека погибли, когда дрон врезался в жилой дом в Энергодаре. Подконтрольная Москве "
     "администрация обвинила Киев, украинская сторона не комментирует.",
     {"past drone ua/zaporizhzhia/vasylivka/enerhodar/enerhodar"}},
    {"Two people were killed and nine wounded when Russian glide bombs slammed into an apartment block in "
     "Kramatorsk, Donetsk Oblast Governor Vadym Filashkin said. Rescuers are still clearing rubble.",
     {"past glide-bomb ua/donetsk/kramatorsk/kramatorsk/kramatorsk"}},
    {"Air raid sirens are sounding in Lviv, Ternopil and Ivano-Frankivsk regions as missiles approach from "
     "the east. Residents should stay in shelters until the all-clear is given.",
     {"live missile ua/ivano-frankivsk", "live missile ua/lviv", "live missile ua/ternopil"}},
    {"The air alert has been lifted in Vinnytsia Oblast, but drones are still flying over Khmelnytskyi "
     "Oblast.",
     {"all-clear air-raid ua/vinnytsia", "live drone ua/khmelnytskyi"}},
    {"KHARKIV, Ukraine — A Russian drone strike on a maternity hospital in the city of Izium injured four, "
     "among them a newborn's mother, prosecutors said on Saturday. Overnight shelling also damaged homes in "
     "Balakliia and Chuhuiv, they added.",
     {"past drone ua/kharkiv/izium/izium/izium", "past shelling ua/kharkiv/chuhuiv/chuhuiv/chuhuiv",
      "past shelling ua/kharkiv/izium/balakliia/balakliia"}},
    {"Russia launched 145 drones and four Iskander missiles at Ukraine overnight from Kursk, Millerovo and "
     "occupied Crimea, the Air Force said. Strikes were recorded in Sumy, Poltava and Mykolaiv oblasts; 120 "
     "drones were downed.",
     {"past drone ua/mykolaiv", "past drone ua/poltava", "past drone ua/sumy"}},
    {"⚠️ Ballistic threat for Zaporizhzhia and Dnipro! Take cover now!",
     {"live ballistic ua/dnipropetrovsk/dnipro/dnipro/dnipro",
      "live ballistic ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia"}},
    {"Russian troops dropped bombs on Zolochiv in the Kharkiv region and shelled Nikopol, Dnipropetrovsk "
     "region, eleven times with artillery, leaving a 12-year-old boy hurt. Power is out in parts of "
     "Marhanets.",
     {"past shelling ua/dnipropetrovsk/nikopol/marhanets/marhanets",
      "past shelling ua/dnipropetrovsk/nikopol/nikopol/nikopol",
      "past shelling ua/kharkiv/bohodukhiv/zolochiv/zolochiv"}},
    {"ДТП поблизу Ніжина: зіткнулися два авто, загинув водій.", {"past other ua/chernihiv/nizhyn/nizhyn/nizhyn"}},
    {"В Туле автобус столкнулся с грузовиком, погибли трое.", {"past other ru/tula/tula"}},
    {"A bus crash near Lviv killed three people.", {"past other ua/lviv/lviv/lviv/lviv"}},
    {"Рятувальники гасять пожежу в Ніжині після удару дрона.",
     {"live fire ua/chernihiv/nizhyn/nizhyn/nizhyn", "!live drone ua/chernihiv/nizhyn/nizhyn/nizhyn"}},
    {"Дрони били по Харківщині: у Куп'янську пошкоджено будинок; у Боровій горіла трава.",
     {"past drone ua/kharkiv/kupiansk/kupiansk/kupiansk", "past fire ua/kharkiv/izium/borova/borova"}},
};

static const struct sample many[] = {
    {"Київщина:\n— БпЛА курсом на Обухів;\n— ракета повз Васильків.",
     {"live drone ua/kyiv-oblast/obukhiv/obukhiv/obukhiv",
      "live missile ua/kyiv-oblast/obukhiv/vasylkiv/vasylkiv"}},
    {"Дрон ранил водителя в Грайвороне. Тем временем в Курской области объявлена ракетная опасность.",
     {"past drone ru/belgorod/grayvoronsky/grayvoron", "live missile ru/kursk"}},
    {"<p>Збито &laquo;шахеди&raquo; на Сумщині</p><p>Влучання у Конотопі.</p>",
     {"past drone ua/sumy", "past drone ua/sumy/konotop/konotop/konotop"}},
    {"Сбиты дроны: 44 над Брянской областью, 6 над Калужской и по одному над Тульской, Орловской областями.",
     {"past drone ru/bryansk", "past drone ru/kaluga", "past drone ru/tula", "past drone ru/oryol"}},
    {"У Білопільській громаді пошкоджено обстрілом ферму, у Краснопільській — два будинки.",
     {"past shelling ua/sumy/sumy/bilopillia", "past shelling ua/sumy/sumy/krasnopillia"}},
    {"Повітряна тривога по всій території України!", {"live air-raid ua"}},
    {"Паводок: вода заходит на дачи под Уральском, эвакуируют жителей.",
     {"live flood kz/west-kazakhstan/oral"}},
};
/* clang-format on */

/* All that was found, for comparing and for showing. */
static const char *found_in(const struct alert_list *list)
{
        const char *all = ";";

        for (size_t i = 0; i < list->n; i++) {
                const struct alert *alert = &list->alerts[i];
                const struct alert_info *info = &alert->infos[0];
                for (size_t k = 0; k < info->n_places; k++)
                        all = arena_printf(a, "%s%s %s %s;", all,
                                           vocab_word(VOCAB_STATE, (int)alert_state(alert)),
                                           vocab_word(VOCAB_EVENT, (int)info->event), info->places[k].path);
        }
        return all;
}

static void check(const struct sample *samples, size_t n)
{
        size_t wrong = 0;

        for (size_t i = 0; i < n; i++) {
                struct alert_list list = read_text(samples[i].text, NULL);
                const char *found = found_in(&list);
                for (size_t k = 0; k < 8 && samples[i].expected[k]; k++) {
                        const char *e = samples[i].expected[k];
                        bool ok =
                            !strcmp(e, "nothing")
                                ? list.n == 0
                                : !strstr(found, arena_printf(a, ";%s;", e + (*e == '!'))) == (*e == '!');
                        if (!ok)
                                print_error("%s\n  expected %s\n  found %s\n", samples[i].text, e, found);
                        wrong += !ok;
                }
        }
        assert_int_equal(wrong, 0);
}

#define CHECK(name)                                                                                          \
        static void name##_are_read(void **state)                                                            \
        {                                                                                                    \
                (void)state;                                                                                 \
                check(name, sizeof name / sizeof *name);                                                     \
        }
CHECK(names)
CHECK(roles)
CHECK(states)
CHECK(nothing)
CHECK(many)
CHECK(reports)

static void home_settles_a_name(void **state)
{
        struct alert_list list = read_text("Дрон сбит над селом Октябрьский.", "ru/belgorod");

        (void)state;
        assert_int_equal(list.n, 1);
        assert_string_equal(list.alerts[0].infos[0].places[0].path, "ru/belgorod/belgorodsky/oktyabrsky");
}

static void evidence_and_certainty(void **state)
{
        struct alert_list list = read_text("Утро было тихим. Дрон якобы упал в Курске.", NULL);

        (void)state;
        assert_int_equal(list.n, 1);
        assert_string_equal(list.alerts[0].infos[0].evidence[0], "Дрон якобы упал в Курске.");
        assert_int_equal(list.alerts[0].infos[0].certainty, CERTAINTY_POSSIBLE);
        assert_false(list.alerts[0].official);
        list = read_text("Дрон упал в Курске, сообщило МЧС.", NULL);
        assert_true(list.alerts[0].official);
        assert_int_equal(list.alerts[0].infos[0].certainty, CERTAINTY_OBSERVED);
        list = read_text("Губернатор: по предварительным данным, в Туле дрон попал в завод.", NULL);
        assert_int_equal(list.alerts[0].infos[0].certainty, CERTAINTY_LIKELY);
        /* of each alert by its own sentences, and what follows them */
        list = read_text("В Курске дрон якобы упал на склад.\nВ Туле сбиты три дрона.", NULL);
        assert_int_equal(list.n, 2);
        assert_int_equal(list.alerts[0].infos[0].certainty, CERTAINTY_POSSIBLE);
        assert_int_equal(list.alerts[1].infos[0].certainty, CERTAINTY_LIKELY);
        list = read_text("В Туле сбиты три дрона. Это предварительные данные.", NULL);
        assert_int_equal(list.alerts[0].infos[0].certainty, CERTAINTY_POSSIBLE);
}

static void toward_is_marked(void **state)
{
        struct alert_list list = read_text("БпЛА курсом на Обухів.", NULL);

        (void)state;
        assert_int_equal(list.n, 1);
        assert_int_equal(list.alerts[0].infos[0].places[0].role, ROLE_TOWARD);
        assert_int_equal(list.alerts[0].infos[0].urgency, URGENCY_EXPECTED);
}

static void ascii_arrows_mean_toward(void **state)
{
        static const char *const texts[] = {"БпЛА -> Обухів.", "БпЛА --> Обухів.", "БпЛА => Обухів.",
                                            "БпЛА->Обухів.", "БпЛА → Обухів."};

        (void)state;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                struct alert_list list = read_text(texts[i], NULL);
                assert_int_equal(list.n, 1);
                assert_int_equal(list.alerts[0].infos[0].places[0].role, ROLE_TOWARD);
        }
}

static void read_large(const char *text, size_t size)
{
        const struct text_options options = {.sent = NOW, .alerts = 10};
        struct arena *own = arena_new();
        struct alert_list list;

        text_reader_read(reader, &options, text, size, own, &list);
        assert_true(list.n <= 10);
        arena_free(own);
}

/* Hostile sizes: many names, one name, no spaces, deep nesting of nothing, one sentence of all-clears. What grew
 * with the square of the size would outlast the test's time limit. */
static void large_texts_are_bounded(void **state)
{
        static const char *const parts[] = {
            "Іванівка ", "в селе Октябрьский, ", "дрон", "<p><p", "((((", "до отбоя ",
            "відбій ",   "відбій, крім "};
        const size_t size = 4u << 20; /* the largest report */
        char *text = malloc(size + 64);

        (void)state;
        assert_non_null(text);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
                size_t used = 0, n = strlen(parts[i]);
                for (; used + n < size; used += n)
                        memcpy(text + used, parts[i], n);
                read_large(text, used);
                memset(text + used / 2, '!', used - used / 2);
                read_large(text, used);
        }
        free(text);
}

/* Processor time for a text of one part over and over, behind its beginning. */
static double time_for(const char *begin, const char *part, char *text, size_t size)
{
        struct timespec start, end;
        size_t used = strlen(begin), n = strlen(part);

        memcpy(text, begin, used);
        for (; used + n < size; used += n)
                memcpy(text + used, part, n);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
        read_large(text, used);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
        return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

#define LESS   (256u << 10)
#define MORE   (2u << 20) /* eight times as much: eight times as long, or sixty-four where the square counts */
#define LONGER 24
#define TRIES  5

/* The best of some tries counts, of either size, since other programs take the machine's caches meanwhile. */
static void time_grows_with_size(void **state)
{
        static const char *const parts[] = {
            "Харків ",
            "відбій ",
            "12 ",
            "абв",
            "« \" » ",
            "район ",
            ",",
            "обл. ",
            "г. с. ",
            "в ",
            "не ",
            "кроме ",
            "Муром, ",
            "погибли 2 ",
            "из Москвы в ",
            "Никто ",
            "Київ\n",
            "Сумщина — ",
            "🔴",
            "Новая Новая ",
            "? ",
            "район Ивановка ",
            "угроза БПЛА ",
            "обнаружили обломки, ",
            "гучно, ",
            "которая ночью ",
            "nobody when ",
            "the Dnipro district; has attacked (",
            "не летит; ",
            "it was called off (",
            "вода спадає; ",
            "мопед на Суми ",
        };
        static const char *const begins[] = {"", "Суми, "};
        char *text = malloc(MORE);

        (void)state;
        assert_non_null(text);
        mallopt(M_MMAP_THRESHOLD, 1 << 30); /* else only the larger text pays for new pages each time */
        mallopt(M_TRIM_THRESHOLD, 1 << 30);
        for (size_t k = 0; k < 2 * (sizeof parts / sizeof *parts); k++) {
                const char *part = parts[k / 2], *begin = begins[k % 2];
                double less = time_for(begin, part, text, LESS), more = time_for(begin, part, text, MORE);
                for (unsigned attempt = 1; attempt < TRIES && more >= LONGER * less; attempt++) {
                        less = fmin(less, time_for(begin, part, text, LESS));
                        more = fmin(more, time_for(begin, part, text, MORE));
                }
                if (more >= LONGER * less)
                        fail_msg("\"%s%s\": eight times the size takes %.0f times as long", begin, part,
                                 more / less);
        }
        free(text);
}

static void marks_are_in_order(void **state)
{
        const char *text = "Дрон ударил по Шебекино. Из Москвы не ответили. Отбой в Курске.";
        const struct text_options options = {.sent = NOW, .alerts = 10};
        struct text_mark *marks;
        size_t n = text_reader_marks(reader, &options, text, strlen(text), a, &marks), end = 0, places = 0,
               named = 0;

        (void)state;
        for (size_t i = 0; i < n; i++) {
                assert_true(marks[i].start >= end && marks[i].end > marks[i].start);
                end = marks[i].end;
                places += marks[i].kind == MARK_PLACE;
                named += marks[i].kind == MARK_NAMED;
                assert_non_null(marks[i].why);
        }
        assert_int_equal(places, 2);
        assert_int_equal(named, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(names_are_read),
            cmocka_unit_test(roles_are_read),
            cmocka_unit_test(states_are_read),
            cmocka_unit_test(nothing_are_read),
            cmocka_unit_test(many_are_read),
            cmocka_unit_test(home_settles_a_name),
            cmocka_unit_test(evidence_and_certainty),
            cmocka_unit_test(toward_is_marked),
            cmocka_unit_test(large_texts_are_bounded),
            cmocka_unit_test(time_grows_with_size),
            cmocka_unit_test(marks_are_in_order),
            cmocka_unit_test(reports_are_read),
            cmocka_unit_test(ascii_arrows_mean_toward),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
