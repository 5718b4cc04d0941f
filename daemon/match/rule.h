/* rule: which alerts a subscriber wants: a list of small conditions, all of which must hold.
 *
 * What is not given does not restrict, with three exceptions that protect people: status is Actual unless
 * others are asked for; Unknown passes every "at least"; an all-clear is not filtered by severity or
 * certainty. */
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
        double heads_up;    /* kilometres around the places or the point; 0: none */
        size_t n_places, n_events, n_statuses, n_sources, n_states;
};

/* How a followed place lies to a place of the alert. */
enum rule_relation {
        RELATION_EQUAL,
        RELATION_INSIDE, /* the alert's place lies in the followed one */
        RELATION_AROUND  /* the followed place lies in the alert's */
};

/* Every condition but the places is a set of allowed values, and all the sets are one number: what an alert
 * asks for is a number with one bit per condition, and a rule lets it through where it has them all. */
enum rule_field {
        RULE_EVENT = 0,
        RULE_STATUS = 32,
        RULE_STATE = 37,
        RULE_URGENCY = 41,
        RULE_SEVERITY = 46,
        RULE_CERTAINTY = 51,
        RULE_RELATION = 56,
        RULE_NAMES_SOURCES = 59 /* one flag; which ones, the rule knows */
};
#define RULE_BIT(field, value) (UINT64_C(1) << ((unsigned)(field) + (unsigned)(value)))

/* What few rules have. */
struct rule_extra {
        const char *name; /* or NULL */
        const char **sources;
        size_t n_sources;
        bool has_near;
        struct area_point near;
        double near_radius; /* kilometres */
        uint32_t near_home; /* the nearest settlement (region, where nothing finer is known), or PLACE_NONE */
        uint32_t *around;   /* what is near enough for a quiet heads-up; in order of number */
        size_t n_around;
        bool near_home_coarse; /* an alert for exactly near_home counts, because it stands for what lies
                                  around it */
};

/* Compiled: numbers. Immutable, valid for the gazetteer it was compiled with; subscribers with equal rules
 * may share one. Only match/ looks inside. */
struct rule {
        uint64_t wants;                 /* RULE_BITs that are let through */
        const struct rule_extra *extra; /* NULL for most */
        uint32_t n_places;
        uint32_t places[]; /* distinct, in order of number */
};

/* Resolves the places by the gazetteer (ambiguous and unknown ones are errors that name `where` and the
 * candidates) and checks every word and range. A rule needs places or near. The text may go away afterwards.
 * -EINVAL: a word or a combination; -ERANGE: the point or its radius; -ENOENT, -ENOTUNIQ: a place. */
int rule_compile(const struct rule_text *text, const struct gazetteer *g, struct arena *a, struct rule **ret,
                 struct problem *why);

const char *rule_name(const struct rule *r); /* as configured, or NULL */
enum rule_scope rule_scope(const struct rule *r);
/* What it lets through of what is near: RULE_BITs. News and forecasts of elsewhere are no heads-up. */
uint64_t rule_heads_up(const struct rule *r);
/* True where the rule names no sources, or this one. */
bool rule_hears(const struct rule *r, const char *source);
