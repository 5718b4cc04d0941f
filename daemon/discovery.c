#include "discovery.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alert/message.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json_text.h"

#define FILE_NAME       "discovery" /* in the spool's folder */
#define FILE_MOST       (4 << 20)
#define COMPONENTS_MOST 4000

/* A state topic holds a message while something goes on and is emptied when it is over. */
#define STATE_TEMPLATE      "{{ 'ON' if value | length > 2 else 'OFF' }}"
#define ATTRIBUTES_TEMPLATE "{{ value if value | length > 2 else '{}' }}" /* all of the message */
/* The type of a message is the type of the event; the rest becomes attributes. */
#define EVENT_TEMPLATE "{{ dict(value_json, event_type=value_json.type) | tojson }}"

struct discovery {
        const struct setup *setup;
        const char *instance;
        struct arena *arena;
        json_t *components;
};

/* Letters, digits, `-` and `_` are all that an identifier may have; different names must not become the same one. A
 * path has no `_` and no dot, a name no slash. */
static char *identifier(struct discovery *d, const char *kind, const char *name)
{
        struct buffer out = {0};

        buffer_printf(&out, "sirend_%s_%s_", d->instance, kind);
        for (; *name; name++) {
                unsigned char c = (unsigned char)*name;
                if (isalnum(c) || c == '-')
                        buffer_add_char(&out, (char)c);
                else if (c == '/')
                        buffer_add_char(&out, '_');
                else if (c == '_')
                        buffer_add_string(&out, "__");
                else
                        buffer_printf(&out, "_%02x", c);
        }
        return buffer_finish(&out, d->arena);
}

static json_t *component(struct discovery *d, const char *platform, const char *kind, const char *name,
                         const char *label, const char *topic)
{
        const char *id = identifier(d, kind, name);
        json_t *c = json_pack("{s:s, s:s, s:s, s:o}", "platform", platform, "unique_id", id, "state_topic",
                              topic, "name", json_string(label));

        json_object_set_new(d->components, id, c);
        return c;
}

static const char *topic_of(struct discovery *d, const char *kind, const char *name)
{
        return arena_printf(d->arena, "%s/%s/%s", d->setup->settings->mqtt.prefix, kind, name);
}

static void add_event(struct discovery *d, const char *kind, const char *name, const char *label)
{
        json_t *types = json_array(), *c = component(d, "event", kind, name, label, topic_of(d, kind, name));

        for (enum message_type t = MESSAGE_ALERT; t <= MESSAGE_DIGEST; t++)
                json_array_append_new(types, json_string(message_type_word(t)));
        json_object_set_new(c, "event_types", types);
        json_object_set_new(c, "value_template", json_string(EVENT_TEMPLATE));
        json_object_set_new(c, "icon", json_string("mdi:bullhorn"));
}

static void add_sensor(struct discovery *d, const char *path, const char *label)
{
        const char *topic = topic_of(d, "state", path);
        json_t *c = component(d, "binary_sensor", "state", path, label, topic);

        json_object_set_new(c, "device_class", json_string("safety"));
        json_object_set_new(c, "value_template", json_string(STATE_TEMPLATE));
        json_object_set_new(c, "json_attributes_topic", json_string(topic));
        json_object_set_new(c, "json_attributes_template", json_string(ATTRIBUTES_TEMPLATE));
}

/* The place and what lies around it: an alarm for the region is one for the village. */
static void add_place(struct discovery *d, const char *name)
{
        const struct gazetteer *g = d->setup->gazetteer;
        struct problem why = {""};
        uint32_t place;

        if (place_find(g, name, PLACE_NONE, &place, &why) < 0)
                return; /* the settings were checked */
        for (uint32_t p = place; p != PLACE_NONE; p = place_parent(g, p)) {
                const char *path = place_path(g, p, d->arena);
                const char *label = place_name(g, p, place_language_of(NULL), d->arena);
                if (p != place && !strchr(path, '/'))
                        break;
                if (d->setup->settings->mqtt.publish_states)
                        add_sensor(d, path, label);
                if (d->setup->settings->mqtt.publish_alerts)
                        add_event(d, "alert", path, label);
        }
}

static json_t *encode(struct discovery *d)
{
        const struct settings *t = d->setup->settings;
        json_t *device = json_pack("{s:[s], s:s, s:s, s:s, s:s}", "identifiers",
                                   arena_printf(d->arena, "sirend_%s", d->instance), "name", "sirend",
                                   "manufacturer", "sirend", "model", "sirend", "sw_version", VERSION);
        json_t *origin = json_pack("{s:s, s:s}", "name", "sirend", "sw_version", VERSION);

        for (size_t i = 0; i < t->home.n_places; i++)
                add_place(d, t->home.places[i]);
        for (size_t i = 0; i < t->home.n_subscribers; i++)
                add_event(d, "to", t->home.subscribers[i], t->home.subscribers[i]);
        return json_pack("{s:o, s:o, s:o, s:s, s:s, s:s, s:i}", "device", device, "origin", origin,
                         "components", d->components, "availability_topic",
                         arena_printf(d->arena, "%s/status", t->mqtt.prefix), "payload_available", "online",
                         "payload_not_available", "offline", "qos", 1);
}

/* What was told of and is there no more, and what had vanished before: Home Assistant may have been away then. */
static void add_vanished(json_t *components, const struct discovery_document *last)
{
        json_t *o = last->topic ? json_loads(last->payload, 0, NULL) : NULL, *old;
        const char *id;

        json_object_foreach(json_object_get(o, "components"), id, old)
        {
                const char *platform = json_string_value(json_object_get(old, "platform"));
                if (platform && !json_object_get(components, id) &&
                    json_object_size(components) < COMPONENTS_MOST)
                        json_object_set_new(components, id, json_pack("{s:s}", "platform", platform));
        }
        json_decref(o);
}

void discovery_encode(const struct setup *setup, const char *instance, const struct discovery_document *last,
                      struct arena *a, struct discovery_document *ret)
{
        struct discovery d = {.setup = setup, .instance = instance, .arena = a, .components = json_object()};
        const char *prefix = setup->settings->home.prefix;
        json_t *o;

        *ret = (struct discovery_document){.topic = last->topic, .payload = ""};
        if (!prefix) {
                json_decref(d.components);
                return;
        }
        ret->topic = arena_printf(a, "%s/device/sirend_%s/config", prefix, instance);
        o = encode(&d);
        if (last->topic && strcmp(last->topic, ret->topic) == 0)
                add_vanished(d.components, last);
        ret->payload = json_text_copy(o, a);
        json_decref(o);
}

/* The first line is the topic, the rest the payload. */
void discovery_load(const char *folder, struct arena *a, struct discovery_document *ret)
{
        struct problem why = {""};
        char *data, *end;
        size_t size;

        *ret = (struct discovery_document){NULL, NULL};
        if (file_read(arena_printf(a, "%s/" FILE_NAME, folder), FILE_MOST, a, &data, &size, &why) < 0 ||
            !(end = strchr(data, '\n')))
                return;
        *end = 0;
        *ret = (struct discovery_document){.topic = data, .payload = end + 1};
}

int discovery_save(const char *folder, const struct discovery_document *d)
{
        int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), r;
        struct buffer out = {0};

        if (dir < 0)
                return -errno;
        buffer_printf(&out, "%s\n%s", d->topic, d->payload);
        r = file_write_at(dir, FILE_NAME, out.data, out.size, 0644);
        buffer_done(&out);
        close(dir);
        return r;
}
