#include <stdlib.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"
#include "gazetteer/touch.h"
#include "incident/alarm.h"
#include "incident/judge_parts.h"

#define TOUCH_KM     10 /* settlements of two places that are so close make them neighbours */
#define TOUCH_PLACES 8  /* of alerts about more places no neighbours are looked for */

/* The places of an alert, worked out once. Countries say too little to tell one event from another. */
struct places {
        uint32_t *items;
        size_t n;
        struct cover cover;
};

static struct places places_of(const struct judge *j, const struct alert *alert)
{
        const struct area_place **all;
        size_t n = incident_places(alert, true, j->arena, &all);
        struct places p = {.items = arena_array(j->arena, n, sizeof *p.items)};

        for (size_t i = 0; i < n; i++)
                if (all[i]->number != PLACE_NONE &&
                    place_level(j->gazetteer, all[i]->number) >= LEVEL_REGION) {
                        cover_add(&p.cover, j->gazetteer, all[i]->number, j->arena);
                        p.items[p.n++] = all[i]->number;
                }
        cover_close(&p.cover);
        return p;
}

static size_t count_in(const struct places *p, const struct cover *cover)
{
        size_t n = 0;

        for (size_t i = 0; i < p->n; i++)
                n += cover_has(cover, p->items[i]);
        return n;
}

/* The alert's own places, and the ground around them: none where they are too many. */
struct own_places {
        struct places places;
        struct touch_zone around;
};

static struct own_places own_places(const struct judge *j)
{
        struct own_places own = {.places = places_of(j, j->alert)};

        if (own.places.n <= TOUCH_PLACES)
                own.around = touch_zone_of(j->gazetteer, own.places.items, own.places.n, TOUCH_KM, j->arena);
        return own;
}

static bool touch(const struct own_places *own, const struct places *theirs)
{
        for (size_t i = 0; i < theirs->n && theirs->n <= TOUCH_PLACES; i++)
                if (touch_zone_has(&own->around, theirs->items[i]))
                        return true;
        return false;
}

/* An alert that names many places is about one event with another only where half of them, or half of the
 * other's, are shared. */
static enum kind_where relation(const struct own_places *own, const struct places *theirs)
{
        size_t in = count_in(&own->places, &theirs->cover), around = count_in(theirs, &own->places.cover);

        if (in && around && in == own->places.n && around == theirs->n)
                return KIND_SAME;
        if (2 * in >= own->places.n || (theirs->n && 2 * around >= theirs->n))
                return KIND_INSIDE;
        if (in || around)
                return KIND_APART;
        return touch(own, theirs) ? KIND_TOUCH : KIND_APART;
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

/* The incidents at the places of the alert, and beside them. */
static size_t close_by(struct judge *j, const struct own_places *own, const struct incident ***ret)
{
        const struct incident **all, **beside;
        size_t n = judge_all_around(j, &all), room = n,
               n_beside = incident_beside(j->table, &own->around, j->arena, &beside);

        for (size_t i = 0; i < n_beside; i++) {
                all = arena_grow(j->arena, all, n, &room, sizeof *all);
                all[n++] = beside[i];
        }
        *ret = all;
        return n;
}

/* How near the incident is by what any of its voices says of an event that this may be; KIND_APART: not near enough. */
static enum kind_where nearness(const struct judge *j, const struct own_places *own, const struct incident *i)
{
        enum kind_where nearest = KIND_APART;

        for (size_t n = 0; n < i->n_sources; n++) {
                const struct alert *said = i->sources[n].said;
                struct places theirs;
                enum kind_where where;
                if (!said)
                        continue;
                theirs = places_of(j, said);
                where = relation(own, &theirs);
                if (where > nearest && where >= judge_link(j, said)->where)
                        nearest = where;
        }
        return nearest;
}

/* The one that is the same event: the nearest by place, and of those the one last heard of. */
static const struct incident *same_event(struct judge *j)
{
        struct own_places own = own_places(j);
        const struct incident **near, *best = NULL;
        enum kind_where nearest = KIND_APART;
        size_t n = own.places.n ? close_by(j, &own, &near) : 0;

        for (size_t i = 0; i < n; i++) {
                enum kind_where where;
                if (!is_recent(j, near[i]) || !judge_may_join(j, near[i]) || is_apart(j, near[i]))
                        continue;
                where = nearness(j, &own, near[i]);
                if (where > nearest || (where == nearest && best && near[i]->updated > best->updated)) {
                        best = near[i];
                        nearest = where;
                }
        }
        return nearest == KIND_APART ? NULL : best;
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
