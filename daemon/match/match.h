/* match: which subscribers an alert is for, and why.
 *
 * The index is built once per configuration. Subscriptions are posting lists sorted by place number: the alert's
 * places and their descendants are slices of it, their ancestors one list each, so the cost follows the number of people
 * matched, not the number of people. */
#pragma once

#include "alert/alert.h"
#include "gazetteer/gazetteer.h"
#include "match/subscriber.h"

struct match_index;

/* Keeps pointers to subscribers and gazetteer: both must outlive the index. */
struct match_index *match_index_new(const struct subscriber *subscribers, size_t n, const struct gazetteer *g);
void match_index_free(struct match_index *m);

enum route_decision { ROUTE_SEND, ROUTE_HOLD, ROUTE_SKIP };

/* What is decided for one subscriber, with the rule and place that decided it. */
struct route {
        uint32_t subscriber; /* its number in the array the index was built from */
        enum route_decision decision;
        const struct alert_info *info;  /* the block that concerns them most */
        const struct area_place *place; /* the alert's place that met the rule; NULL where only the shape did (near) */
        const struct rule *rule;        /* NULL where no rule came near */
        const char *reason;             /* "rule 1: drone in Chuhuiv raion, inside Kharkiv Oblast that you follow" */
};

/* The subscribers that the alert is for (ROUTE_SEND, ROUTE_HOLD), in order of number. Infos must be located. `states` are
 * judged per info block by alert_info_state(). */
size_t match_alert(const struct match_index *m, const struct alert *alert, struct arena *a, struct route **ret);

/* The decision for one subscriber whatever it is, with the reason also of a skip ("severity Minor is below Severe",
 * "no place of the alert touches Lviv Oblast"): the nearest miss over all its rules. For check and why. */
struct route match_explain(const struct match_index *m, const struct alert *alert, uint32_t subscriber, struct arena *a);

const char *rule_name(const struct rule *r);
const char *route_decision_word(enum route_decision d); /* "send", "hold", "skip" */
