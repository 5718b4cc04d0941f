#include "announce/announce_telling.h"

/* A state empties when all is over; where this program has died, the broker drops it so long after it would have. */
#define STATE_LINGERS TIMESTAMP_HOUR

static int rank(const struct alert_info *info)
{
        return (info->severity == SEVERITY_UNKNOWN ? 2 : (int)info->severity) * 8 + (int)info->urgency;
}

/* What is going on at a place. */
struct state {
        const struct incident
            *incident; /* the one that speaks for it: the most severe live one; NULL: none */
        const struct alert_info *info;
        const struct area_place *place;
        int open;        /* how many */
        int64_t expires; /* when the last of them does */
};

static void look_at(struct state *s, const struct incident *i, uint32_t place)
{
        bool live = false;

        for (size_t b = 0; b < i->alert->n_infos; b++) {
                const struct alert_info *info = &i->alert->infos[b];
                if (alert_info_state(i->alert, info) != STATE_LIVE)
                        continue;
                for (size_t k = 0; k < info->n_places; k++) {
                        if (info->places[k].number != place)
                                continue;
                        live = true;
                        if (!s->incident ||
                            (s->incident == i ? alert_speaks_before(i->alert, info, s->info, NULL)
                                              : rank(info) > rank(s->info))) {
                                s->incident = i;
                                s->info = info;
                                s->place = &info->places[k];
                        }
                }
        }
        if (!live)
                return;
        s->expires = s->open == 0 || i->expires > s->expires ? i->expires : s->expires;
        s->open++;
}

static struct state state_of(struct announce *n, uint32_t place)
{
        struct state s = {.expires = TIMESTAMP_NONE};
        const struct incident **at;
        size_t count = incident_at(n->incidents, place, n->arena, &at);

        for (size_t i = 0; i < count; i++)
                if (at[i]->alert->status == STATUS_ACTUAL)
                        look_at(&s, at[i], place);
        return s;
}

static int publish_state(struct telling *t, const char *path, int priority, int64_t expires,
                         const struct buffer *body)
{
        char *topic = arena_printf(t->n->arena, "state/%s", path);
        unsigned superseded;
        int r = outbox_supersede_topic(t->n->store, ANNOUNCE_CHANNEL, topic, t->n->now, &superseded);

        if (r == 0 && superseded)
                announce_note_superseded(t->n, 0, 0, topic);
        return r < 0 ? r : announce_publish(t, topic, true, priority, expires, "state", body);
}

static int announce_state(struct announce *n, uint32_t place)
{
        struct state s = state_of(n, place);
        struct telling t = {.n = n, .incident = s.incident};
        struct buffer body = {0};
        int r;

        if (s.incident) {
                t.id = s.incident->id;
                t.revision = s.incident->revision;

                struct announce_body_key key = {.info = s.info,
                                                .place = s.place,
                                                .language = s.info->language,
                                                .type = t.revision > 1 ? MESSAGE_UPDATE : MESSAGE_ALERT};
                announce_encode(&t, s.incident->alert, s.info, &key, &s.open, &body);
        }
        r = publish_state(&t, place_path(n->setup->gazetteer, place, n->arena),
                          s.info ? announce_priority(s.info->urgency, MESSAGE_UPDATE) : 1,
                          s.incident ? s.expires + STATE_LINGERS : TIMESTAMP_NONE, &body);
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

        return has_states(n) ? publish_state(&t, path, 1, TIMESTAMP_NONE, &(struct buffer){0}) : 0;
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
