/* ctl/csv, ctl/rows: subscribers as lines of text, and what is said of lines that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "ctl/csv.h"
#include "ctl/rows.h"

static FILE *file_of(const char *text, size_t size)
{
        FILE *f = tmpfile();

        assert_non_null(f);
        assert_int_equal(fwrite(text, 1, size, f), size);
        rewind(f);
        return f;
}

/* All lines: fields in brackets, "!" for one that is wrong, with the number of lines read. */
static void expect_csv(const char *text, size_t size, const char *expected)
{
        FILE *f = file_of(text, size);
        struct arena *a = arena_new();
        struct problem why = {""};
        char **fields, *out = arena_strdup(a, "");
        size_t n, line = 0;
        int r;

        while ((r = csv_next(f, a, &line, &fields, &n, &why)) != 0) {
                out = arena_printf(a, "%s%zu%s", out, line, r < 0 ? "!" : "");
                for (size_t i = 0; r > 0 && i < n; i++)
                        out = arena_printf(a, "%s[%s]", out, fields[i]);
                out = arena_printf(a, "%s ", out);
        }
        assert_string_equal(out, expected);
        arena_free(a);
        fclose(f);
}

#define EXPECT_CSV(text, expected) expect_csv(text, sizeof text - 1, expected)

static void csv_is_read(void **state)
{
        (void)state;
        EXPECT_CSV("", "");
        EXPECT_CSV("a,b\nc,d", "1[a][b] 1[c][d] ");
        EXPECT_CSV("a,,\r\n,\n", "1[a][][] 2[][] ");
        EXPECT_CSV("\n\r\n  \na\n", "4[a] ");
        EXPECT_CSV("\"a,b\",\"c\"\"d\",\"\"\n", "1[a,b][c\"d][] ");
        EXPECT_CSV("\"two\nlines\",x\ny\n", "2[two\nlines][x] 3[y] ");
}

static void csv_that_is_wrong_costs_its_line(void **state)
{
        (void)state;
        EXPECT_CSV("a\"b\nc\n", "1! 2[c] ");
        EXPECT_CSV("\"a\"b\nc\n", "1! 2[c] ");
        EXPECT_CSV("a\0b\nc\n", "1! 2[c] ");
        EXPECT_CSV("x,\"never ends\nc\n", "2! ");
}

static void csv_has_limits(void **state)
{
        char *text = malloc(200000);
        size_t n = 0;

        (void)state;
        for (int i = 0; i < CSV_FIELDS_MOST; i++) /* one field more than there may be */
                text[n++] = ',';
        memcpy(text + n, "\nc\n", 3);
        expect_csv(text, n + 3, "1! 2[c] ");
        memset(text, 'a', CSV_BYTES_MOST + 1);
        memcpy(text + CSV_BYTES_MOST + 1, "\nc\n", 3);
        expect_csv(text, CSV_BYTES_MOST + 4, "1! 2[c] ");
        text[0] = '"'; /* in quotes, too, that line alone is lost */
        expect_csv(text, CSV_BYTES_MOST + 4, "1! 2[c] ");
        free(text);
}

static void csv_is_written_as_it_is_read(void **state)
{
        static const char *const fields[] = {"a", "", "a,b", "a\"b", "two\nlines", "\r", " x "};
        FILE *f = tmpfile();
        struct arena *a = arena_new();
        struct problem why = {""};
        char **back;
        size_t n, line = 0;

        (void)state;
        for (size_t i = 0; i < 7; i++) {
                if (i)
                        putc(',', f);
                csv_put(f, fields[i]);
        }
        putc('\n', f);
        rewind(f);
        assert_int_equal(csv_next(f, a, &line, &back, &n, &why), 1);
        assert_int_equal(n, 7);
        for (size_t i = 0; i < 7; i++)
                assert_string_equal(back[i], fields[i]);
        arena_free(a);
        fclose(f);
}

/* All rows: "line:JSON" or "line!reason". */
static void expect_rows(const char *text, const char *expected)
{
        FILE *f = file_of(text, strlen(text));
        struct arena *a = arena_new();
        struct problem why = {""};
        struct rows *rows;
        char *out = arena_strdup(a, "");
        json_t *o;
        size_t line;
        int r;

        assert_int_equal(rows_open(f, &rows, &why), 0);
        while ((r = rows_next(rows, &o, &line, &why)) != 0) {
                if (r > 0) {
                        char *text_of = json_dumps(o, JSON_COMPACT);
                        out = arena_printf(a, "%s%zu:%s\n", out, line, text_of);
                        free(text_of);
                        json_decref(o);
                } else {
                        out = arena_printf(a, "%s%zu!%s\n", out, line, why.text);
                }
        }
        assert_string_equal(out, expected);
        rows_close(rows);
        arena_free(a);
        fclose(f);
}

static void json_lines_are_taken_as_they_are(void **state)
{
        (void)state;
        expect_rows("", "");
        expect_rows("\n{\"name\":\"a\"}\n\n  {\"name\": \"b\"}", "2:{\"name\":\"a\"}\n4:{\"name\":\"b\"}\n");
        expect_rows("{\"name\":\"a\"\n{\"name\":\"b\"}\n",
                    "1!no JSON: '}' expected near end of file\n2:{\"name\":\"b\"}\n");
        expect_rows("{\"name\":\"a\",\"name\":\"b\"}\n", "1!no JSON: duplicate object key near '\"name\"'\n");
}

static void lines_of_one_name_are_rules_of_one(void **state)
{
        (void)state;
        expect_rows("name,channels,places,severity,lat,lon,radius_km\n"
                    "a,x; y:1,ua;ru,,,,\n"
                    "a,ignored,,Severe,1,2,3.5\n"
                    "b,x,ua,,,,\n"
                    "a,x,ua,,,,\n",
                    "2:{\"name\":\"a\",\"channels\":[\"x\",\"y:1\"],\"rules\":[{\"places\":[\"ua\",\"ru\"]},"
                    "{\"severity\":\"Severe\",\"near\":{\"lat\":1.0,\"lon\":2.0,\"radius_km\":3.5}}]}\n"
                    "4:{\"name\":\"b\",\"channels\":\"x\",\"rules\":[{\"places\":\"ua\"}]}\n"
                    "5:{\"name\":\"a\",\"channels\":\"x\",\"rules\":[{\"places\":\"ua\"}]}\n");
        expect_rows("\xef\xbb\xbfname,places\na,ua\n",
                    "2:{\"name\":\"a\",\"rules\":[{\"places\":\"ua\"}]}\n");
}

/* Half of somebody's rules would be worse than none. */
static void who_is_wrong_in_one_line_is_refused_whole(void **state)
{
        (void)state;
        expect_rows("name,places,lat\n"
                    "a,ua,\n"
                    "a,ua,north\n"
                    "a,ru,\n"
                    "b,ua,1,2\n"
                    "c,ua,\n",
                    "2!lat: \"north\" is no number\n"
                    "5!4 fields, but there are 3 columns\n"
                    "6:{\"name\":\"c\",\"rules\":[{\"places\":\"ua\"}]}\n");
        expect_rows("name,places\na,\xff\nb,ua\n", "2!places: it is not UTF-8\n"
                                                   "3:{\"name\":\"b\",\"rules\":[{\"places\":\"ua\"}]}\n");
}

static void columns_are_known(void **state)
{
        static const struct {
                const char *text, *words;
        } wrong[] = {{"name,colour\n", "line 1: there is no column \"colour\""},
                     {"places,channels\n", "the column \"name\" is missing"},
                     {"\"\"x\n", "no CSV"}};
        struct problem why = {""};
        struct rows *rows;

        (void)state;
        for (size_t i = 0; i < 3; i++) {
                FILE *f = file_of(wrong[i].text, strlen(wrong[i].text));
                assert_int_equal(rows_open(f, &rows, &why), -EINVAL);
                if (!strstr(why.text, wrong[i].words))
                        fail_msg("%s", why.text);
                fclose(f);
        }
}

static void assignments_are_columns(void **state)
{
        struct problem why = {""};
        json_t *o = json_object();
        char *text;

        (void)state;
        assert_int_equal(rows_set(o, "channels=x;y:1", &why), 0);
        assert_int_equal(rows_set(o, "places=ua", &why), 0);
        assert_int_equal(rows_set(o, "lat=-1.5", &why), 0);
        assert_int_equal(rows_set(o, "language=", &why), 0);
        text = json_dumps(o, JSON_COMPACT);
        assert_string_equal(
            text, "{\"channels\":[\"x\",\"y:1\"],\"rules\":[{\"places\":\"ua\",\"near\":{\"lat\":-1.5}}],"
                  "\"language\":\"\"}");
        free(text);
        assert_int_equal(rows_set(o, "places", &why), -EINVAL);
        assert_int_equal(rows_set(o, "name=x", &why), -EINVAL);
        assert_int_equal(rows_set(o, "colour=x", &why), -EINVAL);
        assert_int_equal(rows_set(o, "lat=x", &why), -EINVAL);
        json_decref(o);
}

static void csv_says_what_it_has_no_column_for(void **state)
{
        static const struct {
                const char *object, *lines, *words;
        } rows[] = {{"{\"name\":\"a\",\"channels\":[\"x\",\"y:1\"],\"rules\":[{\"places\":[\"ua\"],\"near\":{"
                     "\"lat\":1.5,\"lon\":2,"
                     "\"radius_km\":3}},{\"places\":\"ru\",\"severity\":\"Severe\"}]}",
                     "a,x;y:1,,,ua,,,,,,,,,1.5,2,3\na,x;y:1,,,ru,,Severe,,,,,,,,,\n", NULL},
                    {"{\"name\":\"a\",\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\"},\"rules\":[{}]}", "",
                     "\"quiet\""},
                    {"{\"name\":\"a\",\"rules\":[{\"heads_up\":5}]}", "", "\"heads_up\""},
                    {"{\"name\":\"a\",\"rules\":[{\"name\":\"night\"}]}", "", "\"name of a rule\""}};

        (void)state;
        for (size_t i = 0; i < 4; i++) {
                FILE *f = tmpfile();
                json_t *o = json_loads(rows[i].object, 0, NULL);
                struct problem why = {""};
                char text[500] = "";
                int r = rows_csv(f, o, &why);

                rewind(f);
                text[fread(text, 1, sizeof text - 1, f)] = 0;
                assert_string_equal(text, rows[i].lines);
                assert_int_equal(r, rows[i].words ? -EINVAL : 0);
                if (rows[i].words && !strstr(why.text, rows[i].words))
                        fail_msg("%s", why.text);
                json_decref(o);
                fclose(f);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(csv_is_read),
            cmocka_unit_test(csv_that_is_wrong_costs_its_line),
            cmocka_unit_test(csv_has_limits),
            cmocka_unit_test(csv_is_written_as_it_is_read),
            cmocka_unit_test(json_lines_are_taken_as_they_are),
            cmocka_unit_test(lines_of_one_name_are_rules_of_one),
            cmocka_unit_test(who_is_wrong_in_one_line_is_refused_whole),
            cmocka_unit_test(columns_are_known),
            cmocka_unit_test(assignments_are_columns),
            cmocka_unit_test(csv_says_what_it_has_no_column_for),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
