#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "alert/alert.h"
#include "base/timestamp.h"

static enum alert_state state_of(enum alert_msg_type type, enum alert_urgency urgency, uint32_t responses)
{
        struct alert_info info = {.urgency = urgency, .responses = responses};
        struct alert alert = {.msg_type = type, .infos = &info, .n_infos = 1};
        assert_int_equal(alert_state(&alert), alert_info_state(&alert, &info));
        return alert_state(&alert);
}

static void test_state(void **state)
{
        const uint32_t clear = 1u << RESPONSE_ALLCLEAR;
        (void)state;
        assert_int_equal(state_of(MSGTYPE_ALERT, URGENCY_IMMEDIATE, 0), STATE_LIVE);
        assert_int_equal(state_of(MSGTYPE_ALERT, URGENCY_UNKNOWN, 0), STATE_LIVE);
        assert_int_equal(state_of(MSGTYPE_ALERT, URGENCY_FUTURE, 0), STATE_FORECAST);
        assert_int_equal(state_of(MSGTYPE_ALERT, URGENCY_PAST, 0), STATE_PAST);
        assert_int_equal(state_of(MSGTYPE_UPDATE, URGENCY_PAST, 0), STATE_ALL_CLEAR);
        assert_int_equal(state_of(MSGTYPE_UPDATE, URGENCY_EXPECTED, 0), STATE_LIVE);
        assert_int_equal(state_of(MSGTYPE_ALERT, URGENCY_IMMEDIATE, clear), STATE_ALL_CLEAR);
        assert_int_equal(state_of(MSGTYPE_CANCEL, URGENCY_IMMEDIATE, 0), STATE_ALL_CLEAR);
        assert_int_equal(alert_state(&(struct alert){.msg_type = MSGTYPE_CANCEL}), STATE_ALL_CLEAR);
        assert_int_equal(alert_state(&(struct alert){.msg_type = MSGTYPE_ALERT}), STATE_LIVE);
}

static void test_liveliest(void **state)
{
        struct alert_info infos[] = {
            {.urgency = URGENCY_PAST}, {.urgency = URGENCY_FUTURE}, {.urgency = URGENCY_EXPECTED}};
        struct alert alert = {.infos = infos, .n_infos = 3};
        (void)state;
        assert_int_equal(alert_state(&alert), STATE_LIVE);
        alert.n_infos = 2;
        assert_int_equal(alert_state(&alert), STATE_FORECAST);
        infos[1] = (struct alert_info){.responses = 1u << RESPONSE_ALLCLEAR};
        assert_int_equal(alert_state(&alert), STATE_ALL_CLEAR);
}

static void test_main_info(void **state)
{
        struct alert_info infos[] = {
            {.language = "fr-CA", .urgency = URGENCY_EXPECTED, .severity = SEVERITY_SEVERE},
            {.language = "en-CA", .urgency = URGENCY_EXPECTED, .severity = SEVERITY_SEVERE},
            {.language = "uk", .urgency = URGENCY_EXPECTED, .severity = SEVERITY_SEVERE},
            {.language = "uk-UA", .urgency = URGENCY_FUTURE, .severity = SEVERITY_EXTREME},
        };
        struct alert alert = {.infos = infos, .n_infos = 4};
        (void)state;
        assert_ptr_equal(alert_main_info(&alert, NULL), &infos[1]);
        assert_ptr_equal(alert_main_info(&alert, "uk-UA"), &infos[2]);
        assert_ptr_equal(alert_main_info(&alert, "FR"), &infos[0]);
        assert_ptr_equal(alert_main_info(&alert, "de"), &infos[1]);
        infos[0].severity = SEVERITY_EXTREME;
        assert_ptr_equal(alert_main_info(&alert, "uk"), &infos[0]);
        infos[0].severity = SEVERITY_UNKNOWN;
        assert_ptr_equal(alert_main_info(&alert, "fr"), &infos[1]);
        alert.n_infos = 0;
        assert_null(alert_main_info(&alert, "fr"));
}

static void test_expires(void **state)
{
        struct alert_info infos[] = {{.expires = 5}, {.expires = 9}, {.expires = 7}};
        struct alert alert = {.infos = infos, .n_infos = 3};
        (void)state;
        assert_int_equal(alert_expires(&alert), 9);
        infos[1].expires = TIMESTAMP_NONE;
        assert_int_equal(alert_expires(&alert), TIMESTAMP_NONE);
        alert.n_infos = 0;
        assert_int_equal(alert_expires(&alert), TIMESTAMP_NONE);
}

static void test_key(void **state)
{
        struct arena *a = arena_new();
        struct alert one = {.identifier = "i", .sender = "s", .sent = 1};
        struct alert same = one, other = one, shifted = {.identifier = "is", .sender = "", .sent = 1};
        (void)state;
        other.sent = 2;
        same.note = "changes nothing";
        assert_string_equal(alert_key(&one, a), alert_key(&same, a));
        assert_string_not_equal(alert_key(&one, a), alert_key(&other, a));
        assert_string_not_equal(alert_key(&one, a), alert_key(&shifted, a));
        other = one;
        other.sender = NULL;
        assert_string_not_equal(alert_key(&one, a), alert_key(&other, a));
        one.identifier = NULL;
        assert_null(alert_key(&one, a));
        arena_free(a);
}

static void test_count(void **state)
{
        struct area areas[] = {{.n_polygons = 2, .n_circles = 1}, {.n_codes = 3, .implied = true}};
        struct alert_info infos[] = {{.areas = areas, .n_areas = 2}, {.implied = true}};
        struct alert alert = {.infos = infos, .n_infos = 2};
        struct alert_counts counts;
        (void)state;
        alert_count(&alert, &counts);
        assert_int_equal(counts.infos, 1);
        assert_int_equal(counts.areas, 1);
        assert_int_equal(counts.polygons, 2);
        assert_int_equal(counts.circles, 1);
        assert_int_equal(counts.geocodes, 3);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_state),     cmocka_unit_test(test_liveliest),
            cmocka_unit_test(test_main_info), cmocka_unit_test(test_expires),
            cmocka_unit_test(test_key),       cmocka_unit_test(test_count),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
