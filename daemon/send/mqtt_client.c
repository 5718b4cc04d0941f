#include "send/mqtt_client.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void mqtt_client_words_of_loss(const struct mqtt_client *c, bool connected, int rc, char *out, size_t room)
{
        const char *certificate = c->tls ? mqtt_tls_problem(c->tls) : NULL;
        const char *what = connected ? "connection lost"
                           : c->tls  ? "TLS or MQTT handshake failed"
                                     : "MQTT handshake failed";

        if (certificate)
                snprintf(out, room, "its certificate is not accepted: %s", certificate);
        else if (rc == MOSQ_ERR_ERRNO)
                snprintf(out, room, "%s: %s", what, strerror(errno));
        else
                snprintf(out, room, "%s%s%s", what, rc > 0 ? ": " : "", rc > 0 ? mosquitto_strerror(rc) : "");
}

bool mqtt_client_connect_failed(int fd, char why[static 64])
{
        struct tcp_info info;
        socklen_t size = sizeof info;
        int error = 0;

        memset(&info, 0, sizeof info);
        if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) < 0 || info.tcpi_bytes_acked > 0)
                return false;
        size = sizeof error;
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
        snprintf(why, 64, "%s", error ? strerror(error) : "connection refused");
        return true;
}

static int make(struct mqtt_client *client, const struct mqtt_options *o, bool v5, const char *will,
                const struct mqtt_client_events *events, void *owner, struct problem *why)
{
        struct mosquitto *c = mosquitto_new(o->client_id, true, owner);
        int r;

        if (!c)
                return problem_set(why, -EINVAL, "cannot make a client named %s", o->client_id);
        client->mosquitto = c;
        mosquitto_int_option(c, MOSQ_OPT_PROTOCOL_VERSION, v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311);
        mosquitto_int_option(c, MOSQ_OPT_TCP_NODELAY, o->host[0] != '/');
        mosquitto_int_option(c, MOSQ_OPT_SEND_MAXIMUM, (int)o->window);
        mosquitto_max_inflight_messages_set(c, o->window);
        mosquitto_connect_v5_callback_set(c, events->connack);
        mosquitto_disconnect_v5_callback_set(c, events->disconnect);
        mosquitto_publish_v5_callback_set(c, events->puback);
        mosquitto_message_v5_callback_set(c, events->message);
        mosquitto_username_pw_set(c, o->user, o->password);
        mosquitto_will_set(c, will, 7, "offline", 1, true);
        if (!o->tls || o->host[0] == '/')
                return 0;
        r = mqtt_tls_new(o, &client->tls, why);
        if (r < 0)
                return r;
        mosquitto_void_option(c, MOSQ_OPT_SSL_CTX, mqtt_tls_context(client->tls));
        mosquitto_int_option(c, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);
        return 0;
}

int mqtt_client_open(struct mqtt_client *c, const struct mqtt_options *o, const char *address, bool v5,
                     const char *will, const struct mqtt_client_events *events, void *owner,
                     struct problem *why)
{
        int rc, r = make(c, o, v5, will, events, owner, why);

        if (r < 0)
                return r;
        rc = mosquitto_connect_async(c->mosquitto, address, o->host[0] == '/' ? 0 : o->port,
                                     (int)o->keepalive);
        if (rc > 0) {
                mqtt_client_words_of_loss(c, false, rc, why->text, sizeof why->text);
                return -EIO;
        }
        c->fd = fcntl(mosquitto_socket(c->mosquitto), F_DUPFD_CLOEXEC, 3);
        return c->fd < 0 ? problem_set(why, -errno, "%s", strerror(errno)) : 0;
}

void mqtt_client_close(struct mqtt_client *c)
{
        mosquitto_destroy(c->mosquitto);
        if (c->fd >= 0)
                close(c->fd);
        mqtt_tls_free(c->tls);
        *c = (struct mqtt_client){.fd = -1};
}
