#include "discovery.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "alert/message.h"

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

/* Letters, digits, `-` and `_` are all that an identifier may have. */
static char *identifier(struct discovery *d, const char *kind, const char *name)
{
        char *id = arena_printf(d->arena, "sirend_%s_%s_%s", d->instance, kind, name);

        for (char *c = id; *c; c++)
                if (!isalnum((unsigned char)*c) && *c != '-')
                        *c = '_';
        return id;
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

        for (enum message_type t = MESSAGE_ALERT; t <= MESSAGE_EXPIRED; t++)
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

void discovery_encode(const struct setup *setup, const char *instance, struct arena *a, char **ret_topic,
                      char **ret_payload)
{
        struct discovery d = {.setup = setup, .instance = instance, .arena = a, .components = json_object()};
        const char *prefix = setup->settings->home.prefix;
        json_t *o;
        char *text;

        *ret_topic = NULL;
        *ret_payload = arena_strdup(a, "");
        if (!prefix) {
                json_decref(d.components);
                return;
        }
        o = encode(&d);
        text = json_dumps(o, JSON_COMPACT);
        json_decref(o);
        if (!text)
                abort();
        *ret_topic = arena_printf(a, "%s/device/sirend_%s/config", prefix, instance);
        *ret_payload = arena_strdup(a, text);
        free(text);
}
