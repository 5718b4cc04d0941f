/* What sirenctl prints: nothing in it may command a terminal; columns line up; texts are marked and wrapped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "ctl/mark.h"
#include "ctl/output.h"

static struct arena *a;
static struct output o;
static char *text;
static size_t size;

static int start(void **state)
{
        (void)state;
        a = arena_new();
        o = (struct output){.file = open_memstream(&text, &size)};
        return o.file ? 0 : -1;
}

static int stop(void **state)
{
        (void)state;
        fclose(o.file);
        free(text);
        arena_free(a);
        return 0;
}

static void assert_printed(const char *wanted)
{
        fflush(o.file);
        assert_string_equal(text, wanted);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
        (void)state;
        output_print(&o, STYLE_BAD,
                     "a\033[31mb\ac\r\xc2\x9b"
                     "d\xe2\x80\xae"
                     "e\xff");
        assert_printed("a[31mbcde\xef\xbf\xbd");
}

static void colour_is_for_terminals(void **state)
{
        struct output plain;

        (void)state;
        output_init(&plain, o.file, COLOR_NEVER);
        assert_false(plain.color);
        o.color = true;
        output_print(&o, STYLE_BAD, "x");
        assert_printed("\033[31mx\033[0m");
}

static void colour_words(void **state)
{
        enum output_color color;

        (void)state;
        assert_int_equal(output_color_parse("always", &color), 0);
        assert_int_equal(color, COLOR_ALWAYS);
        assert_int_equal(output_color_parse("red", &color), -EINVAL);
}

static void columns_line_up_in_characters(void **state)
{
        static const char *const titles[] = {"A", "B"};
        struct output_table t;

        (void)state;
        output_table_init(&t, &o, a, 2, titles, 2);
        output_table_cell(&t, STYLE_PLAIN, "Муром");
        output_table_cell(&t, STYLE_PLAIN, "one");
        output_table_cell(&t, STYLE_PLAIN, "x\ny");
        output_table_cell(&t, STYLE_PLAIN, NULL);
        output_table_done(&t);
        assert_printed("  A      B\n  Муром  one\n  x y\n");
}

static void the_last_column_is_wrapped(void **state)
{
        struct output_table t;

        (void)state;
        o.width = 44;
        output_table_init(&t, &o, a, 0, NULL, 2);
        output_table_cell(&t, STYLE_PLAIN, "ab");
        output_table_cell(&t, STYLE_PLAIN, "0123456789 0123456789 0123456789 0123456 ninth");
        output_table_done(&t);
        assert_printed("ab  0123456789 0123456789 0123456789 0123456\n    ninth\n");
}

static void long_words_are_broken(void **state)
{
        char word[101];

        (void)state;
        memset(word, 'x', 100);
        word[100] = 0;
        o.width = 40;
        output_wrap(&o, 0, STYLE_PLAIN, word);
        fflush(o.file);
        assert_int_equal(size, 103);
}

static void json_takes_any_bytes(void **state)
{
        json_t *value = output_json_text("a\xff"
                                         "b"),
               *none = output_json_text(NULL);

        (void)state;
        assert_string_equal(json_string_value(value), "a\xef\xbf\xbd"
                                                      "b");
        assert_true(json_is_null(none));
        json_decref(value);
        json_decref(none);
}

static size_t mark(const char *report, const char **evidence, size_t n, struct mark **ret)
{
        struct alert_info *info = arena_alloc(a, sizeof *info);
        struct alert *alert = arena_alloc(a, sizeof *alert);
        struct alert_list list = {alert, 1};

        info->evidence = evidence;
        info->n_evidence = n;
        info->event = EVENT_DRONE;
        info->urgency = URGENCY_IMMEDIATE;
        alert->infos = info;
        alert->n_infos = 1;
        return mark_evidence(&list, report, strlen(report), a, ret);
}

static void evidence_is_marked_where_it_stands(void **state)
{
        static const char report[] = "Hello.\nDrone over Murom. Take cover.";
        const char *evidence[] = {"Drone over Murom.", "never said", "Drone over"};
        struct mark *marks;
        size_t n = mark(report, evidence, 3, &marks);

        (void)state;
        assert_int_equal(n, 1);
        assert_int_equal(marks[0].begin, 7);
        mark_print(&o, 2, report, strlen(report), marks, n);
        assert_printed("  Hello.\n  Drone over Murom. [drone, live] Take cover.\n");
}

static void repeated_evidence_moves_on(void **state)
{
        static const char report[] = "One. Two. One.";
        const char *evidence[] = {"Two.", "One."};
        struct mark *marks;
        size_t n = mark(report, evidence, 2, &marks);

        (void)state;
        assert_int_equal(n, 2);
        assert_int_equal(marks[1].begin, 10);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_setup_teardown(control_characters_do_not_reach_the_terminal, start, stop),
            cmocka_unit_test_setup_teardown(colour_is_for_terminals, start, stop),
            cmocka_unit_test_setup_teardown(colour_words, start, stop),
            cmocka_unit_test_setup_teardown(columns_line_up_in_characters, start, stop),
            cmocka_unit_test_setup_teardown(the_last_column_is_wrapped, start, stop),
            cmocka_unit_test_setup_teardown(long_words_are_broken, start, stop),
            cmocka_unit_test_setup_teardown(json_takes_any_bytes, start, stop),
            cmocka_unit_test_setup_teardown(evidence_is_marked_where_it_stands, start, stop),
            cmocka_unit_test_setup_teardown(repeated_evidence_moves_on, start, stop),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
