#include <stdlib.h>

#include "base/timestamp.h"
#include "send/dispatch_state.h"
#include "send/retry.h"
#include "store/outbox_list.h"

#define TOO_MANY  429 /* HTTP's: said to one sender or chat */
#define REST_MOST TIMESTAMP_MINUTE

void dispatch_gather(struct dispatch *d, struct parcel *p)
{
        STAILQ_INSERT_TAIL(&d->ended, p, next);
        d->n_ended++;
        sd_event_source_set_enabled(d->write, SD_EVENT_ONESHOT);
}

void dispatch_forget(struct dispatch *d, struct parcel *p)
{
        if (p->queued && queue_remove(d->queue, &p->item) && d->skipping)
                d->look = true;
        if (p->queued && queue_held(d->queue) >= HELD_MOST &&
            queue_takes(p->item.lane, true) == QUEUE_PRIORITIES)
                d->woken = true; /* it may have sent all of its few */
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

/* Only a wait needs chance, and each costs a system call. */
static double chance_of(const struct transport_result *result)
{
        return result->verdict == TRANSPORT_LATER ? retry_chance() : 0;
}

/* What a try says of its endpoint. The broker's connection looks after itself. */
static bool judge_endpoint(struct dispatch *d, const struct parcel *p, const struct transport_result *result)
{
        struct queue_lane *lane = p->item.lane;
        struct circuit *c = queue_lane_circuit(lane);
        enum circuit_change change;

        if (p->job.channel->transport == TRANSPORT_MQTT)
                return result->verdict != TRANSPORT_LATER || result->code != 0;
        change = circuit_note(c, result, timestamp_monotonic(), chance_of(result));
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
        dispatch_turn_soon(d); /* its endpoint has room again */
        if (p->generation != d->generation)
                d->outdated--;
        parcel_result(p, result, timestamp_now(), chance_of(result));
        dispatch_gather(d, p);
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

int dispatch_pending(struct dispatch *d, int64_t id, bool *ret)
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

void dispatch_hold_followers(struct dispatch *d, struct parcel *p)
{
        struct queue_item *next = queue_behind(&p->item);
        bool pending;

        if (!next || dispatch_pending(d, p->job.delivery, &pending) < 0 || !pending)
                return;
        for (; next; next = queue_behind(next)) {
                struct parcel *follower = parcel_of(next);

                if (next->place != QUEUE_BEHIND)
                        continue;
                queue_withdraw(d->queue, next);
                parcel_release(follower, p->due + 1);
                dispatch_gather(d, follower);
        }
}

static int write_results(struct dispatch *d)
{
        struct parcel *p;

        STAILQ_FOREACH(p, &d->ended, next)
        {
                /* cppcheck-suppress uninitvar ; it does not see through STAILQ_FOREACH */
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
                        dispatch_hold_followers(d, p);
                if ((p->end == PARCEL_DEFERRED || p->end == PARCEL_RELEASED) && p->due < d->next_due)
                        d->next_due = p->due;
                /* most are due at once; where it failed, the next channel of its subscriber may be */
                if (p->end == PARCEL_RELEASED || p->end == PARCEL_FAILED || p->follows)
                        d->look = true;
                dispatch_forget(d, p);
        }
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

void dispatch_write(struct dispatch *d)
{
        if (STAILQ_EMPTY(&d->ended) || dispatch_resting(d))
                return;
        if (commit_results(d) < 0) {
                dispatch_trouble_begins(d);
                return;
        }
        dispatch_trouble_ends(d);
        settle_results(d);
        dispatch_turn_soon(d); /* what stood behind them may go */
}
