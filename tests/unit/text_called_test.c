/* Posts of few words, which call a name out beside what threatens it. The texts are written for this test; the events in them are
 * invented. */
#include <string.h>

#include "text_sayings.h"

/* clang-format off */
/* Small towns, too, and such as are called by ordinary words. */
static const struct saying called[] = {
    {"Валки, каби", "valky live"},
    {"Велика Димерка, каби!", "velyka-dymerka live"},
    {"Середина-Буда, Есмань — каби.", "esman live, seredyna-buda live"},
    {"Городня, два шахеди", "horodnia live"},
    {"Сватове. Дрони.", "svatove live"},
    {"Нова Водолага! Ракета!", "nova-vodolaha live"},
    {"КАБи! Великий Бурлук", "velykyi-burluk live"},
    {"Увага, Деражня! Ракета.", "derazhnia live"},
    {"🛵 Теплик, шахед", "teplyk live"},
    {"Мала Виска, в укриття!", "mala-vyska live"},
    {"Красная Яруга. Вылеты FPV.", "krasnaya-yaruga live"},
    {"Дорогобуж, дроны!", "dorogobuzh live"},
    {"Внимание, Ливны! Ракета.", "livny live"},
    {"Ливны, дроны", "livny live"},
    {"Грозный, беспилотники!", "grozny live"},
    {"Люблино, дроны!", "lyublino live"},
    {"Мичуринск, над вами!", "michurinsk live"},
    {"Другий захід на Ізмаїл, із моря.", "izmail live"},
    {"Горловка под кассетами", "horlivka live"},
    {"КАБ на Городок!", "horodok live"},
    {"Шахед на Купянск-Узловой", "kupiansk-vuzlovyi live"},
    {"Группа до шести бортов на Клинцы", "klintsy live"},
    {"Идут на рекорд: Казань и Уфа", ""},
    {"Черноморское, мыс Тарханкут: дроны", "chornomorske live, tarkhankut live"},
    {"Ильский НПЗ, сирена", "ilsky live"},
    {"Токмак. Химарс.", "tokmak live"},
    {"Алёшки, артобстрел", "oleshky live"},
    {"БпЛА в районі Козельця", "kozelets live"},
    {"Ракеты через Сумскую на Полтавскую", "poltava live, sumy live"},
    {"Над Черкаською БпЛА", "cherkasy live"},
    {"Арциз, Болград — мимо вас 2 на Молдову", "artsyz live, bolhrad live"},
    /* no capitals: a weapon, and where it goes */
    {"суми балістика в укриття", "sumy live"},
    {"сумы баллистика в укрытие быстро", "sumy live"},
    {"мопед на суми", "sumy live"},
    {"каби на сумщину пішли", "sumy live"},
    {"запоріжжя каб ще каб", "zaporizhzhia live"},
    {"дрон на суму 500 гривень", ""},
    {"дроны на складе в городе", ""},
    {"Ракети на Стрий. Рівне, Луцьк — повз вас, чисто", "stryi live"},
    {"Ракеты на Стрый. Ровно, Луцк — мимо вас, чисто", "stryi live"},
    {"Балістика на Харків, не ваше, Полтаво", "kharkiv live"},
    {"Шахеды на Ромны. Сумы, это не к вам.", "romny live"},
    {"Дрон на Сумы, не до вас пока, Шостка", "sumy live"},
    {"Дрон на Новгород", "veliky-novgorod live"},
    {"За 5 хвилин буде над Уманню", "uman live"},
    {"Через 10 минут будет концерт в Туле", ""},
    {"Балістика з Бєлгорода, Харків!", "kharkiv live"},
    {"Пуск ракет із Криму, Одеса, увага", "odesa live"},
    {"Пуск с Курска, Кривой Рог, в укрытие", "kryvyi-rih live"},
    {"Два шахеди з Сум, Конотопа, Ромен на Прилуки", "pryluky live"},
    {"Надія. Ракета. Зоря. Так звалися кінотеатри міста.", ""},
    {"Берегиня, сирена моря: вистава в театрі", ""},
    {"Шахед на Полтавщині, над Оболонню", "obolon live, poltava live"},
    {"Ще один над Троєщиною!", "desnianskyi live"},
    {"Шахед біля Оболоні, чути!", "obolonskyi live"},
    {"Два БпЛА над Видубичами", "pecherskyi live"},
    {"Чути БпЛА - кружляє над Оболонню, курс мінливий.", "obolonskyi live"},
    {"Увага, Знижки! Дрон за пів ціни", ""},
    {"Ребята, дрон нашёлся, спасибо!", ""},
};

/* Where the last part of a path does not tell: in which region. */
static const struct saying beyond[] = {
    {"Ракета повз Барвінкове на Харківщині, курсом на Костянтинівку", "UA-14 live, UA-63 live"},
    {"Вибух у селі Костянтинівка на Харківщині", "UA-63 live"},
};

/* What is only said in Ukrainian is said in Ukraine, by letters or by words. */
static const struct saying at_home[] = {
    {"Турка, каби", "turka live"},
    {"Рудне, балістика", "rudne live"},
    {"Сновськ - два шахеди, далі на Мену", "mena live, snovsk live"},
    {"Швидкісна на Слатине", "slatyne live"},
    {"Шахеди на Мену зараз", "mena live"},
};
/* Texts of nothing but names, and how many come, from where. */
static const struct saying alone[] = {
    {"Балта ➡️ Чечельник, 3 шт", "balta live, chechelnyk live"},
    {"❗️Нова Одеса → Вознесенськ", "nova-odesa live, voznesensk live"},
    {"Почеп, две штуки", "pochep live"},
    {"Камышин, вторая волна", "kamyshin live"},
    {"Два на Суми", "sumy live"},
    {"Ще один на Деражню", "derazhnia live"},
    {"Затока, Кароліно-Бугаз, 5 шт із моря", "karolino-buhaz live, zatoka live"},
    {"Самара, Сызрань - атака", "samara live, syzran live"},
    {"Елец, гул", "yelets live"},
    {"🚂 Одеса → Вознесенськ", ""},
    {"Полтава, 3 шт, недорого", ""},
    {"Вінниця 25, Хмельницький 21", ""},
    {"Нова партія товару! Суми, Ромни", ""},
    {"Харків, Суми, Полтава", ""},
};

/* Short posts leave the word for districts out. */
static const struct saying districts[] = {
    {"Відбій у Чугуївському районі. В Ізюмському триває.", "chuhuiv all-clear, izium live"},
    {"Відбій: Чугуївський. Тривога: Ізюмський, Куп'янський.", "chuhuiv all-clear, izium live, kupiansk live"},
    {"Синельниківський - КАБ", "synelnykove live"},
    {"На Синельниківський і Павлоградський ще 2 шахеди", "pavlohrad live, synelnykove live"},
    {"Шахед у Бучанському", "bucha live"},
    {"Шебекинский, Грайворонский: дроны", "grayvoronsky live, shebekinsky live"},
    {"Помер Ізюмський, відомий поет", ""},
    {"Концерт у Бучанському будинку культури, тривога", ""},
    {"Загинув Дмитро Уманський, дрон влучив у Сумах", "sumy past"},
};

/* One was shot down, or hit; the next one comes. */
static const struct saying next[] = {
    {"Одеса, збили одну. Друга летить.", "odesa live, odesa past"},
    {"Шахед впав біля Канева. Ще один підлітає.", "kaniv live, kaniv past"},
    {"Полтава, мінус. Ще один заходить.", "poltava live"},
    {"Дніпро, прильоти! Швидкісні ще йдуть", "dnipro live, dnipro past"},
    {"Харків: приліт на Салтівці. Загроза повторного удару!", "kharkiv live, saltivskyi past"},
    {"Сбили над Курском. Ещё три на подлёте!", "kursk live, kursk past"},
    {"Шебекино. Дрон ударил по машине. Второй висит над трассой!", "shebekino live, shebekino past"},
    {"Рязань, попали в дом. Отбоя нет.", "ryazan live, ryazan past"},
    {"Удар по Харкову: двоє поранених. Другий уже йде на поправку.", "kharkiv past"},
    {"Приліт в Одесі, рятувальники ще працюють на місці.", "odesa past"},
    {"Прилёт в Белгороде. Ещё идёт разбор завалов.", "belgorod past"},
    {"Приліт у Миколаєві вночі. Ще один потяг іде в обхід.", "mykolaiv past"},
};
/* clang-format on */

static void names_are_called_out(void **state)
{
        (void)state;
        assert_they_say(called, sizeof called / sizeof *called, name_of);
}

static void what_flies_on_leaves_the_region(void **state)
{
        (void)state;
        assert_they_say(beyond, sizeof beyond / sizeof *beyond, code_of);
}

static void its_words_tell_the_country(void **state)
{
        (void)state;
        assert_they_say(at_home, sizeof at_home / sizeof *at_home, name_of);
}

static void names_alone_are_called_out(void **state)
{
        (void)state;
        assert_they_say(alone, sizeof alone / sizeof *alone, name_of);
}

static void districts_go_without_their_word(void **state)
{
        (void)state;
        assert_they_say(districts, sizeof districts / sizeof *districts, name_of);
}

static void the_next_one_comes(void **state)
{
        (void)state;
        assert_they_say(next, sizeof next / sizeof *next, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(names_are_called_out),
            cmocka_unit_test(names_alone_are_called_out),
            cmocka_unit_test(districts_go_without_their_word),
            cmocka_unit_test(the_next_one_comes),
            cmocka_unit_test(what_flies_on_leaves_the_region),
            cmocka_unit_test(its_words_tell_the_country),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
