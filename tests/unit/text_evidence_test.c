/* What is weak evidence that anything happened or threatens, beside what is strong. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "ISO state", in order, between commas. */
static const struct saying texts[] = {
    /* denied right before it is named; what stands beside it is not */
    {"У Ромнах і Лохвиці ремонт, сирена до обіду, а не тривога.", ""},
    {"У Ромнах не приліт і не вибух, там забивають палі.", ""},
    {"Над Клинцами видели не дрон.", ""},
    {"The light over Lutsk was a meteor, not a drone.", ""},
    {"Харків! Не шахед, балістика! В укриття!", "UA-63 live"},
    {"Это не гроза, взрывы в Одессе, в укрытия!", "UA-51 live"},
    {"Air raid alert in Lviv. Missiles, not drones this time.", "UA-46 live"},
    {"Жодних деталей, ракета летить на Полтаву, в укриття!", "UA-53 live"},
    {"Жители Клинцов, не приближайтесь к окнам, БПЛА над городом!", "RU-BRY live"},
    {"Не ракета, а обломки дрона повредили крышу в Клинцах.", "RU-BRY past"},
    {"В Туапсе упал не один дрон, а три.", "RU-KDA past"},
    /* two names that do something are no list */
    {"Earthquakes levelled the coast of Syria.\n\nRivne and Lutsk held prayers.", "SY past"},
    {"Дрони вночі вдарили по області.\n\nСуми і Ромни чули сирени.", "UA-59 past"},
    /* an event that some other doing is about, where nothing else happened */
    {"Дамбу старого пруда в Ельце разберут, и жители соседней улицы давно ждут этого взрыва.", ""},
    {"The festival in Varna includes, besides a concert for the whole family, the detonation of an old mine.", ""},
    {"Взрыв газа в жилом доме в Ельце.\n\nПричину выясняет следствие.", "RU-LIP past"},
    {"Спасатели разбирают завалы после взрыва на складе в Казани.", "RU-TA past"},
    {"ПВО отработала над Сызранью, погиб рабочий. На площадке в Самаре был пожар.", "RU-SAM past"},
    /* another time: years that end now, the year before, the end of a month, what such a sentence goes on with */
    {"Лейтенант Иван Петров, 1921–2026\n\nВ Ельце он попал под обстрел и был ранен.", ""},
    {"Drones hit the library in Kherson in the spring of 2025.", ""},
    {"Loadings in Novorossiysk fell after a drone attack in late June hit two berths.", ""},
    {"Since missiles hit the plants of Kherson in the winter of 2025, people save power; the mayor thanked Lviv.", ""},
    {"A drone hit a school in Kherson last night, for the first time since 2022.", "UA-65 past"},
    {"За 2024–2026 годы такого не было: ракетная опасность в Воронеже, в укрытие!", "RU-VOR live"},
    /* a year that its sentence goes on with; months and sieges counted; decades gone by */
    {"Улітку 2023-го він надсилав мапи, а потім туди били ракетами: у Лубнах двічі, у Ромнах тричі.", ""},
    {"Итоги июня: дроны и ракеты\n\nСбито 214 над Тульской областью, 190 над Калужской.", ""},
    {"Two decades have gone by since an earthquake levelled Bursa.", ""},
    {"Самая длинная тревога месяца: Елецкий район, 14 часов.", ""},
    {"Летом 2023-го здесь было тихо, а сейчас по Рыльску бьёт артиллерия, всем в подвалы!", "RU-KRS live"},
    {"Самая длинная тревога года продолжается в Курске: БПЛА над городом.", "RU-KRS live"},
    {"Ні одного сигналу за ніч, а зараз ракета на Черкаси. В укриття!", "UA-71 live"},
    /* blasts that are planned; storms, hail and floods of something else */
    {"В субботу старую трубу в Ельце снесут взрывом, дорогу перекроют.", ""},
    {"Сапери знищуватимуть боєприпаси біля Ромен, буде гучно.", ""},
    {"Магнітна буря накриє Лубни в п'ятницю, найсильніший удар увечері.", ""},
    {"Prices rocketed in Constanta after a hail of orders; Galati was flooded with grain.", ""},
    {"В Севастополе возможны звуки взрывов: работает ПВО, не покидайте укрытий.", "UA-40 live"},
    {"Магнітна буря, кажете? А над Одесою шахеди, чути вибухи.", "UA-51 live"},
    {"Storm of drones over Odesa overnight: three hit the port, one man died.", "UA-51 past"},
    /* a blow of which nobody knows what it was, in a text that tells of no harm, and not at a place */
    {"Why rents fell\n\nRussians who came in March are leaving. Owners in Batumi see that the slump of the last half year has hit "
     "the coast hardest, where most of the new houses stand.",
     ""},
    {"Вірус вразив ферму\n\nУ районі Лубен вдарило так, що господарі втратили половину стада, ветеринари беруть аналізи, ринок "
     "закрито до понеділка.",
     ""},
    {"Сильный удар по Таганрогу\n\nДвижение перекрыто, трамваи стоят, школы закрыты до понедельника, чиновники молчат, света нет.",
     "RU-ROS past"},
    {"Between 1949 and 1989, nuclear explosions shook the steppe near Semey.", ""},
    {"Його дім у Ромнах пошкодило уламками позаторік.", ""},
    {"Казани угрожают БПЛА: такого не было с ноября 2023 года.", "RU-TA live"},
    /* who has fallen at the front, and who has not */
    {"Лубни зустрічають воїна на щиті: старший солдат загинув 5 травня поблизу Торецька внаслідок обстрілу.", ""},
    {"Старшина из Ельца погиб на фронте под Покровском, отпевание в субботу.", ""},
    {"Ракета влучила у будинок у Сумах, коли там зустрічали воїна на щиті: загинули троє.", "UA-59 past"},
    {"Two soldiers were killed in action as missiles hit a base near Yavoriv overnight.", "UA-46 past"},
    /* who shall stay alert is in danger no more where that is all that is said besides its end */
    {"В Клинцах опасность атаки БПЛА отменена, но оставайтесь бдительны.", "RU-BRY all-clear"},
    {"Ромни — відбій, але будьте обережні.", "UA-59 all-clear"},
    {"Клинцы, оставайтесь бдительны!", "RU-BRY live"},
    {"Отбой в Туле, но Елец, будьте внимательны!", "RU-LIP live, RU-TUL all-clear"},
    {"В Клинцах пока тихо, но будьте внимательны: дроны рядом!", "RU-BRY live"},
    /* days before, hours before */
    {"Дрон упал в Туле. За два дня до этого снаряд попал в дом в Клинцах.", "RU-TUL past"},
    {"Дрон упал в Туле. За час до этого обломки упали в Клинцах.", "RU-BRY past, RU-TUL past"},
    {"Два удари по Ромнах. За тиждень до цього дрон упав у Черкасах.", "UA-59 past"},
    /* how an attack ended */
    {"Атака БПЛА на Клинцы обошлась без жертв.", "RU-BRY past"},
    {"Атака БПЛА на Клинцы!", "RU-BRY live"},
    {"Серия взрывов в Клинцах: над городом дым.", "RU-BRY past"},
    {"Жителям Клинцов ночью пришлось спускаться в подвалы: сбивали дроны.", "RU-BRY past"},
    /* what is called off because of a danger, and the danger */
    {"У Ромнах скасували ракетну небезпеку.", "UA-59 all-clear"},
    {"У Ромнах ракетну небезпеку ще не скасували.", "UA-59 live"},
    {"Через годину ракетну небезпеку в Ромнах скасували.", "UA-59 all-clear"},
    {"У Ромнах через ракетну небезпеку скасували поїзд.", ""},
    {"Из-за ракетной опасности в Клинцах отменили поезд.", ""},
    /* near a town */
    {"На підльоті до Ромен знищено два дрони.", "UA-59 past"},
    {"БПЛА на подлёте к Клинцам, сбит один.", "RU-BRY past"},
    {"БПЛА на подлёте к Клинцам!", "RU-BRY live"},
    {"Отразить налёт на Клинцы силы ПВО ещё пытаются.", "RU-BRY live"},
    {"The mayor reported debris falling in Nikopol.", "UA-12 past"},
    {"Debris falling on Nikopol, take cover!", "UA-12 live"},
    /* blasts of laughter, attacks of hackers, and who shall stay tuned */
    {"Несколько взрывов смеха раздалось в зале Клинцов.", ""},
    {"Попытка атаки хакеров на банк в Клинцах пресечена.", ""},
    {"Оставайтесь с нами: новости Клинцов в 21:00.", ""},
    {"Несколько взрывов раздалось в Клинцах.", "RU-BRY past"},
    /* who and what is struck is no other subject; a first sentence that tells of harm is news, whatever is announced below it */
    {"Дрон влучив у стадіон «Авангард» у Ромнах, поранено двох тренерів.", "UA-59 past"},
    {"Обстріл Лубен: загинув художник, його дружину поранено.", "UA-53 past"},
    {"Дрон попал в краеведческий музей в Рыльске, горит крыша.", "RU-KRS past"},
    {"Рыльск: при обстреле погиб известный художник.", "RU-KRS past"},
    {"A strike on a court in Lubny wounded a judge and two artists.", "UA-53 past"},
    {"A drone hit the theatre in Lubny during a rehearsal, injuring four actors.", "UA-53 past"},
    {"В музее Рыльска художник показал картины о войне и обстреле.", ""},
    {"Тренер Лубен назвав матч обстрілом воріт.", ""},
    {"The museum in Lubny shows what an artist made of missiles.", ""},
    {"Вибух у Лубнах: двоє загиблих.\n\nМатч проти Ромен перенесли.", "UA-53 past"},
    {"Взрыв в доме в Рыльске, погиб мужчина. Концерт перенесли на субботу.", "RU-KRS past"},
    {"A blast in Lubny killed two. The funeral will be held in Romny.", "UA-53 past"},
    {"Лубни: ракета! Турнір зупиняємо, в укриття!", "UA-53 live"},
    {"Lubny: missile! We stop the concert, run to the basement.", "UA-53 live"},
    /* the night of a weekday is now */
    {"В ночь на среду под атакой оказались сразу три области: Тульская, Калужская и Рязанская. Работа служб в них перестроена, "
     "сведений о разрушениях пока нет.",
     "RU-KLU past, RU-RYA past, RU-TUL past"},
};

/* What a first sentence leaves no doubt of is news, whatever follows from it. */
static const struct saying aftermath[] = {
    {"{|Что известно к этому часу\n}{Дома затоплены в Рыльске, эвакуированы 300 человек|В Рыльске произошёл взрыв газа, обрушился подъезд|На заводе в "
     "Рыльске произошла утечка хлора, 12 человек отравились|Над Рыльском сбиты три беспилотника|Обломки дрона повредили дом в Рыльске}. "
     "{Погибли 466 голов скота|Заседание комиссии по ЧС назначено на вечер|Депутат Госдумы выразил соболезнования|По прогнозу синоптиков, "
     "будут осадки|Концерт отменён, матч перенесён|Следствие возбудило уголовное дело|Дома отремонтируют за счёт бюджета|Турнир по шахматам "
     "прервали}.", "RU-KRS past"},
    {"{|Що відомо на цю годину\n}{Будинки затоплено в Ромнах, евакуйовано 300 людей|У Ромнах стався вибух газу, обвалився під'їзд|На заводі в "
     "Ромнах стався витік хлору, 12 людей отруїлися|Над Ромнами збито три безпілотники}. {Загинуло 466 голів худоби|Народний депутат висловив "
     "співчуття|За прогнозом синоптиків, будуть опади|Концерт скасовано, матч перенесено|Музей зачинено, весілля перенесли|Прощання із загиблими "
     "відбудеться завтра}.", "UA-59 past"},
    {"{|What is known so far\n}{Drone debris damaged a house in Romny|A gas explosion brought down part of a building in Romny|A chlorine leak at a "
     "plant in Romny poisoned 12 people|Three drones were shot down over Romny}. {A concert was cancelled|A football match was postponed|Lawmakers "
     "expressed condolences|The weather hampers the work|A wedding was postponed|The victim is a pensioner and war veteran}.", "UA-59 past"},
    {"У Ромнах оголошено загрозу ударних БпЛА. {Концерт зупинено, матч перенесено|Турнір із шахів перервали}.", "UA-59 live"},
    {"В Рыльске объявлена опасность атаки БПЛА. {Концерт остановлен, матч перенесён|Турнир по шахматам прервали}.", "RU-KRS live"},
    {"В Рыльске прошло учение. Матч перенесён.", ""},
    /* what is denied or asked for below an accident is not that it happened; a blast may have been planned */
    {"На заводе в Рыльске произошла утечка хлора, 12 человек отравились. Полиция просит не распространять фейки.", "RU-KRS past"},
    {"На заводі в Ромнах стався витік хлору, 12 людей отруїлися. Поліція просить не поширювати фейки.", "UA-59 past"},
    {"A chlorine leak at a plant in Romny poisoned 12 people. Police ask people not to spread fakes.", "UA-59 past"},
    {"В Рыльске прогремел взрыв. Это учения.", ""},
};
/* clang-format on */

static void what_followed_from_it_silences_nothing(void **state)
{
        (void)state;
        assert_they_say(aftermath, sizeof aftermath / sizeof *aftermath, code_of);
}

static void only_what_is_evident_is_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(only_what_is_evident_is_told),
            cmocka_unit_test(what_followed_from_it_silences_nothing),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
