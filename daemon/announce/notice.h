/* notice: what sirend itself has to say, as the incident that others' reports become: a drill, and what operators are told. */
#pragma once

#include "base/arena.h"
#include "incident/incident.h"

struct notice {
        enum alert_status status; /* which is never Actual */
        enum alert_urgency urgency;
        bool over; /* it takes back what an earlier one said */
        const char *source, *language, *headline, *text;
        int64_t now, expires; /* TIMESTAMP_NONE: never */
};

/* In the arena, with all that it holds; the texts are kept, not copied. Its number is 0, its revision 1, of the end 2. */
struct incident *notice_incident(const struct notice *n, struct arena *a);
