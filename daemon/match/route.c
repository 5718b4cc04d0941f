#include "match/route.h"

#define NAMED_PLACES 3u /* in the reason of a miss */

const char *route_decision_word(enum route_decision d)
{
        static const char *const words[] = {
            [ROUTE_SEND] = "send", [ROUTE_HOLD] = "hold", [ROUTE_SKIP] = "skip"};

        return words[d];
}

/* One question: does this rule want this concern? */
struct question {
        const struct gazetteer *gazetteer;
        const struct alert *alert;
        const struct concern *concern;
        const char *source; /* of the concern */
        bool nearby;        /* asked for heads-ups */
        const struct rule *rule;
        size_t rule_number; /* from 1 */
        struct arena *arena;
};

/* How alert and rule met. */
enum meeting_kind {
        MEET_NOT,
        MEET_EQUAL,
        MEET_INSIDE,
        MEET_AROUND,
        MEET_HOME,
        MEET_CENTRE,
        MEET_SHAPE,
        MEET_NEARBY
};

struct meeting {
        enum meeting_kind kind;
        const struct area_place *place; /* of the alert */
        uint32_t followed;              /* of the rule */
};

static bool wants_relation(const struct rule *r, enum rule_relation relation)
{
        return (r->wants & RULE_BIT(RULE_RELATION, relation)) != 0;
}

/* The alert's place that lies around `place`, the nearest first. */
static const struct area_place *around(const struct question *q, uint32_t place)
{
        const struct area_place *found = NULL;

        while (!found && (place = place_parent(q->gazetteer, place)) != PLACE_NONE)
                found = concern_place(q->concern, place, place);
        return found;
}

static struct meeting meet_place(const struct question *q, uint32_t followed)
{
        const struct area_place *place = concern_place(q->concern, followed, followed);
        uint32_t last = place_last(q->gazetteer, followed);

        if (place)
                return (struct meeting){MEET_EQUAL, place, followed};
        if (wants_relation(q->rule, RELATION_INSIDE) && last > followed &&
            (place = concern_place(q->concern, followed + 1, last)))
                return (struct meeting){MEET_INSIDE, place, followed};
        if (wants_relation(q->rule, RELATION_AROUND) && (place = around(q, followed)))
                return (struct meeting){MEET_AROUND, place, followed};
        return (struct meeting){0};
}

static struct meeting meet_home(const struct question *q)
{
        const struct rule_extra *e = q->rule->extra;
        const struct area_place *place = NULL;

        if (e->near_home == PLACE_NONE || !wants_relation(q->rule, RELATION_AROUND))
                return (struct meeting){0};
        if (e->near_home_coarse)
                place = concern_place(q->concern, e->near_home, e->near_home);
        if (!place)
                place = around(q, e->near_home);
        return place ? (struct meeting){MEET_HOME, place, e->near_home} : (struct meeting){0};
}

static struct meeting meet_near(const struct question *q)
{
        const struct rule_extra *e = q->rule->extra;

        for (size_t i = 0; i < q->concern->n_outlines; i++) {
                const struct outline *o = &q->concern->outlines[i];

                if (outline_within(o, e->near, e->near_radius))
                        return (struct meeting){o->place ? MEET_CENTRE : MEET_SHAPE, o->place, PLACE_NONE};
        }
        return meet_home(q);
}

/* What lies near: whether the alert has to do with it. */
static struct meeting meet_nearby(const struct question *q)
{
        const struct rule_extra *e = q->rule->extra;

        for (size_t i = 0; e && i < e->n_around; i++) {
                uint32_t near = e->around[i];
                const struct area_place *place =
                    concern_place(q->concern, near, place_last(q->gazetteer, near));
                if (!place)
                        place = around(q, near);
                if (place)
                        return (struct meeting){MEET_NEARBY, place, near};
        }
        return (struct meeting){0};
}

static struct meeting meet(const struct question *q)
{
        struct meeting m = {0};

        if (q->nearby)
                return meet_nearby(q);

        for (uint32_t i = 0; m.kind == MEET_NOT && i < q->rule->n_places; i++)
                m = meet_place(q, q->rule->places[i]);
        if (m.kind == MEET_NOT && q->rule->extra && q->rule->extra->has_near)
                m = meet_near(q);
        return m;
}

static const char *name_of(const struct question *q, uint32_t place)
{
        return place_name(q->gazetteer, place, PLACE_EN, q->arena);
}

/* The conditions besides the place, the broadest first: the further a rule gets, the nearer was the miss. */
struct condition {
        const char *key;
        enum vocab_list list;
        enum rule_field field;
        unsigned width;
        bool scale; /* "at least" */
};

static const struct condition conditions[] = {
    {"status", VOCAB_STATUS, RULE_STATUS, RULE_STATE - RULE_STATUS, false},
    {"state", VOCAB_STATE, RULE_STATE, RULE_URGENCY - RULE_STATE, false},
    {"event", VOCAB_EVENT, RULE_EVENT, RULE_STATUS - RULE_EVENT, false},
    {"urgency", VOCAB_URGENCY, RULE_URGENCY, RULE_SEVERITY - RULE_URGENCY, true},
    {"severity", VOCAB_SEVERITY, RULE_SEVERITY, RULE_CERTAINTY - RULE_SEVERITY, true},
    {"certainty", VOCAB_CERTAINTY, RULE_CERTAINTY, RULE_RELATION - RULE_CERTAINTY, true},
};

#define CONDITIONS (sizeof conditions / sizeof *conditions)

static uint64_t field_of(const struct condition *c, uint64_t bits)
{
        return bits >> c->field & ((UINT64_C(1) << c->width) - 1);
}

static bool holds(const struct condition *c, const struct question *q)
{
        uint64_t wants = q->nearby ? rule_heads_up(q->rule) : q->rule->wants;

        return !(field_of(c, q->concern->asks) & ~field_of(c, wants));
}

static bool source_holds(const struct question *q)
{
        return q->alert->scope != SCOPE_PUBLIC
                   ? q->rule->extra && q->rule->extra->n_sources && rule_hears(q->rule, q->source)
                   : rule_hears(q->rule, q->source);
}

/* A rule that did not want a concern: how far it got. */
enum miss_depth { MISS_PLACE, MISS_SOURCE, MISS_CONDITIONS, MISS_NONE = MISS_CONDITIONS + CONDITIONS };

static unsigned miss_depth(const struct question *q, const struct meeting *m)
{
        unsigned i = 0;

        if (m->kind == MEET_NOT)
                return MISS_PLACE;
        if (!source_holds(q))
                return MISS_SOURCE;
        while (i < CONDITIONS && holds(&conditions[i], q))
                i++;
        return MISS_CONDITIONS + i;
}

static const char *condition_reason(const struct condition *c, const struct question *q)
{
        const char *word = vocab_word(c->list, __builtin_ctzll(field_of(c, q->concern->asks)));

        if (!c->scale)
                return arena_printf(q->arena, "%s %s is not asked for", c->key, word);
        return arena_printf(q->arena, "%s %s is below %s", c->key, word,
                            vocab_word(c->list, __builtin_ctzll(field_of(c, q->rule->wants))));
}

static const char *source_reason(const struct question *q)
{
        const char *source = q->source ? q->source : "";

        if (q->alert->scope != SCOPE_PUBLIC)
                return arena_printf(q->arena,
                                    "scope %s is not for the public, and source %s is not asked for by name",
                                    vocab_word(VOCAB_SCOPE, q->alert->scope), source);
        return arena_printf(q->arena, "source %s is not asked for", source);
}

static const char *followed_names(const struct question *q)
{
        const struct rule *r = q->rule;
        uint32_t shown = r->n_places <= NAMED_PLACES ? r->n_places : NAMED_PLACES;
        const char *names = name_of(q, r->places[0]);

        for (uint32_t i = 1; i < shown; i++)
                names = arena_printf(q->arena, "%s%s%s", names, i + 1 == r->n_places ? " or " : ", ",
                                     name_of(q, r->places[i]));
        if (shown < r->n_places)
                names = arena_printf(q->arena, "%s or %u more", names, r->n_places - shown);
        return names;
}

static const char *place_reason(const struct question *q)
{
        static const char *const lies[] = {[RULE_BOTH] = "lies in or around",
                                           [RULE_BELOW] = "lies in",
                                           [RULE_ABOVE] = "lies around",
                                           [RULE_EXACT] = "is"};
        const struct rule *r = q->rule;
        const char *reason = "no place of the alert";

        if (!q->concern->n_places && !q->concern->n_outlines)
                return "the alert names no place that is known";
        if (r->n_places)
                reason = arena_printf(q->arena, "%s %s %s", reason, lies[rule_scope(r)], followed_names(q));
        if (r->extra && r->extra->has_near)
                reason = arena_printf(q->arena, "%s %s within %g km of your point", reason,
                                      r->n_places ? "or" : "lies", r->extra->near_radius);
        return reason;
}

static const char *miss_reason(const struct question *q, unsigned depth, const struct meeting *m)
{
        const char *reason;

        if (depth == MISS_PLACE)
                return place_reason(q);
        reason = depth == MISS_SOURCE ? source_reason(q)
                                      : condition_reason(&conditions[depth - MISS_CONDITIONS], q);
        return m->place ? arena_printf(q->arena, "%s (%s)", reason, name_of(q, m->place->number)) : reason;
}

/* "drone in Murom", "air-raid (all-clear) in Kharkiv Oblast", "missile heading toward Sumy" */
static const char *what_happens(const struct question *q, const struct meeting *m)
{
        const struct concern *c = q->concern;
        const char *what = vocab_word(VOCAB_EVENT, c->infos[0]->event);

        if (c->state != STATE_LIVE)
                what = arena_printf(q->arena, "%s (%s)", what, vocab_word(VOCAB_STATE, c->state));
        if (!m->place)
                return what;
        return arena_printf(q->arena, "%s %s %s", what,
                            m->place->role == ROLE_TOWARD ? "heading toward" : "in",
                            name_of(q, m->place->number));
}

static double centre_distance(const struct question *q, const struct meeting *m)
{
        struct area_point centre = q->rule->extra->near;

        place_point(q->gazetteer, m->place->number, &centre);
        return place_distance(centre, q->rule->extra->near);
}

static const char *meeting_reason(const struct question *q, const struct meeting *m)
{
        const char *what = what_happens(q, m);

        switch (m->kind) {
        case MEET_INSIDE:
                return arena_printf(q->arena, "%s, inside %s that you follow", what, name_of(q, m->followed));
        case MEET_AROUND:
                return arena_printf(q->arena, "%s, around %s that you follow", what, name_of(q, m->followed));
        case MEET_HOME:
                return arena_printf(q->arena, "%s, around your point near %s", what, name_of(q, m->followed));
        case MEET_CENTRE:
                return arena_printf(q->arena, "%s, %.0f km from your point", what, centre_distance(q, m));
        case MEET_NEARBY:
                return arena_printf(q->arena, "%s, near what you follow: a heads-up", what);
        case MEET_SHAPE:
                return arena_printf(q->arena, "%s: its area comes within %g km of your point", what,
                                    q->rule->extra->near_radius);
        default:
                return arena_printf(q->arena, "%s that you follow", what);
        }
}

static const char *name_rule(const struct question *q)
{
        const char *name = rule_name(q->rule);

        return name ? name : arena_printf(q->arena, "rule %zu", q->rule_number);
}

static void answer(struct route *route, const struct question *q, const char *reason)
{
        const char *name = rule_name(q->rule);

        route->rule = q->rule;
        route->rule_name = name_rule(q);
        route->reason = arena_printf(q->arena, name ? "rule %s: %s" : "%s: %s", route->rule_name, reason);
}

static const char *no_question(const struct subscriber *s, const struct concern_list *concerns,
                               struct arena *a)
{
        const struct alert *alert = concerns->alert;

        if (!s->n_rules)
                return "the subscriber has no rules";
        return alert->n_infos
                   ? arena_printf(a, "msgType %s concerns nobody", vocab_word(VOCAB_MSGTYPE, alert->msg_type))
                   : "the alert has no info block";
}

/* The miss that came nearest so far. */
struct miss {
        struct question question;
        struct meeting meeting;
        unsigned depth;
};

/* How close it is: near; around them, the closer the smaller that place is; heading for them; there. */
static int closeness(const struct question *q, const struct meeting *m)
{
        bool toward = m->place && m->place->role == ROLE_TOWARD;

        switch (m->kind) {
        case MEET_NOT:
                return 0;
        case MEET_NEARBY:
                return toward ? 1 : 2;
        case MEET_AROUND:
        case MEET_HOME:
                return ROUTE_OWN + 2 * (int)place_level(q->gazetteer, m->place->number) + !toward;
        default:
                return toward ? 3 * ROUTE_OWN : 4 * ROUTE_OWN;
        }
}

/* Asks every rule about one concern: true where one wants it; else `miss` is the nearest so far. */
static bool ask_rules(const struct subscriber *s, struct question q, struct route *route, struct miss *miss)
{
        for (size_t i = 0; i < s->n_rules; i++) {
                struct meeting m;
                unsigned depth;

                q.rule = s->rules[i];
                q.rule_number = i + 1;
                m = meet(&q);
                depth = miss_depth(&q, &m);
                if (depth == MISS_NONE) {
                        route->decision = ROUTE_SEND;
                        route->info = concern_info(q.concern, s->language);
                        route->place = m.place;
                        route->closeness = closeness(&q, &m);
                        answer(route, &q, meeting_reason(&q, &m));
                        return true;
                }
                if (!miss->question.rule || depth > miss->depth)
                        *miss = (struct miss){q, m, depth};
        }
        return false;
}

struct route route_decide(const struct subscriber *s, uint32_t number, const struct concern_list *concerns,
                          const struct gazetteer *g, struct arena *a)
{
        struct route route = {.subscriber = number, .decision = ROUTE_SKIP};
        struct miss miss = {0}, ignored = {0};

        for (size_t i = 0; i < concerns->n; i++) {
                struct question q = {.gazetteer = g,
                                     .alert = concerns->alert,
                                     .concern = &concerns->concerns[i],
                                     .source = concern_source(concerns, &concerns->concerns[i]),
                                     .arena = a};

                if (ask_rules(s, q, &route, &miss))
                        return route;
        }
        for (size_t i = 0; i < concerns->n; i++) {
                struct question q = {.gazetteer = g,
                                     .alert = concerns->alert,
                                     .concern = &concerns->concerns[i],
                                     .source = concern_source(concerns, &concerns->concerns[i]),
                                     .nearby = true,
                                     .arena = a};

                if (ask_rules(s, q, &route, &ignored))
                        return route;
        }
        if (miss.question.rule)
                answer(&route, &miss.question, miss_reason(&miss.question, miss.depth, &miss.meeting));
        else
                route.reason = no_question(s, concerns, a);
        return route;
}
