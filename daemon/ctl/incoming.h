/* incoming: the spool's incoming/ folder as seen from the command line. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "settings/settings.h"

struct incoming_count {
        size_t n;       /* files that wait, of all sources */
        int64_t oldest; /* since when the first of them waits; TIMESTAMP_NONE: none does */
};

/* A negative errno where the folder cannot be read. */
int incoming_count(const struct settings *s, struct incoming_count *ret);

/* Where the reports of a source go, opened; made where it is missing. "local" is incoming/ itself. */
int incoming_open(const struct settings *s, const char *source, int *ret_fd, struct problem *why);

/* The name that a file gets there: no other has it, and the daemon does not pass over it. */
char *incoming_name(const char *path, int64_t now, struct arena *a);
