/* report_cap_time: the times that CAP and the feeds around it have in the world. */
#pragma once

#include <stdint.h>

/* Reads RFC 3339 and what comes near it, RFC 822 dates, and years of the Buddhist era. Leaves the outputs as
 * they are where nothing can be read; `ret_offset` (minutes) may be NULL. */
void report_cap_time(const char *text, int *ret_offset, int64_t *ret);
