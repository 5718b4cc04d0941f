/* Which places a text says to be affected, and which it merely names. The texts are written for this test; the events in
 * them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "place state", in order, between commas; the place is the last part of its path. */
static const struct saying texts[] = {
    /* a tag is a place where something is said behind it, or where a short text tells people what to do */
    {"#Харківщина ⚠️ КАБи", "kharkiv live"},
    {"Увага! #Ромни #Шостка БпЛА", "romny live, shostka live"},
    {"Балістика! Всі в укриття! #Суми", "sumy live"},
    {"Атаку на перший стіл відбито. Партія триває! #Суми #шахи", ""},
    {"У Ромнах дрон влучив у склад. #Суми", "romny past"},
    /* what goes on, though something has happened; what people are told to do, and how */
    {"Отражение налёта на промзоны Кстова ещё идёт, губернатор просит не звонить.", "kstovo live"},
    {"Налёт на Подольск не кончился, ПВО стреляет.", "podolsk live"},
    {"Відбиття атаки на Лубни триває, збито п'ять дронів.", "lubny live"},
    {"Наліт на Шостку ще не скінчився.", "shostka live"},
    {"В Лебедяни грохочет, сидите в коридорах.", "lebedyan live"},
    {"FPV висит над Рыльском, не ездим.\nСуджа аналогично", "rylsk live, sudzha live"},
    {"Кто живёт у порта в Ейске и Темрюке, должен уйти от берега: угроза атаки морских дронов.", "temryuk live, yeysk live"},
    {"Отбой в Моршанске. В Уварове режим действует до отдельного сообщения.", "morshansk all-clear, uvarovo live"},
    {"Приморск и весь Выборгский район — сирены, ждите в помещениях.", "primorsk live, vyborgsky live"},
    {"Моздок и весь Моздокский район: отбой беспилотной опасности.", "mozdok all-clear, mozdoksky all-clear"},
    /* the streets of a town are not those called after it */
    {"Жителей трёх улиц Торопца вывозят, огонь подбирается к складам.", "toropets live"},
    {"На вулицях Ромен лунають вибухи.", "romny live"},
    {"Обломки дрона упали на улице Липецкой в Ельце.", "yelets past"},
    /* it did no harm, and happened all the same */
    {"Ещё два аппарата сбили над Андреаполем, там последствий нет.", "andreapol past"},
    {"Над Ромнами збили два апарати, наслідків немає.", "romny past"},
    {"Дрон упал в Ельце, Лебедянь ночевала без тревог.", "yelets past"},
    {"Погар и Севск ночевали без тревог, сейчас на Севск летит дрон!", "sevsk live"},
    /* a list with its preposition again; a town and its official; an entry, and what ends in it */
    {"Два дрона упали в Ельце. Раненых увезли в Липецк и в Тамбов.", "yelets past"},
    {"Дрони впали у Ромнах. Поранених повезли до Сум і до Полтави.", "romny past"},
    {"Чебоксары. Дрон прошил цех, ранены двое (Олег Николаев, глава Чувашии).", "cheboksary past"},
    {"Пензенская область: ждали долго; в 6:10 губернатор отменил режим «Беспилотная опасность» на всей территории.",
     "penza all-clear"},
    {"В Лисках опасность БПЛА. В двух районах области отбой.", "liski live"},
    /* what was over before something else began */
    {"Отбой в Ельце в 5:12, до этого два дрона упали в промзоне.", "yelets all-clear, yelets past"},
    {"В 3:00 в Ейске объявлена угроза морских дронов, всем уйти от берега. Воздушную тревогу здесь отменили ещё в час ночи.",
     "yeysk live"},
    {"О 3:00 в Очакові загроза балістики, всі в укриття. Попередню тривогу скасували ще о першій.", "ochakiv live"},
    {"Дрон ранил людей в Ельце. Похожий дом в Липецке взорвался зимой 2019-го.", "yelets past"},
    {"Крымский мост под атакой, всем в укрытия!", "kerch live"},
    {"БПЛА вдоль русла Днепра, мимо Канева на Ржищев.", "kaniv live, rzhyshchiv live"},
    /* names that are words, too, where they are cried out; in lists up to the dash */
    {"Мирноград, Родинське — КАБи пішли!!", "myrnohrad live, rodynske live"},
    {"Гайворон увага шахеди", "haivoron live"},
    {"Красногорск внимание, беспилотник", "krasnogorsk live"},
    {"Красная площадь закрыта. Дрон упал в Ельце.", "yelets past"},
    /* regions without their word, where no town is named */
    {"Відбій по Полтавській та Сумській.", "poltava all-clear, sumy all-clear"},
    {"За ночь уничтожено 40 БПЛА: 12 над Брянской, по 9 над Калужской и Липецкой.", "bryansk past, kaluga past, lipetsk past"},
    {"БПЛА над Рязанской и Липецкой, внимание!", "lipetsk live, ryazan live"},
    {"В Ельце дрон упал на Московской.", "yelets past"},
    /* the capital that the text names */
    {"Мэр Москвы сообщил о двух сбитых дронах. Налёт на столицу продолжается.", "moscow-city live, moscow-city past"},
    {"Киев под атакой: в столице воют сирены.", "kyiv-city live"},
    {"Дрон упал в Ельце. Губернатор улетел в столицу.", "yelets past"},
    {"Обломки упали в Одинцове. Самолёты в столицу Татарстана задержаны.", "odintsovo past"},
    {"Жителей Рыльска и Льгова просим не покидать дома: зафиксирован пролёт БПЛА.", "lgov live, rylsk live"},
    {"Кривий Ріг, атака шахедів. Чули вибухи, то працює ППО. Широке й Апостолове: через вас заходять іще п’ять, не поспішайте "
     "виходити з укриттів, чекайте на відбій.", "apostolove live, kryvyi-rih live, shyroke live"},
    /* those who live there: what they are told to do, what is over for them; what happened to them elsewhere */
    {"Одесити, в укриття! Балістика!", "odesa live"},
    {"Відбій, одесити.", "odesa all-clear"},
    {"Белгородцы ждут отбоя, ракетная опасность.", "belgorod live"},
    {"Сумчани, тривога! Відбій буде пізніше.", "sumy live"},
    {"Дрон ранил двоих белгородцев в Шебекине.", "shebekino past"},
    {"Двоє харків'ян поранені дроном у Куп'янську.", "kupiansk past"},
    {"Новосибирск. Пермяки выиграли матч у туляков.", ""},
    {"Нагольное в Ровеньском районе. Дрон догнал комбайн. Пострадавшая — жительница Вейделевки.", "nagolnoye past"},
    /* where the victims come from, whom a rumour is about, where nothing was */
    {"После обстрела Дружковки ранены четверо. Ещё двое погибших, оба из Краматорска.", "druzhkivka past, kramatorsk past"},
    {"Дрон сжёг машину в Глушкове. Соседям из Рыльского района тоже досталось: в Крупце повреждён дом.",
     "glushkovo past, krupets past"},
    {"Уламки пошкодили школу в Лубнах. Чутки про влучання в Пирятині назвали вигадкою.", "lubny past"},
    {"Обломки упали на склад в Сызрани. В Самаре ночь прошла без взрывов.", "syzran past"},
    {"Дрон упал на цех в Энгельсе. Аэропорт Саратова не работал ночью, сейчас рейсы выполняются.", "engels past"},
    {"«Шахеды» били по портам на Дунае: в Рени горит склад.", "reni past"},
    {"Удар пережил Изюм, там сгорел магазин. В Балаклее починили насос, воды не было с прошлого вторника.", "izium past"},
    {"Дрон ударил по складу в Ельце. Липецк ночью не атаковали, в Задонске тревоги не было.", "yelets past"},
    {"Ракета влучила у Стрий. Дубно вночі не обстрілювали, у Ковелі сирен не було.", "stryi past"},
    {"A missile hit a depot in Haifa. Acre is not included in the alert.", "haifa past"},
    {"Толчки ощутили в Бишкеке, а в Оше ничего не почувствовали.", "bishkek past"},
    {"Дрон зруйнував хату в Семенівці Чернігівської області. У Прилуках сапери підривали стару бомбу.", "semenivka past"},
    {"Липецк ночью не атаковали, сейчас на город летят дроны!", "lipetsk live"},
    {"Ще ніколи так не атакували Лубни.", "lubny past"},
    {"Елец давно так не обстреливали.", "yelets past"},
    {"Parts of Cahul district and the town of Vulcănești were hit by drones.", "cahul past, vulcanesti past"},
    {"Пуски из Курска! Двое ранены в Сумах после удара.", "sumy past"},
    {"Launches from Crimea! Missiles heading for Odesa.", "odesa live"},
    /* where they are treated, where trains and flights go, what was long ago, from where the hurt were taken */
    {"Дрон ударил по складу в Ельце, двое в реанимации в Липецке.", "yelets past"},
    {"Удар по реанимации в Ельце: погибла медсестра.", "yelets past"},
    {"Дрон влучив у хату в Лубнах, двоє в реанімації у Полтаві.", "lubny past"},
    {"Взрыв прогремел в цехе в Абае. Обожжённых лечат в Караганде, столице области.", "abay past"},
    {"The burned of the blast in Abai are being treated in Karaganda, the regional capital.", "abay past"},
    {"Дрон сбит над Чеховом. Рейсы из Сочи посадили в Самаре.", "chekhov past"},
    {"Дрони влучили у депо в Шостці, потяг з Києва їде тільки до Конотопа.", "shostka past"},
    {"Дрон убил двоих в Ельце через неделю после удара по Липецку.", "yelets past"},
    {"КАБ влучив у Берестин. За минулотижневий удар по Чугуєву затримали коригувальника.", "berestyn past"},
    {"Из Ельца увезли троих раненых: город накрыли из РСЗО.", "yelets past"},
    {"З Лубен вивезли поранених: дрон влучив у ринок.", "lubny past"},
    {"Ракеты из Крыма ранили троих в Одессе.", "odesa past"},
    {"Дрон упал в Рыльске.\n\nТакже на сайте: как в Льгове потеряли мост", "rylsk past"},
    {"Two drones hit a block of flats in Galati, three months after a similar strike on Tulcea.", "galati past"},
    {"Drones hit a mill in Lubny two years after a missile fell in Myrhorod.", "lubny past"},
    {"Дрон ударил по складу в Ельце, год назад атаковали Липецк.", "yelets past"},
    {"Дрон влучив у депо в Лубнах, торік били по Миргороду.", "lubny past"},
    {"Дрон упал на цех в Ельце, двое раненых лежат в областной больнице в Липецке.", "yelets past"},
    {"Дрон упал на цех в Ельце. Пострадавших и разрушений в Липецке нет.", "yelets past"},
    {"Дрон упал на цех в Ельце, самолёты из Сочи ушли в Пензу и Самару.", "yelets past"},
    {"Дрон сбит над Ельцом. Движение между Липецком и Тамбовом остановлено.", "yelets past"},
    {"Дрон упал на цех в Казани. Аэропорты Уфы и Самары не работали до девяти.", "kazan past"},
    {"О взрывах в Ельце пишут местные каналы.", "yelets past"},
    {"Police found a downed drone near Briceni.", "briceni past"},
    {"Дроны атаковали Саратовский НПЗ и склад в Энгельсе.", "engels past, saratov past"},
    {"Дрон упал в станице Саратовской Краснодарского края.", "saratovskaya past"},
    {"Shelling from across the Dnipro damaged a school in Marhanets.", "marhanets past"},
    {"Дрон ранил водителя под Рыльском, его везли через Коренево, сейчас он в Курске, в больнице.", "rylsk past"},
    {"Дрони пошкодили колію біля Знам'янки, поїзди йдуть через Помічну.", "znamianka past"},
    {"Poland briefly closed the airports of Rzeszow and Lublin. A missile hit a depot in Stryi.", "stryi past"},
    {"Взрывотехники обезвредили боевую часть дрона, упавшего на поле под Касимовом.", "kasimov past"},
    {"Под Мценском нашли крыло беспилотника, упавшего ночью. В Ливнах отделались испугом.", "mtsensk past"},
    {"Дрон упав на склад у Василькові. Фастів відбувся легким переляком, у Білій Церкві жодної тривоги.", "vasylkiv past"},
    {"A storm left 700 homes near Constanta without power; Tulcea escaped the worst.", "constanta past"},
    {"У Коломиї рятувальники ліквідували витік аміаку.", "kolomyia past"},
    /* a city and what lies around it; a namesake elsewhere; units that are called districts in their country */
    {"Опасность атаки БПЛА в Ельце и области сохраняется.", "lipetsk live, yelets live"},
    {"У Тростянці та районі чути вибухи, в укриття!", "okhtyrka live, trostianets live"},
    {"Drones hit Shostka and the region overnight.", "shostka past, sumy past"},
    {"Дрон ударил по Ельцу и селу Казаки.", "kazaki past, yelets past"},
    {"В Валуйском округе дрон сжёг сарай у хутора Леоновка.", "valuysky past"},
    {"Обломки дрона упали в Сорокском районе Молдавии.", "soroca past"},
    {"Drone debris fell in Briceni district of Moldova.", "briceni past"},
    {"Автобус ехал из Ельца в Липецк, под Задонском его ударил дрон: двое раненых.", "zadonsk past"},
    /* how far it is; whose region it is */
    {"Дрон сбили в Дергачах, в 12 км от Харькова.", "derhachi past"},
    {"A drone hit a barn in Suzemka, 9 miles from Ukraine's Sumy region.", "suzemka past"},
    {"Взрыв прогремел в 20 км от Энгельса.", "engels past"},
    {"Пожар в Вольском районе Саратовской области: огонь в 3 км от Шихан, уходите!", "saratov live, shikhany live, volsky live"},
    /* what fell on it, what came for it, what it is without */
    {"За сутки четыре авиаудара пришлись на Великую Писаревку и Краснополье Сумской области.",
     "krasnopillia past, velyka-pysarivka past"},
    {"Троє поранених на Харківщині. Сім безпілотників летіли на Чугуїв і Зміїв.", "chuhuiv past, kharkiv past, zmiiv past"},
    {"Дрон влучив у підстанцію в Охтирці. Електрики нема також у Тростянці.", "okhtyrka past, trostianets past"},
    {"Під Сновськом легковик наїхав на міну, двоє загиблих.", "snovsk past"},
    {"A drone hit a hostel in Yelabuga, ten people were hurt. The Samara governor denied reports of a strike on Syzran.",
     "yelabuga past"},
    /* speakers, offices, what is done about it elsewhere */
    {"Дрон ударил по лицею в Рыльске. Киев обвинения не комментировал.", "rylsk past"},
    {"Дрон влучив у школу в Ромнах. Москва удар заперечує.", "romny past"},
    {"Уламки впали на склад у Рені. У Бухаресті викликали посла рф.", "reni past"},
    {"Drones hit a terminal in Izmail. Bucharest summoned the Russian envoy.", "izmail past"},
    {"Взрыв газа в Скопине: двое погибших. В Рязани возбудили уголовное дело.", "skopin past"},
    {"A gas explosion in Drohobych killed a man. Prosecutors in Lviv opened an investigation.", "drohobych past"},
    {"Землетрясение в Тырныаузе напугало жителей, сообщила сейсмостанция в Обнинске.", "tyrnyauz past"},
    {"Полиция Курска: дрон попал в жилой дом, двое раненых.", "kursk past"},
    {"У поліції Полтави повідомили: дрон влучив у гараж, поранено водія.", "poltava past"},
    {"Мер Сум: у місті вибухи, тривога триває!", "sumy live"},
    /* datelines in capitals; warnings are written so too */
    {"УЖГОРОД. Вода підтопила сорок подвір'їв у Тересві, повідомили рятувальники вранці.", "teresva past"},
    {"WARSAW — A missile struck a bakery near Stryi on Friday, Ukrainian officials said.", "stryi past"},
    {"WARSAW, Poland (AP) — A missile struck a bakery near Stryi on Friday.", "stryi past"},
    {"ХЕРСОН. Увага, КАБи з Криму, не виходьте!", "kherson live"},
    {"ХАРКІВ — балістика з Бєлгорода, в укриття!", "kharkiv live"},
    /* where the wounded, the planes, the trains go */
    {"Дрон ранил водителя в Грайвороне, его везут в Белгород.", "grayvoron past"},
    {"Беспилотник упал на цех в Воткинске. Тяжёлых перевезут в Москву и Казань.", "votkinsk past"},
    {"Унаслідок удару по Шостці поранено дівчинку, її госпіталізували до Києва.", "shostka past"},
    {"Дроны атаковали завод в Салавате. Рейсы перенаправили в Оренбург.", "salavat past"},
    {"Обломки дрона повредили пути под Лисками, задержаны составы Адлер — Москва и Кисловодск — Воркута.", "liski past"},
    {"Дрон ранив двох людей у Бериславі, пошкоджено лінію на Миколаїв.", "beryslav past"},
    {"Дрон атаковал автобус в Шебекино, трое раненых.", "shebekino past"},
    {"После падения обломков на пути задержаны десять поездов, среди них Анапа — Тула и Сочи — Киров.", ""},
    {"A transit centre for families from Kramatorsk opened in the town; buses head for Lozova in Kharkiv region after a strike.", ""},
    {"Дрон ранил фермера под Клинцами, его оперируют в Брянске.", "klintsy past"},
    {"Дрон попал в дом в Рыльске, раненый находится в Курской областной больнице.", "rylsk past"},
    {"Дрон влучив у будинок у Дружківці. Евакуація до Лозової триває.", "druzhkivka past"},
    {"A drone crashed through the roof of a hospital in Konotop, killing a nurse.", "konotop past"},
    {"Kyiv Regional Military Administration: a drone hit a bakery in Brovary district.", "brovary past"},
    {"An official in Kyiv said a missile hit a bakery in Stryi.", "stryi past"},
    /* what fell, and where people were hurt or taken from */
    {"A drone fell in a beet field near Okhtyrka on Monday, police said.", "okhtyrka past"},
    {"Fragments of two drones fell in Reni; a docker was treated for cuts.", "reni past"},
    {"Four miners were taken to hospital from Ukrainsk, Donetsk region, after a drone strike.", "ukrainsk past"},
    {"Officials installed by Moscow said drones hit a depot in Melitopol.", "melitopol past"},
    {"A missile hit a mill in Okhtyrka. Moscow accused Kyiv of staging it.", "okhtyrka past"},
    {"Drones were downed over the Black and Azov seas and over Tuapse.", "tuapse past"},
    {"Okhtyrka, which has been hit repeatedly since 2022, is to get a new school. A drone struck a farm in Reni.", "reni past"},
    /* units of small countries, and what they are called in English */
    {"RIGA, May 3 - A drone crashed in Ludza municipality on Sunday, the Latvian army said.", "ludza past"},
    {"A drone crashed near Kraslava in Latvia.", "kraslava past"},
    {"Drones crossed Latvia's Balvi municipality and hit a barn.", "balvi past"},
    {"Sirens sounded in Estonia's Voru county.", "vorumaa live"},
    {"Drone alert: Biala county, go to a shelter.", "powiat-bialski live"},
    {"A drone fell in the Floresti district of Moldova.", "floresti past"},
    /* who tells people what to do means his own town */
    {"A barn burned down in Stryi after a drone strike. Lviv mayor told residents to stay in shelters.", "lviv live, stryi past"},
    {"В Сызрани дрон повредил дом. Мэр Самары попросил жителей оставаться в укрытиях.", "samara live, syzran past"},
    {"У Чугуєві дрон влучив у будинок. Мер Харкова закликав не виходити з укриттів.", "chuhuiv past, kharkiv live"},
    {"The mayor of Lviv urged residents of Stryi to stay in shelters.", "stryi live"},
    /* a name, and what it is besides */
    {"Methane exploded in Shakhtinsk. The burned are being treated in Karaganda, the regional capital.", "shakhtinsk past"},
    {"Дрон упал в Ельце. Раненых везут в Липецк, областной центр.", "yelets past"},
    {"Drones hit Stryi, and the regional capital was hit too.", "lviv past, stryi past"},
    /* roads, what officials deny, and other times */
    {"A drone hit a depot in Romny. Authorities in Poltava region denied reports of a hit on Lubny; what people heard was a blast in a quarry.", "romny past"},
    {"Drones on the road to Okhtyrka, stay in shelters.", "okhtyrka live"},
    {"Drones hit a farm near Romny; traffic on the highway to Okhtyrka was stopped.", "romny past"},
    {"A drone hit a depot in Romny. Authorities in Poltava region denied reports of a strike on Lubny.", "romny past"},
    {"A drone fell on a barn in Romny. In March one had crashed near Okhtyrka.", "romny past"},
    {"A missile struck Romny. It came nine days after an attack on Okhtyrka.", "romny past"},
    {"Pieces of a drone turned up in a field near Romny. In Okhtyrka nothing was triggered.", "romny past"},
    {"Sirens sounded in Romny. The alert has been lifted in some districts.", "romny live"},
    /* nothing happened there */
    {"Обстріляно Ізюм, у Балаклії обійшлося.", "izium past"},
    {"В Слободском не обошлось без аварии: ураган оборвал провода.", "slobodskoy past"},
    {"За ніч дрон влучив у ферму в Ізюмі. По Харкову — жодного удару.", "izium past"},
    {"ВСУ обстреляли Донецк. По Макеевке огня не было.", "donetsk past"},
    {"Внимание, Бийск! Выброс аммиака, закройте окна. В Барнауле воздух чистый.", "biysk live"},
    {"Flood warning for Raciborz: leave now. Opole is not at risk.", "raciborz live"},
    {"Осколки дрона ранили мужчину в Клинцах, его жизни ничто не угрожает.", "klintsy past"},
    /* long ago */
    {"Дрон упал на склад в Афипском. В июне атаковали завод в Ильском.", "afipsky past"},
    {"Дрон убил электрика в Энергодаре. На минувшей неделе под удар попал Токмак.", "enerhodar past"},
    {"Взрыв газа разрушил подъезд в Магнитогорске. Годом раньше похожий взрыв был в Ярославле.", "magnitogorsk past"},
    {"Drones shut the port of Primorsk overnight. Last June they hit Ust-Luga.", "primorsk past"},
    {"5 августа дрон повредил дом в Новой Таволжанке.", "novaya-tavolzhanka past"},
    /* where it came from */
    {"БпЛА заходять з Брянщини на Семенівку.", "semenivka live"},
    {"Шахед з Полтавщини на Семенівку!", "semenivka live"},
    {"Одеса! Пуски з Криму, 2 хвилини!", "odesa live"},
    {"Увага, Полтава! Ворог атакує Іскандером-М із Криму та ударними БпЛА із напрямків: Шаталово, Курськ, Міллерово – рф, Чауда – "
     "Крим.", "poltava live"},
    {"4 Ту-95 на «Оленьї» готуються до вильоту.", ""},
    /* homonyms: what follows in the genitive, or stands around, says where it lies */
    {"Взрыв газа в Правобережном районе Магнитогорска: двое погибших.", "magnitogorsk past"},
    {"У Миколаєві Стрийського району дрон влучив у склад.", "mykolaiv past"},
    {"Отбой опасности БПЛА в Неклиновском районе. В Матвеево-Курганском и Куйбышевском районах опасность БПЛА!",
     "kuybyshevsky live, matveyevo-kurgansky live, neklinovsky all-clear"},
    {"Павлоград, Самар – тривога!", "pavlohrad live, samar live"},
    {"Павлоград, Тернівка – тривога!", "pavlohrad live, ternivka live"},
    {"Дрони атакували порт Південний.", "pivdenne past"},
    /* lists after the verb */
    {"Под огнём оказались Климово и Сушаны Климовского района.", "klimovo past, sushany past"},
    {"Ударів зазнали Ямпіль та Свеса Сумської області.", "svesa past, yampil past"},
    {"Ворог уночі атакував Баштанський район дронами: у с. Явкине пошкоджено елеватор.", "bashtanka past, yavkyne past"},
    {"Хлопчик підірвався на міні в Роздольному біля Джанкоя.", "dzhankoi past, rozdolne past"},
    /* seas, rivers, whole countries */
    {"Nine drones were downed over Krasnodar region and three over the Sea of Azov.", "krasnodar past"},
    {"Землетрясение магнитудой 4,9 произошло ночью в Грузии.", "ge past"},
    {"Река Ингода у Читы вышла из берегов, вода затопила дачи.", "chita past"},
    /* those who live there */
    {"Racibórz: leave your homes now, the levee has broken.", "raciborz live"},
    {"Никополь, арта!", "nikopol live"},
    {"Валуйки, два самолётных на город, ПВО работает", "valuyki live"},
    {"Жителей Орска эвакуируют в Оренбург, вода прибывает.", "orsk live"},
    {"TO ALL RESIDENTS OF PAVLOHRAD. A fire with detonations is under way at a depot. Keep away from windows.", "pavlohrad live"},
    /* a sentence that says neither what happened nor goes on with a list says something else */
    {"Drones hit a depot in Feodosia. Its owner also runs two hotels in Yalta.", "feodosiia past"},
    {"В Саратове после атаки беспилотников горит склад. Поезда на Самару идут с опозданием.", "saratov past"},
    {"Дрон ударил по заводу в Сызрани. В Тольятти работают аттракционы.", "syzran past"},
    {"Дрон упав на елеватор у Лубнах. Директор саме повертався з Полтави.", "lubny past"},
    {"Two drones were downed near Chelyabinsk. One fell in a forest by Kopeysk.", "chelyabinsk past, kopeysk past"},
    {"Vovchansk was shelled again. A rescuer said the town was empty.", "vovchansk past"},
    {"A missile struck a bus station in Sumy hours before talks were due to open in Geneva.", "sumy past"},
    {"За ночь над Курской областью сбито 12 дронов. Над Брянской — восемь.", "bryansk past, kursk past"},
    {"БпЛА курсом на Українку! Обухів, уважно.", "obukhiv live, ukrainka live"},
    {"Ночная атака: Таганрог, Азов.", "azov past, taganrog past"},
    /* another subject */
    {"Тренер «Зари»: матч в Луганске прерван, ракетная опасность, все в укрытие!", "luhansk live"},
    {"Ракетная опасность в Курской области! Как действовать при тревоге: спуститесь в подвал.", "kursk live"},
    {"Памятка для жителей Курска: как действовать при воздушной тревоге.", ""},
    {"ДСНС Рівненщини навчає школярів, як діяти під час повітряної тривоги.", ""},
    {"A guide to air raid alerts for visitors to Odesa.", ""},
    {"Narva will test its sirens on Wednesday; no action is needed.", ""},
    {"У Ромнах відновили рух тролейбусів, місто готується до зими.", ""},
    {"A flood of complaints hits Lutsk council.", ""},
    {"Shares in Prague exploded higher on Friday.", ""},
    {"Нефть дорожает после атак на порты. Рубль в Москве подешевел.", ""},
    {"Генералу з Оренбурга оголосили підозру за удар по Чаплиному: загинули 25 людей.", ""},
    {"\"The risk premium is exploding again\", said an analyst in Vienna.", ""},
    /* a newspaper has its capital letters */
    {"У Сумах сьогодні дрон влучив у склад.", "sumy past"},
    {"Под Ельцом сегодня упал дрон.", "yelets past"},
    {"Как пишет «Елец сегодня», дрон упал на склад в Лебедяни.", "lebedyan past"},
    /* what took in those who fled, who wrote it down; what names an event is no place */
    {"Двоє загиблих від удару по Ізюму; поранених прийняв Дніпро.", "izium past"},
    {"Evacuees were taken in by Poltava after a missile struck Izium.", "izium past"},
    {"A missile struck Izium. (Reporting by Anna Kos in Poltava; editing by Tom Hale)", "izium past"},
    {"До Ковеля ці удари стосунку не мають.", ""},
    {"Лесной пожар подошёл к Златоусту.", "zlatoust live"},
    {"«Пожежа на складі в Ковелі, під'їжджати не треба», – пише мер після удару дрона.", "kovel past"},
    /* who reports what is heard in his own town; strike drones; from where it was launched */
    {"Міський голова Ковеля повідомив про вибухи. У Луцьку тихо.", "kovel past"},
    {"The mayor of Izium reported explosions. Sumy is calm.", "izium past"},
    {"Мер Ковеля розповів про нові автобуси. У Луцьку тихо.", ""},
    {"Attack drones are in the air. One group is over Kovel district.", "kovel live"},
    {"Краснопілля: пуски авіабомб із боку Бєлгорода.", "krasnopillia live"},
    /* who speaks in a capital; where the hurt are taken, and from where; who goes to court */
    {"Дрони вдарили по Ковелю, повідомив речник у Києві.", "kovel past"},
    {"Прем'єр у Варшаві засудив нічний удар по Ковелю.", "kovel past"},
    {"Поранених із Ковеля везуть до лікарень Рівного після ранкового обстрілу.", "kovel past"},
    {"Мешканка Ковеля у Києві судиться за житло, розбите дроном.", ""},
    {"На Криворіжжі дрон влучив у заправку.", "kryvyi-rih past"},
};
/* clang-format on */

/* The last part of its path. */
static const char *name_of(uint32_t place)
{
        const char *path = place_path(g, place, a), *slash = strrchr(path, '/');

        return slash ? slash + 1 : path;
}

static void places_are_affected_or_merely_named(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(places_are_affected_or_merely_named),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
