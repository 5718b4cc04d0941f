/* wall: an instant as people read it: what the clock on the wall shows, with the day where that is another one than today,
 * written as the catalogue's language writes it ("12:22", "12:22 on 28 November"). */
#pragma once

#include "alert/catalogue.h"
#include "base/zone.h"

struct wall {
        const struct zone *zone; /* NULL: nobody knows whose wall it is: the offset is told, too */
        int offset;              /* where there is no zone: minutes east of UTC */
        int64_t now;
};

int wall_offset(const struct wall *w, int64_t t);

const char *wall_text(const struct wall *w, const struct catalogue *c, const char *language, int64_t t,
                      struct arena *a);
