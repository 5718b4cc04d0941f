/* What nature, mines, plants and pipes do to places: water, fire, storms, snow, shaken ground, gas. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* water rises, or will */
    {"На Буковині у п'ятницю очікується підвищення рівнів води.", "UA-77 forecast"},
    {"У Чернівецькій області прогнозують підйом рівнів води на 2 метри.", "UA-77 forecast"},
    {"Режим ЧС введён в Тюменской области из-за лесных пожаров.", "RU-TYU live"},
    {"Сель размыл дорогу на Бакуриани, в Боржоми вода прибывает, людей эвакуируют.", "GE-SJ live"},
    /* storms and hail, announced and called off */
    {"Град побил теплицы в Ефремове.", "RU-TUL past"},
    {"Градом завбільшки з горіх побило дахи у Шаргороді.", "UA-05 past"},
    {"Зараз у Шаргороді град, не виходьте з дому!", "UA-05 live"},
    {"МЧС отменило штормовое предупреждение по Пермскому краю.", "RU-PER all-clear"},
    {"Синоптики скасували штормове попередження на Одещині.", "UA-51 all-clear"},
    {"Heat warning for Thessaloniki: 42 degrees expected on Wednesday.", "GR-B forecast"},
    {"Во Владикавказе обошлось градом.", ""},
    {"В Орске обошлось без жертв, но ураган идёт на Гай, не выходите из дома!", "RU-ORE live"},
    {"Поштовхи силою 3,0 зафіксовано у Мачухівській громаді, глибина 9 км.", "UA-53 past"},
    {"На Прикарпатті зареєстрували землетрус, магнітуда 1,8, люди не відчули.", "UA-26 past"},
    {"Толчки силой 3,0 зафиксированы в Полтавской области.", "UA-53 past"},
    {"У Рахівському районі підтопленими залишаються шість дворів.", "UA-21 live"},
    {"Підтоплення загрожує Херсону, людей вивозять. Вода в Дніпрі піднялася на метр.", "UA-65 live"},
    {"У Дніпрі вода піднялася, підтоплює вулиці.", "UA-12 live"},
    {"Рівень води в Тисі впав на метр, у Тячеві двори підсихають.", ""},
    /* the ground shakes, and what a verb has before its place */
    {"A magnitude 5.4 earthquake shook Malatya.", "TR-44 past"},
    {"A quake rattled Izmir, people slept outside.", "TR-35 past"},
    {"Угроза цунами объявлена в Северо-Курильске.", "RU-SAK live"},
    {"На Курилах дали отбой тревоги цунами.", "RU-SAK all-clear"},
    /* wind, norms that are exceeded, shells that go off by themselves */
    {"Ветром повалило деревья в Обояни.", "RU-KRS past"},
    {"В Обояни превышена норма сернистого ангидрида.", "RU-KRS past"},
    {"У Ромнах перевищено норму аміаку.", "UA-59 live"},
    {"В Обояни норма диоксида серы не превышена.", ""},
    {"В Обояни на складе рвутся снаряды, не подходите!", "RU-KRS live"},
    {"У Ромнах на складі детонують боєприпаси, людей вивозять.", "UA-59 live"},
    {"Жителей из Обояни эвакуируют: вода прибывает.", "RU-KRS live"},
    {"Из Обояни эвакуируют музейные экспонаты.", ""},
    {"Dozens ran outside as a quake shook Izmir, with its epicentre in Buca.", "TR-35 past"},
    {"Lviv was the epicentre of fashion this weekend.", ""},
    {"A powerful earthquake struck off the coast of Sakhalin; no tsunami warning was issued.", "RU-SAK past"},
    {"Thirty people are feared trapped after a mine explosion in Karaganda.", "KZ-35 past"},
    /* water that comes and goes on rising; a river by its article */
    {"Floodwaters are rising in Orsk.", "RU-ORE live"},
    {"Water levels continue to rise in Orsk.", "RU-ORE live"},
    {"Hundreds are trapped by floodwater in Orsk.", "RU-ORE live"},
    {"Rising water drove families out in Orsk; many streets were flooded.", "RU-ORE past"},
    {"A storm devastated Orsk and left 300 people homeless.", "RU-ORE past"},
    {"Prices continue to rise in Orsk.", ""},
    {"Orenburg is dry, but families flee along the Ural.", ""},
    {"Water is pouring into Orsk, families flee the Ural.", "RU-ORE live"},
    {"The river in Orsk stood 82 centimetres higher than before, and two villages are cut off by water.", "RU-ORE live"},
    /* how far it is to a large city */
    {"Ammonia is leaking at a plant in Sumy, 350 km east of Kyiv, stay indoors.", "UA-59 live"},
    {"Завод у Сумах, за 350 км від Києва, горить, не виходьте!", "UA-59 live"},
    {"A fire is raging 800 metres from Sumy.", "UA-59 live"},
    {"Дрон в 800 метрах от Курска, в укрытие!", "RU-KRS live"},
    {"The fire is raging 30 km from Sumy.", "UA-59 live"},
    /* a town that is not known is no region that sounds like it */
    {"On the island of Chios, flames surrounded the town of Volissos.", "GR-K past"},
    /* a river by its name, where the water is that of a town at it */
    {"Вода в Тоболе у Кургана поднимается.", "RU-KGN live"},
    {"Уровень воды в Урале возле Орска превысил 9 метров.", "RU-ORE live"},
    {"Вода у Кременчука піднімається.", "UA-53 live"},
    /* fires that are out, and who is led away from one */
    {"Пожежу на нафтобазі біля Лозової ліквідували.", "UA-63 past"},
    {"Рятувальники ліквідували пожежу на складі в Лозовій.", "UA-63 past"},
    {"A wildfire near Rafina in Greece has been contained.", "GR-I past"},
    {"На шахте под Воркутой задымление, горняков выводят.", "RU-KO live"},
    {"На заводі в Лозовій пожежа, персонал виводять.", "UA-63 live"},
    {"Волонтёры вывозят людей из Лозовой.", ""},
    {"Волонтери евакуюють родини з Лозової.", ""},
    /* fires that go on */
    {"A fire that broke out near Rafina in Greece continues to burn.", "GR-I live"},
    {"A wildfire raging near Rafina in Greece has forced hundreds to flee.", "GR-I live"},
    {"Crews are tackling a blaze in Rafina, Greece.", "GR-I live"},
    {"The wildfire threatens Rafina, a town in Greece.", "GR-I live"},
    {"Fire crews in Poltava were given two new engines.", ""},
    /* slopes and mines */
    {"Лавинна небезпека на Прикарпатті: рятувальники просять не йти в гори.", "UA-26 forecast"},
    {"Оползень в Дилижане снёс два гаража.", "AM-TV past"},
    {"Лавина накрыла группу лыжников в Теберде.", "RU-KC past"},
    /* water from the tap, light and heat */
    {"В Чите просят кипятить воду: в трубы попали стоки.", "RU-ZAB live"},
    {"У Кременчуці воду з крана пити не можна.", "UA-53 live"},
    {"Boil-water notice issued for Rezekne.", "LV-REZ live"},
    {"Boil-water notice lifted in Rezekne.", "LV-REZ all-clear"},
    {"Блекаут в Одесі: без світла пів міста.", "UA-51 past"},
    {"В Самаре прорыв теплотрассы, двое обварились.", "RU-SAM past"},
    /* bombs of a war that is long over */
    {"В Пензе нашли авиабомбу времён войны, жителей эвакуируют.", "RU-PNZ live"},
    {"У Вінниці знешкодили авіабомбу часів Другої світової.", ""},
    {"Сообщение о минировании вокзала в Орле не подтвердилось.", ""},
    {"Сообщение об отбое в Ельце не подтвердилось, тревога продолжается.", "RU-LIP live"},
    /* smoke and gas that harm nobody, and such as do */
    {"Дым, который тянет на Курган, неопасен.", ""},
    {"Дим безпечний, утім у Звягелі пожежа, евакуація!", "UA-18 live"},
    {"Концентрацію аміаку в Рівному знижено.", ""},
    {"Концентрация аммиака в Кашине снизилась, но окна не открывайте!", "RU-TVE live"},
    /* where to look for a fire; a weapon there is heading for the city */
    {"A wildfire is raging south of Athens, Keratea is being emptied.", "GR-I live"},
    {"Drones north of Kyiv, take cover!", "UA-30 live"},
    {"Пожар на севере региона потушили.", ""},
    /* who was in time, who gets money, what was months ago */
    {"Смена успела спуститься в убежище, под Салаватом упал дрон.", "RU-BA past"},
    {"Не успели спуститься в убежище: ракета на Салават!", "RU-BA live"},
    {"Пострадавшим Саратовская область перечислила 212 миллионов.", ""},
    {"Пострадавшим раздали палатки, вода в Орске прибывает, эвакуация идёт.", "RU-ORE live"},
    {"После январского налёта дом в Энгельсе признали аварийным.", ""},
    {"После январского удара дом восстановили. Сейчас ракеты на Энгельс!", "RU-SAR live"},
    {"Увага водіям: у Вінниці перекриють міст.", ""},
    {"Увага водіям: Бориспіль, ракетна небезпека!", "UA-32 live"},
    {"Внимание водителям! Дроны над Ельцом, съезжайте с трассы.", "RU-LIP live"},
    {"Sirens wailed for a minute across Gyumri, then a choir sang.", ""},
    {"Sirens sounded for a minute and missiles are heading for Haifa, take cover!", "IL-HA live"},
    {"The 2023 earthquake destroyed Antakya; a school opened there.", ""},
    {"Землетрясение 1988 года разрушило Спитак. Погибли 25 тысяч человек.", ""},
    {"Volos, hit by the floods of 2023, is under water again, residents are being evacuated.", "GR-E live"},
    {"После паводка 2010 года Тячев снова топит, вода прибывает, эвакуируют людей!", "UA-21 live"},
    /* roads between towns; attempts, now and then */
    {"Оползень перекрыл дорогу между Дилижаном и Иджеваном.", "AM-TV past"},
    {"Три дрона пытались атаковать завод в Салавате, ранен сторож.", "RU-BA past"},
    {"Три дрона пытаются прорваться к Салавату!", "RU-BA live"},
    /* a line of names over all, and what says nothing yet */
    {"Елец. Взрыв на заводе. Погибли шестеро.", "RU-LIP past"},
    {"Шахтинск. Данные на 14:00\n\nВзрыв метана на шахте. Погибли шестеро.", "KZ-35 past"},
    {"Елец. Данные на 14:00\n\nОтбой дали в Липецке.", "RU-LIP all-clear"},
    {"Огонь подошёл к Сангару, людей вывозят автобусами.", "RU-SA live"},
    /* who is led out, what spills, what is foretold by whom */
    {"На Родосе эвакуируют туристов из-за пожара.", "GR-L live"},
    {"В Батайске пожар, жителей соседних домов выводят.", "RU-ROS live"},
    {"Під Уманню розлив аміаку, мешканців виводять.", "UA-71 live"},
    {"Под Норильском разлилось две тысячи тонн топлива.", "RU-KYA past"},
    {"Казгидромет: в Карагандинской области туман и гололёд 12 марта.", "KZ-35 forecast"},
    {"На Житомирщині надзвичайна пожежна небезпека, 5 клас.", "UA-18 forecast"},
    {"На Прикарпатті оголосили червоний рівень небезпеки через зливи.", "UA-26 forecast"},
    {"Червоний рівень небезпеки на Прикарпатті скасовано.", "UA-26 all-clear"},
    {"Пик паводка в Кургане пройден.", "RU-KGN all-clear"},
    {"Пик паводка в Кургане не пройден, вода прибывает.", "RU-KGN live"},
    {"Смог над Алматы: врачи советуют не выходить на улицу.", "KZ-75 live"},
    {"У Кам'янському стався викид хлору, містян просять залишатися вдома.", "UA-12 live"},
    {"An explosion in Balikesir killed two.", "TR-10 past"},
    /* floods and avalanches of other things */
    {"Blood bank in Galati is flooded with donors.", ""},
    {"Цунами критики обрушилось на мэра Владивостока.", ""},
    {"Лавина заявок накрила мерію Вінниці.", ""},
    {"Лавина сошла на посёлок Теберда, людей эвакуируют.", "RU-KC live"},
    /* towns of Kazakhstan in Russian; where a village lies is said */
    {"В Державинске паводок, вода прибывает.", "KZ-11 live"},
    {"Паводок угрожает посёлкам Улпан и Буйректобе в Шалкарском районе.", "KZ-15 live"},
    {"Паводок. Подтоплен Шубаркудук Теректинского района.", "KZ-27 past"},
    {"The RO-Alert went out for Tulcea County. The alert came at 01:00 and was lifted at 01:43.", "RO-TL all-clear"},
    {"The RO-Alert went out for Tulcea County. The danger was not declared over by 01:43.", "RO-TL live"},
    /* fires that go on, though people have been led away, and that are out */
    {"The wildfire above Marmaris was still out of control on Monday, and 1,100 people were evacuated.", "TR-48 live"},
    {"Пожар под Мармарисом вышел из-под контроля, туристов эвакуировали.", "TR-48 live"},
    {"The blaze above Marmaris was out by 5 p.m.", "TR-48 past"},
    {"The wildfire above Marmaris was out of control, one man died.", "TR-48 live"},
    /* hail beside rain is no rocket; where it is dry; what had been in force */
    {"Ливень и град в Орле: побиты машины.", "RU-ORL past"},
    {"Град ракет обрушился на Херсон, есть раненые.", "UA-65 past"},
    {"В Кишинёве сухо, а в Бельцах ливень с градом, не выходите из дома!", "MD-BA live"},
    {"The alert had been in force since midnight; Lublin is under a new missile threat, take cover!", "PL-06 live"},
    /* weapons of an old war; bridges; who is left alone */
    {"У Славуті знайшли авіабомбу, евакуюють дитсадок.", "UA-68 live"},
    {"Мост через Оку в Муроме обрушился, одна машина упала.", "RU-VLA past"},
    {"Режим, державшийся в Ульяновской области с полуночи, отменён: опасности БПЛА нет.", "RU-ULY all-clear"},
    {"🔴 Still active (rockets): Safed. Haifa and Nahariya: no change, no instructions.", "IL-Z live"},
    {"На Львівщині завтра гроза, місцями град.", "UA-46 forecast"},
    /* what falls down of itself, and what falls on it; peaks that are past, or not yet */
    {"В Тамбове рухнул балкон, погибла женщина.", "RU-TAM past"},
    {"Фрагмент беспилотника рухнул на крышу в Тамбове.", "RU-TAM past"},
    {"Пик паводка в Кургане пройден, но вода ещё стоит в домах, эвакуация продолжается.", "RU-KGN live"},
    {"Boil-water notice in Rezekne has not been lifted.", "LV-REZ live"},
    {"Снят режим повышенной готовности в Брянской области.", ""},
    {"У Запоріжжі через смог радять зачинити вікна.", "UA-23 live"},
    {"Безпілотники кружляли над Смілою з другої до четвертої.", "UA-71 past"},
    {"Шахед кружляв над Смілою, тепер летить на Черкаси.", "UA-71 live"},
    /* numbers with a comma in them */
    {"Землетрус магнітудою 3,4 зафіксували на Буковині.", "UA-77 past"},
    /* through the ice, on forest, above what is allowed */
    {"На Вінниччині рибалки провалилися під лід, одного не врятували.", "UA-05 past"},
    {"У Роменському районі горять 20 гектарів лісу.", "UA-59 live"},
    {"Концентрація чадного газу в Ромнах перевищує норму втричі.", "UA-59 live"},
    {"У Ромнах прорвало водогін, вулиці залило.", "UA-59 past"},
    /* a fire that is being put out, or from which people are taken away, goes on; a fire that threatens is no flood */
    {"Степной пожар дошёл до дач в Варненском районе. Тушат 40 человек.", "RU-CHE live"},
    {"Степной пожар начался под Троицком. Население увозят в соседнее село.", "RU-CHE live"},
    {"Режим воздушной опасности в Липецкой области завершён.", "RU-LIP all-clear"},
    {"Завершился режим беспилотной опасности в Ельце.", "RU-LIP all-clear"},
    {"Пожар на нефтебазе в Россошанском районе Воронежской области не могут потушить.", "RU-VOR live"},
    /* a wave after an earthquake; how strong it was; telephone numbers are given elsewhere, too */
    {"Warnings of a tidal wave were issued for Crete.", "GR-M live"},
    {"After the earthquake people on Crete were urged to stay away from the coast.", "GR-M live"},
    {"An earthquake shook Almaty. The intensity was four points in the Zhetysu Region.", "KZ-33 past, KZ-75 past"},
    {"Drones over Lviv. Hotlines run for the Lviv, Ternopil and Volyn regions.", "UA-46 live"},
};

/* Whether the city is meant, too. */
static const struct saying directions[] = {
    {"A wildfire is raging south of Athens, Keratea is being emptied.", "keratea live"},
    {"Wildfire south of Thessaloniki, leave now!", "thessaloniki live"},
    {"Drones south of Kyiv and over Boryspil.", "boryspil live, kyiv-city live"},
};
/* clang-format on */

static const char *last_of_path(uint32_t place)
{
        const char *path = place_path(g, place, a), *slash = strrchr(path, '/');

        return slash ? slash + 1 : path;
}

static void calamities_are_told(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, code_of);
}

static void a_direction_from_a_city_is_not_the_city(void **state)
{
        (void)state;
        assert_they_say(directions, sizeof directions / sizeof *directions, last_of_path);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(calamities_are_told),
            cmocka_unit_test(a_direction_from_a_city_is_not_the_city),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
