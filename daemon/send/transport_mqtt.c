#include "send/transport_mqtt.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "send/lookup.h"
#include "send/mqtt_client.h"
#include "send/mqtt_window.h"
#include "send/mqtt_words.h"
#include "send/retry.h"

#define CONNECT_PATIENCE  (10 * TIMESTAMP_SECOND) /* from connect() to CONNACK */
#define PUBACK_PATIENCE   (30 * TIMESTAMP_SECOND)
#define STEADY            (5 * TIMESTAMP_SECOND) /* a connection that lived so long starts the backoff anew */
#define BACKOFF_FIRST     (250 * 1000)
#define BACKOFF_DOUBLINGS 4                      /* 4 s: a warning is of use for minutes */
#define HOUSEKEEPING      (5 * TIMESTAMP_SECOND) /* at most; four times per keepalive */

enum state { AWAY, LOOKING_UP, CONNECTING, CONNECTED };

/* What sirend says of itself: published, retained, whenever it changes and after each reconnect. */
enum { KEPT_STATUS, KEPT_HEALTH, KEPT_CLEARED, KEPT_ANNOUNCED, KEPT_COUNT };
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
        struct mqtt_client client;
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

        struct mqtt_window window;
        unsigned width; /* of it, as the broker allows */

        struct kept kept[KEPT_COUNT];
        char *announced, *cleared;      /* the topics of the last ones */
        char *heard_topic, *heard_word; /* NULL: nothing is listened for */
        bool was_heard;
        void (*heard)(void *context);
        void *heard_context;
        void (*connected)(void *context);
        void *connected_context;
};

static struct mqtt *mqtt_of(struct transport *t)
{
        return (struct mqtt *)t;
}

/* Room first, callback after: the callback may send again. */
static void report_ended(struct mqtt *m)
{
        bool some = mqtt_window_report(&m->window, &m->transport);

        if (some && m->refused && m->state == CONNECTED && m->transport.ready) {
                m->refused = false;
                m->transport.ready(m->transport.context);
        }
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
        struct mqtt_slot *slot = mqtt_window_find(&m->window, mid);

        (void)client;
        (void)properties;
        if (slot)
                mqtt_window_end(&m->window, slot, mqtt_puback_verdict(code), code,
                                code ? mosquitto_reason_string(code) : "");
}

static void on_message(struct mosquitto *client, void *user, const struct mosquitto_message *message,
                       const mosquitto_property *properties)
{
        struct mqtt *m = user;

        (void)client;
        (void)properties;
        if (m->heard_topic && !message->retain && strcmp(message->topic, m->heard_topic) == 0 &&
            (size_t)message->payloadlen == strlen(m->heard_word) &&
            memcmp(message->payload, m->heard_word, (size_t)message->payloadlen) == 0)
                m->was_heard = true;
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

static int publish(struct mqtt *m, struct mqtt_slot *s, const char *topic, const char *body, size_t size,
                   bool retain)
{
        mosquitto_property *properties = m->v5 && s->job ? properties_of(s->job) : NULL;
        int mid = 0, rc;

        rc = mosquitto_publish_v5(m->client.mosquitto, &mid, topic, (int)size, body, 1, retain, properties);
        mosquitto_property_free_all(&properties);
        /* where the connection is gone it was queued all the same: its slot is handed back with the others */
        if (rc == MOSQ_ERR_NO_CONN || rc == MOSQ_ERR_CONN_LOST || rc == MOSQ_ERR_ERRNO)
                m->lost = true;
        else if (rc != MOSQ_ERR_SUCCESS)
                return rc;
        if (!mqtt_window_sent(&m->window, s, mid))
                m->lost = true;
        return 0;
}

static void publish_kept(struct mqtt *m)
{
        for (struct kept *k = m->kept; k < m->kept + KEPT_COUNT; k++) {
                struct mqtt_slot *s;
                if (!k->due || m->state != CONNECTED || m->window.used >= m->width)
                        continue;
                k->due = false;
                s = mqtt_window_take(&m->window, NULL);
                if (publish(m, s, k->topic, k->payload, strlen(k->payload), true) != 0)
                        mqtt_window_end(&m->window, s, TRANSPORT_NEVER, 0, "");
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
                    m->socket,
                    EPOLLIN | EPOLLRDHUP | (mosquitto_want_write(m->client.mosquitto) ? EPOLLOUT : 0u));
}

static int mqtt_send(struct transport *t, const struct transport_job *job)
{
        struct mqtt *m = mqtt_of(t);
        struct mqtt_slot *s;
        int rc;

        if (m->state != CONNECTED || m->lost || m->window.used >= m->width) {
                m->refused = true;
                return -EAGAIN;
        }
        s = mqtt_window_take(&m->window, job);
        rc = publish(m, s, job->topic, job->body, job->body_size, job->retain);
        if (rc != 0)
                mqtt_window_end(&m->window, s, mqtt_publish_verdict(rc), 0, mosquitto_strerror(rc));
        if (rc != 0 || m->lost)
                look_soon(m);
        watch_socket(m);
        return 0;
}

static size_t mqtt_room(const struct transport *t, const struct channel *channel)
{
        const struct mqtt *m = (const struct mqtt *)t;

        (void)channel;
        return m->state == CONNECTED && !m->lost && m->window.used < m->width ? m->width - m->window.used : 0;
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
        mqtt_client_close(&m->client);
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
        mqtt_window_end_all(&m->window, reason);
        report_ended(m);
}

static int64_t housekeeping(const struct mqtt *m)
{
        int64_t often = (int64_t)m->options.keepalive * TIMESTAMP_SECOND / 4;

        return often < HOUSEKEEPING ? often : HOUSEKEEPING;
}

static void subscribe(struct mqtt *m)
{
        if (m->heard_topic && m->state == CONNECTED &&
            mosquitto_subscribe(m->client.mosquitto, NULL, m->heard_topic, 1) != MOSQ_ERR_SUCCESS)
                log_warning("MQTT broker %s: cannot subscribe to %s", m->options.host, m->heard_topic);
}

static void became_connected(struct mqtt *m)
{
        if (m->failures > 0 || *m->trouble)
                log_notice("MQTT broker %s: connected", m->options.host);
        m->state = CONNECTED;
        m->v5_worked = m->v5_worked || m->v5;
        m->connected_at = timestamp_monotonic();
        m->trouble[0] = 0;
        m->width =
            m->options.window < (unsigned)m->broker_window ? m->options.window : (unsigned)m->broker_window;
        for (size_t i = 0; i < KEPT_COUNT; i++)
                m->kept[i].due = m->kept[i].payload != NULL;
        arm(m, housekeeping(m));
        publish_kept(m);
        subscribe(m);
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

static void lost(struct mqtt *m, int rc)
{
        char why[200];

        mqtt_client_words_of_loss(&m->client, m->state == CONNECTED, rc, why, sizeof why);
        if (m->state == CONNECTING && !(m->client.tls && mqtt_tls_problem(m->client.tls)))
                fall_back(m, false);
        fail(m, why);
}

/* After every call into the library. */
static void settle(struct mqtt *m, int rc)
{
        if (!m->client.mosquitto)
                return;
        if (m->connack && m->connack_code != 0)
                connack_refused(m);
        else if (m->lost || rc > 0 || mosquitto_socket(m->client.mosquitto) < 0)
                lost(m, rc);
        else if (m->connack && m->state == CONNECTING)
                became_connected(m);
        report_ended(m);
        if (m->was_heard) {
                m->was_heard = false;
                m->heard(m->heard_context);
        }
        if (!m->client.mosquitto)
                return;
        publish_kept(m);
        watch_socket(m);
        if (m->lost)
                look_soon(m);
}

static int on_socket(sd_event_source *source, int fd, uint32_t revents, void *user)
{
        struct mqtt *m = user;
        int rc = MOSQ_ERR_SUCCESS;
        char why[64];

        (void)source;
        if (m->state == CONNECTING && revents & (EPOLLERR | EPOLLHUP) &&
            mqtt_client_connect_failed(fd, why)) {
                fail(m, why);
                return 0;
        }
        if (revents & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP))
                rc = mosquitto_loop_read(m->client.mosquitto, 1);
        if (rc == MOSQ_ERR_SUCCESS && !m->lost &&
            (revents & EPOLLOUT || mosquitto_want_write(m->client.mosquitto)))
                rc = mosquitto_loop_write(m->client.mosquitto, 1);
        /* what the broker had to say before it hung up has been read */
        if (m->state == CONNECTING && !m->connack && revents & (EPOLLHUP | EPOLLRDHUP))
                m->lost = true;
        settle(m, rc);
        return 0;
}

static int open_connection(struct mqtt *m, const char *address, struct problem *why)
{
        static const struct mqtt_client_events events = {on_connack, on_disconnect, on_puback, on_message};
        int r = mqtt_client_open(&m->client, &m->options, address, m->v5, m->kept[KEPT_STATUS].topic, &events,
                                 m, why);

        if (r < 0)
                return r;
        r = sd_event_add_io(m->event, &m->socket, m->client.fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP, on_socket,
                            m);
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
        int rc;

        arm(m, housekeeping(m));
        rc = mosquitto_loop_misc(m->client.mosquitto);
        if (mqtt_window_waits_since(&m->window, timestamp_monotonic() - PUBACK_PATIENCE))
                fail(m, "messages are not acknowledged");
        else
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
        mosquitto_publish_v5(m->client.mosquitto, NULL, m->kept[KEPT_STATUS].topic, 7, "offline", 0, true,
                             NULL);
        mosquitto_disconnect(m->client.mosquitto);
        mosquitto_loop_write(m->client.mosquitto, 1);
}

static void mqtt_stop(struct transport *t)
{
        struct mqtt *m = mqtt_of(t);

        if (m->state == CONNECTED)
                say_goodbye(m);
        m->state = AWAY;
        close_client(m);
        mqtt_window_end_all(&m->window, "stopped before it was acknowledged");
        report_ended(m);
        lookup_end(m->lookup);
        sd_event_source_disable_unref(m->soon);
        sd_event_source_disable_unref(m->timer);
        sd_event_unref(m->event);
        arena_free(m->arena);
        mqtt_window_done(&m->window);
        for (size_t i = 0; i < KEPT_COUNT; i++)
                free(m->kept[i].payload);
        free(m->announced);
        free(m->cleared);
        free(m->heard_topic);
        free(m->heard_word);
        free(m);
}

static const struct transport_ops mqtt_ops = {"mqtt", mqtt_send, mqtt_room, mqtt_stop, NULL};

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
        m->client.fd = -1;
        m->v5 = true;
        snprintf(m->trouble, sizeof m->trouble, "not connected yet");
        mqtt_options_copy(&m->options, options, m->arena);
        m->kept[KEPT_STATUS].topic = arena_printf(m->arena, "%s/status", m->options.prefix);
        m->kept[KEPT_HEALTH].topic = arena_printf(m->arena, "%s/status/health", m->options.prefix);
        mqtt_window_init(&m->window, m->options.window);
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

static char *copy(const char *text)
{
        char *copied = strdup(text);

        if (!copied)
                abort();
        return copied;
}

void transport_mqtt_announce(struct transport *t, const char *topic, const char *payload)
{
        struct mqtt *m = mqtt_of(t);
        bool another = m->announced && strcmp(m->announced, topic) != 0;

        if (another) {
                free(m->cleared);
                m->cleared = m->announced;
                m->kept[KEPT_CLEARED].topic = m->cleared;
                keep(m, &m->kept[KEPT_CLEARED], "");
        }
        if (another || !m->announced)
                m->announced = copy(topic);
        m->kept[KEPT_ANNOUNCED].topic = m->announced;
        keep(m, &m->kept[KEPT_ANNOUNCED], payload);
}

void transport_mqtt_listen(struct transport *t, const char *topic, const char *word,
                           void (*heard)(void *context), void *context)
{
        struct mqtt *m = mqtt_of(t);

        free(m->heard_topic);
        free(m->heard_word);
        m->heard_topic = copy(topic);
        m->heard_word = copy(word);
        m->heard = heard;
        m->heard_context = context;
        subscribe(m);
        if (m->client.mosquitto)
                watch_socket(m);
}

void transport_mqtt_on_connect(struct transport *t, void (*connected)(void *context), void *context)
{
        mqtt_of(t)->connected = connected;
        mqtt_of(t)->connected_context = context;
}
