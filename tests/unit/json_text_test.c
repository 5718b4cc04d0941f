/* base/json_text: compact, whole and readable again, whatever the size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/json_text.h"

static void it_is_appended(void **state)
{
        json_t *o = json_pack("{s:s, s:[i, b], s:n}", "a", "\"ї\n", "list", 7, 1, "z");
        struct buffer b = {0};

        (void)state;
        buffer_add_string(&b, "kept ");
        json_text_add(&b, o);
        assert_string_equal(b.data, "kept {\"a\":\"\\\"ї\\n\",\"list\":[7,true],\"z\":null}");
        assert_int_equal(b.size, strlen(b.data));
        buffer_done(&b);
        json_decref(o);
}

static void a_value_alone_is_written(void **state)
{
        struct arena *a = arena_new();
        json_t *text = json_string("x"), *number = json_integer(INT64_MIN);

        (void)state;
        assert_string_equal(json_text_copy(text, a), "\"x\"");
        assert_string_equal(json_text_copy(number, a), "-9223372036854775808");
        json_decref(text);
        json_decref(number);
        arena_free(a);
}

/* All sizes around the room that is taken at first. */
static void a_long_one_is_whole(void **state)
{
        struct arena *a = arena_new();
        char text[4200];

        (void)state;
        for (size_t size = 4080; size < sizeof text; size++) {
                json_t *value, *again;

                memset(text, 'x', size);
                text[size] = 0;
                value = json_string(text);
                again = json_loads(json_text_copy(value, a), JSON_DECODE_ANY, NULL);
                assert_true(json_equal(value, again));
                json_decref(value);
                json_decref(again);
        }
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(it_is_appended),
            cmocka_unit_test(a_value_alone_is_written),
            cmocka_unit_test(a_long_one_is_whole),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
