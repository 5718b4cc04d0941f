/* pipeline: report -> alerts -> incidents -> routes -> outbox, in one transaction. The only place that knows
 * the order.
 *
 * A file leaves incoming/ only after the commit that holds its alerts, incidents and deliveries. If the store
 * fails, the batch is rolled back, its files stay where they are and are taken again later. */
#pragma once

#include "report/spool.h"
#include "setup/setup.h"
#include "store/history.h"
#include "store/store.h"

struct pipeline;

struct pipeline_options {
        struct store *store;
        /* After a commit: what newer deliveries have superseded (incident and revision, or a topic), then
         * that there are some. */
        void (*superseded)(int64_t incident, unsigned revision, const char *topic, void *context);
        void (*committed)(void *context);
        void *context;
};

/* Reads the open incidents from the store. `setup` must outlive the pipeline or its replacement. */
int pipeline_open(const struct pipeline_options *options, const struct setup *setup, int64_t now,
                  struct pipeline **ret, struct problem *why);
void pipeline_close(struct pipeline *p); /* NULL is fine */

/* After a reload. The old setup is not used afterwards. */
int pipeline_replace_setup(struct pipeline *p, const struct setup *setup, int64_t now, struct problem *why);

/* Takes what waits in the spool, up to a batch. True: there is more. False with pipeline_trouble(): try again
 * in a while. */
bool pipeline_run(struct pipeline *p, struct spool *spool, int64_t now);

/* A report that came before: for replays, which have no spool. */
struct pipeline_report {
        const char *source, *file;
        const char *key; /* as the history has it */
        const char *data;
        size_t size;
        int64_t arrived;
};
/* What became of it; the texts live in the arena. */
struct pipeline_verdict {
        enum history_outcome outcome;
        const char *reason;  /* of a rejection, or a note; NULL */
        const char *summary; /* "opened incident 12 (drone)" */
};
/* Takes it as pipeline_run() takes a file of the spool. The store's failure is the only one. */
int pipeline_offer(struct pipeline *p, const struct pipeline_report *report, int64_t now, struct arena *a,
                   struct pipeline_verdict *ret);

/* Ends what has expired by `now`. Returns when to call again, TIMESTAMP_NONE: not until something is opened.
 */
int64_t pipeline_expire(struct pipeline *p, int64_t now);
/* Tells subscribers what was held back from them until now. Returns when the next is due, TIMESTAMP_NONE: none. */
int64_t pipeline_digest(struct pipeline *p, int64_t now);

/* Publishes all state topics anew: the broker may have forgotten them. */
int pipeline_restate(struct pipeline *p, int64_t now);

/* Why the last batch could not be stored; "" where all is well. */
const char *pipeline_trouble(const struct pipeline *p);
/* What is wrong with the clock here or a writer's, by the times of the files of the last hour; "" where
 * nothing is. */
const char *pipeline_clock_trouble(const struct pipeline *p, int64_t now);
/* That incidents had to end because there were too many, in the last hour; "" where none had to. */
const char *pipeline_limit_trouble(const struct pipeline *p, int64_t now);
size_t pipeline_open_incidents(const struct pipeline *p);
