/* What is wrong, and to whom it is said; what is done from time to time. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "daemon.h"
#include "send/transport_mqtt.h"
#include "store/history.h"
#include "store/outbox_list.h"

#define HOUSEKEEPING (30 * TIMESTAMP_SECOND)
#define PRUNE_STEP   500 /* rows or files at once, so that nothing waits long for it */
#define PRUNE_SOON   TIMESTAMP_SECOND
#define HEALTH_SOON  (500 * 1000) /* after a change, so that many changes are one message */
#define BROKEN_MOST  50           /* endpoints that operators are told of */

/* Something has begun to fail, or works again: the health is told soon, not only in its turn. */
void daemon_health_changed(struct daemon *d)
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

void daemon_report_health(struct daemon *d)
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
        h->incidents_trouble = pipeline_limit_trouble(d->pipeline, h->now);
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

/* A step, and soon the next one where there is more to do: by one in half a minute, a fan to 100,000 would take hours. */
static void prune(struct daemon *d)
{
        const struct settings *t = d->setup->settings;
        int64_t now = timestamp_now();
        unsigned removed = 0;
        int more;

        spool_prune(d->spool, now, PRUNE_STEP);
        more = history_prune(d->store, now - t->history_keep, now - t->failed_keep, PRUNE_STEP, &removed);
        if (more < 0)
                log_warning("cannot prune the history: %s", store_problem(d->store));
        sd_event_source_set_time_relative(d->pruning, PRUNE_SOON);
        sd_event_source_set_enabled(d->pruning, more > 0 ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
}

static int on_pruning(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        if (d->spool && spool_waiting(d->spool) == 0) /* else in its regular turn */
                prune(d);
        return 0;
}

static bool waits_for(void *context, const char *source)
{
        struct daemon *d = context;

        return spool_waits_for(d->spool, source);
}

/* How long nothing needs to be looked at: a source may fall silent before the next regular time. */
static int64_t look_around(struct daemon *d)
{
        int64_t now = timestamp_now(), next = HOUSEKEEPING;
        int64_t silence = watch_run(d->watch, d->setup->settings, d->store, now, waits_for, d);

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
        daemon_free_retired(d);
        daemon_arm_expiry(d); /* a clock that was set may have brought it near */
        newcomers_look(d->newcomers);
        spool_sweep(d->spool);
        d->looks_soon = false;
        next = look_around(d);
        daemon_report_health(d);
        sd_event_source_set_time_relative(source, (uint64_t)next);
        sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
        return 0;
}

static int on_unwell(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        daemon_report_health(context);
        return 0;
}

int daemon_add_housekeeping(struct daemon *d)
{
        int r;

        if ((r = sd_event_add_time_relative(d->event, &d->housekeeping, CLOCK_MONOTONIC, 0, TIMESTAMP_SECOND,
                                            on_housekeeping, d)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->unwell, CLOCK_MONOTONIC, 0, 0, on_unwell, d)) < 0 ||
            (r = sd_event_source_set_enabled(d->unwell, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->pruning, CLOCK_MONOTONIC, 0, 0, on_pruning, d)) <
                0 ||
            (r = sd_event_source_set_enabled(d->pruning, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->attend, CLOCK_MONOTONIC, 0, 0, on_unwell, d)) < 0)
                return r;
        return sd_event_source_set_enabled(d->attend, SD_EVENT_OFF);
}
