/* judge: what an alert changes: which incidents it opens, revises, repeats or ends. A pure function.
 *
 * CAP references and identifiers come first. An alert without an identifier belongs to the open incident of
 * the same source, status, event and state whose places meet its own. An all-clear without references ends
 * what it names: the same kind of threat, in the places it names and what lies in them, never what is around
 * them; a place taken out of a larger incident leaves the rest of it open. Only the same source, or an
 * official one, may revise or end an incident. */
#pragma once

#include "incident/incident.h"

enum incident_action {
        INCIDENT_NONE,   /* nothing to do; the note says why */
        INCIDENT_OPEN,   /* a new one */
        INCIDENT_REVISE, /* new content for `before` */
        INCIDENT_REPEAT, /* `before` was said again: only its expiry moves */
        INCIDENT_END,    /* `before` is over */
        INCIDENT_MERGE   /* `before` goes on in another one: it ends without an all-clear */
};

struct incident_change {
        enum incident_action action;
        const struct incident *before; /* NULL for none and open */
        struct incident *after; /* for open, revise and repeat: to be put into the table after commit, or
                                   freed; id 0 for open */
        const char *note;       /* for the history: "opened", "all-clear for 2 of 3 places" */
};

struct incident_policy {
        bool official; /* the report's source is one (what its text says of itself does not count) */
        int64_t alert_life, news_life; /* of alerts without `expires`, microseconds */
};

/* The changes live in the arena (each `after` in its own). `key` names the alert where it has no identifier.
 */
size_t incident_judge(const struct incident_table *t, const struct gazetteer *g, const struct alert *alert,
                      const char *key, const struct incident_policy *policy, int64_t now, struct arena *a,
                      struct incident_change **ret);
