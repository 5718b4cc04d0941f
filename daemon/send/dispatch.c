#include "send/dispatch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uthash.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "send/pace.h"
#include "send/parcel.h"
#include "send/queue.h"
#include "send/retry.h"
#include "store/outbox_claim.h"
#include "store/outbox_list.h"

#define CLAIM_MOST     256
#define HELD_MOST      16384 /* claimed, in memory */
#define LEASE          (10 * TIMESTAMP_MINUTE)
#define HELD_LONGEST   (5 * TIMESTAMP_MINUTE) /* unsent; well before its lease ends */
#define POLL           (5 * TIMESTAMP_SECOND) /* the outbox is looked at so often whatever happens */
#define POLL_SKIPPING  TIMESTAMP_SECOND       /* while some channels' deliveries are left where they are */
#define TROUBLE_FIRST  (250 * 1000)
#define TROUBLE_MOST   (4 * TIMESTAMP_SECOND)
#define PROBE_TICK     (200 * 1000)     /* resting endpoints are looked at so often */
#define CLOCK_STEP     TIMESTAMP_SECOND /* the wall clock has been set */
#define WRITE_MOST     512              /* results that are not left to gather longer */
#define WRITE_PRIORITY (SD_EVENT_PRIORITY_NORMAL + 10)
#define MARKS_MOST     4096
#define ENDPOINT_ROOM  300
#define PUBLIC_CHANNEL "mqtt"
#define URGENT         2   /* priorities up to this: for them a part of a channel's rate is kept */
#define TOO_MANY       429 /* HTTP's: said to one sender or chat */
#define REST_MOST      TIMESTAMP_MINUTE

STAILQ_HEAD(parcels, parcel);

/* A configured channel by its name. */
struct route {
        const struct channel *channel;
        struct queue_lane *lane;
        UT_hash_handle hh;
};

/* An incident of which older revisions were superseded while some of it may be in memory. */
struct mark {
        int64_t incident;
        unsigned revision;
        UT_hash_handle hh;
};

struct dispatch {
        struct dispatch_options options;
        char *prefix;
        char owner[80];
        struct channel public_channel;
        struct route *routes;
        struct queue *queue;
        struct pace *pace;
        struct parcels ended; /* how they ended is not yet written */
        struct mark *marks;
        unsigned generation; /* of channels */
        size_t outdated;     /* under way with channels of earlier generations */
        bool marks_full;     /* too many to tell apart: everything is looked at again */
        size_t n_ended;
        sd_event_source *soon, *write, *timer;
        bool look;     /* there may be something to claim */
        bool draining; /* no claims any more */
        bool skipping; /* the last claim left out channels */
        bool troubled;
        int64_t trouble_wait, trouble_until; /* the latter monotonic */
        int64_t next_due;                    /* wall clock */
        int64_t looked;                      /* at the outbox, monotonic */
        void (*trouble)(const char *sentence, void *context);
        void *trouble_context;
        void (*changed)(const char *endpoint, const char *why, void *context);
        void *changed_context;
        int64_t clock; /* wall clock less monotonic one, as last seen */
        struct dispatch_stats stats;
};

static void turn_soon(struct dispatch *d)
{
        sd_event_source_set_enabled(d->soon, SD_EVENT_ONESHOT);
}

static struct parcel *parcel_of(struct queue_item *item)
{
        return (struct parcel *)item; /* its first member */
}

/* --- channels */

static struct route *find_route(const struct dispatch *d, const char *name)
{
        struct route *r;

        HASH_FIND_STR(d->routes, name, r);
        return r;
}

static void add_route(struct dispatch *d, const struct channel *c)
{
        char endpoint[ENDPOINT_ROOM];
        struct route *r;

        if (find_route(d, c->name))
                return;
        r = calloc(1, sizeof *r);
        if (!r)
                abort();
        r->channel = c;
        r->lane = queue_lane(d->queue, channel_endpoint(c, endpoint, sizeof endpoint), channel_width(c));
        HASH_ADD_KEYPTR(hh, d->routes, c->name, strlen(c->name), r);
}

static void clear_routes(struct dispatch *d)
{
        struct route *r, *next;

        HASH_ITER(hh, d->routes, r, next)
        {
                HASH_DEL(d->routes, r);
                free(r);
        }
}

static void set_channels(struct dispatch *d, const struct channel *channels, size_t n)
{
        for (size_t i = 0; i < n; i++)
                add_route(d, &channels[i]);
        add_route(d, &d->public_channel);
}

static struct transport *transport_of(const struct dispatch *d, const struct channel *c)
{
        return d->options.transports[c->transport];
}

/* No connection to the broker. What is not claimed can still be superseded. */
static bool mqtt_away(const struct dispatch *d)
{
        struct transport *t = d->options.transports[TRANSPORT_MQTT];
        struct route *r = find_route(d, PUBLIC_CHANNEL);

        return t && queue_lane_idle(r->lane) && t->ops->room(t, &d->public_channel) == 0;
}

/* --- results */

/* The try of a parcel has ended: to be written when the loop has nothing else to do, so that many go
 * together. */
static void gather(struct dispatch *d, struct parcel *p)
{
        STAILQ_INSERT_TAIL(&d->ended, p, next);
        d->n_ended++;
        sd_event_source_set_enabled(d->write, SD_EVENT_ONESHOT);
}

static void forget(struct dispatch *d, struct parcel *p)
{
        if (p->queued && queue_remove(d->queue, &p->item) && d->skipping)
                d->look = true;
        parcel_free(p);
}

/* What waits for its next try at an endpoint that was away need wait no longer: its time was chosen while it
 * was. */
static void hasten(struct dispatch *d, const struct queue_lane *lane)
{
        int64_t now = timestamp_now();

        for (struct route *r = d->routes; r; r = r->hh.next)
                if (r->lane == lane)
                        (void)outbox_hasten(d->options.store, r->channel->name, now);
        d->look = true;
}

/* What a try says of its endpoint. The broker's connection looks after itself. */
static bool judge_endpoint(struct dispatch *d, const struct parcel *p, const struct transport_result *result)
{
        struct queue_lane *lane = p->item.lane;
        struct circuit *c = queue_lane_circuit(lane);
        enum circuit_change change;

        if (p->job.channel->transport == TRANSPORT_MQTT)
                return result->verdict != TRANSPORT_LATER || result->code != 0;
        change = circuit_note(c, result, timestamp_monotonic(), retry_chance());
        if (circuit_broken(c))
                queue_rest(d->queue, lane);
        else if (change == CIRCUIT_MENDED)
                queue_resume(d->queue, lane);
        if (change == CIRCUIT_MENDED && !c->asked)
                hasten(d, lane);
        if (change != CIRCUIT_SAME && d->changed)
                d->changed(queue_lane_name(lane), change == CIRCUIT_BROKE ? c->why : NULL,
                           d->changed_context);
        return !circuit_broken(c) && (result->verdict != TRANSPORT_LATER || result->code != 0);
}

void dispatch_done(const struct transport_job *job, const struct transport_result *result, void *dispatch)
{
        struct parcel *p = job->user;
        struct dispatch *d = dispatch;
        bool reached = judge_endpoint(d, p, result), opened = queue_answered(d->queue, &p->item, reached);

        if (result->code == TOO_MANY && result->retry_after > 0)
                pace_rest(d->pace, p->job.channel,
                          timestamp_monotonic() +
                              (result->retry_after < REST_MOST ? result->retry_after : REST_MOST));
        if (opened && d->skipping)
                d->look = true;
        turn_soon(d); /* its endpoint has room again */
        if (p->generation != d->generation)
                d->outdated--;
        parcel_result(p, result, timestamp_now(), result->verdict == TRANSPORT_LATER ? retry_chance() : 0);
        gather(d, p);
}

void dispatch_ready(void *dispatch)
{
        struct dispatch *d = dispatch;

        queue_unblock(d->queue);
        if (d->skipping)
                d->look = true;
        turn_soon(d);
}

static void count(struct dispatch *d, const struct parcel *p)
{
        if (p->end == PARCEL_DELIVERED)
                d->stats.delivered++;
        else if (p->end == PARCEL_DEFERRED)
                d->stats.deferred++;
        else if (p->end == PARCEL_FAILED)
                d->stats.failed++;
}

/* Still to be sent, as far as the store knows? */
static int is_pending(struct dispatch *d, int64_t id, bool *ret)
{
        struct arena *a = arena_new();
        struct delivery *list;
        size_t n;
        int r = outbox_list(d->options.store, &(struct outbox_filter){.id = id, .state = -2}, a, &list, &n);

        if (r >= 0)
                *ret = n > 0;
        arena_free(a);
        return r;
}

/* An earlier message that waits for its next try goes before the later ones of its line: those wait in the
 * outbox until then. Where it was superseded nothing is in their way. */
static void hold_followers(struct dispatch *d, struct parcel *p)
{
        struct queue_item *next = queue_behind(&p->item);
        bool pending;

        if (!next || is_pending(d, p->job.delivery, &pending) < 0 || !pending)
                return;
        for (; next; next = queue_behind(next)) {
                struct parcel *follower = parcel_of(next);

                if (next->place != QUEUE_BEHIND)
                        continue;
                queue_withdraw(d->queue, next);
                parcel_release(follower, p->due + 1);
                gather(d, follower);
        }
}

static int write_results(struct dispatch *d)
{
        struct parcel *p;

        STAILQ_FOREACH(p, &d->ended, next)
        {
                int r = parcel_write(p, d->options.store);

                if (r < 0)
                        return r;
        }
        return 0;
}

/* They are committed. */
static void settle_results(struct dispatch *d)
{
        struct parcels written = STAILQ_HEAD_INITIALIZER(written);
        struct parcel *p;

        STAILQ_CONCAT(&written, &d->ended);
        d->n_ended = 0;
        while ((p = STAILQ_FIRST(&written))) {
                STAILQ_REMOVE_HEAD(&written, next);
                count(d, p);
                if (p->end == PARCEL_DEFERRED && p->queued)
                        hold_followers(d, p);
                if ((p->end == PARCEL_DEFERRED || p->end == PARCEL_RELEASED) && p->due < d->next_due)
                        d->next_due = p->due;
                /* most are due at once; where it failed, the next channel of its subscriber may be */
                if (p->end == PARCEL_RELEASED || p->end == PARCEL_FAILED || p->follows)
                        d->look = true;
                forget(d, p);
        }
}

/* --- claims */

/* Channels whose endpoints have enough to do, or cannot do anything. */
static const char **skipped_channels(struct dispatch *d, struct arena *a, size_t *ret_n)
{
        bool away = mqtt_away(d);
        const char **names;
        size_t n = 0;

        *ret_n = 0;
        if (!away && queue_all_open(d->queue))
                return NULL;
        names = arena_array(a, HASH_COUNT(d->routes), sizeof *names);
        for (struct route *r = d->routes; r; r = r->hh.next)
                if (!queue_open(r->lane) || (away && r->channel->transport == TRANSPORT_MQTT))
                        names[n++] = r->channel->name;
        *ret_n = n;
        return names;
}

static int claim(struct dispatch *d, struct arena *a, struct delivery **ret, size_t *ret_n)
{
        size_t held = queue_held(d->queue), n_skip;
        unsigned limit = held >= HELD_MOST               ? 0
                         : HELD_MOST - held < CLAIM_MOST ? (unsigned)(HELD_MOST - held)
                                                         : CLAIM_MOST;
        int64_t now = timestamp_now();
        const char **skip;
        int r = 0;

        *ret_n = 0;
        if (!d->look || limit == 0)
                return 0;
        d->looked = timestamp_monotonic();
        skip = skipped_channels(d, a, &n_skip);
        r = outbox_claim(d->options.store, d->owner, now, now + LEASE, limit, skip, n_skip, a, ret, ret_n);
        if (r < 0)
                return r;
        d->skipping = n_skip > 0;
        if (*ret_n == limit)
                return 0; /* there is more */
        d->look = false;
        r = outbox_next_due(d->options.store, &d->next_due);
        if (r >= 0 && d->next_due == TIMESTAMP_NONE)
                d->next_due = INT64_MAX;
        if (r >= 0 && d->next_due <= now && !d->skipping)
                d->look = true; /* so many had expired that one claim could not mark them all */
        return r;
}

static void take_in(struct dispatch *d, const struct delivery *row, struct arena *a)
{
        struct route *r = find_route(d, row->subscriber ? row->channel : PUBLIC_CHANNEL);
        const struct channel *c = r ? r->channel : NULL;
        struct parcel *p = parcel_new(row, store_delivery_name(d->options.store, row->id, a), c, d->prefix);

        if (c && p->job.brief && !channel_makes_brief(c)) {
                parcel_fail(p, timestamp_now(), "channel %s: its messages cannot be edited", p->channel);
                gather(d, p);
                return;
        }
        if (c && transport_of(d, c)) {
                p->queued = true;
                p->generation = d->generation;
                queue_add(d->queue, &p->item, r->lane, p->line);
                return;
        }
        if (c)
                parcel_fail(p, timestamp_now(), "channel %s: no %s is configured", p->channel,
                            c->transport == TRANSPORT_MQTT ? "MQTT broker" : "transport");
        else
                parcel_fail(p, timestamp_now(), "channel %s is not configured", p->channel);
        gather(d, p);
}

static void trouble_begins(struct dispatch *d)
{
        d->trouble_wait = d->troubled ? 2 * d->trouble_wait : TROUBLE_FIRST;
        if (d->trouble_wait > TROUBLE_MOST)
                d->trouble_wait = TROUBLE_MOST;
        d->trouble_until = timestamp_monotonic() + d->trouble_wait;
        if (!d->troubled && d->trouble)
                d->trouble(store_problem(d->options.store), d->trouble_context);
        d->troubled = true;
        d->look = true; /* whatever else it was, it was not answered */
}

static void trouble_ends(struct dispatch *d)
{
        if (d->troubled && d->trouble)
                d->trouble(NULL, d->trouble_context);
        d->troubled = false;
}

/* Waits for the store to get well again, and for nothing else. */
static bool resting(const struct dispatch *d)
{
        return d->troubled && timestamp_monotonic() < d->trouble_until;
}

static void claim_due(struct dispatch *d)
{
        struct delivery *rows = NULL;
        struct arena *a;
        size_t n = 0;

        if (!d->look || d->draining || resting(d))
                return;
        a = arena_new();
        if (claim(d, a, &rows, &n) < 0)
                trouble_begins(d);
        else if (STAILQ_EMPTY(&d->ended))
                trouble_ends(d); /* with results to write, only writing them shows it */
        for (size_t i = 0; i < n; i++)
                take_in(d, &rows[i], a);
        arena_free(a);
}

/* Failed, it leaves everything as it was, in memory and in the store. */
static int commit_results(struct dispatch *d)
{
        struct store *s = d->options.store;
        int r = store_begin(s);

        if (r < 0)
                return r;
        r = write_results(d);
        if (r >= 0)
                r = store_commit(s);
        if (r < 0)
                store_rollback(s);
        return r;
}

static void write_ended(struct dispatch *d)
{
        if (STAILQ_EMPTY(&d->ended) || resting(d))
                return;
        if (commit_results(d) < 0) {
                trouble_begins(d);
                return;
        }
        trouble_ends(d);
        settle_results(d);
        turn_soon(d); /* what stood behind them may go */
}

/* --- hand-over */

void dispatch_superseded(struct dispatch *d, int64_t incident, unsigned revision)
{
        struct mark *m;

        if (queue_held(d->queue) == 0)
                return;
        HASH_FIND(hh, d->marks, &incident, sizeof incident, m);
        if (!m && HASH_COUNT(d->marks) >= MARKS_MOST) {
                d->marks_full = true;
                return;
        }
        if (!m) {
                m = calloc(1, sizeof *m);
                if (!m)
                        abort();
                m->incident = incident;
                HASH_ADD(hh, d->marks, incident, sizeof m->incident, m);
        }
        if (m->revision < revision)
                m->revision = revision;
}

void dispatch_superseded_topic(struct dispatch *d, const char *target)
{
        struct buffer line = {0};

        buffer_printf(&line, "t%s", target);
        for (struct queue_item *i = queue_line_first(d->queue, line.data); i; i = queue_behind(i))
                parcel_of(i)->doubtful = true;
        buffer_done(&line);
}

static void clear_marks(struct dispatch *d)
{
        struct mark *m, *next;

        HASH_ITER(hh, d->marks, m, next)
        {
                HASH_DEL(d->marks, m);
                free(m);
        }
        d->marks_full = false;
}

static bool is_doubtful(const struct dispatch *d, const struct parcel *p)
{
        struct mark *m;

        if (p->doubtful || d->marks_full)
                return true;
        if (!d->marks)
                return false;
        HASH_FIND(hh, d->marks, &p->incident, sizeof p->incident, m);
        return m && p->revision < m->revision;
}

/* Back to the outbox, at once: what has expired is marked so by the next claim. */
static void give_back(struct dispatch *d, struct parcel *p)
{
        queue_withdraw(d->queue, &p->item);
        parcel_release(p, timestamp_now());
        d->look = true;
        gather(d, p);
}

/* False where it must not leave: finished in the store meanwhile, expired, or the store does not answer. */
static bool may_leave(struct dispatch *d, struct parcel *p)
{
        bool pending = true;

        if (p->job.expires != TIMESTAMP_NONE && p->job.expires <= timestamp_now()) {
                give_back(d, p);
                return false;
        }
        if (!is_doubtful(d, p))
                return true;
        if (is_pending(d, p->job.delivery, &pending) < 0) {
                give_back(d, p);
                return false;
        }
        p->doubtful = false;
        if (!pending)
                forget(d, p);
        return pending;
}

static void refuse(struct dispatch *d, struct parcel *p, int error)
{
        struct transport_result result = {.verdict = TRANSPORT_LATER,
                                          .retry_after = -1,
                                          .started = timestamp_now(),
                                          .answer = strerror(-error)};

        dispatch_done(&p->job, &result, d);
}

/* False where its channel has had enough for now: it waits for its turn in the outbox, where what is more urgent goes
 * before it and what is newer takes its place. So does all that stands behind it in its line. */
static bool keep_pace(struct dispatch *d, struct parcel *p)
{
        int64_t wait = pace_take(d->pace, p->job.channel, p->item.priority <= URGENT, timestamp_monotonic());

        if (wait <= 0)
                return true;
        queue_withdraw(d->queue, &p->item);
        parcel_release(p, timestamp_now() + wait);
        hold_followers(d, p);
        gather(d, p);
        return false;
}

static void hand_over(struct dispatch *d)
{
        struct queue_item *item;

        while ((item = queue_take(d->queue))) {
                struct parcel *p = parcel_of(item);
                struct transport *t = transport_of(d, p->job.channel);
                int r;

                if (!may_leave(d, p))
                        continue;
                if (parcel_recall(p, d->options.store) < 0) {
                        give_back(d, p);
                        continue;
                }
                if (!keep_pace(d, p))
                        continue;
                r = t->ops->send(t, &p->job);
                if (r < 0)
                        pace_undo(d->pace, p->job.channel);
                if (r == -EAGAIN)
                        queue_put_back(d->queue, item);
                else if (r < 0)
                        refuse(d, p, r);
        }
        if (queue_held(d->queue) == queue_under_way(d->queue))
                clear_marks(d);
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

/* What has waited in memory for long, or for a transport that is away, waits better in the outbox. */
static void give_back_waiting(struct dispatch *d, bool all)
{
        int64_t now = timestamp_monotonic();
        bool mqtt = mqtt_away(d);
        struct queue_item *next;

        for (struct queue_item *item = queue_each(d->queue, NULL); item; item = next) {
                struct parcel *p = parcel_of(item);

                next = queue_each(d->queue, item);
                if (item->place != QUEUE_READY && item->place != QUEUE_BEHIND)
                        continue;
                if (all || now - p->claimed > HELD_LONGEST || (mqtt && p->job.topic))
                        give_back(d, p);
        }
}

/* --- the loop */

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
        claim_due(d);
        hand_over(d);
        if (d->n_ended >= WRITE_MOST)
                write_ended(d);
        if (d->look && !d->draining && !d->troubled && queue_held(d->queue) < HELD_MOST)
                turn_soon(d);
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
        write_ended(d);
        arm(d);
        return 0;
}

static int on_timer(sd_event_source *source, uint64_t usec, void *user)
{
        struct dispatch *d = user;

        (void)source;
        (void)usec;
        if (timestamp_monotonic() - d->looked >= poll_span(d) || d->next_due <= timestamp_now() + 1000) {
                give_back_waiting(d, false);
                d->look = true;
        }
        write_ended(d);
        turn(d);
        return 0;
}

void dispatch_wake(struct dispatch *d)
{
        d->look = true;
        turn_soon(d);
}

void dispatch_channels(struct dispatch *d, const char *prefix, const struct channel *channels, size_t n)
{
        d->options.prefix = prefix;
        give_back_waiting(d, true);
        d->generation++;
        d->outdated = queue_under_way(d->queue);
        clear_routes(d);
        queue_sweep(d->queue);
        set_channels(d, channels, n);
        dispatch_wake(d);
}

void dispatch_drain(struct dispatch *d)
{
        d->draining = true;
        give_back_waiting(d, true);
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

struct dispatch_stats dispatch_stats(const struct dispatch *d)
{
        struct dispatch_stats s = d->stats;

        s.in_flight = queue_under_way(d->queue);
        s.waiting = queue_held(d->queue) - s.in_flight;
        return s;
}

/* --- start and stop */

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
        clear_marks(d);
        clear_routes(d);
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
        d->trouble_until = 0;
        write_ended(d);
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
        dispatch_wake(d);
        *ret = d;
        return 0;
}
