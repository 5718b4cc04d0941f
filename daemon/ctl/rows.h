/* rows: subscribers as text, one after the other: JSON lines (an object a line, as in the configuration file), or CSV
 * whose first line names the columns. A column is a key of a subscriber or of a rule, or lat, lon and radius_km; lists are
 * separated by ";". Lines of CSV that follow one another with the same name are several rules of one subscriber. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/problem.h"

struct rows;

/* The format is recognised by the first character: "{" is JSON. -EINVAL: the first line names no columns. */
int rows_open(FILE *file, struct rows **ret, struct problem *why);
void rows_close(struct rows *r); /* NULL is fine; the file stays open */

/* 1 with the next subscriber, which the caller owns, and the line where it begins; 0 at the end; -EINVAL where a line
 * cannot be read: the next call goes on behind it. -EIO. */
int rows_next(struct rows *r, json_t **ret, size_t *ret_line, struct problem *why);

/* "KEY=VALUE" of a command line, as a column. -EINVAL. */
int rows_set(json_t *subscriber, const char *assignment, struct problem *why);

/* The head of a CSV file, and a subscriber as lines of it: one for each rule. -EINVAL: CSV has no column for what is set
 * there. */
void rows_csv_head(FILE *out);
int rows_csv(FILE *out, const json_t *subscriber, struct problem *why);
