/* The verbs and nouns by which people tell of one thing: whichever of a row's choices is taken, the sentence says the same. The
 * sentences are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying happened[] = {
    {"В Харькове {прозвучали|прогремели|раздались|слышались|послышались|произошли|случились|зафиксированы|зарегистрированы|"
     "отмечены|были слышны|были} взрывы.",
     "kharkiv past"},
    {"В Харькове {прозвучал|прогремел|раздался|произошёл|случился|грянул} {взрыв|мощный взрыв|сильный взрыв}.",
     "kharkiv past"},
    {"{Взрывы|Несколько взрывов|Серия взрывов|Два взрыва} {прогремели|прозвучали|раздались} в Харькове.",
     "kharkiv past"},
    {"Жители Харькова {слышали|сообщили о|сообщали о|сообщают о|рассказали о|пожаловались на} взрывах.",
     "kharkiv past"},
    {"Жители {слышали|услышали} взрывы в Харькове.",
     "kharkiv past"},
    {"В Харькове {громыхнуло|бахнуло|рвануло|прогремело|грохнуло}.",
     "kharkiv past"},
    {"В Харькове {взорвался газ|взорвалась цистерна|взорвался бытовой газ|рванул газовый баллон|взорвался газопровод|произошёл "
     "хлопок газа|произошел взрыв газа|сдетонировали боеприпасы}.",
     "kharkiv past"},
    {"{Дрон|Беспилотник|БПЛА|Шахед|Украинский беспилотник|FPV-дрон|Вражеский дрон} {ударил по|атаковал|врезался в|попал в|влетел в|"
     "упал на|протаранил|повредил|рухнул на|угодил в|сдетонировал у|взорвался у|поразил|прилетел в} {дом|здание|машину|НПЗ|склад} "
     "в Харькове.",
     "kharkiv past"},
    {"В Харькове {дрон|беспилотник} {ударил по дому|попал в многоэтажку|упал на крышу|врезался в автомобиль|повредил подстанцию|"
     "влетел в окно|сбросил взрывчатку на машину|атаковал автобус}.",
     "kharkiv past"},
    {"{Дроны|Беспилотники} {атаковали|ударили по|налетели на|обстреляли|бомбили|терроризировали} Харьков.",
     "kharkiv past"},
    {"Харьков {атаковали дроны|подвергся атаке дронов|подвергся налёту беспилотников|пережил атаку дронов|пережил налёт "
     "беспилотников|атакован беспилотниками|атакован дронами|оказался под ударом дронов|попал под удар дронов|стал целью дронов|"
     "был атакован дронами|подвергли атаке дронов|подвергся удару БПЛА}.",
     "kharkiv past"},
    {"{Налёт|Удар} {дронов|беспилотников|БПЛА} на Харьков: {есть раненые|пострадали двое|повреждены дома|погиб мужчина}.",
     "kharkiv past"},
    {"В результате {атаки дронов|удара дрона|атаки беспилотников|налёта БПЛА|падения беспилотника|сброса с дрона|детонации дрона} "
     "в Харькове {повреждён дом|погиб мужчина|ранены двое|пострадали три человека|загорелся склад|возник пожар|выбиты стёкла|"
     "обесточены улицы}.",
     "kharkiv past"},
    {"Над Харьковом {сбили|сбит|сбиты|уничтожен|уничтожили|перехватили|перехвачены|подавлены|нейтрализованы|обезвредили|"
     "ликвидированы|приземлили} {дрон|три дрона|беспилотники}.",
     "kharkiv past"},
    {"{ПВО сбила|ПВО уничтожила|ПВО перехватила|Силы ПВО ликвидировали|Расчёты ПВО отразили атаку|Средства ПВО обезвредили|Военные "
     "сбили} {три дрона|беспилотники} над Харьковом.",
     "kharkiv past"},
    {"Харьков {обстреляли|подвергся обстрелу|попал под обстрел|оказался под обстрелом|накрыли огнём|подвергли обстрелу|был "
     "обстрелян|обстрелян|обстреливали всю ночь|обстреляли из РСЗО|накрыли «Градами»|обстреляли из миномётов|обстреляли из "
     "артиллерии}.",
     "kharkiv past"},
    {"По Харькову {ударили артиллерией|выпустили пять снарядов|отработали из РСЗО|ударили из миномётов|били из «Градов»|велся "
     "огонь|вели огонь|открыли огонь из артиллерии|стреляли из миномётов|нанесли артиллерийский удар|прилетело восемь снарядов}.",
     "kharkiv past"},
    {"{Снаряд|Мина|Боеприпас} {попал|угодила|попала|угодил|прилетел|разорвался|разорвалась|упал} {в дом|во двор|на дорогу|у школы} "
     "в Харькове.",
     "kharkiv past"},
    {"{Ракета|Крылатая ракета|Баллистическая ракета} {попала в|ударила по|упала на|угодила в|разрушила|поразила|прилетела в|"
     "врезалась в} {дом|завод|склад} в Харькове.",
     "kharkiv past"},
    {"По Харькову {нанесли ракетный удар|ударили ракетами|выпустили две ракеты|прилетели ракеты|ударили С-300|нанесён ракетный "
     "удар|был нанесён удар ракетой}.",
     "kharkiv past"},
    {"Харьков {подвергся ракетному удару|подвергся ракетной атаке|атаковали ракетами|пережил ракетную атаку|обстреляли ракетами|"
     "попал под ракетный удар}.",
     "kharkiv past"},
    {"Над Харьковом {сбили ракету|сбита ракета|сбиты две ракеты|уничтожена ракета|перехвачены ракеты|сработала ПВО по ракетам}.",
     "kharkiv past"},
    {"{Обломки дрона|Обломки беспилотника|Фрагменты БПЛА|Обломки ракеты|Осколки сбитого дрона} {упали на|повредили|попали в|"
     "рухнули на|посекли|пробили|угодили в} {дом|крышу|машину|склад} в Харькове.",
     "kharkiv past"},
    {"В Харькове {упали обломки дрона|от обломков загорелся дом|обломками повреждены три дома|обломки БПЛА упали на дорогу|из-за "
     "падения обломков горит склад|нашли обломки беспилотника}.",
     "kharkiv past"},
    {"В Харькове {загорелся склад|горел склад|произошёл пожар на складе|вспыхнул пожар|потушили пожар на складе|локализовали пожар|"
     "сгорел дом|сгорели три дома|огонь уничтожил дом|полыхал рынок|выгорел цех|пожарные потушили дом|ликвидировали возгорание}.",
     "kharkiv past"},
    {"По Харькову {сбросили КАБ|ударили КАБами|нанесли авиаудар|сбросили авиабомбу|ударили управляемой авиабомбой|прилетел КАБ|"
     "сбросили ФАБ|нанесли удар планирующей бомбой}.",
     "kharkiv past"},
    {"В Орске {затопило улицы|подтоплены дома|вышла из берегов река|вода зашла в дома|эвакуировали жителей из-за паводка|затоплены "
     "300 домов|подтопило дома|размыло дорогу|паводок смыл мост}.",
     "orsk past"},
    {"В Алматы {произошло землетрясение|почувствовали землетрясение|ощутили подземные толчки|зафиксированы подземные толчки|"
     "зарегистрировано землетрясение|тряхнуло|было землетрясение|ощущались толчки}.",
     "almaty-city past"},
    {"У Харкові {пролунали|прогриміли|пролунало кілька|чули|почули|сталися|відбулися|зафіксовано|було чути|лунали|гриміли} вибухи.",
     "kharkiv past"},
    {"У Харкові {пролунав|прогримів|стався|трапився|гримнув|пролунав потужний} вибух.",
     "kharkiv past"},
    {"{Вибухи|Кілька вибухів|Серія вибухів|Два вибухи} {пролунали|прогриміли|сталися} у Харкові.",
     "kharkiv past"},
    {"Мешканці Харкова {чули|почули|повідомили про|повідомляють про|розповіли про|повідомляли про} вибухи.",
     "kharkiv past"},
    {"У Харкові {гримнуло|бахнуло|прогриміло|рвонуло}.",
     "kharkiv past"},
    {"У Харкові {вибухнув газ|вибухнув газовий балон|вибухнув побутовий газ|стався вибух газу|здетонували боєприпаси|вибухнув "
     "автомобіль}.",
     "kharkiv past"},
    {"{Дрон|Безпілотник|БпЛА|Шахед|Російський дрон|FPV-дрон|Ворожий дрон|Ударний дрон} {вдарив по|атакував|врізався в|влучив у|"
     "поцілив у|влетів у|впав на|пошкодив|уразив|протаранив|вцілив у|здетонував біля|вибухнув біля|скинув вибухівку на} {будинок|"
     "автівку|підприємство|склад} у Харкові.",
     "kharkiv past"},
    {"У Харкові {дрон|безпілотник} {вдарив по будинку|влучив у багатоповерхівку|впав на дах|врізався в авто|пошкодив підстанцію|"
     "влетів у вікно|скинув вибухівку на авто|атакував автобус}.",
     "kharkiv past"},
    {"{Дрони|Безпілотники|Росіяни дронами|Окупанти дронами} {атакували|вдарили по|били по|обстріляли|тероризували|накрили} {Харків|"
     "Харкову}.",
     "kharkiv past"},
    {"Харків {атакували дрони|зазнав атаки дронів|зазнав удару дронів|пережив атаку дронів|пережив наліт безпілотників|атаковано "
     "дронами|опинився під ударом дронів|потрапив під удар дронів|був атакований дронами|атакували безпілотниками}.",
     "kharkiv past"},
    {"{Наліт|Удар} {дронів|безпілотників|БпЛА} на Харків: {є поранені|постраждали двоє|пошкоджено будинки|загинув чоловік}.",
     "kharkiv past"},
    {"Внаслідок {атаки дронів|удару дрона|влучання безпілотника|падіння дрона|скиду з дрона|удару шахеда|атаки БпЛА} у Харкові "
     "{пошкоджено будинок|загинув чоловік|поранено двох людей|постраждали троє людей|загорівся склад|виникла пожежа|вибито шибки|"
     "знеструмлено вулиці}.",
     "kharkiv past"},
    {"Над Харковом {збили|збито|знищено|знищили|перехопили|подавлено|приземлено|ліквідували|знешкодили} {дрон|три дрони|"
     "безпілотники}.",
     "kharkiv past"},
    {"{ППО збила|ППО знищила|Сили ППО збили|Сили оборони знищили|Захисники неба збили|Військові збили|Мобільна група збила} {три "
     "дрони|шахеди} над Харковом.",
     "kharkiv past"},
    {"Харків {обстріляли|зазнав обстрілу|потрапив під обстріл|накрили вогнем|був обстріляний|обстріляно|обстріляли з РСЗВ|накрили "
     "«Градами»|обстріляли з мінометів|обстріляли з артилерії}.",
     "kharkiv past"},
    {"По Харкову {вдарили артилерією|випустили п'ять снарядів|били з РСЗВ|вдарили з мінометів|били з «Градів»|відкрили вогонь|"
     "гатили з артилерії|завдали артилерійського удару|прилетіло вісім снарядів}.",
     "kharkiv past"},
    {"{Снаряд|Міна|Боєприпас} {влучив|влучила|поцілив|розірвався|впав} {у будинок|у двір|на дорогу|біля школи} у Харкові.",
     "kharkiv past"},
    {"{Ракета|Крилата ракета|Балістична ракета} {влучила в|вдарила по|впала на|поцілила в|зруйнувала|уразила|прилетіла в} {будинок|"
     "завод|склад} у Харкові.",
     "kharkiv past"},
    {"По Харкову {завдали ракетного удару|вдарили ракетами|випустили дві ракети|прилетіли ракети|вдарили С-300|завдано ракетного "
     "удару|поцілили ракетою}.",
     "kharkiv past"},
    {"Харків {зазнав ракетного удару|зазнав ракетної атаки|атакували ракетами|пережив ракетну атаку|обстріляли ракетами|потрапив "
     "під ракетний удар}.",
     "kharkiv past"},
    {"Над Харковом {збили ракету|збито ракету|збито дві ракети|знищено ракету|перехопили ракети}.",
     "kharkiv past"},
    {"{Уламки дрона|Уламки безпілотника|Фрагменти БпЛА|Уламки ракети|Рештки збитого дрона} {впали на|пошкодили|влучили в|посікли|"
     "пробили|потрапили в} {будинок|дах|авто|склад} у Харкові.",
     "kharkiv past"},
    {"У Харкові {впали уламки дрона|від уламків загорівся будинок|уламками пошкоджено три будинки|уламки БпЛА впали на дорогу|"
     "через падіння уламків горить склад|знайшли уламки шахеда}.",
     "kharkiv past"},
    {"У Харкові {загорівся склад|горів склад|сталася пожежа на складі|спалахнула пожежа|загасили пожежу на складі|локалізували "
     "пожежу|згорів будинок|вогонь знищив будинок|вигорів цех|рятувальники ліквідували загоряння|ліквідували пожежу}.",
     "kharkiv past"},
    {"По Харкову {скинули КАБ|вдарили КАБами|завдали авіаудару|скинули авіабомбу|вдарили керованою авіабомбою|прилетів КАБ|скинули "
     "ФАБ|влучив КАБ}.",
     "kharkiv past"},
    {"У Херсоні {затопило вулиці|підтоплено будинки|річка вийшла з берегів|вода зайшла в будинки|евакуювали мешканців через повінь|"
     "затоплено 300 будинків|розмило дорогу|вода зруйнувала міст}.",
     "kherson past"},
    {"В Алмати {стався землетрус|відчули землетрус|відчули підземні поштовхи|зафіксовано підземні поштовхи|зареєстровано землетрус|"
     "трусонуло|трясло}.",
     "almaty-city past"},
    {"{Explosions|Several explosions|Loud blasts|A series of explosions|Two blasts} {were heard in|rocked|shook|rang out in|were "
     "reported in|thundered across|struck|hit|jolted|echoed through|went off in|took place in|occurred in|sounded in} Kharkiv.",
     "kharkiv past"},
    {"Residents {heard|reported|reported hearing|woke to|were woken by} explosions in Kharkiv.",
     "kharkiv past"},
    {"Kharkiv {was rocked by explosions|was shaken by a blast|heard explosions|woke up to explosions|was hit by a series of "
     "blasts}.",
     "kharkiv past"},
    {"A {gas explosion|gas cylinder exploded|car bomb went off|gas blast} in Kharkiv {killed two|injured three people|destroyed a "
     "flat|wrecked an apartment block}.",
     "kharkiv past"},
    {"A {drone|Russian drone|Shahed|UAV|kamikaze drone|Ukrainian drone|first-person-view drone} {struck|hit|attacked|slammed into|"
     "crashed into|fell on|damaged|targeted|rammed|flew into|exploded near|dropped explosives on|came down on|smashed into|"
     "ploughed into} {a house|an apartment block|a car|a warehouse|a power substation} in Kharkiv.",
     "kharkiv past"},
    {"{Drones|Russian drones|Shaheds|Kamikaze drones} {attacked|struck|hit|targeted|pounded|battered|swarmed|bombarded|rained down "
     "on|descended on} Kharkiv {overnight|last night|on Friday night}.",
     "kharkiv past"},
    {"Kharkiv {came under drone attack|was attacked by drones|suffered a drone attack|was hit by drones|was targeted by drones|was "
     "struck by Shaheds|endured a drone barrage|faced a massive drone attack|was under attack by drones overnight|weathered a "
     "drone raid}.",
     "kharkiv past"},
    {"A drone {attack|strike|raid} {on|in|against} Kharkiv {killed two people|wounded five|damaged houses|sparked a fire|left "
     "thousands without power|set a warehouse ablaze|injured a woman}.",
     "kharkiv past"},
    {"{Three drones|A drone|Several UAVs} {were shot down over|was shot down over|were downed over|was intercepted over|were "
     "destroyed over|were neutralised over|were brought down over|were suppressed over|were jammed over} Kharkiv.",
     "kharkiv past"},
    {"{Air defence|Air defenses|Air defence units|Ukrainian forces|The military} {shot down|destroyed|intercepted|downed|brought "
     "down|repelled|neutralized} {three drones|a drone attack|UAVs} over Kharkiv.",
     "kharkiv past"},
    {"{Russian troops|Russian forces|The enemy|Ukrainian forces} {shelled|fired on|opened fire on|pounded|bombarded|struck|hit|"
     "fired artillery at|fired mortars at|rained shells on} Kharkiv {with artillery|with mortars|from multiple rocket launchers|"
     "with Grads}.",
     "kharkiv past"},
    {"Kharkiv {was shelled|came under shelling|came under artillery fire|came under fire|was hit by artillery|was shelled with "
     "mortars|came under mortar fire|was under fire all night|was pounded by artillery}.",
     "kharkiv past"},
    {"{A shell|A mortar round|Shells|Artillery shells} {hit|struck|landed on|fell on|exploded near|landed near} {a house|a school|"
     "a market} in Kharkiv.",
     "kharkiv past"},
    {"A {missile|ballistic missile|cruise missile|Russian missile} {hit|struck|slammed into|landed on|destroyed|fell on|ripped "
     "through|levelled|tore into} {an apartment block|a house|a factory|a hotel} in Kharkiv.",
     "kharkiv past"},
    {"{Missiles|Russian missiles} {hit|struck|rained down on|pounded|slammed into|targeted|landed in} Kharkiv.",
     "kharkiv past"},
    {"Kharkiv {was hit by missiles|came under missile attack|was struck by a ballistic missile|came under rocket fire|suffered a "
     "missile strike|was hit in a missile strike}.",
     "kharkiv past"},
    {"{A missile|Two missiles} {was shot down over|were intercepted over|were destroyed over|was downed over} Kharkiv.",
     "kharkiv past"},
    {"{Debris|Drone debris|Debris from a drone|Wreckage of a drone|Falling debris|Fragments of a missile|Debris from a downed UAV} "
     "{fell on|damaged|hit|struck|sparked a fire at|landed on|set fire to|crashed onto|came down on} {a house|a warehouse|a car|a "
     "school} in Kharkiv.",
     "kharkiv past"},
    {"{A fire|A huge fire|A blaze} {broke out at a warehouse in|destroyed a warehouse in|was put out in|was extinguished at a "
     "plant in|engulfed a market in|gutted a house in|was brought under control in} Kharkiv.",
     "kharkiv past"},
    {"{Glide bombs|Guided bombs|A glide bomb|A guided aerial bomb} {hit|struck|were dropped on|was dropped on|fell on|landed in|"
     "pounded} Kharkiv.",
     "kharkiv past"},
    {"{Flood water|The river|A dam burst and water} {inundated|flooded|swamped|engulfed|submerged} {Orsk|streets in Orsk|hundreds "
     "of homes in Orsk}.",
     "orsk past"},
    {"{An earthquake|A magnitude 5.2 earthquake|A strong earthquake|Tremors|A quake} {struck|hit|shook|rattled|jolted|was felt in|"
     "was recorded near|were felt in|occurred near} Almaty.",
     "almaty-city past"},
};

static const struct saying harm[] = {
    {"{О 4 ранку|О 4-й ранку|О 4:20|О четвертій ранку|О 14 годині|Об 11 годині|Об одинадцятій} дрон вдарив по будинку в Харкові.", "kharkiv past"},
    {"Увечері в Харкові говорили о 4 дронах.", ""},
    {"Дрони й артилерія діставали Херсон, а ще Білозерку.", "bilozerka past, kherson past"},
    {"На Полтавщині знову {трусило|потрусило|трусонуло}.", "poltava past"},
    {"У Полтаві стався землетрус. Якщо ви його помітили, {залиште відгук на сайті|залишіть коментар}.", "poltava past"},
    {"В Харькове {погиб мужчина|погибли двое|ранены трое|пострадал ребёнок} {от взрыва|при обстреле|из-за удара дрона|после ракетного удара}.",
     "kharkiv past"},
    {"У Харкові {загинув чоловік|поранено підлітка|постраждала дитина|убито цивільного} {від вибуху|під час обстрілу|через удар дрона}.",
     "kharkiv past"},
    {"В Харькове есть {погибшие|пострадавшие} {при обстреле|из-за удара дрона|после ракетного удара}.", "kharkiv past"},
    {"{In Kharkiv|At the stadium in Kharkiv}, {there were no explosions|there was no attack|the team attacked throughout the match|officials denied "
     "reports of explosions|there is no threat}.", ""},
    {"{Kharkiv|Residents of Kharkiv}, {go to the basement|take shelter|stay away from windows}!", "kharkiv live"},
};

static const struct saying air_defence[] = {
    {"{ПВО|Силы ПВО|Расчёты ПВО|Военные} {отражают атаку дронов|отбивают налёт дронов|ведут бой с дронами|сбивают дроны|продолжают отражать атаку "
     "БПЛА} над Харьковом, сообщил мэр {Андрей|Роман|Виктор} Ковалёв.", "kharkiv live"},
    {"{Над Харьковом|В небе над Харьковом|В Харькове} {работает ПВО|продолжает работать ПВО|идёт бой с дронами|ПВО ведёт огонь по дронам}.",
     "kharkiv live"},
    {"{ППО|Сили ППО|Сили оборони|Захисники неба} {відбивають атаку дронів|відбивають наліт дронів|ведуть бій із дронами|збивають дрони|продовжують "
     "відбивати атаку БпЛА} над Харковом, повідомив мер {Андрій|Роман|Віктор} Коваль.", "kharkiv live"},
    {"{Над Харковом|У небі над Харковом|У Харкові} {працює ППО|продовжує працювати ППО|триває бій із дронами|ППО веде вогонь по дронах}.",
     "kharkiv live"},
    {"{Air defences are|Air defence is} {currently repelling a drone attack on|engaging drones over|working over|active over} Kharkiv.",
     "kharkiv live"},
    {"{Несколько БПЛА|Три дрона|Украинские беспилотники} {сбиты|уничтожены|подавлены|перехвачены|обезврежены} {в небе над Харьковом|в небе "
     "Харькова|над Харьковом|на подлёте к Харькову}.", "kharkiv past"},
    {"{В небе над Харьковом|В небе Харькова|Над Харьковом|На подлёте к Харькову} {сбили|уничтожили|подавили|перехватили} {дрон|три беспилотника}.",
     "kharkiv past"},
    {"{Кілька БпЛА|Три дрони|Російські безпілотники} {збито|знищено|подавлено|перехоплено|знешкоджено} {в небі над Харковом|у небі Харкова|над "
     "Харковом|на підльоті до Харкова}.", "kharkiv past"},
    {"{У небі над Харковом|У небі Харкова|Над Харковом|На підльоті до Харкова} {збили|знищили|подавили|перехопили} {дрон|три безпілотники}.",
     "kharkiv past"},
    {"Роман вышел в Харькове, атака критиков отражена.", ""},
};

static const struct saying lifted[] = {
    {"{Отменяем|Снимаем|Снимаю} {режим опасности атаки БПЛА|угрозу удара БПЛА|ракетную опасность} в Воронеже.", "voronezh all-clear"},
    {"Воронеж {вышел из-под режима беспилотной опасности|больше не находится под угрозой атаки БПЛА|выведен из-под режима опасности}.",
     "voronezh all-clear"},
    {"{Скасовуємо|Знімаємо} {тривогу|загрозу балістики} в Полтаві.", "poltava all-clear"},
    {"Полтава {вийшла з-під режиму тривоги|більше не перебуває під загрозою}.", "poltava all-clear"},
    {"We are {lifting|cancelling} the {drone alert|missile warning} for Voronezh.", "voronezh all-clear"},
    {"{Не отменяем|Пока не отменяем|Мы не снимаем} режим опасности атаки БПЛА в Воронеже.", "voronezh live"},
    {"Отменяем концерт в Воронеже из-за угрозы атаки БПЛА.", ""},
    {"Энгельс вышел из-под режима беспилотной опасности, {в остальных районах|во всех прочих муниципалитетах} он по-прежнему действует.",
     "engels all-clear, saratov live"},
    {"У Полтаві відбій, в решті районів тривога триває.", "poltava all-clear, poltava live"},
};

static const struct saying at_this_moment[] = {
    {"Kharkiv {is being shelled right now|has been under fire since this evening|is currently under attack|is being hit by missiles}.",
     "kharkiv live"},
    {"{Russian troops|The occupiers} {are firing at|are bombing|are shelling} {Kharkiv|the centre of Kharkiv} now.", "kharkiv live"},
    {"{A drone attack|A missile attack} on Kharkiv is {under way|ongoing|still going on}.", "kharkiv live"},
    {"{The water|The river|The water level} {keeps rising|goes on rising|continues to rise} in Orsk.", "orsk live"},
    {"Russian troops are attacking near Kharkiv, the staff said.", ""},
    {"{Two people were killed when|On Monday} Russian forces {shelled|bombed|struck} a hospital in Kharkiv.", "kharkiv past"},
    {"Two people died in a hospital in Kharkiv after shelling of Izium.", "izium past"},
    {"Kharkiv {saw its heaviest shelling in months|suffered its worst attack in weeks}.", "kharkiv past"},
};

static const struct saying waters[] = {
    {"Карагандинская область: вода {с водохранилища пришла в шесть посёлков|пришла в шесть посёлков|с гор хлынула в сёла}.", "karaganda live"},
    {"{В Рыльске вода пришла в краны через неделю после аварии|Питьевая вода наконец пришла в село под Рыльском}.", ""},
};

static const struct saying streets[] = {
    {"{В доме на Донецком шоссе|Дрон упал на Донецком проезде|На Донецком шоссе} в Днепре взорвался {бытовой газ|дрон}.", "dnipro past"},
    {"В Судже трасса обстреляна.", "sudzha past"},
};

static const struct saying going_on[] = {
    {"В Харькове {горит склад|полыхает склад|бушует пожар|пожар на НПЗ продолжается|огонь распространяется}.",
     "kharkiv live"},
    {"В Орске {прибывает вода|поднимается вода|уровень воды растёт|вода подступает к домам|вода продолжает прибывать|объявлена "
     "эвакуация из-за паводка|топит дома|идёт эвакуация из затопленных домов|паводок усиливается}.",
     "orsk live"},
    {"В Харькове {звучат сирены|воют сирены|объявлена тревога|объявили тревогу|воздушная тревога|включили сирены|звучит сирена|"
     "действует тревога|продолжается тревога|сработали сирены|введён режим ракетной опасности|объявлена ракетная опасность|"
     "объявлена беспилотная опасность|объявлена угроза атаки БПЛА|дали сигнал «Воздушная тревога»|запустили сирены|сохраняется "
     "опасность атаки БПЛА}.",
     "kharkiv live"},
    {"{Дроны|Беспилотники|Шахеды|БПЛА|Мопеды} {летят на|движутся к|приближаются к|подлетают к|держат курс на|идут на|курсом на|"
     "направляются к|замечены у|кружат над|над|в направлении|взяли курс на} {Харькову|Харькова|Харьков|Харьковом}.",
     "kharkiv live"},
    {"{Ракета|Ракеты|Калибры|Баллистика|Скоростная цель} {летит на|летят на|движется к|в сторону|курсом на|в направлении|"
     "приближается к|заходят на} {Харькову|Харькова|Харьков}.",
     "kharkiv live"},
    {"У Харкові {горить склад|палає склад|пожежа на складі, гасять|вирує пожежа|гасять велику пожежу|пожежа триває|"
     "вогонь поширюється}.",
     "kharkiv live"},
    {"У Херсоні {прибуває вода|піднімається вода|рівень води зростає|вода підступає до будинків|вода продовжує прибувати|оголошено "
     "евакуацію через повінь|триває евакуація з затоплених будинків}.",
     "kherson live"},
    {"У Харкові {лунають сирени|виють сирени|оголошено тривогу|оголосили тривогу|повітряна тривога|ввімкнули сирени|лунає сирена|"
     "діє тривога|триває тривога|загроза балістики|оголошено ракетну небезпеку|загроза застосування балістики|загроза дронів|"
     "завили сирени}.",
     "kharkiv live"},
    {"{Дрони|Безпілотники|Шахеди|БпЛА|Мопеди} {летять на|рухаються до|наближаються до|підлітають до|тримають курс на|курсом на|"
     "прямують до|помічені біля|кружляють над|над|повз|у напрямку|взяли курс на} {Харкову|Харкова|Харків|Харковом}.",
     "kharkiv live"},
    {"{Ракета|Ракети|Калібри|Балістика|Швидкісна ціль} {летить на|летять на|рухається до|в бік|курсом на|в напрямку|наближається "
     "до} {Харкову|Харкова|Харків}.",
     "kharkiv live"},
    {"{A fire|A huge fire|A blaze} {is burning at a depot in|is raging in|is spreading in|is still burning at a plant in} Kharkiv.",
     "kharkiv live"},
    {"{Water is rising in|Water levels are rising in|Flood waters are approaching|Residents are being evacuated from flooded|The "
     "river is overflowing in|Floodwaters threaten} Orsk.",
     "orsk live"},
    {"{Sirens|Air raid sirens} {are sounding in|are wailing in|sound in|wail in|are blaring in|are going off in|ring out in|blare "
     "across} Kharkiv.",
     "kharkiv live"},
    {"{An air raid alert|An air alert|A missile alert|A drone alert|An alarm} {has been declared in|is in effect in|is in force in|"
     "has been issued in|has been announced in|is under way in|is active in|was just declared in|remains in force in|is on in|"
     "continues in} Kharkiv.",
     "kharkiv live"},
    {"{Drones|Shaheds|UAVs|Enemy drones} {are flying towards|are heading for|are approaching|are moving towards|are heading to|are "
     "over|are on course for|are circling over|are nearing|have been spotted near|are inbound to} Kharkiv.",
     "kharkiv live"},
    {"{A missile|Missiles|A ballistic missile|A cruise missile} {is flying towards|are heading for|is heading towards|is "
     "approaching|are inbound to|is on course for|towards} Kharkiv.",
     "kharkiv live"},
};

static const struct saying over[] = {
    {"В Харькове {отбой тревоги|дали отбой|объявлен отбой|отменили тревогу|тревога отменена|тревогу сняли|угроза миновала|"
     "опасность миновала|отменён режим опасности|снята угроза атаки БПЛА|прозвучал отбой|отбой ракетной опасности|отбой "
     "беспилотной опасности|тревога снята|завершилась тревога|режим опасности отменён|сняли режим беспилотной опасности}.",
     "kharkiv all-clear"},
    {"У Харкові {відбій тривоги|дали відбій|оголошено відбій|скасували тривогу|тривогу скасовано|тривогу знято|загроза минула|"
     "небезпека минула|пролунав відбій|відбій загрози балістики|відбій повітряної тривоги|завершилася тривога|тривога завершилась|"
     "тривога минула|відбій ракетної небезпеки}.",
     "kharkiv all-clear"},
    {"{The air raid alert|The alert|The alarm|The missile threat} {has been lifted in|was lifted in|is over in|has ended in|has "
     "been cancelled in|was called off in|has been called off in|is no longer in effect in|was cancelled in} Kharkiv.",
     "kharkiv all-clear"},
    {"{All clear in|All-clear has been given in|The all-clear sounded in|Air alert over in|The all clear was issued in} Kharkiv.",
     "kharkiv all-clear"},
};
/* clang-format on */

static void what_happened_is_told_by_many_words(void **state)
{
        (void)state;
        assert_they_say(happened, sizeof happened / sizeof *happened, name_of);
}

static void harm_is_told_with_its_cause(void **state)
{
        (void)state;
        assert_they_say(harm, sizeof harm / sizeof *harm, name_of);
}

static void air_defence_is_at_work_or_has_been(void **state)
{
        (void)state;
        assert_they_say(air_defence, sizeof air_defence / sizeof *air_defence, name_of);
}

static void what_is_lifted_now_is_over(void **state)
{
        (void)state;
        assert_they_say(lifted, sizeof lifted / sizeof *lifted, name_of);
}

static void what_is_done_at_this_moment_goes_on(void **state)
{
        (void)state;
        assert_they_say(at_this_moment, sizeof at_this_moment / sizeof *at_this_moment, name_of);
}

static void water_comes_to_villages_or_to_taps(void **state)
{
        (void)state;
        assert_they_say(waters, sizeof waters / sizeof *waters, name_of);
}

static void a_road_is_called_after_a_town(void **state)
{
        (void)state;
        assert_they_say(streets, sizeof streets / sizeof *streets, name_of);
}

static void what_goes_on_is_told_by_many_words(void **state)
{
        (void)state;
        assert_they_say(going_on, sizeof going_on / sizeof *going_on, name_of);
}

static void what_is_over_is_told_by_many_words(void **state)
{
        (void)state;
        assert_they_say(over, sizeof over / sizeof *over, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_happened_is_told_by_many_words),
            cmocka_unit_test(harm_is_told_with_its_cause),
            cmocka_unit_test(air_defence_is_at_work_or_has_been),
            cmocka_unit_test(what_is_lifted_now_is_over),
            cmocka_unit_test(what_is_done_at_this_moment_goes_on),
            cmocka_unit_test(water_comes_to_villages_or_to_taps),
            cmocka_unit_test(a_road_is_called_after_a_town),
            cmocka_unit_test(what_goes_on_is_told_by_many_words),
            cmocka_unit_test(what_is_over_is_told_by_many_words),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
