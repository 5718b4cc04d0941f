/* zone: a time zone of the tz database (TZif, RFC 8536), read from its file: what clocks on the wall there show at an
 * instant. The C library knows one zone for the whole process; here each subscriber has their own. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"

struct zone;

/* By its name ("Europe/Kyiv"); NULL: the system's (TZ, /etc/localtime, else UTC). Lives in the arena. -EINVAL with a
 * reason: there is no such zone, or its file is none. */
int zone_load(const char *name, struct arena *a, struct zone **ret, struct problem *why);

/* In all that follow, NULL is UTC. */

/* Minutes east of UTC at an instant (microseconds), rounded down. */
int zone_offset(const struct zone *z, int64_t t);

/* Minutes since midnight on the wall, 0 to 1439. */
int zone_minute(const struct zone *z, int64_t t);

/* The first instant after `t` at which the wall shows this minute of the day, to the minute. Where a day lacks that
 * minute (the clock is put forward over it) it is the instant at which the clock is put forward. */
int64_t zone_next(const struct zone *z, int64_t t, int minute);
