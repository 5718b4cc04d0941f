#include "match/match.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "match/filter.h"
#include "match/nearby.h"

#define LANGUAGES 256 /* 0 is "none given"; so many that the rest may share it */

#define AROUND RULE_BIT(RULE_RELATION, RELATION_AROUND)
#define EQUAL  RULE_BIT(RULE_RELATION, RELATION_EQUAL)
#define INSIDE RULE_BIT(RULE_RELATION, RELATION_INSIDE)

/* One subscriber follows a place, under these conditions. */
struct posting {
        uint32_t subscriber, filter;
};

/* The postings of all places. */
struct posting_lists {
        uint32_t *starts; /* of each place's postings, and one more */
        struct posting *postings;
};

struct match_index {
        struct arena *arena;
        const struct subscriber *subscribers; /* NULL: it was built one by one */
        const struct gazetteer *gazetteer;
        size_t n;

        struct posting_lists follows; /* who follows a place */
        struct posting_lists around;  /* who wants a heads-up from there; no starts where nobody does */
        size_t n_own;                 /* of the last match: how many hits are no heads-ups */
        struct filter_table filters;
        struct nearby nearby;

        uint8_t *languages; /* of each subscriber */
        const char *language_names[LANGUAGES];
        size_t n_languages;

        uint64_t *seen;     /* a bit per subscriber; all clear between alerts */
        struct buffer hits; /* struct match_hit, reused */
};

/* Postings that are not in their order yet: places as they come, and for runs of them whose they are. */
struct run {
        struct posting posting;
        uint32_t n;
};
struct followings {
        struct buffer places; /* uint32_t */
        struct buffer runs;   /* struct run */
};

struct match_builder {
        struct match_index *index;
        struct followings follows;
        struct followings around; /* of heads-ups */
        struct buffer languages;  /* a byte per subscriber */
};

struct match_builder *match_builder_new(const struct gazetteer *g)
{
        struct match_builder *b = calloc(1, sizeof *b);
        struct arena *a = arena_new();

        if (!b)
                abort();
        b->index = arena_alloc(a, sizeof *b->index);
        b->index->arena = a;
        b->index->gazetteer = g;
        b->index->n_languages = 1;
        return b;
}

static uint8_t language_number(struct match_index *m, const char *language)
{
        if (!language || !*language)
                return 0;
        for (size_t i = 1; i < m->n_languages; i++)
                if (strcasecmp(m->language_names[i], language) == 0)
                        return (uint8_t)i;
        if (m->n_languages == LANGUAGES)
                return 0;
        m->language_names[m->n_languages] = language;
        return (uint8_t)m->n_languages++;
}

void match_builder_subscriber(struct match_builder *b, const char *language)
{
        buffer_add_char(&b->languages, (char)language_number(b->index, language));
        b->index->n++;
}

static void follow(const struct match_builder *b, struct followings *list, const uint32_t *places, size_t n,
                   uint32_t filter)
{
        struct run *run = (void *)buffer_reserve(&list->runs, sizeof *run);

        *run = (struct run){{(uint32_t)b->index->n - 1, filter}, (uint32_t)n};
        list->runs.size += sizeof *run;
        buffer_add(&list->places, (const char *)places, n * sizeof *places);
}

static uint32_t filter_of(struct match_builder *b, uint64_t wants, const struct rule *rule)
{
        return filter_add(&b->index->filters, wants, rule, b->index->arena);
}

static void follow_near(struct match_builder *b, const struct rule *rule)
{
        struct match_index *m = b->index;
        const struct rule_extra *e = rule->extra;
        uint32_t home;

        nearby_add(&m->nearby, e->near, e->near_radius, (uint32_t)m->n - 1, filter_of(b, rule->wants, rule),
                   m->arena);
        if (e->near_home == PLACE_NONE || !(rule->wants & AROUND))
                return;
        /* An alert for the home settlement itself is told by its distance; for what it lies in, by this. */
        home = e->near_home_coarse ? e->near_home : place_parent(m->gazetteer, e->near_home);
        follow(b, &b->follows, &home, 1, filter_of(b, (rule->wants & ~INSIDE) | EQUAL, rule));
}

void match_builder_rule(struct match_builder *b, const struct rule *rule, const uint32_t *places, size_t n)
{
        const struct rule_extra *e = rule->extra;

        if (n)
                follow(b, &b->follows, places, n, filter_of(b, rule->wants, rule));
        if (e && e->has_near)
                follow_near(b, rule);
        if (e && e->n_around)
                follow(b, &b->around, e->around, e->n_around, filter_of(b, rule_heads_up(rule), rule));
}

/* Counting sort by place: count, sum up, put; putting leaves each start where the next place's is, so shift
 * back. */
static void sort_postings(struct match_index *m, const struct followings *f, struct posting_lists *lists)
{
        const uint32_t *at = (const void *)f->places.data;
        const struct run *runs = (const void *)f->runs.data;
        size_t n = f->places.size / sizeof *at, n_runs = f->runs.size / sizeof *runs;
        size_t places = gazetteer_count(m->gazetteer);
        uint32_t sum = 0;

        if (!n_runs) /* of the people of the file, or of the database, there may be none */
                return;
        lists->starts = arena_array(m->arena, places + 1, sizeof *lists->starts);
        for (size_t i = 0; i < n; i++)
                lists->starts[at[i]]++;
        for (size_t i = 0; i <= places; i++) {
                uint32_t count = lists->starts[i];
                lists->starts[i] = sum;
                sum += count;
        }
        lists->postings = arena_array(m->arena, n, sizeof *lists->postings);
        for (size_t i = 0; i < n_runs; i++)
                for (uint32_t k = 0; k < runs[i].n; k++)
                        lists->postings[lists->starts[*at++]++] = runs[i].posting;
        memmove(lists->starts + 1, lists->starts, places * sizeof *lists->starts);
        lists->starts[0] = 0;
}

static void followings_done(struct followings *f)
{
        buffer_done(&f->places);
        buffer_done(&f->runs);
}

struct match_index *match_builder_done(struct match_builder *b)
{
        struct match_index *m = b->index;

        sort_postings(m, &b->follows, &m->follows);
        sort_postings(m, &b->around, &m->around);
        nearby_sort(&m->nearby);
        m->seen = arena_array(m->arena, m->n / 64 + 1, sizeof *m->seen);
        m->languages = arena_array(m->arena, m->n, sizeof *m->languages);
        if (m->n)
                memcpy(m->languages, b->languages.data, m->n);
        followings_done(&b->follows);
        followings_done(&b->around);
        buffer_done(&b->languages);
        free(b);
        return m;
}

void match_builder_drop(struct match_builder *b)
{
        if (b)
                match_index_free(match_builder_done(b));
}

struct match_index *match_index_new(const struct subscriber *subscribers, size_t n, const struct gazetteer *g)
{
        struct match_builder *b = match_builder_new(g);
        struct match_index *m;

        for (size_t i = 0; i < n; i++) {
                match_builder_subscriber(b, subscribers[i].language);
                for (size_t j = 0; j < subscribers[i].n_rules; j++)
                        match_builder_rule(b, subscribers[i].rules[j], subscribers[i].rules[j]->places,
                                           subscribers[i].rules[j]->n_places);
        }
        m = match_builder_done(b);
        m->subscribers = subscribers;
        return m;
}

void match_index_free(struct match_index *m)
{
        if (!m)
                return;
        buffer_done(&m->hits);
        arena_free(m->arena);
}

size_t match_index_bytes(const struct match_index *m)
{
        return arena_used(m->arena) + m->hits.room;
}

/* What is being looked for: one concern, one relation. */
struct search {
        struct match_index *m;
        const struct posting_lists *lists;
        uint64_t asks;
        const char *source;
        uint32_t info;
};

static size_t hit_count(const struct match_index *m)
{
        return m->hits.size / sizeof(struct match_hit);
}

/* Room for as many hits as a slice can add, which is never more than there are subscribers left, and one to
 * spare. */
static struct match_hit *reserve_hits(struct match_index *m, size_t postings)
{
        size_t left = m->n - hit_count(m);

        return (void *)buffer_reserve(&m->hits,
                                      ((postings < left ? postings : left) + 1) * sizeof(struct match_hit));
}

/* The loop that everything depends on. There is no branch on the outcome: every candidate is written, the
 * good ones stay. What it reads is in locals, for the compiler must take every store for a change of
 * everything else. */
static void scan(const struct search *s, uint32_t first, uint32_t end)
{
        const struct filter_table filters = s->m->filters;
        const struct posting *postings = s->lists->postings;
        struct match_hit *out = reserve_hits(s->m, end - first);
        uint64_t *seen = s->m->seen, asks = s->asks;
        uint32_t info = s->info;
        size_t n = 0;

        for (uint32_t i = first; i < end; i++) {
                uint32_t subscriber = postings[i].subscriber, bit = subscriber % 64;
                uint64_t passes = filter_passes(&filters, postings[i].filter, asks, s->source);
                uint64_t word = seen[subscriber / 64];

                out[n] = (struct match_hit){subscriber, info};
                n += passes & ~(word >> bit);
                seen[subscriber / 64] = word | passes << bit;
        }
        s->m->hits.size += n * sizeof *out;
}

static void scan_places(struct search *s, const struct concern *c)
{
        const uint32_t *starts = s->lists->starts;
        uint64_t asks = s->asks;

        s->asks = asks | EQUAL;
        for (size_t i = 0; i < c->n_places; i++)
                scan(s, starts[c->places[i]->number], starts[c->places[i]->number + 1]);
        s->asks = asks | INSIDE;
        for (size_t i = 0; i < c->n_ancestors; i++)
                scan(s, starts[c->ancestors[i]], starts[c->ancestors[i] + 1]);
        s->asks = asks | AROUND;
        for (size_t i = 0; i < c->n_descendants; i++)
                scan(s, starts[c->descendants[i].first], starts[c->descendants[i].last + 1]);
        s->asks = asks;
}

static void visit_near(const struct nearby_entry *e, const struct outline *o, void *context)
{
        struct search *s = context;
        uint64_t *word = &s->m->seen[e->subscriber / 64], bit = UINT64_C(1) << e->subscriber % 64;

        if (*word & bit || !filter_passes(&s->m->filters, e->filter, s->asks, s->source) ||
            !outline_within(o, (struct area_point){e->lat, e->lon}, e->radius))
                return;
        *word |= bit;
        *reserve_hits(s->m, 1) = (struct match_hit){e->subscriber, s->info};
        s->m->hits.size += sizeof(struct match_hit);
}

/* Gives each hit from the `from`th on the translation that its subscriber reads. */
static void choose_languages(struct match_index *m, const struct alert *alert, const struct concern *c,
                             size_t from)
{
        struct match_hit *hits = (void *)m->hits.data;
        uint32_t infos[LANGUAGES];

        if (c->n_infos < 2)
                return;
        for (size_t i = 0; i < m->n_languages; i++)
                infos[i] = (uint32_t)(concern_info(c, m->language_names[i]) - alert->infos);
        for (size_t i = from; i < hit_count(m); i++)
                hits[i].info = infos[m->languages[hits[i].subscriber]];
}

static void clear_seen(struct match_index *m)
{
        const struct match_hit *hits = (const void *)m->hits.data;
        size_t n = hit_count(m);

        if (n > m->n / 64)
                memset(m->seen, 0, (m->n / 64 + 1) * sizeof *m->seen);
        else
                for (size_t i = 0; i < n; i++)
                        m->seen[hits[i].subscriber / 64] = 0;
}

static void match_concern(struct match_index *m, const struct concern_list *list, const struct concern *c,
                          const struct posting_lists *lists)
{
        struct search s = {m, lists, c->asks, concern_source(list, c),
                           (uint32_t)(c->infos[0] - list->alert->infos)};
        size_t from = hit_count(m);

        /* An exercise in a place with a million followers: nobody asked for it, so none of them need be
         * visited. */
        if (!filter_any(&m->filters, s.asks, s.source))
                return;
        if (lists->starts)
                scan_places(&s, c);
        for (size_t i = 0; lists == &m->follows && m->nearby.n && i < c->n_outlines; i++)
                nearby_visit(&m->nearby, &c->outlines[i], visit_near, &s);
        choose_languages(m, list->alert, c, from);
}

size_t match_alert(struct match_index *m, const struct concern_list *concerns, const struct match_hit **ret)
{
        buffer_reset(&m->hits);
        for (size_t i = 0; i < concerns->n; i++)
                match_concern(m, concerns, &concerns->concerns[i], &m->follows);
        m->n_own = hit_count(m);
        for (size_t i = 0; m->around.starts && i < concerns->n; i++)
                match_concern(m, concerns, &concerns->concerns[i], &m->around);
        clear_seen(m);
        *ret = (const void *)m->hits.data;
        return hit_count(m);
}

size_t match_own(const struct match_index *m)
{
        return m->n_own;
}

struct route match_explain(const struct match_index *m, const struct concern_list *concerns,
                           uint32_t subscriber, struct arena *a)
{
        return route_decide(&m->subscribers[subscriber], subscriber, concerns, m->gazetteer, a);
}
