/* Words that begin a sentence: names, and ordinary words that sound or end like one. The texts are written for this test; the
 * events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying words[] = {
    {"Чому: обстріли енергетики.", ""},
    {"Скільки: обстріли тривали дві доби.", ""},
    {"Негайно: обстріли енергетики.", ""},
    {"Обережно: обстріли енергетики.", ""},
    {"Сколько: обстрелы энергетики.", ""},
    {"Снова: обстрелы энергетики.", ""},
    {"Нині — шахед.", ""},
    {"Exercise: shelling of the grid.", ""},
    {"Summer: shelling of the grid.", ""},
    {"Multiple: shelling of the grid.", ""},
};

static const struct saying names[] = {
    {"Станіслав: шахед.", "stanislav live"},
    {"Дворічна: шахед.", "dvorichna live"},
    {"Зачепилівка — вибухи.", "zachepylivka live"},
    {"Красноторка, балістика!", "krasnotorka live"},
    {"У Нижній Сироватці — шахед.", "nyzhnia-syrovatka live"},
    {"Льгов: дрон.", "lgov live"},
    {"Kharkiv: drone.", "kharkiv live"},
};
/* clang-format on */

static void ordinary_words_are_no_names(void **state)
{
        (void)state;
        assert_they_say(words, sizeof words / sizeof *words, name_of);
}

static void names_are(void **state)
{
        (void)state;
        assert_they_say(names, sizeof names / sizeof *names, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(ordinary_words_are_no_names),
            cmocka_unit_test(names_are),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
