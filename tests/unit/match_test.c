/* match: who an alert is for, and what is said about it; the index against a matcher that asks everybody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "match/match.h"

#define COUNT(...)                    (sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))
#define PLACES(...)                   .places = (const char *[]){__VA_ARGS__}, .n_places = COUNT(__VA_ARGS__)
#define EVENTS(...)                   .events = (const char *[]){__VA_ARGS__}, .n_events = COUNT(__VA_ARGS__)
#define STATUSES(...)                 .statuses = (const char *[]){__VA_ARGS__}, .n_statuses = COUNT(__VA_ARGS__)
#define SOURCES(...)                  .sources = (const char *[]){__VA_ARGS__}, .n_sources = COUNT(__VA_ARGS__)
#define STATES(...)                   .states = (const char *[]){__VA_ARGS__}, .n_states = COUNT(__VA_ARGS__)
#define NEAR(latitude, longitude, km) .has_near = true, .near = {latitude, longitude}, .near_radius = km

#define KHARKIV "ua/kharkiv"
#define CHUHUIV "ua/kharkiv/chuhuiv"

static struct gazetteer *g;
static struct arena *arena;

static int set_up(void **state)
{
        struct problem why = {0};

        (void)state;
        arena = arena_new();
        if (gazetteer_load("config/gazetteer", &g, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static int tear_down(void **state)
{
        (void)state;
        arena_free(arena);
        gazetteer_free(g);
        return 0;
}

static struct rule *compiled(const struct rule_text *text)
{
        struct problem why = {0};
        struct rule *rule = NULL;

        if (rule_compile(text, g, arena, &rule, &why) < 0)
                fail_msg("%s", why.text);
        return rule;
}

static void put_place(struct alert_info *info, const char *path, enum alert_role role)
{
        struct area_place *places = arena_array(arena, info->n_places + 1, sizeof *places);

        if (info->n_places)
                memcpy(places, info->places, info->n_places * sizeof *places);
        places[info->n_places] =
            (struct area_place){.number = place_by_path(g, path), .path = path, .role = role};
        if (places[info->n_places].number == PLACE_NONE)
                fail_msg("no place %s", path);
        info->places = places;
        info->n_places++;
}

static struct route explain(const struct subscriber *s, const struct alert *alert)
{
        struct match_index *m = match_index_new(s, 1, g);
        struct concern_list *concerns = concern_list(alert, g, arena);
        struct route route = match_explain(m, concerns, 0, arena);
        const struct match_hit *hits;
        size_t n = match_alert(m, concerns, &hits);

        assert_int_equal(n, route.decision == ROUTE_SEND);
        if (n)
                assert_ptr_equal(&alert->infos[hits->info], route.info);
        match_index_free(m);
        return route;
}

/* One rule, one alert with one block, what is decided and said. */
struct row {
        struct rule_text rule;
        struct alert alert;
        struct alert_info info;
        const char *places[3];
        const char *toward;
        struct area area;
        enum route_decision decision;
        const char *reason;
};

/* An alert that differs from a plain one in what is given. */
#define LIVE                                                                                                 \
        .event = EVENT_DRONE, .urgency = URGENCY_IMMEDIATE, .severity = SEVERITY_SEVERE,                     \
        .certainty = CERTAINTY_OBSERVED
#define MILD                                                                                                 \
        .event = EVENT_FLOOD, .urgency = URGENCY_EXPECTED, .severity = SEVERITY_MINOR,                       \
        .certainty = CERTAINTY_POSSIBLE
#define NOTHING_KNOWN                                                                                        \
        .event = EVENT_OTHER, .urgency = URGENCY_UNKNOWN, .severity = SEVERITY_UNKNOWN,                      \
        .certainty = CERTAINTY_UNKNOWN
#define OVER                                                                                                 \
        .event = EVENT_DRONE, .urgency = URGENCY_PAST, .severity = SEVERITY_MINOR,                           \
        .certainty = CERTAINTY_UNLIKELY, .responses = 1u << RESPONSE_ALLCLEAR
#define NEWS                                                                                                 \
        .event = EVENT_DRONE, .urgency = URGENCY_PAST, .severity = SEVERITY_SEVERE,                          \
        .certainty = CERTAINTY_OBSERVED
#define AHEAD                                                                                                \
        .event = EVENT_WEATHER, .urgency = URGENCY_FUTURE, .severity = SEVERITY_SEVERE,                      \
        .certainty = CERTAINTY_LIKELY

static void check_row(size_t number, struct row *row)
{
        struct rule *rules[] = {compiled(&row->rule)};
        struct subscriber s = {.name = "anna", .rules = rules, .n_rules = 1};
        struct route route;

        for (size_t i = 0; i < 3 && row->places[i]; i++)
                put_place(&row->info, row->places[i], ROLE_AFFECTED);
        if (row->toward)
                put_place(&row->info, row->toward, ROLE_TOWARD);
        row->info.areas = &row->area;
        row->info.n_areas = row->area.n_polygons || row->area.n_circles;
        row->alert.infos = &row->info;
        row->alert.n_infos = 1;
        route = explain(&s, &row->alert);
        if (route.decision != row->decision || strcmp(route.reason, row->reason) != 0)
                fail_msg("row %zu: %s: %s\n    not: %s: %s", number, route_decision_word(route.decision),
                         route.reason, route_decision_word(row->decision), row->reason);
}

static void up_and_down_the_tree(void **state)
{
        struct row rows[] = {
            {.rule = {PLACES(KHARKIV)},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV)},
             .info = {LIVE},
             .places = {CHUHUIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Chuhuiv Raion, inside Kharkiv Oblast that you follow"},
            {.rule = {PLACES(CHUHUIV)},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast, around Chuhuiv Raion that you follow"},
            {.rule = {PLACES(CHUHUIV)},
             .info = {LIVE},
             .places = {"ua"},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Ukraine, around Chuhuiv Raion that you follow"},
            {.rule = {PLACES(CHUHUIV)},
             .info = {LIVE},
             .toward = KHARKIV,
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone heading toward Kharkiv Oblast, around Chuhuiv Raion that you follow"},
            {.rule = {PLACES("ua/lviv"), .name = "home"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule home: no place of the alert lies in or around Lviv Oblast"},
            {.rule = {PLACES("ua/lviv", "ua/sumy", "ua/odesa", "ua/volyn")},
             .info = {LIVE},
             .places = {CHUHUIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies in or around Lviv Oblast, Odesa Oblast, Sumy "
                       "Oblast or 1 more"},
            {.rule = {PLACES(KHARKIV), .scope = "below"},
             .info = {LIVE},
             .places = {CHUHUIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Chuhuiv Raion, inside Kharkiv Oblast that you follow"},
            {.rule = {PLACES(CHUHUIV), .scope = "below"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies in Chuhuiv Raion"},
            {.rule = {PLACES(CHUHUIV), .scope = "above"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast, around Chuhuiv Raion that you follow"},
            {.rule = {PLACES(KHARKIV), .scope = "above"},
             .info = {LIVE},
             .places = {CHUHUIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies around Kharkiv Oblast"},
            {.rule = {PLACES(KHARKIV), .scope = "exact"},
             .info = {LIVE},
             .places = {CHUHUIV, "ua"},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert is Kharkiv Oblast"},
            {.rule = {PLACES(KHARKIV), .scope = "exact"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV)},
             .info = {LIVE},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: the alert names no place that is known"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                check_row(i, &rows[i]);
}

static void conditions_and_their_reasons(void **state)
{
        struct row rows[] = {
            {.rule = {PLACES(KHARKIV), .severity = "Severe", .name = "night"},
             .info = {MILD},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule night: severity Minor is below Severe (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), .urgency = "Immediate"},
             .info = {MILD},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: urgency Expected is below Immediate (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), .certainty = "Likely"},
             .info = {MILD},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: certainty Possible is below Likely (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), EVENTS("drone", "missile")},
             .info = {MILD},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: event flood is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), EVENTS("drone", "flood")},
             .info = {MILD},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: flood in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), .urgency = "Immediate", .severity = "Extreme",
                      .certainty = "Observed"},
             .info = {NOTHING_KNOWN},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: other in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), .urgency = "Immediate", .severity = "Extreme",
                      .certainty = "Observed"},
             .info = {OVER},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone (all-clear) in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), STATES("live", "past")},
             .info = {OVER},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: state all-clear is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV)},
             .info = {NEWS},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone (past) in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), .urgency = "Future"},
             .info = {NEWS},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: urgency Past is below Future (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV)},
             .info = {AHEAD},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: weather (forecast) in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), STATES("live")},
             .info = {AHEAD},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: state forecast is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV)},
             .alert = {.status = STATUS_EXERCISE},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: status Exercise is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), STATUSES("Exercise")},
             .alert = {.status = STATUS_EXERCISE},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV), STATUSES("Exercise")},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: status Actual is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), SOURCES("dsns")},
             .alert = {.source = "crier"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: source crier is not asked for (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), SOURCES("dsns", "crier")},
             .alert = {.source = "crier"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV)},
             .alert = {.scope = SCOPE_PRIVATE, .source = "staff"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: scope Private is not for the public, and source staff is not asked for by "
                       "name (Kharkiv Oblast)"},
            {.rule = {PLACES(KHARKIV), SOURCES("staff")},
             .alert = {.scope = SCOPE_RESTRICTED, .source = "staff"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast that you follow"},
            {.rule = {PLACES(KHARKIV)},
             .alert = {.msg_type = MSGTYPE_ACK},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "msgType Ack concerns nobody"},
            {.rule = {PLACES(KHARKIV)},
             .alert = {.msg_type = MSGTYPE_ERROR},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "msgType Error concerns nobody"},
            {.rule = {PLACES(KHARKIV), .severity = "Extreme"},
             .alert = {.msg_type = MSGTYPE_CANCEL},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone (all-clear) in Kharkiv Oblast that you follow"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                check_row(i, &rows[i]);
}

/* A triangle around the Sea of Azov's middle, where nobody lives. */
static struct area_point azov[] = {{46.2, 36.2}, {46.2, 37.0}, {45.8, 36.6}, {46.2, 36.2}};
/* A strip across the date line. */
static struct area_point date_line[] = {
    {-17, 179.5}, {-17, -179.5}, {-18, -179.5}, {-18, 179.5}, {-17, 179.5}};

#define RING(ring)                                                                                           \
        {                                                                                                    \
                .polygons = &(struct area_polygon){ring, sizeof(ring) / sizeof *(ring)}, .n_polygons = 1     \
        }
#define CIRCLE(lat, lon, km)                                                                                 \
        {                                                                                                    \
                .circles = &(struct area_circle){{lat, lon}, km}, .n_circles = 1                             \
        }

static void near_a_point(void **state)
{
        struct row rows[] = {
            {.rule = {NEAR(46.1, 36.6, 1)},
             .info = {LIVE},
             .area = RING(azov),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 1 km of your point"},
            {.rule = {NEAR(45.75, 36.6, 6)},
             .info = {LIVE},
             .area = RING(azov),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 6 km of your point"},
            {.rule = {NEAR(45.75, 36.6, 5)},
             .info = {LIVE},
             .area = RING(azov),
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies within 5 km of your point"},
            {.rule = {NEAR(-17.5, 179.9, 1)},
             .info = {LIVE},
             .area = RING(date_line),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 1 km of your point"},
            {.rule = {NEAR(-17.5, -179.4, 12)},
             .info = {LIVE},
             .area = RING(date_line),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 12 km of your point"},
            {.rule = {NEAR(-17.5, 0, 1000)},
             .info = {LIVE},
             .area = RING(date_line),
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies within 1000 km of your point"},
            {.rule = {NEAR(0, -179.99, 10)},
             .info = {LIVE},
             .area = CIRCLE(0, 179.9, 5),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 10 km of your point"},
            {.rule = {NEAR(46, 36, 10)},
             .info = {LIVE},
             .area = CIRCLE(46.2, 36, 12),
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies within 10 km of your point"},
            {.rule = {NEAR(46, 36, 10)},
             .info = {LIVE},
             .area = CIRCLE(46.2, 36, 13),
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone: its area comes within 10 km of your point"},
            {.rule = {NEAR(49.837, 36.688, 30)},
             .info = {LIVE},
             .places = {"ua/kharkiv/kharkiv/kharkiv/kharkiv"},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies within 30 km of your point"},
            {.rule = {NEAR(49.837, 36.688, 60)},
             .info = {LIVE},
             .places = {"ua/kharkiv/kharkiv/kharkiv/kharkiv"},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv, 35 km from your point"},
            {.rule = {NEAR(49.837, 36.688, 1)},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SEND,
             .reason = "rule 1: drone in Kharkiv Oblast, around your point near Chuhuiv"},
            {.rule = {NEAR(49.837, 36.688, 1), .scope = "below"},
             .info = {LIVE},
             .places = {KHARKIV},
             .decision = ROUTE_SKIP,
             .reason = "rule 1: no place of the alert lies within 1 km of your point"},
            {.rule = {NEAR(49.837, 36.688, 1), PLACES("ua/lviv")},
             .info = {LIVE},
             .places = {"ua/odesa"},
             .decision = ROUTE_SKIP,
             .reason =
                 "rule 1: no place of the alert lies in or around Lviv Oblast or within 1 km of your point"},
            {.rule = {NEAR(46.1, 36.6, 1), .severity = "Severe"},
             .info = {MILD},
             .area = RING(azov),
             .decision = ROUTE_SKIP,
             .reason = "rule 1: severity Minor is below Severe"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                check_row(i, &rows[i]);
}

static void the_nearest_miss_of_several_rules_is_told(void **state)
{
        struct rule *rules[] = {
            compiled(&(struct rule_text){PLACES("ua/lviv")}),
            compiled(&(struct rule_text){PLACES(KHARKIV), .severity = "Severe", .name = "night"}),
            compiled(&(struct rule_text){PLACES(KHARKIV), EVENTS("missile")}),
        };
        struct subscriber s = {.name = "anna", .rules = rules, .n_rules = 3};
        struct alert_info info = {MILD};
        struct alert alert = {.infos = &info, .n_infos = 1};
        struct route route;

        (void)state;
        put_place(&info, KHARKIV, ROLE_AFFECTED);
        route = explain(&s, &alert);
        assert_string_equal(route.reason, "rule night: severity Minor is below Severe (Kharkiv Oblast)");
        assert_ptr_equal(route.rule, rules[1]);
        assert_string_equal(route.rule_name, "night");
        assert_null(route.info);

        s.n_rules = 0;
        assert_string_equal(explain(&s, &alert).reason, "the subscriber has no rules");
        s.n_rules = 3;
        alert.n_infos = 0;
        assert_string_equal(explain(&s, &alert).reason, "the alert has no info block");
}

static void the_block_that_concerns_them_most_is_theirs(void **state)
{
        struct rule *rules[] = {compiled(&(struct rule_text){PLACES(KHARKIV)})};
        struct subscriber s = {.name = "anna", .rules = rules, .n_rules = 1};
        struct alert_info infos[] = {{OVER}, {NEWS}, {AHEAD},
                                     {MILD}, {LIVE}, {NOTHING_KNOWN}}; /* each matters more */
        struct alert alert = {.infos = infos};

        (void)state;
        for (size_t i = 0; i < 6; i++) {
                put_place(&infos[i], KHARKIV, ROLE_AFFECTED);
                alert.n_infos = i + 1;
                assert_ptr_equal(explain(&s, &alert).info, &infos[i]);
        }
        /* What concerns somewhere else does not count. */
        infos[5].n_places = 0;
        put_place(&infos[5], "ua/lviv", ROLE_AFFECTED);
        assert_ptr_equal(explain(&s, &alert).info, &infos[4]);
}

static void translations_are_one_concern(void **state)
{
        static const struct {
                const char *language;
                size_t info;
        } rows[] = {{NULL, 0}, {"", 0},   {"uk", 0}, {"uk-UA", 0}, {"RU", 1},
                    {"en", 2}, {"pl", 2}, {"u", 2},  {"pl, ru", 1}};
        struct rule *rules[] = {compiled(&(struct rule_text){PLACES(KHARKIV)})};
        struct alert_info infos[] = {{LIVE, .language = "uk-UA"}, {LIVE, .language = "ru"}, {LIVE}};
        struct alert alert = {.infos = infos, .n_infos = 3};

        (void)state;
        for (size_t i = 0; i < 3; i++)
                put_place(&infos[i], KHARKIV, ROLE_AFFECTED);
        assert_int_equal(concern_list(&alert, g, arena)->n, 1);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct subscriber s = {
                    .name = "a", .language = rows[i].language, .rules = rules, .n_rules = 1};

                assert_ptr_equal(explain(&s, &alert).info, &infos[rows[i].info]);
        }
        infos[1].severity = SEVERITY_MODERATE;
        assert_int_equal(concern_list(&alert, g, arena)->n, 2);
        infos[1].severity = SEVERITY_SEVERE;
        infos[1].language = "UK_ua";
        assert_int_equal(concern_list(&alert, g, arena)->n, 2);
        infos[1].language = "ru";
        put_place(&infos[1], "ua/lviv", ROLE_AFFECTED);
        assert_int_equal(concern_list(&alert, g, arena)->n, 2);
}

static void outlines_of_any_size_know_their_inside(void **state)
{
        static const size_t sizes[] = {3, 4, 31, 32, 33, 64, 65, 8192, 8193, 100001};

        (void)state;
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                size_t n = sizes[i];
                struct area_polygon ring = {arena_array(arena, n + 1, sizeof *ring.points), n + 1};
                struct outline o;

                /* Around the date line on the equator, a degree wide, turning either way. */
                for (size_t j = 0; j <= n; j++) {
                        double angle = 2 * M_PI * (double)(j % n) / (double)n * (i % 2 ? 1 : -1);
                        double lon = 180 + cos(angle);

                        ring.points[j] = (struct area_point){sin(angle), lon > 180 ? lon - 360 : lon};
                }
                assert_true(outline_polygon(&o, &ring, arena));
                assert_true(outline_within(&o, (struct area_point){0.01, 180}, 0.1));
                assert_true(outline_within(&o, (struct area_point){0.01, -179.9}, 0.1));
                assert_true(outline_within(&o, (struct area_point){0.01, -178.9}, 12));
                assert_false(outline_within(&o, (struct area_point){0.01, -178.9}, 9));
                assert_false(outline_within(&o, (struct area_point){0.01, 0}, 1000));
                assert_false(outline_within(&o, (struct area_point){1.1, 180}, 9));
        }
        assert_false(outline_polygon(&(struct outline){0}, &(struct area_polygon){0}, arena));
}

static void places_that_are_not_known_meet_nobody(void **state)
{
        struct rule *rules[] = {compiled(&(struct rule_text){PLACES("ua")})};
        struct subscriber s = {.name = "anna", .rules = rules, .n_rules = 1};
        struct area_place places[] = {{.number = 0, .path = "xx"}, {.number = PLACE_NONE, .path = "yy"}};
        struct alert_info info = {LIVE, .places = places, .n_places = 2};
        struct alert alert = {.infos = &info, .n_infos = 1};

        (void)state;
        assert_string_equal(explain(&s, &alert).reason, "rule 1: the alert names no place that is known");
}

/* The index against asking everybody, on trees, subscribers and alerts by chance. */

static uint64_t seed;

static uint64_t chance(uint64_t n)
{
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        return (seed >> 11) % n;
}

static double between(double low, double high)
{
        return low + (high - low) * (double)chance(1 << 20) / (1 << 20);
}

/* Writes a place and what lies in it; children have names that are distinct in it. */
static void write_tree(FILE *f, const char *path, unsigned depth, unsigned *left)
{
        static const char *const levels[] = {"country", "region", "district", "community", "settlement"};
        unsigned children = depth < 4 ? (unsigned)chance(5) : 0;

        fprintf(f, "%s\t%s\tPlace %u", path, levels[depth], *left);
        if (depth == 4 || chance(3) == 0)
                fprintf(f, "\t%.4f,%.4f", between(49, 51), between(30, 33));
        fputc('\n', f);
        --*left;
        for (unsigned i = 0; i < children && *left; i++) {
                char *child = NULL;

                if (asprintf(&child, "%s/p%u", path, i) < 0)
                        abort();
                /* Levels may be left out: a settlement right in its district. */
                write_tree(f, child, depth + 1 + (depth > 0 && depth < 3 && chance(4) == 0), left);
                free(child);
        }
}

static struct gazetteer *random_gazetteer(void)
{
        char directory[] = "/tmp/match_test.XXXXXX", file[64];
        unsigned left = 150;
        struct problem why = {0};
        struct gazetteer *random = NULL;
        FILE *f;

        assert_non_null(mkdtemp(directory));
        snprintf(file, sizeof file, "%s/10-all.tsv", directory);
        f = fopen(file, "w");
        assert_non_null(f);
        fputs("path\tlevel\ten\tpoint\n", f);
        write_tree(f, "aa", 0, &left);
        write_tree(f, "bb", 0, &left);
        write_tree(f, "cc", 0, &left);
        fclose(f);
        if (gazetteer_load(directory, &random, &why) < 0)
                fail_msg("%s", why.text);
        unlink(file);
        rmdir(directory);
        return random;
}

static uint32_t random_place(void)
{
        return 1 + (uint32_t)chance(gazetteer_count(g) - 1);
}

static const char *maybe_word(enum vocab_list list, unsigned values)
{
        return chance(3) ? NULL : vocab_word(list, (int)chance(values));
}

static struct rule *random_rule(void)
{
        static const char *const scopes[] = {NULL, NULL, "both", "below", "above", "exact"};
        static const char *sources[] = {"one", "two", "three"};
        const char *places[4], *events[2], *statuses[] = {"Exercise", "Actual"}, *states[2];
        struct rule_text t = {.places = places, .events = events, .statuses = statuses, .states = states};

        t.n_places = chance(4);
        for (size_t i = 0; i < t.n_places; i++)
                places[i] = place_path(g, random_place(), arena);
        if (!t.n_places || !chance(5)) {
                t.has_near = true;
                t.near = (struct area_point){between(49, 51), between(30, 33)};
                t.near_radius = between(0.1, chance(4) ? 40 : 400);
        }
        for (t.n_events = 0; t.n_events < 2 && !chance(3); t.n_events++)
                events[t.n_events] = vocab_word(VOCAB_EVENT, (int)chance(3));
        for (t.n_states = 0; t.n_states < 2 && !chance(6); t.n_states++)
                states[t.n_states] = vocab_word(VOCAB_STATE, (int)chance(4));
        t.n_statuses = chance(5) ? 0 : 1 + chance(2);
        t.sources = sources + chance(2);
        t.n_sources = chance(5) ? 0 : 1 + chance(2);
        t.scope = scopes[chance(6)];
        t.severity = maybe_word(VOCAB_SEVERITY, 5);
        t.urgency = maybe_word(VOCAB_URGENCY, 5);
        t.certainty = maybe_word(VOCAB_CERTAINTY, 5);
        t.heads_up = chance(4) ? 0 : between(1, 60);
        for (size_t i = 0; i < t.n_places; i++)
                if (place_level(g, place_by_path(g, places[i])) < LEVEL_DISTRICT)
                        t.heads_up = 0;
        return compiled(&t);
}

static struct subscriber *random_subscribers(size_t n)
{
        static const char *const languages[] = {NULL, "en", "ru", "uk-UA", "pl"};
        struct subscriber *s = arena_array(arena, n, sizeof *s);

        for (size_t i = 0; i < n; i++) {
                s[i].name = "s";
                s[i].language = languages[chance(5)];
                s[i].n_rules = chance(4);
                s[i].rules = arena_array(arena, s[i].n_rules, sizeof *s[i].rules);
                for (size_t j = 0; j < s[i].n_rules; j++)
                        s[i].rules[j] = random_rule();
        }
        return s;
}

/* A box of latitudes and longitudes, for its distance is easily said. */
static struct area_polygon random_box(void)
{
        double south = between(48.5, 51), west = between(29.5, 33), north = south + between(0.01, 0.7),
               east = west + between(0.01, 0.7);
        struct area_polygon box = {arena_array(arena, 5, sizeof *box.points), 5};

        for (int i = 0; i < 5; i++)
                box.points[i] =
                    (struct area_point){i == 1 || i == 2 ? north : south, i == 2 || i == 3 ? east : west};
        return box;
}

static struct area *random_area(void)
{
        struct area *area = arena_alloc(arena, sizeof *area);

        area->polygons = arena_array(arena, 2, sizeof *area->polygons);
        area->circles = arena_array(arena, 2, sizeof *area->circles);
        for (size_t i = chance(3); i; i--)
                area->polygons[area->n_polygons++] = random_box();
        for (size_t i = chance(3); i; i--)
                area->circles[area->n_circles++] =
                    (struct area_circle){{between(49, 51), between(30, 33)}, between(0, 30)};
        return area;
}

static int compare_places(const void *x, const void *y)
{
        const struct area_place *a = x, *b = y;

        return a->number < b->number ? -1 : a->number > b->number;
}

static void random_info(struct alert_info *info)
{
        size_t n = chance(6);

        info->event = (enum alert_event)chance(4);
        info->severity = (enum alert_severity)chance(5);
        info->urgency = (enum alert_urgency)chance(5);
        info->certainty = (enum alert_certainty)chance(5);
        info->responses = chance(6) ? 0 : 1u << RESPONSE_ALLCLEAR;
        info->areas = random_area();
        info->n_areas = !chance(3);
        info->places = arena_array(arena, n, sizeof *info->places);
        for (size_t i = 0; i < n; i++) {
                uint32_t place = random_place();
                bool twice = false;

                for (size_t j = 0; j < info->n_places; j++)
                        twice |= info->places[j].number == place;
                if (!twice)
                        info->places[info->n_places++] = (struct area_place){
                            .number = place, .path = "", .role = (enum alert_role)chance(2)};
        }
        qsort(info->places, info->n_places, sizeof *info->places, compare_places);
}

static struct alert random_alert(void)
{
        static const char *const languages[] = {NULL, "en-GB", "ru", "uk"}, *const sources[] = {"one", "two",
                                                                                                "local"};
        struct alert alert = {.n_infos = chance(4), .source = sources[chance(3)]};

        alert.status = chance(4) ? STATUS_ACTUAL : STATUS_EXERCISE;
        alert.msg_type = chance(8) ? MSGTYPE_ALERT : (enum alert_msg_type)chance(5);
        alert.scope = chance(8) ? SCOPE_PUBLIC : SCOPE_RESTRICTED;
        alert.infos = arena_array(arena, alert.n_infos, sizeof *alert.infos);
        for (size_t i = 0; i < alert.n_infos; i++) {
                if (i && chance(2))
                        alert.infos[i] = alert.infos[i - 1];
                else
                        random_info(&alert.infos[i]);
                alert.infos[i].language = languages[chance(4)];
        }
        return alert;
}

/* What the rule says, word by word. */

static bool naive_place(const struct rule *r, const struct alert_info *info, uint32_t followed)
{
        enum rule_scope scope = rule_scope(r);

        for (size_t i = 0; i < info->n_places; i++) {
                uint32_t place = info->places[i].number;

                if (place == followed ||
                    (place_contains(g, followed, place) && (scope == RULE_BOTH || scope == RULE_BELOW)) ||
                    (place_contains(g, place, followed) && (scope == RULE_BOTH || scope == RULE_ABOVE)))
                        return true;
        }
        return false;
}

static double apart(double low, double high, double value)
{
        return fmax(0, fmax(low - value, value - high));
}

static bool naive_box(const struct rule_extra *e, const struct area_polygon *box)
{
        double x = apart(box->points[0].lon, box->points[2].lon, e->near.lon) * cos(e->near.lat * M_PI / 180);
        double y = apart(box->points[0].lat, box->points[2].lat, e->near.lat);

        return hypot(x, y) * 111.195 <= e->near_radius;
}

static bool naive_near(const struct rule *r, const struct alert_info *info)
{
        const struct rule_extra *e = r->extra;
        enum rule_scope scope = rule_scope(r);
        struct area_point centre;

        for (size_t i = 0; i < info->n_places; i++) {
                uint32_t place = info->places[i].number;

                if (place_level(g, place) >= LEVEL_DISTRICT && place_point(g, place, &centre) &&
                    place_distance(centre, e->near) <= e->near_radius)
                        return true;
                if ((scope == RULE_BOTH || scope == RULE_ABOVE) && e->near_home != PLACE_NONE &&
                    place_contains(g, place, e->near_home) && (place != e->near_home || e->near_home_coarse))
                        return true;
        }
        for (size_t i = 0; info->n_areas && i < info->areas->n_circles; i++)
                if (place_distance(info->areas->circles[i].center, e->near) <=
                    e->near_radius + info->areas->circles[i].radius)
                        return true;
        for (size_t i = 0; info->n_areas && i < info->areas->n_polygons; i++)
                if (naive_box(e, &info->areas->polygons[i]))
                        return true;
        return false;
}

static bool naive_conditions(const struct rule *r, const struct alert *alert, const struct alert_info *info)
{
        enum alert_state state = alert_info_state(alert, info);

#define HAS(field, value) ((r->wants >> ((unsigned)(field) + (unsigned)(value)) & 1) != 0)
        if (!HAS(RULE_STATUS, alert->status) || !HAS(RULE_STATE, state) || !HAS(RULE_EVENT, info->event) ||
            !rule_hears(r, alert->source) || (alert->scope != SCOPE_PUBLIC && !HAS(RULE_NAMES_SOURCES, 0)))
                return false;
        return state == STATE_ALL_CLEAR ||
               (HAS(RULE_SEVERITY, info->severity) && HAS(RULE_URGENCY, info->urgency) &&
                HAS(RULE_CERTAINTY, info->certainty));
#undef HAS
}

static bool naive_info(const struct subscriber *s, const struct alert *alert, const struct alert_info *info)
{
        for (size_t i = 0; i < s->n_rules; i++) {
                const struct rule *r = s->rules[i];
                bool place = r->extra && r->extra->has_near && naive_near(r, info);

                for (uint32_t j = 0; j < r->n_places; j++)
                        place |= naive_place(r, info, r->places[j]);
                if (place && naive_conditions(r, alert, info))
                        return true;
        }
        return false;
}

static bool naive_match(const struct subscriber *s, const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (naive_info(s, alert, &alert->infos[i]))
                        return alert->msg_type != MSGTYPE_ACK && alert->msg_type != MSGTYPE_ERROR;
        return false;
}

static size_t heads_ups;

/* One alert: hits, explanations and the naive matcher agree on everybody. Returns how many it is for. */
static size_t check_alert(struct match_index *m, const struct subscriber *s, size_t n)
{
        struct alert alert = random_alert();
        struct concern_list *concerns = concern_list(&alert, g, arena);
        const struct match_hit *hits;
        size_t n_hits = match_alert(m, concerns, &hits), n_sent = 0;
        uint32_t *infos = arena_array(arena, n, sizeof *infos); /* number + 1 */
        bool *nearby = arena_array(arena, n, sizeof *nearby);

        for (size_t i = 0; i < n_hits; i++) {
                assert_in_range(hits[i].subscriber, 0, n - 1);
                assert_int_equal(infos[hits[i].subscriber], 0);
                infos[hits[i].subscriber] = hits[i].info + 1;
                nearby[hits[i].subscriber] = i >= match_own(m);
        }
        for (size_t i = 0; i < n; i++) {
                struct route route = match_explain(m, concerns, (uint32_t)i, arena);
                bool sent = route.decision == ROUTE_SEND;

                assert_int_equal(route.subscriber, i);
                assert_non_null(route.reason);
                assert_int_equal(infos[i] != 0, sent);
                assert_int_equal(naive_match(&s[i], &alert), sent && !nearby[i]);
                if (sent) {
                        assert_ptr_equal(route.info, &alert.infos[infos[i] - 1]);
                        assert_int_equal(naive_info(&s[i], &alert, route.info), !nearby[i]);
                        assert_int_equal(route.closeness < ROUTE_OWN, nearby[i]);
                }
                heads_ups += nearby[i];
                n_sent += sent;
        }
        return n_sent;
}

static void the_index_agrees_with_asking_everybody(void **state)
{
        struct gazetteer *shipped = g;
        struct arena *outer = arena;
        size_t sent = 0, asked = 0;

        (void)state;
        seed = 88172645463325252u;
        for (int tree = 0; tree < 30; tree++) {
                size_t n = 1 + chance(200);
                struct subscriber *s;
                struct match_index *m;

                g = random_gazetteer();
                arena = arena_new();
                s = random_subscribers(n);
                m = match_index_new(s, n, g);
                for (int i = 0; i < 100; i++, asked += n)
                        sent += check_alert(m, s, n);
                match_index_free(m);
                arena_free(arena);
                gazetteer_free(g);
        }
        g = shipped;
        arena = outer;
        /* Neither everybody nor nobody, or this would prove little. */
        assert_in_range(sent, asked / 50, asked / 2);
        assert_true(heads_ups > 100);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(up_and_down_the_tree),
            cmocka_unit_test(conditions_and_their_reasons),
            cmocka_unit_test(near_a_point),
            cmocka_unit_test(the_nearest_miss_of_several_rules_is_told),
            cmocka_unit_test(the_block_that_concerns_them_most_is_theirs),
            cmocka_unit_test(translations_are_one_concern),
            cmocka_unit_test(outlines_of_any_size_know_their_inside),
            cmocka_unit_test(places_that_are_not_known_meet_nobody),
            cmocka_unit_test(the_index_agrees_with_asking_everybody),
        };

        return cmocka_run_group_tests(tests, set_up, tear_down);
}
