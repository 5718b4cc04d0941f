/* Which of many places a name means. The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "path state", in order, between commas. */
static const struct saying texts[] = {
    /* "districts of" a city are in it */
    {"Explosions in several districts of Kyiv, stay in shelters.", "ua/kyiv-city live"},
    {"Drones hit three districts of Kharkiv overnight, wounding two.", "ua/kharkiv/kharkiv/kharkiv/kharkiv past"},
    {"Drones hit three districts of Kharkiv region overnight, wounding two.", "ua/kharkiv past"},
    /* regions as agencies spell them; of a list none is a river */
    {"Sirens are sounding in the Zhitomir, Vinnitsa and Ivano-Frankovsk regions.", "ua/ivano-frankivsk live, ua/vinnytsia live, ua/zhytomyr live"},
    /* no district is called by a city that only begins like it */
    {"A drone was shot down over Vorobyovka district, Voronezh region.", "ru/voronezh/vorobyovsky past"},
    {"A drone was shot down over Voronezh district.", "ru/voronezh past"},
    /* a district that English calls by its town, by the centre of the region, or by one of two words */
    {"A drone hit a car in the Korenevo district of Kursk region.", "ru/kursk/korenevsky past"},
    {"A drone hit a car in Krasnaya Yaruga district, Belgorod region.", "ru/belgorod/krasnoyaruzhsky past"},
    {"A drone hit a car in the Solntsevo district of Kursk region.", "ru/kursk/solntsevsky past"},
    {"A missile was shot down over Bryansk district.", "ru/bryansk/bryansky past"},
    {"A missile was shot down over Bryansk region.", "ru/bryansk past"},
    {"The governor reported a drone raid on the Chertkovsky and \"Zapeskovye\" districts of Rostov region.", "ru/rostov/chertkovsky past"},
    /* a list whose word has been said before it */
    {"Three regions were attacked overnight: Kursk, Bryansk and Tula.", "ru/bryansk past, ru/kursk past, ru/tula past"},
    {"Sirens are sounding in two regions of Ukraine: Zhytomyr and Vinnytsia.", "ua/vinnytsia live, ua/zhytomyr live"},
    {"Drones attacked several regions overnight, including Kharkiv and Sumy.", "ua/kharkiv past, ua/sumy past"},
    {"Two districts of Kharkiv region came under fire: Izium and Kupiansk.", "ua/kharkiv/izium past, ua/kharkiv/kupiansk past"},
    {"Drones hit two cities overnight: Romny and Shostka.", "ua/sumy/romny/romny/romny past, ua/sumy/shostka/shostka/shostka past"},
    {"In one of the regions drones hit a plant: Shostka was without power.", "ua/sumy/shostka/shostka/shostka past"},
    {"Тревога в двух областях: Сумской и Ровенской.", "ua/rivne live, ua/sumy live"},
    /* what is known by that name is in another region than the text is about, and too small for it */
    {"В Калужской области сбиты два дрона. Обломки упали в посёлке Ковернино.", "ru/kaluga past"},
    {"В Калужской области сбиты два дрона. Обломки упали в городе Волжский.", "ru/kaluga past, ru/volgograd/volzhsky past"},
    {"Дроны атаковали Ростовскую область. Без света хутора Волченский и Светлый: в Каменском районе повреждена ЛЭП.",
     "ru/rostov past, ru/rostov/kamensky past, ru/rostov/kamensky/volchensky past"},
    {"Над Светлым сбит дрон.", "ru/kaliningrad/svetlogorsky/svetly past"},
    {"У Сумській області під обстрілом були Юнаківка, Єзупіль та Білопілля.",
     "ua/sumy/sumy/bilopillia/bilopillia past, ua/sumy/sumy/yunakivka/yunakivka past"},
    /* what stands behind "the city" is no name */
    {"Homes in Orsk are under water. People in the city stood on roofs.", "ru/orenburg/orsk live"},
    /* three letters of Latin that are a city, and two that are not */
    {"An explosion was heard in Ufa.", "ru/bashkortostan/ufa past"},
    {"An explosion was heard near Bor.", ""},
    {"В Новгород-Северском районе прогремел взрыв.", "ua/chernihiv/novhorod-siverskyi past"},
    /* cities abroad */
    {"A drone hit a house in Petah Tikva.", "il/central/petach-tikva past"},
    {"An explosion was heard in Varna.", "bg/varna/varna past"},
    /* of several units that are called so, the one that has the village, which is not the better known one elsewhere */
    {"Ворог обстріляв село Черляни Городоцької громади.", "ua/lviv/lviv/horodok/cherliany past"},
    {"Обстріляно село Кожухівка, Теплицька громада.", "ua/vinnytsia/haisyn/teplyk/kozhukhivka past"},
    {"Ворог обстріляв село Михайлівка Первомайського району.", "ua/mykolaiv/pervomaisk/vradiivka/mykhailivka past"},
    {"В Павловском районе дрон атаковал село Воронцовка.", "ru/voronezh/pavlovsky/vorontsovka past"},
    {"Минулої доби росіяни обстріляли Комишанку, Василівку і Любимівку (Любимівська громада).", "ua/kherson/kakhovka/liubymivka/komyshanka past, "
     "ua/kherson/kakhovka/liubymivka/liubymivka past, ua/kherson/kakhovka/liubymivka/vasylivka past"},
    {"У Новопавлівській громаді під ударом були Дачне, Миколаївка, Богданівка.",
     "ua/dnipropetrovsk/synelnykove/novopavlivka/bohdanivka past, ua/dnipropetrovsk/synelnykove/novopavlivka/dachne past, "
     "ua/dnipropetrovsk/synelnykove/novopavlivka/mykolaivka past"},
    {"A drone hit a farm in Huliaipole, Polohy Raion, Zaporizhzhia Oblast.", "ua/zaporizhzhia/polohy/huliaipole/huliaipole past"},
    {"В Волоконовском районе дрон атаковал село Борисовка.", "ru/belgorod/volokonovsky/borisovka past"},
    /* names that begin like the word for a direction */
    {"Обстріли Южненської громади.", "ua/odesa/odesa/yuzhne past"},
    {"Обстріли Східницької громади.", "ua/lviv/drohobych/skhidnytsia past"},
    /* a heading, an arrow, a weapon and a preposition: a place comes, however common the word is */
    {"Шахеди курсом на Іванків", "ua/kyiv-oblast/vyshhorod/ivankiv/ivankiv live"},
    {"Мопеди на півдні Чернігівщини, вектор на Славутич/Іванків.", "ua/chernihiv live, ua/kyiv-oblast/vyshhorod/ivankiv/ivankiv live, "
     "ua/kyiv-oblast/vyshhorod/slavutych/slavutych live"},
    {"3 БпЛА Коблеве -> Южне", "ua/mykolaiv/mykolaiv/kobleve/kobleve live, ua/odesa/odesa/yuzhne/pivdenne live"},
    {"Шахед: Коблеве → Южне", "ua/mykolaiv/mykolaiv/kobleve/kobleve live, ua/odesa/odesa/yuzhne/pivdenne live"},
    {"КАБи на Лиман", "ua/donetsk/kramatorsk/lyman/lyman live"},
    {"БпЛА курсом на Первомайськ Миколаївської області.", "ua/mykolaiv live, ua/mykolaiv/pervomaisk/pervomaisk/pervomaisk live"},
    {"Уряд тримає курс на Свободу.", ""},
    {"КАБ на Дворічну", "ua/kharkiv/kupiansk/dvorichna/dvorichna live"},
    {"БпЛА курсом на Болград", "ua/odesa/bolhrad/bolhrad/bolhrad live"},
    {"Южне, тривога!", "ua/odesa/odesa/yuzhne/pivdenne live"},
    {"Загроза КАБ: Південне, Мерефа.", "ua/kharkiv/kharkiv/merefa/merefa live, ua/kharkiv/kharkiv/pivdenne/pivdenne live"},
    {"Південне узбережжя без змін, дрон упав у Сумах.", "ua/sumy/sumy/sumy/sumy past"},
    /* a village that is not known is no town of nearly its name where it is named again */
    {"По хутору Болховое Ракитянского района выпущено шесть дронов. В Болховом пострадали два дома.", "ru/belgorod/rakityansky past"},
    {"Дрон упал у деревни Рыльское Льговского района. В Рыльске повреждён дом.", "ru/kursk/lgovsky past, ru/kursk/rylsky/rylsk past"},
    {"Дрон упал у хутора Болховое Ракитянского района. В Болхове Орловской области повреждён дом.",
     "ru/belgorod/rakityansky past, ru/oryol/bolkhovsky/bolkhov past"},
    /* English calls districts by their towns, but a district of a town lies in it */
    {"A drone hit Shebekino district.", "ru/belgorod/shebekinsky past"},
    {"Shelling hit the Rylsk district of Kursk region.", "ru/kursk/rylsky past"},
    {"Drones were downed in Slavyansk, Seversky and Yeysk districts of Krasnodar Krai.",
     "ru/krasnodar/seversky past, ru/krasnodar/slavyansky past, ru/krasnodar/yeysky past"},
    {"Missiles came down in the Inhulets district of Kryvyi Rih.", "ua/dnipropetrovsk/kryvyi-rih/kryvyi-rih/kryvyi-rih past"},
    {"A drone hit the Yelabuzhsky area of Tatarstan.", "ru/tatarstan/yelabuzhsky past"},
    {"A drone hit the town of Shebekino.", "ru/belgorod/shebekinsky/shebekino past"},
    /* regions whose word stands with a later one, behind the same preposition; a village called like a region */
    {"Перехвачены 12 дронов: шесть — над Воронежской, четыре — над Ростовской областью.", "ru/rostov past, ru/voronezh past"},
    {"Дві ракети збили над Київською, три — над Сумською областю.", "ua/kyiv-oblast past, ua/sumy past"},
    {"Отбой в Воронежской, опасность БПЛА — в Ростовской области.", "ru/rostov live, ru/voronezh all-clear"},
    {"Оперштаб Краснодарского края: в станице Полтавской упали обломки дрона.", "ru/krasnodar/krasnoarmeysky/krasnoarmeyskaya past"},
    {"Под обстрел попали сёла Белгородчины.", "ru/belgorod past"},
    /* what only sounds like the name is not meant where the text is about the place that has it */
    {"Тривога в Шостці! Хмара аміаку рухається на Вороніж.", "ua/sumy/shostka/shostka/shostka live, "
     "ua/sumy/shostka/shostka/voronizh live"},
    {"Donetsk region: Siversk was shelled.\n\nDnipropetrovsk region: artillery hit the Pokrovsk and Marhanets communities.",
     "ua/dnipropetrovsk/nikopol/marhanets past, ua/dnipropetrovsk/nikopol/pokrov past, ua/donetsk/bakhmut/siversk/siversk past"},
    {"Kharkiv region: villages of the Kupiansk and Izium districts were shelled.", "ua/kharkiv/izium past, ua/kharkiv/kupiansk past"},
    /* a region's adjective stands for it, though villages are called much the same */
    {"БпЛА: Сумська, Полтавська, Чернігівська", "ua/chernihiv live, ua/poltava live, ua/sumy live"},
    {"Харківська: тривога\nСумська: відбій", "ua/kharkiv live, ua/sumy all-clear"},
    {"Харківська, Донецька - загроза балістики", "ua/donetsk live, ua/kharkiv live"},
    {"Липецкая: отбой, Воронежская: опасность БПЛА", "ru/lipetsk all-clear, ru/voronezh live"},
    {"Черкаська громада зібрала на дрони.", ""},
    {"Шахед упав біля вулиці Полтавської в Сумах.", "ua/sumy/sumy/sumy/sumy past"},
    /* a town before districts is the town, though the district around it is called much the same */
    {"Отбой ракетной опасности: Железногорск, Фатежский и Поныровский районы.",
     "ru/kursk/fatezhsky all-clear, ru/kursk/ponyrovsky all-clear, ru/kursk/zheleznogorsk all-clear"},
    {"Под обстрел попали Суджа, Глушковский и Кореневский районы.",
     "ru/kursk/glushkovsky past, ru/kursk/korenevsky past, ru/kursk/sudzhansky/sudzha past"},
    /* a town's former name, where the text is about a region with a village of that name; long lists */
    {"Херсонщина. Під обстріл потрапили Білозерка, Тягинка, Осокорівка, Дудчани, Комишани, Станіслав, Одрадокам'янка.",
     "ua/kherson/beryslav/mylove/dudchany past, ua/kherson/beryslav/novovorontsovka/osokorivka past, "
     "ua/kherson/beryslav/tiahynka/odradokamianka past, ua/kherson/beryslav/tiahynka/tiahynka past, "
     "ua/kherson/kherson/bilozerka/bilozerka past, ua/kherson/kherson/kherson/komyshany past, ua/kherson/kherson/stanislav/stanislav past"},
    /* villages as a related language writes them, where the text is about their region and something is said of them */
    {"Сумская область. Под обстрел попали Могрица, Великая Писаревка, Кияница и Новая Слобода.",
     "ua/sumy/konotop/nova-sloboda/nova-sloboda past, ua/sumy/okhtyrka/velyka-pysarivka/velyka-pysarivka past, "
     "ua/sumy/sumy/yunakivka/kyianytsia past, ua/sumy/sumy/yunakivka/mohrytsia past"},
    {"На Харьковщине ранены двое. Слатино — дрон сжёг машину. В Купьеваху прилетели три КАБа.",
     "ua/kharkiv past, ua/kharkiv/bohodukhiv/bohodukhiv/kupievakha past, ua/kharkiv/kharkiv/derhachi/slatyne past"},
    {"БпЛА курсом на Вінниччину.\nБпЛА на Апостолове з півдня.", "ua/dnipropetrovsk/kryvyi-rih/apostolove/apostolove live, ua/vinnytsia live"},
    /* lines about a weapon each: no line says where the names of another are; but what heads them does */
    {"БпЛА на півночі Рівненщини, курсом на Волинь.\nБпЛА на Броди з півдня.", "ua/lviv/zolochiv/brody/brody live, ua/rivne live, ua/volyn live"},
    {"БпЛА на сході Сумщини.\nБпЛА на Барвінкове.", "ua/kharkiv/izium/barvinkove/barvinkove live, ua/sumy live"},
    {"Сумщина:\nБпЛА на Барвінкове.\nБпЛА на Лебедин.", "ua/sumy live, ua/sumy/sumy/lebedyn/lebedyn live, ua/sumy/sumy/nyzhnia-syrovatka/barvinkove live"},
    {"Запорожская область: Камышеваху и Приморское обстреляли из РСЗО, пострадал житель Приморского.",
     "ua/zaporizhzhia/vasylivka/stepnohirsk/prymorske past, ua/zaporizhzhia/zaporizhzhia/komyshuvakha/komyshuvakha past"},
    {"В Днепропетровской области били по Марганецкой, Мировской и Покровской общинам.",
     "ua/dnipropetrovsk/nikopol/marhanets past, ua/dnipropetrovsk/nikopol/myrove past, ua/dnipropetrovsk/nikopol/pokrov past"},
    {"Обстрел пришёлся на Вольнянск Запорожской области. Удары дронов пришлись на Балабино.",
     "ua/zaporizhzhia/zaporizhzhia/kushuhum/balabyne past, ua/zaporizhzhia/zaporizhzhia/vilniansk/vilniansk past"},
    {"Донецкая область: под огнём были Святогорск, Николаевка и Никифоровка.",
     "ua/donetsk/bakhmut/soledar/nykyforivka past, ua/donetsk/kramatorsk/mykolaivka/mykolaivka past, "
     "ua/donetsk/kramatorsk/sviatohirsk/sviatohirsk past"},
    {"В Сумском районе дроны попали в Хотень, в Конотопском — в Бочечки.",
     "ua/sumy/konotop/bochechky/bochechky past, ua/sumy/sumy/khotin/khotin past"},
    {"Больше всего досталось Сумам: дрон сжёг склад. Горяне вышли на уборку, пишет Семён Лисица.", "ua/sumy/sumy/sumy/sumy past"},
    /* an adjective of a region, whose head stands further up in the list */
    {"Сбито пять дронов над Рязанской областью и Крымом, ещё один над Курской.", "ru/kursk past, ru/ryazan past, ua/crimea past"},
    {"Белгородская область: сбит дрон.\n\nБрянская: два дрона сбиты.\n\nЛенинградская: дрон уничтожен.",
     "ru/belgorod past, ru/bryansk past, ru/leningrad past"},
    {"По данным ведомства, девять дронов сбиты над Крымом, ещё три — над Московским регионом.", "ru/moscow-oblast past, ua/crimea past"},
    /* a launch site of a list that has a full stop in it; a clock's city */
    {"Ворог атакував 90 БпЛА із напрямків: Брянськ, Курськ – рф., Чауда – ТОТ АР Крим. Уламки впали в Лубнах.",
     "ua/poltava/lubny/lubny/lubny past"},
    {"Землетрясение ощутили в Актау в 06:10 по времени Астаны.", "kz/mangystau/aktau past"},
    /* hits said by nouns, or by what was aimed at */
    {"У Дергачах на Харківщині, за даними мера, приліт на Зеленій вулиці, двоє поранених.", "ua/kharkiv/kharkiv/derhachi/derhachi past"},
    {"Херсонщина. Під ворожим вогнем учора перебували Білозерка та Тягинка.", "ua/kherson/beryslav/tiahynka/tiahynka past, "
     "ua/kherson/kherson/bilozerka/bilozerka past"},
    {"In the Penza region drones were downed without damage.", "ru/penza past"},
    /* somebody's name, once it is said whose */
    {"Дрон упал на склад в Россоши, сообщил губернатор Воронежской области Александр Гусев. Гусев уточнил, что пострадавших нет.",
     "ru/voronezh/rossoshansky/rossosh past"},
    {"Белгородская область. Мирный житель ранен при ударе дрона в хуторе Новая Нелидовка.", "ru/belgorod/belgorodsky/novaya-nelidovka past"},
    /* whence it flies, where it is said, a part of the front, who speaks */
    {"Балістика! Курськ - на Полтаву.", "ua/poltava/poltava/poltava/poltava live"},
    {"In Beirut the health ministry said three people were killed by strikes on the town of Nabatieh.", "lb/nabatieh past"},
    {"Бої на Лиманському напрямку тривають. Дрон влучив у склад в Ізюмі.", "ua/kharkiv/izium/izium/izium past"},
    {"A drone hit a depot in Izmail. Warsaw and Budapest urged restraint.", "ua/odesa/izmail/izmail/izmail past"},
    {"Wildfire warning: residents of Penteli and Nea Makri were ordered to evacuate.", "gr/attica/nea-makri live, gr/attica/penteli live"},
    {"Харків, в укриття! Шахед над Салтівкою.", "ua/kharkiv/kharkiv/kharkiv/kharkiv live, "
     "ua/kharkiv/kharkiv/kharkiv/kharkiv/saltivskyi live"},
    /* the only one of its name is far away */
    {"В Орске затоплены улицы, дамба у посёлка Никель размыта.", "ru/orenburg/orsk past"},
    {"В Никеле Мурманской области взрыв на заводе.", "ru/murmansk live, ru/murmansk/pechengsky/nikel live"},
    /* the centre of what was spoken of before */
    {"Нікопольщина. Ворог бив артилерією по райцентру.", "ua/dnipropetrovsk/nikopol/nikopol/nikopol past"},
    {"У Бучанському районі дрон влучив у склад у райцентрі.", "ua/kyiv-oblast/bucha/bucha/bucha past"},
    {"Курская область. Дрон упал на дом в райцентре Поныри.", "ru/kursk/ponyrovsky/ponyri past"},
    {"Увага, Запорізька область! КАБи на обласний центр!", "ua/zaporizhzhia live, "
     "ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia live"},
    {"Дрон упал на крышу в райцентре.", ""},
    /* one of many of its name is none abroad */
    {"Petropavl in North Kazakhstan is being evacuated: the river topped a dyke at Zarechny. Across the border in Tyumen region it is dry.",
     "kz/north-kazakhstan live, kz/north-kazakhstan/petropavl live"},
    /* a text in Ukrainian is about Ukraine, if nothing tells more */
    {"У Дергачах приліт, двоє поранених, є руйнування.", "ua/kharkiv/kharkiv/derhachi/derhachi past"},
    {"Вибухи у Дубні.", "ua/rivne/dubno/dubno/dubno live"},
    {"Росія: вибух на заводі у Дубні.", "ru/moscow-oblast/dubna live"},
    /* of two that are as likely, the one nearer to what was spoken of before */
    {"БпЛА повз Березанку. Ще один у напрямку Чорноморського.", "ua/mykolaiv/mykolaiv/berezanka/berezanka live, "
     "ua/odesa/odesa/chornomorske/chornomorske live"},
    {"БпЛА над Євпаторією. Ще один у напрямку Чорноморського.", "ua/crimea/yevpatoriia/chornomorske/chornomorske live, "
     "ua/crimea/yevpatoriia/yevpatoriia/yevpatoriia live"},
    /* an address is no region; what pays for a war is no place of it */
    {"Дрон упал на дом в Саратове. Помощь собирают по адресу: Саратов, Московская, 14.", "ru/saratov/saratov past"},
    {"A drone hit a depot in Taman. The port pays for Moscow's war.", "ru/krasnodar/temryuksky/taman past"},
    /* adjectives in names decline, too */
    {"Уламки впали у Горішніх Плавнях.", "ua/poltava/kremenchuk/horishni-plavni/horishni-plavni past"},
    {"Підтоплено двори у Вишковому на Закарпатті.", "ua/zakarpattia/khust/vyshkovo/vyshkovo past"},
    /* in a list the villages are around what is surely meant */
    {"A bomb killed a man in Zaporizhzhia, and two were hurt by shelling in the villages of Prymorske and Stepnohirsk.",
     "ua/zaporizhzhia/vasylivka/stepnohirsk/prymorske past, ua/zaporizhzhia/vasylivka/stepnohirsk/stepnohirsk past, "
     "ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia past"},
    /* where it lies is said right behind it: it is no other, and its district is warned if it is unknown */
    {"Дрон повредил дом в посёлке Ленинский Шебекинского округа.", "ru/belgorod/shebekinsky past"},
    /* of which city a district is, is seen by the town before it, though a larger one is named too */
    {"Ворог атакував Полтаву. Авіабомба влучила в будинок у Шевченківському районі. Концерт у Києві перенесли.", "ua/poltava/poltava/poltava/poltava past, ua/poltava/poltava/poltava/poltava/shevchenkivskyi past"},
    /* burnt, shot, stuck, thundered */
    {"Росіяни спалили елеватор у Ковелі.", "ua/volyn/kovel/kovel/kovel past"},
    {"Шахед застряг у даху гімназії в Ковелі.", "ua/volyn/kovel/kovel/kovel past"},
    {"Two Shaheds were dug up in a field near Kovel.", "ua/volyn/kovel/kovel/kovel past"},
    /* beside a town, a name that a town has is that town's, and a district that is joined to it lies beside it */
    {"Під ударом були Конотоп і Ніжин.", "ua/chernihiv/nizhyn/nizhyn/nizhyn past, ua/sumy/konotop/konotop/konotop past"},
    {"Загроза для Лозової та Богодухівського району!", "ua/kharkiv/bohodukhiv live, ua/kharkiv/lozova/lozova/lozova live"},
    {"На Запоріжжі оголошено тривогу.", "ua/zaporizhzhia live"},
    {"У Запоріжжі оголошено тривогу.", "ua/zaporizhzhia/zaporizhzhia/zaporizhzhia/zaporizhzhia live"},
    {"Ракета пролетіла Конотоп, курс на Чернігівську область.", "ua/chernihiv live, ua/sumy/konotop/konotop/konotop live"},
    /* a town called like a river is struck; who lives in a town has no capital, a village in another case has */
    {"Ракетний удар по Дніпру, двоє загиблих.", "ua/dnipropetrovsk/dnipro/dnipro/dnipro past"},
    {"Балістика по Дніпру!", "ua/dnipropetrovsk/dnipro/dnipro/dnipro live"},
    {"Удар по Днепру, двое погибших.", "ua/dnipropetrovsk/dnipro/dnipro/dnipro past"},
    {"Баржа загорілася на Дніпрі біля Черкас.", "ua/cherkasy/cherkasy/cherkasy/cherkasy past"},
    {"Дрон упал, когда баржа шла по Днепру.", ""},
    {"У Чернігівці вибух, загроза дронів.", "ua/zaporizhzhia/berdiansk/chernihivka/chernihivka live"},
    {"Чернігівці, в укриття!", "ua/chernihiv/chernihiv/chernihiv/chernihiv live"},
    /* what is hit with a weapon is no adjective of it */
    {"Росіяни атакували Роздільну дронами.", "ua/odesa/rozdilna/rozdilna/rozdilna past"},
    {"На Одещині росіяни атакували Південне дронами.", "ua/odesa/odesa/yuzhne/pivdenne past"},
    {"Українські дрони вдарили по Рязані.", "ru/ryazan/ryazan past"},
    /* a town in the region that the sentence begins with, though a city elsewhere is called so */
    {"На Львівщині дрон влучив у склад у Миколаєві.", "ua/lviv/stryi/mykolaiv/mykolaiv past"},
    {"Дрон влучив у склад у Миколаєві.", "ua/mykolaiv/mykolaiv/mykolaiv/mykolaiv past"},
    /* a village in the only region of the text, and a town that is called so elsewhere; but one that everybody knows is meant */
    {"Калужская область ночью отражала атаку.\n\nВ Заречном дрон повредил школу.", "ru/kaluga past, ru/kaluga/lyudinovsky/zarechny past"},
    {"Белгородская область ночью отражала атаку.\n\nВ Муроме дрон повредил школу.", "ru/belgorod past, ru/belgorod/shebekinsky/murom past"},
    {"В Муроме дрон повредил школу.", "ru/vladimir/murom past"},
    {"В Муроме Владимирской области дрон повредил школу, сбиты аппараты и над Белгородской областью.",
     "ru/belgorod past, ru/vladimir/murom past"},
    {"Саратовская область ночью отражала атаку.\n\nВ Калуге дрон повредил школу.", "ru/kaluga/kaluga past, ru/saratov past"},
    /* former districts of Ukraine, which Russian still calls so; a district of Russia that a region far away is called like */
    {"Херсонская область. В Горностаевском муниципальном округе дрон ранил водителя.", "ua/kherson/kakhovka past"},
    {"В Приазовском районе Запорожской области обстрелян автобус.", "ua/zaporizhzhia/melitopol past"},
    {"В Лиманском районе Астраханской области сбит дрон.", "ru/astrakhan/limansky past"},
    {"Краснодарский край. В Апшеронском районе сбит дрон.", "ru/krasnodar/apsheronsky past"},
    /* a village that is said to lie elsewhere than the city of its name */
    {"Дрон упал на краю села Варшава в Рыльском районе.", "ru/kursk/rylsky past"},
    {"Уламки впали у селі Харків у Роменському районі.", "ua/sumy/romny past"},
    {"Drone debris fell in the village of Odesa in Omsk Oblast.", "ru/omsk past"},
    {"Дрон упал в городе Рыльск в Курской области.", "ru/kursk/rylsky/rylsk past"},
    /* an adjective of a word that nobody needs to know, and a subject */
    {"Толчки почувствовали в Алматинской области. Энергетический класс 12.", "kz/almaty-oblast past"},
    {"Отрадный ночью обстреляли.", "ru/samara/otradny past"},
};
/* clang-format on */

static const char *path_of(uint32_t place)
{
        return place_path(g, place, a);
}

/* Villages that no gazetteer knows, as they are kept beside what they lie in. */
static const struct saying unknown[] = {
    {"Дрон упал на дом в деревне Хлопушкино Аксайского района Ростовской области.",
     "ru/rostov/aksaysky: Хлопушкино"},
    {"Курская область. В Рыльском районе обстреляны деревни Хлопушкино и Гребешково, ранена женщина.",
     "ru/kursk/rylsky: Хлопушкино; Гребешково"},
    {"Дрон повредил дом в посёлке Ленинский Шебекинского округа.", "ru/belgorod/shebekinsky: Ленинский"},
    {"Belgorod region: a drone hit a car in the village of Khlopushkino, wounding two.",
     "ru/belgorod: Khlopushkino"},
    {"Паводок. В Западном Казахстане подтоплен Узунколь Теректинского района.",
     "kz/west-kazakhstan/terekti: Узунколь"},
    {"Росіяни обстріляли села Харківщини.", "ua/kharkiv:"},
    {"В селе Хлопушкино Аксайского района прошёл праздник.", ""},
};

static void a_village_that_is_not_known_is_kept_as_words(void **state)
{
        (void)state;
        for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
                struct text_options options = {.sent = NOW, .alerts = 100};
                struct alert_list list = {0};
                const char *found = "";
                text_reader_read(reader, &options, unknown[i].text, strlen(unknown[i].text), a, &list);
                if (list.n) {
                        const struct area_place *p = &list.alerts[0].infos[0].places[0];
                        found = arena_printf(a, "%s:%s%s", p->path, p->words ? " " : "",
                                             p->words ? p->words : "");
                }
                assert_string_equal(found, unknown[i].says);
        }
}

static void a_name_means_the_place_that_is_meant(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, path_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_name_means_the_place_that_is_meant),
            cmocka_unit_test(a_village_that_is_not_known_is_kept_as_words),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
