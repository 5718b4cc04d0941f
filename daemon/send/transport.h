/* transport: carries one message to one channel and says how that ended. It never decides about trying again.
 *
 * Each transport lives in one file around its library, is driven by the event loop, and reports every job
 * that it took exactly once through the callback (also at stop: TRANSPORT_LATER). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-event.h>

#include "send/channel.h"

enum transport_verdict {
        TRANSPORT_DELIVERED, /* PUBACK below 0x80, or 2xx */
        TRANSPORT_LATER,     /* worth another try */
        TRANSPORT_NEVER      /* a permanent answer */
};

/* What is to be carried. The strings belong to the caller and stay until the callback. */
struct transport_job {
        int64_t delivery;
        const char *id; /* public id of the delivery */
        const struct channel *channel;
        const char *address; /* the receiver's own, where the channel serves many; NULL: the channel's */
        const char *topic;   /* mqtt: full topic; NULL for webhooks */
        bool retain;
        /* of the message about the same incident that the chat shows now (channel_edits()); NULL: none */
        const char *reference;
        bool brief;       /* make that one short, because a newer one follows it, and no more */
        const char *body; /* complete message, id included */
        size_t body_size;
        int64_t expires; /* message expiry where the transport has one; TIMESTAMP_NONE: none */
        void *user;
};

struct transport_result {
        enum transport_verdict verdict;
        int code;                 /* HTTP status, MQTT reason code; 0: none came */
        int64_t retry_after;      /* microseconds the other side asked for; -1: it did not */
        int64_t started, latency; /* microseconds; wall clock and duration */
        const char *reference;    /* of the message that is new in the chat; NULL: none, or the same */
        bool old_stands;          /* and the job's one is there still, for people to stumble upon */
        const char *answer;       /* bounded body of the answer, or the error; valid during the callback */
};

typedef void (*transport_done)(const struct transport_job *job, const struct transport_result *result,
                               void *context);

struct transport;

struct transport_ops {
        const char *name;
        /* 0: taken, the callback follows. -EAGAIN: no room now (window full, not connected, endpoint's limit
         * reached). */
        int (*send)(struct transport *t, const struct transport_job *job);
        /* How many more jobs it would take now. */
        size_t (*room)(const struct transport *t, const struct channel *channel);
        void (*stop)(struct transport *t); /* frees it */
        /* What was taken goes out now, as far as the sockets let it; NULL: it has already. Callbacks may come. */
        void (*flush)(struct transport *t);
};

/* The first member of every transport's own struct. */
struct transport {
        const struct transport_ops *ops;
        transport_done done;
        void (*ready)(void *context); /* room has appeared: connected again, window free; may be NULL */
        void *context;
};

/* transport_null.c: takes everything, delivers at once from the loop, keeps the last message. For tests. */
int transport_null_start(sd_event *event, transport_done done, void *context, struct transport **ret);
/* The last body that it was given, NUL-terminated; "" before the first. And how many there were. */
const char *transport_null_last(const struct transport *t);
unsigned transport_null_count(const struct transport *t);
