#include "reader/places/text_finder.h"

#include <string.h>

#include "reader/places/text_route.h"

/* "Обстріл Білозерки", "атакували Городок": whose it was, or what was hit, stands without a preposition. */
static bool is_behind_strike(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);

        return !t->latin && t->letters == CASE_TITLE &&
               s->ends[token - 1] & (TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK));
}

/* "Residents of Penteli". */
static bool are_residents(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_ends(s, token, SAYS_NAMED);

        return m && !strcmp(m->phrase->value, TEXT_RESIDENT);
}

/* "Kharkiv region". */
static bool has_head(const struct text_scan *s, uint32_t token)
{
        return token + 1 < text_scan_sentence(s, token)->end &&
               !text_scan_gap(s, token + 1, (unsigned)~GAP_QUOTE) &&
               text_scan_starts(s, token + 1, SAYS_HEAD);
}

#define ARTICLE 3 /* letters: "in the House" */

/* "In Romania's Plauru", "в северном Просвете": back to what stands behind the preposition. */
static uint32_t skip_between(const struct text_scan *s, uint32_t token, uint32_t first)
{
        for (unsigned skipped = 0; token > first && skipped < 2; skipped++) {
                const struct text_token *t = text_scan_token(s, token - 1);
                const struct text_match *m = text_scan_ends(s, token - 1, SAYS_BETWEEN);
                if (text_scan_gap(s, token, ~0u) || !(t->possessive || (m && t->lexeme->size > ARTICLE)))
                        break;
                token = t->possessive ? token - 1 : m->first;
        }
        return token;
}

/* Does it stand behind a preposition, or a word for a settlement? */
static bool is_placed(const struct text_scan *s, uint32_t token)
{
        return !text_scan_gap(s, token, GAP_COMMA | GAP_COLON | GAP_DASH | GAP_CLOSE) &&
               (text_scan_ends(s, token - 1, SAYS_AT) || text_scan_ends(s, token - 1, SAYS_TO) ||
                text_scan_ends(s, token - 1, SAYS_KIND));
}

bool text_finder_expected(const struct text_finder *f, uint32_t token)
{
        const uint32_t first = text_scan_sentence(f->s, token)->first;
        const uint32_t back = skip_between(f->s, token, first);

        if (token > first && !text_scan_gap(f->s, token, GAP_COMMA | GAP_COLON | GAP_DASH | GAP_CLOSE) &&
            (is_placed(f->s, token) || is_behind_strike(f->s, token) || are_residents(f->s, token - 1)))
                return true;
        return (back > first && back < token && is_placed(f->s, back)) || has_head(f->s, token);
}

/* "курсом на", "→", but not "до"; "БпЛА на", "ще один на". */
static bool is_aimed_at(const struct text_scan *s, uint32_t token, uint32_t start)
{
        const struct text_match *m = text_scan_ends(s, token - 1, SAYS_TO);

        if (m && strcmp(m->phrase->value, "weak") != 0)
                return true;
        m = text_scan_ends(s, token - 1, SAYS_LIVE);
        if (m && m->slots >= 2 && m->phrase->number < 0) /* "йдуть на", "ціль на" */
                return true;
        m = text_scan_ends(s, token - 1, SAYS_AT);
        return m &&
               (m->slots >= 2 || (m->first > start && text_scan_token(s, token)->letters == CASE_TITLE &&
                                  !text_scan_gap(s, m->first, ~0u) &&
                                  s->ends[m->first - 1] & (TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CRY))));
}

/* "На перегоне Рудня — Голынки": an end of a stretch. */
static bool ends_stretch(const struct text_finder *f, uint32_t token)
{
        const struct text_place *before = f->n ? &f->places[f->n - 1] : NULL;

        if (text_scan_gap(f->s, token, GAP_DASH)) {
                if (!before || before->to + 1 != token)
                        return false;
                token = before->from;
        }
        return token > text_scan_sentence(f->s, token)->first && !text_scan_gap(f->s, token, GAP_DASH) &&
               text_route_ends_stretch(f->s, token - 1);
}

bool text_finder_announced(const struct text_finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);

        if (has_head(f->s, token))
                return true;
        if (text_finder_called(f, token) || ends_stretch(f, token))
                return true;
        if (token == sentence->first)
                return false;
        if (text_scan_gap(f->s, token, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                return false;
        return text_scan_ends(f->s, token - 1, SAYS_KIND) || is_aimed_at(f->s, token, sentence->first);
}

/* A weapon's name. */
static bool is_weapon(const struct text_match *m)
{
        return m && 1u << m->phrase->number & VOCAB_FLYING;
}

/* "мопед на суми", "каби: суми": behind a weapon, and what aims it. */
static bool is_whispered_target(const struct text_scan *s, uint32_t first, uint32_t token)
{
        const struct text_match *at;

        if (text_scan_gap(s, token, GAP_COLON))
                return is_weapon(text_scan_ends(s, token - 1, SAYS_EVENT));
        if (text_scan_gap(s, token, ~0u))
                return false;
        at = text_scan_ends(s, token - 1, SAYS_AT);
        at = at ? at : text_scan_ends(s, token - 1, SAYS_TO);
        return at && at->first > first && !text_scan_gap(s, at->first, ~0u) &&
               is_weapon(text_scan_ends(s, at->first - 1, SAYS_EVENT));
}

#define WHISPER_MOST 5 /* tokens of a line that begins with a name and a weapon */

bool text_finder_whispered(const struct text_finder *f, uint32_t first, uint32_t last)
{
        const uint64_t cries =
            TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_CRY);
        const struct text_scan *s = f->s;
        const struct text_sentence *sentence = text_scan_sentence(s, first);

        if (!text_finder_whispers(f, sentence))
                return false;
        if (first == sentence->first)
                return last + 1 < sentence->end && (text_scan_starts_any(s, last + 1, cries) ||
                                                    (sentence->end - first <= WHISPER_MOST &&
                                                     is_weapon(text_scan_starts(s, last + 1, SAYS_EVENT))));
        if (is_whispered_target(s, sentence->first, first))
                return true;
        return last + 1 == sentence->end && !text_scan_gap(s, first, (unsigned)~GAP_COMMA) &&
               s->ends[first - 1] & cries;
}
