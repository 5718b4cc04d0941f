#include "send/dispatch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "send/dispatch_state.h"
#include "store/outbox.h"

#define POLL           (5 * TIMESTAMP_SECOND) /* the outbox is looked at so often whatever happens */
#define POLL_SKIPPING  TIMESTAMP_SECOND       /* while some channels' deliveries are left where they are */
#define PROBE_TICK     (200 * 1000)           /* resting endpoints are looked at so often */
#define CLOCK_STEP     TIMESTAMP_SECOND       /* the wall clock has been set */
#define WRITE_MOST     1024                   /* results that are not left to gather longer */
#define WRITE_PRIORITY (SD_EVENT_PRIORITY_NORMAL + 10)

void dispatch_turn_soon(struct dispatch *d)
{
        sd_event_source_set_enabled(d->soon, SD_EVENT_ONESHOT);
}

struct transport *dispatch_transport_of(const struct dispatch *d, const struct channel *c)
{
        return d->options.transports[c->transport];
}

static void set_channels(struct dispatch *d, const struct channel *channels, size_t n)
{
        for (size_t i = 0; i < n; i++)
                routes_add(&d->routes, d->queue, &channels[i]);
        routes_add(&d->routes, d->queue, &d->public_channel);
}

void dispatch_ready(void *dispatch)
{
        struct dispatch *d = dispatch;

        queue_unblock(d->queue);
        if (d->skipping)
                d->look = true;
        dispatch_turn_soon(d);
}

/* Endpoints that have rested long enough are asked once more. */
static void resume_rested(struct dispatch *d)
{
        int64_t now = timestamp_monotonic();
        struct queue_lane *next;

        for (struct queue_lane *l = queue_resting(d->queue, NULL); l; l = next) {
                next = queue_resting(d->queue, l);
                if (queue_lane_circuit(l)->probe <= now)
                        queue_resume(d->queue, l);
        }
}

/* How long the outbox may go unlooked at. What is due and yet not claimed is a skipped channel's. */
static int64_t poll_span(const struct dispatch *d)
{
        return d->skipping ? POLL_SKIPPING : POLL;
}

static int64_t next_wait(const struct dispatch *d)
{
        int64_t poll = queue_resting(d->queue, NULL) ? PROBE_TICK : poll_span(d), wait;

        if (d->troubled) {
                wait = d->trouble_until - timestamp_monotonic();
                return wait > 0 ? wait : 0;
        }
        if (d->look && queue_held(d->queue) >= HELD_MOST && poll > SCARCE_TICK)
                poll = SCARCE_TICK;
        if (d->next_due == INT64_MAX)
                return poll;
        wait = d->next_due - timestamp_now();
        /* due, and yet not claimed: of a skipped channel */
        return wait > 0 && wait < poll ? wait : poll;
}

static void arm(struct dispatch *d)
{
        sd_event_source_set_time_relative(d->timer, (uint64_t)next_wait(d));
        sd_event_source_set_enabled(d->timer, SD_EVENT_ONESHOT);
}

/* The wall clock was set: back, the times in the outbox go back with it; forth, things are due early, which
 * does no harm. A failure is met again at the next look. */
static void follow_clock(struct dispatch *d)
{
        int64_t now = timestamp_now(), clock = now - timestamp_monotonic();

        if (clock < d->clock - CLOCK_STEP) {
                if (outbox_set_back(d->options.store, now - clock + d->clock, now) < 0)
                        return;
                d->look = true;
        }
        d->clock = clock;
}

static void turn(struct dispatch *d)
{
        follow_clock(d);
        resume_rested(d);
        dispatch_claim(d);
        dispatch_hand_over(d);
        if (d->n_ended >= WRITE_MOST)
                dispatch_write(d);
        if (d->look && !d->draining && !d->troubled && (d->woken || queue_held(d->queue) < HELD_MOST))
                dispatch_turn_soon(d);
        arm(d);
}

static int on_soon(sd_event_source *source, void *user)
{
        (void)source;
        turn(user);
        return 0;
}

static int on_write(sd_event_source *source, void *user)
{
        struct dispatch *d = user;

        (void)source;
        dispatch_write(d);
        arm(d);
        return 0;
}

static int on_timer(sd_event_source *source, uint64_t usec, void *user)
{
        struct dispatch *d = user;

        (void)source;
        (void)usec;
        if (timestamp_monotonic() - d->looked >= poll_span(d) || d->next_due <= timestamp_now() + 1000) {
                dispatch_give_back(d, false);
                d->look = true;
        }
        dispatch_write(d);
        turn(d);
        return 0;
}

void dispatch_wake(struct dispatch *d)
{
        d->look = true;
        d->woken = true;
        dispatch_turn_soon(d);
}

void dispatch_committed(struct dispatch *d)
{
        if (d->look)
                d->woken = true;
        turn(d);
}

void dispatch_channels(struct dispatch *d, const char *prefix, const struct channel *channels, size_t n)
{
        d->options.prefix = prefix;
        dispatch_give_back(d, true);
        d->generation++;
        d->outdated = queue_under_way(d->queue);
        routes_clear(&d->routes);
        queue_sweep(d->queue);
        set_channels(d, channels, n);
        dispatch_wake(d);
}

void dispatch_drain(struct dispatch *d)
{
        d->draining = true;
        dispatch_give_back(d, true);
}

bool dispatch_settled(const struct dispatch *d)
{
        return d->outdated == 0;
}

bool dispatch_idle(const struct dispatch *d)
{
        return queue_held(d->queue) == 0 && STAILQ_EMPTY(&d->ended);
}

void dispatch_on_trouble(struct dispatch *d, void (*trouble)(const char *sentence, void *context),
                         void *context)
{
        d->trouble = trouble;
        d->trouble_context = context;
}

void dispatch_on_endpoint(struct dispatch *d,
                          void (*changed)(const char *endpoint, const char *why, void *context),
                          void *context)
{
        d->changed = changed;
        d->changed_context = context;
}

void dispatch_trouble(const struct dispatch *d, char *out, size_t room)
{
        struct queue_lane *first = NULL;
        char since[TIMESTAMP_TEXT];
        size_t n = 0;

        for (const struct route *r = d->routes; r; r = r->hh.next)
                if (r->lane != first && circuit_broken(queue_lane_circuit(r->lane))) {
                        n++;
                        if (!first || queue_lane_circuit(r->lane)->since < queue_lane_circuit(first)->since)
                                first = r->lane;
                }
        if (!first) {
                *out = 0;
                return;
        }
        timestamp_format(queue_lane_circuit(first)->since, 0, since);
        snprintf(out, room, "%s takes no messages since %s: %s%s", queue_lane_name(first), since,
                 queue_lane_circuit(first)->why, n > 1 ? "; others neither" : "");
}

static bool is_among(const struct dispatch_broken *list, size_t n, const char *endpoint)
{
        while (n > 0)
                if (strcmp(list[--n].endpoint, endpoint) == 0)
                        return true;
        return false;
}

size_t dispatch_broken(const struct dispatch *d, size_t limit, struct arena *a, struct dispatch_broken **ret)
{
        struct dispatch_broken *list = arena_array(a, limit, sizeof *list);
        size_t n = 0;

        for (const struct route *r = d->routes; r && n < limit; r = r->hh.next) {
                const struct circuit *c = queue_lane_circuit(r->lane);
                const char *endpoint = queue_lane_name(r->lane);
                if (!circuit_broken(c) || is_among(list, n, endpoint))
                        continue;
                list[n].endpoint = arena_strdup(a, endpoint);
                list[n++].sentence = arena_printf(a, "%s takes no messages: %s", endpoint, c->why);
        }
        *ret = list;
        return n;
}

struct dispatch_stats dispatch_stats(const struct dispatch *d)
{
        struct dispatch_stats s = d->stats;

        s.in_flight = queue_under_way(d->queue);
        s.waiting = queue_held(d->queue) - s.in_flight;
        return s;
}

static void dispatch_free(struct dispatch *d)
{
        struct queue_item *item;
        struct parcel *p;

        while ((p = STAILQ_FIRST(&d->ended))) {
                STAILQ_REMOVE_HEAD(&d->ended, next);
                if (!p->queued)
                        parcel_free(p);
        }
        while ((item = queue_each(d->queue, NULL))) {
                queue_remove(d->queue, item);
                parcel_free(parcel_of(item));
        }
        marks_clear(&d->marks);
        routes_clear(&d->routes);
        queue_free(d->queue);
        pace_free(d->pace);
        free(d->prefix);
        sd_event_source_disable_unref(d->soon);
        sd_event_source_disable_unref(d->write);
        sd_event_source_disable_unref(d->timer);
        free(d);
}

void dispatch_stop(struct dispatch *d)
{
        if (!d)
                return;
        dispatch_hand_stop(d);
        d->trouble_until = 0;
        dispatch_write(d);
        if (!dispatch_idle(d))
                outbox_release_all(d->options.store, d->owner);
        dispatch_free(d);
}

void dispatch_transport(struct dispatch *d, enum channel_transport kind, struct transport *t)
{
        d->options.transports[kind] = t;
        if (!t)
                return;
        t->done = dispatch_done;
        t->ready = dispatch_ready;
        t->context = d;
        dispatch_wake(d);
}

/* The same after a restart, another on another machine. */
static void name_owner(struct dispatch *d)
{
        char host[65] = "";

        gethostname(host, sizeof host - 1);
        snprintf(d->owner, sizeof d->owner, "dispatch-%s", host);
}

int dispatch_start(const struct dispatch_options *options, struct dispatch **ret)
{
        struct dispatch *d = calloc(1, sizeof *d);
        int r;

        if (!d)
                return -ENOMEM;
        d->options = *options;
        d->prefix = strdup(options->prefix ? options->prefix : "sirend");
        if (!d->prefix)
                abort();
        d->public_channel = (struct channel){.name = PUBLIC_CHANNEL, .transport = TRANSPORT_MQTT};
        d->next_due = INT64_MAX;
        d->clock = timestamp_now() - timestamp_monotonic();
        d->queue = queue_new();
        d->pace = pace_new();
        STAILQ_INIT(&d->ended);
        name_owner(d);
        set_channels(d, options->channels, options->n_channels);
        r = sd_event_add_defer(options->event, &d->soon, on_soon, d);
        if (r >= 0)
                r = sd_event_add_defer(options->event, &d->write, on_write, d);
        if (r >= 0)
                r = sd_event_source_set_priority(d->write, WRITE_PRIORITY);
        if (r >= 0)
                r = sd_event_add_time_relative(options->event, &d->timer, CLOCK_MONOTONIC, POLL, 1000,
                                               on_timer, d);
        if (r >= 0)
                r = outbox_release_all(options->store, d->owner);
        if (r >= 0)
                r = outbox_mend_times(options->store, timestamp_now());
        if (r < 0) {
                dispatch_free(d);
                return r;
        }
        for (int i = 0; i < TRANSPORT_COUNT; i++)
                dispatch_transport(d, (enum channel_transport)i, d->options.transports[i]);
        dispatch_hand_start(d);
        dispatch_wake(d);
        *ret = d;
        return 0;
}
