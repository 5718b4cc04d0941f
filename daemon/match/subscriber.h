/* subscriber: who wants to know, what, and where to reach them. */
#pragma once

#include "match/rule.h"

struct subscriber {
        const char *name;       /* unique; [A-Za-z0-9_.-], at most 64: it is part of an MQTT topic */
        const char *language;   /* of their messages; NULL: the alert's own, English else */
        const char *time_zone;  /* IANA name; NULL: the system's */
        const char **channels;  /* names, in order of preference */
        bool first;             /* the next channel only where the one before has not confirmed */
        int64_t confirm_within; /* so soon; microseconds */
        struct rule **rules;
        size_t n_channels, n_rules;
};
