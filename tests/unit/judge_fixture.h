/* judge_fixture: JSON reports said by sources, judged and applied, without a store. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/timestamp.h"
#include "gazetteer/locate.h"
#include "incident/judge.h"
#include "incident/kind.h"
#include "report/report.h"

static struct gazetteer *gazetteer;
static struct event_table *events;
static struct kind_table *kinds;

struct fixture {
        struct arena *arena;
        struct incident_table *table;
        struct incident_change *changes;
        size_t n;
        int64_t now, next_id;
        bool official;
        enum incident_trust trust;
        int64_t join_window;
        const char *toward; /* this place is where it heads: JSON has no word for that */
        uint32_t spared;    /* an all-clear does not end it; 0: it ends all. Nor has it a word for that */
};

static int load_tables(void **state)
{
        struct problem why = {""};

        (void)state;
        if (gazetteer_load("config/gazetteer", &gazetteer, &why) < 0 ||
            event_table_load("config/vocabulary/events.tsv", &events, &why) < 0 ||
            kind_table_load("config/vocabulary/kinds.tsv", &kinds, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return -1;
        }
        return 0;
}

static int free_tables(void **state)
{
        (void)state;
        gazetteer_free(gazetteer);
        event_table_free(events);
        kind_table_free(kinds);
        return 0;
}

static int set_up(void **state)
{
        struct fixture *f = calloc(1, sizeof *f);

        f->arena = arena_new();
        f->table = incident_table_new(gazetteer);
        f->now = INT64_C(1800000000) * TIMESTAMP_SECOND;
        *state = f;
        return 0;
}

static int tear_down(void **state)
{
        struct fixture *f = *state;

        incident_table_free(f->table);
        arena_free(f->arena);
        free(f);
        return 0;
}

/* What the pipeline does with changes, without a store. */
static void apply(struct fixture *f)
{
        for (size_t i = 0; i < f->n; i++) {
                struct incident_change *c = &f->changes[i];
                if (c->after) {
                        if (c->after->id == 0)
                                c->after->id = ++f->next_id;
                        incident_table_put(f->table, c->after);
                } else if (c->before) {
                        incident_table_drop(f->table, c->before->id);
                }
        }
}

/* Judges a JSON report from a source, applies it, and returns the first action. */
static enum incident_action say_from(struct fixture *f, const char *source, const char *json)
{
        struct report_options options = {.limits = report_limits_default,
                                         .events = events,
                                         .gazetteer = gazetteer,
                                         .source = {.name = source},
                                         .now = f->now};
        struct incident_policy policy = {.kinds = kinds,
                                         .official = f->official,
                                         .trust = f->trust,
                                         .join_window = f->join_window,
                                         .alert_life = 6 * TIMESTAMP_HOUR,
                                         .news_life = 24 * TIMESTAMP_HOUR};
        struct problem why = {""};
        struct alert_list list;
        static int number;
        enum incident_action action;

        if (report_decode(&options, json, strlen(json), f->arena, &list, &why) != 0)
                fail_msg("%s: %s", json, why.text);
        locate_alert(gazetteer, PLACE_NONE, &list.alerts[0], f->arena);
        for (size_t i = 0; f->toward && i < list.alerts[0].infos[0].n_places; i++)
                if (strcmp(list.alerts[0].infos[0].places[i].path, f->toward) == 0)
                        list.alerts[0].infos[0].places[i].role = ROLE_TOWARD;
        if (f->spared) {
                list.alerts[0].infos[0].spared = &f->spared;
                list.alerts[0].infos[0].n_spared = 1;
        }
        f->n = incident_judge(f->table, gazetteer, &list.alerts[0], arena_printf(f->arena, "key%d", number++),
                              &policy, f->now, f->arena, &f->changes);
        assert_true(f->n > 0);
        action = f->changes[0].action;
        apply(f);
        f->now += TIMESTAMP_MINUTE;
        return action;
}

static enum incident_action say(struct fixture *f, const char *json)
{
        return say_from(f, "local", json);
}

#define DRONE(place)    "{\"event\": \"drone\", \"places\": [\"" place "\"]}"
#define CLEAR(e, place) "{\"event\": \"" e "\", \"msgType\": \"Cancel\", \"places\": [\"" place "\"]}"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
