/* fuzz: what the fuzz targets of all readers have in common. Whatever is decoded is looked at whole, stored
 * and read back. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "report/report.h"

typedef int fuzz_reader(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                        struct alert_list *ret, struct problem *why);

int fuzz_read(fuzz_reader *reader, const uint8_t *data, size_t size);
