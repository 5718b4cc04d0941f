#include "reader/clauses/text_call.h"

#include <string.h>

#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"

#define CALL_MOST 12 /* tokens from the call to the all-clear */

static bool is_call(const struct text_match *m)
{
        return m->role == SAYS_LIVE && !strcmp(m->phrase->value, "call");
}

/* What is told at the token besides a call and the alarm that the all-clear's own sentence speaks of. */
static bool tells_more(const struct text_clauses *f, uint32_t token, const struct text_match *clear)
{
        const uint64_t telling = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_STAYS) |
                                 TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) |
                                 TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER) | TEXT_ROLE(SAYS_FORECAST) |
                                 TEXT_ROLE(SAYS_CRY);
        const bool own = token >= text_scan_sentence(f->s, clear->first)->first;

        for (uint32_t i = f->s->starting[token]; i < f->s->starting[token + 1]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (telling >> m->role & 1 && !is_call(m) && !(own && text_lifted_is_alarm(f, m)))
                        return true;
        }
        return false;
}

/* Up to the comma behind an all-clear: "..., but a drone is heading for Romny". */
static uint32_t end_of_clear(const struct text_scan *s, uint32_t clear)
{
        const uint32_t end = text_scan_sentence(s, clear)->end;
        uint32_t at = clear + 1;

        while (at < end && !text_scan_gap(s, at, GAP_COMMA | GAP_SEMICOLON))
                at++;
        return at;
}

/* "Attention Sumy, all clear in Poltava": is a place named before the last comma between them? */
static bool is_parted(const struct text_clauses *f, uint32_t call, uint32_t clear)
{
        for (uint32_t at = clear; at > call; at--)
                if (text_scan_gap(f->s, at, GAP_COMMA | GAP_SEMICOLON))
                        return text_clauses_have_places(f, text_scan_sentence(f->s, call)->first, at);
        return false;
}

/* "Attention, Sumy! All clear in Poltava": the call is for others than the all-clear. */
static bool is_for_others(const struct text_clauses *f, uint32_t call, uint32_t clear)
{
        const struct text_sentence *one = text_scan_sentence(f->s, call),
                                   *other = text_scan_sentence(f->s, clear);
        const bool before = text_clauses_have_places(f, one->first, call),
                   between = text_clauses_have_places(f, call, one == other ? clear : one->end),
                   behind = text_clauses_have_places(f, one == other ? clear : other->first,
                                                     end_of_clear(f->s, clear));

        return (before + between + behind > 1 && (behind || one == other)) ||
               (one == other && is_parted(f, call, clear));
}

void text_call_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);

        if (f->supposed[m->first] || text_negation_of(f, m, sentence->first, sentence->end))
                return;
        for (uint32_t at = m->first; at > 0 && m->first - at < CALL_MOST; at--) {
                const struct text_match *call = text_scan_starts(f->s, at - 1, SAYS_LIVE);
                if (tells_more(f, at - 1, m))
                        return;
                if (!call || !is_call(call))
                        continue;
                if (is_for_others(f, at - 1, m->first))
                        return;
                marks[at - 1] = LIFTED_CALL;
        }
}
