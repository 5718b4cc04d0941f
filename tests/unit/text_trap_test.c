/* The traps of running text: the worst error of all, an all-clear that nobody gave, and alarms out of nothing. The texts are
 * written for this test; the events in them are invented. */
#include <stdlib.h>
#include <string.h>

#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "ISO state", in order, between commas. */
static const struct saying texts[] = {
    {"Сумщина: загроза БпЛА!\nПолтавщина — відбій.", "UA-53 all-clear, UA-59 live"},
    {"Полтавщина — відбій.\n\nСумщина: загроза БпЛА!", "UA-53 all-clear, UA-59 live"},
    {"Drones heading toward Kharkiv. The alert in Poltava Oblast has been cancelled.",
     "UA-53 all-clear, UA-63 live"},
    {"The alert in Poltava Oblast has been cancelled. Drones heading toward Kharkiv.",
     "UA-53 all-clear, UA-63 live"},
    {"Ракетная опасность в Брянской области! В Калужской области ракетная опасность отменена.",
     "RU-BRY live, RU-KLU all-clear"},
    {"В Калужской области ракетная опасность отменена. В Брянской области ракетная опасность!",
     "RU-BRY live, RU-KLU all-clear"},
    {"Ждите отбоя! Опасность атаки БПЛА в Липецкой области.", "RU-LIP live"},
    {"Опасность атаки БПЛА в Липецкой области. Не покидайте укрытий до сигнала отбоя.", "RU-LIP live"},
    {"A drone that entered from Belarus is circling over the city of Vilnius.", "LT-58 live"},
    {"A drone has entered Sumy Oblast and is over Romny.", "UA-59 live"},
    {"Missiles detected over Lviv have passed Stryi.", "UA-46 live"},
    {"Отбой ещё не объявлен, в Белгородской области сохраняется ракетная опасность.", "RU-BEL live"},
    {"Відбою на Харківщині ще немає. Залишайтеся в укриттях.", "UA-63 live"},
    {"Не відбій! На Харківщині досі БпЛА.", "UA-63 live"},
    {"Увага! Повторна загроза для Одещини після відбою: балістика!", "UA-51 live"},
    {"Після відбою знову тривога: Дніпропетровщина, ракети!", "UA-12 live"},
    {"The all-clear in Sumy was a mistake; drones are still over the city.", "UA-59 live"},
    {"False all-clear: sirens sound again in Kherson.", "UA-65 live"},
    {"Stay in shelters in Romny until the alert is lifted.", "UA-59 live"},
    {"Residents of Romny should remain indoors until the official air raid alert has been lifted.", "UA-59 live"},
    {"Do not go out in Romny until the threat is over.", "UA-59 live"},
    {"As soon as the alert has been lifted in Romny, buses will run again.", "UA-59 live"},
    {"When the all-clear sounds in Romny, residents can return home.", ""},
    {"Once the danger is over in Romny, people can leave shelters.", "UA-59 live"},
    {"The mayor expects the alert in Romny to be lifted by the evening.", "UA-59 live"},
    {"Reports that the alert in Sumy Oblast has been lifted are false: drones are still over Romny.", "UA-59 live"},
    {"The air alert for Sumy Oblast has not been lifted, contrary to rumours.", "UA-59 live"},
    {"The previous alert in Sumy Oblast was lifted at midnight; a new one began at 1:20 a.m.", "UA-59 live"},
    {"The attack on Romny came an hour after the air raid alert had been lifted.", "UA-59 past"},
    {"The alert in Sumy Oblast has lasted for six hours.", "UA-59 live"},
    {"Neither Sumy Oblast nor Kharkiv Oblast has lifted the alert.", "UA-59 live, UA-63 live"},
    {"A channel falsely reported that the alert in Sumy Oblast had been lifted.", "UA-59 live"},
    {"Authorities in Sumy Oblast have not lifted the alert.", "UA-59 live"},
    {"Drone alert ends in Poltava Oblast, starts in Sumy Oblast.", "UA-53 all-clear, UA-59 live"},
    {"The alert has been lifted in Poltava Oblast. Air defence continues to work in Sumy Oblast.",
     "UA-53 all-clear, UA-59 live"},
    {"All clear is expected within the hour in Zaporizhzhia Oblast, missiles are still in the air.",
     "UA-23 live"},
    {"Отменён режим «Ковёр» в аэропорту Саратова. В Саратовской области опасность БПЛА.", "RU-SAR live"},
    {"Дрон в небе над Орлом. Отбой был в 3 часа ночи, сейчас новая тревога.", "RU-ORL live"},
    {"Мэр Херсона отменил концерт из-за угрозы обстрела города.", ""},
    {"Губернатор отменил выпускные в Белгородской области.", ""},
    {"Flights cancelled at Rostov airport after drones attacked Rostov Oblast overnight.", "RU-ROS past"},
    {"Відбій у Житомирській області, у Рівненській — ще ні.", "UA-18 all-clear, UA-56 live"},
    {"На Вінниччині відбій, на Черкащині ні.", "UA-05 all-clear, UA-71 live"},
    {"Смоленская область — отбой, Калужская — ещё нет.", "RU-KLU live, RU-SMO all-clear"},
    {"Отбой объявлен в Пензе, но не в Саратове.", "RU-PNZ all-clear, RU-SAR live"},
    {"The alert has been lifted in Lviv but not in Lutsk.", "UA-07 live, UA-46 all-clear"},
    {"Rivne: all clear. Lutsk: not yet.", "UA-07 live, UA-56 all-clear"},
    {"Отбой ракетной опасности в Ростовской области ещё не объявлен.", "RU-ROS live"},
    {"Режим беспилотной опасности в Пензенской области не отменён.", "RU-PNZ live"},
    {"Режим опасности в Тамбовской области будет отменён отдельным сообщением.", "RU-TAM live"},
    {"За кілька хвилин на Волині має бути відбій.", "UA-07 live"},
    {"Орёл, вот-вот дадут отбой.", "RU-ORL live"},
    {"Липецк: отбой через пять минут.", "RU-LIP live"},
    {"The all-clear in Odesa should sound shortly.", "UA-51 live"},
    {"Рано отбой, Калуга! Ещё два дрона.", "RU-KLU live"},
    {"Черкащина: відбій скасовано, знову тривога!", "UA-71 live"},
    {"Brest region: disregard the earlier all-clear. Threat continues.", "BY-BR live"},
    {"Увага, Волинь: відбій у застосунку – збій. Загроза зберігається.", "UA-07 live"},
    {"Волинь: був відбій, але вже нова загроза, БпЛА з півночі.", "UA-07 live"},
    {"Волинь 🟢 Рівненщина 🔴", "UA-07 all-clear, UA-56 live"},
    {"🔴 Волинь 🟢 Рівненщина", "UA-07 live, UA-56 all-clear"},
    {"Опасность атаки БПЛА в Пензенской области отменена.", "RU-PNZ all-clear"},
    {"Режим опасности атаки БПЛА на территории Тамбовской области снят.", "RU-TAM all-clear"},
    {"Тривогу у Волинській, Рівненській та Львівській областях скасовано.", "UA-07 all-clear, UA-46 all-clear, UA-56 all-clear"},
    {"The alert for Lublin and the Zamosc district was lifted at 07:26.", "PL-06 all-clear"},
    {"Штормовое предупреждение в Псковской области отменено.", "RU-PSK all-clear"},
    {"Київ — відбій. Область — ще тривога.", "UA-30 all-clear, UA-32 live"},
    {"Чекаємо на відбій, Волинь.", "UA-07 live"},
    {"Волинь\nРівненщина\nВідбій\n\nТривога\nЛьвівщина", "UA-07 all-clear, UA-46 live, UA-56 all-clear"},
    {"Чернівці, не поспішайте виходити: відбій тільки в Києві.", "UA-30 all-clear"},
    {"Луцьк, відбій і одразу нова тривога, в укриття!", "UA-07 live"},
    {"Lutsk: officials deny the alert was lifted.", "UA-07 live"},
    {"Режим опасности в Пензенской области не снят, ждём.", "RU-PNZ live"},
    {"Rivne sounds the all-clear after a two-hour alert.", "UA-56 all-clear"},
    {"Lutsk's air raid alert was lifted at 04:10.", "UA-07 all-clear"},
    {"На Черкащині тривога скінчилася.", "UA-71 all-clear"},
    {"Вранці на Волині збили три ракети. Відбій оголошено о 8:10, руйнувань немає.", "UA-07 all-clear, UA-07 past"},
    {"Ночью над Пензенской областью уничтожены семь БПЛА. Режим опасности не снят.", "RU-PNZ live, RU-PNZ past"},
    {"Запоріжжя під ударом КАБ, є поранені. Небезпека зберігається!", "UA-23 live, UA-23 past"},
    {"Ковель: дрон влучив у депо. Залишайтеся в укриттях!", "UA-07 live, UA-07 past"},
    {"Волинь: був відбій. Рівненщина: дрони збито.", "UA-07 all-clear, UA-56 past"},
    {"Алексин, обстрел! Всем в укрытие.", "RU-TUL live"},
    {"Волинь видихає, відбій.", "UA-07 all-clear"},
    {"Пенза: красный снят.", "RU-PNZ all-clear"},
    {"Lviv region is clear; Rivne region is not.", "UA-46 all-clear, UA-56 live"},
    {"Two drones were shot down on approach to a refinery in Penza. No injuries.", "RU-PNZ past"},
    {"Воздушная тревога: Тульская обл. Отбой ракетной опасности в Калужской области.", "RU-KLU all-clear, RU-TUL live"},
    {"Отбой: Тульская обл. Воздушная тревога в Калужской обл.", "RU-KLU live, RU-TUL all-clear"},
    {"Отбой тревоги по БПЛА в Липецкой области ожидается к утру.", "RU-LIP live"},
    {"Отбой тревоги в Курской области не объявлялся.", "RU-KRS live"},
    {"Отмена тревоги в Брянской области преждевременна, оставайтесь в укрытиях.", "RU-BRY live"},
    {"Відбій тривоги у Сумській області очікується за годину.", "UA-59 live"},
    {"Відбій тривоги в Одесі був помилковим, залишайтеся в укриттях!", "UA-51 live"},
    {"The all-clear in Sumy region is expected by morning.", "UA-59 live"},
    {"The alert in Chernihiv region was lifted by mistake and is in force again.", "UA-74 live"},
    {"Officials refused to lift the air alert over Tula region.", "RU-TUL live"},
    {"The threat to Kyiv region is far from over.", "UA-32 live"},
    {"Missiles are crossing Poltava region, and the all-clear of 10 p.m. no longer holds.", "UA-53 live"},
    {"Информация о снятии режима воздушной опасности в Пензенской области не подтвердилась.", "RU-PNZ live"},
    {"Ракетную опасность в Белгородской области сняли и тут же объявили снова.", "RU-BEL live"},
    {"В Калужской области отказались снимать режим опасности БПЛА.", "RU-KLU live"},
    {"Тривогу на Сумщині скасували помилково, не виходьте.", "UA-59 live"},
    {"Відбій на Черкащині, за п'ять хвилин знову оголосили тривогу.", "UA-71 live"},
    {"Зранку тривогу на Полтавщині оголосили знову, о 9:40 — відбій.", "UA-53 all-clear"},
    {"Отбой в Белгородской области. Новые беспилотники на подлёте, всем в укрытие!", "RU-BEL live"},
    {"Отбой в Тульской области. Новые цели, всем в укрытие!", "RU-TUL live"},
    {"Відбій у Харкові. Нові пуски КАБ на місто, в укриття!", "UA-63 live"},
    {"Калужская область — отбой; а потом опять сирена.", "RU-KLU live"},
    {"The dam in Kurgan region has been repaired, but a second breach opened; residents must leave.", "RU-KGN live"},
    {"Ростовская область: в 04:10 отбой, в 04:25 снова БПЛА.", "RU-ROS live"},
    {"The drone alert for Sumy region closed the airport and flights were cancelled.", "UA-59 live"},
    {"Тревога в Саратовской области закрыла дороги, и поезда были отменены.", "RU-SAR live"},
    {"The alert in Lviv region was lifted and flights resumed.", "UA-46 all-clear"},
    {"Yesterday the alert in Kyiv region was lifted after an hour; today it has been in force since dawn.", "UA-32 live"},
    {"Tula region's drone alert, lifted on Monday, was reimposed on Tuesday.", "RU-TUL live"},
    {"The mayor of Odesa asked people not to rely on the all-clear.", "UA-51 live"},
    {"Решение о снятии опасности в Ростовской области примут утром.", "RU-ROS live"},
    {"The all-clear was issued for Poltava region and Cherkasy region, not for Sumy region.",
     "UA-53 all-clear, UA-59 live, UA-71 all-clear"},
    {"У Києві о 10:00 завтра лунатимуть навчальні сирени.", ""},
    {"В Тульской области открыли выставку сбитых беспилотников.", ""},
    {"Оперштаб Геленджика. Угроза атаки безэкипажных катеров! Немедленно уйдите с пляжей. В Орловской области угроза не "
     "объявлялась.",
     "RU-KDA live"},
    {"Внимание! Угроза подтопления, немедленно уйдите с берега. Ишим, Абатское — подняться выше дороги.", "RU-TYU live"},
    {"Угроза снята в Липецкой области, в Тамбовской объявлена.", "RU-LIP all-clear, RU-TAM live"},
    {"Тривогу скасували на Сумщині, але оголосили на Полтавщині.", "UA-53 live, UA-59 all-clear"},
    {"The alert was lifted in Tula region and declared in Kaluga region.", "RU-KLU live, RU-TUL all-clear"},
    {"Отбой объявили в Тульской области, в Калужской области, в Орловской области.",
     "RU-KLU all-clear, RU-ORL all-clear, RU-TUL all-clear"},
    {"The threat of a drone attack in Lipetsk region has been lifted.", "RU-LIP all-clear"},
    {"Air raid alert in Sumy region ends.", "UA-59 all-clear"},
    {"Тревогу в Саратовской области отменили рано утром.", "RU-SAR all-clear"},
    {"The all-clear came in Sumy region at nine, and ten minutes later the alert was declared again.", "UA-59 live"},
    {"Удар припав на Київщину! Понад двадцять БпЛА зайшло в повітряний простір України! Не виходьте з укриттів!",
     "UA-32 past"},
    {"Волинь: дорозвідка, потім відбій.", "UA-07 live"},
    {"Відбій загрози балістики для Луцька. КАБи ще працюють по громадах області.", "UA-07 all-clear, UA-07 live"},
    {"Комендантську годину в Миколаєві скасовано на Великдень.", ""},
    {"🔴 Загроза ударних БпЛА: Запорізька область\n🟢 Відбій: "
     "Дніпропетровська "
     "область",
     "UA-12 all-clear, UA-23 live"},
    {"🟢 Відбій: Дніпропетровська область\n🔴 Загроза ударних БпЛА: "
     "Запорізька "
     "область",
     "UA-12 all-clear, UA-23 live"},
    {"Відбій загрози балістики. Загроза ударних БпЛА для Сумщини зберігається.", "UA-59 live"},
    {"Харьков: отбой. Чугуев: тревога, КАБы.", "UA-63 all-clear, UA-63 live"},
    {"Отбой ракетной опасности в Липецкой области, кроме Елецкого района.", "RU-LIP all-clear, RU-LIP live"},
    {"Відбій тривоги по всій Одещині, окрім Ізмаїльського району.", "UA-51 all-clear, UA-51 live"},
    {"All clear for Poltava Oblast except Kremenchuk district.", "UA-53 all-clear, UA-53 live"},
    {"Отбой в Липецкой области, кроме приграничных районов.", ""},
    {"Над Зауральем объявлен режим беспилотной опасности.", "RU-KGN live"},
    {"Слобожанщина, увага: загроза балістики!", "UA-63 live"},
    {"Семінар у Харкові перервано: повітряна тривога, загроза балістики!", "UA-63 live"},
    {"Київ — відбій, Київщина — тривога триває.", "UA-30 all-clear, UA-32 live"},
    {"When the all-clear sounds, you may leave the shelter. Missile threat now in Kharkiv region.", "UA-63 live"},
    {"Sirens stopped in Lviv, but the threat remains: stay in shelters.", "UA-46 live"},
    {"The air alert in Lviv has ended; in Lviv Oblast it is as before.", "UA-46 all-clear"},
    {"Alert in Odesa is over, Kherson Oblast under attack.", "UA-51 all-clear, UA-65 live"},
    {"Шебекино — прилёты, не выходите на улицу!", "RU-BEL live"},
    {"Воронежская область. Россошь. Сбиты три дрона.", "RU-VOR past"},
    {"Рік тому о цій порі в Сумах дали відбій", ""},
    {"В прошлую пятницу в Туле отбой дали в 5:40", ""},
    {"Учора о цій порі в Сумах вже був відбій", ""},
    {"Last week the all clear in Kharkiv came at 5 a.m.", ""},
    {"В Туле надеются на скорый отбой", ""},
    {"По Києву чисто, по області шахед біля Броварів.", "UA-32 live"},
    {"Загроза БпЛА для Ніжинщини!", "UA-74 live"},
    {"Пензенская область. Угроза БПЛА сохраняется, не верьте фейкам.", "RU-PNZ live"},
    {"Херсон, обстріл! Не виходьте з укриттів.", "UA-65 live"},
    {"3 шахеди на Бердичів.", "UA-18 live"},
    {"Якщо ви в Харкові — негайно в укриття, КАБ!", "UA-63 live"},
    {"Кіровоградщина — без цілей, Черкащина — шахед на Умань.", "UA-71 live"},
    {"Борт на Конотоп!", "UA-59 live"},
    {"На химкомбинате в Кемерово утечка аммиака, жителей просят не открывать окна.", "RU-KEM live"},
    {"Вибухи в Харкові??", "UA-63 live"},
    {"Дрон влучив в АЗС у Сумах, двох поранених забрали до лікарні в Полтаву.", "UA-59 past"},
    {"Ракета зникла з радарів над Вінниччиною, але тривога триває.", "UA-05 live"},
    {"Уламки дрона впали у Суджанському районі Курської області.", "RU-KRS past"},
    {"Сизрань: горить НПЗ після влучання дрона.", "RU-SAM past"},
    {"Тушат лес под Туапсе, площадь пожара выросла до 20 га.", "RU-KDA live"},
    {"Вибух на шахті в Мирнограді: під землею шестеро гірників, рятувальна операція розпочалася, заявили в міністерстві, яке "
     "створило штаб і обіцяє щогодини давати зведення журналістам.", "UA-14 past"},
    {"Дроны сбиты над акваторией Азовского моря и Адыгеей.", "RU-AD past"},
    {"Зсув ґрунту біля Рахова зніс два будинки.", "UA-21 past"},
    {"The tsunami warning for the Kuril Islands was cancelled.", "RU-SAK all-clear"},
    {"У 2024 році дрон влучив у завод у Полтаві. Сьогодні ракета влучила у склад у Лубнах.", "UA-53 past"},
    {"На комбинате в Череповце выброс диоксида серы, закройте окна!", "RU-VLG live"},
    {"Рятувальник врятував двох дітей під час пожежі в Луцьку.", "UA-07 past"},
    {"Firefighters battled a blaze at a depot in Penza.", "RU-PNZ past"},
    {"Сили ППО збили п'ять дронів над Одещиною.", "UA-51 past"},
    {"Режим беспилотной опасности снят в Липецкой области и введён в Тамбовской.", "RU-LIP all-clear, RU-TAM live"},
    {"Київщина:\n- БпЛА курсом на Бровари.\nНа Харківщині відбій.", "UA-32 live, UA-63 all-clear"},
    {"Київщина: тривога.\n\nХарківщина:\n- відбій.", "UA-32 live, UA-63 all-clear"},
    {"Відбій тривоги:\n- Київщина\n- Полтавщина", "UA-32 all-clear, UA-53 all-clear"},
    {"Київщина\nПолтавщина\nВідбій", "UA-32 all-clear, UA-53 all-clear"},
    {"Alert lifted in Lviv Oblast and declared in Rivne Oblast.", "UA-46 all-clear, UA-56 live"},
    {"Чернігів чисто, Ніжин вибухи, Прилуки відбій", "UA-74 all-clear, UA-74 live"},
    {"В городе Никель Оренбургской области сбит беспилотник.", "RU-ORE past"},
    {"Житель села Муром Белгородской области подорвался на мине.", "RU-BEL past"},
    {"Внаслідок обстрілу Білозерки поранено чоловіка.", "UA-65 past"},
    {"Сильные толчки ощутили ночью в Бишкеке.", "KG-GB past"},
    {"Чоловіка з опіками забрали до лікарні № 4 Полтави: у Миргороді дрон влучив у склад.", "UA-53 past"},
    {"Residents of Izium: leave now, artillery is hitting the town.", "UA-63 live"},
    {"Мер Полтави: у Диканьці палає склад, площа 300 кв. м, впав дрон.", "UA-53 past"},
    /* what an all-clear tells of its alarm; whom it leaves out before it */
    {"У Сумській області відбій повітряної тривоги, яка тривала дві години через загрозу дронів.", "UA-59 all-clear"},
    {"У Сумській області відбій тривоги, яка ще триває на Полтавщині.", "UA-53 live, UA-59 all-clear"},
    {"У Сумській області, крім Роменського району, оголошено відбій.", "UA-59 all-clear, UA-59 live"},
    {"Тривоги у Ромнах немає, це салют.", ""},
    {"Дронів у напрямку Ромен не зафіксовано.", ""},
    {"Ромни поки без тривоги, в Полтаві — червоно.", "UA-53 live"},
    /* entries of one line that nothing but an emoji, or a dash behind each name, parts */
    {"Ромни — відбій ❗️ Лубни — тривога ❗️", "UA-53 live, UA-59 all-clear"},
    {"Ромни — тривога ❗️ Лубни — відбій ❗️", "UA-53 all-clear, UA-59 live"},
    {"Ромни - відбій  Лубни - тривога", "UA-53 live, UA-59 all-clear"},
    {"Ромни - відбій Лубни: тривога", "UA-53 live, UA-59 all-clear"},
    {"Відбій Ромни - тривога Лубни", "UA-53 live, UA-59 all-clear"},
    {"Тула — отбой Калуга — тревога", "RU-KLU live, RU-TUL all-clear"},
    {"Відбій тривоги на Сумщині о 7:10. Наступного разу, як почуєте сирену, прямуйте в укриття.", "UA-59 all-clear"},
    {"Без оголошення тривоги росіяни вдарили по Ромнах.", "UA-59 past"},
    {"Вибухи в Ромнах пролунали до оголошення тривоги.", "UA-59 past"},
    {"Відбій у Ромнах, дрон полетів на Лубни.", "UA-53 live, UA-59 all-clear"},
    {"Дрони на Полтавщині | Сумщина — відбій", "UA-53 live, UA-59 all-clear"},
    {"Полтавщина — тривога | тривогу на Сумщині скасовано", "UA-53 live, UA-59 all-clear"},
    {"Шахед на Полтавщині ❗️ на Сумщині дали відбій", "UA-59 all-clear"},
    {"🔴 Полтавщина — Відбій на Сумщині", "UA-53 live, UA-59 all-clear"},
    {"Полтавщина в укриття — відбій тривоги: Сумщина", "UA-59 all-clear"},
    {"Відбій тривоги на Сумщині | Полтавщині", "UA-53 all-clear, UA-59 all-clear"},
};

/* Danger in one region (its ISO code first) beside an all-clear in another, each said in many ways. */
static const struct {
        const char *dangers[16], *clears[12];
} beside[] = {
    {{"UA-32", "Київщина:\n- БпЛА курсом на Бровари.", "Київщина:\nБпЛА на Бровари.", "Київщина: БпЛА курсом на Бровари.",
      "БпЛА на Київщині.", "Київщина\nБпЛА, курс на Бориспіль", "Група БпЛА на Бровари, Київщина", "Загроза БпЛА: Київщина",
      "Київщина - загроза ударних БпЛА, в укриття!", "Бровари - в укриття!", "Ракета на Київщину", "Київщина: тривога.",
      "Київська область. Ракети курсом на Бровари.", "2 БпЛА в Броварському районі", "Київщина, увага: пуски КАБ."},
     {"На Харківщині відбій.", "Харківщина - відбій.", "Харківщина:\n- відбій.", "Відбій: Харківщина", "Відбій на Харківщині",
      "Харківська область — відбій тривоги", "Харківщина чисто, відбій", "Відбій загрози БпЛА в Харківській області",
      "По Харкову відбій.", "Відбій.\nХарківщина", "Харківщина\nвідбій"}},
    {{"RU-BEL", "Белгородская область:\n- БПЛА курсом на Шебекино.", "Белгородская область: БПЛА на Шебекино.", "Шебекино, в укрытие!",
      "Белгородская область\nРакетная опасность", "Ракетная опасность в Белгородской области", "БПЛА над Белгородской областью",
      "Шебекинский округ: атака БПЛА", "Белгород - ракетная опасность!"},
     {"В Курской области отбой.", "Курская область - отбой.", "Отбой: Курская область", "Отбой опасности БПЛА в Курской области",
      "Курская область:\nотбой", "Отбой.\nКурская область"}},
    {{"UA-32", "Kyiv Oblast:\n- drones heading for Brovary.", "Kyiv Oblast: drones toward Brovary.", "Missile threat in Kyiv Oblast.",
      "Drones over Kyiv Oblast", "Kyiv Oblast\nTake cover, missiles", "Brovary: take cover!"},
     {"All clear in Kharkiv Oblast.", "Kharkiv Oblast: all clear.", "Kharkiv Oblast\nAll clear",
      "The air raid alert is over in Kharkiv Oblast.", "All clear: Kharkiv Oblast"}},
};

/* Texts with the words of danger and none in them. */
static const char *const harmless[] = {
    "В Белгороде прошёл городской марафон, победил спортсмен из Курска.",
    "Сегодня в 11:00 в Харькове плановая проверка сирен. Сохраняйте спокойствие.",
    "У Львові відкрили музей авіації, серед експонатів — ракета С-75.",
    "The film 'Drone over Sumy' premieres in London on Friday.",
    "Kyiv Dynamo fired three shots at goal in the opening half; Shakhtar held fire.",
    "В Туле продаётся дом 120 кв. м, рядом пожарная часть.",
    "Годовщина взрыва на Чернобыльской АЭС: в Припяти прошла церемония.",
    "Погода у Полтаві: сонячно, вітер 5 м/с.",
    "Курс доллара: банки Москвы и Воронежа подняли ставки.",
    "Навчання: у Тернополі 12 жовтня пройдуть навчання з цивільного захисту, сирени звучатимуть учбово.",
    "Губернатор Брянской области провёл совещание о подготовке к отопительному сезону.",
    "President visited Kharkiv and met with rescuers; the meeting was held in a shelter.",
    "Фейк: сообщения об ударе по Саратову не соответствуют действительности, взрывов не было.",
    "Форум по защите от беспилотников пройдёт в Курске 12 сентября.",
    "У Полтаві відкрився семінар про протидію дронам і ракетам.",
    "A symposium on missile defence opens in Tallinn on Monday.",
    "У Ковельському районі 27 листопада проводяться навчання: о 12:00 пролунає навчальна повітряна тривога. Це навчання.",
    "В Пензе проходят учения, прозвучит учебная воздушная тревога.",
    "Розпродаж квадрокоптерів у Києві, дрони зі знижкою 20%.",
    "Ростов-на-Дону: команда «Ракета» обыграла «Бурю» 3:1.",
    "Взорвали танцпол: фестиваль в Одессе собрал 5000 человек.",
    "History: in 1943 the battle near Belgorod destroyed hundreds of tanks.",
    "Саперы уничтожили авиабомбу времён войны под Смоленском, плановый подрыв прошёл штатно.",
    "A Moscow-based analyst said drone production would double next year.",
    "Чи пролунає сьогодні сирена в Тернополі? Пояснюємо.",
    "Стоит ли ждать новых ударов беспилотников по Туле?",
    "Latvian police questioned a man in Rezekne who had been photographing drones.",
    "Brno will host a missile defence fair in May, its organisers told reporters.",
    "A chemical leak at the plant in Togliatti was ruled out by inspectors.",
    "Will Kharkiv be hit by glide bombs again?",
    "Если в Калуге завоют сирены, жителям стоит включить радио.",
    "Якщо на Рівненській АЕС станеться викид, населенню роздадуть йодні таблетки.",
    "If drones were to strike Rivne again, the grid would fail.",
    "У Рівному попрощалися з бійцем, який загинув від удару дрона.",
    "Рада ветеранів обговорила заяви Чернігова про безпілотники.",
    "Запрошуємо на концерт у Вінниці, вхід через головний вхід. Тривога не завада — є укриття.",
    "В 2024 году дрон повредил в Туле завод.",
    "В ФСБ заявили, что предотвратили взрыв на вокзале в Твери.",
    "Three years after the missile strike, Vinnytsia opened a rebuilt clinic.",
    "На полігоні біля Яворова пройдуть навчання, мешканців просять не лякатися вибухів.",
    "Ложная тревога: сирена в Калуге включилась из-за сбоя.",
    "Міністр прибув до Чернігова з візитом, вшанував пам'ять загиблих захисників.",
    "Airspace over Rzeszow was closed for an hour and has since reopened.",
    "A man who phoned in a bomb threat at Riga airport was a prankster, police said.",
    "Жителя Пензы осудили за звонки о взрывах в школах.",
};

/* clang-format on */

/* Texts whose first alert is an all-clear for more than it ends, and what it spares. */
static const struct {
        const char *text, *spared;
} spares[] = {
    {"Отбой в Липецкой области, кроме Елецкого района.", "ru/lipetsk/yeletsky"},
    {"Конотопський район: загроза БпЛА.\nСумська область — відбій.", "ua/sumy/konotop"},
    {"The alert in Poltava Oblast is over; in Kremenchuk district it remains in force.",
     "ua/poltava/kremenchuk"},
    {"Київщина — відбій.", NULL},
};

static void no_all_clear_is_heard_that_was_not_given(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, code_of);
}

static void an_all_clear_spares_where_danger_goes_on(void **state)
{
        struct text_options options = {.sent = NOW, .alerts = 100};
        struct alert_list list;

        (void)state;
        for (size_t i = 0; i < sizeof spares / sizeof *spares; i++) {
                const struct alert_info *info;
                text_reader_read(reader, &options, spares[i].text, strlen(spares[i].text), a, &list);
                assert_in_range(list.n, 1, 2);
                assert_int_equal(alert_state(&list.alerts[0]), STATE_ALL_CLEAR);
                info = list.alerts[0].infos;
                assert_int_equal(info->n_spared, spares[i].spared != NULL);
                if (info->n_spared)
                        assert_string_equal(place_path(g, info->spared[0], a), spares[i].spared);
        }
}

/* Both orders, in one line (after a full stop), in two, and in two paragraphs; adds to what was read and what was wrong. */
static void read_beside(const char *danger, const char *clear, const char *iso, size_t *read, size_t *wrong)
{
        static const char *const gaps[] = {"\n", "\n\n", " "};

        for (size_t way = 0; way < 6; way++) {
                const char *one = way & 1 ? clear : danger, *other = way & 1 ? danger : clear;
                const char *text = arena_printf(a, "%s%s%s", one, gaps[way / 2], other);
                if (way / 2 == 2 && !strchr(".!", one[strlen(one) - 1]))
                        continue;
                ++*read;
                if (strstr(said(text, code_of), arena_printf(a, "%s all-clear", iso))) {
                        print_error("\"%s\" was read as \"%s\"\n", text, said(text, code_of));
                        ++*wrong;
                }
        }
}

static void an_all_clear_ends_no_other_region(void **state)
{
        size_t wrong = 0, read = 0;

        (void)state;
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
                for (size_t k = 1; beside[i].dangers[k]; k++)
                        for (size_t m = 0; beside[i].clears[m]; m++)
                                read_beside(beside[i].dangers[k], beside[i].clears[m], beside[i].dangers[0],
                                            &read, &wrong);
        assert_true(read > 1000);
        assert_int_equal(wrong, 0);
}

static void harmless_texts_raise_nothing(void **state)
{
        size_t wrong = 0;

        (void)state;
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
                if (*said(harmless[i], code_of)) {
                        print_error("\"%s\" was read as \"%s\"\n", harmless[i], said(harmless[i], code_of));
                        wrong++;
                }
        assert_int_equal(wrong, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(no_all_clear_is_heard_that_was_not_given),
            cmocka_unit_test(an_all_clear_spares_where_danger_goes_on),
            cmocka_unit_test(an_all_clear_ends_no_other_region),
            cmocka_unit_test(harmless_texts_raise_nothing),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
