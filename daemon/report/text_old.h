/* text_old: dates in a text that are not now. */
#pragma once

#include "report/text_scan.h"

/* Is the token a year long past, or a month without a day that is not the one in which the text was written? */
bool text_old_date(const struct text_scan *s, uint32_t token);
