#include "announce/announce_telling.h"

#include <stdlib.h>
#include <string.h>

#include "alert/wording.h"

int announce_tell(struct telling *t, const struct subscriber *s, const struct announce_message *m)
{
        struct announce_body_key key;
        struct delivery d = {
            .incident = t->id,
            .revision = t->revision,
            .type = message_type_word(m->type),
            .subscriber = s->name,
            .priority = announce_priority(m->where->urgency, m->type),
            .created = t->n->now,
            .due = t->n->now,
            .expires = announce_life(t, m->type),
            .reason = m->reason,
        };
        struct announce_wait wait;
        int64_t message;
        int r = announce_quiet_wait(t, s, m, &wait);

        if (r < 0)
                return r;
        memset(&key, 0, sizeof key); /* it is hashed with its padding */
        key.info = m->where;
        key.place = m->place;
        key.language =
            catalogue_language(t->n->setup->catalogue, s->language ? s->language : m->where->language);
        key.foreign = wording_is_foreign(m->alert, m->info, s->language, key.language);
        key.zone = s->zone;
        key.type = m->type;
        key.sound = m->sound;
        key.nearby = m->nearby;
        if (wait.how != ANNOUNCE_NOW)
                r = announce_quiet_hold(t, s, &wait, announce_headline(t, m->alert, m->info, &key));
        if (r < 0 || wait.how == ANNOUNCE_IN_DIGEST)
                return r;
        d.due = wait.due;
        r = announce_text_body(t, &key, m->alert, m->info, &message);
        return r < 0 ? r : announce_channels_add(t, s, m->type, &d, message);
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

/* Whether what was only near this one has arrived, and that is worth a sound to them. */
static bool has_arrived(const struct telling *t, const struct subscriber *s, uint32_t number,
                        const struct announce_message *m)
{
        uint32_t sounds = s->sounds ? s->sounds : SUBSCRIBER_SOUNDS;
        bool nearby;

        return sounds & CHANGE_BIT(CHANGE_NEARER) && m->type == MESSAGE_UPDATE &&
               t->changes & (CHANGE_BIT(CHANGE_WIDER) | CHANGE_BIT(CHANGE_NEARER)) &&
               alert_info_state(m->alert, m->info) == STATE_LIVE && announce_near_told(t, number, &nearby) &&
               nearby;
}

/* `nearby`: it is a heads-up, which never makes a sound. */
static int tell_hit(struct telling *t, struct concern_list *concerns, const struct match_hit *hit,
                    bool nearby, bool explain)
{
        const struct setup *setup = t->n->setup;
        const struct alert *alert = concerns->alert;
        const struct alert_info *info = &alert->infos[hit->info];
        const struct subscriber *s = people_get(setup->people, hit->subscriber);
        bool warned = announce_warned_has(t, s->name),
             clear = alert_info_state(alert, info) == STATE_ALL_CLEAR;
        struct announce_message m = {
            .alert = alert,
            .info = info,
            .where = info,
            .type = clear    ? MESSAGE_ALL_CLEAR
                    : warned ? MESSAGE_UPDATE
                             : MESSAGE_ALERT,
            .nearby = nearby,
        };

        struct announce_hearer hearer = {hit->subscriber, concerns, NULL};
        struct route route;

        if (clear && !warned)
                return 0;
        if (explain) {
                route = people_explain(setup->people, concerns, hit->subscriber, t->n->arena);
                hearer.route = &route;
                m.place = route.place;
                m.reason = route.reason;
        }
        m.sound = !nearby && (has_arrived(t, s, hit->subscriber, &m) ||
                              announce_sound(t, s, &hearer, alert, info, m.type));
        if (m.type == MESSAGE_UPDATE && !m.sound && announce_same(t, s, hit->subscriber, info, nearby))
                return 0;
        return announce_tell(t, s, &m);
}

int announce_people_routes(struct telling *t, uint32_t **ret, size_t *ret_n)
{
        const struct setup *setup = t->n->setup;
        struct concern_list *concerns = concern_list(t->incident->alert, setup->gazetteer, t->n->arena);
        const struct match_hit *hits;
        size_t n, n_own;
        uint32_t *told;

        announce_near_load(t);
        n = people_match(setup->people, concerns, &hits);
        n_own = people_own(setup->people);
        told = arena_array(t->n->arena, n, sizeof *told);
        for (size_t i = 0; i < n; i++) {
                int r = tell_hit(t, concerns, &hits[i], i >= n_own, n <= ANNOUNCE_EXPLAINED_MOST);
                if (r < 0)
                        return r;
                told[i] = hits[i].subscriber;
        }
        if (n)
                qsort(told, n, sizeof *told, by_number);
        *ret = told;
        *ret_n = n;
        return 0;
}

int announce_people_added(struct telling *t, const struct incident *before)
{
        const struct setup *setup = t->n->setup;
        struct arena *a = t->n->arena;
        const struct match_hit *hits;
        struct concern_list *concerns = concern_list(before->alert, setup->gazetteer, a);
        size_t n_known = people_match(setup->people, concerns, &hits), n;
        uint32_t *known = arena_array(a, n_known, sizeof *known);
        int r = 0;

        for (size_t i = 0; i < n_known; i++)
                known[i] = hits[i].subscriber;
        if (n_known)
                qsort(known, n_known, sizeof *known, by_number);
        concerns = concern_list(t->incident->alert, setup->gazetteer, a);
        n = people_match(setup->people, concerns, &hits);
        for (size_t i = 0; i < n && r == 0; i++)
                if (!n_known || !bsearch(&hits[i].subscriber, known, n_known, sizeof *known, by_number))
                        r = tell_hit(t, concerns, &hits[i], i >= people_own(setup->people),
                                     n <= ANNOUNCE_EXPLAINED_MOST);
        return r;
}

/* Some content without what a rule may filter by, so that only its places decide: whoever was warned and is
 * still there must not take "less severe than you asked for" for an all-clear. What has become another kind of
 * event counts as the one it was. */
static struct concern_list *without_filters(struct telling *t, const struct alert *content,
                                            const struct incident *before)
{
        struct arena *a = t->n->arena;
        struct alert *alert = arena_alloc(a, sizeof *alert);

        *alert = *content;
        alert->infos = arena_array(a, alert->n_infos, sizeof *alert->infos);
        for (size_t i = 0; i < alert->n_infos; i++) {
                struct alert_info *info = &alert->infos[i];
                *info = content->infos[i];
                if (!announce_has_event(before->alert, info->event))
                        info->event = incident_event(before);
                info->severity = SEVERITY_UNKNOWN;
                info->certainty = CERTAINTY_UNKNOWN;
                if (info->urgency != URGENCY_PAST)
                        info->urgency = URGENCY_UNKNOWN;
        }
        return concern_list(alert, t->n->setup->gazetteer, a);
}

static int by_subscriber(const void *a, const void *b)
{
        return by_number(&((const struct match_hit *)a)->subscriber,
                         &((const struct match_hit *)b)->subscriber);
}

/* Whom some content meets, to be asked for one after the other: for so many that reading the rules of each would take
 * long, all are found at once, which does not say at which of its places. */
static struct announce_asked *ask(struct telling *t, struct concern_list *concerns)
{
        struct announce_asked *asked = arena_alloc(t->n->arena, sizeof *asked);
        const struct match_hit *hits;

        asked->concerns = concerns;
        if (t->n_warned <= ANNOUNCE_EXPLAINED_MOST)
                return asked;
        asked->n = people_match(t->n->setup->people, concerns, &hits);
        asked->hits = arena_array(t->n->arena, asked->n + 1, sizeof *hits);
        if (asked->n)
                memcpy(asked->hits, hits, asked->n * sizeof *hits);
        qsort(asked->hits, asked->n, sizeof *hits, by_subscriber);
        return asked;
}

/* The block that meets them, or NULL. */
static const struct alert_info *meets(struct telling *t, const struct announce_asked *asked, uint32_t number,
                                      const struct area_place **ret_place, bool *ret_nearby)
{
        struct match_hit key = {.subscriber = number}, *hit;
        struct route route;

        if (asked->hits) {
                hit = bsearch(&key, asked->hits, asked->n, sizeof key, by_subscriber);
                *ret_place = NULL;
                *ret_nearby = false;
                return hit ? &asked->concerns->alert->infos[hit->info] : NULL;
        }
        route = people_explain(t->n->setup->people, asked->concerns, number, t->n->arena);
        *ret_place = route.place;
        *ret_nearby = route.closeness < ROUTE_OWN;
        return route.decision == ROUTE_SEND ? route.info : NULL;
}

/* The block of what is over that concerns a subscriber. Where something goes on at all its places that must be the kind
 * they follow. */
static const struct alert_info *over_for(struct telling *t, const struct incident *before, uint32_t number)
{
        const struct alert *over = t->gone ? t->gone : before->alert;
        const struct alert_info *or_else = t->over || t->ends ? alert_main_info(over, NULL) : NULL;
        const struct alert_info *info;
        const struct area_place *place;
        bool nearby;

        if (over->n_infos < 2 && or_else)
                return or_else;
        if (!t->over_for)
                t->over_for = ask(t, without_filters(t, over, before));
        info = meets(t, t->over_for, number, &place, &nearby);
        return info ? &over->infos[info - t->over_for->concerns->alert->infos] : or_else;
}

/* One who was warned before and is not told of the present content by a rule: it is over for them, or has
 * become less than they asked for. */
static int tell_left_out(struct telling *t, const struct incident *before, const struct subscriber *s,
                         uint32_t number, const struct announce_asked *unfiltered, const char *reason)
{
        const struct alert_info *where, *words = t->said ? alert_main_info(t->said, NULL) : NULL;
        const struct alert *said = t->said ? t->said : before->alert, *now = t->incident->alert;
        enum message_type type = t->ends ? t->end_type : MESSAGE_ALL_CLEAR;

        if (unfiltered) {
                const struct area_place *place;
                bool nearby;
                const struct alert_info *info = meets(t, unfiltered, number, &place, &nearby);
                if (info) {
                        info = &now->infos[info - unfiltered->concerns->alert->infos];
                        if (alert_info_state(now, info) != STATE_ALL_CLEAR)
                                return announce_tell(
                                    t, s,
                                    &(struct announce_message){.alert = now,
                                                               .info = info,
                                                               .where = info,
                                                               .place = place,
                                                               .type = MESSAGE_UPDATE,
                                                               .nearby = nearby,
                                                               .reason = "was warned of it; less now"});
                }
        }
        if (!t->gone && !t->ends)
                return 0; /* all of it goes on; a reload has changed what they want */
        where = over_for(t, before, number);
        if (!where)
                return 0;
        return announce_tell(
            t, s,
            &(struct announce_message){.alert = said,
                                       .info = words,
                                       .where = where,
                                       .type = type,
                                       .sound = announce_sound(t, s, NULL, said, words, type),
                                       .reason = reason});
}

int announce_people_left_out(struct telling *t, const struct incident *before, const uint32_t *told,
                             size_t n_told)
{
        struct announce_asked *unfiltered =
            t->ends || t->n_warned == 0 ? NULL : ask(t, without_filters(t, t->incident->alert, before));
        int r = 0;

        if (t->n_warned + t->n_missed)
                t->gone = announce_over_is_one_kind(before, t->ends ? NULL : t->incident)
                              ? t->over
                              : announce_over(t->n, before, t->incident, true);
        for (size_t i = 0; i < t->n_warned + t->n_missed && r == 0; i++) {
                const struct outbox_warned *w = i < t->n_warned ? &t->warned[i] : &t->missed[i - t->n_warned];
                uint32_t number;
                const struct subscriber *s = people_find(t->n->setup->people, w->subscriber, &number);
                if (!s)
                        continue;
                if (n_told == 0 || !bsearch(&number, told, n_told, sizeof *told, by_number))
                        r = tell_left_out(t, before, s, number, unfiltered,
                                          w->alerted ? "was warned of it"
                                                     : "was not reached while it lasted");
        }
        return r;
}
