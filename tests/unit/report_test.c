#include "decode.h"

#include "base/text.h"

static void test_format_by_content(void **state)
{
        static const struct {
                const char *text;
                enum alert_format format;
        } cases[] = {
            {" \n\t<alert><identifier>1</identifier></alert>", FORMAT_CAP},
            {"\xef\xbb\xbf<alert><identifier>1</identifier></alert>", FORMAT_CAP},
            {"\n {\"event\":\"fire\",\"places\":\"a\"}", FORMAT_JSON},
            {"\xef\xbb\xbf[{\"event\":\"fire\",\"places\":\"a\"}]", FORMAT_JSON},
            {"\xef\xbb\xbfPlace: a\nEvent: fire", FORMAT_TEXT},
        };
        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct decoded d = decode(cases[i].text);
                assert_int_equal(only(&d)->format, cases[i].format);
                arena_free(d.a);
        }
}

/* Without a vocabulary no running text is read; what begins like a list but is none is no bad JSON. */
static void test_a_bracket_begins_a_text(void **state)
{
        struct decoded d = decode("[07:18:44] Missile alert in Rivne, take cover!");

        (void)state;
        assert_null(strstr(d.why.text, "JSON"));
        arena_free(d.a);
}

/* Reasons quote what was sent, and are shown: they are clean text however dirty that was. */
static void test_reasons_are_clean(void **state)
{
        static const char *const texts[] = {
            "<alert><identifier>1</"
            "identifier><status>"
            "\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f"
            "\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f"
            "\xd0\x9f\xd0\x9f\xd0\x9f"
            "\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f"
            "a\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f</status></alert>",
            "{\"event\":\"fire\",\"x\\u001b[31m\":1}",
            "{\"event\":\"fire\",\"\xd0\x9f\": \"\\u202e\", \"status\": \"\\u0007\\u202e\"}",
            "{\"event\": \xff\x1b[0m}",
        };
        (void)state;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                struct decoded d = decode(texts[i]);
                size_t size = strlen(d.why.text);
                assert_int_equal(d.result, -EBADMSG);
                assert_int_equal(text_valid(d.why.text, size), size);
                for (size_t k = 0; k < size; k++)
                        assert_true((unsigned char)d.why.text[k] >= ' ');
                assert_null(strstr(d.why.text, "\xe2\x80\xae"));
                arena_free(d.a);
        }
}

/* Decoding needs no gazetteer, event table or names; on failure nothing of the result changes. */
static void test_bare(void **state)
{
        const struct report_options bare = {.limits = report_limits_default, .now = NOW};
        struct alert_list list = {NULL, 77};
        struct arena *a = arena_new();
        struct problem why;
        static const char good[] = "{\"event\":\"big fire\",\"places\":\"a\"}", bad[] = "{";
        (void)state;
        assert_int_equal(report_decode(&bare, bad, sizeof bad - 1, a, &list, &why), -EBADMSG);
        assert_int_equal(list.n, 77);
        assert_int_equal(report_decode(&bare, good, sizeof good - 1, a, &list, NULL), 0);
        assert_int_equal(list.alerts[0].infos[0].event, EVENT_OTHER);
        assert_int_equal(report_decode(&bare, bad, sizeof bad - 1, a, &list, NULL), -EBADMSG);
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_format_by_content),
            cmocka_unit_test(test_a_bracket_begins_a_text),
            cmocka_unit_test(test_reasons_are_clean),
            cmocka_unit_test(test_bare),
        };
        return cmocka_run_group_tests(tests, decode_setup, decode_teardown);
}
