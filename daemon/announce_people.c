#include "announce_telling.h"

#include <stdlib.h>
#include <string.h>

#define EXPLAINED_MOST 1000 /* deliveries of one change that the reason is recorded for */

int announce_tell(struct telling *t, const struct subscriber *s, const struct alert *alert,
                  const struct alert_info *info, const struct alert_info *where,
                  const struct area_place *place, enum message_type type, const char *reason)
{
        struct announce_body_key key;
        struct delivery d = {
            .incident = t->id,
            .revision = t->revision,
            .type = message_type_word(type),
            .subscriber = s->name,
            .priority = announce_priority(where->urgency, type),
            .created = t->n->now,
            .due = t->n->now,
            .expires = announce_life(t, type),
            .reason = reason,
        };
        int64_t message;
        int r;

        memset(&key, 0, sizeof key); /* it is hashed with its padding */
        key.info = where;
        key.place = place;
        key.language = s->language ? catalogue_language(t->n->setup->catalogue, s->language)
                                   : catalogue_language(t->n->setup->catalogue, where->language);
        key.type = type;
        r = announce_text_body(t, &key, alert, info, &message);
        return r < 0 ? r : announce_channels_add(t, s, type, &d, message);
}

static int tell_hit(struct telling *t, const struct concern_list *concerns, const struct match_hit *hit,
                    bool explain)
{
        const struct setup *setup = t->n->setup;
        const struct alert *alert = concerns->alert;
        const struct alert_info *info = &alert->infos[hit->info];
        const struct subscriber *s = &setup->subscribers[hit->subscriber];
        bool warned = announce_warned_has(t, s->name),
             clear = alert_info_state(alert, info) == STATE_ALL_CLEAR;
        enum message_type type = clear ? MESSAGE_ALL_CLEAR : warned ? MESSAGE_UPDATE : MESSAGE_ALERT;
        struct route route = {0};

        if (clear && !warned)
                return 0;
        if (explain)
                route = match_explain(setup->index, concerns, hit->subscriber, t->n->arena);
        return announce_tell(t, s, alert, info, info, route.place, type, route.reason);
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

int announce_people_routes(struct telling *t, uint32_t **ret, size_t *ret_n)
{
        const struct setup *setup = t->n->setup;
        struct concern_list *concerns = concern_list(t->incident->alert, setup->gazetteer, t->n->arena);
        const struct match_hit *hits;
        size_t n = match_alert(setup->index, concerns, &hits);
        uint32_t *told = arena_array(t->n->arena, n, sizeof *told);

        for (size_t i = 0; i < n; i++) {
                int r = tell_hit(t, concerns, &hits[i], n <= EXPLAINED_MOST);
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
        size_t n_known = match_alert(setup->index, concerns, &hits), n;
        uint32_t *known = arena_array(a, n_known, sizeof *known);
        int r = 0;

        for (size_t i = 0; i < n_known; i++)
                known[i] = hits[i].subscriber;
        if (n_known)
                qsort(known, n_known, sizeof *known, by_number);
        concerns = concern_list(t->incident->alert, setup->gazetteer, a);
        n = match_alert(setup->index, concerns, &hits);
        for (size_t i = 0; i < n && r == 0; i++)
                if (!n_known || !bsearch(&hits[i].subscriber, known, n_known, sizeof *known, by_number))
                        r = tell_hit(t, concerns, &hits[i], n <= EXPLAINED_MOST);
        return r;
}

static bool has_event(const struct alert *alert, enum alert_event event)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].event == event)
                        return true;
        return false;
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
                if (!has_event(before->alert, info->event))
                        info->event = incident_event(before);
                info->severity = SEVERITY_UNKNOWN;
                info->certainty = CERTAINTY_UNKNOWN;
                if (info->urgency != URGENCY_PAST)
                        info->urgency = URGENCY_UNKNOWN;
        }
        return concern_list(alert, t->n->setup->gazetteer, a);
}

/* The block of what is over that concerns a subscriber. */
static const struct alert_info *over_for(struct telling *t, const struct incident *before,
                                         const struct subscriber *s)
{
        const struct setup *setup = t->n->setup;
        const struct alert *over = t->over ? t->over : before->alert;
        struct route route;

        if (over->n_infos < 2)
                return alert_main_info(over, NULL);
        if (!t->over_for)
                t->over_for = without_filters(t, over, before);
        route = match_explain(setup->index, t->over_for, (uint32_t)(s - setup->subscribers), t->n->arena);
        return route.decision == ROUTE_SEND && route.info
                   ? &over->infos[route.info - t->over_for->alert->infos]
                   : alert_main_info(over, NULL);
}

/* One who was warned before and is not told of the present content by a rule: it is over for them, or has
 * become less than they asked for. */
static int tell_left_out(struct telling *t, const struct incident *before, const struct subscriber *s,
                         struct concern_list *unfiltered, const char *reason)
{
        const struct setup *setup = t->n->setup;
        const struct alert_info *where, *words = t->said ? alert_main_info(t->said, NULL) : NULL;
        const struct alert *said = t->said ? t->said : before->alert;

        if (unfiltered) {
                struct route route =
                    match_explain(setup->index, unfiltered, (uint32_t)(s - setup->subscribers), t->n->arena);
                const struct alert *now = t->incident->alert;
                if (route.decision == ROUTE_SEND && route.info) {
                        const struct alert_info *info = &now->infos[route.info - unfiltered->alert->infos];
                        if (alert_info_state(now, info) != STATE_ALL_CLEAR)
                                return announce_tell(t, s, now, info, info, route.place, MESSAGE_UPDATE,
                                                     "was warned of it; less now");
                }
        }
        if (!t->over && !t->ends)
                return 0; /* all of it goes on; a reload has changed what they want */
        where = over_for(t, before, s);
        return !where ? 0
                      : announce_tell(t, s, said, words, where, NULL,
                                      t->ends ? t->end_type : MESSAGE_ALL_CLEAR, reason);
}

int announce_people_left_out(struct telling *t, const struct incident *before, const uint32_t *told,
                             size_t n_told)
{
        const struct setup *setup = t->n->setup;
        struct concern_list *unfiltered =
            t->ends || t->n_warned == 0 ? NULL : without_filters(t, t->incident->alert, before);
        int r = 0;

        for (size_t i = 0; i < t->n_warned + t->n_missed && r == 0; i++) {
                const struct outbox_warned *w = i < t->n_warned ? &t->warned[i] : &t->missed[i - t->n_warned];
                const struct subscriber *s = setup_subscriber(setup, w->subscriber);
                uint32_t number;
                if (!s)
                        continue;
                number = (uint32_t)(s - setup->subscribers);
                if (n_told == 0 || !bsearch(&number, told, n_told, sizeof *told, by_number))
                        r = tell_left_out(t, before, s, unfiltered,
                                          w->alerted ? "was warned of it"
                                                     : "was not reached while it lasted");
        }
        return r;
}
