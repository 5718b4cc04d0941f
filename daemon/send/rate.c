#include "send/rate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

#define N_MOST 1000

static int parse_one(const char *word, struct rate *ret)
{
        struct rate rate;
        char *end;
        unsigned long n = strtoul(word, &end, 10);

        if (*word < '0' || *word > '9' || *end != '/' || n < 1 || n > N_MOST)
                return -EINVAL;
        rate.n = (unsigned)n;
        if (timestamp_parse_span(end + 1, &rate.span) < 0 || rate.span < TIMESTAMP_SECOND ||
            rate.span > TIMESTAMP_DAY)
                return -EINVAL;
        *ret = rate;
        return 0;
}

int rates_parse(const char *text, struct rates *ret)
{
        struct rates rates = {.n = 0};
        char word[32];

        while (*(text += strspn(text, " "))) {
                size_t size = strcspn(text, " ");

                if (size >= sizeof word || rates.n == RATES_MOST)
                        return -EINVAL;
                memcpy(word, text, size);
                word[size] = 0;
                if (parse_one(word, &rates.all[rates.n++]) < 0)
                        return -EINVAL;
                text += size;
        }
        if (rates.n == 0)
                return -EINVAL;
        *ret = rates;
        return 0;
}
