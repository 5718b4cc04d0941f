#include "announce.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "alert/message.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"

#define PUBLIC_CHANNEL    "mqtt"
#define PLACES_IN_MESSAGE 60                    /* more do not fit into 4 KiB */
#define EXPLAINED_MOST    1000                  /* deliveries of one change that the reason is recorded for */
#define ALL_CLEAR_LIFE    (24 * TIMESTAMP_HOUR) /* an all-clear is worth sending for this long */
#define EXPIRED_LIFE      (1 * TIMESTAMP_HOUR)
#define QUIET_GAP         (1 * TIMESTAMP_HOUR) /* what goes on after such a silence is worth a sound again */

/* Bodies made so far for one change: the same words go to many. */
struct body {
        struct body_key {
                const struct alert_info *info;
                const struct area_place *place;
                const char *language;
                enum message_type type;
        } key;
        int64_t message;
        UT_hash_handle hh;
};

/* One change while it is being announced. */
struct telling {
        struct announce *n;
        const struct incident *incident; /* what is going on now; for an end: what went on until now */
        const struct alert *said;        /* whose words are used */
        int64_t id;
        unsigned revision;
        bool ends;
        bool promoted; /* an official source has joined, or nothing was heard of it for long */
        enum message_type end_type;
        const struct alert *over; /* what was going on, at the places where it is over now; NULL: nowhere */
        struct concern_list *over_for; /* whom that concerns, once it was asked for */
        struct outbox_warned *warned;
        size_t n_warned;
        struct body *bodies;
};

static int priority_of(enum alert_urgency urgency, enum message_type type)
{
        static const int by_urgency[] = {[URGENCY_IMMEDIATE] = 0,
                                         [URGENCY_UNKNOWN] = 1,
                                         [URGENCY_EXPECTED] = 2,
                                         [URGENCY_FUTURE] = 5,
                                         [URGENCY_PAST] = 8};

        if (type == MESSAGE_ALL_CLEAR)
                return 1;
        return type == MESSAGE_EXPIRED ? 6 : by_urgency[urgency];
}

static void note_superseded(struct announce *n, int64_t incident, unsigned revision, const char *topic)
{
        n->superseded =
            arena_grow(n->arena, n->superseded, n->n_superseded, &n->room_superseded, sizeof *n->superseded);
        n->superseded[n->n_superseded++] = (struct announce_superseded){incident, revision, topic};
}

/* --- words --- */

static char *incident_name(const struct announce *n, int64_t id)
{
        return arena_printf(n->arena, "%s-i%lld", store_instance(n->store), (long long)id);
}

static struct message_source *sources_of(const struct incident *i, struct arena *a)
{
        struct message_source *sources = arena_array(a, i->n_sources, sizeof *sources);

        for (size_t k = 0; k < i->n_sources; k++)
                sources[k] =
                    (struct message_source){i->sources[k].name, i->sources[k].official, i->sources[k].sent};
        return sources;
}

/* The places of a block, `first` before all others, as many as may fit. */
static void set_places(struct message *m, const struct announce *n, const struct alert_info *info,
                       const struct area_place *first, const char *language)
{
        struct message_place *places = arena_array(n->arena, PLACES_IN_MESSAGE, sizeof *places);
        enum place_language words = place_language_of(language);

        for (size_t i = 0; i <= info->n_places && m->n_places < PLACES_IN_MESSAGE; i++) {
                const struct area_place *p = i == 0 ? first : &info->places[i - 1];
                if (!p || (i > 0 && first && strcmp(p->path, first->path) == 0))
                        continue;
                places[m->n_places++] = (struct message_place){
                    .path = p->path,
                    .name = p->number == PLACE_NONE
                                ? p->path
                                : place_name(n->setup->gazetteer, p->number, words, n->arena),
                };
        }
        m->places = places;
        m->places_total = info->n_places;
}

static bool has_official(const struct incident *i)
{
        for (size_t k = 0; k < i->n_sources; k++)
                if (i->sources[k].official)
                        return true;
        return false;
}

/* An update that is as good as a new alert. */
static bool is_promoted(const struct incident_change *c)
{
        return c->before && c->after &&
               ((has_official(c->after) && !has_official(c->before)) ||
                c->after->updated - c->before->updated > QUIET_GAP);
}

/* What wakes people: danger that is new to them, that somebody official confirms, or that is back after a
 * silence. Everything else only changes what is known. */
static bool is_loud(const struct telling *t, const struct alert *alert, const struct alert_info *info,
                    enum message_type type)
{
        if (!info || alert_info_state(alert, info) != STATE_LIVE)
                return false;
        return type == MESSAGE_ALERT || (type == MESSAGE_UPDATE && t->promoted);
}

static void encode(const struct telling *t, const struct alert *alert, const struct alert_info *info,
                   const struct alert_info *where, const struct area_place *place, const char *language,
                   enum message_type type, const int *open, struct buffer *out)
{
        struct announce *n = t->n;
        struct message m = {
            .incident = incident_name(n, t->id),
            .revision = t->revision,
            .type = type,
            .alert = alert,
            .info = info,
            .event = where->event,
            .language = catalogue_language(n->setup->catalogue, language),
            .sources = sources_of(t->incident, n->arena),
            .n_sources = t->incident->n_sources,
            .sent = alert->sent != TIMESTAMP_NONE ? alert->sent : t->incident->updated,
            .expires =
                type == MESSAGE_ALERT || type == MESSAGE_UPDATE ? t->incident->expires : TIMESTAMP_NONE,
            .open = open,
            .sound = is_loud(t, alert, info, type),
        };

        set_places(&m, n, where, place, language);
        message_encode(&m, n->setup->catalogue, out);
}

static int find_or_add_body(struct telling *t, const struct body_key *key, const struct alert *alert,
                            const struct alert_info *info, int64_t *ret_message)
{
        struct buffer out = {0};
        struct body *b;
        int r;

        HASH_FIND(hh, t->bodies, key, sizeof *key, b);
        if (b) {
                *ret_message = b->message;
                return 0;
        }
        encode(t, alert, info, key->info, key->place, key->language, key->type, NULL, &out);
        b = arena_alloc(t->n->arena, sizeof *b);
        b->key = *key;
        r = outbox_add_message(t->n->store, out.data, out.size, &b->message);
        buffer_done(&out);
        if (r < 0)
                return r;
        HASH_ADD(hh, t->bodies, key, sizeof b->key, b);
        *ret_message = b->message;
        return 0;
}

/* --- subscribers --- */

/* One message to all channels of a subscriber. `where` says which block and place concern them, `info` whose
 * words. */
static int tell(struct telling *t, const struct subscriber *s, const struct alert *alert,
                const struct alert_info *info, const struct alert_info *where, const struct area_place *place,
                enum message_type type, const char *reason)
{
        struct body_key key;
        struct delivery d = {
            .incident = t->id,
            .revision = t->revision,
            .type = message_type_word(type),
            .subscriber = s->name,
            .priority = priority_of(where->urgency, type),
            .created = t->n->now,
            .due = t->n->now,
            .expires = type == MESSAGE_ALL_CLEAR ? t->n->now + ALL_CLEAR_LIFE
                       : type == MESSAGE_EXPIRED ? t->n->now + EXPIRED_LIFE
                                                 : t->incident->expires,
            .reason = reason,
        };
        int64_t message, id;
        int r;

        memset(&key, 0, sizeof key); /* it is hashed with its padding */
        key.info = where;
        key.place = place;
        key.language = s->language ? catalogue_language(t->n->setup->catalogue, s->language)
                                   : catalogue_language(t->n->setup->catalogue, where->language);
        key.type = type;
        r = find_or_add_body(t, &key, alert, info, &message);
        for (size_t i = 0; i < s->n_channels && r == 0; i++) {
                d.channel = s->channels[i];
                r = outbox_add(t->n->store, &d, message, &id);
                t->n->deliveries++;
        }
        return r;
}

static int by_subscriber(const void *a, const void *b)
{
        const struct outbox_warned *x = a, *y = b;

        return strcmp(x->subscriber, y->subscriber);
}

static int by_receiver(const void *a, const void *b)
{
        const struct outbox_warned *x = a, *y = b;
        int by_name = by_subscriber(a, b);

        return by_name ? by_name : strcmp(x->channel, y->channel);
}

static bool is_warned(const struct telling *t, const char *subscriber)
{
        struct outbox_warned key = {.subscriber = subscriber};

        return t->n_warned && bsearch(&key, t->warned, t->n_warned, sizeof *t->warned, by_subscriber);
}

/* Keeps the receivers whose last word, over the incident and those that go on in it, was not that it is over;
 * one entry for each subscriber. */
static void keep_warned(struct telling *t)
{
        size_t kept = 0;

        for (size_t i = 0, next; i < t->n_warned; i = next) {
                struct outbox_warned w = t->warned[i];
                for (next = i + 1; next < t->n_warned && by_receiver(&w, &t->warned[next]) == 0; next++) {
                        const struct outbox_warned *other = &t->warned[next];
                        w.alerted = other->alerted > w.alerted ? other->alerted : w.alerted;
                        w.cleared = other->cleared > w.cleared ? other->cleared : w.cleared;
                }
                if (w.alerted > w.cleared &&
                    (kept == 0 || strcmp(t->warned[kept - 1].subscriber, w.subscriber) != 0))
                        t->warned[kept++] = w;
        }
        t->n_warned = kept;
}

static int load_warned(struct telling *t)
{
        size_t room = 0;
        int r = 0;

        for (size_t i = 0; i <= t->incident->n_merged && r == 0; i++) {
                struct outbox_warned *some;
                size_t n;
                r = outbox_warned(t->n->store, i == 0 ? t->id : t->incident->merged[i - 1], t->n->arena,
                                  &some, &n);
                for (size_t k = 0; k < n && r == 0; k++) {
                        t->warned = arena_grow(t->n->arena, t->warned, t->n_warned, &room, sizeof *t->warned);
                        t->warned[t->n_warned++] = some[k];
                }
        }
        if (r == 0 && t->n_warned)
                qsort(t->warned, t->n_warned, sizeof *t->warned, by_receiver);
        keep_warned(t);
        return r;
}

static int tell_hit(struct telling *t, const struct concern_list *concerns, const struct match_hit *hit,
                    bool explain)
{
        const struct setup *setup = t->n->setup;
        const struct alert *alert = concerns->alert;
        const struct alert_info *info = &alert->infos[hit->info];
        const struct subscriber *s = &setup->subscribers[hit->subscriber];
        bool warned = is_warned(t, s->name), clear = alert_info_state(alert, info) == STATE_ALL_CLEAR;
        enum message_type type = clear ? MESSAGE_ALL_CLEAR : warned ? MESSAGE_UPDATE : MESSAGE_ALERT;
        struct route route = {0};

        if (clear && !warned)
                return 0;
        if (explain)
                route = match_explain(setup->index, concerns, hit->subscriber, t->n->arena);
        return tell(t, s, alert, info, info, route.place, type, route.reason);
}

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

/* Those whom the new content concerns, whose numbers go to `ret` in order. A block that is an all-clear
 * concerns only those who were warned. */
static int tell_routes(struct telling *t, uint32_t **ret, size_t *ret_n)
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

static int subscriber_compare(const void *a, const void *b)
{
        return strcmp(((const struct subscriber *)a)->name, ((const struct subscriber *)b)->name);
}

static const struct subscriber *subscriber_by_name(const struct setup *s, const char *name)
{
        struct subscriber key = {.name = name};

        return s->n_subscribers
                   ? bsearch(&key, s->subscribers, s->n_subscribers, sizeof key, subscriber_compare)
                   : NULL;
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
                         struct concern_list *unfiltered)
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
                                return tell(t, s, now, info, info, route.place, MESSAGE_UPDATE,
                                            "was warned of it; less now");
                }
        }
        if (!t->over && !t->ends)
                return 0; /* all of it goes on; a reload has changed what they want */
        where = over_for(t, before, s);
        return !where ? 0
                      : tell(t, s, said, words, where, NULL, t->ends ? t->end_type : MESSAGE_ALL_CLEAR,
                             "was warned of it");
}

/* Those who were warned and are not among `told`: at an end that is all of them. */
static int tell_warned(struct telling *t, const struct incident *before, const uint32_t *told, size_t n_told)
{
        const struct setup *setup = t->n->setup;
        struct concern_list *unfiltered =
            t->ends || t->n_warned == 0 ? NULL : without_filters(t, t->incident->alert, before);
        int r = 0;

        for (size_t i = 0; i < t->n_warned && r == 0; i++) {
                const struct subscriber *s = subscriber_by_name(setup, t->warned[i].subscriber);
                uint32_t number;
                if (!s)
                        continue;
                number = (uint32_t)(s - setup->subscribers);
                if (n_told == 0 || !bsearch(&number, told, n_told, sizeof *told, by_number))
                        r = tell_left_out(t, before, s, unfiltered);
        }
        return r;
}

/* --- topics --- */

static int publish(struct telling *t, const char *topic, bool retain, int priority, int64_t expires,
                   const char *type, const struct buffer *body)
{
        struct delivery d = {
            .incident = t->id,
            .revision = t->revision,
            .type = type,
            .channel = PUBLIC_CHANNEL,
            .target = topic,
            .retain = retain,
            .priority = priority,
            .created = t->n->now,
            .due = t->n->now,
            .expires = expires,
        };
        int64_t message, id;
        int r = outbox_add_message(t->n->store, body->data ? body->data : "", body->size, &message);

        return r < 0 ? r : outbox_add(t->n->store, &d, message, &id);
}

/* A place and the block that speaks for it there. */
struct spoken {
        const struct area_place *place;
        const struct alert_info *info;
};

static int by_path(const void *a, const void *b)
{
        const struct spoken *x = a, *y = b;
        int r = strcmp(x->place->path, y->place->path);

        return r ? r : (x->info > y->info) - (x->info < y->info);
}

/* The places of all blocks that are not all-clear, each once. */
static size_t spoken_places(struct telling *t, const struct alert *alert, struct spoken **ret)
{
        struct spoken *list = NULL;
        size_t n = 0, room = 0, kept = 0;

        for (size_t i = 0; i < alert->n_infos; i++) {
                const struct alert_info *info = &alert->infos[i];
                if (alert_info_state(alert, info) == STATE_ALL_CLEAR)
                        continue;
                for (size_t k = 0; k < info->n_places; k++) {
                        list = arena_grow(t->n->arena, list, n, &room, sizeof *list);
                        list[n++] = (struct spoken){&info->places[k], info};
                }
        }
        if (n)
                qsort(list, n, sizeof *list, by_path);
        for (size_t i = 0; i < n; i++) {
                if (kept == 0 || strcmp(list[kept - 1].place->path, list[i].place->path) != 0)
                        list[kept++] = list[i];
                else if (alert_speaks_before(alert, list[i].info, list[kept - 1].info, NULL))
                        list[kept - 1] = list[i];
        }
        *ret = list;
        return kept;
}

/* alert/<place> for each place of `where`. `words` is what is said of it; NULL: each block speaks for itself. */
static int publish_alerts(struct telling *t, const struct alert *where, const struct alert *alert,
                          const struct alert_info *words, enum message_type type)
{
        const struct mqtt_options *mqtt = &t->n->setup->settings->mqtt;
        int64_t expires = type == MESSAGE_ALL_CLEAR ? t->n->now + ALL_CLEAR_LIFE
                          : type == MESSAGE_EXPIRED ? t->n->now + EXPIRED_LIFE
                                                    : t->incident->expires;
        struct spoken *list;
        size_t n;
        int r = 0;

        if (!mqtt->host || !mqtt->publish_alerts || alert->status != STATUS_ACTUAL)
                return 0;
        n = spoken_places(t, where, &list);
        for (size_t i = 0; i < n && r == 0; i++) {
                const struct alert_info *info = list[i].info;
                struct buffer body = {0};
                encode(t, alert, words ? words : info, info, list[i].place, info->language, type, NULL,
                       &body);
                r = publish(t, arena_printf(t->n->arena, "alert/%s", list[i].place->path), false,
                            priority_of(info->urgency, type), expires, message_type_word(type), &body);
                buffer_done(&body);
        }
        return r;
}

static int publish_content(struct telling *t, enum message_type type)
{
        return publish_alerts(t, t->incident->alert, t->incident->alert, NULL, type);
}

static int publish_over(struct telling *t, const struct alert *before, enum message_type type)
{
        const struct alert *said = t->said ? t->said : before;

        return t->over ? publish_alerts(t, t->over, said, alert_main_info(said, NULL), type) : 0;
}

static int rank(const struct alert_info *info)
{
        return (info->severity == SEVERITY_UNKNOWN ? 2 : (int)info->severity) * 8 + (int)info->urgency;
}

/* The incident that speaks for a place: the most severe live one. NULL where nothing is going on. */
static const struct incident *speaker(struct announce *n, uint32_t place, int *ret_open,
                                      const struct alert_info **ret_info, const struct area_place **ret_place)
{
        const struct incident **at, *best = NULL;
        size_t count = incident_at(n->incidents, place, n->arena, &at);

        *ret_open = 0;
        for (size_t i = 0; i < count; i++) {
                bool live = false;
                if (at[i]->alert->status != STATUS_ACTUAL)
                        continue;
                for (size_t b = 0; b < at[i]->alert->n_infos; b++) {
                        const struct alert_info *info = &at[i]->alert->infos[b];
                        if (alert_info_state(at[i]->alert, info) != STATE_LIVE)
                                continue;
                        for (size_t k = 0; k < info->n_places; k++)
                                if (info->places[k].number == place) {
                                        live = true;
                                        if (!best || rank(info) > rank(*ret_info)) {
                                                best = at[i];
                                                *ret_info = info;
                                                *ret_place = &info->places[k];
                                        }
                                }
                }
                *ret_open += live;
        }
        return best;
}

static int publish_state(struct telling *t, const char *path, int priority, const struct buffer *body)
{
        char *topic = arena_printf(t->n->arena, "state/%s", path);
        unsigned superseded;
        int r = outbox_supersede_topic(t->n->store, PUBLIC_CHANNEL, topic, t->n->now, &superseded);

        if (r == 0 && superseded)
                note_superseded(t->n, 0, 0, topic);
        return r < 0 ? r : publish(t, topic, true, priority, TIMESTAMP_NONE, "state", body);
}

static int announce_state(struct announce *n, uint32_t place)
{
        const struct area_place *where = NULL;
        const struct alert_info *info = NULL;
        struct buffer body = {0};
        struct telling t = {.n = n};
        int open, r;

        t.incident = speaker(n, place, &open, &info, &where);
        if (t.incident) {
                t.id = t.incident->id;
                t.revision = t.incident->revision;
                encode(&t, t.incident->alert, info, info, where, info->language,
                       t.revision > 1 ? MESSAGE_UPDATE : MESSAGE_ALERT, &open, &body);
        }
        r = publish_state(&t, place_path(n->setup->gazetteer, place, n->arena),
                          info ? priority_of(info->urgency, MESSAGE_UPDATE) : 1, &body);
        buffer_done(&body);
        return r;
}

static bool has_states(const struct announce *n)
{
        return n->setup->settings->mqtt.host && n->setup->settings->mqtt.publish_states;
}

int announce_no_state(struct announce *n, const char *path)
{
        struct telling t = {.n = n};

        return has_states(n) ? publish_state(&t, path, 1, &(struct buffer){0}) : 0;
}

int announce_states(struct announce *n, const uint32_t *places, size_t n_places)
{
        int r = 0;

        if (!has_states(n))
                return 0;
        for (size_t i = 0; i < n_places && r == 0; i++)
                if (places[i] != PLACE_NONE)
                        r = announce_state(n, places[i]);
        return r;
}

/* --- changes --- */

/* The blocks of `before` with those of their places only that are not in `on`, added to `over`. */
static void add_over(struct announce *n, struct alert *over, size_t *room, const struct alert *before,
                     const struct cover *on, bool goes_on)
{
        for (size_t i = 0; i < before->n_infos; i++) {
                struct alert_info info = before->infos[i];
                if (alert_info_state(before, &info) == STATE_ALL_CLEAR)
                        continue;
                info.places = arena_array(n->arena, info.n_places, sizeof *info.places);
                info.n_places = 0;
                for (size_t k = 0; k < before->infos[i].n_places; k++) {
                        const struct area_place *p = &before->infos[i].places[k];
                        if (p->number == PLACE_NONE ? !goes_on : !cover_has(on, p->number))
                                info.places[info.n_places++] = *p;
                }
                if (info.n_places == 0)
                        continue;
                over->infos = arena_grow(n->arena, over->infos, over->n_infos, room, sizeof *over->infos);
                over->infos[over->n_infos++] = info;
        }
}

static bool is_merged(const struct incident *i, int64_t id)
{
        for (size_t k = 0; k < i->n_merged; k++)
                if (i->merged[k] == id)
                        return true;
        return false;
}

/* What went on before, at the places that `after` (NULL: none) no longer holds; also in the incidents that
 * only now go on in it. NULL where all of it goes on. */
static const struct alert *find_over(struct announce *n, const struct incident *before,
                                     const struct incident *after)
{
        struct alert *over = arena_alloc(n->arena, sizeof *over);
        const struct area_place **places;
        size_t n_places = after ? incident_places(after->alert, true, n->arena, &places) : 0, room = 0;
        struct cover on = {0};

        *over = *before->alert;
        over->infos = NULL;
        over->n_infos = 0;
        for (size_t i = 0; i < n_places; i++)
                cover_add(&on, n->setup->gazetteer, places[i]->number, n->arena);
        cover_close(&on);
        add_over(n, over, &room, before->alert, &on, after);
        for (size_t i = 0; after && i < after->n_merged; i++) {
                const struct incident *merged = incident_by_id(n->incidents, after->merged[i]);
                if (merged && !is_merged(before, merged->id))
                        add_over(n, over, &room, merged->alert, &on, true);
        }
        return over->n_infos ? over : NULL;
}

static int announce_content(struct telling *t, const struct incident *before)
{
        uint32_t *told;
        size_t n_told;
        int r = tell_routes(t, &told, &n_told);

        if (r == 0 && before)
                r = tell_warned(t, before, told, n_told);
        if (r == 0 && before)
                r = publish_over(t, before->alert, MESSAGE_ALL_CLEAR);
        if (r == 0)
                r = publish_content(t, before ? MESSAGE_UPDATE : MESSAGE_ALERT);
        return r;
}

static int announce_end(struct telling *t, const struct incident *before)
{
        enum alert_state state = alert_state(before->alert);
        int r;

        /* News is not over: it was never going on. */
        if (state == STATE_PAST || (t->end_type == MESSAGE_EXPIRED && state != STATE_LIVE))
                return 0;
        r = tell_warned(t, before, NULL, 0);
        return r < 0 ? r : publish_over(t, before->alert, t->end_type);
}

int announce_change(struct announce *n, const struct incident_change *change, const struct alert *said,
                    int64_t id)
{
        struct telling t = {
            .n = n,
            .incident = change->after ? change->after : change->before,
            .said = said,
            .id = id,
            .ends = change->action == INCIDENT_END,
            .promoted = is_promoted(change),
            .end_type = said ? MESSAGE_ALL_CLEAR : MESSAGE_EXPIRED,
        };
        unsigned superseded;
        int r = 0;

        if (change->action == INCIDENT_NONE)
                return 0;
        if (change->action == INCIDENT_REPEAT)
                return outbox_prolong(n->store, id, change->after->expires);
        if (change->after)
                t.revision = change->after->revision;
        else if (change->before)
                t.revision = change->before->revision + 1;
        if (change->before) {
                t.over = find_over(n, change->before, change->after);
                /* What is superseded untried has told nobody anything. */
                r = outbox_supersede(n->store, id, t.revision, NULL, n->now, &superseded);
                if (r == 0 && superseded)
                        note_superseded(n, id, t.revision, NULL);
                if (r == 0)
                        r = load_warned(&t);
        }
        if (r < 0 || change->action == INCIDENT_MERGE)
                return r;
        r = t.ends ? announce_end(&t, change->before) : announce_content(&t, change->before);
        HASH_CLEAR(hh, t.bodies);
        return r;
}

int announce_drill(struct announce *n, const struct subscriber *s, const struct incident *drill, int64_t id)
{
        struct telling t = {
            .n = n, .incident = drill, .said = drill->alert, .id = id, .revision = drill->revision};
        int r = tell(&t, s, drill->alert, drill->alert->infos, drill->alert->infos, NULL, MESSAGE_ALERT,
                     "a drill was asked for");

        HASH_CLEAR(hh, t.bodies);
        return r;
}
