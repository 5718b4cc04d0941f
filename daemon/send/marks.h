/* marks: incidents of which older revisions were superseded while some of them may be in memory. Pure data. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct mark;
struct marks {
        struct mark *all;
        bool full; /* too many to tell apart: everything is marked */
};

/* All from before `revision`. */
void marks_add(struct marks *m, int64_t incident, unsigned revision);
bool marks_cover(const struct marks *m, int64_t incident, unsigned revision);
void marks_clear(struct marks *m);
