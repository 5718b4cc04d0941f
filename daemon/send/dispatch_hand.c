#include "base/timestamp.h"
#include "send/dispatch_state.h"
#include "store/hand.h"

/* Where something that is due waits in the outbox, what is new waits behind it. */
static bool all_claimed(const struct dispatch *d)
{
        return !d->look && !d->skipping && !d->draining && !d->troubled;
}

static struct route *route_of(const struct dispatch *d, const struct delivery *row)
{
        return routes_find(d->routes, row->subscriber ? row->channel : PUBLIC_CHANNEL);
}

static bool wants(const struct delivery *row, void *dispatch)
{
        struct dispatch *d = dispatch;
        struct route *r = all_claimed(d) && queue_held(d->queue) < HELD_MOST ? route_of(d, row) : NULL;

        if (!r || !dispatch_transport_of(d, r->channel) ||
            (r->channel->transport == TRANSPORT_MQTT && dispatch_mqtt_away(d)))
                return false;
        return queue_promise(r->lane, row->priority);
}

static void ended(const struct delivery *rows, size_t n, bool committed, int64_t due, void *dispatch)
{
        struct dispatch *d = dispatch;
        struct arena *a = arena_new();

        for (size_t i = 0; i < n; i++) {
                queue_promised(route_of(d, &rows[i])->lane);
                if (committed)
                        dispatch_take_in(d, &rows[i], a);
        }
        arena_free(a);
        if (committed && due != TIMESTAMP_NONE)
                dispatch_due(d, due);
        dispatch_turn_soon(d);
}

void dispatch_hand_start(struct dispatch *d)
{
        hand_to(
            d->options.store,
            &(struct hand_taker){
                .owner = d->owner, .lease = DISPATCH_LEASE, .wants = wants, .ended = ended, .context = d});
}

void dispatch_hand_stop(struct dispatch *d)
{
        hand_to(d->options.store, NULL);
}
