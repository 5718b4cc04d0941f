#include "reader/places/text_speaker.h"

#include "reader/places/text_beside.h"

/* "Киев атаку не комментировал": a name that begins the sentence, its object, and what it does. */
static bool acts_on(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        uint32_t at = p->to + 1;

        return p->from == sentence->first && !p->head && at + 1 < sentence->end &&
               !text_scan_gap(s, at, ~0u) && !text_scan_gap(s, at + 1, ~0u) &&
               text_scan_token(s, at)->letters == CASE_LOWER && !text_scan_token(s, at)->latin &&
               text_scan_starts(s, at + 1, SAYS_ACTOR);
}

/* "В Курской области ввели режим опасности, в Брянской ...": is danger told between the two? */
static bool warns_before(const struct text_scan *s, const struct text_place *p, const struct text_place *next)
{
        const uint64_t dangers =
            TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_CLEAR);

        for (uint32_t i = s->starting[p->to + 1]; i < s->starting[next->from]; i++)
                if (dangers >> s->matches[i].role & 1 && s->matches[i].last < next->from)
                        return true;
        return false;
}

#define TOLD_WITHIN 5 /* tokens */

/* "In Beirut the health ministry said four people were killed in Nabatieh": where it was said. */
bool text_speaker_is_there(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i], *next = p + 1;
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        uint32_t at = p->to + 1;

        if (p->from != sentence->first + 1 || place_level(s->gazetteer, p->place) > LEVEL_REGION ||
            i + 1 >= n || next->from >= sentence->end || next->place == PLACE_NONE ||
            !(next->expected || next->head))
                return false;
        for (uint32_t end = at + TOLD_WITHIN; at < end && at < next->from; at++)
                if (text_scan_starts(s, at, SAYS_OFFICIAL) ||
                    (text_scan_starts(s, at, SAYS_ACTOR) && !text_scan_starts(s, at, SAYS_PAST)))
                        return !warns_before(s, p, next);
        return false;
}

/* "Энгельс", "по Энгельсу": does the next place begin right at the token, and is it another than what lies in it? */
static bool has_other_at(const struct text_scan *s, const struct text_place *p, const struct text_place *next,
                         uint32_t token)
{
        if (next->from == token + 1 && text_scan_starts(s, token, SAYS_AT) && !text_scan_gap(s, token, ~0u))
                token++;
        return next->from == token && !text_scan_gap(s, token, ~0u) && next->place != PLACE_NONE &&
               next->place != p->place && !place_contains(s->gazetteer, next->place, p->place);
}

/* "Киев атаковал Энгельс дронами": who did it, before the verb, and right behind that to whom. */
static bool is_attacker(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        const struct text_place *p = &places[i];
        const uint32_t verb = p->to + 1;

        return i + 1 < n && !p->head && places[i + 1].to < text_scan_sentence(s, p->first)->end &&
               !text_scan_gap(s, verb, ~0u) && has_other_at(s, p, &places[i + 1], verb + 1) &&
               text_scan_token(s, verb)->letters == CASE_LOWER && !text_scan_token(s, verb)->latin &&
               text_scan_starts(s, verb, SAYS_PAST) && text_scan_starts(s, verb, SAYS_ATTACK);
}

bool text_speaker_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        return text_beside_after(s, &places[i], SAYS_ACTOR) || acts_on(s, &places[i]) ||
               is_attacker(s, places, n, i);
}
