/* incident: what is going on somewhere: opened by an alert, updated by others, ended by an all-clear, a
 * Cancel or time.
 *
 * The table holds the open ones in memory; the store holds them all. Content is replaced as a whole, each
 * time in a new arena, so that whoever looks at an old one within the same turn is safe until the table drops
 * it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/alert.h"
#include "base/arena.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"
#include "gazetteer/touch.h"

#define INCIDENT_SOURCES_MOST 16

/* How far a source is believed. */
enum incident_trust { TRUST_LOW = -1, TRUST_NORMAL, TRUST_HIGH, TRUST_OFFICIAL };

/* Who reported it, and what. */
struct incident_source {
        const char *name;
        bool official; /* it is, or its text names somebody who is */
        enum incident_trust trust;
        int64_t since, sent;      /* its first word on it here, and its latest */
        int64_t expires;          /* as it says, or by configuration */
        const char *thread;       /* of its latest alert */
        const struct alert *said; /* what goes on by its account; NULL: it only said what is over */
};

/* One revision of an incident: immutable. */
struct incident {
        struct arena *arena; /* it and all below live here */
        int64_t id;
        unsigned revision;
        int64_t opened, updated, expires; /* expires: never TIMESTAMP_NONE while open */
        const struct alert *alert;        /* what is going on, located: what the sources say, put together */
        const char **threads; /* incident_thread() of the alerts it is made of, the newest first: references
                                 find it by them */
        struct incident_source *sources; /* the latest to speak first */
        int64_t *merged; /* the incidents that go on in it: who was warned of them was warned of it */
        const char *
            *moved; /* paths of its document that the gazetteer has no more; not kept in the next one */
        size_t n_threads, n_sources, n_merged, n_moved;
};

struct incident_table;

/* The gazetteer is that of all incidents that are put there. */
struct incident_table *incident_table_new(const struct gazetteer *g);
/* Another one that has the same places by the same numbers (gazetteer_same()). */
void incident_table_use(struct incident_table *t, const struct gazetteer *g);
void incident_table_free(struct incident_table *t); /* NULL is fine */
size_t incident_table_count(const struct incident_table *t);
size_t incident_table_bytes(const struct incident_table *t); /* that they take */

/* Takes `incident` over; one with the same id is replaced and freed. */
void incident_table_put(struct incident_table *t, struct incident *incident);
void incident_table_drop(struct incident_table *t, int64_t id);

const struct incident *incident_by_id(const struct incident_table *t, int64_t id);
const struct incident *incident_by_thread(const struct incident_table *t, const char *thread);
/* All of them, in no order: start with NULL. */
const struct incident *incident_next(const struct incident_table *t, const struct incident *after);
/* Those that have exactly this place, and those that have it, a place in it, or one around it. Distinct; in
 * the arena. */
size_t incident_at(const struct incident_table *t, uint32_t place, struct arena *a,
                   const struct incident ***ret);
size_t incident_around(const struct incident_table *t, const struct gazetteer *g, uint32_t place,
                       struct arena *a, const struct incident ***ret);

/* Those that have a place in a zone. Distinct; in the arena. Goes over the places of all that is open. */
size_t incident_beside(const struct incident_table *t, const struct touch_zone *zone, struct arena *a,
                       const struct incident ***ret);

/* The name by which CAP references find an alert: sender and identifier; sender may be NULL. */
char *incident_thread(struct arena *a, const char *sender, const char *identifier);

/* For sorting pointers to incidents: what people can do without first. What was never Actual, then what has happened,
 * what is announced and what goes on; of each what is believed least, then what is least severe, then what was last heard
 * of longest ago. */
int incident_by_weight(const void *a, const void *b);

/* What kind of event the main block tells of. */
enum alert_event incident_event(const struct incident *i);
/* The distinct affected places of all blocks that are live (or, with `all`, of all blocks that are not
 * all-clear). */
size_t incident_places(const struct alert *alert, bool all, struct arena *a, const struct area_place ***ret);

/* The name by which alerts find one another that share an element of CAP's `incidents`. */
char *incident_shared_thread(struct arena *a, const char *name);
/* Whether somebody official says so. */
bool incident_is_official(const struct incident *i);

/* The store's document, and back. It leaves out id and revision: the store has those itself, and whoever
 * decodes sets them. Places that the gazetteer no longer has fall back to the nearest ancestor it has; their
 * paths are `moved`. */
char *incident_encode(const struct incident *i, struct arena *a);
int incident_decode(const char *document, const struct gazetteer *g, struct incident **ret,
                    struct problem *why);
void incident_free(struct incident *i); /* NULL is fine */
