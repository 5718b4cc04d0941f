#include "reader/clauses/text_advice.h"

#include <string.h>

/* Where the text first advises, or NULL. */
static const struct text_match *first_advice(const struct text_clauses *f)
{
        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (m->role == SAYS_ADVICE && strcmp(m->phrase->value, "then") != 0 &&
                    !f->clauses[f->clause_of[m->first]].teaser)
                        return m;
        }
        return NULL;
}

/* Is an alarm told, or what happens somewhere? "Ракетная опасность в Курске! Памятка: в укрытие." */
static bool is_told(const struct text_clause *c)
{
        return c->alarms ||
               (c->places && c->meant &&
                (c->live || c->past || c->happened || c->plain || c->meant & (TEXT_PEACEFUL | TEXT_BLOWS)));
}

/* "Утечка аммиака в Кашине: что делать": what happens and where stands before the advice in its sentence. */
static bool is_told_beside(const struct text_clauses *f, const struct text_match *advice)
{
        uint32_t first = text_scan_sentence(f->s, advice->first)->first;
        size_t place = text_clauses_place_from(f, first);
        bool event = false;

        for (uint32_t at = first; at < advice->first; at++)
                event |= !f->passing[at] && f->supposed[at] == SUPPOSED_NOT &&
                         text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE));
        return event && place < f->n_places && f->places[place].first < advice->first;
}

static bool is_told_before(const struct text_clauses *f, const struct text_match *advice)
{
        uint32_t sentence = text_scan_token(f->s, advice->first)->sentence;

        for (const struct text_clause *c = f->clauses;
             c < f->clauses + f->n_clauses && c->sentence < sentence; c++)
                if (is_told(c))
                        return true;
        return is_told_beside(f, advice);
}

bool text_advice_find(struct text_clauses *f)
{
        const struct text_match *advice = first_advice(f);

        if (!advice || is_told_before(f, advice))
                return false;
        for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                if (!c->alarms) {
                        c->live -= c->orders;
                        c->orders = 0;
                }
        f->orders = false;
        return true;
}

bool text_advice_is_said(const struct text_clauses *f, const struct text_clause *c)
{
        return !f->advises || c->state == STATE_ALL_CLEAR || c->alarms ||
               (c->state != STATE_UNSAID && c->meant) || (c->state == STATE_LIVE && c->plain);
}
