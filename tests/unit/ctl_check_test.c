/* What `sirenctl check` makes of a report: its JSON, and one decision for each subscriber over all alerts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "ctl/check.h"

static const char config[] =
    "channels = ( { name = \"phone\"; type = \"null\"; }, { name = \"chat\"; type = \"null\"; } );\n"
    "subscribers = (\n"
    "  { name = \"anna\"; channels = [\"phone\", \"chat\"]; rules = ( { places = [\"ua/kharkiv/chuhuiv\"]; } "
    "); },\n"
    "  { name = \"boris\"; channels = [\"chat\"];\n"
    "    rules = ( { name = \"floods\"; places = [\"UA-51\"]; events = [\"flood\"]; } ); }\n"
    ");\n";

static struct setup *setup;
static struct arena *a;
static int64_t now;

static int load(void **state)
{
        char folder[] = "/tmp/ctl_check_test.XXXXXX", *file, *here = realpath("config", NULL);
        struct problem why = {""};
        FILE *f;
        int r;

        (void)state;
        a = arena_new();
        assert_non_null(mkdtemp(folder));
        file = arena_printf(a, "%s/sirend.conf", folder);
        f = fopen(file, "w");
        assert_non_null(f);
        fprintf(f,
                "spool = \"spool\"; database = \"db\"; gazetteer = \"%s/gazetteer\"; vocabulary = "
                "\"%s/vocabulary\";\n%s",
                here, here, config);
        fclose(f);
        free(here);
        r = setup_load(file, &setup, &why);
        unlink(file);
        rmdir(folder);
        timestamp_parse("2026-08-18T18:00:00+03:00", NULL, NULL, &now);
        if (r < 0)
                fprintf(stderr, "%s\n", why.text);
        return r;
}

static int unload(void **state)
{
        (void)state;
        setup_free(setup);
        arena_free(a);
        return 0;
}

static json_t *check(const char *bytes)
{
        struct check c = {.file = "r", .source = "local", .data = bytes, .size = strlen(bytes)};

        check_bytes(setup, &c, now, a);
        return check_encode(setup, &c, a);
}

static const char *word(json_t *o, const char *name)
{
        const char *text = json_string_value(json_object_get(o, name));

        if (!text)
                fail_msg("no %s", name);
        return text;
}

static void a_report_is_told_in_full(void **state)
{
        json_t *o =
            check("{\"event\":\"drone\",\"places\":[\"Чугуїв\",\"Nowhere at all\"],\"urgency\":\"Immediate\","
                  "\"severity\":\"Extreme\",\"headline\":\"Look up\",\"facts\":{\"injured\":2}}");
        json_t *alert = json_array_get(json_object_get(o, "alerts"), 0);
        json_t *place = json_array_get(json_object_get(alert, "places"), 0);
        json_t *mention = json_array_get(json_object_get(alert, "mentions"), 0);

        (void)state;
        assert_true(json_is_null(json_object_get(o, "rejected")));
        assert_string_equal(word(alert, "event"), "drone");
        assert_string_equal(word(alert, "state"), "live");
        assert_string_equal(word(alert, "msgType"), "Alert");
        assert_string_equal(word(place, "path"), "ua/kharkiv/chuhuiv/chuhuiv/chuhuiv");
        assert_string_equal(word(place, "iso"), "UA-63");
        assert_string_equal(word(place, "level"), "settlement");
        assert_string_equal(word(place, "role"), "affected");
        assert_true(json_array_size(json_object_get(place, "names")) > 1);
        assert_true(json_is_null(json_object_get(mention, "path")));
        assert_string_equal(word(mention, "text"), "Nowhere at all");
        assert_int_equal(json_integer_value(json_object_get(json_object_get(alert, "facts"), "injured")), 2);
        assert_null(json_object_get(alert, "cap"));
        json_decref(o);
}

static void every_subscriber_and_channel_has_a_decision(void **state)
{
        json_t *o = check("{\"event\":\"drone\",\"places\":\"UA-63\"}"),
               *routes = json_object_get(o, "routes");

        (void)state;
        assert_int_equal(json_array_size(routes), 3);
        assert_string_equal(word(json_array_get(routes, 1), "subscriber"), "anna");
        assert_string_equal(word(json_array_get(routes, 1), "channel"), "chat");
        assert_string_equal(word(json_array_get(routes, 1), "decision"), "send");
        assert_string_equal(word(json_array_get(routes, 2), "subscriber"), "boris");
        assert_string_equal(word(json_array_get(routes, 2), "decision"), "skip");
        assert_string_equal(word(json_array_get(routes, 2), "rule"), "floods");
        json_decref(o);
}

static void the_best_decision_of_several_alerts_counts(void **state)
{
        json_t *o =
            check("[{\"event\":\"flood\",\"places\":\"UA-51\"},{\"event\":\"drone\",\"places\":\"UA-63\"}]");
        json_t *routes = json_object_get(o, "routes");

        (void)state;
        assert_int_equal(json_array_size(json_object_get(o, "alerts")), 2);
        for (size_t i = 0; i < 3; i++)
                assert_string_equal(word(json_array_get(routes, i), "decision"), "send");
        json_decref(o);
}

static void what_is_not_understood_has_a_reason_and_nobody_to_tell(void **state)
{
        json_t *o = check("{\"event\":\"drone\",\"places\":\"Nowhere at all\"}");

        (void)state;
        assert_non_null(strstr(word(o, "rejected"), "Nowhere at all"));
        assert_int_equal(json_array_size(json_object_get(o, "alerts")), 0);
        assert_int_equal(json_array_size(json_object_get(o, "routes")), 0);
        json_decref(o);
}

static const char cap[] =
    "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>i</identifier><sender>s</sender>"
    "<sent>2026-08-18T18:00:00+03:00</sent><status>Actual</status><msgType>Update</msgType><scope>Public</"
    "scope>"
    "<references>s,h,2026-08-18T17:00:00+03:00</references>"
    "<info><category>Met</category><event>Flood</event><urgency>Immediate</urgency><severity>Severe</"
    "severity>"
    "<certainty>Likely</certainty><area><areaDesc>Odesa Oblast</areaDesc></area></info>"
    "<info><category>Met</category><event>Flood</event><responseType>AllClear</"
    "responseType><urgency>Immediate</urgency>"
    "<severity>Severe</severity><certainty>Likely</certainty><area><areaDesc>Kharkiv "
    "Oblast</areaDesc></area></info>"
    "</alert>";

/* A block of an all-clear beside one of an alarm: its places are not under alarm. */
static void places_are_those_of_the_alerts_state(void **state)
{
        json_t *o = check(cap), *alert = json_array_get(json_object_get(o, "alerts"), 0);
        json_t *places = json_object_get(alert, "places"), *counts = json_object_get(alert, "cap");

        (void)state;
        assert_string_equal(word(alert, "state"), "live");
        assert_int_equal(json_array_size(places), 1);
        assert_string_equal(word(json_array_get(places, 0), "path"), "ua/odesa");
        assert_string_equal(word(counts, "version"), "1.2");
        assert_string_equal(word(counts, "sent"), "2026-08-18T18:00:00+03:00");
        assert_int_equal(json_integer_value(json_object_get(counts, "infos")), 2);
        assert_string_equal(json_string_value(json_array_get(json_object_get(counts, "references"), 0)),
                            "s,h,2026-08-18T14:00:00+00:00");
        json_decref(o);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(a_report_is_told_in_full),
            cmocka_unit_test(every_subscriber_and_channel_has_a_decision),
            cmocka_unit_test(the_best_decision_of_several_alerts_counts),
            cmocka_unit_test(what_is_not_understood_has_a_reason_and_nobody_to_tell),
            cmocka_unit_test(places_are_those_of_the_alerts_state),
        };

        return cmocka_run_group_tests(tests, load, unload);
}
