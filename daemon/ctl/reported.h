/* reported: what the running daemon says is wrong, from the file that it leaves in the spool. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct reported_problem {
        const char *part, *text;
};

/* At most `most` of them, in the arena. None where there is no such file: the daemon does not run, or is not
 * allowed to write it. A file that was not renewed for minutes is itself a problem. */
size_t reported_problems(const char *spool, int64_t now, struct arena *a, struct reported_problem *out,
                         size_t most);
