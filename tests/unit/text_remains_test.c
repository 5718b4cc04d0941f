/* What an attack has left, beside the danger that goes on: debris, fires, what was shot down; and alarms that go on where it is calm.
 * The texts are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying left[] = {
    {"Тревога отменена в Волынской области. Сумская область по-прежнему в красной зоне.", "sumy live, volyn all-clear"},
    {"Тревога отменена в Волынской области. Сумской области до отбоя ещё далеко.", "sumy live, volyn all-clear"},
    {"Тривогу скасовано у Волинській області. Сумська область залишається червоною.", "sumy live, volyn all-clear"},
    {"The air raid alert is over in Volyn Oblast. Sumy Oblast remains red.", "sumy live, volyn all-clear"},
    /* the last word of a text, of a time; not where danger is told again, or that of another area ended */
    {"В Ельце ракетная опасность. Оставайтесь в укрытиях.\n\nUPD: 18:00, ракетная опасность отменена.", "yelets all-clear"},
    {"У Ромнах тривога. Залишайтеся в укриттях, доки не пролунає відбій.\n\nОновлено 18:00: тривогу скасовано.", "romny all-clear"},
    {"В Ельце ракетная опасность. Оставайтесь в укрытиях.\n\nОтбой объявлен в 18:00. Тревогу вернули.", "yelets live"},
    {"В Ельце ракетная опасность. Оставайтесь в укрытиях.\n\nUPD: 18:00, отбой.\n\nВ 19:00 опасность объявлена вновь, оставайтесь в укрытиях.", "yelets live"},
    {"В Ельце тревога. Оставайтесь в укрытиях.\n\nОтбой дали в соседнем районе в 18:00.", "yelets live"},
    /* the region beside its districts */ {"В Елецком районе Липецкой области угроза удара БПЛА отменена. Режим опасности БПЛА на территории области сохраняется.", "lipetsk live, yeletsky all-clear"},
    {"В Елецком районе Липецкой области угроза удара БПЛА отменена. Режим опасности БПЛА во всём регионе никто не снимал.", "lipetsk live, yeletsky all-clear"},
    {"В Елецком районе Липецкой области угроза удара БПЛА отменена. В целом по региону режим опасности БПЛА действует.", "lipetsk live, yeletsky all-clear"},
    {"Отбой ракетной опасности в Ельце. Опасность БПЛА в районе вокзала сохраняется.", "yelets all-clear, yelets live"},
    {"Кременчук: уламок ракети на дитсадку.", "kremenchuk past"},
    {"Одеса — уламки на подвір'ї школи, горять автівки.", "odesa past"},
    {"Обломки БПЛА на крыше дома в Рязани, пожара нет.", "ryazan past"},
    {"Debris on the roof of an apartment block in Poltava.", "poltava past"},
    {"Лубни: уламки на даху багатоповерхівки. Тривога ще триває, в укриття!", "lubny live, lubny past"},
    {"БПЛА лезут на Азов. В станице Базковской горит частный дом, спасатели едут.", "azov live, bazkovskaya past"},
    {"Волинь, будьте в укриттях, ППО працює. Горить склад у Ковельському районі, подробиці потім.", "kovel past, volyn live"},
    {"У Лубнах горить склад.", "lubny live"},
    {"Горить склад у Лубнах, шахеди ще в небі, не виходьте!", "lubny live"},
    {"Керчь, ПВО в работе! Уже минус три цели. Уйдите с улиц.", "kerch live, kerch past"},
    {"Лубни: мінус один шахед. Ще два кружляють над містом.", "lubny live, lubny past"},
    {"Уночі ракети по Одесі, шахеди по Ізмаїлу. Зараз тихо.", "izmail past, odesa past"},
    {"Суми: ночью КАБы по окраине.", "sumy past"},
    {"З ранку росіяни полюють на Білозерку. Двоє поранених.", "bilozerka past"},
    {"С утра дроны охотятся за машинами в Грайвороне. Ранен водитель.", "grayvoron past"},
    {"В Сумах — робота ППО!", "sumy live"},
    {"Вибухи в Сумах — робота ППО, не виходьте!", "sumy live"},
    {"Відбій на Сумщині. Те, що чули зранку в Ромнах, — робота ППО.", "romny past, sumy all-clear"},
    {"🔹Очаківська ТГ — 6 атак FPV. У с. Дніпровське поранено жінку.", "dniprovske past, ochakiv past"},
    {"Цієї ночі шахеди пішли на Ромни. Побито фасади будинків, без жертв.", "romny past"},
    {"Этой ночью беспилотники пошли на Рязань, повреждены дома.", "ryazan past"},
    {"Шахеди пішли на Ромни!", "romny live"},
    {"Уже цієї ночі шахеди пішли на Ромни, всі в укриття!", "romny live"},
    {"Обстріли Сумщини: снаряд убив жінку в Ромнах. Конотоп витримав два удари. Окрім цих, 13 будинків побито у Глухові.", "hlukhiv past, konotop past, romny past, sumy past"},
};

static const struct saying calm[] = {
    {"На Волині поки тихо. Інформація про приліт — фейк. Але тривога ще триває, не виходьте.", "volyn live"},
    {"На Волині поки тихо. Інформація про приліт — фейк. Але тривога ще триває. В Одесі вночі збили два дрони.",
     "odesa past, volyn live"},
    {"В Рязани сейчас спокойно. Слухи о взрывах не подтвердились. Но опасность сохраняется. В Курске ночью упали обломки на склад.",
     "kursk past, ryazan live"},
    {"It is quiet in Lutsk for now. Rumours of explosions are false. But the alert is still in force.", "lutsk live"},
    {"Сумщина, у нас тихо. Тривога ще діє. А ось у Полтаві прилетіло по складу.", "poltava past, sumy live"},
    {"На Волині спокійно. Чутки про вибухи — неправда.", ""},
    {"В Рязани тихо, но угроза не миновала. В Курске ночью упали обломки.", "kursk past, ryazan live"},
    {"У нас, на Волині, спокійно. Загроза не минула. У Миколаєві збили дрон.", "mykolaiv past, volyn live"},
    {"Two died in Ternopil when missiles hit a block.\nChlorine in the city's air: six times the norm. Residents are told to stay in and seal their windows.",
     "ternopil live, ternopil past"},
};

static const struct saying tables[] = {
    {"Донеччина: 21 обстріл за добу.\n\nКраматорський р-н:\nМаяки — будинок\nРайгородок — будинок, інфраструктура\nСуханівка — 17 хат, крамниця, 3 авто",
     "donetsk past, kramatorsk past, maiaky past, raihorodok past, sukhanivka past"},
    {"Тревога цунами: Итуруп, Кунашир, волна до 20 см.", "kurilsky live, yuzhno-kurilsky live"},
};
/* clang-format on */

static void what_is_left_has_happened(void **state)
{
        (void)state;
        assert_they_say(left, sizeof left / sizeof *left, name_of);
}

static void alarms_go_on_where_it_is_calm(void **state)
{
        (void)state;
        assert_they_say(calm, sizeof calm / sizeof *calm, name_of);
}

static void lines_of_a_table_go_on(void **state)
{
        (void)state;
        assert_they_say(tables, sizeof tables / sizeof *tables, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_is_left_has_happened),
            cmocka_unit_test(alarms_go_on_where_it_is_calm),
            cmocka_unit_test(lines_of_a_table_go_on),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
