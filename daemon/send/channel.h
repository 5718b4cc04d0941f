/* channel: where messages go, as configured. Plain data; settings/channels.c fills it, transports read it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "send/rate.h"

enum channel_transport {
        TRANSPORT_MQTT,
        TRANSPORT_WEBHOOK,
        TRANSPORT_NULL,
        TRANSPORT_COMMAND,
        TRANSPORT_COUNT
};

struct format;

struct channel {
        const char *name;  /* unique */
        const char *where; /* "sirend.conf:12", for messages; may be NULL */
        enum channel_transport transport;
        /* mqtt */
        const char *topic; /* without the prefix; NULL: to/<subscriber> */
        /* webhook */
        const struct format *format; /* how this chat is spoken to; NULL: it gets the message as it is */
        const char **values;         /* of the format's keys, NULL where it has none */
        uint64_t secrets;            /* a bit for each of them that must not be shown */
        const char *url;             /* http or https; of a chat the least that names its server */
        const char *secret;   /* Standard Webhooks key ("whsec_..." or raw), already read from its file; NULL:
                                 unsigned */
        const char **headers; /* "Name: value" */
        const char *ca_file;  /* NULL: the system's */
        const char *proxy;    /* URL; NULL: none, whatever the environment says */
        const char *cert_file, *key_file;
        bool public_only;   /* not to private addresses */
        bool addresses_set; /* by the channel itself */
        size_t n_headers;
        /* command */
        const char **command; /* its program, an absolute path, and arguments; or: */
        const char *socket;   /* of a service that does it */
        size_t n_command;
        const char *user, *group;    /* whom it runs as (names or numbers); NULL: as we do */
        struct rates endpoint_rates; /* of all channels together that have the same endpoint and this rate */
        struct rates rates;          /* of its messages; none: as many as there are */
        int64_t timeout;             /* whole request, microseconds: 15 s */
        unsigned connections;        /* at once to this endpoint: 4; commands: 1 */
};

/* The broker. */
struct mqtt_options {
        const char *host;            /* NULL: no MQTT; a path beginning with / is a unix socket */
        int port;                    /* 1883, 8883 with TLS */
        const char *client_id;       /* NULL: sirend-<host name> */
        const char *user, *password; /* password already read from its file */
        const char *prefix;          /* of every topic: "sirend" */
        const char *ca_file, *ca_path, *cert_file, *key_file;
        bool tls;
        unsigned keepalive;                  /* seconds, at least 5: 30 */
        unsigned window;                     /* unacknowledged QoS 1 messages at once: 20 */
        bool publish_alerts, publish_states; /* alert/<place> and state/<place>, for everybody: both */
};

/* Whether both lead to the same connection. */
bool mqtt_options_same(const struct mqtt_options *a, const struct mqtt_options *b);
/* With the defaults in the place of what is not set. Strings are copied to the arena: the configuration may be reloaded
 * while they are used. */
void mqtt_options_copy(struct mqtt_options *to, const struct mqtt_options *from, struct arena *a);

/* Whether a message there can be changed afterwards; and be made short when another one follows. */
bool channel_edits(const struct channel *c);
bool channel_makes_brief(const struct channel *c);
/* How many messages may be under way to its endpoint at once. */
unsigned channel_width(const struct channel *c);
/* The endpoint that limits and connections are counted by: "https://hooks.example:443", "mqtt", or "command NAME". In `out`,
 * cut to `room`. */
const char *channel_endpoint(const struct channel *c, char *out, size_t room);
