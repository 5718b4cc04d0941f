/* incident/: when several sources tell of one event, and what each of them may take back. */
#include "judge_fixture.h"

#include "base/text.h"
#include "gazetteer/touch.h"
#include "incident/change.h"
#include "incident/kind.h"

#define AT(place)  "\"places\":[\"" place "\"]"
#define SAYS(rest) "{\"event\":\"drone\"," rest "}"

static int set_up_joining(void **state)
{
        set_up(state);
        ((struct fixture *)*state)->join_window = TIMESTAMP_HOUR;
        return 0;
}

static const struct incident *only(const struct fixture *f)
{
        assert_int_equal(incident_table_count(f->table), 1);
        return incident_next(f->table, NULL);
}

static enum incident_action gov(struct fixture *f, const char *json)
{
        enum incident_action action;

        f->official = true;
        action = say_from(f, "gov", json);
        f->official = false;
        return action;
}

static enum incident_action low(struct fixture *f, const char *source, const char *json)
{
        enum incident_action action;

        f->trust = TRUST_LOW;
        action = say_from(f, source, json);
        f->trust = TRUST_NORMAL;
        return action;
}

static uint32_t changes(const struct fixture *f)
{
        return f->changes[0].changes;
}

#define HAS(change)   assert_true(changes(f) & CHANGE_BIT(change))
#define LACKS(change) assert_false(changes(f) & CHANGE_BIT(change))

static void what_others_say_of_the_same_places_is_one_event(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        /* nothing new: nobody who knows is told again */
        assert_int_equal(
            say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"Drones, they say\"")),
            INCIDENT_REPEAT);
        assert_int_equal(changes(f), CHANGE_BIT(CHANGE_CONFIRMED));
        assert_int_equal(only(f)->n_sources, 2);
        assert_int_equal(only(f)->revision, 1);
        /* what contains it, and what lies in it */
        assert_int_equal(say_from(f, "c", SAYS(AT("ua/kharkiv"))), INCIDENT_REVISE);
        HAS(CHANGE_WIDER);
        assert_int_equal(say_from(f, "d", SAYS(AT("ua/kharkiv/chuhuiv/vovchansk"))), INCIDENT_REVISE);
        HAS(CHANGE_NEARER);
        LACKS(CHANGE_WIDER);
        assert_int_equal(only(f)->n_sources, 4);
}

static void what_is_apart_stays_apart(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/sumy"))), INCIDENT_OPEN);
        assert_int_equal(say_from(f, "b", "{\"event\":\"flood\"," AT("ua/kharkiv/chuhuiv") "}"),
                         INCIDENT_OPEN);
        assert_int_equal(say_from(f, "b", "{\"event\":\"missile\"," AT("ua/kharkiv/chuhuiv") "}"),
                         INCIDENT_OPEN);
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"status\":\"Exercise\"")),
                         INCIDENT_OPEN);
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"urgency\":\"Past\"")),
                         INCIDENT_OPEN);
        /* a whole country is no place to tell events apart by */
        assert_int_equal(say_from(f, "c", SAYS(AT("ua"))), INCIDENT_OPEN);
        /* what was last heard of long ago */
        f->now += 2 * TIMESTAMP_HOUR;
        assert_int_equal(say_from(f, "d", SAYS(AT("ua/kharkiv/chuhuiv"))), INCIDENT_OPEN);
}

/* Ten places of which one is shared are a round-up, not that event. */
static void a_round_up_is_no_event(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a",
                 SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\",\"ua/kharkiv/lozova\"]"));
        assert_int_equal(say_from(f, "b",
                                  SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/sumy/sumy\","
                                       "\"ua/odesa\",\"ua/poltava\",\"ua/kyiv\"]")),
                         INCIDENT_OPEN);
}

static bool touches(struct fixture *f, uint32_t x, uint32_t y)
{
        struct touch_zone zone = touch_zone_of(gazetteer, &x, 1, 10, f->arena);

        return touch_zone_has(&zone, y);
}

/* What is asked first must leave nothing out. */
static void who_touches_meets_the_box(void **state)
{
        static const char *const paths[] = {"ua/kharkiv/chuhuiv", "ru/belgorod/shebekinsky",
                                            "ua/odesa/izmail", "ua/kharkiv/chuhuiv/vovchansk"};
        struct fixture *f = *state;
        size_t met = 0, touching = 0, districts = 0;

        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
                uint32_t place = place_by_path(gazetteer, paths[i]);
                struct touch_zone zone = touch_zone_of(gazetteer, &place, 1, 10, f->arena);
                for (uint32_t p = 0; p < gazetteer_count(gazetteer); p++) {
                        struct touch_box box;
                        bool has, meets;
                        if (place_level(gazetteer, p) > LEVEL_COMMUNITY)
                                continue;
                        box = touch_box_of(gazetteer, p);
                        has = touch_zone_has(&zone, p);
                        meets = touch_zone_meets(&zone, &box);
                        assert_true(meets || !has);
                        met += meets;
                        touching += has;
                        districts++;
                }
        }
        assert_true(touching > 8);
        assert_true(met < districts / 50); /* and leave out nearly all others */
}

static void neighbours_touch(void **state)
{
        struct fixture *f = *state;
        uint32_t chuhuiv = place_by_path(gazetteer, "ua/kharkiv/chuhuiv"),
                 kupiansk = place_by_path(gazetteer, "ua/kharkiv/kupiansk"),
                 lozova = place_by_path(gazetteer, "ua/kharkiv/lozova");

        assert_true(touches(f, chuhuiv, kupiansk));
        assert_false(touches(f, kupiansk, lozova));
        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/kupiansk"))), INCIDENT_REVISE);
        HAS(CHANGE_WIDER);
        only(f);
}

/* Also where a region ends, but not where a country does: what flies over Shebekino is not what flies over Vovchansk. */
static void neighbours_touch_across_a_region_but_not_a_country(void **state)
{
        struct fixture *f = *state;
        uint32_t chuhuiv = place_by_path(gazetteer, "ua/kharkiv/chuhuiv"),
                 shebekino = place_by_path(gazetteer, "ru/belgorod/shebekinsky");

        say_from(f, "a", SAYS(AT("ua/kharkiv/izium")));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/donetsk/kramatorsk"))), INCIDENT_REVISE);
        HAS(CHANGE_WIDER);
        only(f);
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/odesa/odesa"))), INCIDENT_OPEN);
        assert_true(chuhuiv != PLACE_NONE && shebekino != PLACE_NONE);
        assert_false(touches(f, chuhuiv, shebekino));
        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv/vovchansk")));
        assert_int_equal(say_from(f, "c", SAYS(AT("ru/belgorod/shebekinsky"))), INCIDENT_OPEN);
}

/* A village and the district beside its own, and the other way round. */
static void a_village_touches_the_district_beside_it(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/izium")));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv/chkalovske"))), INCIDENT_REVISE);
        only(f);
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv/vovchansk"))), INCIDENT_OPEN);
}

/* What is reported of a whole country holds everything, and says nothing of which event it is. */
static void a_whole_country_holds_no_event(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua")));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv"))), INCIDENT_OPEN);
}

static void one_event_has_several_names(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"urgency\":\"Past\""));
        assert_int_equal(
            say_from(f, "b", "{\"event\":\"fire\",\"urgency\":\"Past\"," AT("ua/kharkiv/chuhuiv") "}"),
            INCIDENT_REPEAT);
        only(f);
}

static void little_trust_adds_up(void **state)
{
        struct fixture *f = *state;

        low(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"certainty\":\"Observed\",\"headline\":\"Heard one\""));
        assert_int_equal(only(f)->alert->infos[0].certainty, CERTAINTY_POSSIBLE);
        /* the same words again confirm nothing */
        assert_int_equal(low(f, "copy", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"Heard one\"")),
                         INCIDENT_REPEAT);
        assert_int_equal(only(f)->alert->infos[0].certainty, CERTAINTY_POSSIBLE);
        /* nor does the same source */
        low(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"Heard one again\""));
        low(f, "copy", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"Heard one again\""));
        assert_int_equal(only(f)->alert->infos[0].certainty, CERTAINTY_POSSIBLE);
        assert_int_equal(low(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"I see it\"")),
                         INCIDENT_REVISE);
        HAS(CHANGE_CERTAINER);
        assert_int_equal(only(f)->alert->infos[0].certainty, CERTAINTY_LIKELY);
}

static void an_official_word_promotes(void **state)
{
        struct fixture *f = *state;
        const struct alert_info *main;

        low(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"severity\":\"Extreme\",\"headline\":\"Help\""));
        assert_int_equal(gov(f, SAYS(AT("ua/kharkiv/chuhuiv") ",\"severity\":\"Severe\",\"certainty\":"
                                                              "\"Observed\",\"headline\":\"Drone\"")),
                         INCIDENT_REVISE);
        HAS(CHANGE_PROMOTED);
        HAS(CHANGE_CERTAINER);
        main = alert_main_info(only(f)->alert, NULL);
        assert_string_equal(main->headline, "Drone");
        assert_int_equal(main->certainty, CERTAINTY_OBSERVED);
        assert_int_equal(main->severity, SEVERITY_SEVERE);
        /* what others say then does not speak over it */
        assert_int_equal(
            low(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"severity\":\"Minor\",\"headline\":\"Calm\"")),
            INCIDENT_REPEAT);
        assert_string_equal(alert_main_info(only(f)->alert, NULL)->headline, "Drone");
        assert_string_equal(only(f)->alert->source, "gov");
}

static void each_takes_back_its_own_words_only(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"There\""));
        low(f, "c", SAYS(AT("ua/kharkiv/izium") ",\"headline\":\"And here\""));
        only(f);
        assert_int_equal(low(f, "x", CLEAR("drone", "ua/kharkiv")), INCIDENT_NONE);
        assert_int_equal(low(f, "c", CLEAR("drone", "ua/kharkiv")), INCIDENT_REVISE);
        HAS(CHANGE_LESS);
        assert_int_equal(say_from(f, "b", CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_REPEAT);
        only(f);
        assert_int_equal(say_from(f, "b", CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_NONE);
        assert_int_equal(say_from(f, "a", CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_END);
        HAS(CHANGE_ENDED);
        assert_int_equal(incident_table_count(f->table), 0);
}

static void an_official_all_clear_ends_everybodys(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"There\""));
        assert_int_equal(gov(f, CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_END);
}

static const char *fact(const struct incident *i, const char *name)
{
        const struct alert_info *main = alert_main_info(i->alert, NULL);

        for (size_t k = 0; k < main->n_facts; k++)
                if (strcmp(main->facts[k].name, name) == 0)
                        return main->facts[k].value;
        return NULL;
}

#define KILLED(n) SAYS(AT("ua/kharkiv/chuhuiv") ",\"urgency\":\"Past\",\"facts\":{\"killed\":" n "}")

static void numbers_are_one_sources(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", KILLED("2"));
        assert_int_equal(low(f, "b", KILLED("7")), INCIDENT_REPEAT);
        assert_string_equal(fact(only(f), "killed"), "2");
        assert_int_equal(say_from(f, "c", KILLED("3")), INCIDENT_REVISE);
        HAS(CHANGE_NUMBERS);
        assert_string_equal(fact(only(f), "killed"), "3"); /* newer, believed as much */
        assert_int_equal(gov(f, KILLED("1")), INCIDENT_REVISE);
        assert_string_equal(fact(only(f), "killed"), "1");
        say_from(f, "c", KILLED("4"));
        assert_string_equal(fact(only(f), "killed"), "1");
}

static void alarms_of_two_sources_are_one_and_each_lifts_its_own(void **state)
{
        struct fixture *f = *state;
        const struct area_place **places;

#define ALARM(place) "{\"event\": \"air-raid\", \"places\": [\"" place "\"]}"
        say_from(f, "a", ALARM("ua/kharkiv/chuhuiv"));
        assert_int_equal(say_from(f, "b", ALARM("ua/kharkiv/chuhuiv")), INCIDENT_REPEAT);
        assert_int_equal(say_from(f, "b", ALARM("ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(say_from(f, "a", ALARM("ua/kharkiv/izium")), INCIDENT_REVISE);
        assert_int_equal(say_from(f, "b", CLEAR("air-raid", "ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(incident_places(only(f)->alert, true, f->arena, &places), 2);
        assert_int_equal(say_from(f, "a", CLEAR("air-raid", "ua/kharkiv/izium")), INCIDENT_REVISE);
        assert_int_equal(say_from(f, "a", CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        assert_int_equal(say_from(f, "b", CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_END);
}

static const struct alert_info *main_of(const struct fixture *f)
{
        return alert_main_info(only(f)->alert, NULL);
}

/* What the sirens are for is told in its own words, loudly; each ends by itself. */
static void what_the_sirens_are_for_is_one_event_with_them(void **state)
{
        struct fixture *f = *state;

        gov(f, ALARM("ua/kharkiv/chuhuiv"));
        f->official = true;
        assert_int_equal(say_from(f, "force", SAYS(AT("ua/kharkiv/chuhuiv"))), INCIDENT_REVISE);
        f->official = false;
        HAS(CHANGE_NEW);
        assert_int_equal(main_of(f)->event, EVENT_DRONE);
        /* the sirens again change nothing */
        assert_int_equal(gov(f, ALARM("ua/kharkiv/chuhuiv")), INCIDENT_REPEAT);
        assert_int_equal(main_of(f)->event, EVENT_DRONE);
        /* the drone is down: the sirens go on */
        assert_int_equal(gov(f, CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        assert_int_equal(main_of(f)->event, EVENT_AIR_RAID);
        assert_int_equal(only(f)->alert->n_infos, 1);
        assert_int_equal(gov(f, CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_END);
}

static void sirens_after_a_report_speak_first_until_there_is_more_to_say(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        assert_int_equal(say_from(f, "b", ALARM("ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        HAS(CHANGE_NEW);
        assert_int_equal(main_of(f)->event, EVENT_AIR_RAID);
        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"It turns\""));
        assert_string_equal(main_of(f)->headline, "It turns");
        assert_int_equal(say_from(f, "b", ALARM("ua/kharkiv/chuhuiv")), INCIDENT_REPEAT);
        assert_string_equal(main_of(f)->headline, "It turns");
        /* each source takes back its own words only */
        assert_int_equal(say_from(f, "b", CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        assert_int_equal(main_of(f)->event, EVENT_DRONE);
        only(f);
}

/* Where the words of one would only be seen by whoever looks, they stay apart, and both are loud. */
static void what_would_not_be_heard_stays_apart(void **state)
{
        struct fixture *f = *state;

        gov(f, ALARM("ua/kharkiv/chuhuiv"));
        assert_int_equal(say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv"))), INCIDENT_OPEN);
        /* and of another place than the sirens' */
        say_from(f, "b", ALARM("ua/odesa"));
        assert_int_equal(say_from(f, "c", SAYS(AT("ua/odesa/odesa"))), INCIDENT_OPEN);
}

static void a_second_weapon_is_a_second_threat(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", ALARM("ua/kharkiv/chuhuiv"));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv"))), INCIDENT_REVISE);
        assert_int_equal(say_from(f, "b", "{\"event\":\"ballistic\"," AT("ua/kharkiv/chuhuiv") "}"),
                         INCIDENT_OPEN);
        /* another drone elsewhere under the region's sirens is not the one in Chuhuiv */
        say_from(f, "a", ALARM("ua/kharkiv"));
        assert_int_equal(say_from(f, "b", SAYS(AT("ua/kharkiv/bohodukhiv"))), INCIDENT_OPEN);
}

/* The region's all-clear leaves what was raised for the district, also where a drone joined it. */
static void sirens_that_were_joined_are_lifted_place_by_place(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", ALARM("ua/kharkiv/chuhuiv"));
        say_from(f, "b", SAYS(AT("ua/kharkiv/chuhuiv")));
        say_from(f, "a", ALARM("ua/kharkiv"));
        assert_int_equal(only(f)->alert->n_infos, 3);
        assert_int_equal(say_from(f, "a", CLEAR("air-raid", "ua/kharkiv")), INCIDENT_REVISE);
        assert_int_equal(only(f)->alert->n_infos, 2);
        assert_int_equal(say_from(f, "a", CLEAR("air-raid", "ua/kharkiv/chuhuiv")), INCIDENT_REVISE);
        assert_int_equal(main_of(f)->event, EVENT_DRONE);
        assert_int_equal(say_from(f, "b", CLEAR("drone", "ua/kharkiv/chuhuiv")), INCIDENT_END);
}

/* One source tells of both: sirens that merge must not take its drone along. */
static void a_merge_of_sirens_keeps_what_their_source_said_beside(void **state)
{
        struct fixture *f = *state;
        unsigned drones = 0;

        say_from(f, "a", ALARM("ua/kharkiv/chuhuiv"));
        say_from(f, "a", ALARM("ua/kharkiv/izium"));
        say_from(f, "a", SAYS(AT("ua/kharkiv/izium")));
        assert_int_equal(incident_table_count(f->table), 2);
        say_from(f, "a", ALARM("ua/kharkiv"));
        assert_int_equal(only(f)->alert->n_infos, 4);
        for (size_t i = 0; i < only(f)->alert->n_infos; i++)
                drones += only(f)->alert->infos[i].event == EVENT_DRONE;
        assert_int_equal(drones, 1);
}

#define NAMED(id, rest)                                                                                      \
        "{\"identifier\":\"" id "\",\"sender\":\"s\",\"event\":\"flood\",\"places\":[\"ua/odesa\"]" rest "}"

static void an_unofficial_copy_is_one_more_voice(void **state)
{
        struct fixture *f = *state;

        say_from(f, "mirror", NAMED("1", ",\"severity\":\"Minor\""));
        assert_int_equal(gov(f, NAMED("1", ",\"severity\":\"Severe\"")), INCIDENT_REVISE);
        HAS(CHANGE_PROMOTED);
        HAS(CHANGE_SEVERER);
        assert_int_equal(
            say_from(f, "mirror",
                     NAMED("2", ",\"msgType\":\"Cancel\",\"references\":\"s,1,2026-11-24T00:00:00Z\"")),
            INCIDENT_REPEAT);
        assert_int_equal(alert_main_info(only(f)->alert, NULL)->severity, SEVERITY_SEVERE);
        assert_int_equal(
            gov(f, NAMED("3", ",\"msgType\":\"Cancel\",\"references\":\"s,1,2026-11-24T00:00:00Z\"")),
            INCIDENT_END);
}

static void an_update_of_one_leaves_what_others_said(void **state)
{
        struct fixture *f = *state;
        const struct area_place **places;

        gov(f, NAMED("1", ""));
        assert_int_equal(
            say_from(f, "press", "{\"event\":\"flood\",\"places\":[\"ua/odesa\",\"ua/mykolaiv\"]}"),
            INCIDENT_REVISE);
        assert_int_equal(gov(f, NAMED("2", ",\"headline\":\"Flood\",\"msgType\":\"Update\",\"references\":"
                                           "\"s,1,2026-11-24T00:00:00Z\"")),
                         INCIDENT_REVISE);
        assert_int_equal(incident_places(only(f)->alert, true, f->arena, &places), 2);
        assert_int_equal(only(f)->n_sources, 2);
}

static void a_source_that_names_its_alerts_tells_them_apart(void **state)
{
        struct fixture *f = *state;

        say(f, NAMED("1", ""));
        assert_int_equal(say(f, NAMED("2", ",\"headline\":\"Another river\"")), INCIDENT_OPEN);
}

static void documents_hold_all_voices(void **state)
{
        struct fixture *f = *state;
        struct problem why = {""};
        struct incident *copy;
        char *document;

        low(f, "a", SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"One\""));
        gov(f, SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"Two\""));
        document = incident_encode(only(f), f->arena);
        assert_int_equal(incident_decode(document, gazetteer, &copy, &why), 0);
        assert_string_equal(incident_encode(copy, f->arena), document);
        assert_string_equal(copy->sources[1].said->infos[0].headline, "One");
        assert_int_equal(copy->sources[0].trust, TRUST_OFFICIAL);
        assert_string_equal(copy->alert->infos[1].source, "a");
        assert_int_equal(copy->alert->infos[1].rank, 1);
        incident_free(copy);
}

static void heading_there_and_arriving_are_nearer(void **state)
{
        struct fixture *f = *state;

        say_from(f, "a", SAYS(AT("ua/kharkiv/chuhuiv")));
        f->toward = "ua/kharkiv/izium";
        say_from(f, "a", SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"]"));
        f->toward = NULL;
        HAS(CHANGE_NEARER);
        HAS(CHANGE_WIDER);
        say_from(f, "a", SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"]"));
        HAS(CHANGE_NEARER);
        LACKS(CHANGE_WIDER);
        say_from(
            f, "a",
            SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"],\"headline\":\"Other words\""));
        assert_int_equal(changes(f), CHANGE_BIT(CHANGE_TEXT));
        f->now += 2 * TIMESTAMP_HOUR;
        say_from(f, "a",
                 SAYS("\"places\":[\"ua/kharkiv/chuhuiv\",\"ua/kharkiv/izium\"],\"headline\":\"Again\""));
        assert_int_equal(changes(f), CHANGE_BIT(CHANGE_RESUMED));
}

static void so_many_voices_and_no_more(void **state)
{
        struct fixture *f = *state;

        for (int i = 0; i < 40; i++)
                say_from(f, arena_printf(f->arena, "s%d", i),
                         arena_printf(f->arena, SAYS(AT("ua/kharkiv/chuhuiv") ",\"headline\":\"%d\""), i));
        for (const struct incident *i = incident_next(f->table, NULL); i; i = incident_next(f->table, i))
                assert_true(i->n_sources <= INCIDENT_SOURCES_MOST);
        assert_int_equal(incident_table_count(f->table), 3);
}

#define JOINING(name) cmocka_unit_test_setup_teardown(name, set_up_joining, tear_down)

int main(void)
{
        const struct CMUnitTest tests[] = {
            JOINING(what_others_say_of_the_same_places_is_one_event),
            JOINING(what_is_apart_stays_apart),
            JOINING(a_round_up_is_no_event),
            JOINING(who_touches_meets_the_box),
            JOINING(neighbours_touch),
            JOINING(neighbours_touch_across_a_region_but_not_a_country),
            JOINING(a_village_touches_the_district_beside_it),
            JOINING(a_whole_country_holds_no_event),
            JOINING(one_event_has_several_names),
            JOINING(little_trust_adds_up),
            JOINING(an_official_word_promotes),
            JOINING(each_takes_back_its_own_words_only),
            JOINING(an_official_all_clear_ends_everybodys),
            JOINING(numbers_are_one_sources),
            JOINING(alarms_of_two_sources_are_one_and_each_lifts_its_own),
            JOINING(what_the_sirens_are_for_is_one_event_with_them),
            JOINING(sirens_after_a_report_speak_first_until_there_is_more_to_say),
            JOINING(what_would_not_be_heard_stays_apart),
            JOINING(a_second_weapon_is_a_second_threat),
            JOINING(sirens_that_were_joined_are_lifted_place_by_place),
            JOINING(a_merge_of_sirens_keeps_what_their_source_said_beside),
            JOINING(an_unofficial_copy_is_one_more_voice),
            JOINING(an_update_of_one_leaves_what_others_said),
            JOINING(a_source_that_names_its_alerts_tells_them_apart),
            JOINING(documents_hold_all_voices),
            JOINING(heading_there_and_arriving_are_nearer),
            JOINING(so_many_voices_and_no_more),
        };

        return cmocka_run_group_tests(tests, load_tables, free_tables);
}
