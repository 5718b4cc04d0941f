/* filter: what is left of a rule without its places, once for all rules that are alike.
 *
 * A million subscribers have a few hundred different ones, so a posting carries a filter's number and most
 * misses are decided by one look into a table that stays in the cache. */
#pragma once

#include "match/rule.h"

struct filter_table {
        uint64_t *wants;
        const struct rule **rules; /* one that is like it: knows the names of its sources */
        uint32_t *slots;           /* open addressing; number + 1, 0: free */
        size_t n, capacity, rules_capacity, n_slots;
};

/* The number of the filter with these RULE_BITs and the sources of `rule`. The arena must be the same every
 * time. */
uint32_t filter_add(struct filter_table *t, uint64_t wants, const struct rule *rule, struct arena *a);

/* True where the filter has all the bits that are asked for and hears the source. */
static inline bool filter_passes(const struct filter_table *t, uint32_t filter, uint64_t asks,
                                 const char *source)
{
        uint64_t wants = t->wants[filter];

        if (__builtin_expect((wants & RULE_BIT(RULE_NAMES_SOURCES, 0)) != 0, 0))
                return (wants & asks) == asks && rule_hears(t->rules[filter], source);
        return (wants & asks) == asks;
}

/* True where at least one filter passes. */
bool filter_any(const struct filter_table *t, uint64_t asks, const char *source);
