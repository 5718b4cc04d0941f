/* The verbs by which an attack is told: each of them says that it happened there. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* What each text says, as "place state", in order, between commas; the place is the last part of its path. */
static const struct saying texts[] = {
    {"Под атаку попал Ефремов.", "yefremov past"},
    {"Под атаку попали три района Тульской области: Ефремовский, Алексинский и Белёвский.", "aleksinsky past, belyovsky past, yefremovsky past"},
    {"Ночью Ефремов оказался под ударом.", "yefremov past"},
    {"Під атаку потрапив Конотоп.", "konotop past"},
    {"Вночі Конотоп опинився під вогнем.", "konotop past"},
    /* what somebody did */
    {"Уночі ворог бив по Глухову. Пошкоджено будинки.", "hlukhiv past"},
    {"Уночі окупанти лупили по Глухову з мінометів.", "hlukhiv past"},
    {"Уночі ворог стріляв по Глухову. Пошкоджено будинки.", "hlukhiv past"},
    {"Росіяни відкривали вогонь по Шостці, є поранені.", "shostka past"},
    {"Надвечір вони цілили в Умань та її околиці, у місті побито школу.", "uman past"},
    {"Ворог бомбардував Глухів, зруйновано два будинки.", "hlukhiv past"},
    {"Вогонь і авіаудари ворога були по Глухову та Шостці.", "hlukhiv past, shostka past"},
    {"Удары противника были по Рыльску, там повреждён дом.", "rylsk past"},
    {"The other target was the fuel depot in Shostka.", "shostka past"},
    {"Обстріли були по всій лінії фронту.", ""},
    {"Уночі окупанти накрили Глухів. Пошкоджено будинки.", "hlukhiv past"},
    {"Уночі ворог скидав бомби на Глухів. Пошкоджено будинки.", "hlukhiv past"},
    {"Уночі загарбники здійснили наліт на Глухів. Пошкоджено будинки.", "hlukhiv past"},
    {"Уночі ворог спрямував дрони на Глухів. Пошкоджено будинки.", "hlukhiv past"},
    {"Ворог спрямував на Глухів групу дронів, усім в укриття!", "hlukhiv live"},
    {"Ночью противник стрелял по Обояни. Повреждены дома.", "oboyan past"},
    {"Противник обстреливал Обоянь и Льгов, повреждены дома.", "lgov past, oboyan past"},
    {"Ночью противник открывал огонь по Обояни. Повреждены дома.", "oboyan past"},
    {"Метили в Обоянь, попали в сарай под Льговом.", "lgov past, oboyan past"},
    {"ВСУ накрыли Обоянь из миномётов. Повреждены дома.", "oboyan past"},
    {"Сбрасывали боеприпасы на Обоянь, повреждены дома.", "oboyan past"},
    {"Ночью противник направил беспилотники на Обоянь. Повреждены дома.", "oboyan past"},
    {"Ночью противник совершил налёт на Обоянь. Повреждены дома.", "oboyan past"},
    {"Russian forces battered Nikopol overnight. Houses were damaged.", "nikopol past"},
    {"Russian troops opened fire on Nikopol overnight.", "nikopol past"},
    {"They dropped several bombs on Nikopol overnight. Houses were damaged.", "nikopol past"},
    {"Rockets smashed into Nikopol on Saturday.", "nikopol past"},
    {"Drones lashed Nikopol for a third night.", "nikopol past"},
    {"A glide bomb devastated a market in Nikopol.", "nikopol past"},
    {"Three rockets reached Nikopol before dawn.", "nikopol past"},
    {"A hospital in Nikopol was hit by shells.", "nikopol past"},
    {"Party hopes were devastated in Nikopol.", ""},
    {"A delegation reached Nikopol on Saturday.", ""},
    {"A hospital in Nikopol was struck off the register.", ""},
    {"Drones fetched and reached record prices in Nikopol.", ""},
    {"Nikopol attacked by drones, 4 injured", "nikopol past"},
    {"Residents of Nikopol woke to explosions at dawn.", "nikopol past"},
    {"Shelling was recorded in Nikopol and Romny.", "nikopol past, romny past"},
    {"A drone dropped a grenade on the administration of the village of Znob.", "znob past"},
    {"Nobody was hurt when debris fell on a school in Nikopol.", "nikopol past"},
    {"Никто не пострадал, когда дрон упал в Рыльске.", "rylsk past"},
    {"Nobody was hurt when prices fell in Nikopol.", ""},
    {"There has been an explosion at a plant in Nikopol.", "nikopol past"},
    {"Russian aviation bombed Nikopol.", "nikopol past"},
    {"A minibus hit a mine on the road between Romny and Shostka in the Sumy region.", "sumy past"},
    {"Ukrainian forces hit a depot in Rylsk, the General Staff said.", "rylsk past"},
    {"The General Staff reported 140 clashes at the front; Russian troops attacked 40 times.", ""},
    /* what somebody suffered */
    {"Ромни стали ціллю дронів. Пошкоджено будинки.", "romny past"},
    {"За добу під ворожим вогнем та авіаударами були: Ромни, Шостка.", "romny past, shostka past"},
    {"Через російську агресію двоє людей загинули в Ромнах.", "romny past"},
    {"Найбільше обстрілів спостерігалося в Шосткинському районі.", "shostka past"},
    {"На Рыльск пришлось 15 снарядов, на Льгов — шесть.", "lgov past, rylsk past"},
    {"По Рыльскому району — 12 БПЛА и 8 боеприпасов.", "rylsky past"},
    {"Nikopol was among the targets overnight. Houses were damaged.", "nikopol past"},
    /* what somebody was doing when it came */
    {"Ехали под Обоянью, когда в автомобиль врезался дрон.", "oboyan past"},
    {"Чоловік їхав біля Ромен, коли в авто влучив дрон.", "romny past"},
    {"They were driving near Nikopol when a drone hit their car.", "nikopol past"},
    {"Губернатор вспомнил день, когда дрон попал в дом в Обояни.", ""},
    {"The mayor remembers the night when a missile hit Nikopol.", ""},
    /* streets in brackets behind their town; arrivals of aircraft; what is repaired */
    {"Фрагменты беспилотников нашли в Ельце (улицы Чехова и Промышленная).", "yelets past"},
    {"Дрон упал в Ельце. Не работает на вылет и прилёт и воздушная гавань Тамбова.", "yelets past"},
    {"Школу в Куйбышевском районе Донецка, разбитую ударом, починят до Нового года.", ""},
    /* whose district it is: the city's, or that of the region that is called as the city */
    {"Missiles came down in the Inhulets district of Kryvyi Rih.", "kryvyi-rih past"},
    {"A drone hit the northern district of Sumy.", "sumy past"},
    {"A drone hit the district of Izium.", "izium past"},
    {"A drone hit the Kholodnohirskyi district of Kharkiv.", "kholodnohirskyi past"},
    /* strikes that do not stop, of no place */
    {"Удары не прекращаются: в Судже ранены трое.", "sudzha past"},
    {"Обстрелы не прекращаются, заявил губернатор. В Судже погибли двое.", "sudzha past"},
    {"Удари не вщухають: у Нікополі поранено трьох.", "nikopol past"},
    {"Удары по Судже не прекращаются.", "sudzha live"},
    /* after whom a street is called; a name behind a comma is the town */
    {"У Мар'їнці чоловіка поранило осколками снаряда у дворі на Лермонтова.", "marinka past"},
    {"Обстрел Горловки: снаряды легли на Калинина и на Кирова, ранен мужчина.", "horlivka past"},
    {"Снаряд попал в магазин на Кирова, Горловку обстреляли.", "horlivka past"},
    {"Дрон упал на Жуков.", "zhukov past"},
    {"Удар по Балашову.", "balashov past"},
    /* capes and villages that are not known, in a list of where it came from */
    {"Запустили 16 дронів із Курської області й мису Кривуля, усі збито над Сумщиною.", "sumy past"},
    {"Запустили 16 дронов из Курской области и из села Крякино, все сбиты над Сумской областью.", "sumy past"},
    /* years of birth are no other time */
    {"Трое (женщины 1961 и 1972 годов рождения, мужчина 1959-го) попали под артиллерию в Рыльске.", "rylsk past"},
    /* a mistaken alert, and a mistaken all-clear */
    {"Сообщения о беспилотной опасности в Ельце оказались ошибкой.", ""},
    {"Сообщение об отбое в Ельце оказалось ошибкой, опасность БПЛА действует!", "yelets live"},
    /* a number before a quotation is no year */
    {"Наслідки атаки дронів на Ромни: вигоріло поле на 1800 «квадратах».", "romny past"},
    /* told beside the place: of what stands there, of today, with who is at work; not what is only called to mind */
    {"Склад, в котором после прилёта начались пожары, находится в Рыльском районе.", "rylsky past"},
    {"Цех, куда угодил беспилотник, стоит под Ельцом.", "yelets past"},
    {"Место, где рухнул дрон, — Обоянь.", "oboyan past"},
    {"В Обояни, где упал дрон, работают сапёры.", "oboyan past"},
    {"Губернатор побывал в Обояни, где сегодня упал дрон.", "oboyan past"},
    {"Завод, який уразив дрон, розташований у Ромнах.", "romny past"},
    {"The depot, which a drone hit, is located in Nikopol.", "nikopol past"},
    {"Музей, куда попал снаряд в 1943 году, стоит в Рыльске.", ""},
    {"Завод, где собирают беспилотники, находится в Ельце.", ""},
    {"Мост, который построили после взрыва, находится в Обояни.", ""},
    {"Склад, на который упали обломки, принадлежит заводу в Обояни.", "oboyan past"},
    {"Речь идёт об Обояни, где упал дрон.", "oboyan past"},
    {"Йдеться про Ромни, де впав дрон.", "romny past"},
    {"Речь идёт о школе в Обояни, где учат операторов дронов.", ""},
    {"Речь идёт об Обояни, где в 1999 году взорвали дом.", ""},
    {"Обоянь пережила самую массовую атаку с начала года: 40 дронов.", "oboyan past"},
    {"С начала года в Обояни сбили 40 дронов.", ""},
    /* attempts, and what they were aimed at */
    {"Дроны пытались добраться до Обояни, их сбили.", "oboyan past"},
    {"Пресечена попытка атаки двух беспилотников на Обоянь.", "oboyan past"},
    {"Попытка теракта в Обояни пресечена.", ""},
    {"Целью ночной атаки дронов стал Рыльск.", "rylsk past"},
    /* who attacks hides no attack; what it led to; where it was said */
    {"\"The enemy has attacked Romny again,\" the mayor said.", "romny past"},
    {"Romny has been attacked by drones.", "romny past"},
    {"Consequences of Russian attacks on Sumy Oblast.", "sumy past"},
    {"In Sumy Oblast, Russians attacked 12 settlements; in Kharkiv Oblast, 30 suffered.", "kharkiv past, sumy past"},
    {"According to the investigation, the occupiers shelled Romny at 14:20.", "romny past"},
    {"In the past 24 hours, there were 23 attacks in Sumy Oblast and 15 in Kharkiv Oblast.", "kharkiv past, sumy past"},
    {"Ukrainian drones strike a port in Taganrog.", "taganrog past"},
    {"The ministry spoke of 29 drones downed in one night. Of these, Rostov Oblast accounts for 14.", "rostov past"},
    {"The village of Obukhivka, where a drone killed a farmer, lies close to the border. Shelling goes on in Romny.",
     "obukhivka past, romny live"},
    {"No drones reached Romny, all were shot down over Kharkiv Oblast.", "kharkiv past"},
    {"Seven drones were downed over Sumy Oblast; Kharkiv Oblast and Poltava Oblast had three each.",
     "kharkiv past, poltava past, sumy past"},
    {"The governors of Sumy Oblast and Kharkiv Oblast reported drone attacks.", "kharkiv past, sumy past"},
    {"Two buses collided near Romny, killing four.", "romny past"},
    /* the second word of a name that is not known is no other town */
    {"В Рыльском районе над хутором Красный Клин подавлен беспилотник.", "rylsky past"},
};
/* clang-format on */

static void attacks_are_past(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(attacks_are_past),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
