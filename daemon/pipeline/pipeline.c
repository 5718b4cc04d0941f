#include "pipeline/pipeline.h"

#include <errno.h>
#include <stdlib.h>

#include "pipeline/pipeline_parts.h"

#define SKEW_KEEP TIMESTAMP_HOUR

struct announce pipeline_announce(struct pipeline *p, int64_t now, struct arena *a)
{
        return (struct announce){
            .setup = p->setup, .store = p->store, .incidents = p->incidents, .now = now, .arena = a};
}

void pipeline_committed(struct pipeline *p, const struct announce *n)
{
        for (size_t i = 0; i < n->n_superseded; i++)
                p->options.superseded(n->superseded[i].incident, n->superseded[i].revision,
                                      n->superseded[i].topic, p->options.context);
        p->options.committed(p->options.context);
}

/* The end of a batch of announcements: all of it, or where `r` says that something failed, nothing. */
static int finish(struct pipeline *p, const struct announce *n, int r)
{
        if (r == 0)
                r = store_commit(p->store);
        if (r < 0)
                store_rollback(p->store);
        else
                pipeline_committed(p, n);
        return r;
}

int pipeline_restate(struct pipeline *p, int64_t now)
{
        struct announce n;
        struct arena *a;
        uint32_t *places = NULL;
        size_t n_places = 0, room = 0;
        int r;

        /* What a failed rollback has left in memory was not committed, and must not be published. */
        if (!pipeline_incident_fresh(p))
                return -EIO;
        a = arena_new();
        n = pipeline_announce(p, now, a);
        r = store_begin(p->store);

        for (const struct incident *i = incident_next(p->incidents, NULL); i;
             i = incident_next(p->incidents, i)) {
                const struct area_place **at;
                size_t count = incident_places(i->alert, false, a, &at);
                for (size_t k = 0; k < count; k++) {
                        places = arena_grow(a, places, n_places, &room, sizeof *places);
                        places[n_places++] = at[k]->number;
                }
        }
        if (r == 0)
                r = announce_states(&n, places, pipeline_incident_distinct(places, n_places));
        r = finish(p, &n, r);
        arena_free(a);
        return r;
}

/* After another gazetteer: places that it has no more went to those around them, and so do their states. */
static int move_states(struct pipeline *p, int64_t now)
{
        struct arena *a = arena_new();
        struct announce n = pipeline_announce(p, now, a);
        int r = store_begin(p->store);

        for (const struct incident *i = incident_next(p->incidents, NULL); i && r == 0;
             i = incident_next(p->incidents, i)) {
                struct incident_change c = {.before = i};
                uint32_t *places;
                size_t n_places;
                int64_t id;
                if (i->n_moved == 0)
                        continue;
                for (size_t k = 0; k < i->n_moved && r == 0; k++)
                        r = announce_no_state(&n, i->moved[k]);
                n_places = pipeline_incident_touched(&c, a, &places);
                if (r == 0)
                        r = announce_states(&n, places, n_places);
                if (r == 0)
                        r = pipeline_incident_put(p, i, "open", i->revision, i->updated, a, &id);
        }
        r = finish(p, &n, r);
        arena_free(a);
        return r;
}

/* --- start, stop, reload --- */

int pipeline_open(const struct pipeline_options *options, const struct setup *setup, int64_t now,
                  struct pipeline **ret, struct problem *why)
{
        struct pipeline *p = calloc(1, sizeof *p);
        int r;

        if (!p)
                abort();
        p->options = *options;
        p->store = options->store;
        p->setup = setup;
        r = pipeline_incident_load(p, why);
        if (r == 0 && (r = move_states(p, now)) < 0)
                problem_set(why, r, "cannot store where incidents are: %s", store_problem(p->store));
        if (r < 0) {
                pipeline_close(p);
                return r;
        }
        *ret = p;
        return 0;
}

void pipeline_close(struct pipeline *p)
{
        if (!p)
                return;
        incident_table_free(p->incidents);
        free(p->suspect);
        free(p);
}

int pipeline_replace_setup(struct pipeline *p, const struct setup *setup, int64_t now, struct problem *why)
{
        const struct setup *old = p->setup;
        int r;

        p->setup = setup;
        if (!p->stale && gazetteer_same(old->gazetteer, setup->gazetteer)) {
                incident_table_use(p->incidents, setup->gazetteer); /* what is open has the same places */
                return 0;
        }
        r = pipeline_incident_load(p, why);
        if (r < 0)
                p->setup = old;
        else if (move_states(p, now) < 0)
                log_warning("state topics of places that are no more stay: %s", store_problem(p->store));
        return r;
}

const char *pipeline_trouble(const struct pipeline *p)
{
        return p->trouble;
}

const char *pipeline_clock_trouble(const struct pipeline *p, int64_t now)
{
        return *p->skew && now - p->skew_seen < SKEW_KEEP ? p->skew : "";
}

size_t pipeline_open_incidents(const struct pipeline *p)
{
        return incident_table_count(p->incidents);
}
