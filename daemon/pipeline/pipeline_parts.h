/* pipeline_parts: the pipeline from within. For the pipeline_*.c alone; pipeline.h is what others see. */
#pragma once

#include "announce/announce.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "pipeline/pipeline.h"
#include "store/history.h"

#define PIPELINE_FILES  64   /* in one batch */
#define PIPELINE_PLACES 2000 /* in alerts, or in incidents that expire: each costs messages to make */

#define PIPELINE_DRILLS 64

/* Who had a drill, and when. */
struct pipeline_drill {
        char subscriber[72];
        int64_t at;
};

struct pipeline {
        struct pipeline_options options;
        const struct setup *setup;
        struct store *store;
        struct incident_table *incidents;
        bool stale;          /* they could not be read again after a rollback: nothing is done before */
        int64_t next_expiry; /* not later than the first one, TIMESTAMP_NONE: none */
        char trouble[600];
        char *suspect;     /* name of a file that the store did not take: it is refused the next time; NULL */
        char refused[300]; /* why */
        char skew[512];    /* of a file that was dated in the future */
        int64_t skew_seen;
        char excess[200]; /* that there were too many open incidents */
        int64_t excess_seen;
        struct pipeline_drill drills[PIPELINE_DRILLS]; /* the last ones */
};

/* A file of the batch and what became of it. */
struct item {
        struct spool_entry *entry;
        enum history_outcome outcome;
        const char *reason; /* of a rejection, or a note */
        size_t size, n_alerts;
        unsigned deliveries;
        const char *summary; /* for the log */
        bool gone;
};

struct batch {
        struct pipeline *pipeline;
        struct spool *spool;
        struct arena *arena;
        int64_t now;
        struct announce announce;
        struct item items[PIPELINE_FILES];
        size_t n, bytes, places;
        struct problem why; /* what else than the store has failed */
};

struct announce pipeline_announce(struct pipeline *p, int64_t now, struct arena *a);
/* After the commit. */
void pipeline_committed(struct pipeline *p, const struct announce *n);

/* pipeline_incident: incidents and the store */

int pipeline_incident_put(struct pipeline *p, const struct incident *i, const char *state, unsigned revision,
                          int64_t now, struct arena *a, int64_t *ret_id);
void pipeline_incident_note_expiry(struct pipeline *p, int64_t expires);
/* All open incidents from the store: at start, after a reload, and after a batch that was rolled back. */
int pipeline_incident_load(struct pipeline *p, struct problem *why);
/* After a rollback: what is in memory may hold what was not committed. */
void pipeline_incident_reload(struct pipeline *p);
/* Whether the incidents in memory are those of the store; reads them where they are not. */
bool pipeline_incident_fresh(struct pipeline *p);
/* The places whose state topics a change may touch. */
size_t pipeline_incident_touched(const struct incident_change *c, struct arena *a, uint32_t **ret);
/* Sorts places and keeps each once. */
size_t pipeline_incident_distinct(uint32_t *places, size_t n);
/* One change to the store, the outbox, the table and the topics; `said` is the alert that caused it (NULL: time
 * did). Takes `after` over. `*ret_id` is the incident's. */
int pipeline_incident_apply(struct pipeline *p, struct announce *n, struct incident_change *c,
                            const struct alert *said, int64_t *ret_id);

/* pipeline_limit: how many may be open */

bool pipeline_limit_reached(const struct pipeline *p);
/* Those that have to go, at most `room`: some more than it takes, so that this is not done anew for each one that is
 * opened. They are noted and logged. */
size_t pipeline_limit_excess(struct pipeline *p, int64_t now, struct incident_change *out, size_t room);

/* pipeline_report: one file */

int pipeline_report_reject(struct batch *b, struct item *item, const char *reason);
/* Decides about it. 0, or the store's failure. */
int pipeline_report_take(struct batch *b, struct item *item);
/* The same for one whose `item->size` bytes are at hand. `key` makes a second reading of it recognisable. */
int pipeline_report_bytes(struct batch *b, struct item *item, const char *key, const char *data,
                          int64_t arrived);
