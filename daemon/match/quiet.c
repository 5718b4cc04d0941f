#include "match/quiet.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

bool quiet_at(const struct quiet *q, const struct zone *z, int64_t t)
{
        int minute = zone_minute(z, t);

        return q->from < q->to ? minute >= q->from && minute < q->to : minute >= q->from || minute < q->to;
}

int64_t quiet_end(const struct quiet *q, const struct zone *z, int64_t t)
{
        return zone_next(z, t, q->to);
}

bool quiet_is_broken_by(const struct quiet *q, enum alert_state state, enum alert_severity severity,
                        enum alert_event event)
{
        return state == STATE_LIVE && (severity >= q->severity || q->events & UINT32_C(1) << event);
}

int quiet_parse_minute(const char *text, int *ret)
{
        int hour, minute;

        if (strlen(text) != 5 || text[2] != ':' || !isdigit((unsigned char)text[0]) ||
            !isdigit((unsigned char)text[1]) || !isdigit((unsigned char)text[3]) ||
            !isdigit((unsigned char)text[4]))
                return -EINVAL;
        hour = (text[0] - '0') * 10 + text[1] - '0';
        minute = (text[3] - '0') * 10 + text[4] - '0';
        if (hour > 23 || minute > 59)
                return -EINVAL;
        *ret = hour * 60 + minute;
        return 0;
}
