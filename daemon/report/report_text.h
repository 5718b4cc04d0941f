/* report_text: reports in plain words. A block of `Key: value` lines may come first; a blank line ends it.
 * With a place and an event, the block is the alert and the text below describes it. Without them, the text
 * itself is read (text_reader.h), and what the block says of status, times and sender holds for every alert
 * found in it. */
#pragma once

#include "report/report.h"

/* As report_decode(). `bytes` are UTF-8 without a byte-order mark. */
int report_text_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                     struct alert_list *ret, struct problem *why);
