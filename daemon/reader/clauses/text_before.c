#include "reader/clauses/text_before.h"

#include <string.h>

bool text_before_is_said(const struct text_match *m)
{
        return !strcmp(m->phrase->value, "before");
}

bool text_before_is(const struct text_match *m)
{
        return text_before_is_said(m) || !strcmp(m->phrase->value, "then");
}

/* Danger now, rather than that an alarm was declared. */
static bool is_now(const struct text_clause *c)
{
        return (c->live || c->still || c->under) && !c->then && !c->was && !c->old && !c->teaser && !c->clear;
}

/* Up to a comma, but not to one that ends what is quoted: "drones are coming," he had written. */
static bool parts(const struct text_scan *s, uint32_t token)
{
        return text_scan_gap(s, token, GAP_COMMA) && !text_scan_gap(s, token, GAP_QUOTE);
}

/* Is no danger told in the clause but between the commas around such a phrase? "He had announced an alert, and drones are now
 * approaching Aleksin." */
static bool is_all_before(const struct text_scan *s, const struct text_clause *c)
{
        const uint64_t danger = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER);
        uint32_t behind = UINT32_MAX; /* "he had said, that drones ..." */
        bool before = false, told = false;

        for (uint32_t at = c->first; at < c->end; at++) {
                if (at != behind && parts(s, at)) {
                        if (told && !before)
                                return false;
                        before = told = false;
                }
                told |= text_scan_starts_any(s, at, danger);
                for (uint32_t i = s->starting[at]; i < s->starting[at + 1]; i++)
                        if (s->matches[i].role == SAYS_OLD && text_before_is_said(&s->matches[i])) {
                                before = true;
                                behind = s->matches[i].last + 1;
                        }
        }
        return before || !told;
}

/* "The ministry had announced drones over Oryol region": what is named there without a word of danger, too. */
static void make_past(struct text_clause *c)
{
        const unsigned danger = c->live + c->under;

        c->past += danger || c->past || !c->events ? danger : 1;
        c->live = c->under = c->orders = 0;
}

void text_before_set_back(struct text_clauses *f)
{
        const struct text_clause *end = f->clauses + f->n_clauses;
        bool now = false, happened = false, orders = false;

        for (const struct text_clause *c = f->clauses; c < end; c++) {
                now |= is_now(c);
                happened |= ((c->past && c->told) || c->clear) && !c->then && !c->old && !c->teaser;
        }
        for (struct text_clause *c = f->clauses; c < end; c++) {
                if (c->then && now)
                        c->clear = 0;
                if (c->before && happened && !c->still && is_all_before(f->s, c))
                        make_past(c);
                orders |= c->orders > 0;
        }
        f->orders = orders;
}
