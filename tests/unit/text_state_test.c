/* In which state a text says that a place is, by ways of saying it that are told apart by more than one phrase. The texts are
 * written for this test; the events in them are invented. */
#include <stdlib.h>
#include <string.h>

#include "text_sayings.h"

/* clang-format off */
/* Short, as in channels; and what is inserted between commas. */
static const struct saying inserted[] = {
    /* short, as in channels */
    {"2х на Вінницю, 1х на Немирів", "UA-05 live"},
    {"Лубни, укриття!", "UA-53 live"},
    {"Ромни чутно вибухи", "UA-59 live"},
    {"Валуйки — прилёт, всем вниз", "RU-BEL live"},
    {"Ейск! Отбиваем атаку", "RU-KDA live"},
    {"Air defence active in Poltava region", "UA-53 live"},
    {"Governor: Sumy region is under a massive attack.", "UA-59 live"},
    {"Курган: прорвало дамбу, эвакуация двух улиц", "RU-KGN live"},
    {"Очевидцы из Вольска пишут о взрывах, над городом летят беспилотники", "RU-SAR live"},
    {"Жители Вольска сообщают о взрывах.", "RU-SAR past"},
    {"Мешканці Лубен повідомляють про вибухи, над містом шахеди", "UA-53 live"},
    /* what is on or off besides alarms */
    {"Режим повышенной готовности в Брянской области снят.", ""},
    {"Воды в Тоболе много, в Курганской области режим ЧС действует.", "RU-KGN live"},
    {"Опасность атаки БПЛА, введённая вечером в Тамбовской области, миновала.", "RU-TAM all-clear"},
    {"Режим «Ракетная опасность», объявленный в Калужской области в 2:35, отменён.", "RU-KLU all-clear"},
    {"Тревога, которую объявили в Липецке, отменена, в Ельце она продолжается.", "RU-LIP all-clear, RU-LIP live"},
    {"Повітряна тривога, оголошена на Волині о 4:20, скасована.", "UA-07 all-clear"},
    {"Загроза балістики, про яку попереджали у Черкасах, минула.", "UA-71 all-clear"},
    {"The air raid alert, declared in Rivne region at 3:15, has been lifted.", "UA-56 all-clear"},
    {"Режим, введённый в Тамбовской области, не отменён.", "RU-TAM live"},
    {"Тривога, яка триває на Волині четверту годину, не скасована.", "UA-07 live"},
    {"The alert, declared in Rivne region at 3, has not been lifted.", "UA-56 live"},
    {"The alert has been lifted in Lutsk, declared in Rivne, Dubno and Varash.", "UA-07 all-clear, UA-56 live"},
    {"Отбой в Пензе, тревога, объявленная в Самаре, продолжается.", "RU-PNZ all-clear, RU-SAM live"},
    /* an all-clear that is none */
    {"Рівне: фейк про відбій! Загроза дронів зберігається.", "UA-56 live"},
    {"Residents of Lutsk are told to stay in the shelters despite the all-clear.", "UA-07 live"},
    {"Волинь: відбій по балістиці, шахеди залишаються!", "UA-07 all-clear, UA-07 live"},
    {"Отбоя в Пензе пока нет.", "RU-PNZ live"},
    {"Відбою в Дубні ще немає.", "UA-56 live"},
    /* an alarm of the night that is over */
    {"Ночью над Пензенской областью сбили дрон. Опасность атаки БПЛА ночью действовала во всём регионе.", "RU-PNZ past"},
    {"The air raid alert in Rivne region was in force overnight.", ""},
    {"Тривога, що діяла вночі на Волині, триває досі.", "UA-07 live"},
    {"Дрон уночі пошкодив склад у Луцьку. Сирени ввімкнули в Дубні, так було о 3:47. Відбій для Дубна дали о 5:00.",
     "UA-07 past, UA-56 all-clear"},
    {"✈️Сумщина: →Тростянець/Ромни.", "UA-59 live"},
    {"ЗСУ відбили атаку в напрямку Ромен.", "UA-59 past"},
    {"Усього зафіксовано пуски 22 «шахедів» у напрямку Сумської області, за ніч знищено 17.", "UA-59 past"},
};

/* Words that say it only where nothing else is said. */
static const struct saying cries[] = {
    {"Лебедянь, красный!", "RU-LIP live"},
    {"Рыльск. Воздух!", "RU-KRS live"},
    {"Тамбов. Ковёр.", "RU-TAM live"},
    {"Волинська область - зелена, Рівненська область - червона.", "UA-07 all-clear, UA-56 live"},
    {"Rivne: red. Lutsk: green.", "UA-07 all-clear, UA-56 live"},
    {"Poltava clear, Sumy still under alert.", "UA-53 all-clear, UA-59 live"},
    {"Poltava: clear", ""},
    {"В Тамбове открыли красный мост.", ""},
    {"Повітря у Черкасах чисте.", ""},
    {"Ещё один на Тулу!", "RU-TUL live"},
    {"На Полтаву з півночі ще 4", "UA-53 live"},
    {"Ціль — Полтава", "UA-53 live"},
    {"Разведчик над Тулой", "RU-TUL live"},
    {"Полтава: ще один загиблий", ""},
    {"Наша цель — Тула", ""},
    {"Пять сбиты над Тулой, ещё три — над Липецком.", "RU-LIP past, RU-TUL past"},
};

/* Where the verb stands far from its alarm, a clause is about one place only, or "over" is a preposition. */
static const struct saying far_off[] = {
    {"The missile danger declared for Yelets and five districts of the region late on Friday was lifted at 4:50, officials said.", "RU-LIP all-clear"},
    {"The missile danger declared for Yelets and five districts of the region late on Friday was not lifted by 4:50.", "RU-LIP live"},
    {"The missile danger declared for Yelets and five districts of the region late on Friday was lifted only in Lebedyan.", "RU-LIP live"},
    {"The threat to airspace above Hrubieszow and the villages near it that was announced at 3:10 has ended.", "PL-06 all-clear"},
    {"Drones hit a depot in Lutsk and a farm near Rivne, where the alert was called off at 6:10.", "UA-07 past, UA-56 all-clear"},
    {"Дроны ударили по Ельцу и по Мичуринску, где отбой дали в 6:10.", "RU-LIP past, RU-TAM all-clear"},
    {"Дрони влучили у склад у Луцьку та у ферму під Рівним, де тривогу скасували о 6:10.", "UA-07 past, UA-56 all-clear"},
    {"Ракета попала в дом в Липецке, дрон - в Мичуринске, где тревога ещё действует.", "RU-LIP past, RU-TAM live"},
    {"Missile threat over Rivne!", "UA-56 live"},
    {"Drone danger over the city of Lutsk.", "UA-07 live"},
    {"Lutsk: missile threat over.", "UA-07 all-clear"},
    {"The air alert is over in Lutsk.", "UA-07 all-clear"},
    {"The alert in Lutsk was partially lifted.", "UA-07 live"},
    {"Тревога в Ельце частично отменена.", "RU-LIP live"},
    {"Тривогу в Луцьку частково скасовано.", "UA-07 live"},
    {"Sirens sounded across Israel. In Haifa a drone fell on a shed; there the incident has ended.", "IL past, IL-HA past"},
};

/* An all-clear here, danger there; what is no all-clear; what never was a danger. */
static const struct saying set_against[] = {
    /* what lasts, beside a report of what is past */
    {"Над Черкасами й далі дрони. Над Рівним уночі збили два дрони.", "UA-56 past, UA-71 live"},
    {"Шахеди досі над Черкасами. Над Рівним уночі збили два дрони.", "UA-56 past, UA-71 live"},
    {"Над Тулой всё ещё беспилотники. Ночью в Орле повреждён склад.", "RU-ORL past, RU-TUL live"},
    {"Над Тулой остаётся один дрон. Ночью в Орле повреждён склад.", "RU-ORL past, RU-TUL live"},
    {"The attack on Cherkasy is not over. A drone was shot down over Rivne overnight.", "UA-56 past, UA-71 live"},
    {"Sirens have gone off again in Cherkasy. A drone was shot down over Rivne overnight.",
     "UA-56 past, UA-71 live"},
    {"Дрон над Черкасами ще не збили.", "UA-71 live"},
    {"Дрон над Черкасами збили.", "UA-71 past"},
    {"Вночі в Рівному пошкоджено склад. У Полтаві відбій, Черкаси досі під атакою.",
     "UA-53 all-clear, UA-56 past, UA-71 live"},
    {"Ночью в Орле повреждён склад. Тула всё ещё под обстрелом.", "RU-ORL past, RU-TUL live"},
    {"Над Черкасами ще шахед. Вночі в Рівному пошкоджено склад.", "UA-56 past, UA-71 live"},
    {"Над Черкасами збили ще два дрони.", "UA-71 past"},
    {"Russian jets are bombing Cherkasy.", "UA-71 live"},
    {"Drones are attacking Cherkasy for a third hour.", "UA-71 live"},
    /* how long or how often an alarm was on, beside one that is */
    {"Тревога в Орле длилась два часа. В Туле ракетная опасность.", "RU-TUL live"},
    {"За тиждень тривоги в Черкасах тривали 30 годин. У Рівному повітряна тривога.", "UA-56 live"},
    {"The alert in Cherkasy lasted two hours. Air raid alert in Rivne.", "UA-56 live"},
    {"За сутки сирена в Туле звучала шесть раз.", ""},
    {"Sirens sounded six times in Cherkasy over the past day.", ""},
    /* storms to come */
    {"У п'ятницю Черкащину накриє хуртовина.", "UA-71 forecast"},
    {"В пятницу на Тулу обрушится ураган.", "RU-TUL forecast"},
    {"A blizzard is set to hit Cherkasy on Friday.", "UA-71 forecast"},
    {"Cherkasy region: no threat.", ""},
    {"No threat has been lifted in Cherkasy.", "UA-71 live"},
    /* how people say that it is over */
    {"Небо над Черкасами чисте.", "UA-71 all-clear"},
    {"Для Черкас загроза ракет відсутня.", "UA-71 all-clear"},
    {"Вода в Черкасах зійшла.", "UA-71 all-clear"},
    {"Выход из убежищ в Туле разрешён.", "RU-TUL all-clear"},
    {"Облако аммиака над Тулой рассеялось, опасности нет.", "RU-TUL all-clear"},
    {"Cherkasy, you can come out now.", "UA-71 all-clear"},
    {"The ammonia cloud over Cherkasy has dispersed.", "UA-71 all-clear"},
    /* an all-clear of the last place only; what was before it; what lasts behind what was */
    {"БПЛА замечены над Ефремовом, они ушли к Орловской области, где опасность отменили.", "RU-ORL all-clear, RU-TUL live"},
    {"В 5:10 Рязани дали отбой. Ночью сбиты девять беспилотников, загорелся склад.\n\nВ Туле тихо.",
     "RU-RYA all-clear, RU-RYA past"},
    {"Ніч у Дубні й Сарнах минула спокійно.\n\nРівне: дрон влучив у склад хімзаводу. Аміаку в повітрі втричі більше за норму, "
     "зачиніть вікна!", "UA-56 live, UA-56 past"},
    /* of alerts in general; then, not now */
    {"Дрон вдарив по Сумах, поранено водія. Не ігноруйте сигнали повітряної тривоги!", "UA-59 past"},
    {"Дрон ударил по Курску, ранен водитель. Не игнорируйте сигналы тревоги.", "RU-KRS past"},
    {"Воздушная тревога в Сумах длилась пять часов.", ""},
    {"Воздушная тревога в Сумах длится пятый час.", "UA-59 live"},
    {"Увага, Суми: балістика! Не ігноруйте сигнали тривоги.", "UA-59 live"},
    {"В Самарской области объявлена опасность атаки БПЛА, сообщило региональное МЧС. В 4:20 её сняли в Сызрани.",
     "RU-SAM all-clear, RU-SAM live"},
    {"Під Нікополем другий день горить ліс, вогонь підступає до дач.", "UA-12 live"},
    /* what is announced of something else */
    {"Дрон влучив у депо в Шостці. Залізниця попереджає про затримки: рейси на Полтаву підуть завтра.", "UA-59 past"},
    /* the same signal */
    {"В Каширском районе Воронежской области опасность БПЛА. Такой же сигнал получили Хохольский и Нижнедевицкий.", "RU-VOR live"},
    /* where and which stands between the danger and its end */
    {"Угрозу БПЛА на всей территории Рязанской области сняли в шесть утра.", "RU-RYA all-clear"},
    {"Ракетной опасности в Ельце и Липецке больше нет, уточнили в штабе.", "RU-LIP all-clear"},
    {"Ракетной опасности в Курске больше нет, беспилотная сохраняется.", "RU-KRS all-clear, RU-KRS live"},
    {"Загрозу БпЛА по всій Черкаській області скасували о п'ятій.", "UA-71 all-clear"},
    {"Небезпеки для Одеси більше немає.", "UA-51 all-clear"},
    {"Тревогу в Сумах вопреки слухам не отменили.", "UA-59 live"},
    {"Загрозу БпЛА в Черкаській області досі не зняли.", "UA-71 live"},
    {"Отбой это не касается Курска, там опасность БПЛА!", "RU-KRS live"},
    {"Опасность атаки БПЛА в Орловской области ещё не позади, оставайтесь дома.", "RU-ORL live"},
    {"Режим опасности атаки БПЛА отменён в Тамбове, но остаётся в Мичуринском и Рассказовском округах.", "RU-TAM all-clear, RU-TAM live"},
    {"Тривогу скасовано в Луцьку, проте залишається в Рівному.", "UA-07 all-clear, UA-56 live"},
    {"The alert has been lifted in Lutsk but remains in Rivne and Dubno.", "UA-07 all-clear, UA-56 live"},
    {"The alert has been lifted in Lutsk and remains in Rivne.", "UA-07 all-clear, UA-56 live"},
    {"Air raid alert lifted in Rivne, kept in Lutsk.", "UA-07 live, UA-56 all-clear"},
    {"Red level lifted in Rivne, kept in Lutsk.", "UA-07 live, UA-56 all-clear"},
    {"Тревога отменена в Липецке, сохранена в Тамбове.", "RU-LIP all-clear, RU-TAM live"},
    {"Красный уровень снят в Липецке, оставлен в Тамбове.", "RU-LIP all-clear, RU-TAM live"},
    {"Тривогу знято в Луцьку, залишено в Рівному.", "UA-07 all-clear, UA-56 live"},
    {"Authorities in Rivne stood down the missile alert.", "UA-56 all-clear"},
    {"The drone warning for Rivne region was rescinded.", "UA-56 all-clear"},
    {"The drone warning for Rivne region was not rescinded.", "UA-56 live"},
    {"Drone threat for Rivne region. There is no such threat for Volyn for now.", "UA-56 live"},
    {"Air raid alerts lifted across eastern Ukraine.", ""},
    {"Отбой на востоке Тамбовской области.", ""},
    {"Режим опасности атаки БПЛА в Тамбовской области сняли в 7:10.", "RU-TAM all-clear"},
    {"На Волині завершилася повітряна тривога.", "UA-07 all-clear"},
    {"The missile danger declared in Tambov at noon was lifted 15 minutes later.", "RU-TAM all-clear"},
    {"Луцьк: відбій. Район: тривога!", "UA-07 all-clear, UA-07 live"},
    {"The mill in Rivne reopened at six, once its air raid alert had been called off.", "UA-56 all-clear"},
    {"Residents of Haifa can come out of their shelters.", "IL-HA all-clear"},
    {"Красный уровень в Тамбовской области отменили в 4:12 всюду, кроме Мичуринска.", "RU-TAM all-clear, RU-TAM live"},
    {"Червоний рівень на Волині о 4:12 не скасували.", "UA-07 live"},
    {"Мешканці Лубен можуть вийти з укриттів.", "UA-53 all-clear"},
    {"Опасность миновала, объявили в мэрии Ельца.", "RU-LIP all-clear"},
    {"Жителям Ельца можно открыть окна.", "RU-LIP all-clear"},
    {"A guard was killed in Rylsk by a drone. A shop was hit in Sevsk. Drones again, the governor said, calling both attacks cruel.",
     "RU-BRY past, RU-KRS past"},
    {"В Чебоксарах обломки повредили дом. Режим угрозы в республике снят в 8:25.", "RU-CU all-clear, RU-CU past"},
    {"Residents of Haifa were told they could return to normal routine.", "IL-HA all-clear"},
    {"A RO-Alert message told people in Ploiesti to keep windows shut; it was lifted at 9 p.m.", "RO-PH all-clear"},
    {"У Хусті вода спала, мешканці повернулися додому.", "UA-21 all-clear"},
    {"Рівень Тиси у Тячеві до вечора зросте ще на метр.", "UA-21 forecast"},
    {"«Ковёр» над Тамбовом продержался до шести утра.", ""},
    {"Жители Тамбова не могут выйти из укрытий, над городом дроны.", "RU-TAM live"},
    {"Воздушная тревога, звучавшая в Липецке с двух часов, отменена.", "RU-LIP all-clear"},
    {"Event over in: Haifa, Acre.", "IL-HA all-clear, IL-Z all-clear"},
    {"Через тривогу в Одесі скасували концерт.", ""},
    {"Из-за угрозы БПЛА в Туле отменили матч.", ""},
    {"Повітряної тривоги у Вінниці в цей час не було.", ""},
    {"Тревога в Тамбове длилась с 23:00 до 3:40.", ""},
    {"У Луцьку небезпеки немає.", ""},
    {"В Тамбове пахнет дымом, но опасности для жителей нет.", ""},
    /* what happened "there"; ends of a range; levels of danger by weather; what was lost and left */
    {"Найгірше довелося Ковелю. Туди прилетіли три «Герані», розбито котельню.", "UA-07 past"},
    {"Больше всех досталось Ельцу. Там сгорел склад, ранены двое.", "RU-LIP past"},
    {"Ковель чекав на гостей. Там відкрили парк.", ""},
    {"Сирени лунають від Ковеля до Рівного!", "UA-07 live, UA-56 live"},
    {"Шахеди летять від Ковеля до Рівного, тривога!", "UA-56 live"},
    {"Тревога! Сирены звучат от Ельца до Орла.", "RU-LIP live, RU-ORL live"},
    {"І рівень небезпечності оголошено для Рівненської області: грози.", "UA-56 forecast"},
    {"Жовтий рівень небезпеки в Рівненській області через ожеледицю.", "UA-56 forecast"},
    {"Оголошено рівень небезпеки «червоний» у Рівненській області, ракета! В укриття!", "UA-56 live"},
    {"Ковель утратив сьогодні двох людей: ракета влучила в дім.", "UA-07 past"},
    {"Kovel lost two people to shelling on Tuesday.", "UA-07 past"},
    {"Під Ковелем шахед: вирва на городі, хата без вікон.", "UA-07 past"},
    {"Two waves of missiles left one impact site in Kovel, a car park.", "UA-07 past"},
    {"ПВО ночью работала под Ельцом.", "RU-LIP past"},
    {"Ельчане, в коридор! Дрон над Ельцом!", "RU-LIP live"},
    {"Ковель — сорок дворів у воді, рівень росте.", "UA-07 live"},
    /* storms that pass, water that rises, what is felt; courses; what shakes and sinks */
    {"Шквал пройшовся Ковелем, зірвано дахи.", "UA-07 past"},
    {"A tornado tore through Kovel and left 30 homes without roofs.", "UA-07 past"},
    {"Вода піднялася на два метри, у Ковелі топить дачі.", "UA-07 live"},
    {"Через зсув ґрунту в Ковелі просіла дорога.", "UA-07 past"},
    {"Forecasters warn of flooding in Kovel on Friday.", "UA-07 forecast"},
    {"The shaheds keep the course on Kovel.", "UA-07 live"},
    {"Kovel hospital hit by a missile, two nurses dead.", "UA-07 past"},
    {"Russia downed 40 drones over Yelets.", "RU-LIP past"},
    {"На Волині під вогонь потрапили Ковель і Любомль.", "UA-07 past"},
    /* an all-clear after what happened in several places of the one region that is named; search goes on */
    {"Ніч на Волині. Дрони влучили у Ковелі та Любомлі. Відбій пролунав о 5:33.", "UA-07 all-clear, UA-07 past"},
    {"Ніч на Волині. Дрони влучили у Ковелі та Любомлі. Відбій у Рівному о 5:33.", "UA-07 past, UA-56 all-clear"},
    {"Волинь. Дрони влучили у Ковелі, один летить на Любомль. Відбій о 5:33.", "UA-07 live, UA-07 past"},
    {"Night in Volyn region: drones hit Kovel and Liuboml. The all-clear came at 5:33.", "UA-07 all-clear, UA-07 past"},
    {"Пошукові роботи в Ковелі тривають другу добу: туди влучила ракета.", "UA-07 past"},
    {"Сирена у Ковелі не замовкає, не розходьтеся!", "UA-07 live"},
    /* what waits still, what water reaches, more that comes; who says it */
    {"Рівненська й Волинська області: тривогу знято. Полтавщина ще чекає.", "UA-07 all-clear, UA-53 live, UA-56 all-clear"},
    {"Родина в Полтаві ще чекає на житло.", ""},
    {"A drone hits a car in Kovel; police warn of more drones over the town.", "UA-07 live, UA-07 past"},
    {"Floodwaters reached the centre of Kovel, more rain to come.", "UA-07 live"},
    {"В Ельце вода ещё стоит на трёх улицах.", "RU-LIP live"},
    {"Ковель, Любомль і Камінь-Каширський залишилися без світла після удару по підстанції, повідомила місцева влада.", "UA-07 past"},
    /* trains that left the rails, roads that gave way, the region around; who cancels an alarm */
    {"Потяг зійшов з рейок біля Ковеля: травмовано машиніста, рух транспорту затримується.", "UA-07 past"},
    {"БпЛА, рух на Ковель!", "UA-07 live"},
    {"У Ковелі провалилася ділянка дороги, евакуювали дві родини.", "UA-07 past"},
    {"Sirens rang out across Kyiv and the surrounding region; stay in shelters.", "UA-30 live, UA-32 live"},
    {"Authorities in Yelets cancelled the drone alert; a house was damaged in Lebedyan.", "RU-LIP all-clear, RU-LIP past"},
    {"Authorities in Yelets have not cancelled the drone alert; a house was damaged in Lebedyan.", "RU-LIP past"},
    {"Сотни жителей Крымского района унесла большая вода в ночь на 7 июля 2012 года.", ""},
    /* declared anew right behind, blasts behind a comma, who must stay */
    {"Отбой в Ельце дали и сразу объявили тревогу снова.", "RU-LIP live"},
    {"Kovel: alert lifted at 3, declared again at 3:20.", "UA-07 live"},
    {"Тревогу в Ельце отменили, в Лебедяни взрывы.", "RU-LIP all-clear, RU-LIP live"},
    {"The alert in Lutsk is over, but Kovel must stay in shelter.", "UA-07 all-clear, UA-07 live"},
    {"Роменський район - відбій тривоги!\n\nТривога досі триває у:\n- Лубенський район\n- Миргородський район", "UA-53 live, UA-59 all-clear"},
    {"Тривога в Ромнах була помилковою.", ""},
    {"Сьогодні тривога в Ромнах лунала шість разів.", ""},
    /* "no longer in force", wherever the place stands */
    {"В Липецкой области режим ракетной опасности больше не действует.", "RU-LIP all-clear"},
    {"В Липецкой области больше режим беспилотной опасности не действует.", "RU-LIP all-clear"},
    {"Режим воздушной опасности в Липецкой области уже не действует, сообщил губернатор.", "RU-LIP all-clear"},
    {"Отбой в Липецкой области. Режим опасности больше не действует.", "RU-LIP all-clear"},
    {"Режим опасности в Липецкой области действует, а в Тамбовской больше не действует.", "RU-LIP live, RU-TAM all-clear"},
    {"Режим опасности в Липецкой области не снят и уже не первый час действует.", "RU-LIP live"},
    {"В Сумській області більше режим повітряної небезпеки не діє.", "UA-59 all-clear"},
    {"Режим повітряної тривоги на території Сумської області більше не діє.", "UA-59 all-clear"},
    {"No longer does the drone alert apply in the Lipetsk region.", "RU-LIP all-clear"},
    {"В Липецкой области завершил действие режим ракетной опасности.", "RU-LIP all-clear"},
    {"Действие режима воздушной опасности в Липецкой области прекращено.", "RU-LIP all-clear"},
    {"Беспилотная опасность в Липецкой области более не актуальна.", "RU-LIP all-clear"},
    {"Режим опасности в Липецкой области не прекратил действие.", "RU-LIP live"},
    {"Действие режима опасности в Липецкой области ещё не прекращено.", "RU-LIP live"},
    {"Дію режиму ракетної небезпеки в Сумській області припинено.", "UA-59 all-clear"},
    {"У Сумській області повітряна тривога більше не актуальна.", "UA-59 all-clear"},
    {"Дію режиму небезпеки в Сумській області ще не припинено.", "UA-59 live"},
    {"In Lipetsk region the missile alert is no longer active.", "RU-LIP all-clear"},
    {"The drone alert in Lipetsk region is still in place, the curfew no longer in force.", "RU-LIP live"},
    /* who warns of what comes now; what is warned of may come later */
    {"Ракета на Одессу, предупредили военные.", "UA-51 live"},
    {"Военные предупредили: дроны на Сумы.", "UA-59 live"},
    {"О грозе в Одессе предупредили спасатели.", "UA-51 forecast"},
    {"Гроза и град в Одессе, предупредили синоптики.", "UA-51 forecast"},
};

/* How long an alarm was; one without an end may go on. */
static const struct saying lasted[] = {
    {"В Тамбовской области опасность атаки действовала с 22:40 до 4:15.", ""},
    {"Опасность атаки БПЛА действовала в Тамбовской области с 22:40 до 4:15, сообщил губернатор.", ""},
    {"Режим ракетной опасности в Липецке действовал до 6 утра.", ""},
    {"Повітряна тривога діяла на Волині від 23:05 до 04:40.", ""},
    {"The air raid alert in Rivne region lasted from 10:40 p.m. to 4:15 a.m.", ""},
    {"The missile alert was in force in Rivne region from 22:40 to 4:15.", ""},
    {"Ночью тревога действовала в пяти областях, в том числе в Тамбовской.", "RU-TAM live"},
    {"Опасность атаки БПЛА действовала в Тамбовской области до 4:15, в 4:50 объявлена снова.", "RU-TAM live"},
    {"Тревога в Липецке действовала до 4:15, в Ельце опасность сохраняется.", "RU-LIP live"},
    {"Повітряна тривога діє на Волині з 23:05.", "UA-07 live"},
    {"На Волині тривога тривала з 01:12 до 03:40. Відбій.", "UA-07 all-clear"},
    {"The air raid alert is in force in Rivne region until 5:30.", "UA-56 live"},
    {"The air raid alert in Rivne region lasted for 40 minutes.", ""},
    {"An air raid alert was in force in Rivne region for most of the night. Drones hit Lutsk.", "UA-07 past"},
    {"During the air raid alert, a drone hit a house in Lutsk.", "UA-07 past"},
    {"During the alert, a drone hit a house in Lutsk.", "UA-07 past"},
    {"Almost the whole of Ukraine was under air raid alerts at 4 a.m.", "UA live"},
    {"The governor announced the lifting of the drone danger in Rivne region.", "UA-56 all-clear"},
    {"End of the drone alert in Rivne region.", "UA-56 all-clear"},
    {"The drone threat has been cleared in Rivne region.", "UA-56 all-clear"},
    {"Residents evacuated from Kovel because of the flood can return home, officials said.", "UA-07 all-clear"},
    {"Residents evacuated from Kovel because of the flood cannot return home, the water is still rising.", "UA-07 live"},
    {"There is no longer a drone threat in Rivne region.", "UA-56 all-clear"},
    {"The UAV attack threat was cancelled in Rivne region.", "UA-56 all-clear"},
    {"The governor announced the end of the air raid alert in Rivne region.", "UA-56 all-clear"},
    {"The air raid alert was in force in Rivne region until 4:15. It was declared again at 4:50.", "UA-56 live"},
    {"Этой ночью дроны сбили над Тамбовом. Липецк и Калуга принимали рейсы с ограничениями, сейчас все работают.", "RU-TAM past"},
    {"Дроны над Тамбовом, сейчас все работают по ним, в укрытие!", "RU-TAM live"},
};

/* Lifted since; told to leave, or to shut themselves in. */
static const struct saying since[] = {
    {"Alert in Rivne and Lutsk. The alert was later lifted for Lutsk.", "UA-07 all-clear, UA-07 live, UA-56 live"},
    {"Тревогу в Липецке позже отменят.", "RU-LIP live"},
    {"Тривогу в Луцьку згодом скасують.", "UA-07 live"},
    {"People in Rivne were told to keep their windows shut after ammonia escaped.", "UA-56 live"},
    {"A tank exploded at a plant in Rivne, evacuation announced.", "UA-56 live"},
    {"На заводе в Липецке взорвалась цистерна, началась эвакуация.", "RU-LIP live"},
    {"Лесной пожар под Липецком подошёл к домам, жителей эвакуируют.", "RU-LIP live"},
    {"У Хусті рівень води піднявся, евакуюють мешканців.", "UA-21 live"},
    {"Tsunami warning issued for Hokkaido after a magnitude 7.2 quake; evacuate to high ground now.", "JP-01 live"},
    {"The tsunami warning for Hokkaido has not been lifted.", "JP-01 live"},
    {"The tsunami warning for Hokkaido has been lifted.", "JP-01 all-clear"},
    {"Угроза цунами на Курилах.", "RU-SAK live"},
    {"В Сочи объявлено экстренное предупреждение: подъём рек.", "RU-KDA live"},
    {"The warning was withdrawn for Rivne; in Lutsk it stands.", "UA-07 live, UA-56 all-clear"},
    {"The ministry claims 49 drones: 21 over Rivne region, five over Volyn region.", "UA-07 past, UA-56 past"},
    {"Минобороны отчиталось о 49 БПЛА: 21 над Липецкой областью, пять над Тамбовской.", "RU-LIP past, RU-TAM past"},
    {"49 дронов над Липецком!", "RU-LIP live"},
    {"Several blasts shook Rivne, and the mayor urged people to remain in shelters as the attack continued.", "UA-56 live"},
};

/* Said without a place: of the only one, of that of the office, of the one that the text began with. */
static const struct saying without_place[] = {
    {"Mayor of Rivne: two impacts. The alert goes on.", "UA-56 live, UA-56 past"},
    {"Глава Геленджика: над городом работает ПВО, уходите с пляжа.", "RU-KDA live"},
    {"Внаслідок удару по Лубнах загинули двоє. Уламки впали в Сумах.\n\n«Тривога триває, не виходьте з укриттів», — сказав мер.", "UA-53 live, UA-53 past, UA-59 past"},
    {"Officials told residents of Haifa that they could leave shelters.", "IL-HA all-clear"},
    {"Дроны атаковали Липецк и Елец. В обоих городах действует опасность атаки БПЛА.", "RU-LIP live, RU-LIP past"},
    {"Drones hit Rivne, Lutsk and Sumy. In both cities the alert goes on.", "UA-07 past, UA-56 live, UA-56 past, UA-59 past"},
    {"Residents of Haifa may leave protected spaces. In Nahariya, stay inside.", "IL-HA all-clear, IL-Z live"},
    {"Рівне прокинулося від вибухів. «Місто під атакою КАБів, будьте обережні», — закликав мер.", "UA-56 live, UA-56 past"},
    {"КАБи по Рівному: двоє постраждалих.\n\n«Місто під атакою, будьте обережні!» — написав мер.", "UA-56 live, UA-56 past"},
    {"Вночі у Рівному пошкоджено будинок. Зараз у місті оголошено повітряну тривогу.", "UA-56 live, UA-56 past"},
    {"Памятка жителям Липецкой области: что делать, если вы услышали сигнал «Ракетная опасность»\n1. Отойдите от окон.", ""},
    {"Станом на ранок уся територія України під повітряною тривогою.", "UA live"},
    {"Air raid alert across all of Ukraine.", "UA live"},
    {"Вся Украина под тревогой: взлёт МиГ-31К с аэродрома Саваслейка в Нижегородской области.", "UA live"},
    /* what a text greets with */
    {"Недобрий ранок на Сумщині! Ворог завдав ракетного удару по центру міста. Є загиблі.", "UA-59 past"},
    {"Добрий ранок, Сумщино! Ворог завдав ракетного удару по Полтаві.", "UA-53 past"},
};

/* "Under attack": now, or in a report. */
static const struct saying under_attack[] = {
    {"Рівне під атакою.", "UA-56 live"},
    {"Тамбов под обстрелом, всем в укрытия!", "RU-TAM live"},
    {"Рівне під атакою дронів: пошкоджено два будинки, поранено жінку.", "UA-56 past"},
    {"Под массированной атакой оказался Мичуринск.", "RU-TAM past"},
    {"Рівне вночі було під атакою.", "UA-56 past"},
    {"The business conference opens as planned, analysts say. A drone hit a house in Rivne. Another drone hit a depot in Lutsk. A third drone struck a mill in Dubno.",
     "UA-07 past, UA-56 past"},
};

/* The event that advice is about. */
static const struct saying advice[] = {
    {"Прорвало дамбу. Жители Бийска! Вода придёт через час, поднимайтесь на верхние этажи.", "flood"},
    {"Жителям Рубцовска закрыть окна, не выходить. Разгерметизировалась цистерна с хлором.", "chemical"},
    {"В Рубцовске воду из-под крана не пить до особого сообщения.", "chemical"},
    {"Через негоду в Луцьку дерево впало на авто, двоє травмованих.", "weather"},
    {"По Глухову гатили з мінометів, поранено чоловіка.", "shelling"},
    {"Объявлена угроза цунами на Курилах.", "earthquake"},
    {"Загроза БпЛА для Луцька. Зачиніть вікна, не виходьте.", "drone"},
};

/* Lines of a list say what stands above them. */
static const struct saying lists[] = {
    {"За ночь уничтожены 72 беспилотника:\n▪️ 34 – над территорией Брянской области,\n▪️ по 8 – над территориями "
     "Калужской и Тульской областей.",
     "RU-BRY past, RU-KLU past, RU-TUL past"},
    {"За добу вдарили по області, є поранені.\n🛩 40 БпЛА, переважно FPV: Оріхів, Гуляйполе.", "UA-23 past"},
    {"Хотмыжск и Борисовка Белгородской области: выпущено 14 дронов.", "RU-BEL past"},
    {"Над Липецком ПВО отработала без последствий на земле.", "RU-LIP past"},
    {"🔹 Вранці збито 7 дронів:\n🔹 5 над Сумською та Полтавською областями.", "UA-53 past, UA-59 past"},
    {"Удар дрона по вокзалу в Лозовій. Затримуються поїзди:\n№17 Харків — Ужгород\n№142 Одеса — Харків", "UA-63 past"},
    {"За минулу добу під російським вогнем були Берислав, Тягинка та Одрадокам'янка.", "UA-65 past"},
    {"‼️ТРИВОГА\n▪️ Івано-Франківська\n▪️ Закарпатська\n▪️ Чернівецька\nПричина — зліт МіГ-31К", "UA-21 live, UA-26 live, UA-77 live"},
    {"📍Сумська: тривога", "UA-59 live"},
    {"З 18:30 ворог запустив 154 безпілотники «Шахед» із районів: Орел, Курськ – рф. Атаковано насамперед Сумщину.", "UA-59 past"},
    {"🚀 Зафіксовано пуски крилатих ракет з району Енгельса!\nВхід у наш повітряний простір очікуємо через Сумщину о 02:40.", "UA-59 live"},
    {"Збито за ніч:\n🚀 2 ракети, Київщина\n🛵 5 шахедів, Сумщина", "UA-32 past, UA-59 past"},
    {"🚀 Ракета, Київщина\n🛵 5 шахедів, Сумщина", "UA-32 live, UA-59 live"},
};

/* How it is called off, and what never was on. */
static const struct saying called_off[] = {
    {"Officials stood down the tsunami warning for Iwate prefecture at 9 p.m.", "JP-03 all-clear"},
    {"The flood warning for the city of Gdansk has expired.", "PL-22 all-clear"},
    {"There is currently no threat of missiles to Mykolaiv region, the air force said.", ""},
    {"The ministry plans to test a new cruise missile near Vinnytsia next month.", ""},
    {"The air-raid alert in Sumy and the surrounding region was called off at 4 a.m. after three hours.", "UA-59 all-clear"},
    {"Жёлтый уровень угрозы сняли в Ливнах и Мценске, в Ельце он сохраняется.", "RU-LIP live, RU-ORL all-clear"},
    {"Учебный пуск ракеты провели в Архангельской области, блок упал на Камчатке.", ""},
    {"В Амурской области горят леса: режим ЧС в двух округах.", "RU-AMU live"},
    {"Пожежа наближається до Лубен, розпочато евакуацію.", "UA-53 live"},
    {"Тривога в Кременчуці та Острозі!", "UA-53 live, UA-56 live"},
};

/* Posts without a verb, with words that say nothing of what they are about. */
static const struct saying verbless[] = {
    {"Наразі в повітряному просторі Волині безпілотники, бережіть себе.", "UA-07 live"},
    {"Залишок шахедів на Рівненщині.", "UA-56 live"},
    {"В настоящее время в воздушном пространстве Тульской области беспилотники.", "RU-TUL live"},
    {"Гради по Василівці.", "UA-23 live"},
    {"За вчера в Васильевке объявляли тревогу трижды.", ""},
    {"Earthquake of magnitude 5.9 hits off Lesbos; no tsunami warning issued.", "GR-K past"},
    {"🚀 Крилата ракета розвернулась! Була на Хмельницький, тепер іде на Вінницю.", "UA-05 live, UA-68 live"},
    {"БпЛА із півночі на Чернігів", "UA-74 live"},
    {"Дрони з півдня на Кременчук", "UA-53 live"},
    {"Уточнення: швидкісна на Харківщині йде на Близнюки.", "UA-63 live"},
    {"Суми — голосно.", "UA-59 live"},
    {"Гучно, Суми", "UA-59 live"},
    {"Два над морем, крутяться, чекаємо: Південне, Одеса", "UA-51 live"},
    {"Луцьк готуйтеся, мопед", "UA-07 live"},
    {"Жители Морозовска сообщают о громких взрывах", "RU-ROS past"},
    {"Ижевск. Взрыв на «Куполе», есть пострадавшие", "RU-UD past"},
    {"Химки, Красногорск: слышны хлопки", "RU-MOS live"},
    {"Шахед на схід від Полтави", "UA-53 live"},
    {"Ракета може повернути на Полтаву", "UA-53 live"},
};

/* Floods and fires last. */
static const struct saying floods[] = {
    {"Дамба выше посёлка Уйское в Челябинской области не выдержала в полдень, вода идёт на Ларино.", "RU-CHE live"},
    {"Жителям Орска велено подняться к вокзалу, волна идёт вниз по Уралу.", "RU-ORE live"},
    {"У Тячеві підтоплено подвір'я, рятувальники відкачують воду з підвалів, двори стоять у воді.", "UA-21 live"},
    {"В Бийске подтоплено 50 домов, вода прибывает.", "RU-ALT live"},
    {"Река отрезала от Бийска село Сростки, под водой 20 дворов.", "RU-ALT live"},
    {"Тиса підтопила вулиці в Тячеві, дітей евакуюють.", "UA-21 live"},
    {"Пик паводка в Бийске гидрологи ждут в ночь на пятницу.", "RU-ALT forecast"},
    {"Пік паводку в Тячеві обіцяють уранці.", "UA-21 forecast"},
    {"Пик туристического сезона в Сочи ждут в июле.", ""},
    {"Вулиці, залиті світлом, чекають гостей у Тячеві.", ""},
    {"Землетрясение магнитудой 6,1 на Камчатке. В Вилючинске качало на пять баллов.", "RU-KAM past"},
    {"Землетрус у Румунії: у Чернівцях хитало люстри.", "RO past, UA-77 past"},
    {"В Бийске подтоплено 50 домов, вода ушла.", "RU-ALT all-clear"},
    {"Прошлой ночью в Бийске подтоплено 50 домов, откачивают воду.", "RU-ALT past"},
    {"Оренбург: пик паводка ждут 20 апреля.", "RU-ORE forecast"},
    {"Підтоплення можливе й у Хусті.", "UA-21 forecast"},
    {"Water floods streets in Rivne.", "UA-56 live"},
    {"The Oder bursts its banks in Wroclaw, streets are under water.", "PL-02 live"},
    {"The Oder burst its banks in Wroclaw last night, 40 homes were flooded.", "PL-02 past"},
    {"Fire rages through a warehouse in Rivne.", "UA-56 live"},
    {"Пожар бушует на складе в Липецке.", "RU-LIP live"},
    {"Пожежа вирує на складі в Рівному.", "UA-56 live"},
};
/* clang-format on */

/* clang-format off */
/* An alarm that is in force while the text tells what happened; and what else goes on. */
static const struct saying in_force[] = {
    {"Two people were hurt and houses were damaged in Rivne overnight. An air alert is on in Volyn region, blasts were heard there.", "UA-07 live, UA-56 past"},
    {"Two people were hurt and houses were damaged in Rivne overnight. Volyn region is under an air raid alert, reporters heard blasts there.", "UA-07 live, UA-56 past"},
    {"Two people were hurt and houses were damaged in Rivne overnight. Sirens are wailing in Volyn region, blasts were heard.", "UA-07 live, UA-56 past"},
    {"Drones remain in the skies of Volyn region, eleven were shot down overnight.", "UA-07 live"},
    {"Blasts were heard in Rivne at six.\n\nWhere the attack drones were at 7:12:\n- east of Volyn region, course west;\n- Sumy region: south-westerly course.", "UA-07 live, UA-56 past, UA-59 live"},
    {"While the alert is on in Lutsk, trams do not run.", ""},
    {"Щоночі в Луцьку лунає тривога, діти звикли спати в коридорі.", ""},
    {"В Ельце почти каждую ночь звучит тревога, дети привыкли.", ""},
    {"Lutsk is under an air raid alert almost every night, says the mayor of the city.", ""},
    {"В Ельце звучит тревога, в укрытие! Так каждую ночь.", "RU-LIP live"},
    {"Drones hit a house in Lutsk overnight, two people were hurt. Rescue work continues in Lutsk.", "UA-07 past"},
    {"Drones hit a house in Lutsk overnight, two people were hurt. Life goes on in Rivne.", "UA-07 past"},
    {"Trade continues in Lutsk despite the war.", ""},
    {"Дрони влучили в будинок у Луцьку, двоє поранені. Життя в Рівному триває.", "UA-07 past"},
    {"Дроны попали в дом в Ельце, двое ранены. Жизнь в Туле продолжается.", "RU-LIP past"},
    {"Drones hit a house in Lutsk overnight, two people were hurt. The raid goes on in Rivne.", "UA-07 past, UA-56 live"},
    {"The alert was lifted in Lutsk but continues in Rivne.", "UA-07 all-clear, UA-56 live"},
};

/* Ways of saying that a place was struck. */
static const struct saying spared[] = {
    {"Зведення за добу.\n\nАртилерія не обминула Ромен.\n\nСнарядами пошкоджено п’ять будинків.", "UA-59 past"},
    {"Зведення за добу.\n\nСнаряди рвалися в Ромнах.\n\nСнарядами пошкоджено п’ять будинків.", "UA-59 past"},
    {"Зведення за добу.\n\nВорог не залишив у спокої Ромни.\n\nСнарядами пошкоджено п’ять будинків.", "UA-59 past"},
    {"Зведення за добу.\n\nАртилерія не обминула Ромен, далі вгору Десною Новгорода-Сіверського.\n\nСнарядами пошкоджено п’ять будинків.", "UA-59 past, UA-74 past"},
    {"Зведення за добу.\n\nПід вогнем були села вгору Дніпром.\n\nСнарядами пошкоджено п’ять будинків.", ""},
    {"Сводка за сутки.\n\nУдары не обошли стороной Рыльск.\n\nСнарядами повреждены пять домов.", "RU-KRS past"},
    {"Сводка за сутки.\n\nОгонь вёлся по Рыльску.\n\nСнарядами повреждены пять домов.", "RU-KRS past"},
    {"Сводка за сутки.\n\nОт обстрелов страдал Рыльск.\n\nСнарядами повреждены пять домов.", "RU-KRS past"},
    {"The day in brief.\n\nArtillery did not spare Romny.\n\nFive houses were damaged by shells.", "UA-59 past"},
    {"The day in brief.\n\nRomny suffered from shelling.\n\nFive houses were damaged by shells.", "UA-59 past"},
    {"The military in Moscow puts the night's tally at nine drones, four over Kursk region.", "RU-KRS past"},
    {"Drones fly over the bus line between Sumy and Romny.", ""},
};
/* clang-format on */

static void an_alarm_is_in_force_beside_what_happened(void **state)
{
        (void)state;
        assert_they_say(in_force, sizeof in_force / sizeof *in_force, code_of);
}

static void what_was_not_spared_was_struck(void **state)
{
        (void)state;
        assert_they_say(spared, sizeof spared / sizeof *spared, code_of);
}

static void phrases_go_on_behind_what_is_inserted(void **state)
{
        (void)state;
        assert_they_say(inserted, sizeof inserted / sizeof *inserted, code_of);
}

static void some_words_say_it_only_alone(void **state)
{
        (void)state;
        assert_they_say(cries, sizeof cries / sizeof *cries, code_of);
}

static void an_all_clear_ends_what_it_names(void **state)
{
        (void)state;
        assert_they_say(set_against, sizeof set_against / sizeof *set_against, code_of);
}

static void an_all_clear_may_stand_far_from_its_alarm(void **state)
{
        (void)state;
        assert_they_say(far_off, sizeof far_off / sizeof *far_off, code_of);
}

static void an_alarm_that_had_an_end_is_none(void **state)
{
        (void)state;
        assert_they_say(lasted, sizeof lasted / sizeof *lasted, code_of);
}

static void orders_are_now_and_may_be_lifted_since(void **state)
{
        (void)state;
        assert_they_say(since, sizeof since / sizeof *since, code_of);
}

static void what_names_no_place_is_said_of_one(void **state)
{
        (void)state;
        assert_they_say(without_place, sizeof without_place / sizeof *without_place, code_of);
}

static void under_attack_is_now_where_nothing_is_past(void **state)
{
        (void)state;
        assert_they_say(under_attack, sizeof under_attack / sizeof *under_attack, code_of);
}

static void advice_is_about_what_has_happened(void **state)
{
        size_t wrong = 0;

        (void)state;
        for (size_t i = 0; i < sizeof advice / sizeof *advice; i++) {
                struct text_options options = {.sent = NOW, .alerts = 100};
                struct alert_list list = {0};
                text_reader_read(reader, &options, advice[i].text, strlen(advice[i].text), a, &list);
                for (size_t k = 0; k < list.n || k == 0; k++)
                        if (!list.n || strcmp(vocab_word(VOCAB_EVENT, (int)list.alerts[k].infos[0].event),
                                              advice[i].says)) {
                                print_error("\"%s\" is about %s\n", advice[i].text,
                                            list.n
                                                ? vocab_word(VOCAB_EVENT, (int)list.alerts[k].infos[0].event)
                                                : "nothing");
                                wrong++;
                        }
        }
        assert_int_equal(wrong, 0);
}

static void a_flood_lasts(void **state)
{
        (void)state;
        assert_they_say(floods, sizeof floods / sizeof *floods, code_of);
}

static void lines_of_a_list_say_what_is_above(void **state)
{
        (void)state;
        assert_they_say(lists, sizeof lists / sizeof *lists, code_of);
}

static void what_is_called_off_is_over(void **state)
{
        (void)state;
        assert_they_say(called_off, sizeof called_off / sizeof *called_off, code_of);
}

static void posts_need_no_verb(void **state)
{
        (void)state;
        assert_they_say(verbless, sizeof verbless / sizeof *verbless, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(posts_need_no_verb),
            cmocka_unit_test(an_alarm_is_in_force_beside_what_happened),
            cmocka_unit_test(what_was_not_spared_was_struck),
            cmocka_unit_test(what_is_called_off_is_over),
            cmocka_unit_test(lines_of_a_list_say_what_is_above),
            cmocka_unit_test(phrases_go_on_behind_what_is_inserted),
            cmocka_unit_test(some_words_say_it_only_alone),
            cmocka_unit_test(an_all_clear_ends_what_it_names),
            cmocka_unit_test(an_all_clear_may_stand_far_from_its_alarm),
            cmocka_unit_test(an_alarm_that_had_an_end_is_none),
            cmocka_unit_test(orders_are_now_and_may_be_lifted_since),
            cmocka_unit_test(what_names_no_place_is_said_of_one),
            cmocka_unit_test(under_attack_is_now_where_nothing_is_past),
            cmocka_unit_test(advice_is_about_what_has_happened),
            cmocka_unit_test(a_flood_lasts),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
