#include <stdlib.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"
#include "gazetteer/touch.h"
#include "incident/alarm.h"
#include "incident/judge_parts.h"
#include "incident/kind.h"

#define TOUCH_KM     10 /* settlements of two places that are so close make them neighbours */
#define TOUCH_PLACES 8  /* of alerts about more places no neighbours are looked for */

/* How the places of an alert lie to those of an incident; greater is nearer. */
enum relation { RELATION_APART, RELATION_TOUCH, RELATION_HOLD, RELATION_SAME };

/* The alert's places, worked out once. Countries say too little to tell one event from another. */
struct places {
        const struct area_place **items;
        size_t n;
        struct cover cover;
};

static struct places places_of(const struct judge *j, const struct alert *alert)
{
        struct places p = {0};
        size_t n = incident_places(alert, true, j->arena, &p.items);

        for (size_t i = 0; i < n; i++)
                if (p.items[i]->number != PLACE_NONE &&
                    place_level(j->gazetteer, p.items[i]->number) >= LEVEL_REGION) {
                        cover_add(&p.cover, j->gazetteer, p.items[i]->number, j->arena);
                        p.items[p.n++] = p.items[i];
                }
        cover_close(&p.cover);
        return p;
}

static size_t count_in(const struct places *p, const struct cover *cover)
{
        size_t n = 0;

        for (size_t i = 0; i < p->n; i++)
                n += cover_has(cover, p->items[i]->number);
        return n;
}

static bool touch(const struct judge *j, const struct places *x, const struct places *y)
{
        if (x->n > TOUCH_PLACES || y->n > TOUCH_PLACES)
                return false;
        for (size_t i = 0; i < x->n; i++)
                for (size_t k = 0; k < y->n; k++)
                        if (place_touches(j->gazetteer, x->items[i]->number, y->items[k]->number, TOUCH_KM))
                                return true;
        return false;
}

/* An alert that names many places is about one event with an incident only where half of them, or half of
 * the incident's, are shared. */
static enum relation relation(const struct judge *j, const struct places *own, const struct places *theirs)
{
        size_t in = count_in(own, &theirs->cover), around = count_in(theirs, &own->cover);

        if (in && around && in == own->n && around == theirs->n)
                return RELATION_SAME;
        if (2 * in >= own->n || 2 * around >= theirs->n)
                return RELATION_HOLD;
        /* Sirens are raised for each place by itself. */
        if (in || around || alarm_is(j->alert))
                return RELATION_APART;
        return touch(j, own, theirs) ? RELATION_TOUCH : RELATION_APART;
}

/* What has happened is told of for as long as it is news; what goes on, as long as it may be the same. */
static bool is_recent(const struct judge *j, const struct incident *i)
{
        return j->now - i->updated <=
               (j->state == STATE_PAST ? j->policy->news_life : j->policy->join_window);
}

/* A source that names its alerts says itself which of them go on in which; an incident holds so many alarms. */
static bool is_apart(const struct judge *j, const struct incident *i)
{
        for (size_t n = 0; n < i->n_sources; n++) {
                const struct incident_source *s = &i->sources[n];
                if (!s->said || !text_equal(s->name, j->alert->source))
                        continue;
                if (j->alert->identifier || s->said->identifier ||
                    (alarm_is(s->said) && s->said->n_infos >= ALARM_BLOCKS))
                        return true;
        }
        return false;
}

/* The incidents at the places of the alert and close to them: of settlements those within some kilometres, of
 * larger places those beside them in the tree. */
static size_t close_by(struct judge *j, const struct places *own, const struct incident ***ret)
{
        const struct incident **all, **at;
        size_t n = judge_all_around(j, &all), room = n;

        for (size_t i = 0; i < own->n && own->n <= TOUCH_PLACES; i++) {
                uint32_t *near;
                size_t n_near = place_beside(j->gazetteer, own->items[i]->number, TOUCH_KM, j->arena, &near);
                for (size_t k = 0; k < n_near; k++) {
                        size_t found = incident_at(j->table, near[k], j->arena, &at);
                        for (size_t f = 0; f < found; f++) {
                                all = arena_grow(j->arena, all, n, &room, sizeof *all);
                                all[n++] = at[f];
                        }
                }
        }
        *ret = all;
        return n;
}

/* The one that is the same event: the nearest by place, and of those the one last heard of. */
static const struct incident *same_event(struct judge *j)
{
        struct places own = places_of(j, j->alert);
        const struct incident **near, *best = NULL;
        enum relation nearest = RELATION_APART;
        size_t n = own.n ? close_by(j, &own, &near) : 0;

        for (size_t i = 0; i < n; i++) {
                struct places theirs;
                enum relation r;
                if (!judge_may_join(j, near[i]) || !is_recent(j, near[i]) || is_apart(j, near[i]))
                        continue;
                theirs = places_of(j, near[i]->alert);
                r = relation(j, &own, &theirs);
                if (r > nearest || (r == nearest && best && near[i]->updated > best->updated)) {
                        best = near[i];
                        nearest = r;
                }
        }
        return nearest == RELATION_APART ? NULL : best;
}

/* What the alert's source has said of the same kind of event there, without a name. */
static const struct incident_source *own_voice(const struct judge *j, const struct incident *i)
{
        const struct alert_info *own = alert_main_info(j->alert, NULL);

        for (size_t n = 0; n < i->n_sources; n++) {
                const struct incident_source *s = &i->sources[n];
                const struct alert_info *main = s->said ? alert_main_info(s->said, NULL) : NULL;
                if (main && main->event == own->event && text_equal(s->name, j->alert->source))
                        return s;
        }
        return NULL;
}

/* What the source has said so far, with the alert. */
static const struct alert *together(struct judge *j, const struct alert *before)
{
        if (alarm_is(before) && j->alert->n_infos == 1)
                return alarm_join(j->alert, &before, 1, j->arena);
        return judge_with_places_of(j, j->alert, before);
}

bool judge_revise_joined(struct judge *j)
{
        struct judge_revision r = {.said = j->alert, .lasts = TIMESTAMP_NONE, .note = "joined"};

        if (j->policy->join_window <= 0)
                return false;
        r.before = same_event(j);
        if (!r.before)
                return false;
        r.own = own_voice(j, r.before);
        if (r.own)
                r.said = together(j, r.own->said);
        judge_revise(j, &r);
        return true;
}
