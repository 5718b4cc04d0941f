/* tsv: the tables of config/ that are read whole: lines of UTF-8 with tabs between their fields and no quoting. Empty lines
 * and lines that begin with # are left out; a line may end in CR LF. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"

/* Takes one line's fields: none is empty, they are the arena's, and may be changed. Negative stops the reading. */
typedef int (*tsv_line)(void *data, char **fields, struct problem *why);

/* `columns` names the fields of a line, with blanks between, for the reader and for the problem; at most 8. A problem begins
 * with FILE:LINE. -EINVAL: not UTF-8, or a line with more or fewer fields. */
int tsv_read(const char *path, const char *columns, struct arena *a, tsv_line line, void *data,
             struct problem *why);
