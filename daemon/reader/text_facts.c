#include "reader/text_facts.h"

#define NEAR_MAX 8 /* tokens between a number and its place */

void text_facts_start(struct text_facts *f)
{
        for (int i = 0; i < TEXT_FACTS; i++)
                f->numbers[i] = TEXT_NO_NUMBER;
}

static bool crosses(const struct text_scan *s, uint32_t from, uint32_t to, const struct text_counts *all)
{
        for (uint32_t at = from; at < to; at++)
                if (text_scan_gap(s, at, GAP_COMMA | GAP_SEMICOLON) || text_scan_starts(s, at, SAYS_JOIN))
                        return true;
        for (size_t i = 0; i < all->n; i++)
                if (all->list[i].number && all->list[i].at >= from && all->list[i].at < to)
                        return true;
        return text_scan_gap(s, to, GAP_COMMA | GAP_SEMICOLON);
}

/* The place that stands nearest to a number, with nothing between that parts them; `n`: none does. */
static size_t place_of(const struct text_scan *s, const struct text_counts *all, const struct text_count *c,
                       const struct text_counts_place *places, size_t n)
{
        uint32_t best = NEAR_MAX + 1;
        size_t found = n;

        for (size_t i = 0; i < n; i++) {
                const struct text_counts_place *p = &places[i];
                bool after = p->first > c->last;
                uint32_t away = after ? p->first - c->last : c->first - p->last;

                if (!after && p->last >= c->first)
                        return i; /* "сбито над областью 5" */
                if (away > best || (away == best && !after))
                        continue;
                if (after ? crosses(s, c->last + 1, p->first, all) : crosses(s, p->last + 1, c->first, all))
                        continue;
                best = away;
                found = i;
        }
        return found;
}

/* Two names in one list: only "and", commas and prepositions between them. */
static bool is_listed(const struct text_scan *s, const struct text_counts_place *a,
                      const struct text_counts_place *b)
{
        const uint64_t between = TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO) |
                                 TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND);

        for (uint32_t at = a->last + 1; at < b->first; at++)
                if (!text_scan_starts_any(s, at, between) || text_number_at(s, at) != TEXT_NO_NUMBER)
                        return false;
        return !text_scan_gap(s, b->first, GAP_SEMICOLON | GAP_COLON);
}

/* The places that a number speaks of: [*ret_from, *ret_to). False: it stands with none, and speaks of all. */
static bool places_of(const struct text_scan *s, const struct text_counts *all, const struct text_count *c,
                      const struct text_counts_place *places, size_t n, size_t *ret_from, size_t *ret_to)
{
        size_t from = place_of(s, all, c, places, n), to = from + 1;

        if (from == n) {
                *ret_from = 0;
                *ret_to = n;
                return false;
        }
        if (places[from].first > c->last)
                while (to < n && is_listed(s, &places[to - 1], &places[to]))
                        to++;
        else
                while (from > 0 && is_listed(s, &places[from - 1], &places[from]))
                        from--;
        *ret_from = from;
        *ret_to = to;
        return true;
}

/* What of a number is ours, TEXT_NO_NUMBER where that is not said; `*ret_own`: it stands with our places. */
static uint32_t share(const struct text_scan *s, const struct text_counts *all, const struct text_count *c,
                      const struct text_counts_place *places, size_t n, bool *ret_own)
{
        size_t from, to, ours = 0;

        *ret_own = places_of(s, all, c, places, n, &from, &to);
        for (size_t i = from; i < to; i++)
                ours += places[i].ours;
        if (c->each && ours)
                return c->number * (uint32_t)ours;
        return ours == to - from || (!c->number && ours) ? c->number : TEXT_NO_NUMBER;
}

static void add(uint32_t *sum, uint32_t number)
{
        *sum = *sum == TEXT_NO_NUMBER ? number : *sum + number;
}

static void keep_larger(uint32_t *kept, uint32_t number)
{
        if (number != TEXT_NO_NUMBER && (*kept == TEXT_NO_NUMBER || number > *kept))
                *kept = number;
}

/* What is said of our places before what is said of all: "44 were destroyed, nine of them over ...". */
void text_facts_add(struct text_facts *f, const struct text_scan *s, uint32_t sentence,
                    const struct text_counts_place *places, size_t n)
{
        struct text_facts sums[2];
        struct text_counts all;

        text_facts_start(&sums[0]);
        text_facts_start(&sums[1]);
        text_counts_find(s, sentence, places, n, &all);
        for (size_t i = 0; i < all.n; i++) {
                bool own;
                uint32_t number = share(s, &all, &all.list[i], places, n, &own);
                if (number != TEXT_NO_NUMBER)
                        add(&sums[own].numbers[all.list[i].fact], number);
        }
        for (int i = 0; i < TEXT_FACTS; i++)
                keep_larger(&f->numbers[i], sums[sums[1].numbers[i] != TEXT_NO_NUMBER].numbers[i]);
}

void text_facts_add_victims(struct text_facts *f, const struct text_scan *s, uint32_t sentence)
{
        struct text_facts said;

        text_facts_start(&said);
        text_facts_add(&said, s, sentence, NULL, 0);
        keep_larger(&f->numbers[FACT_KILLED], said.numbers[FACT_KILLED]);
        keep_larger(&f->numbers[FACT_INJURED], said.numbers[FACT_INJURED]);
        keep_larger(&f->numbers[FACT_CHILDREN], said.numbers[FACT_CHILDREN]);
}

void text_facts_store(const struct text_facts *f, struct arena *a, struct alert_info *info)
{
        info->facts = arena_array(a, TEXT_FACTS, sizeof *info->facts);
        for (int i = 0; i < TEXT_FACTS; i++)
                if (f->numbers[i] != TEXT_NO_NUMBER)
                        info->facts[info->n_facts++] = (struct alert_pair){
                            text_counts_name((enum text_fact)i), arena_printf(a, "%u", f->numbers[i])};
}
