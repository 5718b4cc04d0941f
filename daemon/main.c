/* sirend: the table of contents. Options, then the parts in the order in which they need one another, the
 * loop, and the parts again in reverse. */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "discovery.h"
#include "health.h"
#include "loader.h"
#include "moved.h"
#include "newcomers.h"
#include "operators.h"
#include "pipeline.h"
#include "send/dispatch.h"
#include "send/transport_command.h"
#include "send/transport_mqtt.h"
#include "send/transport_webhook.h"
#include "setup.h"
#include "store/history.h"
#include "store/outbox_list.h"
#include "watch.h"

#define HOUSEKEEPING  (30 * TIMESTAMP_SECOND)
#define PRUNE_STEP    500                    /* rows or files at once, so that nothing waits long for it */
#define STOP_PATIENCE (3 * TIMESTAMP_SECOND) /* for what is under way when it stops */
#define RETRY_FIRST   (250 * 1000)
#define RETRY_MOST    (4 * TIMESTAMP_SECOND)
#define HEALTH_SOON   (500 * 1000) /* after a change, so that many changes are one message */
#define BROKEN_MOST   50           /* endpoints that operators are told of */
#define GATHER_MOST   64 /* reports that have come and wait for others before all are taken together */

struct daemon {
        const char *file; /* of the configuration */
        sd_event *event;
        struct setup *setup;
        struct setup *retired; /* replaced, but deliveries in flight may still use their channels */
        struct loader *loader;
        bool reloading, reload_again; /* the loader reads a setup; and another one is asked for */
        struct newcomers *newcomers;
        struct store *store;
        struct transport *transports[TRANSPORT_COUNT];
        struct dispatch *dispatch;
        struct pipeline *pipeline;
        struct spool *spool;
        sd_event_source *intake;       /* deferred: take a batch of reports */
        sd_event_source *retry;        /* timer: after the store failed */
        sd_event_source *expiry;       /* timer: an incident expires */
        sd_event_source *housekeeping; /* timer: prune, health */
        sd_event_source *unwell;       /* timer: something has failed, or works again */
        sd_event_source *attend; /* timer: what is wrong has lasted long enough to be told to operators */
        struct operators *operators;
        int64_t retry_after;
        struct watch *watch;
        bool looks_soon, clock_wrong;
        struct health health;
};

/* Something has begun to fail, or works again: the health is told soon, not only in its turn. */
static void health_changed(struct daemon *d)
{
        int armed = SD_EVENT_OFF;

        if (!d->unwell)
                return;
        sd_event_source_get_enabled(d->unwell, &armed);
        if (armed != SD_EVENT_OFF)
                return;
        sd_event_source_set_time_relative(d->unwell, HEALTH_SOON);
        sd_event_source_set_enabled(d->unwell, SD_EVENT_ONESHOT);
}

/* --- intake --- */

static void arm_expiry(struct daemon *d)
{
        int64_t now = timestamp_now(), next = pipeline_expire(d->pipeline, now),
                digest = pipeline_digest(d->pipeline, now);

        if (digest != TIMESTAMP_NONE && (next == TIMESTAMP_NONE || digest < next))
                next = digest;
        if (next == TIMESTAMP_NONE) {
                sd_event_source_set_enabled(d->expiry, SD_EVENT_OFF);
                return;
        }
        sd_event_source_set_time(d->expiry, next > 0 ? (uint64_t)next : 0);
        sd_event_source_set_enabled(d->expiry, SD_EVENT_ONESHOT);
}

static int on_expiry(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        arm_expiry(context);
        return 0;
}

/* After whatever else the loop has to do, so that all that has come is taken and committed together; unless
 * so much has come that waiting for more gains nothing. */
static void turn_intake(struct daemon *d)
{
        bool enough = spool_waiting(d->spool) >= GATHER_MOST;

        sd_event_source_set_priority(d->intake, SD_EVENT_PRIORITY_NORMAL + (enough ? 0 : 1));
        sd_event_source_set_enabled(d->intake, SD_EVENT_ONESHOT);
}

static void on_reports(void *context)
{
        struct daemon *d = context;
        int armed = SD_EVENT_OFF;

        if (!d->intake)
                return; /* the first scan, before the loop */
        /* After a failure of the store its timer decides when to try again, however many files come. */
        sd_event_source_get_enabled(d->retry, &armed);
        if (armed == SD_EVENT_OFF)
                turn_intake(d);
}

static int on_retry(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        turn_intake(d);
        return 0;
}

/* What a report may have changed about what is wrong: one that was silent speaks, a clock is wrong. The
 * regular look at everything says it. */
static void look_soon(struct daemon *d)
{
        const struct watch_silence *silent;
        bool wrong = *pipeline_clock_trouble(d->pipeline, timestamp_now());

        if (d->looks_soon || (watch_silent(d->watch, &silent) == 0 && wrong == d->clock_wrong))
                return;
        d->looks_soon = true;
        d->clock_wrong = wrong;
        sd_event_source_set_time_relative(d->housekeeping, TIMESTAMP_SECOND);
}

static int on_intake(sd_event_source *source, void *context)
{
        struct daemon *d = context;
        bool was_well = !*pipeline_trouble(d->pipeline);
        bool more = pipeline_run(d->pipeline, d->spool, timestamp_now());

        (void)source;
        if (was_well != !*pipeline_trouble(d->pipeline))
                health_changed(d);
        if (*pipeline_trouble(d->pipeline)) {
                d->retry_after = d->retry_after ? d->retry_after * 2 : RETRY_FIRST;
                if (d->retry_after > RETRY_MOST)
                        d->retry_after = RETRY_MOST;
                sd_event_source_set_time_relative(d->retry, (uint64_t)d->retry_after);
                sd_event_source_set_enabled(d->retry, SD_EVENT_ONESHOT);
                return 0;
        }
        d->retry_after = 0;
        if (more)
                turn_intake(d);
        look_soon(d);
        arm_expiry(d);
        return 0;
}

static void on_committed(void *context)
{
        struct daemon *d = context;

        dispatch_wake(d->dispatch);
}

static void on_superseded(int64_t incident, unsigned revision, const char *topic, void *context)
{
        struct daemon *d = context;

        if (topic)
                dispatch_superseded_topic(d->dispatch, topic);
        else
                dispatch_superseded(d->dispatch, incident, revision);
}

/* --- delivery --- */

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
static void meet_home(struct daemon *d)
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

        health_changed(d);
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
        health_changed(d);
}

static void on_endpoint(const char *endpoint, const char *why, void *context)
{
        struct daemon *d = context;

        if (why)
                log_warning("%s takes no messages: %s; it is probed until it does", endpoint, why);
        else
                log_notice("%s takes messages again", endpoint);
        health_changed(d);
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

static int start_transports(struct daemon *d)
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

static int start_dispatch(struct daemon *d)
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

/* --- health and housekeeping --- */

static const char *failed_trouble(struct daemon *d, int64_t now, struct arena *a)
{
        const char *channel = NULL;
        uint64_t n = 0;

        if (outbox_failed(d->store, now - TIMESTAMP_HOUR, OPERATORS_NAME, a, &n, &channel) < 0 || n == 0)
                return "";
        return arena_printf(a,
                            "deliveries have failed for good in the last hour, to channel %s%s; "
                            "sirenctl outbox --failed lists them",
                            channel, n > 1 ? " and maybe others" : "");
}

static void tell_operators(struct daemon *d, struct arena *a)
{
        struct operators_clock clock = {.now = d->health.now, .monotonic = timestamp_monotonic()};
        struct health_problem *problems;
        size_t n = health_problems(&d->health, a, &problems);
        bool told;
        int64_t next = operators_look(d->operators, d->setup, d->store, problems, n, clock, &told);

        if (told)
                dispatch_wake(d->dispatch);
        if (next == TIMESTAMP_NONE) {
                sd_event_source_set_enabled(d->attend, SD_EVENT_OFF);
                return;
        }
        sd_event_source_set_time_relative(d->attend, next > 0 ? (uint64_t)next : 0);
        sd_event_source_set_enabled(d->attend, SD_EVENT_ONESHOT);
}

static void report_health(struct daemon *d)
{
        struct health *h = &d->health;
        struct transport *mqtt = d->transports[TRANSPORT_MQTT];
        struct dispatch_stats stats = dispatch_stats(d->dispatch);
        struct dispatch_broken *broken;
        char *text, endpoints[512];
        struct arena *a;

        if (!d->spool)
                return; /* stopping */
        a = arena_new();
        dispatch_trouble(d->dispatch, endpoints, sizeof endpoints);
        h->endpoint_trouble = endpoints;
        h->n_broken = dispatch_broken(d->dispatch, BROKEN_MOST, a, &broken);
        h->broken = broken;
        h->now = timestamp_now();
        h->failed_trouble = failed_trouble(d, h->now, a);
        h->open_incidents = pipeline_open_incidents(d->pipeline);
        h->waiting_reports = spool_waiting(d->spool);
        h->in_flight = stats.in_flight;
        h->spool_trouble = spool_trouble(d->spool);
        h->intake_trouble = pipeline_trouble(d->pipeline);
        h->clock_trouble = pipeline_clock_trouble(d->pipeline, h->now);
        h->n_silent = watch_silent(d->watch, &h->silent);
        h->mqtt_trouble = mqtt ? transport_mqtt_trouble(mqtt) : "";
        text = health_encode(h, d->store);
        if (text && mqtt)
                transport_mqtt_health(mqtt, text);
        if (text)
                (void)health_save(d->setup->settings->spool, text); /* its age says when that failed */
        free(text);
        sd_notifyf(0, "STATUS=%s", health_line(h));
        tell_operators(d, a);
        arena_free(a);
}

static void prune(struct daemon *d)
{
        const struct settings *t = d->setup->settings;
        int64_t now = timestamp_now();
        unsigned removed = 0;

        spool_prune(d->spool, now, PRUNE_STEP);
        if (history_prune(d->store, now - t->history_keep, now - t->failed_keep, PRUNE_STEP, &removed) < 0)
                log_warning("cannot prune the history: %s", store_problem(d->store));
}

static void free_retired(struct daemon *d)
{
        struct setup *old;

        while ((old = d->retired) && dispatch_settled(d->dispatch)) {
                d->retired = old->next;
                setup_free(old);
        }
}

/* How long nothing needs to be looked at: a source may fall silent before the next regular time. */
static int64_t look_around(struct daemon *d)
{
        int64_t now = timestamp_now(), next = HOUSEKEEPING, silence;

        if (spool_waiting(d->spool) > 0)
                return next; /* the silent one may be among them */
        silence = watch_run(d->watch, d->setup->settings, d->store, now);
        if (silence != TIMESTAMP_NONE && silence - now < next)
                next = silence - now + TIMESTAMP_SECOND;
        return next;
}

static int on_housekeeping(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;
        int64_t next;

        (void)usec;
        if (!d->spool)
                return 0; /* stopping */
        malloc_trim(0);   /* a start and a reload leave much behind */
        prune(d);
        free_retired(d);
        arm_expiry(d); /* a clock that was set may have brought it near */
        newcomers_look(d->newcomers);
        spool_sweep(d->spool);
        d->looks_soon = false;
        next = look_around(d);
        report_health(d);
        sd_event_source_set_time_relative(source, (uint64_t)next);
        sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
        return 0;
}

static int on_unwell(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        report_health(context);
        return 0;
}

/* --- what a reload starts anew --- */

static struct spool_options spool_options(const struct setup *setup)
{
        const struct settings *t = setup->settings;
        const char **sources = arena_array(setup->arena, t->n_sources, sizeof *sources);

        for (size_t i = 0; i < t->n_sources; i++)
                sources[i] = t->sources[i].name;
        return (struct spool_options){
            .path = t->spool,
            .max_size = t->max_report_size,
            .done_keep = t->done_keep,
            .rejected_keep = t->rejected_keep,
            .sources = sources,
            .n_sources = t->n_sources,
        };
}

/* --- signals --- */

static int on_drained(sd_event_source *source, void *context)
{
        struct daemon *d = context;

        (void)source;
        return dispatch_idle(d->dispatch) ? sd_event_exit(d->event, 0) : 0;
}

static int on_patience_over(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        return sd_event_exit(d->event, 0);
}

/* Takes nothing more, and gives what is under way a moment to end: what is cut off is sent again at the next start. A second
 * signal does not wait. */
static int on_stop(sd_event_source *source, const struct signalfd_siginfo *info, void *context)
{
        struct daemon *d = context;

        (void)source;
        if (!d->spool)
                return sd_event_exit(d->event, 0);
        log_notice("stopping on %s", info->ssi_signo == SIGTERM ? "SIGTERM" : "SIGINT");
        sd_notify(0, "STOPPING=1");
        sd_event_source_set_enabled(d->intake, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->retry, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->expiry, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->housekeeping, SD_EVENT_OFF);
        spool_close(d->spool);
        d->spool = NULL;
        dispatch_drain(d->dispatch);
        if (dispatch_idle(d->dispatch) || sd_event_add_post(d->event, NULL, on_drained, d) < 0 ||
            sd_event_add_time_relative(d->event, NULL, CLOCK_MONOTONIC, STOP_PATIENCE, 0, on_patience_over,
                                       d) < 0)
                return sd_event_exit(d->event, 0);
        return 0;
}

/* What only a restart can change: it is in use. */
static void warn_of_restart(const struct settings *old, const struct settings *new)
{
        if (strcmp(old->spool, new->spool) != 0 || strcmp(old->database, new->database) != 0 ||
            old->connections != new->connections)
                log_warning("spool, database and connections are as they were until sirend is restarted");
}

/* Another broker, or another way to it: what was under way comes back to the outbox and goes the new way. */
static void replace_mqtt(struct daemon *d, const struct settings *new)
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

static void replace_spool_options(struct daemon *d, const struct setup *new)
{
        struct spool_options options = spool_options(new);

        spool_configure(d->spool, &options);
}

static void refuse(struct daemon *d, const struct problem *why)
{
        log_error("reload refused, the old configuration stays: %s", why->text);
        snprintf(d->health.reload_trouble, sizeof d->health.reload_trouble, "%s", why->text);
}

/* What was read by the thread comes into use, between two batches. */
static void use(struct daemon *d, struct setup *new)
{
        struct problem why = {""};
        struct setup *old = d->setup;

        people_use_store(new->people, d->store);
        if (pipeline_replace_setup(d->pipeline, new, timestamp_now(), &why) < 0) {
                refuse(d, &why);
                setup_free(new);
                return;
        }
        d->health.reload_trouble[0] = 0;
        replace_mqtt(d, new->settings);
        dispatch_channels(d->dispatch, new->settings->mqtt.prefix, new->settings->channels,
                          new->settings->n_channels);
        replace_spool_options(d, new);
        log_open(new->settings->log);
        warn_of_restart(old->settings, new->settings);
        d->setup = new;
        meet_home(d);
        setup_retire(old);
        old->next = d->retired;
        d->retired = old;
        free_retired(d);
        log_notice("reloaded %s: %zu subscribers, %u places", d->file, people_count(new->people),
                   gazetteer_count(new->gazetteer));
        newcomers_use(d->newcomers, new);
}

static void reload(struct daemon *d);

static void on_loaded(struct setup *setup, struct people *people, const struct problem *why, void *context)
{
        struct daemon *d = context;
        bool whole = d->reloading;

        if (!d->spool) { /* stopping */
                setup_free(setup);
                people_free(people);
                return;
        }
        if (!whole)
                newcomers_take(d->newcomers, people, why);
        else if (setup)
                use(d, setup);
        else
                refuse(d, why);
        d->reloading = false;
        if (d->reload_again) {
                reload(d);
                return;
        }
        if (whole) {
                report_health(d);
                sd_notify(0, "READY=1");
        }
}

static void reload(struct daemon *d)
{
        struct problem why = {""};
        int r;

        d->reload_again = loader_busy(d->loader);
        if (d->reload_again)
                return;
        r = loader_load(d->loader, d->file);
        d->reloading = r == 0;
        if (r == 0)
                return;
        problem_set(&why, r, "cannot start a thread: %s", strerror(-r));
        refuse(d, &why);
}

static int on_reload(sd_event_source *source, const struct signalfd_siginfo *info, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)info;
        if (!d->spool)
                return 0; /* stopping */
        sd_notify(0, "RELOADING=1");
        reload(d);
        return 0;
}

/* --- start and stop --- */

static int add_sources(struct daemon *d)
{
        int r;

        if ((r = sd_event_add_signal(d->event, NULL, SIGTERM, on_stop, d)) < 0 ||
            (r = sd_event_add_signal(d->event, NULL, SIGINT, on_stop, d)) < 0 ||
            (r = sd_event_add_signal(d->event, NULL, SIGHUP, on_reload, d)) < 0 ||
            (r = sd_event_add_defer(d->event, &d->intake, on_intake, d)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->retry, CLOCK_MONOTONIC, 0, 0, on_retry, d)) < 0 ||
            (r = sd_event_source_set_enabled(d->retry, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_add_time(d->event, &d->expiry, CLOCK_REALTIME, 0, 0, on_expiry, d)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->housekeeping, CLOCK_MONOTONIC, 0, TIMESTAMP_SECOND,
                                            on_housekeeping, d)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->unwell, CLOCK_MONOTONIC, 0, 0, on_unwell, d)) < 0 ||
            (r = sd_event_source_set_enabled(d->unwell, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->attend, CLOCK_MONOTONIC, 0, 0, on_unwell, d)) < 0 ||
            (r = sd_event_source_set_enabled(d->attend, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_set_watchdog(d->event, 1)) < 0)
                log_error("cannot make the event loop: %s", strerror(-r));
        return r;
}

static int open_spool(struct daemon *d, struct problem *why)
{
        struct spool_options options = spool_options(d->setup);

        return spool_open(d->event, &options, on_reports, d, &d->spool, why);
}

static int start_loader(struct daemon *d)
{
        const char *database = d->setup->settings->database;
        int r = loader_new(d->event, database, on_loaded, d, &d->loader);

        if (r >= 0)
                r = newcomers_start(d->event, d->store, database, d->loader, d->setup, &d->newcomers);
        if (r < 0)
                log_error("cannot watch for changes of the subscribers: %s", strerror(-r));
        return r;
}

static int start(struct daemon *d)
{
        struct pipeline_options options = {
            .superseded = on_superseded, .committed = on_committed, .context = d};
        const struct settings *t = d->setup->settings;
        struct problem why = {""};
        int r;

        r = sd_event_default(&d->event);
        if (r < 0)
                return r;
        if ((r = store_open(t->database, STORE_WRITE, &d->store, &why)) < 0) {
                log_error("%s", why.text);
                return r;
        }
        if ((r = people_load(d->setup->people, d->store, &why)) < 0) {
                log_error("%s: %s", t->database, why.text);
                return r;
        }
        if ((r = start_transports(d)) < 0 || (r = start_dispatch(d)) < 0)
                return r;
        options.store = d->store;
        if ((r = pipeline_open(&options, d->setup, timestamp_now(), &d->pipeline, &why)) < 0 ||
            (r = open_spool(d, &why)) < 0) {
                log_error("%s", why.text);
                return r;
        }
        if ((r = add_sources(d)) < 0 || (r = start_loader(d)) < 0)
                return r;
        meet_home(d);
        d->health.started = timestamp_now();
        d->watch = watch_new(d->health.started);
        d->operators = operators_new();
        log_notice("sirend %s: %s, %zu subscribers, %u places, %zu open incidents", VERSION, t->spool,
                   people_count(d->setup->people), gazetteer_count(d->setup->gazetteer),
                   pipeline_open_incidents(d->pipeline));
        sd_notify(0, "READY=1");
        return 0;
}

static void stop(struct daemon *d)
{
        sd_event_source_disable_unref(d->housekeeping);
        sd_event_source_disable_unref(d->expiry);
        d->unwell = sd_event_source_disable_unref(d->unwell);
        sd_event_source_disable_unref(d->attend);
        sd_event_source_disable_unref(d->retry);
        sd_event_source_disable_unref(d->intake);
        spool_close(d->spool);
        /* The transports hand back what they hold; the dispatch writes what became of it. */
        for (size_t i = 0; i < TRANSPORT_COUNT; i++)
                if (d->transports[i])
                        d->transports[i]->ops->stop(d->transports[i]);
        if (d->dispatch)
                dispatch_stop(d->dispatch);
        loader_free(d->loader);
        newcomers_stop(d->newcomers);
        watch_free(d->watch);
        operators_free(d->operators);
        pipeline_close(d->pipeline);
        if (d->health.started)
                health_forget(d->setup->settings->spool);
        store_close(d->store);
        for (struct setup *old; (old = d->retired);) {
                d->retired = old->next;
                setup_free(old);
        }
        setup_free(d->setup);
        sd_event_unref(d->event);
}

/* --- options --- */

static void print_help(void)
{
        puts("Usage: sirend [-c FILE] [--check-config] [--version] [--help]\n"
             "\n"
             "Watches a folder for reports of danger and warns the people who live there, over MQTT and by "
             "webhook.\n"
             "\n"
             "  -c, --config FILE   configuration (default: " SYSCONFDIR "/sirend.conf)\n"
             "      --check-config  read it, say what is wrong, and stop\n"
             "      --version       say the version and stop\n"
             "  -h, --help          say this and stop\n"
             "\n"
             "Runs in the foreground; SIGHUP reads the configuration again, SIGTERM stops.\n"
             "Exit status: 0 stopped, 1 failed, 2 wrong use or configuration.\n"
             "See sirend(8), sirend.conf(5), sirenctl(1).");
}

static int check_config(const char *file)
{
        struct problem why = {""};
        struct setup *setup;

        if (setup_load(file, &setup, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 2;
        }
        printf("%s: good: %zu sources, %zu channels, %zu subscribers, %u places\n", file,
               setup->settings->n_sources, setup->settings->n_channels, setup->n_subscribers,
               gazetteer_count(setup->gazetteer));
        setup_free(setup);
        return 0;
}

/* Signals are taken from the loop; blocking them first leaves no moment in which one could be lost. */
static void block_signals(void)
{
        sigset_t set;

        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGHUP);
        sigprocmask(SIG_BLOCK, &set, NULL);
        signal(SIGPIPE, SIG_IGN);
}

static int run(const char *file)
{
        struct daemon d = {.file = file};
        struct problem why = {""};
        int r;

        block_signals();
        log_open(LOG_LEVEL_INFO);
        if (setup_load(file, &d.setup, &why) < 0) {
                log_error("%s", why.text);
                return 2;
        }
        log_open(d.setup->settings->log);
        r = start(&d);
        if (r == 0)
                r = sd_event_loop(d.event);
        stop(&d);
        return r < 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
        static const struct option options[] = {
            {"config", required_argument, NULL, 'c'},
            {"check-config", no_argument, NULL, 'k'},
            {"version", no_argument, NULL, 'v'},
            {"help", no_argument, NULL, 'h'},
            {0},
        };
        const char *file = SYSCONFDIR "/sirend.conf";
        bool check = false;
        int o;

        /* Large tables always get a mapping of their own, so that what is freed while loading goes back to the system. */
        mallopt(M_MMAP_THRESHOLD, 128 * 1024);
        mallopt(M_ARENA_MAX, 1);

        while ((o = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
                switch (o) {
                case 'c':
                        file = optarg;
                        break;
                case 'k':
                        check = true;
                        break;
                case 'v':
                        puts("sirend " VERSION);
                        return 0;
                case 'h':
                        print_help();
                        return 0;
                default:
                        fputs("Try: sirend --help\n", stderr);
                        return 2;
                }
        }
        if (optind < argc) {
                fprintf(stderr, "sirend: what is \"%s\"? Try: sirend --help\n", argv[optind]);
                return 2;
        }
        return check ? check_config(file) : run(file);
}
