/* timestamp: instants as microseconds since 1970-01-01T00:00:00Z, and the text forms of RFC 3339 and CAP
 * dateTime.
 *
 * Besides the event loop, this is the only file that reads the clock; everything else takes the time as an
 * argument. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define TIMESTAMP_NONE   INT64_MIN /* "not given" */
#define TIMESTAMP_SECOND INT64_C(1000000)
#define TIMESTAMP_MINUTE (60 * TIMESTAMP_SECOND)
#define TIMESTAMP_HOUR   (60 * TIMESTAMP_MINUTE)
#define TIMESTAMP_DAY    (24 * TIMESTAMP_HOUR)
#define TIMESTAMP_TEXT   40 /* room for any text this file writes, NUL included */

int64_t timestamp_now(void);       /* wall clock */
int64_t timestamp_monotonic(void); /* for durations only */

/* Reads an RFC 3339 date-time (section 5.6) or CAP 1.2 dateTime (section 3.3.2), and what the world sends for
 * them: fractions, `Z` or `z`, a space for the `T`, `+0300` and `+03`, no seconds, no zone (taken as UTC, and
 * `*ret_zoneless` is set if the pointer is given). The offset as it was written, in minutes, goes to
 * `*ret_offset` (may be NULL). White space around it is allowed, anything else after it is not. -EINVAL: not
 * such a text; -ERANGE: no such day or time (30 February, 25:00), or outside years 1970 to 2199. */
int timestamp_parse(const char *text, int *ret_offset, int *ret_zoneless, int64_t *ret);

/* RFC 3339 with offset, seconds: 2026-08-18T18:32:45+03:00. `offset` in minutes. Returns `out`. */
char *timestamp_format(int64_t t, int offset, char out[static TIMESTAMP_TEXT]);

/* Its year, month (from 1) and day, in UTC. */
int timestamp_year(int64_t t);
int timestamp_month(int64_t t);
int timestamp_day(int64_t t);

/* "90", "90s", "15m", "6h", "7d", "2w" -> microseconds. Plain numbers are seconds. -EINVAL, -ERANGE (over 10
 * years). */
int timestamp_parse_span(const char *text, int64_t *ret);
/* The largest unit that is exact: "6h", "90s". */
char *timestamp_format_span(int64_t span, char out[static TIMESTAMP_TEXT]);
