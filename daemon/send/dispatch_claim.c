#include <string.h>

#include "base/timestamp.h"
#include "send/dispatch_state.h"
#include "store/outbox_claim.h"

#define CLAIM_MOST    256
#define EACH_SCARCE   16
#define TROUBLE_FIRST (250 * 1000)
#define TROUBLE_MOST  (4 * TIMESTAMP_SECOND)

bool dispatch_mqtt_away(const struct dispatch *d)
{
        struct transport *t = d->options.transports[TRANSPORT_MQTT];
        struct route *r = routes_find(d->routes, PUBLIC_CHANNEL);

        return t && queue_lane_idle(r->lane) && t->ops->room(t, &d->public_channel) == 0;
}

/* So much is held that each endpoint gets only what it can soon send. */
static bool is_scarce(const struct dispatch *d)
{
        return queue_held(d->queue) >= HELD_MOST;
}

/* What is not to be claimed, for its endpoint has enough to do, or cannot do anything. */
static struct outbox_skip *skipped_channels(struct dispatch *d, struct arena *a, size_t *ret_n)
{
        bool away = dispatch_mqtt_away(d), scarce = is_scarce(d);
        struct outbox_skip *skip;
        size_t n = 0;

        *ret_n = 0;
        if (!away && !scarce && queue_all_open(d->queue))
                return NULL;
        skip = arena_array(a, HASH_COUNT(d->routes), sizeof *skip);
        for (struct route *r = d->routes; r; r = r->hh.next) {
                int takes =
                    away && r->channel->transport == TRANSPORT_MQTT ? 0 : queue_takes(r->lane, scarce);

                if (takes < QUEUE_PRIORITIES)
                        skip[n++] = (struct outbox_skip){.channel = r->channel->name, .priority = takes};
        }
        *ret_n = n;
        return skip;
}

/* While much is held the outbox is looked at when something comes in, and else only now and then. */
static bool is_too_early(const struct dispatch *d)
{
        return is_scarce(d) && !d->woken && timestamp_monotonic() - d->looked < SCARCE_TICK;
}

static int claim(struct dispatch *d, struct arena *a, struct delivery **ret, size_t *ret_n)
{
        bool scarce = is_scarce(d);
        size_t held = queue_held(d->queue);
        int64_t now = timestamp_now();
        struct outbox_claim c = {
            .owner = d->owner,
            .now = now,
            .lease = now + DISPATCH_LEASE,
            .limit = scarce || HELD_MOST - held >= CLAIM_MOST ? CLAIM_MOST : (unsigned)(HELD_MOST - held),
            .each = scarce ? EACH_SCARCE : 0};
        int r;

        d->looked = timestamp_monotonic();
        c.skip = skipped_channels(d, a, &c.n_skip);
        r = outbox_claim(d->options.store, &c, a, ret, ret_n);
        if (r < 0)
                return r;
        d->skipping = c.n_skip > 0;
        d->woken = *ret_n == c.limit;
        if (d->woken || scarce)
                return 0; /* there is more */
        d->look = false;
        r = outbox_next_due(d->options.store, &d->next_due);
        if (r >= 0 && d->next_due == TIMESTAMP_NONE)
                d->next_due = INT64_MAX;
        if (r >= 0 && d->next_due <= now && !d->skipping)
                d->look = true; /* so many had expired that one claim could not mark them all */
        return r;
}

void dispatch_take_in(struct dispatch *d, const struct delivery *row, struct arena *a)
{
        struct route *r = routes_find(d->routes, row->subscriber ? row->channel : PUBLIC_CHANNEL);
        const struct channel *c = r ? r->channel : NULL;
        struct parcel *p = parcel_new(row, store_delivery_name(d->options.store, row->id, a), c, d->prefix);

        if (c && p->job.brief && !channel_makes_brief(c)) {
                parcel_fail(p, timestamp_now(), "channel %s: its messages cannot be edited", p->channel);
                dispatch_gather(d, p);
                return;
        }
        if (c && dispatch_transport_of(d, c)) {
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
        dispatch_gather(d, p);
}

void dispatch_due(struct dispatch *d, int64_t due)
{
        if (due <= timestamp_now())
                d->look = true;
        else if (due < d->next_due)
                d->next_due = due;
}

void dispatch_trouble_begins(struct dispatch *d)
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

void dispatch_trouble_ends(struct dispatch *d)
{
        if (d->troubled && d->trouble)
                d->trouble(NULL, d->trouble_context);
        d->troubled = false;
}

/* Waits for the store to get well again, and for nothing else. */
bool dispatch_resting(const struct dispatch *d)
{
        return d->troubled && timestamp_monotonic() < d->trouble_until;
}

void dispatch_claim(struct dispatch *d)
{
        struct delivery *rows = NULL;
        struct arena *a;
        size_t n = 0;

        if (!d->look || d->draining || dispatch_resting(d) || is_too_early(d))
                return;
        a = arena_new();
        if (claim(d, a, &rows, &n) < 0)
                dispatch_trouble_begins(d);
        else if (STAILQ_EMPTY(&d->ended))
                dispatch_trouble_ends(d); /* with results to write, only writing them shows it */
        for (size_t i = 0; i < n; i++)
                dispatch_take_in(d, &rows[i], a);
        arena_free(a);
}
