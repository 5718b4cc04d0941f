#include "send/channel.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

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

bool mqtt_options_same(const struct mqtt_options *a, const struct mqtt_options *b)
{
        return text_equal(a->host, b->host) && a->port == b->port && text_equal(a->client_id, b->client_id) &&
               text_equal(a->user, b->user) && text_equal(a->password, b->password) &&
               text_equal(a->prefix, b->prefix) && text_equal(a->ca_file, b->ca_file) &&
               text_equal(a->ca_path, b->ca_path) && text_equal(a->cert_file, b->cert_file) &&
               text_equal(a->key_file, b->key_file) && a->tls == b->tls && a->keepalive == b->keepalive &&
               a->window == b->window;
}
