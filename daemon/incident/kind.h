/* kind: which event classes may be one and the same event, told of in other words.
 *
 * The table is data: config/vocabulary/kinds.tsv, lines of `class<TAB>class<TAB>while<TAB>where<TAB>words`; lines
 * starting with # are comments. `while` is `live` (it goes on, or is announced), `past` (it has happened) or `any`.
 * `where` is how near their places must be to one another: `touch`, `inside` (those of one lie in those of the other)
 * or `same`. `words` is `best` where people are then told in the words of the better source, and `own` where a report
 * joins only if its own words then come first: a siren and what it is raised for are one incident, but neither may be
 * hidden by the other. A line holds both ways round; a later one replaces an earlier one. A class is one with itself
 * wherever places touch, unless a line says otherwise. */
#pragma once

#include <stdbool.h>

#include "alert/vocab.h"
#include "base/problem.h"

/* How the places of two reports lie to one another; greater is nearer. */
enum kind_where { KIND_APART, KIND_TOUCH, KIND_INSIDE, KIND_SAME };

struct kind_link {
        enum kind_where where; /* at least so near; KIND_APART: they are never one event */
        bool own;              /* only in its own words */
};

struct kind_table;

/* The problem names file and line. */
int kind_table_load(const char *path, struct kind_table **ret, struct problem *why);
void kind_table_free(struct kind_table *t); /* NULL is fine */

/* `state`: of both. Never NULL. */
const struct kind_link *kind_link(const struct kind_table *t, enum alert_event x, enum alert_event y,
                                  enum alert_state state);
