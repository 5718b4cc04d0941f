/* report_json: reports in sirend's own JSON form, config/report.schema.json: an object, an array of them, or
 * one on each line. */
#pragma once

#include "report/report.h"

/* As report_decode(). `bytes` are UTF-8 without a byte-order mark. */
int report_json_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                     struct alert_list *ret, struct problem *why);
