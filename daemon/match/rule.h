/* rule: which alerts a subscriber wants: a list of small conditions, all of which must hold.
 *
 * What is not given does not restrict, with three exceptions that protect people: status is Actual unless others are
 * asked for; Unknown passes every "at least"; an all-clear is not filtered by severity or certainty. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/alert.h"
#include "base/arena.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"

/* How far around a followed place an alert may be. */
enum rule_scope {
        RULE_BOTH,  /* the place, what lies in it, and what it lies in */
        RULE_BELOW, /* the place and what lies in it */
        RULE_ABOVE, /* the place and what it lies in */
        RULE_EXACT  /* the place alone */
};
int rule_scope_parse(const char *word, enum rule_scope *ret); /* "both", "below", "above", "exact"; -ENOENT */

/* As configured: words, with where they were written for messages. */
struct rule_text {
        const char *name;  /* for reasons; NULL: "rule N" */
        const char *where; /* "subscribers.d/anna.conf:12" */
        const char **places;
        const char **events;   /* empty: all */
        const char **statuses; /* empty: Actual */
        const char **sources;  /* empty: all; names of spool sources */
        const char **states;   /* empty: all of live, past, all-clear, forecast */
        const char *scope, *severity, *certainty, *urgency; /* NULL: not restricted */
        bool has_near;
        struct area_point near;
        double near_radius; /* kilometres */
        size_t n_places, n_events, n_statuses, n_sources, n_states;
};

/* Compiled: numbers. Immutable. */
struct rule;

/* Resolves the places by the gazetteer (ambiguous and unknown ones are errors that name `where` and the candidates)
 * and checks every word and range. A rule needs places or near. */
int rule_compile(const struct rule_text *text, const struct gazetteer *g, struct arena *a, struct rule **ret,
                 struct problem *why);
