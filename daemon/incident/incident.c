#include "incident/incident.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define OVERHEAD 2048 /* of an incident: its entries here, and what its arena has not handed out */

struct by_id {
        int64_t id;
        struct incident *incident;
        size_t bytes;
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
        struct touch_box box;
        int64_t id;
};

struct incident_table {
        const struct gazetteer *gazetteer;
        struct by_id *ids;
        struct by_thread *threads;
        struct at_place *places; /* in order of place, then id */
        size_t n_places, room_places, bytes;
};

struct incident_table *incident_table_new(const struct gazetteer *g)
{
        struct incident_table *t = calloc(1, sizeof *t);

        if (!t)
                abort();
        t->gazetteer = g;
        return t;
}

void incident_table_use(struct incident_table *t, const struct gazetteer *g)
{
        t->gazetteer = g;
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

size_t incident_table_bytes(const struct incident_table *t)
{
        return t->bytes;
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

/* That of a neighbour in the list where it is about the same place. */
static struct touch_box box_at(const struct incident_table *t, size_t slot, uint32_t place)
{
        if (slot > 0 && t->places[slot - 1].place == place)
                return t->places[slot - 1].box;
        if (slot < t->n_places && t->places[slot].place == place)
                return t->places[slot].box;
        return touch_box_of(t->gazetteer, place);
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
        t->places[slot] = (struct at_place){place, box_at(t, slot, place), id};
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
        t->bytes -= e->bytes;
        e->bytes = arena_used(incident->arena) + OVERHEAD;
        t->bytes += e->bytes;
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
        t->bytes -= e->bytes;
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

size_t incident_beside(const struct incident_table *t, const struct touch_zone *zone, struct arena *a,
                       const struct incident ***ret)
{
        struct found f = {0};
        uint32_t seen = PLACE_NONE;
        bool near = false;

        for (size_t slot = 0; zone->n && slot < t->n_places; slot++) {
                if (t->places[slot].place != seen) {
                        seen = t->places[slot].place;
                        near = touch_zone_meets(zone, &t->places[slot].box) && touch_zone_has(zone, seen);
                }
                if (!near)
                        continue;
                f.items = arena_grow(a, f.items, f.n, &f.room, sizeof *f.items);
                f.items[f.n++] = incident_by_id(t, t->places[slot].id);
        }
        *ret = f.items;
        return distinct(&f);
}

char *incident_thread(struct arena *a, const char *sender, const char *identifier)
{
        return arena_printf(a, "%s %s", sender ? sender : "", identifier);
}

/* No sender's name begins with a space. */
char *incident_shared_thread(struct arena *a, const char *name)
{
        return arena_printf(a, "  %s", name);
}

bool incident_is_official(const struct incident *i)
{
        for (size_t k = 0; k < i->n_sources; k++)
                if (i->sources[k].trust == TRUST_OFFICIAL && i->sources[k].said)
                        return true;
        return false;
}

/* How much is left for those who are warned, the more the larger. */
static int weight(const struct incident *i)
{
        static const int states[] = {
            [STATE_ALL_CLEAR] = 0, [STATE_PAST] = 0, [STATE_FORECAST] = 1, [STATE_LIVE] = 2};
        const struct alert_info *main = alert_main_info(i->alert, NULL);
        enum incident_trust trust = TRUST_LOW;
        int severity = !main || main->severity == SEVERITY_UNKNOWN ? SEVERITY_SEVERE : (int)main->severity;

        for (size_t k = 0; k < i->n_sources; k++)
                if (i->sources[k].said && i->sources[k].trust > trust)
                        trust = i->sources[k].trust;
        return (((i->alert->status == STATUS_ACTUAL) * 8 + states[alert_state(i->alert)]) * 8 + trust + 1) *
                   8 +
               severity;
}

int incident_by_weight(const void *a, const void *b)
{
        const struct incident *x = *(const struct incident *const *)a,
                              *y = *(const struct incident *const *)b;
        int difference = weight(x) - weight(y);

        if (difference)
                return difference;
        return x->updated != y->updated ? (x->updated > y->updated) - (x->updated < y->updated)
                                        : (x->id > y->id) - (x->id < y->id);
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

void incident_free(struct incident *i)
{
        if (i)
                arena_free(i->arena);
}
