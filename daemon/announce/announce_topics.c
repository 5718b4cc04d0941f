#include "announce/announce_telling.h"

#include <stdlib.h>
#include <string.h>

void announce_note_superseded(struct announce *n, int64_t incident, unsigned revision, const char *topic)
{
        n->superseded =
            arena_grow(n->arena, n->superseded, n->n_superseded, &n->room_superseded, sizeof *n->superseded);
        n->superseded[n->n_superseded++] = (struct announce_superseded){incident, revision, topic};
}

int announce_publish(struct telling *t, const char *topic, bool retain, int priority, int64_t expires,
                     const char *type, const struct buffer *body)
{
        struct delivery d = {
            .incident = t->id,
            .revision = t->revision,
            .type = type,
            .channel = ANNOUNCE_CHANNEL,
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

int announce_topics(struct telling *t, const struct alert *where, const struct alert *alert,
                    const struct alert_info *words, enum message_type type)
{
        const struct mqtt_options *mqtt = &t->n->setup->settings->mqtt;
        int64_t expires = announce_life(t, type);
        struct spoken *list;
        size_t n;
        int r = 0;

        if (!mqtt->host || !mqtt->publish_alerts || alert->status != STATUS_ACTUAL)
                return 0;
        n = spoken_places(t, where, &list);
        for (size_t i = 0; i < n && r == 0; i++) {
                const struct alert_info *info = list[i].info;
                struct buffer body = {0};
                struct announce_body_key key = {
                    .info = info,
                    .place = list[i].place,
                    .language = info->language,
                    .type = type,
                    .sound = announce_sound(t, NULL, NULL, alert, words ? words : info, type)};
                announce_encode(t, alert, words ? words : info, &key, NULL, &body);
                r = announce_publish(t, arena_printf(t->n->arena, "alert/%s", list[i].place->path), false,
                                     announce_priority(info->urgency, type), expires, message_type_word(type),
                                     &body);
                buffer_done(&body);
        }
        return r;
}
