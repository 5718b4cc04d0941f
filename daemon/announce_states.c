#include "announce_telling.h"

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
                                        if (!best || (best == at[i] ? alert_speaks_before(at[i]->alert, info,
                                                                                          *ret_info, NULL)
                                                                    : rank(info) > rank(*ret_info))) {
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
        int r = outbox_supersede_topic(t->n->store, ANNOUNCE_CHANNEL, topic, t->n->now, &superseded);

        if (r == 0 && superseded)
                announce_note_superseded(t->n, 0, 0, topic);
        return r < 0 ? r : announce_publish(t, topic, true, priority, TIMESTAMP_NONE, "state", body);
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

                struct announce_body_key key = {.info = info,
                                                .place = where,
                                                .language = info->language,
                                                .type = t.revision > 1 ? MESSAGE_UPDATE : MESSAGE_ALERT};
                announce_encode(&t, t.incident->alert, info, &key, &open, &body);
        }
        r = publish_state(&t, place_path(n->setup->gazetteer, place, n->arena),
                          info ? announce_priority(info->urgency, MESSAGE_UPDATE) : 1, &body);
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
