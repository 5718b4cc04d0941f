#include "reader/clauses/text_turn.h"

/* The place that the token begins with a preposition before ("in Arad"); NULL: it begins no such. */
static const struct text_place *placed_at(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *at = text_scan_starts(f->s, token, SAYS_AT);
        const size_t next = at ? text_clauses_place_from(f, at->last + 1) : f->n_places;

        return next < f->n_places && f->places[next].from == at->last + 1 &&
                       !text_scan_gap(f->s, at->last + 1, ~0u)
                   ? &f->places[next]
                   : NULL;
}

/* What says that something happens, is over, or does not. */
#define STAGES                                                                                               \
        (TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE) |    \
         TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_FORECAST) | TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_STILL) |  \
         TEXT_ROLE(SAYS_CALM))

#define STAGE_MOST 24 /* tokens */

static bool tells_stage(const struct text_clauses *f, uint32_t token, uint32_t end)
{
        for (uint32_t at = token; at < end && at < token + STAGE_MOST; at++)
                if (text_scan_starts_any(f->s, at, STAGES))
                        return true;
        return false;
}

/* Does a part of the sentence begin at the token with a place, of which it tells something? */
static const struct text_place *begins(const struct text_clauses *f, uint32_t token)
{
        const struct text_place *p = placed_at(f, token);

        return p && (text_scan_gap(f->s, token, GAP_COMMA) || text_scan_ends(f->s, token - 1, SAYS_JOIN)) &&
                       tells_stage(f, p->to + 1, text_scan_sentence(f->s, token)->end)
                   ? p
                   : NULL;
}

bool text_turn_is(const struct text_clauses *f, uint32_t clause, uint32_t token)
{
        const struct text_place *other = token > clause ? begins(f, token) : NULL, *own;

        if (!other)
                return false;
        own = placed_at(f, clause);
        if (!own && clause + 1 < token)
                own = placed_at(f, clause + 1); /* "but in Lutsk" */
        if (!own)                               /* "[people are home] and in Lutsk": of the place before */
                return !text_clauses_have_places(f, clause, token) &&
                       text_clauses_have_places(f, text_scan_sentence(f->s, token)->first, clause) &&
                       tells_stage(f, clause, token);
        return other->place != own->place && tells_stage(f, own->to + 1, token);
}

/* The same, though a longer phrase ("and lifted in") may cover the preposition. */
static bool stands_at(const struct text_clauses *f, uint32_t token)
{
        return placed_at(f, token) ||
               (text_scan_word(f->s, token, SAYS_AT) && text_clauses_have_places(f, token + 1, token + 2));
}

#define VERB_MOST 3 /* tokens: "and was lifted" */

/* The all-clear whose last words the token begins; NULL: there is none. */
static const struct text_match *clear_at(const struct text_clauses *f, uint32_t token)
{
        const uint32_t end = text_scan_sentence(f->s, token)->end;

        for (uint32_t at = token; at + 1 < end && at < token + VERB_MOST; at++)
                if (f->s->ends[at] & TEXT_ROLE(SAYS_CLEAR))
                        return text_scan_ends(f->s, at, SAYS_CLEAR);
        return NULL;
}

bool text_turn_lifts(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = clear_at(f, token);

        if (!m || m->first + 1 >= token ||
            !(text_scan_word(f->s, token, SAYS_JOIN) || text_scan_ends(f->s, token - 1, SAYS_JOIN)))
                return false;
        return text_clauses_have_places(f, m->first, token) && stands_at(f, m->last + 1);
}
