#include "incident/incident.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "alert/alert_json.h"
#include "base/timestamp.h"

struct by_id {
        int64_t id;
        struct incident *incident;
        UT_hash_handle hh;
};

struct by_thread {
        int64_t id;
        UT_hash_handle hh;
        char thread[];
};

/* One place of one incident. */
struct at_place {
        uint32_t place;
        int64_t id;
};

struct incident_table {
        struct by_id *ids;
        struct by_thread *threads;
        struct at_place *places; /* in order of place, then id */
        size_t n_places, room_places;
};

struct incident_table *incident_table_new(void)
{
        struct incident_table *t = calloc(1, sizeof *t);

        if (!t)
                abort();
        return t;
}

void incident_table_free(struct incident_table *t)
{
        struct by_id *e, *next;

        if (!t)
                return;
        HASH_ITER(hh, t->ids, e, next)
        incident_table_drop(t, e->id);
        free(t->places);
        free(t);
}

size_t incident_table_count(const struct incident_table *t)
{
        return HASH_COUNT(t->ids);
}

/* A thread that a later incident took over stays with that one. */
static void forget_threads(struct incident_table *t, const struct incident *i)
{
        for (size_t n = 0; n < i->n_threads; n++) {
                struct by_thread *e;
                HASH_FIND_STR(t->threads, i->threads[n], e);
                if (e && e->id == i->id) {
                        HASH_DEL(t->threads, e);
                        free(e);
                }
        }
}

static void learn_threads(struct incident_table *t, const struct incident *i)
{
        for (size_t n = 0; n < i->n_threads; n++) {
                size_t length = strlen(i->threads[n]);
                struct by_thread *e;
                HASH_FIND(hh, t->threads, i->threads[n], length, e);
                if (!e) {
                        e = calloc(1, sizeof *e + length + 1);
                        if (!e)
                                abort();
                        memcpy(e->thread, i->threads[n], length + 1);
                        HASH_ADD(hh, t->threads, thread, length, e);
                }
                e->id = i->id;
        }
}

/* Where this entry is or would be. */
static size_t place_slot(const struct incident_table *t, uint32_t place, int64_t id)
{
        size_t low = 0, high = t->n_places;

        while (low < high) {
                size_t middle = (low + high) / 2;
                const struct at_place *p = &t->places[middle];
                if (p->place < place || (p->place == place && p->id < id))
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static void learn_place(struct incident_table *t, uint32_t place, int64_t id)
{
        size_t slot = place_slot(t, place, id);

        if (place == PLACE_NONE ||
            (slot < t->n_places && t->places[slot].place == place && t->places[slot].id == id))
                return;
        if (t->n_places == t->room_places) {
                t->room_places = t->room_places ? 2 * t->room_places : 64;
                t->places = reallocarray(t->places, t->room_places, sizeof *t->places);
                if (!t->places)
                        abort();
        }
        memmove(&t->places[slot + 1], &t->places[slot], (t->n_places - slot) * sizeof *t->places);
        t->places[slot] = (struct at_place){place, id};
        t->n_places++;
}

static void forget_place(struct incident_table *t, uint32_t place, int64_t id)
{
        size_t slot = place_slot(t, place, id);

        if (slot == t->n_places || t->places[slot].place != place || t->places[slot].id != id)
                return;
        memmove(&t->places[slot], &t->places[slot + 1], (t->n_places - slot - 1) * sizeof *t->places);
        t->n_places--;
}

static void each_place(struct incident_table *t, const struct incident *i,
                       void (*act)(struct incident_table *t, uint32_t place, int64_t id))
{
        for (size_t b = 0; b < i->alert->n_infos; b++)
                for (size_t k = 0; k < i->alert->infos[b].n_places; k++)
                        act(t, i->alert->infos[b].places[k].number, i->id);
}

void incident_table_put(struct incident_table *t, struct incident *incident)
{
        struct by_id *e;

        HASH_FIND(hh, t->ids, &incident->id, sizeof incident->id, e);
        if (e) {
                forget_threads(t, e->incident);
                each_place(t, e->incident, forget_place);
                incident_free(e->incident);
        } else {
                e = calloc(1, sizeof *e);
                if (!e)
                        abort();
                e->id = incident->id;
                HASH_ADD(hh, t->ids, id, sizeof e->id, e);
        }
        e->incident = incident;
        learn_threads(t, incident);
        each_place(t, incident, learn_place);
}

void incident_table_drop(struct incident_table *t, int64_t id)
{
        struct by_id *e;

        HASH_FIND(hh, t->ids, &id, sizeof id, e);
        if (!e)
                return;
        HASH_DEL(t->ids, e);
        forget_threads(t, e->incident);
        each_place(t, e->incident, forget_place);
        incident_free(e->incident);
        free(e);
}

const struct incident *incident_by_id(const struct incident_table *t, int64_t id)
{
        struct by_id *e;

        HASH_FIND(hh, t->ids, &id, sizeof id, e);
        return e ? e->incident : NULL;
}

const struct incident *incident_by_thread(const struct incident_table *t, const char *thread)
{
        struct by_thread *e;

        HASH_FIND_STR(t->threads, thread, e);
        return e ? incident_by_id(t, e->id) : NULL;
}

const struct incident *incident_next(const struct incident_table *t, const struct incident *after)
{
        struct by_id *e = t->ids;

        if (after) {
                HASH_FIND(hh, t->ids, &after->id, sizeof after->id, e);
                e = e ? e->hh.next : NULL;
        }
        return e ? e->incident : NULL;
}

/* What is found so far; an incident with many places is met many times. */
struct found {
        const struct incident **items;
        size_t n, room;
};

static void collect(const struct incident_table *t, uint32_t first, uint32_t last, struct arena *a,
                    struct found *f)
{
        for (size_t slot = place_slot(t, first, INT64_MIN);
             slot < t->n_places && t->places[slot].place <= last; slot++) {
                f->items = arena_grow(a, f->items, f->n, &f->room, sizeof *f->items);
                f->items[f->n++] = incident_by_id(t, t->places[slot].id);
        }
}

static int by_incident_id(const void *a, const void *b)
{
        const struct incident *x = *(const struct incident *const *)a,
                              *y = *(const struct incident *const *)b;

        return (x->id > y->id) - (x->id < y->id);
}

static size_t distinct(struct found *f)
{
        size_t kept = 0;

        if (f->n)
                qsort(f->items, f->n, sizeof *f->items, by_incident_id);
        for (size_t i = 0; i < f->n; i++)
                if (kept == 0 || f->items[kept - 1] != f->items[i])
                        f->items[kept++] = f->items[i];
        return kept;
}

size_t incident_at(const struct incident_table *t, uint32_t place, struct arena *a,
                   const struct incident ***ret)
{
        struct found f = {0};

        collect(t, place, place, a, &f);
        *ret = f.items;
        return distinct(&f);
}

size_t incident_around(const struct incident_table *t, const struct gazetteer *g, uint32_t place,
                       struct arena *a, const struct incident ***ret)
{
        struct found f = {0};

        if (place != PLACE_NONE) {
                collect(t, place, place_last(g, place), a, &f);
                for (uint32_t p = place_parent(g, place); p != PLACE_NONE; p = place_parent(g, p))
                        collect(t, p, p, a, &f);
        }
        *ret = f.items;
        return distinct(&f);
}

char *incident_thread(struct arena *a, const char *sender, const char *identifier)
{
        return arena_printf(a, "%s %s", sender ? sender : "", identifier);
}

enum alert_event incident_event(const struct incident *i)
{
        const struct alert_info *info = alert_main_info(i->alert, NULL);

        return info ? info->event : EVENT_OTHER;
}

static int by_path(const void *a, const void *b)
{
        return strcmp((*(const struct area_place *const *)a)->path,
                      (*(const struct area_place *const *)b)->path);
}

size_t incident_places(const struct alert *alert, bool all, struct arena *a, const struct area_place ***ret)
{
        const struct area_place **places = NULL;
        size_t n = 0, room = 0, kept = 0;

        for (size_t i = 0; i < alert->n_infos; i++) {
                enum alert_state state = alert_info_state(alert, &alert->infos[i]);
                if (state == STATE_ALL_CLEAR || (!all && state != STATE_LIVE))
                        continue;
                for (size_t k = 0; k < alert->infos[i].n_places; k++) {
                        places = arena_grow(a, places, n, &room, sizeof *places);
                        places[n++] = &alert->infos[i].places[k];
                }
        }
        if (n)
                qsort(places, n, sizeof *places, by_path);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || strcmp(places[kept - 1]->path, places[i]->path) != 0)
                        places[kept++] = places[i];
        *ret = places;
        return kept;
}

/* --- the document: {"alert": {...}, "threads": [...], "sources": [...], "opened": microseconds, ...} --- */

char *incident_encode(const struct incident *i, struct arena *a)
{
        json_t *o = json_object(), *threads = json_array(), *sources = json_array();
        char *text, *alert, *document;

        for (size_t n = 0; n < i->n_threads; n++)
                json_array_append_new(threads, json_string_nocheck(i->threads[n]));
        for (size_t n = 0; n < i->n_sources; n++)
                json_array_append_new(sources, json_pack("{s:s, s:b, s:I}", "name", i->sources[n].name,
                                                         "official", i->sources[n].official, "sent",
                                                         (json_int_t)i->sources[n].sent));
        json_object_set_new(o, "threads", threads);
        json_object_set_new(o, "sources", sources);
        if (i->n_merged) {
                json_t *merged = json_array();
                for (size_t n = 0; n < i->n_merged; n++)
                        json_array_append_new(merged, json_integer(i->merged[n]));
                json_object_set_new(o, "merged", merged);
        }
        json_object_set_new(o, "opened", json_integer(i->opened));
        json_object_set_new(o, "updated", json_integer(i->updated));
        json_object_set_new(o, "expires", json_integer(i->expires));
        text = json_dumps(o, JSON_COMPACT);
        json_decref(o);
        if (!text)
                abort();
        /* The alert is a document already; it is put in as it is. */
        alert = alert_json_encode(i->alert, a);
        document = arena_printf(a, "{\"alert\":%s,%s", alert, text + 1);
        free(text);
        return document;
}

static int by_number(const void *a, const void *b)
{
        const struct area_place *x = a, *y = b;

        return (x->number > y->number) - (x->number < y->number);
}

/* As locate left them: distinct and in order. Another gazetteer has other numbers, and two places may fall
 * back to the same one. */
static void sort_places(struct alert_info *info)
{
        size_t kept = 0;

        if (info->n_places)
                qsort(info->places, info->n_places, sizeof *info->places, by_number);
        for (size_t k = 0; k < info->n_places; k++)
                if (kept == 0 || info->places[k].number == PLACE_NONE ||
                    info->places[kept - 1].number != info->places[k].number)
                        info->places[kept++] = info->places[k];
        info->n_places = kept;
}

static void locate_again(const struct gazetteer *g, struct incident *incident, struct alert *alert,
                         struct arena *a)
{
        size_t room = 0;

        for (size_t i = 0; i < alert->n_infos; i++) {
                for (size_t k = 0; k < alert->infos[i].n_places; k++) {
                        struct area_place *p = &alert->infos[i].places[k];
                        char *path = arena_strdup(a, p->path), *slash;
                        while ((p->number = place_by_path(g, path)) == PLACE_NONE &&
                               (slash = strrchr(path, '/')))
                                *slash = 0;
                        if (strcmp(path, p->path) != 0) {
                                incident->moved = arena_grow(a, incident->moved, incident->n_moved, &room,
                                                             sizeof *incident->moved);
                                incident->moved[incident->n_moved++] = p->path;
                        }
                        p->path = path;
                }
                sort_places(&alert->infos[i]);
        }
}

static void decode_lists(struct incident *i, const json_t *o, struct arena *a)
{
        const json_t *threads = json_object_get(o, "threads"), *sources = json_object_get(o, "sources");
        const json_t *merged = json_object_get(o, "merged");

        i->merged = arena_array(a, json_array_size(merged), sizeof *i->merged);
        for (size_t n = 0; n < json_array_size(merged); n++)
                i->merged[i->n_merged++] = json_integer_value(json_array_get(merged, n));

        i->threads = arena_array(a, json_array_size(threads), sizeof *i->threads);
        for (size_t n = 0; n < json_array_size(threads); n++)
                if (json_is_string(json_array_get(threads, n)))
                        i->threads[i->n_threads++] =
                            arena_strdup(a, json_string_value(json_array_get(threads, n)));
        i->sources = arena_array(a, json_array_size(sources), sizeof *i->sources);
        for (size_t n = 0; n < json_array_size(sources); n++) {
                const json_t *s = json_array_get(sources, n);
                if (json_is_string(json_object_get(s, "name")))
                        i->sources[i->n_sources++] = (struct incident_source){
                            .name = arena_strdup(a, json_string_value(json_object_get(s, "name"))),
                            .official = json_is_true(json_object_get(s, "official")),
                            .sent = json_integer_value(json_object_get(s, "sent")),
                        };
        }
}

static int decode(const json_t *o, const struct gazetteer *g, struct arena *a, struct incident **ret,
                  struct problem *why)
{
        struct incident *i = arena_alloc(a, sizeof *i);
        struct alert *alert = arena_alloc(a, sizeof *alert);
        char *text = json_dumps(json_object_get(o, "alert"), JSON_COMPACT);
        int r;

        if (!text)
                return problem_set(why, -EINVAL, "an incident's document has no alert");
        r = alert_json_decode(text, a, alert, why);
        free(text);
        if (r < 0)
                return r;
        locate_again(g, i, alert, a);
        i->arena = a;
        i->alert = alert;
        i->opened = json_integer_value(json_object_get(o, "opened"));
        i->updated = json_integer_value(json_object_get(o, "updated"));
        i->expires = json_integer_value(json_object_get(o, "expires"));
        decode_lists(i, o, a);
        *ret = i;
        return 0;
}

int incident_decode(const char *document, const struct gazetteer *g, struct incident **ret,
                    struct problem *why)
{
        struct arena *a = arena_new();
        json_error_t error;
        json_t *o = json_loads(document, JSON_REJECT_DUPLICATES, &error);
        int r;

        if (!o)
                r = problem_set(why, -EINVAL, "an incident's document is not JSON: %s", error.text);
        else
                r = decode(o, g, a, ret, why);
        json_decref(o);
        if (r < 0)
                arena_free(a);
        return r;
}

void incident_free(struct incident *i)
{
        if (i)
                arena_free(i->arena);
}
