/* judge: what an alert changes: which incidents it opens, revises, repeats or ends. A pure function.
 *
 * CAP references, identifiers and shared `incidents` come first. An alert without an identifier belongs to the
 * open incident of the same source, status, event and state whose places meet its own. What another source
 * reported not long ago is the same event where the kinds may be, and the places are as near as that asks for (kind.h);
 * the incident then has a voice more (voice.h).
 *
 * An all-clear without references ends what it names: the same kind of threat, in the places it names and what
 * lies in them but for what it spares, never what is around them; a place taken out of a larger incident leaves the rest of it open.
 * A source takes back its own words only, an official one everybody's: an incident is over when nobody says
 * any more that it goes on. */
#pragma once

#include "incident/change.h"
#include "incident/incident.h"

enum incident_action {
        INCIDENT_NONE,   /* nothing to do; the note says why */
        INCIDENT_OPEN,   /* a new one */
        INCIDENT_REVISE, /* new content for `before` */
        INCIDENT_REPEAT, /* `before` was said again: only its expiry moves */
        INCIDENT_END,    /* `before` is over */
        INCIDENT_MERGE   /* `before` goes on in another one: it ends without an all-clear */
};

struct kind_table;

struct incident_change {
        enum incident_action action;
        const struct incident *before; /* NULL for none and open */
        struct incident *after; /* for open, revise and repeat: to be put into the table after commit, or
                                   freed; id 0 for open */
        const char *note;       /* for the history: "opened", "all-clear for 2 of 3 places" */
        uint32_t changes;       /* CHANGE_BITs */
};

struct incident_policy {
        const struct kind_table *kinds;
        bool official; /* the report's source is one (what its text says of itself does not count) */
        enum incident_trust trust;     /* in the report's source */
        int64_t alert_life, news_life; /* of alerts without `expires`, microseconds */
        int64_t
            join_window; /* what was last heard of so long ago is still the same event; 0: nothing joins */
};

/* The changes live in the arena (each `after` in its own). `key` names the alert where it has no identifier.
 */
size_t incident_judge(const struct incident_table *t, const struct gazetteer *g, const struct alert *alert,
                      const char *key, const struct incident_policy *policy, int64_t now, struct arena *a,
                      struct incident_change **ret);
