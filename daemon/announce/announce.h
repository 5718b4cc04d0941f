/* announce: from a change of an incident to rows of the outbox: who is told, in which words, on which topics.
 *
 * Everything is added to the store's open transaction. */
#pragma once

#include "incident/judge.h"
#include "setup/setup.h"
#include "store/outbox.h"

/* What older deliveries a change has superseded in the outbox: all of an incident from before a revision, or
 * a topic's. */
struct announce_superseded {
        int64_t incident;
        unsigned revision;
        const char *topic; /* NULL: the incident's */
};

struct announce {
        const struct setup *setup;
        struct store *store;
        const struct incident_table *incidents;
        int64_t now;
        struct arena *arena;
        unsigned deliveries; /* rows added for subscribers */
        struct announce_superseded *superseded;
        size_t n_superseded, room_superseded;
};

/* Tells subscribers of one change; `said` is the alert that caused it (NULL: time did: it expired). `id` is
 * the incident's. The table must still be as it was before. */
int announce_change(struct announce *n, const struct incident_change *change, const struct alert *said,
                    int64_t id);

/* Tells one subscriber of an exercise, on all channels, whatever the rules ask for. */
int announce_drill(struct announce *n, const struct subscriber *s, const struct incident *drill, int64_t id);

/* Empties the state topic of a place that the gazetteer has no more. */
int announce_no_state(struct announce *n, const char *path);

/* Brings the state topics of these places up to date with the table as it is now. */
int announce_states(struct announce *n, const uint32_t *places, size_t n_places);
