#include "ctl/when.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/timestamp.h"

/* Minutes east of UTC that local clocks show at that time. */
static int local_offset(int64_t t)
{
        time_t seconds = (time_t)(t / TIMESTAMP_SECOND);
        struct tm tm;

        return localtime_r(&seconds, &tm) ? (int)(tm.tm_gmtoff / 60) : 0;
}

static int parse_moment(const char *text, int64_t *ret)
{
        char whole[TIMESTAMP_TEXT];
        int zoneless = 0, r;
        int64_t t;

        if (strlen(text) == strlen("2026-08-18") && text[4] == '-') {
                snprintf(whole, sizeof whole, "%sT00:00:00", text);
                text = whole;
        }
        r = timestamp_parse(text, NULL, &zoneless, &t);
        if (r == 0)
                *ret = zoneless ? t - local_offset(t) * TIMESTAMP_MINUTE : t;
        return r == 0 ? 0 : -EINVAL;
}

int when_parse(const char *text, int64_t now, int64_t *ret)
{
        int64_t span;

        if (timestamp_parse_span(text, &span) == 0) {
                *ret = now - span;
                return 0;
        }
        return parse_moment(text, ret);
}

char *when_rfc3339(int64_t t, struct arena *a)
{
        char text[TIMESTAMP_TEXT];

        return t == TIMESTAMP_NONE ? NULL : arena_strdup(a, timestamp_format(t, local_offset(t), text));
}

char *when_local(int64_t t, struct arena *a)
{
        char *text = when_rfc3339(t, a);

        if (!text)
                return arena_strdup(a, "-");
        text[strlen("2026-08-18")] = ' ';
        text[strlen("2026-08-18 18:32:45")] = 0;
        return text;
}

char *when_ago(int64_t t, int64_t now, struct arena *a)
{
        static const struct {
                int64_t size;
                const char *unit;
        } units[] = {{TIMESTAMP_DAY, "d"}, {TIMESTAMP_HOUR, "h"}, {TIMESTAMP_MINUTE, "min"}};
        const char *unit = "s";
        int64_t span;
        long long n;

        if (t == TIMESTAMP_NONE)
                return arena_strdup(a, "never");
        span = t > now ? t - now : now - t;
        n = span / TIMESTAMP_SECOND;
        for (size_t i = 0; i < 3; i++)
                if (span >= 2 * units[i].size) {
                        n = span / units[i].size;
                        unit = units[i].unit;
                        break;
                }
        return t > now ? arena_printf(a, "in %lld %s", n, unit) : arena_printf(a, "%lld %s ago", n, unit);
}
