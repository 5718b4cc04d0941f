/* story: everything that is known of one incident, in the order in which it happened. */
#pragma once

#include "ctl/output.h"
#include "store/history.h"
#include "store/outbox.h"

struct story {
        struct history_incident incident;
        struct history_alert *alerts;   /* the newest first, as all of these */
        struct history_report *reports; /* those that said them */
        struct delivery *deliveries;
        size_t n_alerts, n_reports, n_deliveries;
        bool cut; /* there are more deliveries than were asked for */
};

/* "12", or "3fa9c1d2-i12" as messages of this database have it; else 0. */
int64_t story_incident(const struct store *s, const char *text);

/* -ENOENT where there is no such incident; else the store's failure. */
int story_read(struct store *s, int64_t incident, unsigned deliveries, struct arena *a, struct story *ret);
/* What it is, where, since when. */
void story_print_head(struct output *o, const struct story *story, int64_t now, struct arena *a);
void story_print(struct output *o, const struct story *story, struct store *s, int64_t now, struct arena *a);
json_t *story_encode(const struct story *story, struct store *s, struct arena *a);

/* The report of that number, or NULL. */
const struct history_report *story_report(const struct story *story, int64_t id);
const char *story_outcome_word(enum history_outcome outcome);
json_t *story_encode_incident(const struct history_incident *i, struct arena *a);
json_t *story_encode_alert(const struct history_alert *alert, struct arena *a);
json_t *story_encode_report(const struct history_report *r, struct arena *a);
/* With its tries. */
json_t *story_encode_delivery(struct store *s, const struct delivery *d, struct arena *a);
