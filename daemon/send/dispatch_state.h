/* dispatch_state: what the parts of the dispatch share, and nobody else: dispatch_claim.c and
 * dispatch_hand.c take deliveries in, dispatch_send.c hands them over, dispatch_result.c writes how they ended, dispatch.c is the loop
 * around them. */
#pragma once

#include "base/timestamp.h"
#include "send/dispatch.h"
#include "send/marks.h"
#include "send/pace.h"
#include "send/parcel.h"
#include "send/queue.h"
#include "send/routes.h"

#define HELD_MOST      16384        /* claimed, in memory; beyond that a few for each endpoint */
#define SCARCE_TICK    (200 * 1000) /* the outbox is looked at so often while so much is held */
#define PUBLIC_CHANNEL "mqtt"
#define DISPATCH_LEASE (10 * TIMESTAMP_MINUTE)

STAILQ_HEAD(parcels, parcel);

struct dispatch {
        struct dispatch_options options;
        char *prefix;
        char owner[80];
        struct channel public_channel;
        struct route *routes;
        struct queue *queue;
        struct pace *pace;
        struct parcels ended; /* how they ended is not yet written */
        struct marks marks;
        unsigned generation; /* of channels */
        size_t outdated;     /* under way with channels of earlier generations */
        size_t n_ended;
        sd_event_source *soon, *write, *timer;
        bool look;     /* there may be something to claim */
        bool woken;    /* since the last claim something was committed, or an endpoint ran dry */
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

/* The item is its first member. */
static inline struct parcel *parcel_of(struct queue_item *item)
{
        return (struct parcel *)item;
}

/* A turn of the loop is due: claims, then hands over. */
void dispatch_turn_soon(struct dispatch *d);
struct transport *dispatch_transport_of(const struct dispatch *d, const struct channel *c); /* NULL: none */
/* No connection to the broker. What is not claimed can still be superseded. */
bool dispatch_mqtt_away(const struct dispatch *d);

/* Claims what is due and takes it into the queue. */
void dispatch_claim(struct dispatch *d);
/* A delivery under a lease of ours. */
void dispatch_take_in(struct dispatch *d, const struct delivery *row, struct arena *a);
/* Something in the outbox is due then. */
void dispatch_due(struct dispatch *d, int64_t due);
/* What the store's transactions add is taken without a claim (hand.h). */
void dispatch_hand_start(struct dispatch *d);
void dispatch_hand_stop(struct dispatch *d);
/* Hands over all that may go now, most urgent first. */
void dispatch_hand_over(struct dispatch *d);
/* What has waited in memory for long (or all of it), or for a transport that is away, waits better in the
 * outbox. */
void dispatch_give_back(struct dispatch *d, bool all);

/* The try of a parcel has ended: to be written when the loop has nothing else to do, so that many go
 * together. */
void dispatch_gather(struct dispatch *d, struct parcel *p);
/* Writes what was gathered, in one transaction. Failed, it leaves everything as it was, in memory and in the
 * store. */
void dispatch_write(struct dispatch *d);
/* It is neither in the queue nor to be written any more. */
void dispatch_forget(struct dispatch *d, struct parcel *p);
/* Still to be sent, as far as the store knows? */
int dispatch_pending(struct dispatch *d, int64_t id, bool *ret);
/* An earlier message that waits for its next try goes before the later ones of its line: those wait in the
 * outbox until then. Where it was superseded nothing is in their way. */
void dispatch_hold_followers(struct dispatch *d, struct parcel *p);

/* The store did not answer: only that is waited for until dispatch_trouble_ends(). */
void dispatch_trouble_begins(struct dispatch *d);
void dispatch_trouble_ends(struct dispatch *d);
bool dispatch_resting(const struct dispatch *d);
