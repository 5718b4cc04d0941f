#include "ctl/check.h"

#include <stdlib.h>
#include <string.h>

#include "match/concern.h"

#define EXPLAINED_MOST 1000 /* of the database, whose rules are read for the reason */

/* A later alert's decision counts only where it is better than what was found so far. */
static bool is_better(enum route_decision new, enum route_decision old)
{
        static const int rank[] = {[ROUTE_SEND] = 2, [ROUTE_HOLD] = 1, [ROUTE_SKIP] = 0};

        return rank[new] > rank[old];
}

struct deciding {
        const struct setup *setup;
        struct check *check;
        uint64_t *seen; /* a bit for each who has a route */
        size_t room;
        struct arena *arena;
};

/* Those of the database: only who would be told, for they may be millions. */
static void decide_stored(struct deciding *d, const struct concern_list *concerns)
{
        struct check *check = d->check;
        const struct match_hit *hits;
        size_t n = people_match(d->setup->people, concerns, &hits);

        for (size_t i = 0; i < n; i++) {
                uint32_t number = hits[i].subscriber;
                struct route route = {
                    .subscriber = number, .decision = ROUTE_SEND, .reason = "a rule asks for it"};

                if (number < d->setup->n_subscribers || d->seen[number / 64] >> number % 64 & 1)
                        continue;
                d->seen[number / 64] |= UINT64_C(1) << number % 64;
                if (n <= EXPLAINED_MOST)
                        route = people_explain(d->setup->people, concerns, number, d->arena);
                check->routes =
                    arena_grow(d->arena, check->routes, check->n_routes, &d->room, sizeof *check->routes);
                check->routes[check->n_routes++] = route;
        }
}

static void decide(const struct setup *setup, struct check *check, struct arena *a)
{
        size_t n = setup->n_subscribers;
        struct deciding d = {.setup = setup,
                             .check = check,
                             .seen = arena_array(a, people_numbers(setup->people) / 64 + 1, sizeof *d.seen),
                             .room = n + 1,
                             .arena = a};

        check->routes = arena_array(a, n + 1, sizeof *check->routes);
        check->n_routes = n;
        for (size_t i = 0; i < check->alerts.n; i++) {
                struct concern_list *concerns = concern_list(&check->alerts.alerts[i], setup->gazetteer, a);

                for (size_t k = 0; k < n; k++) {
                        struct route route;

                        if (i > 0 && check->routes[k].decision == ROUTE_SEND)
                                continue;
                        route = people_explain(setup->people, concerns, (uint32_t)k, a);
                        if (i == 0 || is_better(route.decision, check->routes[k].decision))
                                check->routes[k] = route;
                }
                decide_stored(&d, concerns);
        }
}

void check_bytes(const struct setup *setup, struct check *check, int64_t now, struct arena *a)
{
        struct problem why = {""};
        int r = setup_read(setup, check->source, check->data, check->size, now, a, &check->alerts, &why);

        if (r < 0) {
                check->rejected = arena_strdup(a, why.text);
                check->alerts = (struct alert_list){0};
                return;
        }
        if (r > 0)
                check->partly = arena_strdup(a, why.text);
        if (check->alerts.n)
                decide(setup, check, a);
}

const struct alert_info *check_next_info(const struct alert *alert, const struct alert_info *after)
{
        enum alert_state state = alert_state(alert);

        for (size_t i = after ? (size_t)(after - alert->infos) + 1 : 0; i < alert->n_infos; i++)
                if (alert_info_state(alert, &alert->infos[i]) == state)
                        return &alert->infos[i];
        return NULL;
}

/* Affected before toward, so that the first of several is the one that counts. */
static int by_place(const void *a, const void *b)
{
        const struct area_place *x = *(const struct area_place *const *)a;
        const struct area_place *y = *(const struct area_place *const *)b;

        if (x->number != y->number)
                return x->number < y->number ? -1 : 1;
        return (int)x->role - (int)y->role;
}

size_t check_places(const struct alert *alert, struct arena *a, const struct area_place ***ret)
{
        const struct area_place **places;
        size_t n = 0, distinct = 0;

        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                n += i->n_places;
        places = arena_array(a, n, sizeof *places);
        n = 0;
        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_places; k++)
                        places[n++] = &i->places[k];
        if (n)
                qsort(places, n, sizeof *places, by_place);
        for (size_t i = 0; i < n; i++)
                if (i == 0 || places[i]->number != places[i - 1]->number)
                        places[distinct++] = places[i];
        *ret = places;
        return distinct;
}
