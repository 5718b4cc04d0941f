#include "match/rule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alert/vocab.h"
#include "gazetteer/touch.h"

#define RADIUS_MOST   1000.0
#define HEADS_UP_MOST 100.0

_Static_assert(EVENT_COUNT <= RULE_STATUS - RULE_EVENT, "the events must fit their field");

static const char *const scope_words[] = {
    [RULE_BOTH] = "both",
    [RULE_BELOW] = "below",
    [RULE_ABOVE] = "above",
    [RULE_EXACT] = "exact",
};

static const uint64_t scope_relations[] = {
    [RULE_BOTH] = RULE_BIT(RULE_RELATION, RELATION_EQUAL) | RULE_BIT(RULE_RELATION, RELATION_INSIDE) |
                  RULE_BIT(RULE_RELATION, RELATION_AROUND),
    [RULE_BELOW] = RULE_BIT(RULE_RELATION, RELATION_EQUAL) | RULE_BIT(RULE_RELATION, RELATION_INSIDE),
    [RULE_ABOVE] = RULE_BIT(RULE_RELATION, RELATION_EQUAL) | RULE_BIT(RULE_RELATION, RELATION_AROUND),
    [RULE_EXACT] = RULE_BIT(RULE_RELATION, RELATION_EQUAL),
};

int rule_scope_parse(const char *word, enum rule_scope *ret)
{
        for (unsigned i = 0; i < sizeof scope_words / sizeof *scope_words; i++)
                if (!strcasecmp(word, scope_words[i])) {
                        *ret = (enum rule_scope)i;
                        return 0;
                }
        return -ENOENT;
}

/* One condition as it is configured: a list of words, or the least one of a scale. */
struct condition {
        const char *key;
        enum vocab_list list;
        enum rule_field field;
        int values;         /* how many the vocabulary has */
        uint64_t unwritten; /* what is allowed where nothing is given */
};

#define ALL(n) ((UINT64_C(1) << (n)) - 1)

static const struct condition on_events = {"event", VOCAB_EVENT, RULE_EVENT, EVENT_COUNT, ALL(EVENT_COUNT)};
static const struct condition on_statuses = {"status", VOCAB_STATUS, RULE_STATUS, STATUS_DRAFT + 1,
                                             1u << STATUS_ACTUAL};
static const struct condition on_states = {"state", VOCAB_STATE, RULE_STATE, STATE_FORECAST + 1,
                                           ALL(STATE_FORECAST + 1)};
static const struct condition on_urgency = {"urgency", VOCAB_URGENCY, RULE_URGENCY, URGENCY_UNKNOWN + 1,
                                            ALL(URGENCY_UNKNOWN + 1)};
static const struct condition on_severity = {"severity", VOCAB_SEVERITY, RULE_SEVERITY, SEVERITY_UNKNOWN + 1,
                                             ALL(SEVERITY_UNKNOWN + 1)};
static const struct condition on_certainty = {"certainty", VOCAB_CERTAINTY, RULE_CERTAINTY,
                                              CERTAINTY_UNKNOWN + 1, ALL(CERTAINTY_UNKNOWN + 1)};

static int parse_word(const struct condition *c, const char *word, int *ret, struct problem *why)
{
        if (vocab_parse(c->list, word, ret) < 0)
                return problem_set(why, -EINVAL, "unknown %s \"%s\": it is one of %s", c->key, word,
                                   vocab_words(c->list));
        return 0;
}

static int parse_set(const struct condition *c, const char **words, size_t n, uint64_t *wants,
                     struct problem *why)
{
        uint64_t set = n ? 0 : c->unwritten;

        for (size_t i = 0; i < n; i++) {
                int value, r = parse_word(c, words[i], &value, why);

                if (r < 0)
                        return r;
                set |= UINT64_C(1) << value;
        }
        *wants |= set << c->field;
        return 0;
}

/* "At least": every value from the given one up; Unknown is the last and always in. */
static int parse_least(const struct condition *c, const char *word, uint64_t *wants, struct problem *why)
{
        int least = 0;

        if (word) {
                int r = parse_word(c, word, &least, why);
                if (r < 0)
                        return r;
        }
        *wants |= (ALL(c->values) & ~ALL(least)) << c->field;
        return 0;
}

static int parse_scope(const char *word, uint64_t *wants, struct problem *why)
{
        enum rule_scope scope = RULE_BOTH;

        if (word && rule_scope_parse(word, &scope) < 0)
                return problem_set(why, -EINVAL,
                                   "unknown scope \"%s\": it is one of both, below, above or exact", word);
        *wants |= scope_relations[scope];
        return 0;
}

static int parse_wants(const struct rule_text *t, uint64_t *wants, struct problem *why)
{
        int r;

        if ((r = parse_set(&on_events, t->events, t->n_events, wants, why)) < 0 ||
            (r = parse_set(&on_statuses, t->statuses, t->n_statuses, wants, why)) < 0 ||
            (r = parse_set(&on_states, t->states, t->n_states, wants, why)) < 0 ||
            (r = parse_least(&on_urgency, t->urgency, wants, why)) < 0 ||
            (r = parse_least(&on_severity, t->severity, wants, why)) < 0 ||
            (r = parse_least(&on_certainty, t->certainty, wants, why)) < 0 ||
            (r = parse_scope(t->scope, wants, why)) < 0)
                return r;
        if (t->n_sources)
                *wants |= RULE_BIT(RULE_NAMES_SOURCES, 0);
        return 0;
}

static int check_heads_up(const struct rule_text *t, const struct rule *rule, const struct gazetteer *g,
                          struct problem *why)
{
        if (!(t->heads_up >= 0 && t->heads_up <= HEADS_UP_MOST))
                return problem_set(why, -ERANGE, "heads_up: %g km is not above 0 and at most %g", t->heads_up,
                                   HEADS_UP_MOST);
        for (uint32_t i = 0; t->heads_up > 0 && i < rule->n_places; i++)
                if (place_level(g, rule->places[i]) < LEVEL_DISTRICT)
                        return problem_set(why, -EINVAL,
                                           "heads_up is for districts and what is smaller: \"%s\" is a %s",
                                           t->places[i], place_level_word(place_level(g, rule->places[i])));
        return 0;
}

static int check_near(const struct rule_text *t, struct problem *why)
{
        if (!t->has_near)
                return t->n_places ? 0 : problem_set(why, -EINVAL, "a rule needs places or near");
        if (!(t->near.lat >= -90 && t->near.lat <= 90 && t->near.lon >= -180 && t->near.lon <= 180))
                return problem_set(why, -ERANGE, "near: %g, %g is no latitude and longitude", t->near.lat,
                                   t->near.lon);
        if (!(t->near_radius > 0 && t->near_radius <= RADIUS_MOST))
                return problem_set(why, -ERANGE, "near: the radius of %g km is not above 0 and at most %g",
                                   t->near_radius, RADIUS_MOST);
        return 0;
}

static int compare_places(const void *x, const void *y)
{
        uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

        return a < b ? -1 : a > b;
}

static int find_places(const struct rule_text *t, const struct gazetteer *g, struct rule *rule,
                       struct problem *why)
{
        uint32_t n = 0;

        for (size_t i = 0; i < t->n_places; i++) {
                int r = place_find(g, t->places[i], PLACE_NONE, &rule->places[i], why);
                if (r < 0)
                        return r;
        }
        qsort(rule->places, t->n_places, sizeof *rule->places, compare_places);
        for (size_t i = 0; i < t->n_places; i++)
                if (!n || rule->places[n - 1] != rule->places[i])
                        rule->places[n++] = rule->places[i];
        rule->n_places = n;
        return 0;
}

/* What is within some kilometres of what the rule follows, without what that lies in. */
static void add_around(const struct rule_text *t, const struct rule *rule, const struct gazetteer *g,
                       struct rule_extra *e, struct arena *a)
{
        if (t->heads_up > 0)
                e->n_around = place_around(g, rule->places, rule->n_places, t->has_near ? &t->near : NULL,
                                           t->near_radius + t->heads_up, t->heads_up, a, &e->around);
}

static struct rule_extra *make_extra(const struct rule_text *t, const struct rule *rule,
                                     const struct gazetteer *g, struct arena *a)
{
        struct rule_extra *e = arena_alloc(a, sizeof *e);
        double km;

        e->name = arena_strdup(a, t->name);
        e->n_sources = t->n_sources;
        e->sources = arena_array(a, t->n_sources, sizeof *e->sources);
        for (size_t i = 0; i < t->n_sources; i++)
                e->sources[i] = arena_strdup(a, t->sources[i]);
        e->near_home = PLACE_NONE;
        add_around(t, rule, g, e, a);
        if (!t->has_near)
                return e;
        e->has_near = true;
        e->near = t->near;
        e->near_radius = t->near_radius;
        e->near_home = place_nearest(g, t->near, &km);
        e->near_home_coarse = e->near_home != PLACE_NONE && place_level(g, e->near_home) < LEVEL_SETTLEMENT;
        return e;
}

static int compile(const struct rule_text *t, const struct gazetteer *g, struct arena *a, struct rule **ret,
                   struct problem *why)
{
        struct rule *rule;
        uint64_t wants = 0;
        int r;

        if ((r = check_near(t, why)) < 0 || (r = parse_wants(t, &wants, why)) < 0)
                return r;
        rule = arena_alloc(a, offsetof(struct rule, places) + t->n_places * sizeof *rule->places);
        rule->wants = wants;
        r = find_places(t, g, rule, why);
        if (r == 0)
                r = check_heads_up(t, rule, g, why);
        if (r < 0)
                return r;
        if (t->name || t->n_sources || t->has_near || t->heads_up > 0)
                rule->extra = make_extra(t, rule, g, a);
        *ret = rule;
        return 0;
}

int rule_compile(const struct rule_text *text, const struct gazetteer *g, struct arena *a, struct rule **ret,
                 struct problem *why)
{
        int r = compile(text, g, a, ret, why);

        if (r < 0 && text->where)
                return problem_prefix(why, r, "%s", text->where);
        return r;
}

const char *rule_name(const struct rule *r)
{
        return r->extra ? r->extra->name : NULL;
}

enum rule_scope rule_scope(const struct rule *r)
{
        uint64_t relations = r->wants & scope_relations[RULE_BOTH];
        unsigned scope = RULE_BOTH;

        while (scope < RULE_EXACT && scope_relations[scope] != relations)
                scope++;
        return (enum rule_scope)scope;
}

uint64_t rule_heads_up(const struct rule *r)
{
        return (r->wants | scope_relations[RULE_BOTH]) &
               ~(RULE_BIT(RULE_STATE, STATE_PAST) | RULE_BIT(RULE_STATE, STATE_FORECAST));
}

bool rule_hears(const struct rule *r, const char *source)
{
        if (!(r->wants & RULE_BIT(RULE_NAMES_SOURCES, 0)))
                return true;
        for (size_t i = 0; source && i < r->extra->n_sources; i++)
                if (!strcmp(r->extra->sources[i], source))
                        return true;
        return false;
}
