/* text_table: the tab-separated files of the text reader's vocabulary: UTF-8, `#` begins a comment line, no
 * quoting. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"

/* Calls `line` for every line with its `columns` fields (strings in the arena, that it may change). Stops at
 * the first negative answer; the problem then names file and line. */
int text_table_read(const char *path, size_t columns, struct arena *a,
                    int (*line)(void *data, char **fields, struct problem *why), void *data,
                    struct problem *why);
