/* when: times as people write and read them on a command line. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* "2h" (ago), "2026-08-18T18:32:45+03:00", or without a zone (then it is local), or a day alone
 * ("2026-08-18", its first moment). -EINVAL. */
int when_parse(const char *text, int64_t now, int64_t *ret);

/* Local time, "2026-08-18 18:32:45"; "-" for TIMESTAMP_NONE. */
char *when_local(int64_t t, struct arena *a);
/* "12 s ago", "3 min ago", "in 2 h", "5 d ago"; "never" for TIMESTAMP_NONE. */
char *when_ago(int64_t t, int64_t now, struct arena *a);
/* RFC 3339 with the offset of the local zone, for JSON. NULL for TIMESTAMP_NONE. */
char *when_rfc3339(int64_t t, struct arena *a);
