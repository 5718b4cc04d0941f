#include "alert/wall.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

int wall_offset(const struct wall *w, int64_t t)
{
        return w->zone ? zone_offset(w->zone, t) : w->offset;
}

/* "2026-11-28T12:22:00+02:00": its parts. */
#define DATE_SIZE 10
#define CLOCK     11
#define OFFSET    19

const char *wall_text(const struct wall *w, const struct catalogue *c, const char *language, int64_t t,
                      struct arena *a)
{
        char then[TIMESTAMP_TEXT], today[TIMESTAMP_TEXT];
        const char *names[] = {"time", "day", "month"}, *values[3];
        int offset = wall_offset(w, t);

        timestamp_format(t, offset, then);
        timestamp_format(w->now, wall_offset(w, w->now), today);
        values[0] = arena_printf(a, "%.5s%s%s", then + CLOCK, w->zone ? "" : " UTC",
                                 w->zone || offset == 0 ? "" : then + OFFSET);
        if (strncmp(then, today, DATE_SIZE) == 0)
                return values[0];
        values[1] = arena_printf(a, "%d", atoi(then + 8));
        values[2] = catalogue_text(c, language, arena_printf(a, "month.%d", atoi(then + 5)));
        return catalogue_fill(c, language, "time.day", names, values, 3, a);
}
