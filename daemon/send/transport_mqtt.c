#include "send/transport_mqtt.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "send/lookup.h"
#include "send/mqtt_tls.h"
#include "send/mqtt_words.h"
#include "send/retry.h"

#define WINDOW_DEFAULT    20
#define WINDOW_MOST       10000
#define KEEPALIVE_DEFAULT 30
#define CONNECT_PATIENCE  (10 * TIMESTAMP_SECOND) /* from connect() to CONNACK */
#define PUBACK_PATIENCE   (30 * TIMESTAMP_SECOND)
#define STEADY            (5 * TIMESTAMP_SECOND) /* a connection that lived so long starts the backoff anew */
#define BACKOFF_FIRST     (250 * 1000)
#define BACKOFF_DOUBLINGS 7                      /* 32 s */
#define HOUSEKEEPING      (5 * TIMESTAMP_SECOND) /* at most; four times per keepalive */

enum state { AWAY, LOOKING_UP, CONNECTING, CONNECTED };

/* One unacknowledged message. Those that the library refuses stand here too, until the loop reports them. */
struct slot {
        const struct transport_job *job; /* NULL: a kept message */
        int64_t started, began;          /* wall clock; monotonic */
        enum transport_verdict verdict;
        int code;
        uint16_t mid;       /* 0: free, or ended */
        uint16_t next;      /* of the free or the ended ones; 0: none */
        const char *answer; /* good until report_ended() */
};

/* What sirend says of itself: published, retained, whenever it changes and after each reconnect. */
enum { KEPT_STATUS, KEPT_HEALTH, KEPT_ANNOUNCED, KEPT_COUNT };
struct kept {
        char *topic, *payload; /* payload NULL: nothing to say yet */
        bool due;
};

/* The client is made anew for every connection: what the library had queued dies with it (it would be sent
 * twice, for the outbox sends it too). Its callbacks only note what happened, because it must not be freed
 * from inside of them; settle() draws the conclusions. */
struct mqtt {
        struct transport transport;
        sd_event *event;
        struct arena *arena; /* the options' strings */
        struct mqtt_options options;

        enum state state;
        struct mosquitto *client;
        struct mqtt_tls *tls;
        int fd; /* a duplicate: the library closes its own whenever it likes, and the number may be another's
                   then */
        sd_event_source *socket, *timer, *soon;
        struct lookup *lookup;
        struct lookup_result addresses;
        size_t next_address;
        bool v5, v5_worked;
        unsigned failures;
        int64_t connected_at; /* monotonic */
        char trouble[256];

        bool connack, lost, refused; /* refused: somebody was told that there is no room */
        int connack_code, broker_window;

        struct slot *slots; /* [1 .. options.window] */
        uint16_t slot_of[65536];
        uint16_t free_slots, ended;
        unsigned window, used;

        struct kept kept[KEPT_COUNT];
        char *announced; /* the topic of the last one */
        void (*connected)(void *context);
        void *connected_context;
};

static struct mqtt *mqtt_of(struct transport *t)
{
        return (struct mqtt *)t;
}

/* --- slots */

static struct slot *slot_take(struct mqtt *m, const struct transport_job *job)
{
        struct slot *s = &m->slots[m->free_slots];

        m->free_slots = s->next;
        m->used++;
        *s = (struct slot){.job = job, .started = timestamp_now(), .began = timestamp_monotonic()};
        return s;
}

/* It waits for report_ended(). */
static void slot_end(struct mqtt *m, struct slot *s, enum transport_verdict verdict, int code,
                     const char *answer)
{
        if (s->mid)
                m->slot_of[s->mid] = 0;
        s->mid = 0;
        s->verdict = verdict;
        s->code = code;
        s->answer = answer;
        s->next = m->ended;
        m->ended = (uint16_t)(s - m->slots);
}

/* Room first, callback after: the callback may send again. */
static void report_ended(struct mqtt *m)
{
        bool some = m->ended != 0;

        while (m->ended) {
                struct slot *s = &m->slots[m->ended], copy = *s;

                m->ended = s->next;
                s->next = m->free_slots;
                m->free_slots = (uint16_t)(s - m->slots);
                m->used--;
                if (copy.job)
                        m->transport.done(
                            copy.job,
                            &(struct transport_result){.verdict = copy.verdict,
                                                       .code = copy.code,
                                                       .retry_after = -1,
                                                       .started = copy.started,
                                                       .latency = timestamp_monotonic() - copy.began,
                                                       .answer = copy.answer},
                            m->transport.context);
        }
        if (some && m->refused && m->state == CONNECTED && m->transport.ready) {
                m->refused = false;
                m->transport.ready(m->transport.context);
        }
}

static void end_all(struct mqtt *m, const char *why)
{
        for (unsigned i = 1; i <= m->options.window; i++)
                if (m->slots[i].mid)
                        slot_end(m, &m->slots[i], TRANSPORT_LATER, 0, why);
}

static void slots_init(struct mqtt *m)
{
        m->slots = calloc(m->options.window + 1, sizeof *m->slots);
        if (!m->slots)
                abort();
        for (unsigned i = 1; i < m->options.window; i++)
                m->slots[i].next = (uint16_t)(i + 1);
        m->free_slots = 1;
}

/* --- the library's callbacks: they only take notes */

static void on_connack(struct mosquitto *client, void *user, int code, int flags,
                       const mosquitto_property *properties)
{
        struct mqtt *m = user;
        uint16_t most = 0;

        (void)client;
        (void)flags;
        m->connack = true;
        m->connack_code = code;
        m->broker_window = 65535;
        if (mosquitto_property_read_int16(properties, MQTT_PROP_RECEIVE_MAXIMUM, &most, false) && most > 0)
                m->broker_window = most;
}

static void on_disconnect(struct mosquitto *client, void *user, int code,
                          const mosquitto_property *properties)
{
        (void)client;
        (void)code;
        (void)properties;
        ((struct mqtt *)user)->lost = true;
}

static void on_puback(struct mosquitto *client, void *user, int mid, int code,
                      const mosquitto_property *properties)
{
        struct mqtt *m = user;
        uint16_t slot = m->slot_of[(uint16_t)mid];

        (void)client;
        (void)properties;
        if (slot)
                slot_end(m, &m->slots[slot], mqtt_puback_verdict(code), code,
                         code ? mosquitto_reason_string(code) : "");
}

/* --- publishing */

static mosquitto_property *properties_of(const struct transport_job *job)
{
        mosquitto_property *list = NULL;
        int64_t left;

        mosquitto_property_add_string_pair(&list, MQTT_PROP_USER_PROPERTY, "id", job->id);
        if (job->body_size > 0)
                mosquitto_property_add_string(&list, MQTT_PROP_CONTENT_TYPE, "application/json");
        if (job->expires == TIMESTAMP_NONE)
                return list;
        left = (job->expires - timestamp_now() + TIMESTAMP_SECOND - 1) / TIMESTAMP_SECOND;
        left = left < 1 ? 1 : left > UINT32_MAX ? UINT32_MAX : left;
        mosquitto_property_add_int32(&list, MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, (uint32_t)left);
        return list;
}

static int publish(struct mqtt *m, struct slot *s, const char *topic, const char *body, size_t size,
                   bool retain)
{
        mosquitto_property *properties = m->v5 && s->job ? properties_of(s->job) : NULL;
        int mid = 0, rc;

        rc = mosquitto_publish_v5(m->client, &mid, topic, (int)size, body, 1, retain, properties);
        mosquitto_property_free_all(&properties);
        /* where the connection is gone it was queued all the same: its slot is handed back with the others */
        if (rc == MOSQ_ERR_NO_CONN || rc == MOSQ_ERR_CONN_LOST || rc == MOSQ_ERR_ERRNO)
                m->lost = true;
        else if (rc != MOSQ_ERR_SUCCESS)
                return rc;
        s->mid = (uint16_t)mid;
        /* message ids are a bare counter, which comes around to one that is still unacknowledged */
        if (mid == 0 || m->slot_of[s->mid])
                m->lost = true;
        if (mid == 0)
                s->mid = UINT16_MAX;
        m->slot_of[s->mid] = (uint16_t)(s - m->slots);
        return 0;
}

static void publish_kept(struct mqtt *m)
{
        for (struct kept *k = m->kept; k < m->kept + KEPT_COUNT; k++) {
                struct slot *s;
                if (!k->due || m->state != CONNECTED || m->used >= m->window)
                        continue;
                k->due = false;
                s = slot_take(m, NULL);
                if (publish(m, s, k->topic, k->payload, strlen(k->payload), true) != 0)
                        slot_end(m, s, TRANSPORT_NEVER, 0, "");
        }
}

/* Looks after what changed, from the loop. */
static void look_soon(struct mqtt *m)
{
        sd_event_source_set_enabled(m->soon, SD_EVENT_ONESHOT);
}

static void watch_socket(struct mqtt *m)
{
        if (m->socket)
                sd_event_source_set_io_events(
                    m->socket, EPOLLIN | EPOLLRDHUP | (mosquitto_want_write(m->client) ? EPOLLOUT : 0u));
}

static int mqtt_send(struct transport *t, const struct transport_job *job)
{
        struct mqtt *m = mqtt_of(t);
        struct slot *s;
        int rc;

        if (m->state != CONNECTED || m->lost || m->used >= m->window) {
                m->refused = true;
                return -EAGAIN;
        }
        s = slot_take(m, job);
        rc = publish(m, s, job->topic, job->body, job->body_size, job->retain);
        if (rc != 0)
                slot_end(m, s, mqtt_publish_verdict(rc), 0, mosquitto_strerror(rc));
        if (rc != 0 || m->lost)
                look_soon(m);
        watch_socket(m);
        return 0;
}

static size_t mqtt_room(const struct transport *t, const struct channel *channel)
{
        const struct mqtt *m = (const struct mqtt *)t;

        (void)channel;
        return m->state == CONNECTED && !m->lost && m->used < m->window ? m->window - m->used : 0;
}

/* --- the connection */

static void arm(struct mqtt *m, int64_t wait)
{
        sd_event_source_set_time_relative(m->timer, (uint64_t)wait);
        sd_event_source_set_enabled(m->timer, SD_EVENT_ONESHOT);
}

static void close_client(struct mqtt *m)
{
        m->socket = sd_event_source_disable_unref(m->socket);
        mosquitto_destroy(m->client);
        m->client = NULL;
        if (m->fd >= 0)
                close(m->fd);
        m->fd = -1;
        mqtt_tls_free(m->tls);
        m->tls = NULL;
        m->connack = m->lost = false;
}

/* Says it once per outage and reason, not once per attempt. */
static void note_trouble(struct mqtt *m, const char *why)
{
        if (strcmp(m->trouble, why) == 0)
                return;
        snprintf(m->trouble, sizeof m->trouble, "%s", why);
        log_warning("MQTT broker %s: %s", m->options.host, why);
}

static void fail(struct mqtt *m, const char *why)
{
        bool another = m->state == CONNECTING && m->next_address < m->addresses.n;
        int64_t lived = m->state == CONNECTED ? timestamp_monotonic() - m->connected_at : 0;
        char reason[sizeof m->trouble];

        snprintf(reason, sizeof reason, "%s", why);
        close_client(m);
        if (lived >= STEADY)
                m->failures = 0;
        m->state = AWAY;
        note_trouble(m, reason);
        if (another) {
                arm(m, 0);
        } else {
                unsigned doublings = m->failures < BACKOFF_DOUBLINGS ? m->failures : BACKOFF_DOUBLINGS;

                m->failures++;
                m->next_address = m->addresses.n = 0;
                arm(m, (int64_t)((double)((int64_t)BACKOFF_FIRST << doublings) * (0.5 + retry_chance())));
        }
        end_all(m, reason);
        report_ended(m);
}

static int64_t housekeeping(const struct mqtt *m)
{
        int64_t often = (int64_t)m->options.keepalive * TIMESTAMP_SECOND / 4;

        return often < HOUSEKEEPING ? often : HOUSEKEEPING;
}

static void became_connected(struct mqtt *m)
{
        if (m->failures > 0 || *m->trouble)
                log_notice("MQTT broker %s: connected", m->options.host);
        m->state = CONNECTED;
        m->v5_worked = m->v5_worked || m->v5;
        m->connected_at = timestamp_monotonic();
        m->trouble[0] = 0;
        m->window =
            m->options.window < (unsigned)m->broker_window ? m->options.window : (unsigned)m->broker_window;
        for (size_t i = 0; i < KEPT_COUNT; i++)
                m->kept[i].due = m->kept[i].payload != NULL;
        arm(m, housekeeping(m));
        publish_kept(m);
        if (m->connected)
                m->connected(m->connected_context);
        if (m->transport.ready)
                m->transport.ready(m->transport.context);
}

/* A broker that knows only MQTT 3.1.1 says so, or hangs up without a word. */
static void fall_back(struct mqtt *m, bool said)
{
        if (said)
                m->v5 = false;
        else if (!m->v5_worked)
                m->v5 = !m->v5;
        if (said)
                m->failures = 0;
}

static void connack_refused(struct mqtt *m)
{
        char why[160];

        snprintf(why, sizeof why, "refused: %s", mqtt_connack_words(m->connack_code, m->v5));
        if (mqtt_connack_is_version(m->connack_code, m->v5))
                fall_back(m, true);
        m->next_address = m->addresses.n;
        fail(m, why);
}

/* What the library says is often less than what OpenSSL said about the certificate. */
static void words_of_loss(const struct mqtt *m, int rc, char *out, size_t room)
{
        const char *certificate = m->tls ? mqtt_tls_problem(m->tls) : NULL;
        const char *what = m->state == CONNECTED ? "connection lost"
                           : m->tls              ? "TLS or MQTT handshake failed"
                                                 : "MQTT handshake failed";

        if (certificate)
                snprintf(out, room, "its certificate is not accepted: %s", certificate);
        else if (rc == MOSQ_ERR_ERRNO)
                snprintf(out, room, "%s: %s", what, strerror(errno));
        else
                snprintf(out, room, "%s%s%s", what, rc > 0 ? ": " : "", rc > 0 ? mosquitto_strerror(rc) : "");
}

static void lost(struct mqtt *m, int rc)
{
        char why[200];

        words_of_loss(m, rc, why, sizeof why);
        if (m->state == CONNECTING && !(m->tls && mqtt_tls_problem(m->tls)))
                fall_back(m, false);
        fail(m, why);
}

/* After every call into the library. */
static void settle(struct mqtt *m, int rc)
{
        if (!m->client)
                return;
        if (m->connack && m->connack_code != 0)
                connack_refused(m);
        else if (m->lost || rc > 0 || mosquitto_socket(m->client) < 0)
                lost(m, rc);
        else if (m->connack && m->state == CONNECTING)
                became_connected(m);
        report_ended(m);
        if (!m->client)
                return;
        publish_kept(m);
        watch_socket(m);
        if (m->lost)
                look_soon(m);
}

/* libmosquitto 2.0.11 takes a failed connect() for one that goes on, with TLS for ever and at full speed. TLS
 * may have fetched the socket's error already; but what was never acknowledged, not even its SYN, was never a
 * connection. */
static bool connect_failed(int fd, char why[static 64])
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

static int on_socket(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct mqtt *m = user;
        int rc = MOSQ_ERR_SUCCESS;
        char why[64];

        (void)source;
        if (m->state == CONNECTING && revents & (EPOLLERR | EPOLLHUP) && connect_failed(fd, why)) {
                fail(m, why);
                return 0;
        }
        if (revents & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP))
                rc = mosquitto_loop_read(m->client, 1);
        if (rc == MOSQ_ERR_SUCCESS && !m->lost && (revents & EPOLLOUT || mosquitto_want_write(m->client)))
                rc = mosquitto_loop_write(m->client, 1);
        /* what the broker had to say before it hung up has been read */
        if (m->state == CONNECTING && !m->connack && revents & (EPOLLHUP | EPOLLRDHUP))
                m->lost = true;
        settle(m, rc);
        return 0;
}

static int make_client(struct mqtt *m, struct problem *why)
{
        const struct mqtt_options *o = &m->options;
        struct mosquitto *c = mosquitto_new(o->client_id, true, m);
        int r;

        if (!c)
                return problem_set(why, -EINVAL, "cannot make a client named %s", o->client_id);
        m->client = c;
        mosquitto_int_option(c, MOSQ_OPT_PROTOCOL_VERSION, m->v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311);
        mosquitto_int_option(c, MOSQ_OPT_TCP_NODELAY, o->host[0] != '/');
        mosquitto_int_option(c, MOSQ_OPT_SEND_MAXIMUM, (int)o->window);
        mosquitto_max_inflight_messages_set(c, o->window);
        mosquitto_connect_v5_callback_set(c, on_connack);
        mosquitto_disconnect_v5_callback_set(c, on_disconnect);
        mosquitto_publish_v5_callback_set(c, on_puback);
        mosquitto_username_pw_set(c, o->user, o->password);
        mosquitto_will_set(c, m->kept[KEPT_STATUS].topic, 7, "offline", 1, true);
        if (!o->tls || o->host[0] == '/')
                return 0;
        r = mqtt_tls_new(o, &m->tls, why);
        if (r < 0)
                return r;
        mosquitto_void_option(c, MOSQ_OPT_SSL_CTX, mqtt_tls_context(m->tls));
        mosquitto_int_option(c, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);
        return 0;
}

static int open_connection(struct mqtt *m, const char *address, struct problem *why)
{
        const struct mqtt_options *o = &m->options;
        int rc, r;

        r = make_client(m, why);
        if (r < 0)
                return r;
        rc = mosquitto_connect_async(m->client, address, o->host[0] == '/' ? 0 : o->port, (int)o->keepalive);
        if (rc > 0) {
                words_of_loss(m, rc, why->text, sizeof why->text);
                return -EIO;
        }
        m->fd = fcntl(mosquitto_socket(m->client), F_DUPFD_CLOEXEC, 3);
        r = m->fd < 0
                ? -errno
                : sd_event_add_io(m->event, &m->socket, m->fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP, on_socket, m);
        return r < 0 ? problem_set(why, r, "%s", strerror(-r)) : 0;
}

static void connect_next(struct mqtt *m)
{
        const char *address = m->addresses.addresses[m->next_address++];
        struct problem why;

        m->state = CONNECTING;
        arm(m, CONNECT_PATIENCE);
        if (open_connection(m, m->options.host[0] == '/' ? m->options.host : address, &why) < 0)
                fail(m, why.text);
}

static void on_addresses(const struct lookup_result *result, void *user)
{
        struct mqtt *m = user;
        char why[160];

        m->addresses = *result;
        m->next_address = 0;
        lookup_end(m->lookup);
        m->lookup = NULL;
        if (m->addresses.n > 0) {
                connect_next(m);
                return;
        }
        snprintf(why, sizeof why, "name not found: %s", m->addresses.problem);
        fail(m, why);
}

static void look_up(struct mqtt *m)
{
        int r;

        if (m->options.host[0] == '/') {
                m->addresses.n = 1;
                m->next_address = 0;
                connect_next(m);
                return;
        }
        m->state = LOOKING_UP;
        r = lookup_start(m->event, m->options.host, on_addresses, m, &m->lookup);
        if (r < 0)
                fail(m, strerror(-r));
}

/* Keepalive, and acknowledgements that do not come although the connection stands. */
static void keep_house(struct mqtt *m)
{
        int64_t now = timestamp_monotonic();
        int rc;

        arm(m, housekeeping(m));
        rc = mosquitto_loop_misc(m->client);
        for (unsigned i = 1; i <= m->options.window; i++)
                if (m->slots[i].mid && now - m->slots[i].began > PUBACK_PATIENCE) {
                        fail(m, "messages are not acknowledged");
                        return;
                }
        settle(m, rc);
}

static int on_timer(sd_event_source *source, uint64_t usec, void *user)
{
        struct mqtt *m = user;

        (void)source;
        (void)usec;
        if (m->state == CONNECTED)
                keep_house(m);
        else if (m->state == CONNECTING)
                fail(m, "no answer");
        else if (m->state == AWAY && m->next_address < m->addresses.n)
                connect_next(m);
        else if (m->state == AWAY)
                look_up(m);
        return 0;
}

static int on_soon(sd_event_source *source, void *user)
{
        (void)source;
        settle(user, 0);
        report_ended(user);
        return 0;
}

/* --- start, stop, what others ask */

/* A clean goodbye makes the broker forget the last will: say it ourselves. */
static void say_goodbye(struct mqtt *m)
{
        mosquitto_publish_v5(m->client, NULL, m->kept[KEPT_STATUS].topic, 7, "offline", 0, true, NULL);
        mosquitto_disconnect(m->client);
        mosquitto_loop_write(m->client, 1);
}

static void mqtt_stop(struct transport *t)
{
        struct mqtt *m = mqtt_of(t);

        if (m->state == CONNECTED)
                say_goodbye(m);
        m->state = AWAY;
        close_client(m);
        end_all(m, "stopped before it was acknowledged");
        report_ended(m);
        lookup_end(m->lookup);
        sd_event_source_disable_unref(m->soon);
        sd_event_source_disable_unref(m->timer);
        sd_event_unref(m->event);
        arena_free(m->arena);
        free(m->slots);
        for (size_t i = 0; i < KEPT_COUNT; i++)
                free(m->kept[i].payload);
        free(m->announced);
        free(m);
}

static const struct transport_ops mqtt_ops = {"mqtt", mqtt_send, mqtt_room, mqtt_stop};

static const char *default_client_id(struct arena *a)
{
        char host[65] = "";

        gethostname(host, sizeof host - 1);
        return arena_printf(a, "sirend-%s", host);
}

/* The configuration may be reloaded while we run. */
static void copy_options(struct mqtt *m, const struct mqtt_options *o)
{
        struct arena *a = m->arena;
        struct mqtt_options *c = &m->options;

        *c = *o;
        c->host = arena_strdup(a, o->host);
        c->user = arena_strdup(a, o->user);
        c->password = arena_strdup(a, o->password);
        c->ca_file = arena_strdup(a, o->ca_file);
        c->ca_path = arena_strdup(a, o->ca_path);
        c->cert_file = arena_strdup(a, o->cert_file);
        c->key_file = arena_strdup(a, o->key_file);
        c->prefix = arena_strdup(a, o->prefix ? o->prefix : "sirend");
        c->client_id = o->client_id ? arena_strdup(a, o->client_id) : default_client_id(a);
        c->port = o->port ? o->port : o->tls ? 8883 : 1883;
        c->keepalive = o->keepalive ? o->keepalive : KEEPALIVE_DEFAULT;
        c->window = o->window ? o->window : WINDOW_DEFAULT;
        if (c->window > WINDOW_MOST)
                c->window = WINDOW_MOST;
        m->kept[KEPT_STATUS].topic = arena_printf(a, "%s/status", c->prefix);
        m->kept[KEPT_HEALTH].topic = arena_printf(a, "%s/status/health", c->prefix);
}

int transport_mqtt_start(sd_event *event, const struct mqtt_options *options, transport_done done,
                         void (*ready)(void *), void *context, struct transport **ret)
{
        struct mqtt *m = calloc(1, sizeof *m);
        int r;

        if (!m)
                return -ENOMEM;
        signal(SIGPIPE, SIG_IGN); /* the library does it anyway, when it connects */
        mosquitto_lib_init();
        m->transport = (struct transport){&mqtt_ops, done, ready, context};
        m->event = sd_event_ref(event);
        m->arena = arena_new();
        m->fd = -1;
        m->v5 = true;
        snprintf(m->trouble, sizeof m->trouble, "not connected yet");
        copy_options(m, options);
        slots_init(m);
        r = sd_event_add_defer(event, &m->soon, on_soon, m);
        if (r >= 0)
                r = sd_event_source_set_enabled(m->soon, SD_EVENT_OFF);
        if (r >= 0)
                r = sd_event_add_time_relative(event, &m->timer, CLOCK_MONOTONIC, 0, 1, on_timer, m);
        if (r < 0) {
                mqtt_stop(&m->transport);
                return r;
        }
        *ret = &m->transport;
        return 0;
}

bool transport_mqtt_connected(const struct transport *t)
{
        return ((const struct mqtt *)t)->state == CONNECTED;
}

const char *transport_mqtt_trouble(const struct transport *t)
{
        return ((const struct mqtt *)t)->trouble;
}

static void keep(struct mqtt *m, struct kept *k, const char *payload)
{
        free(k->payload);
        k->payload = strdup(payload);
        if (!k->payload)
                abort();
        k->due = true;
        look_soon(m);
}

void transport_mqtt_status(struct transport *t, const char *payload)
{
        keep(mqtt_of(t), &mqtt_of(t)->kept[KEPT_STATUS], payload);
}

void transport_mqtt_health(struct transport *t, const char *payload)
{
        keep(mqtt_of(t), &mqtt_of(t)->kept[KEPT_HEALTH], payload);
}

void transport_mqtt_announce(struct transport *t, const char *topic, const char *payload)
{
        struct kept *k = &mqtt_of(t)->kept[KEPT_ANNOUNCED];

        free(mqtt_of(t)->announced);
        mqtt_of(t)->announced = strdup(topic);
        if (!mqtt_of(t)->announced)
                abort();
        k->topic = mqtt_of(t)->announced;
        keep(mqtt_of(t), k, payload);
}

void transport_mqtt_on_connect(struct transport *t, void (*connected)(void *context), void *context)
{
        mqtt_of(t)->connected = connected;
        mqtt_of(t)->connected_context = context;
}
