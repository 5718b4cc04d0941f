/* replay: reports of the history run through a configuration as the daemon would have run them.
 *
 * The pipeline is the daemon's own, on a database in memory; time is what the history says, so that what expires does so
 * when it would have. Every message is taken to be confirmed at once: who would be told what is shown, not how long a
 * chat takes. Nothing is sent or written. */
#pragma once

#include "ctl/archive.h"
#include "pipeline/pipeline.h"
#include "store/outbox.h"

#define REPLAY_NONE SIZE_MAX

/* A report of the history. */
struct replay_report {
        const struct history_report *row;
        const char *file;                /* its name in the archive; NULL: it is no more there */
        bool ran;                        /* it was read and taken */
        struct pipeline_verdict verdict; /* where it was */
};

/* One message to one channel of a subscriber. */
struct replay_message {
        int64_t at;
        size_t report; /* the number of the report that caused it; REPLAY_NONE: time did */
        int64_t incident;
        const char *type, *subscriber, *channel;
        const char *reason, *headline, *text; /* NULL: not known */
        bool sound;
        const struct delivery *delivery; /* of what was really sent */
        bool matched;                    /* for replay_compare.c */
};

struct replay_list {
        struct replay_message *messages; /* in the order in which they were made */
        size_t n, room;
};

struct replay {
        int64_t from, to;
        struct replay_report *reports; /* in the order in which they came; those before `from` lead in */
        size_t n_reports, n_lead, n_missing, n_lead_missing;
        struct arena *arena;
        void (*progress)(size_t done, size_t all); /* may be NULL */
};

/* The reports that came from a day before `from` until `to`: those before are run too, so that what went on at the start
 * is known, and what they cause before `from` is not told. The store's failure. */
int replay_load(struct replay *r, struct store *history, struct archive *archive);

/* What would have been sent. -EIO with a sentence. */
int replay_run(struct replay *r, struct archive *archive, const struct setup *setup, struct replay_list *ret,
               struct problem *why);

/* What was really sent: the deliveries of the history; those that were superseded untried, or not needed, told nobody.
 */
int replay_recall(struct replay *r, struct store *history, struct replay_list *ret);
