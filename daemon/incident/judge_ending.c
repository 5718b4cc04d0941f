#include <string.h>

#include "alert/alert_copy.h"
#include "gazetteer/cover.h"
#include "incident/alarm.h"
#include "incident/judge_parts.h"

/* The incident's voices, to be changed. */
static struct incident_source *voices_of(const struct judge *j, const struct incident *i)
{
        struct incident_source *voices = arena_array(j->arena, i->n_sources, sizeof *voices);

        if (i->n_sources)
                memcpy(voices, i->sources, i->n_sources * sizeof *voices);
        return voices;
}

/* All that the alert's source may take back of it. */
static void end_all(struct judge *j, const struct incident *i)
{
        struct incident_source *voices = voices_of(j, i);

        for (size_t n = 0; n < i->n_sources; n++)
                if (judge_may_end(j, i, &voices[n]))
                        voices[n].said = NULL;
        judge_withdraw(j, i, voices, "ended by reference");
}

void judge_end_referenced(struct judge *j)
{
        for (size_t i = 0; i < j->alert->n_references; i++) {
                const struct incident *found = judge_referenced(j, &j->alert->references[i]);
                if (found && !judge_has_changed(j, found) && judge_may_touch(j, found))
                        end_all(j, found);
        }
        if (j->n == 0)
                judge_add(j, INCIDENT_NONE, NULL, "ends nothing that is open, or not its sender's to end");
}

/* Whether an alarm was raised for exactly this place that the alert may lift: then it lifts that one. An
 * all-clear for a place that has none of its own means all that is going on in it. */
static bool is_raised(const struct judge *j, uint32_t place)
{
        const struct incident **at;
        size_t n = incident_at(j->table, place, j->arena, &at);

        for (size_t i = 0; i < n; i++)
                for (size_t k = 0; k < at[i]->n_sources; k++) {
                        const struct incident_source *s = &at[i]->sources[k];
                        if (judge_may_end(j, at[i], s) && alarm_is(s->said) && alarm_has(s->said, place) &&
                            alert_state(s->said) != STATE_PAST)
                                return true;
                }
        return false;
}

/* What one block of an all-clear names. */
struct clearing {
        enum alert_event event;
        struct cover places; /* with all that lies in them */
        struct cover spared; /* but for these */
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
                for (size_t k = 0; k < info->n_spared; k++)
                        cover_add(&all[b].spared, j->gazetteer, info->spared[k], j->arena);
                cover_close(&all[b].places);
                cover_close(&all[b].spared);
                cover_close(&all[b].alarms);
        }
        return all;
}

/* Whether any block says that what `info` tells of is over in this place. */
static bool is_cleared(const struct judge *j, const struct clearing *all, bool alarm,
                       const struct alert_info *info, uint32_t place)
{
        for (size_t b = 0; b < j->alert->n_infos; b++)
                if (vocab_event_clears(all[b].event, info->event) && !cover_has(&all[b].spared, place) &&
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
        struct incident_source *voices = voices_of(j, i);
        bool cleared = false;

        for (size_t n = 0; n < i->n_sources; n++)
                if (judge_may_end(j, i, &voices[n]) && alert_state(voices[n].said) != STATE_PAST &&
                    clears_some(j, all, voices[n].said)) {
                        voices[n].said = what_is_left(j, voices[n].said, all);
                        cleared = true;
                }
        if (cleared)
                judge_withdraw(j, i, voices, "all clear");
}

void judge_end_by_place(struct judge *j)
{
        const struct clearing *all = clearings_of(j);
        const struct incident **near;
        size_t n = judge_all_around(j, &near);

        for (size_t i = 0; i < n; i++)
                end_named(j, near[i], all);
        if (j->n == 0)
                judge_add(j, INCIDENT_NONE, NULL, "all clear, but nothing that it names is open");
}
