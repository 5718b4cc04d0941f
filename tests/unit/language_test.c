/* alert/language: which of several languages serves a reader best. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "alert/language.h"

/* Of `tags` the first serves best, and so on; what comes after NULL does not serve. */
static void each_serves_better_than_the_next(void **state)
{
        static const struct {
                const char *wanted, *tags[6];
        } rows[] = {
            {"en-GB", {"EN-gb", "en", "en-US", NULL, "uk"}},
            {"en", {"en", "en-US", NULL, "e", "eng"}},
            {"zh-Hant-TW", {"zh-Hant-TW", "zh_Hant", "zh", "zh-Hans", NULL, "ja"}},
            {"sr-Latn", {"sr-Latn", "sr-Latn-RS", "sr", "sr-Cyrl", NULL, "hr"}},
            {"uk, ru", {"uk", "uk-UA", "ru", "ru-RU", NULL, "en"}},
            {"pl ru", {"pl", "ru", NULL, "en"}},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                const char *wanted = rows[i].wanted, *const *tags = rows[i].tags;
                size_t k;
                for (k = 0; tags[k]; k++)
                        if (language_fit(wanted, tags[k]) <=
                            (tags[k + 1] ? language_fit(wanted, tags[k + 1]) : 0))
                                fail_msg("%s: %s", wanted, tags[k]);
                for (k++; k < 6 && tags[k]; k++)
                        assert_int_equal(language_fit(wanted, tags[k]), 0);
        }
}

static void what_is_missing_or_odd_serves_nobody(void **state)
{
        static const char *const rows[][2] = {{NULL, "en"}, {"en", NULL}, {"", "en"},   {"en", ""},
                                              {",", "en"},  {"-", "-"},   {" ,, ", ""}, {"", ""}};

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                assert_int_equal(language_fit(rows[i][0], rows[i][1]), 0);
}

static void tags_are_equal_whatever_their_case(void **state)
{
        (void)state;
        assert_true(language_equal("uk-UA", "UK_ua"));
        assert_true(language_equal(NULL, NULL));
        assert_true(language_equal("", ""));
        assert_false(language_equal("uk", "uk-UA"));
        assert_false(language_equal("uk-UA", "uk-XX"));
        assert_false(language_equal("uk", NULL));
        assert_false(language_equal("uk", ""));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(each_serves_better_than_the_next),
            cmocka_unit_test(what_is_missing_or_odd_serves_nobody),
            cmocka_unit_test(tags_are_equal_whatever_their_case),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
