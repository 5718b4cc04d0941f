#include "announce/announce_telling.h"

#include <string.h>
#include <uthash.h>

#include "alert/wording.h"

#define PLACES_IN_MESSAGE 60 /* more do not fit into 4 KiB */

struct announce_body {
        struct announce_body_key key;
        int64_t message;
        UT_hash_handle hh;
};

int announce_priority(enum alert_urgency urgency, enum message_type type)
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

int64_t announce_life(const struct telling *t, enum message_type type)
{
        if (type == MESSAGE_ALL_CLEAR)
                return t->n->now + ANNOUNCE_ALL_CLEAR_LIFE;
        return type == MESSAGE_EXPIRED ? t->n->now + ANNOUNCE_EXPIRED_LIFE : t->incident->expires;
}

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

static struct message message_of(const struct telling *t, const struct alert *alert,
                                 const struct alert_info *info, const struct announce_body_key *key)
{
        struct announce *n = t->n;
        bool goes_on = key->type == MESSAGE_ALERT || key->type == MESSAGE_UPDATE;
        struct message m = {
            .incident = incident_name(n, t->id),
            .revision = t->revision,
            .type = key->type,
            .alert = alert,
            .info = info,
            .event = key->info->event,
            .language = catalogue_language(n->setup->catalogue, key->language),
            .foreign = key->foreign,
            .sources = sources_of(t->incident, n->arena),
            .n_sources = t->incident->n_sources,
            .sent = alert->sent != TIMESTAMP_NONE ? alert->sent : t->incident->updated,
            .expires = goes_on ? t->incident->expires : TIMESTAMP_NONE,
            .now = n->now,
            .confirmed = key->type == MESSAGE_ALL_CLEAR ? 0 : t->incident->updated,
            .sound = key->sound,
            .nearby = key->nearby,
        };

        set_places(&m, n, key->info, key->place, key->language);
        return m;
}

void announce_encode(const struct telling *t, const struct alert *alert, const struct alert_info *info,
                     const struct announce_body_key *key, const int *open, struct buffer *out)
{
        struct message m = message_of(t, alert, info, key);

        m.zone = key->zone;
        m.open = open;
        message_encode(&m, t->n->setup->catalogue, out);
}

const char *announce_headline(const struct telling *t, const struct alert *alert,
                              const struct alert_info *info, const struct announce_body_key *key)
{
        struct message m = message_of(t, alert, info, key);

        return wording_headline(&m, t->n->setup->catalogue, t->n->arena);
}

int announce_text_body(struct telling *t, const struct announce_body_key *key, const struct alert *alert,
                       const struct alert_info *info, int64_t *ret_message)
{
        struct buffer out = {0};
        struct announce_body *b;
        int r;

        HASH_FIND(hh, t->bodies, key, sizeof *key, b);
        if (b) {
                *ret_message = b->message;
                return 0;
        }
        announce_encode(t, alert, info, key, NULL, &out);
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

void announce_text_done(struct telling *t)
{
        HASH_CLEAR(hh, t->bodies);
}
