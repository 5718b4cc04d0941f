#include "reader/clauses/text_after.h"

#include <string.h>

#define NEAR 8 /* tokens from "after" to the place */

static const unsigned stops = TEXT_GAPS_PART | GAP_OPEN;

/* Does something that happened, or was over, stand from the token on, with nothing but small marks up to `end`? */
static bool tells_before(const struct text_scan *s, uint32_t token, uint32_t end)
{
        const uint64_t telling =
            TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_CLEAR);
        bool told = false;

        for (uint32_t at = token; at < end; at++) {
                if (at > token && text_scan_gap(s, at, stops))
                        return false;
                told |= (s->starts[at] | text_scan_token(s, at)->lexeme->roles) & telling;
        }
        return told;
}

/* Does the next name go on with the list, or tell where the place lies? */
static bool goes_on(const struct text_clauses *f, const struct text_place *p)
{
        const struct text_place *next = p + 1;
        const struct text_scan *s = f->s;

        if (next >= f->places + f->n_places || text_scan_gap(s, p->to + 1, stops) || next->from > p->to + 2)
                return false;
        if (next->from == p->to + 2 && text_scan_starts(s, p->to + 1, SAYS_JOIN))
                return true;
        return next->place != PLACE_NONE && p->place != PLACE_NONE &&
               place_contains(s->gazetteer, next->place, p->place);
}

/* "After the strike on Tula people are told to take shelter in Kaluga": danger that is told before the next place, and not
 * right before it, may be in the one before. */
static bool may_be_in_both(const struct text_scan *s, uint32_t token, const struct text_place *next)
{
        const uint64_t dangers = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_STILL);

        for (uint32_t i = s->starting[token]; i < s->starting[next->from]; i++)
                if (dangers >> s->matches[i].role & 1 && s->matches[i].last + 1 < next->from)
                        return true;
        return false;
}

/* Is it "after"? It may begin a longer phrase. */
static bool is_after(const struct text_scan *s, uint32_t token)
{
        const struct text_phrase *word = text_scan_word(s, token, SAYS_PASSING);

        return word && !strcmp(word->value, TEXT_AFTER);
}

uint32_t text_after_end(const struct text_clauses *f, const struct text_sentence *sentence)
{
        const struct text_place *p = f->places, *end = p + f->n_places;

        if (!is_after(f->s, sentence->first))
                return 0;
        p += text_clauses_place_from(f, sentence->first);
        if (p == end || p->from > sentence->first + NEAR || p->to >= sentence->end ||
            !tells_before(f->s, sentence->first, p->from))
                return 0;
        while (goes_on(f, p))
                p++;
        if (p->to + 1 >= sentence->end || p + 1 == end || p[1].from >= sentence->end ||
            may_be_in_both(f->s, p->to + 1, p + 1))
                return 0;
        return p->to + 1;
}
