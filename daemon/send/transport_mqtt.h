/* transport_mqtt: libmosquitto, driven by our loop, one connection to one broker.
 *
 * MQTT 5, or 3.1.1 where the broker knows no better. Each message carries its delivery's id as user property
 * `id`, its content type and, where it expires, the message expiry interval (MQTT 5 only; `id` stands in the
 * body, too).
 *
 * QoS 1; PUBACK is the proof. The library's own queue is never relied on: at most `window` messages are given
 * to it, only while connected, and on disconnect all of them come back as TRANSPORT_LATER. Reconnects by
 * itself with backoff and jitter; name look-ups do not block the loop. Last will on <prefix>/status:
 * "offline", retained; "online" after CONNACK comes from transport_mqtt_status(); stop() leaves "offline",
 * too. SIGPIPE is ignored from the start on.
 *
 * The options are copied. Connections lost and made are logged, once per outage and reason. */
#pragma once

#include "send/transport.h"

int transport_mqtt_start(sd_event *event, const struct mqtt_options *options, transport_done done,
                         void (*ready)(void *), void *context, struct transport **ret);

bool transport_mqtt_connected(const struct transport *t);
/* Why it is not, for people; "" where it is. */
const char *transport_mqtt_trouble(const struct transport *t);

/* What to publish, retained, on <prefix>/status now and again after each reconnect. Copied. */
void transport_mqtt_status(struct transport *t, const char *payload);
/* The same on <prefix>/status/health. */
void transport_mqtt_health(struct transport *t, const char *payload);

/* The same on a topic outside the prefix; where it is another one than before, what was kept on that is cleared.
 */
void transport_mqtt_announce(struct transport *t, const char *topic, const char *payload);

/* Calls whenever somebody publishes this word, not retained, on this topic. Copied; a later call replaces it. */
void transport_mqtt_listen(struct transport *t, const char *topic, const char *word,
                           void (*heard)(void *context), void *context);

/* Called after every connection that is made: the broker may have forgotten what was retained. */
void transport_mqtt_on_connect(struct transport *t, void (*connected)(void *context), void *context);
