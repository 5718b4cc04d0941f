/* subscriber: who wants to know, what, and where to reach them. */
#pragma once

#include "match/quiet.h"
#include "match/rule.h"

/* What makes a sound unless a subscriber says otherwise: danger that is new to them, that somebody official
 * confirms, that is back after a silence, or that has come nearer. */
#define SUBSCRIBER_SOUNDS                                                                                    \
        (CHANGE_BIT(CHANGE_NEW) | CHANGE_BIT(CHANGE_PROMOTED) | CHANGE_BIT(CHANGE_RESUMED) |                 \
         CHANGE_BIT(CHANGE_NEARER))
#define SUBSCRIBER_SILENT CHANGE_BIT(CHANGE_COUNT) /* for `sounds`: nothing does */

struct subscriber {
        const char *name;          /* unique; [A-Za-z0-9_.-], at most 64: it is part of an MQTT topic */
        const char *language;      /* of their messages; NULL: the alert's own, English else */
        const char *time_zone;     /* IANA name; NULL: the system's */
        const struct zone *zone;   /* that one; NULL: UTC */
        const struct quiet *quiet; /* NULL: none */
        uint32_t sounds;           /* CHANGE_BITs that make a sound; 0: SUBSCRIBER_SOUNDS */
        const char **channels;     /* names, in order of preference */
        bool first;                /* the next channel only where the one before has not confirmed */
        int64_t confirm_within;    /* so soon; microseconds */
        struct rule **rules;
        size_t n_channels, n_rules;
};
