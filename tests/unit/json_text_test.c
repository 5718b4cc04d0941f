/* base/json_text: what is written is what jansson reads, whatever the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/json_text.h"
#include "base/text.h"

static void it_is_compact_json(void **state)
{
        struct buffer b = {0};

        (void)state;
        json_text_open(&b, '{');
        json_text_member(&b, "a", "x:");
        json_text_member(&b, "left out", NULL);
        json_text_member_number(&b, "n", INT64_MIN);
        json_text_member_flag(&b, "f", false);
        json_text_name(&b, "list");
        json_text_open(&b, '[');
        json_text_number(&b, 0);
        json_text_string(&b, "[");
        json_text_flag(&b, true);
        json_text_value(&b, "{\"k\":1}", 7);
        json_text_open(&b, '[');
        json_text_close(&b, ']');
        json_text_close(&b, ']');
        json_text_member(&b, "z", "");
        json_text_close(&b, '}');
        assert_string_equal(b.data,
                            "{\"a\":\"x:\",\"n\":-9223372036854775808,\"f\":false,\"list\":[0,\"[\",true,"
                            "{\"k\":1},[]],\"z\":\"\"}");
        buffer_done(&b);
}

/* The same bytes as jansson's. */
static void texts_are_escaped(void **state)
{
        static const char *const texts[] = {"plain",
                                            "\"quoted\" \\ /",
                                            "a\nb\tc\rd\be\f",
                                            "\x01\x1f\x7f",
                                            "Харків: ціль — «Шахед»",
                                            "🟠\xf4\x8f\xbf\xbf",
                                            ""};

        (void)state;
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                json_t *list = json_pack("[s]", texts[i]);
                char *theirs = json_dumps(list, JSON_COMPACT);
                struct buffer b = {0};

                json_text_open(&b, '[');
                json_text_string(&b, texts[i]);
                json_text_close(&b, ']');
                assert_string_equal(b.data, theirs);
                buffer_done(&b);
                free(theirs);
                json_decref(list);
        }
}

static void whatever_the_bytes_it_can_be_read(void **state)
{
        (void)state;
        srandom(7);
        for (int round = 0; round < 5000; round++) {
                struct buffer b = {0};
                char text[24];
                size_t n = (size_t)random() % sizeof text;
                json_t *read;

                for (size_t i = 0; i < n; i++)
                        text[i] = (char)(1 + random() % 255);
                text[n] = 0;
                json_text_open(&b, '[');
                json_text_string(&b, text);
                json_text_close(&b, ']');
                assert_int_equal(text_valid(b.data, b.size), b.size);
                read = json_loadb(b.data, b.size, 0, NULL);
                assert_non_null(read);
                if (text_valid(text, n) == n)
                        assert_string_equal(json_string_value(json_array_get(read, 0)), text);
                json_decref(read);
                buffer_done(&b);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(it_is_compact_json),
            cmocka_unit_test(texts_are_escaped),
            cmocka_unit_test(whatever_the_bytes_it_can_be_read),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
