/* States with their times. The texts are written for this test; the events in them are
 * invented. */
#include "text_sayings.h"

/* clang-format off */
/* The last state counts. */
static const struct saying timed[] = {
    {"Липецкая область — 22:10 тревога, 22:40 отбой", "RU-LIP all-clear"},
    {"Липецкая область: в 22:10 тревога, в 22:40 отбой", "RU-LIP all-clear"},
    {"Полтавська область — тривога 22:10, відбій 22:40", "UA-53 all-clear"},
    {"Полтавська область, 22:10 — тривога, 22:40 — відбій", "UA-53 all-clear"},
    {"Полтавська область (22:10 тривога, 22:40 відбій)", "UA-53 all-clear"},
    {"Rivne Oblast — 22:10 air raid alert; 22:40 all clear", "UA-56 all-clear"},
    {"Липецкая область — 22:10 тревога, 22:40 отбой, 23:05 тревога, 23:30 отбой", "RU-LIP all-clear"},
    {"Липецкая область — 22:10 тревога, 22:40 отбой, 23:05 тревога", "RU-LIP live"},
    {"Полтавська область — 22:10 тривога, 22:40 відбій, 23:05 балістика", "UA-53 live"},
    {"Полтавська область — 22:10 тривога, 22:40 відбій. 23:05 тривога", "UA-53 live"},
    {"Липецкая область — 22:10 отбой, 22:40 тревога", "RU-LIP live"},
    {"Липецкая область — 22:10 тревога, 22:40 отбоя нет", "RU-LIP live"},
    {"Липецкая область — 22:10 тревога, 22:40 отбой, Липецкая область — 23:05 тревога", "RU-LIP live"},
    {"Липецкая область — 22:10 тревога, 22:40 ракетная опасность, 23:05 отбой ракетной опасности", "RU-LIP live"},
};
/* clang-format on */

static void the_last_state_counts(void **state)
{
        (void)state;
        assert_they_say(timed, sizeof timed / sizeof *timed, code_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(the_last_state_counts),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
