/* What matching costs: a million subscribers in Ukraine on the shipped gazetteer, one JSON line per figure.
 *
 * usage: match_bench [subscribers=1000000] [rounds=3] [gazetteer=config/gazetteer] [country=ua]
 * Subscribers follow 1 to 5 places, most of them villages and communities, the first in the tables more than
 * the last; a third of the rules wants some events only, most have a least severity. Alerts are for 1, 5 or
 * 20 places of one level. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "match/match.h"

enum { COUNTRY, REGION, MIDDLE, VILLAGE, KINDS };
static const char *const kind_words[KINDS] = {"country", "region", "district", "settlement"};

struct bench {
        struct gazetteer *gazetteer;
        struct arena *arena;
        struct subscriber *subscribers;
        struct match_index *index;
        uint32_t *places[KINDS];
        const char **paths;
        size_t n_places[KINDS], n, rounds;
        uint64_t seed;
        const char *country;
        bool plain; /* rules have a least severity and nothing else */
};

static double now_ns(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static uint64_t chance(struct bench *b, uint64_t n)
{
        b->seed ^= b->seed << 13;
        b->seed ^= b->seed >> 7;
        b->seed ^= b->seed << 17;
        return (b->seed >> 11) % n;
}

static void list_places(struct bench *b)
{
        uint32_t country = place_by_path(b->gazetteer, b->country), last = place_last(b->gazetteer, country);

        b->paths = arena_array(b->arena, gazetteer_count(b->gazetteer), sizeof *b->paths);
        for (int kind = 0; kind < KINDS; kind++)
                b->places[kind] = arena_array(b->arena, last - country + 1, sizeof **b->places);
        for (uint32_t p = country; p <= last; p++) {
                enum place_level level = place_level(b->gazetteer, p);
                int kind = level == LEVEL_COUNTRY     ? COUNTRY
                           : level == LEVEL_REGION    ? REGION
                           : level < LEVEL_SETTLEMENT ? MIDDLE
                                                      : VILLAGE;

                b->places[kind][b->n_places[kind]++] = p;
                b->paths[p] = place_path(b->gazetteer, p, b->arena);
        }
}

/* The square of an even chance: some places have many followers. */
static uint32_t any_place(struct bench *b, int kind)
{
        double u = (double)chance(b, 1u << 30) / (1u << 30);

        return b->places[kind][(size_t)(u * u * (double)b->n_places[kind])];
}

static uint32_t followed_place(struct bench *b)
{
        uint64_t c = chance(b, 1000);

        return any_place(b, c < 1 ? COUNTRY : c < 50 ? REGION : c < 500 ? MIDDLE : VILLAGE);
}

static struct rule *any_rule(struct bench *b)
{
        static const char *const severities[] = {NULL,       NULL,       NULL,     NULL,     "Moderate",
                                                 "Moderate", "Moderate", "Severe", "Severe", "Extreme"};
        const char *places[5], *events[3];
        struct rule_text text = {.places = places, .n_places = 1 + chance(b, 5), .events = events};
        struct problem why = {0};
        struct rule *rule = NULL;

        for (size_t i = 0; i < text.n_places; i++)
                places[i] = b->paths[followed_place(b)];
        text.severity = severities[chance(b, 10)];
        if (!b->plain && !chance(b, 3))
                for (text.n_events = 0; text.n_events < 3; text.n_events++)
                        events[text.n_events] = vocab_word(VOCAB_EVENT, (int)chance(b, EVENT_COUNT));
        if (rule_compile(&text, b->gazetteer, b->arena, &rule, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                exit(1);
        }
        return rule;
}

static void subscribe(struct bench *b)
{
        size_t before;
        struct rule **rules;
        double start = now_ns(), compiled;

        b->subscribers = arena_array(b->arena, b->n, sizeof *b->subscribers);
        rules = arena_array(b->arena, b->n, sizeof *rules);
        before = arena_used(b->arena);
        for (size_t i = 0; i < b->n; i++) {
                rules[i] = any_rule(b);
                b->subscribers[i] = (struct subscriber){.name = "s", .rules = &rules[i], .n_rules = 1};
        }
        compiled = now_ns();
        b->index = match_index_new(b->subscribers, b->n, b->gazetteer);
        printf("{\"figure\":\"build\",\"rules\":\"%s\",\"subscribers\":%zu,\"compile_ms\":%.0f,\"index_ms\":%"
               ".0f,"
               "\"index_bytes_each\":%.1f,\"rule_bytes_each\":%.1f}\n",
               b->plain ? "severity" : "severity and events", b->n, (compiled - start) / 1e6,
               (now_ns() - compiled) / 1e6, (double)match_index_bytes(b->index) / (double)b->n,
               (double)(arena_used(b->arena) - before) / (double)b->n);
}

static int compare_numbers(const void *x, const void *y)
{
        uint32_t a = ((const struct area_place *)x)->number, c = ((const struct area_place *)y)->number;

        return a < c ? -1 : a > c;
}

static void fill_alert(struct bench *b, int kind, size_t k, struct alert_info *info)
{
        for (info->n_places = 0; info->n_places < k; info->n_places++)
                info->places[info->n_places] = (struct area_place){.number = any_place(b, kind), .path = ""};
        qsort(info->places, k, sizeof *info->places, compare_numbers);
}

/* Mean nanoseconds and matches of one alert. The concern list counts, the making of the alert does not. */
static double run(struct bench *b, int kind, size_t k, size_t times, double *ret_matched)
{
        struct area_place places[20];
        struct alert_info info = {.event = EVENT_DRONE,
                                  .severity = SEVERITY_SEVERE,
                                  .urgency = URGENCY_IMMEDIATE,
                                  .certainty = CERTAINTY_OBSERVED,
                                  .places = places};
        struct alert alert = {.infos = &info, .n_infos = 1, .source = "bench"};
        double ns = 0, matched = 0;

        for (size_t i = 0; i < times; i++) {
                const struct match_hit *hits;
                struct arena *a;
                double start;

                fill_alert(b, kind, k, &info);
                start = now_ns();
                a = arena_new();
                matched += (double)match_alert(b->index, concern_list(&alert, b->gazetteer, a), &hits);
                arena_free(a);
                ns += now_ns() - start;
        }
        *ret_matched = matched / (double)times;
        return ns / (double)times;
}

static int compare_doubles(const void *x, const void *y)
{
        double a = *(const double *)x, c = *(const double *)y;

        return a < c ? -1 : a > c;
}

static void measure(struct bench *b, int kind, size_t k, size_t times)
{
        double each[16], matched = 0, us = 0;

        for (size_t round = 0; round < b->rounds; round++) {
                us = run(b, kind, k, times, &matched) / 1e3;
                each[round] = us * 1e3 / (matched > 0 ? matched : 1);
        }
        qsort(each, b->rounds, sizeof *each, compare_doubles);
        printf("{\"figure\":\"match\",\"rules\":\"%s\",\"places\":%zu,\"level\":\"%s\",\"matched\":%.0f,"
               "\"us\":%.1f,"
               "\"ns_each\":%.2f,\"min\":%.2f,\"max\":%.2f}\n",
               b->plain ? "severity" : "severity and events", k, kind_words[kind], matched, us,
               each[b->rounds / 2], each[0], each[b->rounds - 1]);
}

static void measure_nobody(struct bench *b)
{
        struct area_place places[20];
        struct alert_info info = {.severity = SEVERITY_SEVERE, .places = places};
        struct alert alert = {.infos = &info, .n_infos = 1};
        uint32_t last = gazetteer_count(b->gazetteer) - 1;
        const struct match_hit *hits;
        double start = now_ns();
        size_t matched = 0;

        for (int i = 0; i < 1000; i++) {
                struct arena *a = arena_new();

                for (info.n_places = 0; info.n_places < 20; info.n_places++)
                        places[info.n_places] = (struct area_place){.number = last - (uint32_t)info.n_places};
                matched += match_alert(b->index, concern_list(&alert, b->gazetteer, a), &hits);
                arena_free(a);
        }
        printf("{\"figure\":\"nobody\",\"matched\":%zu,\"us\":%.2f}\n", matched, (now_ns() - start) / 1e6);
}

static void measure_explain(struct bench *b)
{
        struct area_place places[20];
        struct alert_info info = {.severity = SEVERITY_SEVERE, .places = places};
        struct alert alert = {.infos = &info, .n_infos = 1};
        struct arena *a = arena_new();
        struct concern_list *concerns;
        double start;

        fill_alert(b, MIDDLE, 20, &info);
        info.n_places = 20;
        concerns = concern_list(&alert, b->gazetteer, a);
        start = now_ns();
        for (uint32_t i = 0; i < 10000; i++)
                match_explain(b->index, concerns, i % (uint32_t)b->n, a);
        printf("{\"figure\":\"explain\",\"ns\":%.0f}\n", (now_ns() - start) / 1e4);
        arena_free(a);
}

/* A ring of `n` points around a place. */
static struct area_polygon ring_around(struct bench *b, struct area_point center, double km, size_t n)
{
        struct area_polygon ring = {arena_array(b->arena, n + 1, sizeof *ring.points), n + 1};

        for (size_t i = 0; i < n; i++) {
                double angle = 2 * M_PI * (double)i / (double)n, degrees = km / 111.2;

                ring.points[i].lat = center.lat + degrees * sin(angle);
                ring.points[i].lon = center.lon + degrees * cos(angle) / cos(center.lat * M_PI / 180);
        }
        ring.points[n] = ring.points[0];
        return ring;
}

static struct area_point any_point(struct bench *b)
{
        struct area_point point = {50, 30};

        place_point(b->gazetteer, any_place(b, VILLAGE), &point);
        return point;
}

/* People who follow a point with 5 to 50 km around it, and polygons of 1,000 points, 50 km wide. */
static void measure_near(struct bench *b)
{
        size_t n = b->n / 10, matched = 0;
        struct rule **rules = arena_array(b->arena, n, sizeof *rules);
        struct subscriber *s = arena_array(b->arena, n, sizeof *s);
        struct match_index *m;
        double ns = 0;

        for (size_t i = 0; i < n; i++) {
                struct rule_text text = {
                    .has_near = true, .near = any_point(b), .near_radius = 5 + (double)chance(b, 45)};

                if (rule_compile(&text, b->gazetteer, b->arena, &rules[i], NULL) < 0)
                        exit(1);
                s[i] = (struct subscriber){.name = "s", .rules = &rules[i], .n_rules = 1};
        }
        m = match_index_new(s, n, b->gazetteer);
        for (size_t i = 0; i < 100; i++) {
                struct area_polygon ring = ring_around(b, any_point(b), 25, 1000);
                struct area area = {.polygons = &ring, .n_polygons = 1};
                struct alert_info info = {.areas = &area, .n_areas = 1};
                struct alert alert = {.infos = &info, .n_infos = 1};
                const struct match_hit *hits;
                double start = now_ns();

                matched += match_alert(m, concern_list(&alert, b->gazetteer, b->arena), &hits);
                ns += now_ns() - start;
        }
        printf("{\"figure\":\"near\",\"subscribers\":%zu,\"matched\":%zu,\"us\":%.1f,\"ns_each\":%.1f}\n", n,
               matched / 100, ns / 1e5, ns / (double)(matched ? matched : 1));
        match_index_free(m);
}

static void bench(struct bench b)
{
        static const size_t ks[] = {1, 5, 20}, times[KINDS] = {20, 50, 300, 1000};

        b.seed = UINT64_C(88172645463325252);
        b.arena = arena_new();
        list_places(&b);
        subscribe(&b);
        for (int kind = 0; kind < KINDS; kind++)
                for (size_t i = 0; i < (kind == COUNTRY ? 1 : 3); i++)
                        measure(&b, kind, ks[i], times[kind]);
        measure_nobody(&b);
        measure_explain(&b);
        if (b.plain)
                measure_near(&b);
        match_index_free(b.index);
        arena_free(b.arena);
}

int main(int argc, char **argv)
{
        struct bench b = {.n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000,
                          .rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 3};
        const char *directory = argc > 3 ? argv[3] : "config/gazetteer";
        struct problem why = {0};

        b.country = argc > 4 ? argv[4] : "ua";
        if (!b.n || !b.rounds || b.rounds > 16 || gazetteer_load(directory, &b.gazetteer, &why) < 0) {
                fprintf(stderr, "match_bench: %s\n", why.text[0] ? why.text : "1 to 16 rounds");
                return 1;
        }
        b.plain = true;
        bench(b);
        b.plain = false;
        bench(b);
        gazetteer_free(b.gazetteer);
        return 0;
}
