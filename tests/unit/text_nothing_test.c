/* Texts that have words of danger in them and nothing to warn of, beside such as have. The texts are written for this test;
 * the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "ISO state", in order, between commas. */
static const struct saying texts[] = {
    /* victims, ruins and words like "goes on" need something that happened */
    {"В Мариуполе сдали дом взамен разрушенного.", ""},
    {"На Сумщині запустили програму компенсацій за знищене житло.", ""},
    {"Донори Рівного здали 200 літрів крові для поранених.", ""},
    {"Безробіття на Харківщині впало до рівня 2021 року.", ""},
    {"Мост через Сейм в Рыльске закроют на ремонт с 1 октября.", ""},
    {"Two people died in Kharkiv, where the mild autumn is in full swing.", ""},
    {"После атаки на Рыльск двое погибших.", "RU-KRS past"},
    {"Унаслідок удару по Конотопу загинув водій.", "UA-59 past"},
    {"Two people died in an attack on Kharkiv.", "UA-63 past"},
    {"ДТП під Сарнами: загинули троє людей.", "UA-56 past"},
    {"Конотоп, чути двигун, увага!", "UA-59 live"},
    {"Відбій не дали, Черкаси в червоній зоні.", "UA-71 live"},
    /* what happened is only told in passing: after "who", "after", or by an adjective */
    {"У Дрогобичі відкрили пам'ятник пожежникам, які гасили пожежі після обстрілів.", ""},
    {"Восстановленную после обстрела школу открыли в Макеевке.", ""},
    {"Пострадавшие от паводка в Орске получат вторую выплату до декабря.", ""},
    {"Жители Рыльска год ждут компенсаций за сгоревшие при обстрелах дома.", ""},
    {"The army may stockpile missiles for strikes on Kyiv, analysts believe.", ""},
    {"Galati will buy nets for a county in which fragments of drones landed.", ""},
    {"Пострадавшие в Рыльске: дрон ударил по школе, где шёл ремонт.", "RU-KRS past"},
    {"Двое раненых после атаки дрона в Рыльске.", "RU-KRS past"},
    {"Из Рыльска сообщают о попадании в подстанцию.", "RU-KRS past"},
    {"A garage burned down in Kherson after a drone attack.", "UA-65 past"},
    /* a weapon that has hit tells more than what it has hit, or was said beside */
    {"Дрон влучив у музей у Глухові.", "UA-59 past"},
    {"Беспилотник попал в стадион в Клинцах, ранен тренер.", "RU-BRY past"},
    {"A missile hit a theatre in Sumy during a concert; three dead.", "UA-59 past"},
    {"Чугуїв, ракета! Концерт зупиняємо, в укриття!", "UA-63 live"},
    {"У Глухові відкрили музей безпілотників.", ""},
    {"📸 Фото дня: гроза над Воронежем.", ""},
    {"🚌 При ракетной опасности автобусы в Белгороде останавливаются у укрытия.", ""},
    {"В Клинцах тренер раскритиковал судей матча: соперник обстрелял ворота.", ""},
    /* a weapon in a line of which little else is known, and what stands beside it */
    {"Потрібен складальник дронів у Рівному, досвід не обов'язковий.", ""},
    {"Missile engineers wanted in Narva!", ""},
    {"🎁 Везём в Рыльск детектор дронов, сбор одежды для детей в Туле.", ""},
    {"Два шахеди біля Конотопа.", "UA-59 live"},
    {"Ракета, Черкаси, дуже швидко.", "UA-71 live"},
    {"Ещё дрон над Рыльском, очень низко.", "RU-KRS live"},
    /* an event's word that only says what kind of thing is spoken of */
    {"Drone school, Narva!", ""},
    {"Anti-drone fence for Sumy!", ""},
    {"Школа операторів дронів, Рівне!", ""},
    {"Ракетный полк, Йошкар-Ола!", ""},
    {"Число пожаров в Орловской области снизилось на треть.", ""},
    {"Пожары в Орловской области: сгорели две бани.", "RU-ORL past"},
    {"Group of drones, Sumy!", "UA-59 live"},
    {"Хвиля шахедів на Суми!", "UA-59 live"},
    {"Drone over Narva!", "EE-511 live"},
    {"На Ромни шахед з півдня", "UA-59 live"},
    {"Від Миколаєва шахеди на Одесу", "UA-51 live"},
    {"Проліт шахедів через Ніжин", "UA-74 live"},
    {"Запуск ракет по Харькову", "UA-63 live"},
    {"Ракетний удар по Сумах.", "UA-59 past"},
    /* each time, by a rule or a plan */
    {"Рух тролейбусів у Рівному спиняється, щоразу коли лунає сирена.", ""},
    {"Під час тривоги у Сумах каси зачинені.", ""},
    {"Новый бункер в Курске выдержит прямое попадание ракеты.", ""},
    {"За задумом, у ліцеї Луцька спалахнула пожежа: так навчали класних керівників.", ""},
    {"Під час тривоги в Сумах дрон влучив у склад.", "UA-59 past"},
    /* a text that begins with another time tells of it further down too, but danger is always now */
    {"В Рыльске почтили память учителей. Ракета попала в школу, погибли двое.", ""},
    {"У Ромнах відкрили пам'ятник медикам. Дрон влучив у лікарню, троє загинули.", ""},
    {"Заочно приговорили полковника. По Рыльску ударили ракетами, погибли двое.", ""},
    {"A memorial service was held in Kherson. Shells hit the market and killed six people.", ""},
    {"В Рыльске почтили память учителей. Внимание, ракетная опасность в Рыльске!", "RU-KRS live"},
    {"Ракета попала в школу в Рыльске, погибли двое. В память о погибших зажгли свечи.", "RU-KRS past"},
    /* how many there were, who filmed them, what is blown up on purpose, and what sprays fields */
    {"За рік на Сумщині пролунало три тисячі повітряних тривог.", ""},
    {"Жителю Рыльска грозит арест: снял видео о работе ПВО.", ""},
    {"В субботу под Рыльском прогремят плановые взрывы.", ""},
    {"Дрон летит над Рыльским районом: опрыскивание свёклы займёт день.", ""},
    {"An officer in Haifa asked whether there is a missile threat.", ""},
    /* advice for another day, and alarms with advice in them */
    {"Памятка дачнику: как вести себя, если летит дрон. Спуститесь в погреб. Памятку раздают в Рыльске и Льгове.", ""},
    {"Що покласти до тривожної валізки. Почули сирену — до укриття! Наліпки з переліком є в Конотопі та Шостці.", ""},
    {"Школярів учать, як діяти під час обстрілу: лягайте, не виходьте. Перші уроки пройшли в Балаклії.", ""},
    {"Five things to do when the siren sounds: go inside, take cover! The booklet is out in Narva and Tartu.", ""},
    {"Правила поведения при утечке аммиака: закройте окна. Плакаты висят в Кашине и Ржеве.", ""},
    {"Ракетная опасность в Курске! Памятка: пройдите в укрытие, не подходите к окнам.", "RU-KRS live"},
    {"Як діяти під час тривоги — до укриття. Просто зараз у Сумській області ракетна небезпека!", "UA-59 live"},
    {"Увага! Ракетна небезпека! Як діяти: прямуйте в укриття. Полтава, Лубни, Миргород.", "UA-53 live"},
    {"Выброс аммиака в Кашине: что делать. Закройте окна, дышите через мокрую ткань.", "RU-TVE live"},
    {"A gas leak at the plant in Sillamäe. What to do if you live nearby: stay indoors.", "EE-735 live"},
    /* what says little else goes on with the alarms beside it */
    {"Уфа! Тревога, дроны! В укрытие! Автобусы для дачников в субботу пойдут до Стерлитамака вместо вторника.",
     "RU-BA live"},
    {"Суми! Ракети на місто! Конотоп теж ховаємось.", "UA-59 live"},
    {"Уфа! Тревога, дроны! В укрытие! Салават и Стерлитамак тоже.", "RU-BA live"},
    /* what sounds alike, and happens */
    {"Полтавская область: БПЛА повредил три дома и технику аграриев.", "UA-53 past"},
    {"Харків не був атакований, ціль знищена.", ""},
    {"Ціль знищена, ще дві ракети курсом на Суми.", "UA-59 live"},
    {"Отмена тревоги по БПЛА в Липецкой области.", "RU-LIP all-clear"},
    {"Тревога в Воронеже, отмены тревоги пока нет.", "RU-VOR live"},
    {"Введён красный уровень в Липецке и Ельце.", "RU-LIP live"},
    {"БпЛА курсом на Троєщину.", "UA-30 live"},
    {"A missile hit a building in Tehran overnight.", "IR-23 past"},
};
/* clang-format on */

static void only_what_happens_is_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(only_what_happens_is_told)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
