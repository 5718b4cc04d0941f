/* Reports of a day, as regional papers and officials write them: what was hit where, what is repaired, which airports work.
 * The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    {"Над Тульской областью сбили 12 дронов. Губернатор Дмитрий Миляев перечислил, где именно: Алексин, Ефремов.", "aleksin past, tula past, yefremov past"},
    {"Над Тульской областью сбили 12 дронов. Речь идёт о Ефремове и Алексине.", "aleksin past, tula past, yefremov past"},
    {"Над Тульской областью сбили 12 дронов. Сработала ПВО в Ефремове и Алексине.", "aleksin past, tula past, yefremov past"},
    {"Дрон попал в дом в Туле, пожар потушили. На видео очевидцев аппарат жужжит над Алексином, слышен взрыв.", "aleksin past, tula past"},
    {"Дрон попал в дом в Туле, пожар потушили. В сети разошлись кадры: БПЛА кружит над Алексином.", "aleksin past, tula past"},
    /* a village that is not known is none that only sounds like it elsewhere */
    {"В деревне Хунель Дятьковского района Брянской области дрон ранил тракториста.", "dyatkovsky past"},
    {"У селі Хунель Шосткинського району дрон влучив у сарай.", "shostka past"},
    {"Внимание, дрон на деревню Хунель Дятьковского района!", "dyatkovsky live"},
    {"Подтоплены сёла Вакдыбек, Гурлысай, Бужтаткан и Вомбалы Зерендинского района.", "zerendi past"},
    /* "region of" behind a name, with where it lies */
    {"A clinic was damaged by a drone in the Sumy region of northeastern Ukraine.", "sumy past"},
    {"Two people died in shelling in the Kherson region of Ukraine.", "kherson past"},
    {"Drones are over the Chernihiv region of Ukraine, take cover!", "chernihiv live"},
    {"Drones are over Alexandria district of Kirovohrad region.", "kirovohrad live, oleksandriia live"},
    {"Debris fell in Saltivskyi district of Kharkiv.", "saltivskyi past"},
    {"Explosions were heard over the Sea of Azov; a drone fell in Taganrog.", "taganrog past"},
    /* so many of something are no year */
    {"Дрони били по Ізюму: горіли скирди на 2000 «квадратів», світла немає в 1900 домівках.", "izium past"},
    {"Дрон ударил по подстанции в Ельце, света нет в 2000 домах.", "yelets past"},
    {"Після обстрілу Ізюма без світла понад 1900 родин.", "izium past"},
    {"В 2014 году снаряды падали на Матвеев Курган.", ""},
    /* who was shelled, by whose list */
    {"Обстреливали, по списку главы округа, Рыльск, Льгов и Коренево.", "korenyovo past, lgov past, rylsk past"},
    {"Обстрілювали, за словами голови ОВА, Ізюм, Вовчанськ і Козачу Лопань.", "izium past, kozacha-lopan past, vovchansk past"},
    {"Враг обстреливал Рыльск утром.", "rylsk past"},
    {"Рыльск сейчас обстреливают, в укрытие!", "rylsk live"},
    {"Рыльск обстреливали утром, сейчас новый налёт дронов, в укрытие!", "rylsk live"},
    {"The town of Izium was the target of three missiles, the governor said.", "izium past"},
    {"A school still under construction caught fire in Izium after a drone fell; it has been put out.", "izium past"},
    {"Izium is still under attack, take shelter!", "izium live"},
    /* what is still being repelled; a level that is in force */
    {"«Налёт дронов на Елец продолжают отражать, не выходите», — говорит мэр.", "yelets live"},
    {"Атаку дронів на Ізюм продовжують відбивати.", "izium live"},
    {"Air defence continues to repel a drone attack on Izium.", "izium live"},
    {"Атаку на Елец отразили ночью.", "yelets past"},
    {"Елец и Данков перевели на красный уровень: возможен налёт беспилотников.", "dankov live, yelets live"},
    {"В Усманском районе действует красный уровень.", "usmansky live"},
    {"Грязинский округ оказался на красном уровне.", "gryazinsky live"},
    /* who is being moved out, and from where */
    {"Жителей продолжают вывозить из Рыльска: лес горит у окраины.", "rylsk live"},
    {"Людей почали вивозити з Ізюма через пожежу в лісі.", "izium live"},
    {"Дроны летят из Курска на Елец.", "yelets live"},
    /* repairs of what was hit another day; a village that is hit while it repairs */
    {"Льгов: начали ремонтировать дома, повреждённые 10 августа. От удара пострадали 12 квартир.", ""},
    {"У Чугуєві почали відновлювати будинки, пошкоджені ударом.", ""},
    {"Repairs of homes damaged in a drone strike begin in Izium.", ""},
    {"Льгов: ремонт домов прерван, дроны на Льгов, в укрытие!", "lgov live"},
    {"У Чугуєві почали ремонтувати школу. Увага, балістика на Чугуїв!", "chuhuiv live"},
    {"Сегодня ночью дрон ударил по Льгову, трое ранены. Завтра начнут ремонтировать дома.", "lgov past"},
    /* airports, and an aircraft on its way */
    {"Ночью под ограничения попали аэропорты Калуги, Пензы и Самары. «Один борт, летевший в Пензу, сел на запасном», — сообщили в ведомстве.", ""},
    {"Под план «Ковёр» попали аэропорты Калуги и Пензы.", ""},
    {"Борт, що летів до Варшави, прийняв запасний аеродром у Кошице.", ""},
    {"Ещё один борт на Пензу, в укрытие!", "penza live"},
    {"Под удар попали Калуга и Пенза.", "kaluga past, penza past"},
    {"Над Самарской областью сбиты три дрона, Курумоч два часа не работал.", "samara past"},
    /* what may not be filmed has not happened */
    {"Снимать места, где упали дроны, в Самарской области запрещено.", ""},
    {"Знімати влучання та уламки в Сумах заборонено.", ""},
    {"It is forbidden to film drone debris in Sumy.", ""},
    {"Дроны над Самарой! Снимать места падения запрещено, в укрытие!", "samara live"},
    /* nothing broke, but it fell there */
    {"О падении обломков на склад в Ельце рассказал мэр: обошлось, насколько известно, без разрушений.", "yelets past"},
    {"Про падіння уламків у Ковелі розповів мер: обійшлося без руйнувань.", "kovel past"},
    /* a city, a sign and an agency */
    {"Рівне • УНН\nУ Ковелі дрон влучив у склад, поранено двох.", "kovel past"},
    {"Вибух у Ковелі, поранено двох\nРівне | УНН\nДрон влучив у склад.", "kovel past"},
    {"Рівне • УНН\nУ Ковелі дрон влучив у склад.", "kovel past"},
    {"Ковель • УВАГА\nДрон на місто!", "kovel live"},
    /* what was sent, told with a time of day, and what is on its way */
    {"На Полтавщину ворог спрямував дрони надвечір, розповів голова ОВА.", "poltava past"},
    {"Вечером враг направил на Рыльск пять дронов, рассказал глава района.", "rylsk past"},
    {"Ворог спрямував дрони на Полтавщину, йдуть двома групами!", "poltava live"},
    {"Враг направил беспилотники на Рыльск!", "rylsk live"},
    /* villages of a list that are not known, between such as are; in the district that the sentence began with */
    {"В Рыльском районе дрон ударил по селу Крупец, повреждены дома.", "krupets past"},
    {"В Корочанском районе под удар попали сёла Погореловка, Хымалово и Ломово.", "korochansky past, lomovo past, pogorelovka past"},
    {"У Шосткинському районі обстріляно села Дзыбнівка, Собичеве та Бупотівка.", "shostka past, sobycheve past"},
    {"В Красногвардейском районе в хуторе Хымалов и селе Погореловка дроны повредили дома.", "krasnogvardeysky past"},
    {"В Корочанском районе в селе Бзынково и в селе Засосна Красногвардейского района дроны повредили дома.", "korochansky past, zasosna past"},
    {"Дроны идут на сёла Погореловка и Хымалово Корочанского района, в укрытие!", "korochansky live, pogorelovka live"},
    {"В Корочанском районе Белгородской области в хуторе Хейналь дрон повредил трактор.", "korochansky past"},
    /* a level that has been in force for years is no alarm */
    {"Ночью дрон упал в Ельце. В области действует высокий уровень террористической опасности.", "yelets past"},
    {"В Сумах діє жовтий рівень терористичної загрози.", ""},
    {"The terrorist threat level in Estonia is moderate.", ""},
    {"Высокий уровень террористической опасности, а сейчас ещё и ракетная опасность в Ельце!", "yelets live"},
    /* in brackets stands where a village lies */
    {"В Прибрежном (это Энгельсский район) обломки дрона побили дома.", "engelssky past"},
    {"В Погореловке (Корочанский район) дрон повредил дом.", "pogorelovka past"},
    /* what goes on behind what was shot down */
    {"Над Ельцом сбиты три дрона. Военные ещё работают, не выходите.", "yelets live, yelets past"},
    {"Над Ізюмом збили три дрони. Сили ППО ще працюють.", "izium live, izium past"},
    {"Three drones were shot down over Izium. Air defences are still working.", "izium live, izium past"},
    {"В Ельце сбиты три дрона. Расслабляться рано: опасность атаки БПЛА никуда не делась.", "yelets live, yelets past"},
    {"Над Ельцом сбиты дроны, но налёт не окончен.", "yelets live, yelets past"},
    {"Над Ельцом ночью сбили три дрона. Пожарные ещё работают на складе.", "yelets past"},
    /* sirens that howl, blows without a weapon */
    {"Вечером завыли сирены в Усманском районе Липецкой области.", "lipetsk live, usmansky live"},
    {"У Ковелі завили сирени.", "kovel live"},
    {"Sirens wailed in Izium.", "izium live"},
    {"Ночью в городах области гремело, сильнее всего в Измаиле: на него шло двадцать дронов.", "izmail past, odesa past"},
    {"За сутки снаряды ложились в Изюмском и Чугуевском районах.", "chuhuiv past, izium past"},
    /* threatened villages */
    {"Река вышла из берегов и угрожает посёлку Усмань.", "usman live"},
    {"Паводок на Дону не угрожает посёлку Усмань.", ""},
    /* whose picture it is; a line of its own that tells what happened */
    {"Дрон повредил дом в Ельце.\nФото: пресс-служба, Тамбов", "yelets past"},
    {"Дрон повредил дом в Ельце.\n© «Наш край», Тамбов", "yelets past"},
    {"Дрон пошкодив дім у Ковелі.\nДжерело: «Наш край», Рівне", "kovel past"},
    {"Drone hits Izium depot.\nPhoto: staff, Poltava", "izium past"},
    {"Фото: последствия удара дрона по Ельцу.", "yelets past"},
    {"Видео: дрон над Ельцом, в укрытие!", "yelets live"},
    {"Источник: дроны на Елец!", "yelets live"},
    {"Дрон повредил дом в Ельце.\nЧитать: Чем живёт Тамбов", "yelets past"},
    /* a dateline before what will be repaired */
    {"ЕЛЕЦ, 14 ноября. Школу в Данкове, разбитую ударом дрона, починят до нового года.", ""},
    {"РІВНЕ, 3 травня. Пошкоджену ударом школу в Ковелі відбудують до кінця року.", ""},
    {"ЕЛЕЦ, 14 ноября. Дрон разбил школу в Данкове.", "dankov past"},
    /* years of birth, times of day of a capital, arrivals of aircraft, agreements */
    {"Двое, 1977 и 2007 годов рождения, ранены дроном у Великих Копаней.", "velyki-kopani past"},
    {"Дрон ударил по башне в Саратове, было полшестого по Москве.", "saratov past"},
    {"Москву атаковали дроны, в укрытие!", "moscow-city live"},
    {"Аэропорт Тамбова не работает на вылет и прилёт.", ""},
    {"Снаряд угодил в склад в Макеевке, двое ранены.", "makiivka past"},
    /* the day that is past is no other time */
    {"За минулий день обстрілів зазнали три громади області. У Ковелі поранено двох людей після удару дрона.", "kovel past"},
    {"За минувшие сутки дроны повредили дома в Рыльске, двое ранены.", "rylsk past"},
    {"За минулий рік на Ковель упало сорок дронів.", ""},
    {"У Конотопському районі потерпали Бурринська та Путивльська громади. Ворог застосовував дрони, є руйнування.", "buryn past, putyvl past"},
    {"Дрон влучив у авто в Білопільській громаді, повідомив начальник Сумської ОВА.", "bilopillia past"},
    /* one word for the district behind a list of adjectives */
    {"ПВО отразила атаку дронов в Октябрьском, Каменском и Чертковском районе Ростовской области.", "chertkovsky past, kamensky past, oktyabrsky past"},
    {"Дроны сбиты в Тарасовском, Октябрьском сельском и Красносулинском районах Ростовской области.", "krasnosulinsky past, oktyabrsky past, tarasovsky past"},
    /* a road between two towns of a region */
    {"На трассе Морозовск-Цимлянск дрон попал в машину, водитель погиб.", "rostov past"},
    {"Украинские дроны атаковали Темрюк.", "temryuk past"},
    {"Сирены загудели в Ейске!", "yeysk live"},
    /* air defence at work, what was brought down */
    {"Збили 17 БпЛА за ніч. Працювали на Черкащині, Кіровоградщині та Сумщині.", "cherkasy past, kirovohrad past, sumy past"},
    {"На Хмельниччині о третій гриміли вибухи.", "khmelnytskyi past"},
    {"Дронів 40. Під ними були Кушугум, Оріхів і Чарівне.", "charivne past, kushuhum past, orikhiv past"},
    {"Мінус 2 БпЛА, ще один на Черкаси!", "cherkasy live"},
    /* lines of nothing but adjectives take the word over them */
    {"За добу обстріляно 20 сіл.\nПід ударами були населені пункти таких громад:\n- Сумська\n- Зноб-Новгородська\n- Миколаївська сільська\nПошкоджено доми.", "mykolaivka past, sumy past, znob-novhorodske past"},
    {"Под удары попали районы:\n— Рыльский\n— Глушковский\nРанены двое.", "glushkovsky past, rylsky past"},
    {"Українські міста:\n- Київ\n- Суми", ""},
    {"Дроны сбиты в районах Дубовском, Азовском и Каменском, доложил глава Ростовской области.", "azovsky past, dubovsky past, kamensky past"},
    /* what may come has not come */
    {"Внимание! Дроны могут атаковать Елец и Данков.", "dankov live, yelets live"},
    {"Красный уровень ввели в 22:36: дроны могут атаковать Елец.", "yelets live"},
    {"Drones could attack Izium tonight, take cover.", "izium live"},
    {"Ельцу грозит удар беспилотников.", "yelets live"},
    {"Ізюму загрожує удар дронів.", "izium live"},
    /* where it is not lifted */
    {"Для Ковеля – відбій тривоги.\nКарта показує, що сигнал не скасовано у Сумській та Запорізькій областях.", "kovel all-clear, sumy live, zaporizhzhia live"},
    {"Першою на мапі почервоніла Херсонська область.", "kherson live"},
    {"Дрони летять з окупованого Криму на Херсон.", "kherson live"},
    {"Дроны летят из оккупированного Крыма на Херсон.", "kherson live"},
    /* shelters that are built, airports that did not work */
    {"Школа на Чернігівщині добудовує укриття. Під час тривоги в укритті мають поміститися всі.", ""},
    {"Через тривогу школярі Чернігівщини зараз в укритті, дрони над областю!", "chernihiv live"},
    {"Ночью дрон упал в Ельце. Из-за угрозы с неба работу ограничивали аэропорты Тамбова и Грозного.", "yelets past"},
    {"Угроза атаки дронов на Тамбов, аэропорт закрыт, в укрытие!", "tambov live"},
    /* whose drones; the village of a city; districts of before */
    {"Ночью 3 августа Украинские беспилотники атаковали Темрюк.", "temryuk past"},
    {"В станице Натухаевской Новороссийска обломки дрона упали на склад.", "natukhayevskaya past, novorossiysk past"},
    {"В Сакском районе Крыма сбит дрон.", "yevpatoriia past"},
    {"У Роздольненському районі Криму збили дрон.", "perekop past"},
    {"Эвакуируют жителей Зарайска: дроны над городом!", "zaraysk live"},
    /* sirens that have fallen silent */
    {"Дрон упал на склад в Энгельсе. Сирены в городе замолчали.", "engels past"},
    {"Сирени в Ковелі затихли.", ""},
    {"Сирени в Ковелі не затихають, дрони над містом!", "kovel live"},
    /* one more that hit, and one more that comes */
    {"За день обстріляли Нікополь. Ще один БпЛА поцілив по Ковелю, згоріла хата.", "kovel past, nikopol past"},
    {"Ещё один дрон попал в склад в Ельце.", "yelets past"},
    {"Ещё один дрон сбили над Ельцом, ещё один идёт на Данков!", "dankov live, yelets past"},
    {"Ще один БпЛА на Ковель!", "kovel live"},
    /* what a ministry counted, and where */
    {"The ministry lists 21 drones for the night, six of them over the oblasts of Bryansk, Voronezh and Belgorod.", "belgorod past, bryansk past, voronezh past"},
    {"A drone fell in Izium; one man is in hospital, no life is in danger.", "izium past"},
    {"Izium is in danger, take shelter!", "izium live"},
    {"Drones head west. The same course in the north of Kherson region.", "kherson live"},
    /* who is called upon */
    {"Києве, в укриття! Балістика!", "kyiv-city live"},
    {"Дніпре, в укриття!", "dnipro live"},
    {"Миколаєве, дрони, в укриття!", "mykolaiv live"},
    /* an adjective without its noun, where districts are told of one after the other */
    {"У Роменському районі Сумщини горів дім; в Охтирському – склад; у Шосткинському пошкоджено авто.", "okhtyrka past, romny past, shostka past"},
    {"У Куп'янському районі дрон поранив жінку, в Ізюмському – двох дітей.", "izium past, kupiansk past"},
    {"У Куп'янському районі поранено жінку, в Ізюмському горів ліс.", "izium past, kupiansk past"},
    /* called to mind, of today or of another day */
    {"Нагадаємо, Ромни армія РФ вночі та вранці атакувала дронами.", "romny past"},
    {"Нагадаємо, Ромни армія РФ цієї ночі атакувала дронами.", "romny past"},
    {"Нагадаємо, Ромни армія РФ атакувала дронами.", ""},
    {"Ромни, по яких росіяни вдарили ракетами, відновлюють теплопостачання.", "romny past"},
    /* regions by their adjectives, a number behind each; no streets */
    {"Сбито 60 дронов. Дальше идут Рязанская, 30, Курская, 20, и Липецкая, 10.", "kursk past, lipetsk past, ryazan past"},
    {"Сбиты дроны. Рязанская, 3; Курская, 2; Липецкая, 1.", "kursk past, lipetsk past, ryazan past"},
    {"Збито 40 дронів над Сумською областю. Далі у списку Полтавська, 9, Одеська, 4, і Черкаська, 3.",
     "cherkasy past, odesa past, poltava past, sumy past"},
    {"Ночью сбили 30 дронов: над Рязанской — 3, Курской — 10, Липецкой — 7.", "kursk past, lipetsk past, ryazan past"},
    {"В Энгельсе дроны повредили улицы Рязанская, 3, Орловская, 2, и Липецкая, 1.", "engels past"},
    /* air defence was noticed */
    {"Ночью летели дроны. Работу ПВО отметили в Анапе.", "anapa past"},
    {"Ночью летели дроны. О работе ПВО сообщили из Анапы.", "anapa past"},
    {"Вночі летіли шахеди. Роботу ППО зафіксували в Смілі.", "smila past"},
    {"Drones flew overnight. Air defence work was reported in Anapa.", "anapa past"},
    {"Начальник ПВО отметил в Анапе юбилей.", ""},
    /* districts told of one after the other, their word left out */
    {"В Рыльском районе ранен водитель. В Глушковском огнём уничтожен склад, в Беловском у магазина взорвался дрон.",
     "belovsky past, glushkovsky past, rylsky past"},
    {"В Рыльском районе дрон ранил водителя. В Глушковском колледже прошли занятия.", "rylsky past"},
    {"У Чугуївському районі дрон поранив водія. В Ізюмському на полі згорів комбайн.", "chuhuiv past, izium past"},
    /* what officials of another region say is the same */
    {"Опасность БПЛА объявлена в Пензенской области. О том же в 12:40 сообщил губернатор Саратовской области.", "penza live, saratov live"},
    {"Загрозу БпЛА оголошено на Полтавщині. Про те саме повідомив голова Сумської ОВА.", "poltava live, sumy live"},
    {"A drone alert is in force in Penza region. The governor of Saratov region announced the same.", "penza live, saratov live"},
    {"Отбой опасности БПЛА объявлен в Пензенской области. О том же сообщил губернатор Саратовской области.", "penza all-clear"},
    {"Начальник Сумської ОВА повідомив про удар дрона, поранено жінку.", "sumy past"},
    {"В Сумской областной прокуратуре сообщили об ударе дрона, ранен мужчина.", "sumy past"},
    {"Сумська обласна військова адміністрація повідомила про удар дрона, є поранений.", "sumy past"},
    /* what is found has come down; what is not, has not */
    {"Дрон нашли в огороде в Рыльске.", "rylsk past"},
    {"Беспилотник обнаружили на окраине Рыльска, сообщила полиция.", "rylsk past"},
    {"Внимание! БПЛА обнаружен над Рыльском.", "rylsk live"},
    {"В Рыльске обломков дрона не нашли.", ""},
    {"In Rylsk the drone was not found.", ""},
    {"Дрон свалился во двор в Рыльске.", "rylsk past"},
    {"Дрон розбився у Лозовій, повідомили в поліції.", "lozova past"},
    {"FPV-дрон сработал возле машины в Рыльске.", "rylsk past"},
    {"Над Волгой сбили шесть аппаратов: два рухнули под Марксом.", "marks past"},
};
/* clang-format on */

static void reports_of_a_day_are_read(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(reports_of_a_day_are_read),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
