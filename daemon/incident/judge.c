#include "incident/judge.h"

#include <stdlib.h>
#include <string.h>

#include "alert/alert_copy.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"
#include "incident/alarm.h"

#define THREADS_MOST 64
#define SOURCES_MOST 16
#define MERGED_MOST  64

/* One judgement: the question, and the changes found so far. */
struct judge {
        const struct incident_table *table;
        const struct gazetteer *gazetteer;
        const struct alert *alert;
        const char *key;
        const struct incident_policy *policy;
        enum alert_state state;
        int64_t now;
        struct arena *arena;
        struct incident_change *changes;
        size_t n, room;
};

static struct incident_change *add(struct judge *j, enum incident_action action,
                                   const struct incident *before, const char *note)
{
        struct incident_change *c;

        j->changes = arena_grow(j->arena, j->changes, j->n, &j->room, sizeof *j->changes);
        c = &j->changes[j->n++];
        *c = (struct incident_change){.action = action, .before = before, .note = note};
        return c;
}

static bool is_changed_already(const struct judge *j, const struct incident *i)
{
        for (size_t n = 0; n < j->n; n++)
                if (j->changes[n].before == i)
                        return true;
        return false;
}

/* Only who reported it, or somebody official, may say that it changed or is over. */
static bool may_touch(const struct judge *j, const struct incident *i)
{
        if (j->alert->status != i->alert->status)
                return false;
        if (j->policy->official)
                return true;
        for (size_t n = 0; n < i->n_sources; n++)
                if (text_equal(i->sources[n].name, j->alert->source))
                        return true;
        return false;
}

/* --- time --- */

static int64_t life_of(const struct judge *j)
{
        return j->state == STATE_PAST ? j->policy->news_life : j->policy->alert_life;
}

/* When it runs out: as it says, else a configured time after it was sent (not in the future: clocks differ).
 */
static int64_t expires(const struct judge *j)
{
        int64_t said = alert_expires(j->alert), sent = j->alert->sent;

        if (said != TIMESTAMP_NONE)
                return said;
        if (sent == TIMESTAMP_NONE || sent > j->now)
                sent = j->now;
        return sent + life_of(j);
}

/* --- new revisions --- */

static const char *own_thread(const struct judge *j, struct arena *a)
{
        return j->alert->identifier ? incident_thread(a, j->alert->sender, j->alert->identifier)
                                    : arena_strdup(a, j->key);
}

static void set_threads(struct judge *j, struct incident *after, const struct incident *before)
{
        size_t old = before ? before->n_threads : 0;
        const char *own = own_thread(j, after->arena);

        after->threads = arena_array(after->arena, old + 1, sizeof *after->threads);
        after->threads[after->n_threads++] = own;
        for (size_t i = 0; i < old && after->n_threads < THREADS_MOST; i++)
                if (strcmp(before->threads[i], own) != 0)
                        after->threads[after->n_threads++] = arena_strdup(after->arena, before->threads[i]);
}

static void set_sources(struct judge *j, struct incident *after, const struct incident *before)
{
        size_t old = before ? before->n_sources : 0;
        const char *own = j->alert->source ? j->alert->source : "local";

        after->sources = arena_array(after->arena, old + 1, sizeof *after->sources);
        after->sources[after->n_sources++] = (struct incident_source){
            .name = arena_strdup(after->arena, own),
            .official = j->alert->official,
            .sent = j->alert->sent != TIMESTAMP_NONE ? j->alert->sent : j->now,
        };
        for (size_t i = 0; i < old && after->n_sources < SOURCES_MOST; i++)
                if (strcmp(before->sources[i].name, own) != 0) {
                        struct incident_source *s = &after->sources[after->n_sources++];
                        *s = before->sources[i];
                        s->name = arena_strdup(after->arena, s->name);
                }
}

/* The next revision of `before`, or the first one, with `content` as what is going on. */
static struct incident *next_revision(struct judge *j, const struct incident *before,
                                      const struct alert *content)
{
        struct arena *a = arena_new();
        struct incident *after = arena_alloc(a, sizeof *after);

        after->arena = a;
        after->id = before ? before->id : 0;
        after->revision = before ? before->revision + 1 : 1;
        after->opened = before ? before->opened : j->now;
        after->updated = j->now;
        after->expires = expires(j);
        after->alert = alert_copy(content, a);
        if (before && before->n_merged) {
                after->merged = arena_array(a, before->n_merged, sizeof *after->merged);
                memcpy(after->merged, before->merged, before->n_merged * sizeof *after->merged);
                after->n_merged = before->n_merged;
        }
        set_threads(j, after, before);
        set_sources(j, after, before);
        return after;
}

/* --- places --- */

/* `content` with the places of `before` that it does not cover added to its first block: what was said of
 * other places is not taken back by silence about them. */
static const struct alert *with_places_of(struct judge *j, const struct alert *content,
                                          const struct incident *before)
{
        struct alert *wider = alert_copy(content, j->arena);
        struct alert_info *info = wider->infos;
        const struct area_place **old, **new;
        size_t n_old = incident_places(before->alert, true, j->arena, &old);
        size_t n_new = incident_places(content, true, j->arena, &new);
        struct area_place *all = arena_array(j->arena, info->n_places + n_old, sizeof *all);
        struct cover covered = {0};

        for (size_t i = 0; i < n_new; i++)
                cover_add(&covered, j->gazetteer, new[i]->number, j->arena);
        cover_close(&covered);
        if (info->n_places)
                memcpy(all, info->places, info->n_places * sizeof *all);
        for (size_t i = 0; i < n_old; i++)
                if (old[i]->number != PLACE_NONE && !cover_has(&covered, old[i]->number))
                        all[info->n_places++] = *old[i];
        info->places = all;
        return wider;
}

/* --- ending --- */

/* Whether an all-clear for `clear` is one for `event`: an air-raid all-clear covers everything that flies. */
static bool clears(enum alert_event clear, enum alert_event event)
{
        static const uint32_t in_the_air = 1u << EVENT_AIR_RAID | 1u << EVENT_DRONE | 1u << EVENT_MISSILE |
                                           1u << EVENT_BALLISTIC | 1u << EVENT_GLIDE_BOMB |
                                           1u << EVENT_AVIATION;

        return clear == event || (clear == EVENT_AIR_RAID && (in_the_air >> event & 1));
}

/* The incident that a reference means, whether or not it names the sender. */
static const struct incident *referenced(const struct judge *j, const struct alert_reference *reference)
{
        const struct incident *i;

        if (!reference->identifier)
                return NULL;
        i = incident_by_thread(j->table, incident_thread(j->arena, reference->sender, reference->identifier));
        if (!i && !reference->sender)
                i = incident_by_thread(j->table,
                                       incident_thread(j->arena, j->alert->sender, reference->identifier));
        return i;
}

static void end_referenced(struct judge *j)
{
        for (size_t i = 0; i < j->alert->n_references; i++) {
                const struct incident *found = referenced(j, &j->alert->references[i]);
                if (!found || is_changed_already(j, found))
                        continue;
                if (may_touch(j, found))
                        add(j, INCIDENT_END, found, "ended by reference");
        }
        if (j->n == 0)
                add(j, INCIDENT_NONE, NULL, "ends nothing that is open, or not its sender's to end");
}

/* Whether an alarm was raised for exactly this place that the alert may lift: then it lifts that one. An
 * all-clear for a place that has none of its own means all that is going on in it. */
static bool is_raised(const struct judge *j, uint32_t place)
{
        const struct incident **at;
        size_t n = incident_at(j->table, place, j->arena, &at);

        for (size_t i = 0; i < n; i++)
                if (alarm_is(at[i]->alert) && alert_state(at[i]->alert) != STATE_PAST && may_touch(j, at[i]))
                        return true;
        return false;
}

/* What one block of an all-clear names. */
struct clearing {
        enum alert_event event;
        struct cover places; /* with all that lies in them */
        struct cover alarms; /* where it lifts alarms: those raised for exactly a place only there */
};

static struct clearing *clearings_of(struct judge *j)
{
        struct clearing *all = arena_array(j->arena, j->alert->n_infos, sizeof *all);

        for (size_t b = 0; b < j->alert->n_infos; b++) {
                const struct alert_info *info = &j->alert->infos[b];
                all[b].event = info->event;
                for (size_t k = 0; k < info->n_places; k++) {
                        uint32_t place = info->places[k].number;
                        cover_add(&all[b].places, j->gazetteer, place, j->arena);
                        if (is_raised(j, place))
                                cover_add_only(&all[b].alarms, place, j->arena);
                        else
                                cover_add(&all[b].alarms, j->gazetteer, place, j->arena);
                }
                cover_close(&all[b].places);
                cover_close(&all[b].alarms);
        }
        return all;
}

/* Whether any block says that what `info` tells of is over in this place. */
static bool is_cleared(const struct judge *j, const struct clearing *all, bool alarm,
                       const struct alert_info *info, uint32_t place)
{
        for (size_t b = 0; b < j->alert->n_infos; b++)
                if (clears(all[b].event, info->event) &&
                    cover_has(alarm && all[b].event == EVENT_AIR_RAID ? &all[b].alarms : &all[b].places,
                              place))
                        return true;
        return false;
}

static bool clears_some(const struct judge *j, const struct clearing *all, const struct alert *alert)
{
        bool alarm = alarm_is(alert);

        for (size_t i = 0; i < alert->n_infos; i++)
                for (size_t k = 0; k < alert->infos[i].n_places; k++)
                        if (is_cleared(j, all, alarm, &alert->infos[i], alert->infos[i].places[k].number))
                                return true;
        return false;
}

/* A shape that is cleared in part no longer says where the danger is; the places do. */
static void drop_shapes(struct alert_info *info)
{
        for (size_t i = 0; i < info->n_areas; i++)
                info->areas[i].n_polygons = info->areas[i].n_circles = 0;
}

/* What is left of an incident, without the blocks of which nothing is left; NULL where there is no other. */
static const struct alert *what_is_left(struct judge *j, const struct alert *before,
                                        const struct clearing *all)
{
        bool alarm = alarm_is(before);
        struct alert *rest = alert_copy(before, j->arena);
        size_t blocks = 0;

        for (size_t i = 0; i < rest->n_infos; i++) {
                struct alert_info *info = &rest->infos[i];
                size_t kept = 0;
                for (size_t k = 0; k < info->n_places; k++)
                        if (!is_cleared(j, all, alarm, info, info->places[k].number))
                                info->places[kept++] = info->places[k];
                if (kept < info->n_places)
                        drop_shapes(info);
                info->n_places = kept;
                if (kept)
                        rest->infos[blocks++] = *info;
        }
        rest->n_infos = blocks;
        return blocks ? rest : NULL;
}

/* All blocks of an all-clear together against one incident. */
static void end_named(struct judge *j, const struct incident *i, const struct clearing *all)
{
        const struct alert *rest;

        if (alert_state(i->alert) == STATE_PAST || !may_touch(j, i) || !clears_some(j, all, i->alert))
                return;
        rest = what_is_left(j, i->alert, all);
        if (!rest) {
                add(j, INCIDENT_END, i, "all clear");
                return;
        }
        add(j, INCIDENT_REVISE, i, "all clear for some of its places")->after = next_revision(j, i, rest);
        j->changes[j->n - 1].after->expires = i->expires;
}

static int by_age(const void *a, const void *b)
{
        const struct incident *x = *(const struct incident *const *)a,
                              *y = *(const struct incident *const *)b;

        return (x->id > y->id) - (x->id < y->id);
}

/* Sorts, and keeps each once. */
static size_t distinct(const struct incident **list, size_t n)
{
        size_t kept = 0;

        if (n)
                qsort(list, n, sizeof *list, by_age);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || list[kept - 1] != list[i])
                        list[kept++] = list[i];
        return kept;
}

/* The incidents in, at and around the places of an alert, each once. Tidied on the way: the same ones are met
 * at each place. */
static size_t all_around(struct judge *j, const struct incident ***ret)
{
        const struct incident **all = NULL, **near;
        size_t n = 0, room = 0, tidy = 1024;

        for (size_t b = 0; b < j->alert->n_infos; b++)
                for (size_t k = 0; k < j->alert->infos[b].n_places; k++) {
                        uint32_t place = j->alert->infos[b].places[k].number;
                        size_t found = incident_around(j->table, j->gazetteer, place, j->arena, &near);
                        for (size_t i = 0; i < found; i++) {
                                all = arena_grow(j->arena, all, n, &room, sizeof *all);
                                all[n++] = near[i];
                        }
                        if (n > tidy) {
                                n = distinct(all, n);
                                tidy = 2 * n + 1024;
                        }
                }
        *ret = all;
        return distinct(all, n);
}

static void end_by_place(struct judge *j)
{
        const struct clearing *all = clearings_of(j);
        const struct incident **near;
        size_t n = all_around(j, &near);

        for (size_t i = 0; i < n; i++)
                end_named(j, near[i], all);
        if (j->n == 0)
                add(j, INCIDENT_NONE, NULL, "all clear, but nothing that it names is open");
}

/* --- opening and revising --- */

/* Whether the content says the same again. Time alone is not news. */
static bool same_content(const struct alert *a, const struct alert *b)
{
        if (a->n_infos != b->n_infos)
                return false;
        for (size_t i = 0; i < a->n_infos; i++) {
                const struct alert_info *x = &a->infos[i], *y = &b->infos[i];
                if (x->event != y->event || x->urgency != y->urgency || x->severity != y->severity ||
                    x->certainty != y->certainty || x->n_places != y->n_places || x->n_facts != y->n_facts ||
                    !text_equal(x->headline, y->headline) || !text_equal(x->description, y->description) ||
                    !text_equal(x->instruction, y->instruction))
                        return false;
                for (size_t k = 0; k < x->n_places; k++)
                        if (!text_equal(x->places[k].path, y->places[k].path))
                                return false;
                for (size_t k = 0; k < x->n_facts; k++)
                        if (!text_equal(x->facts[k].name, y->facts[k].name) ||
                            !text_equal(x->facts[k].value, y->facts[k].value))
                                return false;
        }
        return true;
}

static void revise(struct judge *j, const struct incident *before, const struct alert *content,
                   const char *note)
{
        enum incident_action action =
            same_content(content, before->alert) ? INCIDENT_REPEAT : INCIDENT_REVISE;
        struct incident_change *c = add(j, action, before, action == INCIDENT_REPEAT ? "said again" : note);

        c->after = next_revision(j, before, content);
        if (action == INCIDENT_REPEAT)
                c->after->revision = before->revision;
}

static void add_merged(struct incident *after, const struct incident *with)
{
        int64_t *merged = arena_array(after->arena, after->n_merged + with->n_merged + 1, sizeof *merged);

        if (after->n_merged)
                memcpy(merged, after->merged, after->n_merged * sizeof *merged);
        after->merged = merged;
        merged[after->n_merged++] = with->id;
        for (size_t i = 0; i < with->n_merged && after->n_merged < MERGED_MOST; i++)
                merged[after->n_merged++] = with->merged[i];
}

/* `other` goes on in the incident of the first change: who was warned of it, and what its all-clear may refer to. */
static void merge(struct judge *j, const struct incident *other)
{
        struct incident *after = j->changes[0].after;
        const char **threads =
            arena_array(after->arena, after->n_threads + other->n_threads, sizeof *threads);

        memcpy(threads, after->threads, after->n_threads * sizeof *threads);
        for (size_t i = 0; i < other->n_threads && after->n_threads < THREADS_MOST; i++)
                threads[after->n_threads++] = arena_strdup(after->arena, other->threads[i]);
        after->threads = threads;
        add_merged(after, other);
        add(j, INCIDENT_MERGE, other, "goes on in another incident");
}

/* The open incidents that this alert goes on with by its own name or its references; the first is revised,
 * the others go on in it. */
static bool revise_referenced(struct judge *j)
{
        const struct incident *own = incident_by_thread(j->table, own_thread(j, j->arena));
        bool found = false;

        if (own && may_touch(j, own)) {
                revise(j, own, j->alert, "updated");
                found = true;
        }
        for (size_t i = 0; i < j->alert->n_references; i++) {
                const struct incident *other = referenced(j, &j->alert->references[i]);
                if (!other || is_changed_already(j, other) || !may_touch(j, other))
                        continue;
                if (found)
                        merge(j, other);
                else
                        revise(j, other, j->alert, "updated by reference");
                found = true;
        }
        return found;
}

/* Whether an open incident is the same threat, told by the same source, also without a name. */
static bool is_same_threat(const struct judge *j, const struct incident *i, enum alert_event event)
{
        return incident_event(i) == event && alert_state(i->alert) == j->state &&
               i->alert->status == j->alert->status && !i->alert->identifier &&
               text_equal(i->alert->source, j->alert->source);
}

/* --- alarms --- */

/* The open alarms that this one belongs to, the oldest first, but before all the one that has its place
 * already. */
static size_t alarms_met(struct judge *j, const struct alert_info *info, const struct incident ***ret)
{
        const struct incident **met = NULL;
        size_t n_met = 0, room = 0;

        for (size_t k = 0; k < info->n_places; k++) {
                const struct incident **near;
                size_t n = incident_around(j->table, j->gazetteer, info->places[k].number, j->arena, &near);
                for (size_t i = 0; i < n; i++) {
                        bool known = false;
                        for (size_t m = 0; m < n_met && !known; m++)
                                known = met[m] == near[i];
                        if (known || !is_same_threat(j, near[i], info->event) || n_met > MERGED_MOST)
                                continue;
                        met = arena_grow(j->arena, met, n_met, &room, sizeof *met);
                        met[n_met++] = near[i];
                }
        }
        if (n_met)
                qsort(met, n_met, sizeof *met, by_age);
        for (size_t i = 1; i < n_met; i++)
                if (alarm_has(met[i], info->places[0].number)) {
                        const struct incident *own = met[i];
                        memmove(&met[1], &met[0], i * sizeof *met);
                        met[0] = own;
                        break;
                }
        *ret = met;
        return n_met;
}

/* An alarm goes on in the first of those that it meets, and the others go on in it. */
static bool revise_alarm(struct judge *j, const struct alert_info *info)
{
        const struct incident **met;
        size_t n = alarms_met(j, info, &met), taken = 0, blocks = 1;

        while (taken < n && blocks + met[taken]->alert->n_infos <= ALARM_BLOCKS)
                blocks += met[taken++]->alert->n_infos;
        if (taken == 0 && n > 0 && alarm_has(met[0], info->places[0].number))
                taken = 1;
        if (taken == 0)
                return false;
        revise(j, met[0], alarm_join(j->alert, met, taken, j->arena), "one more alarm");
        for (size_t i = 1; i < taken; i++) {
                if (met[i]->expires > j->changes[0].after->expires)
                        j->changes[0].after->expires = met[i]->expires;
                merge(j, met[i]);
        }
        if (met[0]->expires > j->changes[0].after->expires)
                j->changes[0].after->expires = met[0]->expires;
        return true;
}

/* For alerts without a name. */
static bool revise_met(struct judge *j)
{
        const struct alert_info *info = alert_main_info(j->alert, NULL);
        const struct area_place **own;
        size_t n_own;

        if (j->alert->identifier || !info)
                return false;
        if (j->alert->n_infos == 1 && alarm_is(j->alert))
                return revise_alarm(j, info);
        n_own = incident_places(j->alert, true, j->arena, &own);
        for (size_t k = 0; k < n_own; k++) {
                const struct incident **near;
                size_t n = incident_around(j->table, j->gazetteer, own[k]->number, j->arena, &near);
                for (size_t i = 0; i < n; i++)
                        if (is_same_threat(j, near[i], info->event)) {
                                revise(j, near[i], with_places_of(j, j->alert, near[i]), "updated");
                                return true;
                        }
        }
        return false;
}

static void open_or_revise(struct judge *j)
{
        if (expires(j) <= j->now) {
                add(j, INCIDENT_NONE, NULL, "had expired when it came");
                return;
        }
        if (revise_referenced(j) || revise_met(j))
                return;
        add(j, INCIDENT_OPEN, NULL, "opened")->after = next_revision(j, NULL, j->alert);
}

static bool has_places(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].n_places)
                        return true;
        return false;
}

size_t incident_judge(const struct incident_table *t, const struct gazetteer *g, const struct alert *alert,
                      const char *key, const struct incident_policy *policy, int64_t now, struct arena *a,
                      struct incident_change **ret)
{
        struct judge j = {
            .table = t, .gazetteer = g, .alert = alert, .key = key, .policy = policy, .now = now, .arena = a};

        j.state = alert_state(alert);
        if (alert->msg_type == MSGTYPE_ACK || alert->msg_type == MSGTYPE_ERROR)
                add(&j, INCIDENT_NONE, NULL, "recorded; wakes nobody");
        else if (j.state == STATE_ALL_CLEAR && alert->n_references)
                end_referenced(&j);
        else if (j.state == STATE_ALL_CLEAR)
                end_by_place(&j);
        else if (!has_places(alert))
                add(&j, INCIDENT_NONE, NULL, "no place known");
        else
                open_or_revise(&j);
        *ret = j.changes;
        return j.n;
}
