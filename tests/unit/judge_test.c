/* incident/: what an alert opens, revises, repeats or ends, and above all what it does not end. */
#include "judge_fixture.h"

static void opens_repeats_and_updates(void **state)
{
        struct fixture *f = *state;

        assert_int_equal(say(f, DRONE("ua/kharkiv/chuhuiv")), INCIDENT_OPEN);
        int64_t expires = incident_by_id(f->table, 1)->expires;
        assert_int_equal(say(f, DRONE("ua/kharkiv/chuhuiv")), INCIDENT_REPEAT);
        assert_int_equal(incident_by_id(f->table, 1)->revision, 1);
        assert_true(incident_by_id(f->table, 1)->expires > expires);
        assert_int_equal(
            say(f, "{\"event\":\"drone\",\"severity\":\"Extreme\",\"places\":[\"ua/kharkiv/chuhuiv\"]}"),
            INCIDENT_REVISE);
        assert_int_equal(incident_by_id(f->table, 1)->revision, 2);
        /* another place and another threat are other incidents */
        assert_int_equal(say(f, DRONE("ua/sumy")), INCIDENT_OPEN);
        assert_int_equal(say(f, "{\"event\":\"shelling\",\"places\":[\"ua/kharkiv/chuhuiv\"]}"),
                         INCIDENT_OPEN);
        /* so is the same from somebody else, and what has a name of its own */
        assert_int_equal(say_from(f, "press", DRONE("ua/kharkiv/chuhuiv")), INCIDENT_OPEN);
        assert_int_equal(
            say(f, "{\"identifier\":\"x\",\"event\":\"drone\",\"places\":[\"ua/kharkiv/chuhuiv\"]}"),
            INCIDENT_OPEN);
        assert_int_equal(incident_table_count(f->table), 5);
}

static void saying_less_takes_nothing_back(void **state)
{
        struct fixture *f = *state;
        const struct area_place **places;

        say(f, "{\"event\":\"drone\",\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"]}");
        assert_int_equal(
            say(f, "{\"event\":\"drone\",\"headline\":\"now Izium\",\"places\":[\"ua/kharkiv/izium\"]}"),
            INCIDENT_REVISE);
        assert_int_equal(incident_places(incident_by_id(f->table, 1)->alert, true, f->arena, &places), 2);
}

/* Is an incident open that names exactly this place? */
static bool is_open(struct fixture *f, const char *path)
{
        const struct incident **at;

        return incident_at(f->table, place_by_path(gazetteer, path), f->arena, &at) > 0;
}

static void an_all_clear_ends_what_it_names(void **state)
{
        struct fixture *f = *state;

        say(f, DRONE("ua/kharkiv/chuhuiv"));
        assert_int_equal(say(f, CLEAR("missile", "ua/kharkiv/chuhuiv")), INCIDENT_NONE); /* another threat */
        assert_int_equal(say(f, CLEAR("drone", "ua/sumy")), INCIDENT_NONE);              /* another place */
        assert_int_equal(say_from(f, "press", CLEAR("drone", "ua/kharkiv")),
                         INCIDENT_NONE); /* not its own to end */
        assert_int_equal(incident_table_count(f->table), 1);
        assert_int_equal(say(f, CLEAR("drone", "ua/kharkiv")), INCIDENT_END); /* the oblast has it in it */
        assert_int_equal(incident_table_count(f->table), 0);
        say(f, DRONE("ua/kharkiv/chuhuiv"));
        assert_int_equal(say(f, CLEAR("air-raid", "ua/kharkiv/chuhuiv")),
                         INCIDENT_END); /* covers what flies */
        say(f, "{\"event\":\"flood\",\"places\":[\"ua/kharkiv/chuhuiv\"]}");
        assert_int_equal(say(f, CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_NONE); /* but not floods */
}

static void an_all_clear_spares_where_danger_goes_on(void **state)
{
        struct fixture *f = *state;

        say(f, DRONE("ua/kharkiv"));
        say_from(f, "other", DRONE("ua/kharkiv/chuhuiv"));
        say_from(f, "third",
                 "{\"event\":\"drone\",\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"]}");
        f->spared = place_by_path(gazetteer, "ua/kharkiv/chuhuiv");
        assert_int_equal(say_from(f, "other", CLEAR("drone", "ua/kharkiv")), INCIDENT_NONE);
        say_from(f, "third", CLEAR("drone", "ua/kharkiv"));
        assert_false(is_open(f, "ua/kharkiv/izium"));
        assert_true(is_open(f, "ua/kharkiv/chuhuiv"));
        assert_int_equal(say(f, CLEAR("drone", "ua/kharkiv")), INCIDENT_END);
        assert_false(is_open(f, "ua/kharkiv"));
        assert_true(is_open(f, "ua/kharkiv/chuhuiv"));
        f->spared = 0;
}

static void a_childs_all_clear_does_not_end_the_parent(void **state)
{
        struct fixture *f = *state;
        const struct area_place **places;

        say(f, DRONE("ua/kharkiv"));
        assert_int_equal(say(f, CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_NONE);
        say(f, "{\"event\":\"missile\",\"places\":[\"ua/sumy/sumy\",\"ua/sumy/konotop\"]}");
        assert_int_equal(say(f, CLEAR("missile", "ua/sumy/konotop")), INCIDENT_REVISE);
        assert_int_equal(incident_places(incident_by_id(f->table, 2)->alert, false, f->arena, &places), 1);
        assert_string_equal(places[0]->path, "ua/sumy/sumy");
        assert_int_equal(incident_table_count(f->table), 2);
}

#define ALARM(place) "{\"event\": \"air-raid\", \"places\": [\"" place "\"]}"

static size_t blocks(const struct fixture *f, int64_t id)
{
        return incident_by_id(f->table, id)->alert->n_infos;
}

static void alarms_that_overlap_are_one_incident_and_each_is_lifted_by_itself(void **state)
{
        struct fixture *f = *state;
        const struct area_place **places;

        assert_int_equal(say(f, ALARM("ua/kharkiv/chuhuiv")), INCIDENT_OPEN);
        assert_int_equal(say(f, ALARM("ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(say(f, ALARM("ua/kharkiv/izium")), INCIDENT_REVISE);
        assert_int_equal(say(f, ALARM("ua/kharkiv")), INCIDENT_REPEAT);
        assert_int_equal(blocks(f, 1), 3);
        /* The region's all-clear leaves the districts that have an alarm of their own. */
        assert_int_equal(say(f, CLEAR("air-raid", "ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(incident_places(incident_by_id(f->table, 1)->alert, false, f->arena, &places), 2);
        assert_string_equal(places[0]->path, "ua/kharkiv/chuhuiv");
        assert_int_equal(say(f, CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        /* One for a region without an alarm of its own means all that is in it. */
        assert_int_equal(say(f, CLEAR("air-raid", "ua/kharkiv")), INCIDENT_END);
        assert_int_equal(incident_table_count(f->table), 0);
}

static void a_regions_alarm_joins_those_of_its_districts(void **state)
{
        struct fixture *f = *state;
        struct incident *copy;
        struct problem why = {""};

        say(f, ALARM("ua/kharkiv/chuhuiv"));
        assert_int_equal(say(f, ALARM("ua/kharkiv/izium")), INCIDENT_OPEN);
        assert_int_equal(say(f, ALARM("ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(f->n, 2);
        assert_int_equal(f->changes[1].action, INCIDENT_MERGE);
        assert_int_equal(incident_table_count(f->table), 1);
        assert_int_equal(blocks(f, 1), 3);
        assert_int_equal(
            incident_decode(incident_encode(incident_by_id(f->table, 1), f->arena), gazetteer, &copy, &why),
            0);
        assert_true(copy->n_merged == 1 && copy->merged[0] == 2);
        incident_free(copy);
        say(f, CLEAR("air-raid", "ua/kharkiv/izium"));
        assert_int_equal(incident_by_id(f->table, 1)->n_merged, 1);
        /* another's alarm is another's to lift */
        assert_int_equal(say_from(f, "press", CLEAR("air-raid", "ua/kharkiv")), INCIDENT_NONE);
}

static void an_incident_holds_so_many_alarms_and_no_more(void **state)
{
        struct fixture *f = *state;
        uint32_t region = place_by_path(gazetteer, "ua/kharkiv");

        say(f, ALARM("ua/kharkiv"));
        for (uint32_t p = region + 1; p <= region + 200; p++) {
                char *json = arena_printf(f->arena, ALARM("%s"), place_path(gazetteer, p, f->arena));
                say(f, json);
        }
        for (const struct incident *i = incident_next(f->table, NULL); i; i = incident_next(f->table, i))
                assert_true(i->alert->n_infos <= 64);
        assert_true(incident_table_count(f->table) > 2);
        for (uint32_t p = region; p <= region + 200; p++) {
                char *json =
                    arena_printf(f->arena, CLEAR("air-raid", "%s"), place_path(gazetteer, p, f->arena));
                say(f, json);
        }
        assert_int_equal(incident_table_count(f->table), 0);
}

#define CAP(id, infos)                                                                                       \
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>" id "</identifier>"              \
        "<sender>s</sender><sent>2027-01-15T08:00:00+00:00</sent><status>Actual</status>"                    \
        "<msgType>Alert</msgType><scope>Public</scope>" infos "</alert>"
#define INFO(event, rest, place)                                                                             \
        "<info><category>Safety</category><event>" event "</event>" rest "<urgency>Immediate</urgency>"      \
        "<severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>" place                   \
        "</areaDesc></area></info>"
#define OVER "<responseType>AllClear</responseType>"

static void all_blocks_of_an_all_clear_count_together(void **state)
{
        struct fixture *f = *state;

        say(f, "{\"event\":\"drone\",\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"]}");
        assert_int_equal(
            say(f, CAP("1", INFO("Drone", OVER, "Chuhuiv raion") INFO("Drone", OVER, "Izium raion"))),
            INCIDENT_END);
        assert_int_equal(incident_table_count(f->table), 0);
}

/* A block goes when its own kind of threat is over in its own places, whatever the incident's first one is. */
static void an_all_clear_ends_the_blocks_of_its_kind(void **state)
{
        struct fixture *f = *state;
        const struct incident *i;

        say(f, CAP("1", INFO("Drone", "", "Chuhuiv raion") INFO("Flood", "", "Izium raion")));
        assert_int_equal(say(f, CLEAR("drone", "ua/kharkiv")), INCIDENT_REVISE);
        i = incident_by_id(f->table, 1);
        assert_int_equal(i->alert->n_infos, 1);
        assert_int_equal(incident_event(i), EVENT_FLOOD);
        assert_int_equal(say(f, CLEAR("drone", "ua/kharkiv")), INCIDENT_NONE);
        assert_int_equal(say(f, CLEAR("flood", "ua/kharkiv/izium")), INCIDENT_END);
}

static void an_official_source_may_end_what_others_said(void **state)
{
        struct fixture *f = *state;

        say_from(f, "press", DRONE("ua/kharkiv/chuhuiv"));
        f->official = true;
        assert_int_equal(say_from(f, "gov", CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_END);
}

static void a_test_ends_nothing_real(void **state)
{
        struct fixture *f = *state;

        say(f, DRONE("ua/kharkiv/chuhuiv"));
        assert_int_equal(say(f, "{\"event\":\"drone\",\"msgType\":\"Cancel\",\"status\":\"Test\",\"places\":["
                                "\"ua/kharkiv/chuhuiv\"]}"),
                         INCIDENT_NONE);
        assert_int_equal(incident_table_count(f->table), 1);
}

#define NAMED(id, rest)                                                                                      \
        "{\"identifier\":\"" id "\",\"sender\":\"s\",\"event\":\"flood\",\"places\":[\"ua/odesa\"]" rest "}"
#define REFERS(id) ",\"references\":\"s," id ",2026-11-24T00:00:00+00:00\""

static void references_update_and_cancel(void **state)
{
        struct fixture *f = *state;

        assert_int_equal(say(f, NAMED("1", "")), INCIDENT_OPEN);
        assert_int_equal(say(f, NAMED("2", ",\"severity\":\"Severe\",\"msgType\":\"Update\"" REFERS("1"))),
                         INCIDENT_REVISE);
        /* by any name it has had */
        assert_int_equal(say(f, NAMED("3", ",\"severity\":\"Minor\",\"msgType\":\"Update\"" REFERS("1"))),
                         INCIDENT_REVISE);
        assert_int_equal(incident_by_id(f->table, 1)->revision, 3);
        assert_int_equal(say(f, NAMED("4", ",\"msgType\":\"Cancel\"" REFERS("99"))), INCIDENT_NONE);
        assert_int_equal(say_from(f, "press", NAMED("5", ",\"msgType\":\"Cancel\"" REFERS("2"))),
                         INCIDENT_NONE);
        assert_int_equal(say(f, NAMED("6", ",\"msgType\":\"Cancel\"" REFERS("2"))), INCIDENT_END);
        assert_int_equal(incident_table_count(f->table), 0);
        /* an update of what was never seen is news to us */
        assert_int_equal(say(f, NAMED("7", ",\"msgType\":\"Update\"" REFERS("98"))), INCIDENT_OPEN);
}

static void an_update_that_is_past_ends_and_an_alert_that_is_past_is_news(void **state)
{
        struct fixture *f = *state;

        say(f, NAMED("1", ""));
        assert_int_equal(say(f, NAMED("2", ",\"urgency\":\"Past\",\"msgType\":\"Update\"" REFERS("1"))),
                         INCIDENT_END);
        assert_int_equal(say(f, NAMED("3", ",\"urgency\":\"Past\"")), INCIDENT_OPEN);
        const struct area_place **places;
        assert_int_equal(incident_places(incident_by_id(f->table, 2)->alert, false, f->arena, &places),
                         0);                                                 /* not live */
        assert_int_equal(say(f, CLEAR("flood", "ua/odesa")), INCIDENT_NONE); /* there is nothing to end */
}

static void two_incidents_in_one_update_become_one(void **state)
{
        struct fixture *f = *state;

        say(f, NAMED("1", ""));
        say(f, NAMED("2", ""));
        assert_int_equal(
            say(f, NAMED("3", ",\"msgType\":\"Update\",\"references\":[\"s,1,2026-11-24T00:00:00Z\","
                              "\"s,2,2026-11-24T00:00:00Z\"]")),
            INCIDENT_REPEAT);
        assert_int_equal(f->n, 2);
        assert_int_equal(f->changes[1].action, INCIDENT_MERGE);
        assert_int_equal(incident_table_count(f->table), 1);
        assert_int_equal(say(f, NAMED("4", ",\"msgType\":\"Cancel\"" REFERS("2"))),
                         INCIDENT_END); /* by either name */
}

static void what_has_expired_opens_nothing(void **state)
{
        struct fixture *f = *state;

        assert_int_equal(say(f, "{\"event\":\"drone\",\"places\":\"ua\",\"sent\":\"2020-01-01T00:00:00Z\"}"),
                         INCIDENT_NONE);
        assert_int_equal(
            say(f, "{\"event\":\"drone\",\"places\":\"ua\",\"expires\":\"2020-01-01T00:00:00Z\"}"),
            INCIDENT_NONE);
        assert_int_equal(say(f, "{\"event\":\"drone\",\"places\":\"ua\",\"msgType\":\"Ack\"}"),
                         INCIDENT_NONE);
        assert_int_equal(incident_table_count(f->table), 0);
}

static void documents_hold_everything(void **state)
{
        struct fixture *f = *state;
        struct problem why = {""};
        struct incident *copy;

        say(f, NAMED("1", ",\"facts\":{\"killed\":2},\"headline\":\"Повінь\",\"expires\":\"2h\""));
        const struct incident *i = incident_by_id(f->table, 1);
        char *document = incident_encode(i, f->arena);
        assert_int_equal(incident_decode(document, gazetteer, &copy, &why), 0);
        assert_string_equal(incident_encode(copy, f->arena), document);
        assert_string_equal(copy->alert->infos[0].headline, "Повінь");
        assert_int_equal(copy->alert->infos[0].places[0].number, place_by_path(gazetteer, "ua/odesa"));
        assert_int_equal(copy->expires, i->expires);
        assert_string_equal(copy->threads[0], "s 1");
        incident_free(copy);
        assert_true(incident_decode("{\"alert\":", gazetteer, &copy, &why) < 0);
}

static void the_table_finds_by_place(void **state)
{
        struct fixture *f = *state;
        const struct incident **found;
        uint32_t chuhuiv = place_by_path(gazetteer, "ua/kharkiv/chuhuiv"),
                 kharkiv = place_by_path(gazetteer, "ua/kharkiv");

        say(f, DRONE("ua/kharkiv/chuhuiv"));
        say(f, "{\"event\":\"flood\",\"places\":[\"ua/kharkiv\"]}");
        say(f, DRONE("ua/sumy"));
        assert_int_equal(incident_at(f->table, chuhuiv, f->arena, &found), 1);
        assert_int_equal(incident_around(f->table, gazetteer, chuhuiv, f->arena, &found), 2);
        assert_int_equal(incident_around(f->table, gazetteer, kharkiv, f->arena, &found), 2);
        incident_table_drop(f->table, 1);
        assert_int_equal(incident_around(f->table, gazetteer, kharkiv, f->arena, &found), 1);
        assert_int_equal(incident_at(f->table, chuhuiv, f->arena, &found), 0);
}

/* What makes room first where too many are open. */
static void what_weighs_least_comes_first(void **state)
{
        static const char *const said[] = {
            "{\"event\":\"flood\",\"places\":[\"ua/odesa\"],\"severity\":\"Extreme\",\"status\":\"Test\"}",
            "{\"event\":\"flood\",\"places\":[\"ua/odesa\"],\"severity\":\"Extreme\",\"urgency\":\"Past\"}",
            "{\"event\":\"flood\",\"places\":[\"ua/odesa\"],\"severity\":\"Minor\"}",
            "{\"event\":\"drone\",\"places\":[\"ua/odesa\"],\"severity\":\"Minor\"}",
            "{\"event\":\"fire\",\"places\":[\"ua/odesa\"]}", /* unknown counts as severe */
            "{\"event\":\"missile\",\"places\":[\"ua/odesa\"],\"severity\":\"Extreme\"}",
        };
        enum { N = sizeof said / sizeof *said };
        struct fixture *f = *state;
        const struct incident *list[N];
        size_t n = 0;
        size_t bytes;

        assert_int_equal(incident_table_bytes(f->table), 0);
        for (size_t i = 0; i < N; i++)
                assert_int_equal(say(f, said[i]), INCIDENT_OPEN);
        for (const struct incident *i = incident_next(f->table, NULL); i; i = incident_next(f->table, i))
                list[N - ++n] = i;
        qsort(list, N, sizeof *list, incident_by_weight);
        for (size_t i = 0; i < N; i++)
                assert_int_equal(list[i]->id, i + 1);
        bytes = incident_table_bytes(f->table);
        assert_true(bytes > N * 2048);
        say(f, said[5]); /* again: what it took before is given back */
        assert_true(incident_table_bytes(f->table) < bytes + 1024);
        while (incident_next(f->table, NULL))
                incident_table_drop(f->table, incident_next(f->table, NULL)->id);
        assert_int_equal(incident_table_bytes(f->table), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            TEST(opens_repeats_and_updates),
            TEST(saying_less_takes_nothing_back),
            TEST(an_all_clear_ends_what_it_names),
            TEST(an_all_clear_spares_where_danger_goes_on),
            TEST(a_childs_all_clear_does_not_end_the_parent),
            TEST(alarms_that_overlap_are_one_incident_and_each_is_lifted_by_itself),
            TEST(a_regions_alarm_joins_those_of_its_districts),
            TEST(an_incident_holds_so_many_alarms_and_no_more),
            TEST(all_blocks_of_an_all_clear_count_together),
            TEST(an_all_clear_ends_the_blocks_of_its_kind),
            TEST(an_official_source_may_end_what_others_said),
            TEST(a_test_ends_nothing_real),
            TEST(references_update_and_cancel),
            TEST(an_update_that_is_past_ends_and_an_alert_that_is_past_is_news),
            TEST(two_incidents_in_one_update_become_one),
            TEST(what_has_expired_opens_nothing),
            TEST(documents_hold_everything),
            TEST(the_table_finds_by_place),
            TEST(what_weighs_least_comes_first),
        };

        return cmocka_run_group_tests(tests, load_tables, free_tables);
}
