/* What happened, and by what: the cause may stand anywhere, and must not take with it what is told. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying texts[] = {
    /* a verb behind the cause is no part of it */
    {"У Ромнах після удару горять будинки.", "romny past"},
    {"У Ромнах після обстрілу спалахнула пожежа.", "romny past"},
    {"У Ромнах від уламків БпЛА загорілася трава.", "romny past"},
    {"В Ельце от обломков БПЛА загорелась трава.", "yelets past"},
    {"В Ельце после удара горят дома.", "yelets live"},
    {"В Ельце из-за удара дрона горит склад.", "yelets live"},
    {"У Ромнах відремонтовану після удару школу відкрили.", ""},
    /* whatever causes it */
    {"Через ворожу атаку в Ромнах зникло світло.", "romny past"},
    {"Через вибух у Ромнах зникло світло.", "romny past"},
    {"Ромни: через ворожий обстріл зруйновано дах.", "romny past"},
    {"Через загрозу атаки у Ромнах евакуюють людей.", "romny live"},
    {"Через річницю у Ромнах зникло світло.", ""},
    /* what is told behind it, with the place of the cause or without */
    {"После удара по Туле в Ельце погиб мужчина.", "yelets past"},
    {"После матча в Туле в Ельце погиб мужчина.", ""},
    {"Після удару по Сумах у Ромнах оголошено тривогу.", "romny live"},
    {"Після удару по Ромнах загинув чоловік.", "romny past"},
    {"After a strike on Sumy a man died in Romny.", "romny past"},
    {"After the strike on Romny a man died.", "romny past"},
    /* by other words */
    {"У Ромнах палають хати.", "romny live"},
    {"У Ромнах зайнялася хата.", "romny past"},
    {"В Ельце пылает склад.", "yelets live"},
    {"Power went out in Romny after shelling.", "romny past"},
    {"There is destruction in Romny after a drone strike.", "romny past"},
    {"У Ромнах після нічного нальоту госпіталізували жінку.", "romny past"},
};
/* clang-format on */

static void what_happened_is_told_with_its_cause(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(what_happened_is_told_with_its_cause)};

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
