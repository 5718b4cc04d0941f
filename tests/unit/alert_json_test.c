#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "alert/alert_json.h"
#include "base/timestamp.h"

/* An alert with everything that is kept. */
static struct alert full(void)
{
        static struct alert_pair codes[] = {{"SAME", "TOR"}}, parameters[] = {{"p", ""}},
                                 facts[] = {{"killed", "2"}};
        static const char *evidence[] = {"\"quoted\" \xd1\x97"}, *names[] = {"Муром"},
                          *incidents[] = {"x", "y z"};
        static struct area areas[] = {
            {.desc = "D", .names = names, .n_names = 1, .altitude = NAN, .ceiling = NAN, .implied = true},
            {.altitude = NAN, .ceiling = NAN}};
        static struct area_place places[] = {{0, "ua/kharkiv", ROLE_TOWARD, "named", "Selo"},
                                             {0, "ua/sumy", ROLE_AFFECTED, NULL, NULL}};
        static struct area_mention mentions[] = {{"Khark", NULL, "unknown"}};
        static struct alert_reference references[] = {{"s", "i0", 7}, {NULL, "i1", TIMESTAMP_NONE}};
        static struct alert_info infos[2];
        infos[0] = (struct alert_info){.language = "uk",
                                       .event_text = "E",
                                       .event = EVENT_GLIDE_BOMB,
                                       .categories = 0x801,
                                       .responses = 3,
                                       .urgency = URGENCY_FUTURE,
                                       .severity = SEVERITY_EXTREME,
                                       .certainty = CERTAINTY_POSSIBLE,
                                       .effective = 1,
                                       .onset = 2,
                                       .expires = 3,
                                       .sender_name = "N",
                                       .headline = "H",
                                       .description = "a\nb",
                                       .instruction = "I",
                                       .web = "W",
                                       .contact = "C",
                                       .audience = "A",
                                       .event_codes = codes,
                                       .parameters = parameters,
                                       .facts = facts,
                                       .evidence = evidence,
                                       .areas = areas,
                                       .n_event_codes = 1,
                                       .n_parameters = 1,
                                       .n_facts = 1,
                                       .n_evidence = 1,
                                       .n_areas = 2,
                                       .n_resources = 4,
                                       .places = places,
                                       .mentions = mentions,
                                       .n_places = 2,
                                       .n_mentions = 1};
        infos[1] = (struct alert_info){.implied = true,
                                       .event = EVENT_OTHER,
                                       .effective = TIMESTAMP_NONE,
                                       .onset = TIMESTAMP_NONE,
                                       .expires = TIMESTAMP_NONE};
        return (struct alert){.format = FORMAT_TEXT,
                              .cap_version = "1.1",
                              .identifier = "i",
                              .sender = "s",
                              .sent = 1755531165000000,
                              .sent_offset = -150,
                              .status = STATUS_EXERCISE,
                              .msg_type = MSGTYPE_CANCEL,
                              .scope = SCOPE_PRIVATE,
                              .restriction = "r",
                              .addresses = "a",
                              .note = "n",
                              .references = references,
                              .incidents = incidents,
                              .infos = infos,
                              .n_references = 2,
                              .n_incidents = 2,
                              .n_infos = 2,
                              .source = "src",
                              .official = true};
}

/* Takes the JSON. */
static void assert_same(json_t *json, const struct alert *alert)
{
        json_t *again = alert_json_encode(alert);

        assert_true(json_equal(json, again));
        json_decref(again);
        json_decref(json);
}

static void test_round_trip(void **state)
{
        struct arena *a = arena_new();
        struct alert alert = full(), copy;
        struct problem why;
        json_t *json = alert_json_encode(&alert);
        (void)state;
        assert_int_equal(alert_json_decode(json, a, &copy, &why), 0);
        assert_same(json, &copy);
        assert_int_equal(copy.format, FORMAT_TEXT);
        assert_int_equal(copy.sent_offset, -150);
        assert_int_equal(copy.scope, SCOPE_PRIVATE);
        assert_true(copy.official);
        assert_int_equal(copy.references[1].sent, TIMESTAMP_NONE);
        assert_null(copy.references[1].sender);
        const struct alert_info *info = &copy.infos[0];
        assert_int_equal(info->event, EVENT_GLIDE_BOMB);
        assert_int_equal(info->categories, 0x801);
        assert_int_equal(info->certainty, CERTAINTY_POSSIBLE);
        assert_int_equal(info->n_resources, 4);
        assert_string_equal(info->evidence[0], "\"quoted\" \xd1\x97");
        assert_int_equal(info->places[0].role, ROLE_TOWARD);
        assert_string_equal(info->places[0].words, "Selo");
        assert_null(info->mentions[0].path);
        assert_string_equal(info->areas[0].names[0], "Муром");
        assert_true(info->areas[0].implied && isnan(info->areas[1].altitude));
        assert_true(copy.infos[1].implied);
        assert_null(copy.infos[1].language);
        assert_int_equal(copy.infos[1].expires, TIMESTAMP_NONE);
        arena_free(a);
}

static void test_least(void **state)
{
        struct arena *a = arena_new();
        struct alert alert = {.sent = TIMESTAMP_NONE}, copy;
        struct problem why;
        json_t *json = alert_json_encode(&alert);
        (void)state;
        assert_int_equal(alert_json_decode(json, a, &copy, &why), 0);
        assert_int_equal(copy.sent, TIMESTAMP_NONE);
        assert_int_equal(copy.n_infos, 0);
        assert_same(json, &copy);
        arena_free(a);
}

static void test_refused(void **state)
{
        static const char *const cases[][2] = {
            {"[]", "field status"},
            {"{\"status\":\"x\"}", "field status"},
            {"{\"status\":\"Actual\",\"msgType\":\"Alert\",\"scope\":\"Public\"}", "field format"},
            {"{\"status\":\"Actual\",\"msgType\":\"Alert\",\"scope\":\"Public\",\"format\":\"cap\",\"sent\":"
             "\"x\"}",
             "field sent"},
            {"{\"status\":\"Actual\",\"msgType\":\"Alert\",\"scope\":\"Public\",\"format\":\"cap\","
             "\"incidents\":[1]}",
             "field incidents"},
            {"{\"status\":\"Actual\",\"msgType\":\"Alert\",\"scope\":\"Public\",\"format\":\"cap\",\"infos\":"
             "[{}]}",
             "field event"},
        };
        struct arena *a = arena_new();
        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct alert alert = {.note = "untouched"};
                struct problem why;
                json_t *json = json_loads(cases[i][0], 0, NULL);
                assert_int_equal(alert_json_decode(json, a, &alert, &why), -EINVAL);
                json_decref(json);
                if (!strstr(why.text, cases[i][1]))
                        fail_msg("%s", why.text);
                assert_string_equal(alert.note, "untouched");
        }
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip), cmocka_unit_test(test_least),
                                           cmocka_unit_test(test_refused)};
        return cmocka_run_group_tests(tests, NULL, NULL);
}
