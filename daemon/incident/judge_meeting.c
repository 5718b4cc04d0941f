#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "incident/alarm.h"
#include "incident/judge_parts.h"

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

/* The open incidents that this alert goes on with by its own name or its references; the first is revised,
 * the others go on in it. */
bool judge_revise_referenced(struct judge *j)
{
        const struct incident *own = incident_by_thread(j->table, judge_own_thread(j, j->arena));
        bool found = false;

        if (own && judge_may_touch(j, own)) {
                judge_revise(j, own, j->alert, "updated");
                found = true;
        }
        for (size_t i = 0; i < j->alert->n_references; i++) {
                const struct incident *other = judge_referenced(j, &j->alert->references[i]);
                if (!other || judge_has_changed(j, other) || !judge_may_touch(j, other))
                        continue;
                if (found)
                        judge_merge(j, other);
                else
                        judge_revise(j, other, j->alert, "updated by reference");
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
                        if (known || !is_same_threat(j, near[i], info->event) || n_met > JUDGE_MERGED_MOST)
                                continue;
                        met = arena_grow(j->arena, met, n_met, &room, sizeof *met);
                        met[n_met++] = near[i];
                }
        }
        if (n_met)
                qsort(met, n_met, sizeof *met, judge_by_age);
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
        judge_revise(j, met[0], alarm_join(j->alert, met, taken, j->arena), "one more alarm");
        for (size_t i = 1; i < taken; i++) {
                if (met[i]->expires > j->changes[0].after->expires)
                        j->changes[0].after->expires = met[i]->expires;
                judge_merge(j, met[i]);
        }
        if (met[0]->expires > j->changes[0].after->expires)
                j->changes[0].after->expires = met[0]->expires;
        return true;
}

/* For alerts without a name. */
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
                for (size_t i = 0; i < n; i++)
                        if (is_same_threat(j, near[i], info->event)) {
                                judge_revise(j, near[i], judge_with_places_of(j, j->alert, near[i]),
                                             "updated");
                                return true;
                        }
        }
        return false;
}
