/* match: which subscribers an alert is for.
 *
 * The index is built once per configuration. What subscribers follow are posting lists in order of place
 * number: an alert's places and their descendants are slices of it, their ancestors one list each, so the
 * cost follows the number of people matched, not the number of people. Reasons are for people and cost
 * strings: they are made one by one, by match_explain. */
#pragma once

#include "match/concern.h"
#include "match/route.h"
#include "match/subscriber.h"

struct match_index;

/* Keeps pointers to subscribers and gazetteer: both must outlive the index. At most UINT32_MAX subscribers.
 */
struct match_index *match_index_new(const struct subscriber *subscribers, size_t n,
                                    const struct gazetteer *g);
/* The same for those who are too many to be kept as structs: each subscriber is told once, in order of number, and
 * then each of their rules. A rule's places may lie elsewhere than in it; the rule itself (its conditions), the
 * language and the gazetteer must outlive the index. match_explain() knows nothing of such an index. */
struct match_builder;
struct match_builder *match_builder_new(const struct gazetteer *g);
void match_builder_subscriber(struct match_builder *b, const char *language);
void match_builder_rule(struct match_builder *b, const struct rule *rule, const uint32_t *places, size_t n);
struct match_index *match_builder_done(struct match_builder *b); /* frees the builder */
void match_builder_drop(struct match_builder *b);                /* the same, and the index; NULL is fine */

void match_index_free(struct match_index *m); /* NULL is fine */

size_t match_index_bytes(const struct match_index *m); /* memory that it holds, for tests and benchmarks */

struct match_hit {
        uint32_t subscriber; /* its number in the array the index was built from */
        uint32_t info;       /* the number of the alert's block that concerns them most, in their language */
};

/* The subscribers that the alert is for, each once: those for whom match_explain says ROUTE_SEND. First those
 * whom the first concern meets, and so on. The hits belong to the index and are good until its next
 * match_alert. */
size_t match_alert(struct match_index *m, const struct concern_list *concerns, const struct match_hit **ret);

/* How many hits of the last match_alert are for what they follow; those after them are heads-ups, for what is
 * near. */
size_t match_own(const struct match_index *m);

/* The decision for one subscriber whatever it is, with the reason. For check and why, and for the few that
 * one is recorded for; it costs a few microseconds. */
struct route match_explain(const struct match_index *m, const struct concern_list *concerns,
                           uint32_t subscriber, struct arena *a);
