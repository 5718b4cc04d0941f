#include <errno.h>
#include <string.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "send/dispatch_state.h"

#define HELD_LONGEST (5 * TIMESTAMP_MINUTE) /* unsent; well before its lease ends */
#define URGENT       2 /* priorities up to this: for them a part of a channel's rate is kept */

void dispatch_superseded(struct dispatch *d, int64_t incident, unsigned revision)
{
        if (queue_held(d->queue) > 0)
                marks_add(&d->marks, incident, revision);
}

void dispatch_superseded_topic(struct dispatch *d, const char *target)
{
        struct buffer line = {0};

        buffer_printf(&line, "t%s", target);
        for (struct queue_item *i = queue_line_first(d->queue, line.data); i; i = queue_behind(i))
                parcel_of(i)->doubtful = true;
        buffer_done(&line);
}

/* Back to the outbox, at once: what has expired is marked so by the next claim. */
static void give_back(struct dispatch *d, struct parcel *p)
{
        queue_withdraw(d->queue, &p->item);
        parcel_release(p, timestamp_now());
        d->look = true;
        dispatch_gather(d, p);
}

/* False where it must not leave: finished in the store meanwhile, expired, or the store does not answer. */
static bool may_leave(struct dispatch *d, struct parcel *p)
{
        bool pending = true;

        if (p->job.expires != TIMESTAMP_NONE && p->job.expires <= timestamp_now()) {
                give_back(d, p);
                return false;
        }
        if (!p->doubtful && !marks_cover(&d->marks, p->incident, p->revision))
                return true;
        if (dispatch_pending(d, p->job.delivery, &pending) < 0) {
                give_back(d, p);
                return false;
        }
        p->doubtful = false;
        if (!pending)
                dispatch_forget(d, p);
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
        int64_t wait = pace_take(d->pace, p->job.channel, p->job.address, p->item.priority <= URGENT,
                                 timestamp_monotonic());

        if (wait <= 0)
                return true;
        queue_withdraw(d->queue, &p->item);
        parcel_release(p, timestamp_now() + wait);
        dispatch_hold_followers(d, p);
        dispatch_gather(d, p);
        return false;
}

/* Whoever called may have files to move before the loop comes round. */
static void flush_transports(struct dispatch *d)
{
        for (int i = 0; i < TRANSPORT_COUNT; i++) {
                struct transport *t = d->options.transports[i];
                if (t && t->ops->flush)
                        t->ops->flush(t);
        }
}

void dispatch_hand_over(struct dispatch *d)
{
        struct queue_item *item;

        while ((item = queue_take(d->queue))) {
                struct parcel *p = parcel_of(item);
                struct transport *t = dispatch_transport_of(d, p->job.channel);
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
                        pace_undo(d->pace, p->job.channel, p->job.address);
                if (r == -EAGAIN)
                        queue_put_back(d->queue, item);
                else if (r < 0)
                        refuse(d, p, r);
        }
        flush_transports(d);
        if (queue_held(d->queue) == queue_under_way(d->queue))
                marks_clear(&d->marks);
}

void dispatch_give_back(struct dispatch *d, bool all)
{
        int64_t now = timestamp_monotonic();
        bool mqtt = dispatch_mqtt_away(d);
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
