#include "decode.h"

#include <stdio.h>

static void test_block(void **state)
{
        struct decoded d = decode(
            "\xef\xbb\xbfPlace: Муром, Шебекинский район; Белгород\r\nPLACES: ru/kursk\r\nEvent: "
            "drone\r\nSeverity: extreme\r\n"
            "MsgType: Update\r\nStatus: Test\r\nExpires: 90m\r\nSource: Оперштаб\r\nLanguage: ru\r\n\r\n"
            "Опасность атаки БПЛА! Укройтесь.\r\nВторая строка: тоже.\r\n");
        const struct alert *alert = only(&d);
        const struct alert_info *info = &alert->infos[0];
        (void)state;
        assert_int_equal(alert->format, FORMAT_TEXT);
        assert_int_equal(alert->status, STATUS_TEST);
        assert_int_equal(alert->msg_type, MSGTYPE_UPDATE);
        assert_int_equal(info->event, EVENT_DRONE);
        assert_int_equal(info->severity, SEVERITY_EXTREME);
        assert_int_equal(info->expires, NOW + 90 * TIMESTAMP_MINUTE);
        assert_string_equal(info->sender_name, "Оперштаб");
        assert_int_equal(info->areas[0].n_names, 3);
        assert_string_equal(info->areas[0].names[0], "Муром, Шебекинский район");
        assert_string_equal(info->headline, "Опасность атаки БПЛА!");
        assert_string_equal(info->description, "Опасность атаки БПЛА! Укройтесь.\nВторая строка: тоже.");
        arena_free(d.a);
}

static void test_keys_of_other_languages(void **state)
{
        static const char *const texts[] = {"Место: Белгород\nСобытие: ракета\nСерьёзность: Severe\n"
                                            "Действует с: 2026-08-18T19:00:00+03:00\n\nТекст",
                                            "місце: Харків\nПодія: ракетна небезпека\nСерйозність: Severe\n"
                                            "Діє з: 2026-08-18T16:00:00Z\n"};
        (void)state;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                struct decoded d = decode(texts[i]);
                assert_int_equal(only(&d)->infos[0].event, EVENT_MISSILE);
                assert_int_equal(only(&d)->infos[0].severity, SEVERITY_SEVERE);
                assert_int_equal(only(&d)->infos[0].onset, 1787068800 * TIMESTAMP_SECOND);
                arena_free(d.a);
        }
}

static void test_headline(void **state)
{
        static const char *const cases[][2] = {{"One. Two.", "One"},
                                               {"At 3.5 km: fire. Go", "At 3.5 km: fire"},
                                               {"What?\nNo", "What?"},
                                               {"Line\nnext", "Line"},
                                               {"", NULL}};
        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char text[200];
                snprintf(text, sizeof text, "Place: a\nEvent: fire\n\n%s", cases[i][0]);
                struct decoded d = decode(text);
                const char *headline = only(&d)->infos[0].headline;
                if (cases[i][1])
                        assert_string_equal(headline, cases[i][1]);
                else
                        assert_null(headline);
                arena_free(d.a);
        }
        struct decoded d = decode("Place: a\nEvent: fire\nHeadline: Given\n\nBody.");
        assert_string_equal(only(&d)->infos[0].headline, "Given");
        assert_string_equal(only(&d)->infos[0].description, "Body.");
        arena_free(d.a);
}

static void test_refused(void **state)
{
        (void)state;
        assert_refused("Київщина: БпЛА курсом на захід\nEvent: x\n", "no line says where");
        assert_refused("Place: a\n\nEvent: fire\n", "\"Event: ...\" is missing");
        /* who speaks is no block by itself, nor is what he says */
        assert_refused("Источник: сбит дрон\nЕго обломки упали.\n", "no line says where");
        assert_refused("Source: headquarters\n\nPlace: a\nEvent: fire\n", "no line says where");
        assert_refused("Source: headquarters\nEvnt: fire\nPlace: a\n", "line 2: neither a known");
        assert_refused("Place: a\nEvent: fire\nSeverty: Severe\n\nx",
                       "line 3: neither a known \"Key: value\"");
        assert_refused("Place: a\nEvent: fire\nStatus: real\n", "line 3: status: \"real\" is none of Actual");
        assert_refused("Place: a\nEvent: fire\nExpires: later\n", "line 3: expires: \"later\" is neither");
        assert_refused("Place: a\nEvent: \xd1", "byte 17: not UTF-8 text: save it as UTF-8");
        assert_refused("\xff\xfe\x14\x04\x40\x04", "UTF-16 text: save it as UTF-8");
        assert_refused("", "the file is empty");
        assert_refused(" \n\t", "the file is empty");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_block),
            cmocka_unit_test(test_keys_of_other_languages),
            cmocka_unit_test(test_headline),
            cmocka_unit_test(test_refused),
        };
        return cmocka_run_group_tests(tests, decode_setup, decode_teardown);
}
