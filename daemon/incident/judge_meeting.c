#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "incident/alarm.h"
#include "incident/judge_parts.h"
#include "incident/kind.h"

/* The incident that a reference means, whether or not it names the sender. */
const struct incident *judge_referenced(const struct judge *j, const struct alert_reference *reference)
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

/* The voice of `i` that a named alert goes on with: the one it had that name in or refers to, else its source's.
 */
static const struct incident_source *named_voice(const struct judge *j, const struct incident *i)
{
        const char *own = judge_own_thread(j, j->arena);
        const struct incident_source *found = NULL;

        for (size_t n = 0; n < i->n_sources; n++) {
                const struct incident_source *s = &i->sources[n];
                if (!s->said || !text_equal(s->name, j->alert->source))
                        continue;
                if (text_equal(s->thread, own))
                        return s;
                for (size_t k = 0; k < j->alert->n_references; k++)
                        if (j->alert->references[k].identifier &&
                            text_equal(s->thread, incident_thread(j->arena,
                                                                  j->alert->references[k].sender
                                                                      ? j->alert->references[k].sender
                                                                      : j->alert->sender,
                                                                  j->alert->references[k].identifier)))
                                return s;
                found = found ? found : s;
        }
        return found;
}

const struct kind_link *judge_link(const struct judge *j, const struct alert *said)
{
        static const struct kind_link apart = {0};
        const struct alert_info *own = alert_main_info(j->alert, NULL), *main = alert_main_info(said, NULL);

        if (!own || !main || (own->event == main->event && alarm_is(j->alert) != alarm_is(said)))
                return &apart;
        return kind_link(j->policy->kinds, own->event, main->event, j->state);
}

bool judge_may_join(const struct judge *j, const struct incident *i)
{
        bool own = false;

        if (i->n_sources >= INCIDENT_SOURCES_MOST || i->alert->status != j->alert->status ||
            alert_state(i->alert) != j->state)
                return false;
        for (size_t n = 0; n < i->n_sources; n++) {
                const struct kind_link *link;
                if (!i->sources[n].said)
                        continue;
                link = judge_link(j, i->sources[n].said);
                if (link->where == KIND_APART)
                        return false;
                own |= link->own;
        }
        return !own || judge_speaks_first(j, i);
}

/* One that shares an element of CAP's `incidents`: a further alert of the same event. */
static const struct incident *shared(const struct judge *j)
{
        for (size_t k = 0; j->alert->identifier && k < j->alert->n_incidents && k < JUDGE_SHARED_MOST; k++) {
                const struct incident *i =
                    incident_by_thread(j->table, incident_shared_thread(j->arena, j->alert->incidents[k]));
                if (i && judge_may_join(j, i))
                        return i;
        }
        return NULL;
}

/* The open incidents that this alert goes on with by its own name or its references. */
static size_t named(struct judge *j, const struct incident ***ret)
{
        const struct incident **found = arena_array(j->arena, j->alert->n_references + 1, sizeof *found),
                              *i = incident_by_thread(j->table, judge_own_thread(j, j->arena));
        size_t n = 0;

        if (i && judge_may_touch(j, i))
                found[n++] = i;
        for (size_t k = 0; k < j->alert->n_references; k++) {
                bool known = false;
                i = judge_referenced(j, &j->alert->references[k]);
                for (size_t m = 0; m < n && !known; m++)
                        known = found[m] == i;
                if (i && !known && judge_may_touch(j, i))
                        found[n++] = i;
        }
        *ret = found;
        return n;
}

/* The first is revised, the others go on in it. */
bool judge_revise_named(struct judge *j)
{
        const struct incident **found, *copied;
        size_t n = named(j, &found);
        struct judge_revision r = {.said = j->alert, .lasts = TIMESTAMP_NONE, .note = "updated"};

        if (n > 0) {
                r.before = found[0];
                r.own = named_voice(j, found[0]);
                r.merged = found + 1;
                r.n_merged = n - 1;
        } else {
                /* What others pass on of it is one more voice. */
                copied = incident_by_thread(j->table, judge_own_thread(j, j->arena));
                r.before = copied && judge_may_join(j, copied) ? copied : shared(j);
        }
        if (r.before)
                judge_revise(j, &r);
        return r.before;
}

/* --- the same source, without a name --- */

/* Whether what was said is of this place, one in it, or one around it. */
static bool meets(const struct judge *j, const struct alert *said, uint32_t place)
{
        for (size_t b = 0; b < said->n_infos; b++)
                for (size_t k = 0; k < said->infos[b].n_places; k++) {
                        uint32_t other = said->infos[b].places[k].number;
                        if (place != PLACE_NONE && other != PLACE_NONE &&
                            (place_contains(j->gazetteer, place, other) ||
                             place_contains(j->gazetteer, other, place)))
                                return true;
                }
        return false;
}

/* The voice by which an open incident is the same threat at a place, told by the same source, also without a name. */
static const struct incident_source *same_threat(const struct judge *j, const struct incident *i,
                                                 enum alert_event event, uint32_t place)
{
        for (size_t n = 0; n < i->n_sources; n++) {
                const struct incident_source *s = &i->sources[n];
                const struct alert_info *main = s->said ? alert_main_info(s->said, NULL) : NULL;
                if (main && main->event == event && alert_state(s->said) == j->state &&
                    i->alert->status == j->alert->status && !s->said->identifier &&
                    text_equal(s->name, j->alert->source) && meets(j, s->said, place))
                        return s;
        }
        return NULL;
}

/* Sorts, and keeps each once. */
static size_t distinct(const struct incident **list, size_t n)
{
        size_t kept = 0;

        if (n)
                qsort(list, n, sizeof *list, judge_by_age);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || list[kept - 1] != list[i])
                        list[kept++] = list[i];
        return kept;
}

/* Tidied on the way: the same ones are met at each place. */
size_t judge_all_around(struct judge *j, const struct incident ***ret)
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

/* --- alarms --- */

/* One that this alarm belongs to. */
struct alarm_met {
        const struct incident *incident;
        const struct incident_source *voice;
};

static int by_age(const void *a, const void *b)
{
        const struct alarm_met *x = a, *y = b;

        return judge_by_age(&x->incident, &y->incident);
}

/* The open alarms that this one belongs to, the oldest first, but before all the one that has its place
 * already. */
static size_t alarms_met(struct judge *j, const struct alert_info *info, struct alarm_met **ret)
{
        const struct incident **near;
        size_t n = judge_all_around(j, &near), n_met = 0;
        struct alarm_met *met = arena_array(j->arena, n, sizeof *met);

        for (size_t i = 0; i < n && n_met <= JUDGE_MERGED_MOST; i++) {
                const struct incident_source *voice = NULL;
                for (size_t k = 0; k < info->n_places && !voice; k++)
                        voice = same_threat(j, near[i], info->event, info->places[k].number);
                if (voice)
                        met[n_met++] = (struct alarm_met){near[i], voice};
        }
        if (n_met)
                qsort(met, n_met, sizeof *met, by_age);
        for (size_t i = 1; i < n_met; i++)
                if (alarm_has(met[i].voice->said, info->places[0].number)) {
                        struct alarm_met own = met[i];
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
        struct judge_revision r = {.lasts = TIMESTAMP_NONE, .note = "one more alarm"};
        const struct alert **said;
        const struct incident **merged;
        struct alarm_met *met;
        size_t n = alarms_met(j, info, &met), taken = 0, blocks = 1;

        while (taken < n && blocks + met[taken].voice->said->n_infos <= ALARM_BLOCKS)
                blocks += met[taken++].voice->said->n_infos;
        if (taken == 0 && n > 0 && alarm_has(met[0].voice->said, info->places[0].number))
                taken = 1;
        if (taken == 0)
                return false;
        said = arena_array(j->arena, taken, sizeof *said);
        merged = arena_array(j->arena, taken, sizeof *merged);
        for (size_t i = 0; i < taken; i++) {
                said[i] = met[i].voice->said;
                merged[i] = met[i].incident;
                if (met[i].voice->expires > r.lasts || r.lasts == TIMESTAMP_NONE)
                        r.lasts = met[i].voice->expires;
        }
        r.before = met[0].incident;
        r.own = met[0].voice;
        r.said = alarm_join(j->alert, said, taken, j->arena);
        r.merged = merged + 1;
        r.n_merged = taken - 1;
        judge_revise(j, &r);
        return true;
}

bool judge_revise_met(struct judge *j)
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
                for (size_t i = 0; i < n; i++) {
                        const struct incident_source *voice =
                            same_threat(j, near[i], info->event, own[k]->number);
                        if (voice) {
                                judge_revise(j, &(struct judge_revision){
                                                    .before = near[i],
                                                    .own = voice,
                                                    .said = judge_with_places_of(j, j->alert, voice->said),
                                                    .lasts = TIMESTAMP_NONE,
                                                    .note = "updated"});
                                return true;
                        }
                }
        }
        return false;
}
