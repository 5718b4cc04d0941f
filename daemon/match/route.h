/* route: what is decided for one subscriber about one alert, and why. */
#pragma once

#include "match/concern.h"
#include "match/subscriber.h"

enum route_decision { ROUTE_SEND, ROUTE_HOLD, ROUTE_SKIP };

#define ROUTE_OWN 10 /* the least closeness of what is in or around what they follow */

struct route {
        uint32_t subscriber; /* its number in the array the index was built from */
        enum route_decision decision;
        const struct alert_info
            *info; /* the block that concerns them most, in their language; NULL in a skip */
        const struct area_place
            *place;    /* the alert's place that met the rule; NULL where only a shape did (near) */
        int closeness; /* of what was sent: greater is nearer to what they follow; below ROUTE_OWN: a heads-up */
        const struct rule *rule; /* of a skip: the one that came nearest; NULL where there is none */
        const char *rule_name;   /* "night", "rule 2": as configured, else by its number; NULL with rule */
        const char *reason;      /* "rule 1: drone in Chuhuiv raion, inside Kharkiv Oblast that you follow" */
};

/* ROUTE_SEND by the first concern that meets a rule, by the first rule that it meets; else ROUTE_SKIP with
 * the nearest miss over all rules: "rule night: severity Minor is below Severe (Kharkiv Oblast)". Strings
 * live in the arena. */
struct route route_decide(const struct subscriber *s, uint32_t number, const struct concern_list *concerns,
                          const struct gazetteer *g, struct arena *a);

const char *route_decision_word(enum route_decision d); /* "send", "hold", "skip" */
