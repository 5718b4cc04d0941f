/* Sentences as news writes them: what stands between a place and what happened there. The texts are written for this test;
 * the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "place state", in order, between commas; the place is the last part of its path. */
static const struct saying texts[] = {
    /* water that comes, and that goes */
    {"На Закарпатті вода пішла на село Вонігове.", "vonihove live, zakarpattia live"},
    {"На Закарпатті вода пішла по вулицях села Вонігове.", "vonihove live, zakarpattia live"},
    {"На Сумщині паводок: вода пішла в хати у Ромнах.", "romny live, sumy live"},
    {"На Сумщині паводок: у Ромнах вода пішла на спад.", ""},
    /* ammunition that may go off */
    {"Боєприпаси у Ромнах можуть детонувати, попереджає міська рада.", "romny live"},
    {"Ромни: людей просять бути біля укриття, може здетонувати.", "romny live"},
    {"У Ромнах шосту добу й далі горить склад.", "romny live"},
    /* who did it, and what was counted */
    {"На Луганщині по позиціях у Трьохізбенці била з гранатометів група.", "trokhizbenka past"},
    {"Російська армія відкривала вогонь по Ромнах.", "romny past"},
    {"Під Ромнами зафіксовано десять «приходів», імовірно, це міномет.", "romny past"},
    {"БпЛА імовірно на Ромни.", "romny live"},
    {"Під ворожим вогнем, зі слів Коваленка, опинилися Ромни.", "romny past"},
    /* what is occupied may be hit, or only be where it came from */
    {"Увечері тимчасово окупований Джанкой атакували дрони.", "dzhankoi past"},
    {"У тимчасово окупованому Джанкої відкрили новий дитсадок.", ""},
    {"Пуски шахедів з тимчасово окупованого Криму.", ""},
    /* who came to help, what is left out of the count */
    {"У Ромнах вибухнув газ, двоє поранених. На виклик поїхала команда села Андріяшівка.", "romny past"},
    {"Через обстріли Донеччини поранено п'ятьох людей. Без Маріуполя загинуло чотири тисячі.", "donetsk past"},
    {"Мапа повітряних тривог: як вона працює в Ромнах.", ""},
    /* what one is reminded of may be of last night */
    {"Горіла школа в Ромнах. Нагадаємо, цієї ночі дрони влучили в школу в Шостці.", "romny past, shostka past"},
    {"Горіла школа в Ромнах. Нагадаємо, торік дрони влучили в школу в Шостці.", "romny past"},
    /* districts of before are called like the community of their centre */
    {"На Житомирщині в Овруцькому районі горить ліс, людей евакуюють.", "korosten live, zhytomyr live"},
    {"Обстріляно Великобурлуцький район Харківської області.", "kupiansk past"},
    {"Через негоду без світла лишилися села Гощанського, Березнівського й Корецького районів.", "rivne past"},
    {"У Шевченківському районі Харкова пролунали вибухи.", "shevchenkivskyi past"},
    {"Без тепла 60 будинків у Ромнах через прорив теплотраси.", "romny past"},
    {"Дрон влучив у Дніпровському районі міста Києва.", "dniprovskyi past"},
    /* dangers that are removed, people who may return; and who may not, or not yet */
    {"Загрозу детонації в Ромнах усунуто, повідомили рятувальники.", "romny all-clear"},
    {"Загрозу детонації в Ромнах ще не усунуто.", "romny live"},
    {"Загрозу детонації в Ромнах усунуто лише частково.", "romny live"},
    {"Щойно загрозу детонації в Ромнах буде усунуто, людям дозволять повернутися.", "romny live"},
    {"Евакуйованим мешканцям Ромен дозволено повертатися до домівок.", "romny all-clear"},
    {"Жителям Ромен дозволили повернутися додому: пожежу погасили.", "romny all-clear"},
    {"Жителям Ромен не дозволили повернутися додому: пожежа триває.", "romny live"},
    {"Частині мешканців Ромен дозволили повернутися додому, пожежа на складі триває.", "romny live"},
    {"Мешканці Ромен не можуть повернутися додому через пожежу, є загроза вибуху.", "romny live"},
    {"Переселенцям дозволили повернутися додому в Ромни.", ""},
    /* what is not put out, what was not seen */
    {"Пожежу на складі в Ромнах не вдається загасити.", "romny live"},
    {"У Ромнах не зафіксовано влучань і обстрілів, ніч минула спокійно.", ""},
    /* accidents; clearing mines is no drill where one goes off */
    {"Автобус злетів у кювет неподалік Ромен: загинув водій.", "romny past"},
    {"Чадним газом отруїлася родина в Ромнах.", "romny past"},
    {"У Ромнах під час розмінування підірвався сапер.", "romny past"},
    {"У Ромнах тривають навчання з розмінування.", ""},
    /* what rivers do is no village's */
    {"Паводок на Прикарпатті: у Надвірній Бистриця вийшла з берегів, підтоплено 70 хат.", "nadvirna past"},
    /* suffered */
    {"Ворожих атак зазнали Ромни й Шостка.", "romny past, shostka past"},
    {"У Салтівському районі Харкова від влучання горить дах.", "saltivskyi past"},
    {"У Києві – наслідки атаки в чотирьох районах: Дніпровському, Дарницькому, Деснянському, Шевченківському.",
     "darnytskyi past, desnianskyi past, dniprovskyi past, shevchenkivskyi past"},
    {"На околиці Ромен росіяни вбили двох цивільних.", "romny past"},
    {"Ревнивець убив дружину в Ромнах.", ""},
    /* roads between towns */
    {"Під Уманню на трасі Київ–Одеса перекинувся автобус.", "uman past"},
    {"На трасі Київ – Чоп біля Стрия зіткнулися два автобуси, троє загиблих.", "stryi past"},
    /* what a firm is called */
    {"Магазин «Полтава» у Ромнах знищено ударом дрона.", "romny past"},
    {"Пожежа після удару на заводі Кременчука.", "kremenchuk past"},
    {"Дрони над Києвом. «Суми, в укриття!»", "kyiv-city live, sumy live"},
    {"Дрон атаковал порт «Усть-Луга».", "ust-luga past"},
    /* a heading that asks where, and one that lists */
    {"Повітряну тривогу в Запорізькій області скасовано.\n\nДе оголошено тривогу\n\nМапа тривог на цю хвилину:",
     "zaporizhzhia all-clear"},
    {"Повітряну тривогу в Запорізькій області скасовано.\n\nДе оголошено тривогу: Сумська область.",
     "sumy live, zaporizhzhia all-clear"},
    {"Тривога на Сумщині тривала сім годин і вже скінчилася.", "sumy all-clear"},
    {"Тривога на Сумщині триває сьому годину й досі не скінчилася.", "sumy live"},
    {"Рух через дамбу в Запоріжжі перекрито після влучання дрона.", "zaporizhzhia past"},
    {"Через дощі на Рахівщині зійшов сель, заблоковано дорогу до Ясіні.", "rakhiv past"},
    {"Обстріляно Путивльщину, пошкоджено дві хати.", "putyvl past"},
    {"Голова Овруцького району Житомирщини розповів про плани на весну.", ""},
    /* who attacked whom, who said so, and what an agency is called */
    {"Киев атаковал Энгельс дронами.", "engels past"},
    {"Киев ударил по Энгельсу дронами.", "engels past"},
    {"Энгельс атаковал дрон.", "engels past"},
    {"Энгельс атаковали в Саратовской области.", "engels past"},
    {"Москва сообщила об ударе по Новороссийску.", "novorossiysk past"},
    {"Опасность БПЛА в Липецке. Лента — МиК-Воронеж.", "lipetsk live"},
    {"Со стороны Воронежской области в Липецкую область залетели три дрона.", "lipetsk past"},
    /* what was not recorded, who was not hurt */
    {"Обстрелов Рыльского района за сутки не зафиксировано.", ""},
    {"В Туапсе никто не пострадал при падении обломков беспилотника.", "tuapse past"},
    {"В Туапсе проверяют, не сбит ли дрон.", ""},
    /* alarms that go on, and that are over */
    {"Отбой тревоги в Туапсе ещё не объявляли.", "tuapse live"},
    {"Тревога отменена в Туапсе, в Таганроге её продлили.", "taganrog live, tuapse all-clear"},
    {"Тревогу в Туапсе отменили, но через полчаса объявили снова.", "tuapse live"},
    {"Тревога в Туапсе длилась до рассвета и была отменена в 6:30.", "tuapse all-clear"},
    {"Тревога в Туапсе длится до рассвета и будет отменена позже.", "tuapse live"},
    {"В Туапсе объявляли воздушную тревогу, сейчас она отменена.", "tuapse all-clear"},
    {"Снята ракетная опасность с Липецкой области.", "lipetsk all-clear"},
    {"Перестали звучать сирены в Туапсе.", "tuapse all-clear"},
    {"В Липецкой области ввели режим «Ковёр».", "lipetsk live"},
    /* a word for a village behind a verb; a name that ends otherwise than the district beside it */
    {"Лесной пожар угрожает посёлку Тёткино.", "tyotkino live"},
    {"Над Глушковским районом и Рыльском сбиты дроны.", "glushkovsky past, rylsk past"},
    {"Над Рыльском и Глушковским районом сбиты дроны.", "glushkovsky past, rylsk past"},
    {"В Глушковском районе и Рыльском сбиты дроны.", "glushkovsky past, rylsky past"},
    /* what is out of order after an attack, and other calamities */
    {"Без света после атаки остались три тысячи жителей Рыльского района.", "rylsky past"},
    {"На заводе в Рыльске, по которому ударили дроны, остановлено производство.", "rylsk past"},
    {"В Рыльске прорвало теплотрассу, холодно в 30 домах.", "rylsk past"},
    {"В Туапсе был слабый подземный толчок, разрушений нет.", "tuapse past"},
    {"Заповедник под Туапсе горит сразу в двух местах.", "tuapse live"},
};
/* clang-format on */

static void news_is_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(news_is_told),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
