#include "reader/clauses/text_clauses.h"
#include "reader/places/text_role.h"
#include "reader/places/text_waters.h"

#include <string.h>

#include "reader/clauses/text_advice.h"
#include "reader/clauses/text_before.h"
#include "reader/clauses/text_evidence.h"
#include "reader/clauses/text_spread.h"
#include "reader/clauses/text_state.h"
#include "reader/clauses/text_tally.h"
#include "reader/clauses/text_terse.h"

size_t text_clauses_place_from(const struct text_clauses *f, uint32_t token)
{
        size_t low = 0, high = f->n_places;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[middle].from < token)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

const struct text_place *text_clauses_place_before(const struct text_clauses *f, uint32_t token)
{
        const size_t next = text_clauses_place_from(f, token);
        const struct text_place *p = next > 0 ? &f->places[next - 1] : NULL;

        return p && p->from >= text_scan_sentence(f->s, token)->first ? p : NULL;
}

bool text_clauses_have_places(const struct text_clauses *f, uint32_t token, uint32_t end)
{
        const size_t next = text_clauses_place_from(f, token);

        return next < f->n_places && f->places[next].from < end;
}

bool text_clauses_are_small(const struct text_clauses *f, uint32_t first, uint32_t end, uint64_t roles)
{
        size_t k = text_clauses_place_from(f, first);

        for (uint32_t at = first; at < end; at++) {
                while (k < f->n_places && f->places[k].to < at)
                        k++;
                if (!(k < f->n_places && f->places[k].from <= at) && !text_scan_token(f->s, at)->number &&
                    !((f->s->starts[at] | f->s->ends[at]) & roles))
                        return false;
        }
        return true;
}

/* Short, of danger more than once rather than of what is announced, or with emoji and exclamation marks: written in a hurry. */
static bool looks_like_post(const struct text_clauses *f)
{
        unsigned announced = 0;

        for (size_t i = 0; i < f->n_clauses; i++)
                announced += 2 * f->clauses[i].forecast;
        if (f->s->words.size <= TEXT_POST_SHORT || f->exclaims || f->live > 1 + announced)
                return true;
        for (uint32_t i = 0; i < f->s->words.n_tokens; i++)
                if (text_scan_token(f->s, i)->symbol || text_scan_gap(f->s, i, GAP_EXCLAIM))
                        return true;
        return false;
}

/* "Одеса! Пуски з Криму!" is about Odesa, "Паводок в Орске. Урал поднялся на метр" about Orsk. */
static void note_places(struct text_clauses *f)
{
        for (const struct text_place *p = f->places; p < f->places + f->n_places; p++)
                if (text_places_is_name(p) && !text_places_is_origin(f->s, p) &&
                    !text_role_is(&f->roles[p - f->places], TEXT_RIVER)) {
                        struct text_clause *c = &f->clauses[f->clause_of[p->first]];
                        c->places = true;
                        c->known |= p->place != PLACE_NONE;
                }
}

/* "After the strike on Sumy a man died in Romny": what is told behind it comes of it. */
static bool comes_of_attack(const struct text_clauses *f, const struct text_clause *c)
{
        return c->told && (c->attacked || (c > f->clauses && c[-1].after && c[-1].attacked &&
                                           c[-1].sentence == c->sentence));
}

/* What the clauses say, in the whole text. */
static void add_up(struct text_clauses *f)
{
        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                f->past += c->past - c->downs;
                f->attack |= comes_of_attack(f, c);
                f->told += c->old ? 0 : c->told + c->opens;
                f->live += c->live;
                f->events |= c->old ? 0 : c->events;
                f->meant |= c->meant;
        }
}

/* "Residents went back to their homes": of a fire, a flood, a leak it says that it is over, of an attack nothing. */
static void count_home(struct text_clauses *f)
{
        if (f->events && !(f->events & ~(TEXT_PEACEFUL | 1u << EVENT_OTHER)))
                for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                        c->clear += c->home;
}

void text_clauses_weigh(struct text_clauses *f)
{
        text_tally_phrases(f);
        text_spread_teasers(f);
        text_before_set_back(f);
        text_spread_headlines(f);
        text_terse_find(f);
        note_places(f);
        text_spread_places(f);
        f->advises = text_advice_find(f);
        text_spread_orders(f);
        add_up(f);
        count_home(f);
        text_state_find(f);
        text_evidence_spare_struck(f);
        f->exclaims = memchr(f->s->words.text, '!', f->s->words.size) != NULL;
        f->post = !f->past && f->s->words.size <= TEXT_POST_MAX && looks_like_post(f);
}
