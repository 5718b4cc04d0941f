/* dispatch: takes due deliveries from the outbox, gives them to transports, writes how they ended back in batches.
 *
 * Holds claimed deliveries in memory, most urgent first, per endpoint; an endpoint that is full or failing does not hold
 * up others. Results are committed together once per turn of the loop (or when many have gathered). */
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
        const char *prefix;                      /* of MQTT topics */
        struct transport *transports[TRANSPORT_COUNT]; /* NULL: not configured */
        const struct channel *channels;
        size_t n_channels;
};

int dispatch_start(const struct dispatch_options *options, struct dispatch **ret);
/* After a reload: other channels; what is in flight keeps the old ones, which must stay alive until dispatch_idle(). */
void dispatch_channels(struct dispatch *d, const struct channel *channels, size_t n);
/* Something was committed, or a transport has room: look at the outbox soon (from the loop, once per turn). */
void dispatch_wake(struct dispatch *d);
/* The callback to give to every transport, with the dispatch as its context. */
void dispatch_done(const struct transport_job *job, const struct transport_result *result, void *dispatch);
void dispatch_ready(void *dispatch);
/* Nothing in flight. */
bool dispatch_idle(const struct dispatch *d);
/* Called when the store fails (true) and when it works again (false): the owner reports it. May be NULL. */
void dispatch_on_trouble(struct dispatch *d, void (*trouble)(const char *sentence, void *context), void *context);
void dispatch_stop(struct dispatch *d); /* writes results that are there; leases of the rest are released */

struct dispatch_stats {
        uint64_t in_flight, waiting; /* now, in memory */
        uint64_t delivered, deferred, failed; /* since start */
};
struct dispatch_stats dispatch_stats(const struct dispatch *d);
