#include "reader/places/text_dateline.h"

#define BRACKETED_LEAST 9 /* tokens of a sentence behind a dateline in brackets */

/* "МОСКВА, 1 авг.", "Москва. 26 октября.", "KYIV (Reuters)". */
static bool is_dateline(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        const struct text_token *next;
        uint32_t to = p->to;
        bool number;

        if (!sentence->starts_line || p->from != sentence->first || p->to + 1 >= s->words.n_tokens ||
            text_scan_token(s, p->from)->sentence > 6)
                return false;
        if (p->head && place_level(s->gazetteer, p->place) == LEVEL_REGION)
                return false; /* nobody reports from all of a region: the text is about it */
        if (text_scan_gap(s, to + 1, GAP_SLASH) && to + 2 < s->words.n_tokens)
                to++; /* "LONDON/DUBAI, Sept 2" */
        next = text_scan_token(s, to + 1);
        number = next->number && to + 2 < s->words.n_tokens && text_scan_starts(s, to + 2, SAYS_MONTH);
        if (next->gap & (GAP_COMMA | GAP_PERIOD) && !(next->gap & GAP_LINE) &&
            (number || text_scan_starts(s, to + 1, SAYS_MONTH)))
                return true;
        if (text_scan_gap(s, p->from, GAP_OPEN) && next->gap & GAP_CLOSE && next->letters == CASE_TITLE &&
            sentence->end - to > BRACKETED_LEAST)
                return true; /* "(Kyiv) Seven people were hurt", not "(Kharkiv) Take cover!" */
        /* "KHARKIV, Ukraine -" */
        if (next->gap & GAP_COMMA && next->latin && next->letters == CASE_TITLE &&
            text_scan_starts(s, p->to + 1, SAYS_BETWEEN) && p->to + 2 < s->words.n_tokens &&
            text_scan_gap(s, p->to + 2, GAP_DASH | GAP_OPEN))
                return true;
        return next->gap & GAP_OPEN && text_scan_starts(s, p->to + 1, SAYS_OFFICIAL) == NULL && next->latin &&
               text_scan_token(s, p->from)->letters == CASE_UPPER;
}

/* "ODESA", with a dash or a full stop behind it, at the start of a line. */
static bool heads_line(const struct text_scan *s, const struct text_place *p)
{
        uint32_t first = text_scan_sentence(s, p->from)->first;

        return text_scan_sentence(s, p->from)->starts_line && p->from == first &&
               p->to + 1 < s->words.n_tokens && text_scan_token(s, p->first)->letters == CASE_UPPER &&
               text_scan_gap(s, p->to + 1, GAP_DASH | GAP_PERIOD | GAP_COLON);
}

/* "MYKOLAIV – take shelter. / ODESA – the alert is over.": other lines of the text begin so, too. */
static bool is_in_list(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        for (size_t k = 0; k < n; k++)
                if (k != i && places[k].place != PLACE_NONE && heads_line(s, &places[k]))
                        return true;
        return false;
}

/* "POLTAVA — The alert in Sumy is over": it is over where the sentence says, if that has another place. */
static bool is_over_elsewhere(const struct text_scan *s, const struct text_place *next, uint32_t at)
{
        uint32_t end = text_scan_sentence(s, at)->end;

        if (!next || next->from >= end || next->place == PLACE_NONE)
                return false;
        while (at < end && !text_scan_starts(s, at, SAYS_CLEAR))
                at++;
        return at < end;
}

#define CAPITALS_LEAST 8 /* tokens of the sentence after a dateline in capitals */
#define TOLD_LEAST     16
#define ARTICLE_LEAST  600 /* bytes */

/* "ATHENS — A wildfire on Chios was burning out of control": in an article, a long sentence of the danger in another region. */
static bool is_told_from_afar(const struct text_scan *s, const struct text_place *p,
                              const struct text_place *next, uint32_t at)
{
        uint32_t end = text_scan_sentence(s, at)->end;

        return s->words.size > ARTICLE_LEAST && end - at >= TOLD_LEAST && next && next->from < end &&
               next->place != PLACE_NONE && place_level(s->gazetteer, next->place) > LEVEL_COUNTRY &&
               place_ancestor(s->gazetteer, next->place, LEVEL_REGION) !=
                   place_ancestor(s->gazetteer, p->place, LEVEL_REGION);
}

/* Capitals alone, with a dash or a full stop after them, before a long sentence in ordinary letters that has no danger in
 * it now and names another place: "УЖГОРОД. Рівень Тиси ...", "WARSAW, Poland (AP) — ...". A warning may be written so
 * too: "ХАРКІВ — в укриття!". */
static bool is_dateline_in_capitals(const struct text_scan *s, const struct text_place *places, size_t n,
                                    size_t i)
{
        const struct text_place *p = &places[i], *next = i + 1 < n ? &places[i + 1] : NULL;
        uint32_t at = p->to + 1, end;
        bool country = false;

        for (uint32_t token = p->first; token <= p->last; token++)
                if (text_scan_token(s, token)->letters != CASE_UPPER)
                        return false;
        if (p->from != text_scan_sentence(s, p->first)->first ||
            !text_scan_sentence(s, p->first)->starts_line || p->head || at >= s->words.n_tokens ||
            text_scan_token(s, p->from)->sentence > 6)
                return false;
        if (next && next->from == at && next->place != PLACE_NONE && text_scan_gap(s, at, GAP_COMMA) &&
            place_contains(s->gazetteer, next->place, p->place)) { /* "WARSAW, Poland" */
                at = next->to + 1;
                country = true;
                next = i + 2 < n ? next + 1 : NULL;
                if (at < s->words.n_tokens &&
                    (text_scan_gap(s, at, GAP_OPEN) || text_scan_starts(s, at, SAYS_MONTH)))
                        return true;
        }
        if (at >= s->words.n_tokens || !text_scan_gap(s, at, GAP_DASH | GAP_PERIOD) ||
            text_scan_gap(s, at, GAP_LINE) || text_scan_token(s, at)->letters == CASE_UPPER)
                return false;
        end = text_scan_sentence(s, at)->end;
        if (end - at < CAPITALS_LEAST)
                return false;
        if (is_over_elsewhere(s, next, at))
                return !is_in_list(s, places, n, i);
        for (uint32_t token = is_told_from_afar(s, p, next, at) ? end : at; token < end; token++)
                if (text_scan_starts_any(s, token, TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER)))
                        return false;
        for (; next && next < places + n; next++)
                if (next->place == PLACE_NONE
                        ? country && next->expected
                        : next->place != p->place && place_level(s->gazetteer, next->place) != LEVEL_COUNTRY)
                        return !is_in_list(s, places, n, i);
        return false;
}

/* "Київ • УНН", "Kyiv • UNN • 1284 views", alone in its line: a city, a sign and an agency. */
static bool is_before_agency(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t agency = p->to + 1, n = s->words.n_tokens;
        const unsigned ends = GAP_LINE | GAP_PARAGRAPH;

        return agency < n && p->from == p->first && text_scan_sentence(s, p->from)->starts_line &&
               p->from == text_scan_sentence(s, p->from)->first &&
               text_scan_gap(s, agency, GAP_BULLET | GAP_SLASH) && !text_scan_gap(s, agency, ends) &&
               text_scan_token(s, agency)->letters == CASE_UPPER && !s->starts[agency] &&
               (agency + 1 == n || text_scan_gap(s, agency + 1, ends | GAP_BULLET | GAP_SLASH));
}

/* "AFP Kyiv", alone in its line. */
static bool is_behind_agency(const struct text_scan *s, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->from);
        const struct text_match *agency =
            p->from == sentence->first + 1 ? text_scan_starts(s, sentence->first, SAYS_MONTH) : NULL;

        return agency && *agency->phrase->value == '-' && sentence->starts_line &&
               (p->to + 1 == s->words.n_tokens || text_scan_gap(s, p->to + 1, GAP_LINE | GAP_PARAGRAPH));
}

bool text_dateline_is(const struct text_scan *s, const struct text_place *places, size_t n, size_t i)
{
        return is_dateline(s, &places[i]) || is_before_agency(s, &places[i]) ||
               is_behind_agency(s, &places[i]) || is_dateline_in_capitals(s, places, n, i);
}
