#include "reader/places/text_finder.h"

#define CALLED_MOST   8 /* tokens of a list */
#define SHORT_MOST    4 /* tokens of a sentence that says that there is danger */
#define SHORT_CALL    8 /* of one that calls somebody */
#define FEW_SENTENCES 3

#define CRIES                                                                                                \
        (TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_ATTACK) |     \
         TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER))

static bool is_capital(const struct text_scan *s, uint32_t token)
{
        return text_scan_token(s, token)->letters >= CASE_TITLE;
}

/* Where the list of names that begins at the token ends: "Мирноград, Нова Водолага — КАБи". */
static uint32_t names_end(const struct text_scan *s, uint32_t token, uint32_t end)
{
        uint32_t at = token + 1;

        while (at < end && at - token < CALLED_MOST) {
                bool join = text_scan_starts(s, at, SAYS_JOIN) && !text_scan_gap(s, at, ~0u),
                     word = text_scan_starts_any(s, at, TEXT_ROLE(SAYS_KIND) | TEXT_ROLE(SAYS_PART));
                uint32_t next = join || word ? at + 1 : at; /* "Чорноморське, мис Тарханкут" */
                if (next >= end || !is_capital(s, next) ||
                    (!join && text_scan_gap(s, at, (unsigned)~(GAP_COMMA | GAP_SLASH | GAP_HYPHEN))) ||
                    text_scan_starts_any(s, next, TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT)))
                        break;
                at = next + 1;
        }
        return at;
}

/* Does danger, or its end, come there? "два шахеди", "ще 3 ракети" */
static bool says_danger(const struct text_scan *s, uint32_t at, uint32_t end)
{
        while (at < end && !text_scan_starts_any(s, at, CRIES) &&
               (text_scan_token(s, at)->number || text_scan_token(s, at)->symbol ||
                text_scan_starts_any(s, at, TEXT_ROLE(SAYS_COUNT) | TEXT_ROLE(SAYS_FILLER))))
                at++;
        return at < end && text_scan_starts_any(s, at, CRIES);
}

/* "Почеп, две штуки": in a sentence of few words. */
static bool is_counted(const struct text_scan *s, uint32_t first, uint32_t at, uint32_t end)
{
        return end - first <= SHORT_CALL && text_scan_starts_any(s, at, TEXT_ROLE(SAYS_CRY));
}

/* "Лиман увага": a noun, and no adjective before it. */
static bool is_cry(const struct text_scan *s, uint32_t token, uint32_t at)
{
        const uint64_t roles = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ATTACK);

        return (s->starts[at] & roles) == roles && !text_scan_gap(s, at, ~0u) &&
               !text_scan_token(s, token)->latin && !text_scan_ends_like(s, token, ENDING_QUALITY);
}

/* "Валки! Шахед.", "КАБи! Валки": a sentence of nothing but names, beside a short one that says that there is danger. In a longer
 * text, "Воля. Тривога. Любов." are no places. */
static bool is_beside_cry(const struct text_scan *s, uint32_t token)
{
        const struct text_words *w = &s->words;
        const uint32_t number = text_scan_token(s, token)->sentence;
        const struct text_sentence *o = &w->sentences[number];

        if (w->n_sentences > FEW_SENTENCES && text_scan_starts(s, token, SAYS_COMMON))
                return false;
        if (number + 1 < w->n_sentences && o[1].end - o[1].first <= SHORT_MOST &&
            says_danger(s, o[1].first, o[1].end))
                return true;
        return number > 0 && o[-1].end - o[-1].first <= SHORT_MOST && says_danger(s, o[-1].first, o[-1].end);
}

/* "Увага, Валки!": what people are called to begins the sentence. */
static bool is_addressed(const struct text_scan *s, uint32_t first, uint32_t token)
{
        const struct text_match *m = token > first ? text_scan_ends(s, token - 1, SAYS_ATTACK) : NULL;

        return m && m->first == first && text_scan_gap(s, token, GAP_COMMA) &&
               text_scan_starts(s, first, SAYS_LIVE);
}

bool text_finder_called(const struct text_finder *f, uint32_t token)
{
        const struct text_scan *s = f->s;
        const struct text_sentence *sentence = text_scan_sentence(s, token);
        uint32_t first = sentence->first, at;

        if (!is_capital(s, token) || text_scan_gap(s, token, GAP_QUOTE) ||
            text_scan_starts_any(s, token,
                                 TEXT_ROLE(SAYS_NAMED) | TEXT_ROLE(SAYS_OFFICIAL) | TEXT_ROLE(SAYS_EVENT)))
                return false;
        while (first < token && text_scan_token(s, first)->symbol)
                first++;
        if (token != first)
                return is_addressed(s, first, token);
        at = names_end(s, token, sentence->end);
        if (at == sentence->end)
                return is_beside_cry(s, token);
        if (text_scan_gap(s, at, GAP_COMMA | GAP_COLON | GAP_DASH))
                return says_danger(s, at, sentence->end) || is_counted(s, first, at, sentence->end);
        return at == token + 1 && is_cry(s, token, at);
}
