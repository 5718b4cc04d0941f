#include "send/retry.h"

#include <sys/random.h>

#include "base/timestamp.h"

/* By urgency, seconds: an alarm is worth knocking every few seconds, news every few minutes. */
static const struct {
        int first, most;
} waits[] = {{1, 10},  {2, 20},   {3, 30},   {4, 60},    {6, 120},
             {8, 300}, {12, 600}, {16, 900}, {24, 1200}, {30, 1800}};

#define LAST_TRY (2 * TIMESTAMP_SECOND) /* so long before the end goes the last one */

#define URGENCIES ((int)(sizeof waits / sizeof *waits))

static int64_t backoff(unsigned attempts, int urgency)
{
        int row = urgency < 0 ? 0 : urgency >= URGENCIES ? URGENCIES - 1 : urgency;
        unsigned doublings = attempts < 1 ? 0 : attempts > 16 ? 15 : attempts - 1;
        int64_t wait = (int64_t)waits[row].first << doublings;

        if (wait > waits[row].most)
                wait = waits[row].most;
        return wait * TIMESTAMP_SECOND;
}

int64_t retry_next(unsigned attempts, int urgency, int64_t created, int64_t expires, int64_t retry_after,
                   int64_t now, double chance)
{
        int64_t last = expires != TIMESTAMP_NONE ? expires : created + TIMESTAMP_DAY;
        int64_t wait = (int64_t)((double)backoff(attempts, urgency) * (0.8 + 0.4 * chance));

        /* jitter only adds to what the other side asked for: it said "not before" */
        if (retry_after > 0 && wait < retry_after)
                wait = retry_after + (int64_t)((double)backoff(1, urgency) * 0.2 * chance);
        if (last <= now)
                return TIMESTAMP_NONE;
        if (wait < last - now)
                return now + wait;
        /* a wait beyond the end becomes a last try before it, where that is worth anything */
        wait = last - now - LAST_TRY;
        return wait >= backoff(1, urgency) && wait >= retry_after ? now + wait : TIMESTAMP_NONE;
}

double retry_chance(void)
{
        uint32_t bits = 0;

        /* no chance is better than waiting for some */
        if (getrandom(&bits, sizeof bits, GRND_NONBLOCK) != sizeof bits)
                return 0.5;
        return bits / 4294967296.0;
}
