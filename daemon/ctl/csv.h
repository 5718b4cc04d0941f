/* csv: lines of comma-separated values (RFC 4180): quotes, doubled quotes, line breaks in quotes, CRLF or LF. */
#pragma once

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/problem.h"

#define CSV_FIELDS_MOST 64
#define CSV_BYTES_MOST  65536 /* of a line */

/* 1 with the fields of the next line that is not empty; 0 at the end. `*line` counts lines that were read. -EINVAL: a
 * line that cannot be read, which is skipped; -EIO. */
int csv_next(FILE *file, struct arena *a, size_t *line, char ***ret, size_t *ret_n, struct problem *why);
/* A field with quotes where it needs them. */
void csv_put(FILE *file, const char *field);
