/* dispatch: takes due deliveries from the outbox, gives them to transports, writes how they ended back in
 * batches.
 *
 * What is new goes straight from the transaction that adds it to the transports (hand.h), as long as nothing that is due
 * waits in the outbox and its endpoint has room.
 * What is due is claimed without waiting for the disk (a lease that a power cut forgets is no loss) and
 * handed over at once, most urgent first. Results gather while the loop has other things to do and are
 * committed together after them, or when they are many. An endpoint that is full, slow or silent holds up
 * only itself; for a transport that is away (no connection to the broker) nothing is claimed. When the store
 * fails, results stay in memory and are written when it works again; nothing new is claimed meanwhile.
 *
 * Order: messages of one incident to one subscriber's channel leave in order of revision, those for one topic
 * in order of their ids: a later one waits until the earlier one has ended and that is written. An earlier
 * one that has to be tried again goes first again, unless it was superseded. This relies on the pipeline: it
 * supersedes (outbox_supersede(), outbox_supersede_topic()) in the transaction that adds the newer message,
 * so that no older one waits in the outbox.
 *
 * The channel name "mqtt" is reserved for public topics. */
#pragma once

#include <systemd/sd-event.h>

#include "send/channel.h"
#include "send/transport.h"
#include "store/outbox.h"
#include "store/store.h"

struct dispatch;

struct dispatch_options {
        sd_event *event;
        struct store *store;
        const char *prefix; /* of MQTT topics; NULL: "sirend" */
        /* NULL: not configured. dispatch_start() sets their `done`, `ready` and `context` to its own. */
        struct transport *transports[TRANSPORT_COUNT];
        const struct channel *channels;
        size_t n_channels;
};

/* Takes back what a crash has left claimed. The transports must be stopped before dispatch_stop(): what they
 * hand back is still written. */
int dispatch_start(const struct dispatch_options *options, struct dispatch **ret);
/* After a reload: other channels; what is under way keeps the old ones, which must stay alive until
 * dispatch_settled(); what waits in memory goes back to the outbox. */
void dispatch_channels(struct dispatch *d, const char *prefix, const struct channel *channels, size_t n);
/* After a reload: a transport in the place of one that was stopped; NULL: there is none now. */
void dispatch_transport(struct dispatch *d, enum channel_transport kind, struct transport *t);
/* Something was committed, or a transport has room: look at the outbox soon (from the loop, once per turn).
 */
void dispatch_wake(struct dispatch *d);
/* A transaction was committed and what it has superseded was told: what it has added goes out now. */
void dispatch_committed(struct dispatch *d);
/* After the commit that superseded what waits for an incident from before `revision`, or for a public topic
 * (as it stands in the outbox): of what is claimed but not yet handed over, that is looked at again in the
 * store before it leaves. */
void dispatch_superseded(struct dispatch *d, int64_t incident, unsigned revision);
void dispatch_superseded_topic(struct dispatch *d, const char *target);
/* What the transports call, with the dispatch as their context. */
void dispatch_done(const struct transport_job *job, const struct transport_result *result, void *dispatch);
void dispatch_ready(void *dispatch);
/* Nothing is under way any more with channels from before the last dispatch_channels(). */
bool dispatch_settled(const struct dispatch *d);
/* Before a stop: nothing more is claimed, and what waits in memory goes back to the outbox. What is under way may end. */
void dispatch_drain(struct dispatch *d);
/* Nothing is held, nothing is to be written. */
bool dispatch_idle(const struct dispatch *d);
/* Called with a sentence when the store fails, with NULL when it works again: the owner reports it. May be
 * NULL. */
void dispatch_on_trouble(struct dispatch *d, void (*trouble)(const char *sentence, void *context),
                         void *context);
/* Called when an endpoint has stopped to take messages (`why` in words) and when it takes them again (NULL).
 * May be NULL. */
void dispatch_on_endpoint(struct dispatch *d,
                          void (*changed)(const char *endpoint, const char *why, void *context),
                          void *context);
/* The endpoints that take no messages now, as one sentence; "" where all do. */
void dispatch_trouble(const struct dispatch *d, char *out, size_t room);
/* The same one by one, in the arena, at most `limit`. Returns how many. */
struct dispatch_broken {
        const char *endpoint, *sentence;
};
size_t dispatch_broken(const struct dispatch *d, size_t limit, struct arena *a, struct dispatch_broken **ret);
void dispatch_stop(struct dispatch *d); /* writes results that are there; leases of the rest are released */

struct dispatch_stats {
        uint64_t in_flight, waiting;          /* now, in memory */
        uint64_t delivered, deferred, failed; /* since start */
};
struct dispatch_stats dispatch_stats(const struct dispatch *d);
