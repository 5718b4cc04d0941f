/* base/tsv: the tables of config/ that are read whole. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/tsv.h"

static int take(void *data, char **fields, struct problem *why)
{
        struct buffer *all = data;

        if (strcmp(fields[0], "stop") == 0)
                return problem_set(why, -EPERM, "\"%s\" is not allowed", fields[1]);
        buffer_printf(all, "%s=%s;", fields[0], fields[1]);
        return 0;
}

static int read_table(const char *text, size_t size, struct buffer *all, struct problem *why)
{
        char path[] = "/tmp/tsv_test.XXXXXX";
        int fd = mkstemp(path), r;
        struct arena *a = arena_new();

        assert_true(fd >= 0);
        assert_int_equal(write(fd, text, size), (ssize_t)size);
        close(fd);
        r = tsv_read(path, "key text", a, take, all, why);
        unlink(path);
        arena_free(a);
        return r;
}

static void lines_are_taken(void **state)
{
        static const char text[] = "# key\ttext\n\na\tone two\r\n\r\nb\t#2\n#c\t3\nd\t4";
        struct buffer all = {0};
        struct problem why = {""};

        (void)state;
        assert_int_equal(read_table(text, strlen(text), &all, &why), 0);
        assert_string_equal(all.data, "a=one two;b=#2;d=4;");
        assert_string_equal(why.text, "");
        buffer_done(&all);
        assert_int_equal(read_table("", 0, &all, &why), 0);
        assert_null(all.data);
}

static void what_is_wrong_is_said(void **state)
{
        static const struct {
                const char *text;
                size_t size;
                int error;
                const char *why;
        } cases[] = {
            {"a\t1\nb\n", 6, -EINVAL, ":2: expected 2 fields with tabs between: key text"},
            {"a\t1\t2\n", 6, -EINVAL, ":1: expected 2 fields"},
            {"a\t\n", 3, -EINVAL, ":1: expected 2 fields"},
            {"\t1\n", 3, -EINVAL, ":1: expected 2 fields"},
            {"a\t1\n\n# x\nstop\tthis\n", 19, -EPERM, ":4: \"this\" is not allowed"},
            {"a\t\xff\n", 4, -EINVAL, ": not UTF-8 text"},
            {"a\t1\0\n", 5, -EINVAL, ": not UTF-8 text"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct buffer all = {0};
                struct problem why = {""};

                assert_int_equal(read_table(cases[i].text, cases[i].size, &all, &why), cases[i].error);
                if (!strstr(why.text, cases[i].why))
                        fail_msg("case %zu: %s", i, why.text);
                assert_int_equal(strncmp(why.text, "/tmp/tsv_test.", 14), 0);
                buffer_done(&all);
        }
        struct problem why = {""};
        assert_int_equal(tsv_read("/nonexistent/table", "key text", NULL, take, NULL, &why), -ENOENT);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(lines_are_taken),
            cmocka_unit_test(what_is_wrong_is_said),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
