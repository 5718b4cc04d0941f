/* rate: how many messages a channel takes in a time: "20/1m", or several at once: "1/1s 20/1m". */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define RATES_MOST 4

struct rate {
        unsigned n;   /* 1 to 1,000 */
        int64_t span; /* microseconds, one second to a day */
};

/* All of them hold; none: as many as there are. */
struct rates {
        struct rate all[RATES_MOST];
        size_t n;
};

int rates_parse(const char *text, struct rates *ret); /* -EINVAL */
