/* quiet: the hours in which somebody is woken only by what must wake them.
 *
 * Danger that is going on now or is about to, and is Severe or worse or of unknown severity, breaks through unless
 * the settings ask otherwise; so do the events that they name, whatever their severity. All else that is new waits:
 * what is less, what is announced, and what has happened already. */
#pragma once

#include "alert/alert.h"
#include "base/zone.h"

struct quiet {
        int from, to; /* minutes of the day on the wall; from > to: over midnight */
        enum alert_severity severity;
        uint32_t events; /* bits */
};

bool quiet_at(const struct quiet *q, const struct zone *z, int64_t t);
/* When the quiet hours that hold at `t` are over. */
int64_t quiet_end(const struct quiet *q, const struct zone *z, int64_t t);
bool quiet_is_broken_by(const struct quiet *q, enum alert_state state, enum alert_severity severity,
                        enum alert_event event);

/* "22:00" -> 1320. -EINVAL. */
int quiet_parse_minute(const char *text, int *ret);
