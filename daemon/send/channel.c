#include "send/channel.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/text.h"
#include "send/format.h"

#define WEBHOOK_WIDTH     4
#define COMMAND_WIDTH     1
#define WINDOW_DEFAULT    20
#define WINDOW_MOST       10000
#define KEEPALIVE_DEFAULT 30

static const char *default_port(const char *url)
{
        return strncasecmp(url, "https:", 6) == 0 ? "443" : "80";
}

/* Where the port begins in "host:port" or "[address]:port"; NULL where none is given. */
static const char *find_port(const char *host, const char *end)
{
        const char *bracket = memchr(host, ']', (size_t)(end - host));
        const char *from = bracket ? bracket : host;

        return memchr(from, ':', (size_t)(end - from));
}

const char *channel_endpoint(const struct channel *c, char *out, size_t room)
{
        const char *host, *end, *at, *port;
        int scheme, written;

        if (c->transport == TRANSPORT_COMMAND) {
                snprintf(out, room, "command %s", c->name);
                return out;
        }
        if (c->transport != TRANSPORT_WEBHOOK) {
                snprintf(out, room, "%s", c->transport == TRANSPORT_MQTT ? "mqtt" : "null");
                return out;
        }
        host = strstr(c->url, "://");
        scheme = host ? (int)(host - c->url) : 0;
        host = host ? host + 3 : c->url;
        end = host + strcspn(host, "/?#");
        /* what comes before the last @ is user and password (RFC 3986 section 3.2.1) */
        at = memrchr(host, '@', (size_t)(end - host));
        host = at ? at + 1 : host;
        port = find_port(host, end);
        written = snprintf(out, room, "%.*s://%.*s:%.*s", scheme, c->url, (int)((port ? port : end) - host),
                           host, port ? (int)(end - port - 1) : 3, port ? port + 1 : default_port(c->url));
        for (char *p = out; written > 0 && *p; p++)
                *p = (char)tolower((unsigned char)*p);
        return out;
}

bool channel_edits(const struct channel *c)
{
        return c->format && c->format->edit;
}

bool channel_makes_brief(const struct channel *c)
{
        return channel_edits(c) && c->format->brief;
}

unsigned channel_width(const struct channel *c)
{
        if (c->transport == TRANSPORT_WEBHOOK)
                return c->connections ? c->connections : WEBHOOK_WIDTH;
        if (c->transport == TRANSPORT_COMMAND)
                return c->connections ? c->connections : COMMAND_WIDTH;
        return UINT_MAX;
}

bool mqtt_options_same(const struct mqtt_options *a, const struct mqtt_options *b)
{
        return text_equal(a->host, b->host) && a->port == b->port && text_equal(a->client_id, b->client_id) &&
               text_equal(a->user, b->user) && text_equal(a->password, b->password) &&
               text_equal(a->prefix, b->prefix) && text_equal(a->ca_file, b->ca_file) &&
               text_equal(a->ca_path, b->ca_path) && text_equal(a->cert_file, b->cert_file) &&
               text_equal(a->key_file, b->key_file) && a->tls == b->tls && a->keepalive == b->keepalive &&
               a->window == b->window;
}

static const char *default_client_id(struct arena *a)
{
        char host[65] = "";

        gethostname(host, sizeof host - 1);
        return arena_printf(a, "sirend-%s", host);
}

void mqtt_options_copy(struct mqtt_options *to, const struct mqtt_options *from, struct arena *a)
{
        *to = *from;
        to->host = arena_strdup(a, from->host);
        to->user = arena_strdup(a, from->user);
        to->password = arena_strdup(a, from->password);
        to->ca_file = arena_strdup(a, from->ca_file);
        to->ca_path = arena_strdup(a, from->ca_path);
        to->cert_file = arena_strdup(a, from->cert_file);
        to->key_file = arena_strdup(a, from->key_file);
        to->prefix = arena_strdup(a, from->prefix ? from->prefix : "sirend");
        to->client_id = from->client_id ? arena_strdup(a, from->client_id) : default_client_id(a);
        to->port = from->port ? from->port : from->tls ? 8883 : 1883;
        to->keepalive = from->keepalive ? from->keepalive : KEEPALIVE_DEFAULT;
        to->window = from->window ? from->window : WINDOW_DEFAULT;
        if (to->window > WINDOW_MOST)
                to->window = WINDOW_MOST;
}
