#include "decode.h"

#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "report/report_form.h"

static void test_all_fields(void **state)
{
        struct decoded d = decode("\xef\xbb\xbf{\"identifier\": \"7\", \"sender\": \"gov\", \"senderName\": "
                                  "\"Government\", \"sent\": \"2026-08-18T18:32:45+03:00\","
                                  "\"status\": \"test\", \"msgType\": \"Update\", \"references\": "
                                  "[\"gov,6,2026-08-18T18:00:00+03:00\", \"5\"],"
                                  "\"event\": \"атака БПЛА\", \"urgency\": \"Immediate\", \"severity\": "
                                  "\"Severe\", \"certainty\": \"Observed\","
                                  "\"onset\": \"2026-08-18T19:00:00+03:00\", "
                                  "\"expires\": \"2h\", \"headline\": \"H\", \"description\": \"a\\nb\", "
                                  "\"instruction\": \"I\", \"language\": \"uk\","
                                  "\"places\": [\"ru/belgorod\", \"Муром, Шебекинский район\"], \"polygon\": "
                                  "[[1, 1], [1, 2], [2, 2]],"
                                  "\"circle\": {\"lat\": 50.5, \"lon\": 36, \"radius_km\": 3}, \"facts\": "
                                  "{\"killed\": 2, \"damaged\": 1.5}}");
        const struct alert *alert = only(&d);
        const struct alert_info *info = &alert->infos[0];
        const struct area *area = &info->areas[0];
        (void)state;
        assert_int_equal(alert->format, FORMAT_JSON);
        assert_int_equal(alert->status, STATUS_TEST);
        assert_int_equal(alert->n_references, 2);
        assert_int_equal(alert->sent_offset, 180);
        assert_int_equal(info->onset - alert->sent, 1635 * TIMESTAMP_SECOND);
        assert_int_equal(info->expires - alert->sent, 2 * TIMESTAMP_HOUR);
        assert_int_equal(info->event, EVENT_DRONE);
        assert_int_equal(info->categories, 1u << CATEGORY_SECURITY);
        assert_string_equal(info->event_text, "атака БПЛА");
        assert_string_equal(info->description, "a\nb");
        assert_string_equal(info->language, "uk");
        assert_int_equal(area->n_names, 2);
        assert_string_equal(area->names[1], "Муром, Шебекинский район");
        assert_int_equal(area->polygons[0].n_points, 4);
        assert_float_equal(area->polygons[0].points[1].lon, 2, 0);
        assert_float_equal(area->circles[0].center.lat, 50.5, 0);
        assert_int_equal(info->n_facts, 2);
        assert_string_equal(info->facts[0].value, "2");
        assert_string_equal(info->facts[1].value, "1.5");
        arena_free(d.a);
}

static void test_least(void **state)
{
        struct decoded d = decode("{\"event\": \"fire\", \"places\": \"UA-63\"}");
        const struct alert *alert = only(&d);
        (void)state;
        assert_int_equal(alert->status, STATUS_ACTUAL);
        assert_int_equal(alert->msg_type, MSGTYPE_ALERT);
        assert_int_equal(alert->sent, NOW);
        assert_null(alert->identifier);
        assert_int_equal(alert->infos[0].event, EVENT_FIRE);
        assert_int_equal(alert->infos[0].severity, SEVERITY_UNKNOWN);
        assert_int_equal(alert->infos[0].urgency, URGENCY_UNKNOWN);
        assert_int_equal(alert->infos[0].onset, TIMESTAMP_NONE);
        assert_int_equal(alert->infos[0].expires, TIMESTAMP_NONE);
        assert_string_equal(alert->infos[0].language, "ru");
        arena_free(d.a);
}

static size_t polygons_of(const char *value)
{
        char text[300];
        snprintf(text, sizeof text, "{\"event\":\"fire\",\"polygon\":%s}", value);
        struct decoded d = decode(text);
        size_t n = only(&d)->infos[0].areas[0].n_polygons;
        arena_free(d.a);
        return n;
}

static void test_polygons(void **state)
{
        (void)state;
        assert_int_equal(polygons_of("\"1,1 1,2 2,2 1,1\""), 1);
        assert_int_equal(polygons_of("[\"1,1 1,2 2,2\", [[5,5],[5,6],[6,6],[5,5]]]"), 2);
        assert_int_equal(polygons_of("[[[1,1],[1,2],[2,2]],[[5,5],[5,6],[6,6]]]"), 2);
        assert_refused("{\"event\":\"fire\",\n\"polygon\":[[1,1],[95,2],[2,2]]}",
                       "line 2, field polygon: point 2: 95, 2 is no place on earth");
        assert_refused("{\"event\":\"fire\",\"polygon\":[[1,1],[1,1]]}", "at least three different points");
        assert_refused("{\"event\":\"fire\",\"polygon\":[]}", "at least three");
        assert_refused("{\"event\":\"fire\",\"polygon\":\"1;2\"}", "latitude,longitude pairs");
        assert_refused("{\"event\":\"fire\",\"circle\":{\"lat\":1,\"lon\":2}}", "lat, lon and radius_km");
        assert_refused("{\"event\":\"fire\",\"circle\":\"1,2 -3\"}", "field circle");
}

static void test_several(void **state)
{
        (void)state;
        struct decoded d =
            decode("[{\"event\":\"fire\",\"places\":\"a\"},\n {\"event\":\"drone\",\"places\":\"b\"}]");
        assert_int_equal(d.result, 0);
        assert_int_equal(d.list.n, 2);
        arena_free(d.a);
        d = decode("[]");
        assert_int_equal(d.result, 0);
        assert_int_equal(d.list.n, 0);
        arena_free(d.a);
        d = decode("\n{\"event\":\"fire\",\"places\":\"a\"}\r\n\n{\"event\":\"drone\"}\nnonsense\n{\"event\":"
                   "\"drone\",\"places\":\"b\"}");
        assert_int_equal(d.result, 1);
        assert_int_equal(d.list.n, 2);
        assert_string_equal(d.why.text,
                            "line 4: it does not say where: places, polygon or circle is missing");
        arena_free(d.a);
        d = decode("[{\"event\":\"fire\",\"places\":\"a\"},\n "
                   "{\"event\":\"drone\",\n\"places\":\"b\",\"severity\":\"bad\"}]");
        assert_int_equal(d.result, 1);
        assert_int_equal(d.list.n, 1);
        assert_string_equal(
            d.why.text,
            "line 3, field severity: \"bad\" is none of Extreme, Severe, Moderate, Minor or Unknown");
        arena_free(d.a);
}

static void test_refused(void **state)
{
        (void)state;
        assert_refused("{\"event\":\"fire\",\n\n\"plases\":\"a\"}",
                       "line 3, field plases: there is no such field; did you mean places?");
        assert_refused("{\"event\":\"fire\",\"xyz\":\"a\"}", "line 1, field xyz: there is no such field");
        assert_refused("{\"places\":\"a\"}", "line 1: it does not say what happens: event is missing");
        assert_refused("{\"event\":\"  \",\"places\":\"a\"}", "event is missing");
        assert_refused("{\"event\":\"fire\",\"places\":[\"a\",\n3]}",
                       "field places: item 2: it has to be a string");
        assert_refused("{\"event\":\"fire\",\"places\":[\"a\",\" \"]}", "item 2: the name is empty");
        assert_refused("{\"event\":\"fire\",\"event\":\"x\",\"places\":\"a\"}", "duplicate object key");
        assert_refused("{\"event\":\"\xff\",\"places\":\"a\"}", "line 1, column");
        assert_refused("{\"event\":\"fire\",\n\"places\":\"a\",}", "line 2, column");
        assert_refused("{\"event\":\"fire\",\"places\":\"a\"} x", "not valid JSON");
        assert_refused("{\"event\":\"fire\",\"places\":\"a\",\"sent\":\"2026-02-30T00:00:00Z\"}",
                       "field sent: there is no such time");
        assert_refused("{\"event\":\"fire\",\"places\":\"a\",\"expires\":\"soon\"}",
                       "field expires: \"soon\" is neither a time");
        assert_refused("{\"event\":\"fire\",\"places\":\"a\",\"facts\":{\"killed\":\"2\"}}",
                       "field facts: killed has to be a number");
        assert_refused("{\"event\":\"fire\",\"places\":\"a\",\"facts\":3}",
                       "field facts: it has to be an object of numbers");
        assert_refused("[1]", "line 1: expected an object with the fields of a report");
        assert_refused("{\"a\":{\"event\":1},\n\"event\":2,\"places\":\"a\"}", "line 1, field a");
        assert_refused("{\"headline\":\"\\\"event\\\":\",\n\"event\":2}",
                       "line 2, field event: it has to be a string");
}

/* The schema lists the fields that the reader knows, and the words that the vocabulary has. */
static void test_schema(void **state)
{
        json_error_t error;
        json_t *schema = json_load_file("config/report.schema.json", JSON_REJECT_DUPLICATES, &error);
        (void)state;
        assert_non_null(schema);
        json_t *report = json_object_get(json_object_get(schema, "$defs"), "report");
        json_t *properties = json_object_get(report, "properties");
        size_t n = 0;
        for (const struct report_form_field *f; (f = report_form_field(n)); n++) {
                json_t *property = json_object_get(properties, f->name), *word;
                size_t i;
                if (!property)
                        fail_msg("the schema has no %s", f->name);
                assert_int_equal(f->kind == FORM_WORD, json_object_get(property, "enum") != NULL);
                json_array_foreach(json_object_get(property, "enum"), i, word)
                {
                        int value;
                        assert_int_equal(vocab_parse(f->list, json_string_value(word), &value), 0);
                        assert_string_equal(
                            vocab_word(f->list, (int)json_array_size(json_object_get(property, "enum"))),
                            "?");
                }
        }
        assert_int_equal(json_object_size(properties), n);
        json_decref(schema);
}

static size_t check_lines(const char *path, int expected)
{
        struct arena *a = arena_new();
        struct problem why;
        char *rest;
        size_t size, n = 0;
        assert_int_equal(file_read(path, 1 << 20, a, &rest, &size, &why), 0);
        for (char *line; (line = strsep(&rest, "\n"));) {
                if (*line == '\0')
                        continue;
                struct decoded d = decode(line);
                if (d.result != expected)
                        fail_msg("%s: %d %s", line, d.result, d.why.text);
                arena_free(d.a);
                n++;
        }
        arena_free(a);
        return n;
}

/* tests/system/report_schema_test.py shows the same reports to the schema. */
static void test_examples(void **state)
{
        (void)state;
        assert_true(check_lines("tests/unit/report_json_good.jsonl", 0) > 0);
        assert_true(check_lines("tests/unit/report_json_bad.jsonl", -EBADMSG) > 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_all_fields), cmocka_unit_test(test_least),
            cmocka_unit_test(test_polygons),   cmocka_unit_test(test_several),
            cmocka_unit_test(test_refused),    cmocka_unit_test(test_schema),
            cmocka_unit_test(test_examples),
        };
        return cmocka_run_group_tests(tests, decode_setup, decode_teardown);
}
