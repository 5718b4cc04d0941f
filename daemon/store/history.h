/* history: what came in and what became of it: reports, alerts, incidents. */
#pragma once

#include "store/store.h"

/* What happened to a report. */
enum history_outcome { OUTCOME_ACCEPTED, OUTCOME_DUPLICATE, OUTCOME_REJECTED };

struct history_report {
        int64_t id;
        const char *key; /* of the bytes; what makes a second reading recognisable; NULL for rejected files
                            never read */
        const char *source, *file;
        int64_t received; /* microseconds */
        uint64_t size;    /* bytes */
        enum history_outcome outcome;
        const char *reason; /* why it was rejected, or what is worth knowing; NULL */
        unsigned alerts;    /* how many it said */
};

struct history_alert {
        int64_t id, report, incident; /* incident 0: none (Ack, Error, nothing known to end) */
        const char *key; /* alert_key(), or the report's key and the number of the alert in it; unique */
        const char *identifier, *sender;
        int64_t sent;
        const char *status, *msg_type, *event, *state; /* words */
        const char *headline;
        const char *note; /* what was done with it: "opened incident 12", "duplicate", "no place known" */
};

/* An incident as it is kept: the columns that are searched, and a document that its owner encodes and
 * decodes. */
struct history_incident {
        int64_t id;
        unsigned revision;
        const char *state;  /* "open", "ended", "expired", "damaged" */
        const char *status; /* CAP status word */
        const char *event;
        const char *headline;
        const char *source;
        int64_t opened, updated, expires; /* expires TIMESTAMP_NONE: none */
        const char *document;
        const char *const *places; /* paths, for searching */
        size_t n_places;
};

int history_add_report(struct store *s, const struct history_report *r, int64_t *ret_id);
/* The report's id where one with this key was accepted before, 0 where not. */
int history_find_report(struct store *s, const char *key, int64_t *ret_id);

/* -EEXIST where its key is known. */
int history_add_alert(struct store *s, const struct history_alert *alert, int64_t *ret_id);
/* Where an alert of this key is known: its id and incident, else 0 and 0. */
int history_find_alert(struct store *s, const char *key, int64_t *ret_id, int64_t *ret_incident);
/* id 0: a new one. Writes the columns, the document and the places. */
int history_put_incident(struct store *s, const struct history_incident *incident, int64_t *ret_id);

/* Its document cannot be read: it is open no longer, and nobody is told of its end. */
int history_set_damaged(struct store *s, int64_t incident);

/* Lists; the strings live in the arena. `newest first` where nothing else is said. */
struct history_filter {
        const char *place;    /* a path: this place, what lies in it, and what it lies in; NULL: all */
        const char *state;    /* of incidents: "open" ...; NULL: all */
        int64_t since, until; /* TIMESTAMP_NONE: no bound */
        int64_t incident;     /* 0: all */
        unsigned limit;       /* 0: 1,000,000 */
};
int history_incidents(struct store *s, const struct history_filter *f, struct arena *a,
                      struct history_incident **ret, size_t *ret_n);
int history_alerts(struct store *s, const struct history_filter *f, struct arena *a,
                   struct history_alert **ret, size_t *ret_n);
int history_reports(struct store *s, const struct history_filter *f, struct arena *a,
                    struct history_report **ret, size_t *ret_n);

struct history_counts {
        uint64_t accepted, duplicate, rejected; /* reports since ever (kept over pruning) */
        uint64_t open_incidents, damaged_incidents;
        int64_t last_report; /* TIMESTAMP_NONE: none */
};
int history_count(struct store *s, struct history_counts *ret);

/* Per source: when the last report came, for the silence watch and `status`. */
struct history_source {
        const char *name;
        int64_t last;
        uint64_t accepted, rejected;
};
int history_sources(struct store *s, struct arena *a, struct history_source **ret, size_t *ret_n);

/* Removes at most `limit` rows (reports, alerts, finished incidents, finished deliveries with their attempts,
 * unused messages) that ended before `before`; deliveries that failed go by `failed` instead. `*ret_n` says how many
 * went. 1: there is more to look at, whatever went now; 0: nothing is left to prune. Open incidents, pending
 * deliveries, and the alerts and deliveries of open incidents stay whatever their age. */
int history_prune(struct store *s, int64_t before, int64_t failed, unsigned limit, unsigned *ret_n);
