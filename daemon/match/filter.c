#include "match/filter.h"

#include <string.h>

static size_t sources_of(const struct rule *r)
{
        return r->wants & RULE_BIT(RULE_NAMES_SOURCES, 0) ? r->extra->n_sources : 0;
}

/* FNV-1a, finished by a multiplication that spreads it over the high bits. */
static uint64_t hash(uint64_t wants, const struct rule *r)
{
        uint64_t h = UINT64_C(0xcbf29ce484222325) ^ wants;

        h *= UINT64_C(0x100000001b3);
        for (size_t i = 0; i < sources_of(r); i++)
                for (const char *s = r->extra->sources[i];; s++) {
                        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
                        if (!*s)
                                break;
                }
        h *= UINT64_C(0x9e3779b97f4a7c15);
        return h ^ h >> 32;
}

static bool same(const struct filter_table *t, uint32_t number, uint64_t wants, const struct rule *r)
{
        const struct rule *other = t->rules[number];

        if (t->wants[number] != wants || sources_of(other) != sources_of(r))
                return false;
        for (size_t i = 0; i < sources_of(r); i++)
                if (strcmp(other->extra->sources[i], r->extra->sources[i]) != 0)
                        return false;
        return true;
}

static void take_slot(struct filter_table *t, uint32_t number)
{
        size_t slot = hash(t->wants[number], t->rules[number]) & (t->n_slots - 1);

        while (t->slots[slot])
                slot = (slot + 1) & (t->n_slots - 1);
        t->slots[slot] = number + 1;
}

static void widen(struct filter_table *t, struct arena *a)
{
        if (t->n_slots && t->n * 2 < t->n_slots)
                return;
        t->n_slots = t->n_slots ? t->n_slots * 2 : 64;
        t->slots = arena_array(a, t->n_slots, sizeof *t->slots);
        for (size_t i = 0; i < t->n; i++)
                take_slot(t, (uint32_t)i);
}

uint32_t filter_add(struct filter_table *t, uint64_t wants, const struct rule *rule, struct arena *a)
{
        widen(t, a);
        for (size_t slot = hash(wants, rule) & (t->n_slots - 1); t->slots[slot];
             slot = (slot + 1) & (t->n_slots - 1))
                if (same(t, t->slots[slot] - 1, wants, rule))
                        return t->slots[slot] - 1;
        t->wants = arena_grow(a, t->wants, t->n, &t->capacity, sizeof *t->wants);
        t->rules = arena_grow(a, t->rules, t->n, &t->rules_capacity, sizeof *t->rules);
        t->wants[t->n] = wants;
        t->rules[t->n] = rule;
        take_slot(t, (uint32_t)t->n);
        return (uint32_t)t->n++;
}

bool filter_any(const struct filter_table *t, uint64_t asks, const char *source)
{
        for (uint32_t i = 0; i < t->n; i++)
                if (filter_passes(t, i, asks, source))
                        return true;
        return false;
}
