/* What goes out: the transports, the dispatch, and what is told to whoever watches a broker. */
#include <stdio.h>
#include <string.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "daemon.h"
#include "discovery.h"
#include "moved.h"
#include "send/transport_command.h"
#include "send/transport_mqtt.h"
#include "send/transport_webhook.h"

/* What Home Assistant shows, and what it is to show no more. */
static void announce_home(struct daemon *d)
{
        const char *folder = d->setup->settings->spool;
        struct transport *mqtt = d->transports[TRANSPORT_MQTT];
        struct arena *a = arena_new();
        struct discovery_document last, now;

        discovery_load(folder, a, &last);
        discovery_encode(d->setup, store_instance(d->store), &last, a, &now);
        if (mqtt && last.topic && strcmp(last.topic, now.topic) != 0)
                transport_mqtt_announce(mqtt, last.topic, "");
        if (mqtt && now.topic)
                transport_mqtt_announce(mqtt, now.topic, now.payload);
        if (mqtt && now.topic &&
            (!last.topic || strcmp(last.topic, now.topic) != 0 || strcmp(last.payload, now.payload) != 0) &&
            discovery_save(folder, &now) < 0)
                log_warning("cannot keep in %s what Home Assistant was told", folder);
        arena_free(a);
}

static void on_home(void *context)
{
        announce_home(context);
}

/* Home Assistant says so when it has started, and may have forgotten everything. */
void daemon_meet_home(struct daemon *d)
{
        const char *prefix = d->setup->settings->home.prefix;
        struct transport *mqtt = d->transports[TRANSPORT_MQTT];
        char topic[1100];

        announce_home(d);
        if (!mqtt || !prefix)
                return;
        snprintf(topic, sizeof topic, "%s/status", prefix);
        transport_mqtt_listen(mqtt, topic, "online", on_home, d);
}

/* A broker that was away may have forgotten what was retained: it is told again. */
static void on_connected(void *context)
{
        struct daemon *d = context;

        daemon_health_changed(d);
        if (d->pipeline && pipeline_restate(d->pipeline, timestamp_now()) < 0)
                log_warning("cannot publish the state topics anew: %s", store_problem(d->store));
        sd_event_source_set_time_relative(d->housekeeping, 0); /* all is well again: say so */
}

static void on_trouble(const char *sentence, void *context)
{
        struct daemon *d = context;

        snprintf(d->health.store_trouble, sizeof d->health.store_trouble, "%s", sentence ? sentence : "");
        if (sentence)
                log_error("cannot store how deliveries ended: %s", sentence);
        else
                log_notice("how deliveries ended is stored again");
        daemon_health_changed(d);
}

static void on_endpoint(const char *endpoint, const char *why, void *context)
{
        struct daemon *d = context;

        if (why)
                log_warning("%s takes no messages: %s; it is probed until it does", endpoint, why);
        else
                log_notice("%s takes messages again", endpoint);
        daemon_health_changed(d);
}

static int start_mqtt(struct daemon *d, const struct mqtt_options *options)
{
        int r;

        if (!options->host)
                return 0;
        r = transport_mqtt_start(d->event, options, NULL, NULL, NULL, &d->transports[TRANSPORT_MQTT]);
        if (r < 0) {
                log_error("cannot start MQTT: %s", strerror(-r));
                return r;
        }
        transport_mqtt_on_connect(d->transports[TRANSPORT_MQTT], on_connected, d);
        transport_mqtt_status(d->transports[TRANSPORT_MQTT], "online");
        return 0;
}

static void on_notice(const char *sentence, void *context)
{
        (void)context;
        log_warning("%s", sentence);
}

int daemon_start_transports(struct daemon *d)
{
        const struct settings *t = d->setup->settings;
        struct webhook_options webhook = {.connections = t->connections,
                                          .user_agent = "sirend/" VERSION,
                                          .notice = on_notice,
                                          .moved = moved_note,
                                          .context = d->store};
        int r =
            transport_webhook_start(d->event, &webhook, NULL, NULL, NULL, &d->transports[TRANSPORT_WEBHOOK]);

        if (r >= 0)
                r = moved_tell(d->store, d->transports[TRANSPORT_WEBHOOK]);
        if (r >= 0)
                r = transport_null_start(d->event, NULL, NULL, &d->transports[TRANSPORT_NULL]);
        if (r >= 0)
                r = transport_command_start(d->event, NULL, NULL, NULL, &d->transports[TRANSPORT_COMMAND]);
        if (r < 0) {
                log_error("cannot start the transports: %s", strerror(-r));
                return r;
        }
        return start_mqtt(d, &t->mqtt);
}

int daemon_start_dispatch(struct daemon *d)
{
        const struct settings *t = d->setup->settings;
        struct dispatch_options options = {
            .event = d->event,
            .store = d->store,
            .prefix = t->mqtt.prefix,
            .channels = t->channels,
            .n_channels = t->n_channels,
        };
        int r;

        memcpy(options.transports, d->transports, sizeof d->transports);
        r = dispatch_start(&options, &d->dispatch);
        if (r < 0) {
                log_error("cannot start the dispatch: %s", strerror(-r));
                return r;
        }
        dispatch_on_trouble(d->dispatch, on_trouble, d);
        dispatch_on_endpoint(d->dispatch, on_endpoint, d);
        return 0;
}

/* Another broker, or another way to it: what was under way comes back to the outbox and goes the new way. */
void daemon_replace_mqtt(struct daemon *d, const struct settings *new)
{
        struct transport *old = d->transports[TRANSPORT_MQTT];

        if (mqtt_options_same(&d->setup->settings->mqtt, &new->mqtt))
                return;
        if (old)
                old->ops->stop(old);
        d->transports[TRANSPORT_MQTT] = NULL;
        dispatch_transport(d->dispatch, TRANSPORT_MQTT, NULL);
        if (start_mqtt(d, &new->mqtt) < 0)
                return;
        dispatch_transport(d->dispatch, TRANSPORT_MQTT, d->transports[TRANSPORT_MQTT]);
}
