/* judge_parts: one judgement while it is being made. For the judge_*.c alone; judge.h is what others see. */
#pragma once

#include "incident/judge.h"
#include "incident/kind.h"

#define JUDGE_MERGED_MOST 64 /* incidents that go on in one */
#define JUDGE_SHARED_MOST 4  /* names of CAP incidents in one alert */

/* The question, and the changes found so far. */
struct judge {
        const struct incident_table *table;
        const struct gazetteer *gazetteer;
        const struct alert *alert;
        const char *key;
        const struct incident_policy *policy;
        enum alert_state state;
        int64_t now;
        struct arena *arena;
        struct incident_change *changes;
        size_t n, room;
};

struct incident_change *judge_add(struct judge *j, enum incident_action action, const struct incident *before,
                                  const char *note);
bool judge_has_changed(const struct judge *j, const struct incident *i);
/* A source may take back its own words, an official one everybody's. */
bool judge_may_end(const struct judge *j, const struct incident *i, const struct incident_source *s);
/* Whether it may end any voice of the incident. */
bool judge_may_touch(const struct judge *j, const struct incident *i);
/* For sorting pointers to incidents, the oldest first. */
int judge_by_age(const void *a, const void *b);

/* judge_revision: what is known after the alert */

/* When the alert runs out: as it says, else a configured time after it was sent. */
int64_t judge_expires(const struct judge *j);
const char *judge_own_thread(const struct judge *j, struct arena *a);
/* What a change to an incident is made of. */
struct judge_revision {
        const struct incident *before; /* NULL: none, it is opened */
        const struct incident_source
            *own;                 /* the voice of it that the alert replaces, or NULL: it is one more */
        const struct alert *said; /* what the alert's source now says */
        const struct incident *const *merged; /* others that go on in it */
        size_t n_merged;
        int64_t
            lasts; /* what its source said before lasts until then at least; TIMESTAMP_NONE: nothing does */
        const char *note;
};
/* Whether its words would come first in that incident. */
bool judge_speaks_first(const struct judge *j, const struct incident *i);
/* A change by what the alert says: one to `before`, a repeat of it, or a new one; and the merges. */
void judge_revise(struct judge *j, const struct judge_revision *r);
/* A change to `before` by which some of its voices have changed or fallen silent (`said` NULL): it ends with
 * the last one. */
void judge_withdraw(struct judge *j, const struct incident *before, const struct incident_source *voices,
                    const char *note);
/* `content` with the places of `before` that it does not cover: what was said of other places is not taken
 * back by silence about them. */
const struct alert *judge_with_places_of(struct judge *j, const struct alert *content,
                                         const struct alert *before);

/* judge_ending: what is over */

void judge_end_referenced(struct judge *j);
void judge_end_by_place(struct judge *j);

/* judge_meeting: which open incidents the alert goes on with */

/* The incident that a reference means, or NULL. */
const struct incident *judge_referenced(const struct judge *j, const struct alert_reference *reference);
/* By name: its own, its references, or the CAP incident that it shares. */
bool judge_revise_named(struct judge *j);
/* By what the same source said of the same places. */
bool judge_revise_met(struct judge *j);
/* The incidents in, at and around the places of the alert, each once. */
size_t judge_all_around(struct judge *j, const struct incident ***ret);

/* How the alert may be one event with what was said of another. Never NULL. */
const struct kind_link *judge_link(const struct judge *j, const struct alert *said);
/* Whether the alert may add to an incident that is not its source's: it may be one event with all that its voices say,
 * and where it must be heard by itself (kind.h), its words would come first. */
bool judge_may_join(const struct judge *j, const struct incident *i);

/* judge_joining: by what others said of the same event */

bool judge_revise_joined(struct judge *j);
