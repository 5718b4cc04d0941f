#include <stdlib.h>

#include "pipeline/pipeline_parts.h"
#include "store/history.h"

static const char *end_word(enum incident_action action, bool expired)
{
        if (action == INCIDENT_END || action == INCIDENT_MERGE)
                return expired ? "expired" : "ended";
        return "open";
}

int pipeline_incident_put(struct pipeline *p, const struct incident *i, const char *state, unsigned revision,
                          int64_t now, struct arena *a, int64_t *ret_id)
{
        const struct alert_info *main = alert_main_info(i->alert, NULL);
        const struct area_place **places;
        size_t n = incident_places(i->alert, true, a, &places);
        const char **paths = arena_array(a, n, sizeof *paths);
        struct history_incident row = {
            .id = i->id,
            .revision = revision,
            .state = state,
            .status = vocab_word(VOCAB_STATUS, (int)i->alert->status),
            .event = vocab_word(VOCAB_EVENT, (int)incident_event(i)),
            .headline = main ? main->headline : NULL,
            .source = i->alert->source,
            .opened = i->opened,
            .updated = now,
            .expires = i->expires,
            .document = incident_encode(i, a),
            .places = paths,
            .n_places = n,
        };

        for (size_t k = 0; k < n; k++)
                paths[k] = places[k]->path;
        return history_put_incident(p->store, &row, ret_id);
}

void pipeline_incident_note_expiry(struct pipeline *p, int64_t expires)
{
        if (p->next_expiry == TIMESTAMP_NONE || expires < p->next_expiry)
                p->next_expiry = expires;
}

int pipeline_incident_load(struct pipeline *p, struct problem *why)
{
        struct history_filter open = {.state = "open", .since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};
        struct incident_table *table = incident_table_new(p->setup->gazetteer);
        struct arena *a = arena_new();
        struct history_incident *rows;
        size_t n = 0;
        int r = history_incidents(p->store, &open, a, &rows, &n);

        if (r < 0)
                problem_set(why, r, "cannot read the open incidents: %s", store_problem(p->store));
        p->next_expiry = TIMESTAMP_NONE;
        for (size_t i = 0; i < n && r == 0; i++) {
                struct incident *incident;
                struct problem bad = {""};
                /* One that is damaged must not keep all others from being told of. */
                if (incident_decode(rows[i].document, p->setup->gazetteer, &incident, &bad) < 0) {
                        log_error(
                            "incident %lld cannot be read and is left alone, nobody is told of its end: %s",
                            (long long)rows[i].id, bad.text);
                        (void)history_set_damaged(p->store, rows[i].id);
                        continue;
                }
                incident->id = rows[i].id;
                incident->revision = rows[i].revision;
                incident_table_put(table, incident);
                pipeline_incident_note_expiry(p, incident->expires);
        }
        arena_free(a);
        if (r < 0) {
                incident_table_free(table);
                return r;
        }
        incident_table_free(p->incidents);
        p->incidents = table;
        p->stale = false;
        return 0;
}

void pipeline_incident_reload(struct pipeline *p)
{
        struct problem why = {""};

        p->stale = true;
        if (pipeline_incident_load(p, &why) < 0)
                log_error("%s", why.text);
}

bool pipeline_incident_fresh(struct pipeline *p)
{
        struct problem why = {""};

        return !p->stale || pipeline_incident_load(p, &why) == 0;
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

size_t pipeline_incident_distinct(uint32_t *places, size_t n)
{
        size_t kept = 0;

        if (n)
                qsort(places, n, sizeof *places, by_number);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || places[kept - 1] != places[i])
                        places[kept++] = places[i];
        return kept;
}

size_t pipeline_incident_touched(const struct incident_change *c, struct arena *a, uint32_t **ret)
{
        const struct area_place **old = NULL, **new = NULL;
        size_t n_old = c->before ? incident_places(c->before->alert, false, a, &old) : 0;
        size_t n_new = c->after ? incident_places(c->after->alert, false, a, &new) : 0;
        uint32_t *places = arena_array(a, n_old + n_new, sizeof *places);

        for (size_t i = 0; i < n_old; i++)
                places[i] = old[i]->number;
        for (size_t i = 0; i < n_new; i++)
                places[n_old + i] = new[i]->number;
        *ret = places;
        return pipeline_incident_distinct(places, n_old + n_new);
}

int pipeline_incident_apply(struct pipeline *p, struct announce *n, struct incident_change *c,
                            const struct alert *said, int64_t *ret_id)
{
        bool ends = c->action == INCIDENT_END || c->action == INCIDENT_MERGE;
        const struct incident *content = c->after ? c->after : c->before;
        /* Said in the state; a voice less may leave a place to what lies around it. */
        bool same_state = c->action == INCIDENT_REPEAT && c->after->expires == c->before->expires &&
                          c->after->alert->n_infos == c->before->alert->n_infos;
        uint32_t *places;
        size_t n_places;
        int64_t id = 0;
        int r;

        if (c->action == INCIDENT_NONE)
                return 0;
        r = pipeline_incident_put(p, content, end_word(c->action, !said), content->revision + ends, n->now,
                                  n->arena, &id);
        if (r == 0 && c->after)
                c->after->id = id;
        if (r == 0)
                r = announce_change(n, c, said, id);
        if (r < 0) {
                incident_free(c->after);
                return r;
        }
        n_places = pipeline_incident_touched(c, n->arena, &places);
        if (c->after) {
                pipeline_incident_note_expiry(p, c->after->expires);
                incident_table_put(p->incidents, c->after);
        } else {
                incident_table_drop(p->incidents, id);
        }
        *ret_id = id;
        return same_state ? 0 : announce_states(n, places, n_places);
}
