#include "reader/words/text_attribute.h"

#define SHORTEST 4 /* letters of a thing's name: "on" and "бы" are none */

/* A word that the vocabulary knows nothing of, or only as another subject, and that does not look like a verb. */
static bool is_thing(const struct text_scan *s, uint32_t token)
{
        const uint64_t others = TEXT_ROLE(SAYS_TOPIC) | TEXT_ROLE(SAYS_NONE) | TEXT_ROLE(SAYS_DRILL) |
                                TEXT_ROLE(SAYS_SHORT) | TEXT_ROLE(SAYS_COMMON);
        const struct text_token *t = text_scan_token(s, token);

        return (t->letters == CASE_LOWER || token == text_scan_sentence(s, token)->first) && !t->symbol &&
               !t->number && t->lexeme->size >= (t->latin ? 1 : 2) * SHORTEST &&
               !((s->starts[token] | s->ends[token]) & ~others) &&
               !text_scan_ends_like(s, token, ENDING_VERB);
}

/* "Anti-drone", "drone-maker". */
static bool is_part(const struct text_scan *s, uint32_t token, const struct text_sentence *in)
{
        return (token > in->first && text_scan_gap(s, token, GAP_HYPHEN) && is_thing(s, token - 1)) ||
               (token + 1 < in->end && text_scan_gap(s, token + 1, GAP_HYPHEN) && is_thing(s, token + 1));
}

/* "Drone school", not "drone buzzing"; "ракетный полк". */
static bool is_before(const struct text_scan *s, uint32_t token, const struct text_sentence *in)
{
        if (token + 1 >= in->end || text_scan_gap(s, token + 1, ~0u) || !is_thing(s, token + 1) ||
            text_scan_token(s, token + 1)->letters != CASE_LOWER)
                return false;
        return text_scan_token(s, token)->latin ? !text_scan_ends_like(s, token, ENDING_DOING) &&
                                                      !text_scan_ends_like(s, token + 1, ENDING_DOING)
                                                : text_scan_ends_like(s, token, ENDING_QUALITY);
}

/* "Оператор дронов", "выставка ударных дронов". */
static bool is_behind(const struct text_scan *s, uint32_t token, const struct text_sentence *in)
{
        if (!text_scan_ends_like(s, token, ENDING_OWNER))
                return false;
        for (unsigned steps = 0; steps < 2 && token > in->first && !text_scan_gap(s, token, ~0u); steps++)
                if (!is_thing(s, --token))
                        return false;
                else if (!text_scan_ends_like(s, token, ENDING_QUALITY))
                        return true;
        return false;
}

bool text_attribute_is(const struct text_scan *s, const struct text_match *m)
{
        const uint64_t told = TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE);
        const struct text_sentence *in = text_scan_sentence(s, m->first);

        /* "a drone fell in" is a phrase that tells */
        return m->role == SAYS_EVENT && m->first == m->last && !text_scan_starts_any(s, m->first, told) &&
               (is_part(s, m->first, in) || is_before(s, m->first, in) || is_behind(s, m->first, in));
}
