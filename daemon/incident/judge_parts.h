/* judge_parts: one judgement while it is being made. For the judge_*.c alone; judge.h is what others see. */
#pragma once

#include "incident/judge.h"

#define JUDGE_MERGED_MOST 64 /* incidents that go on in one */

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
/* Only who reported it, or somebody official, may say that it changed or is over. */
bool judge_may_touch(const struct judge *j, const struct incident *i);
/* For sorting pointers to incidents, the oldest first. */
int judge_by_age(const void *a, const void *b);

/* judge_revision: what is known after the alert */

/* When the alert runs out: as it says, else a configured time after it was sent. */
int64_t judge_expires(const struct judge *j);
const char *judge_own_thread(const struct judge *j, struct arena *a);
/* The next revision of `before` (NULL: the first one), with `content` as what is going on. */
struct incident *judge_next_revision(struct judge *j, const struct incident *before,
                                     const struct alert *content);
/* `content` with the places of `before` that it does not cover. */
const struct alert *judge_with_places_of(struct judge *j, const struct alert *content,
                                         const struct incident *before);
/* A change to `before`, or a repeat of it where `content` says the same. */
void judge_revise(struct judge *j, const struct incident *before, const struct alert *content,
                  const char *note);
/* `other` goes on in the incident of the first change. */
void judge_merge(struct judge *j, const struct incident *other);

/* judge_ending: what is over */

void judge_end_referenced(struct judge *j);
void judge_end_by_place(struct judge *j);

/* judge_meeting: which open incidents the alert goes on with */

/* The incident that a reference means, or NULL. */
const struct incident *judge_referenced(const struct judge *j, const struct alert_reference *reference);
bool judge_revise_referenced(struct judge *j);
bool judge_revise_met(struct judge *j);
