#include "reader/places/text_street.h"

#include <string.h>

/* "Московском проспекте Харькова": the street has its name already, the city is where it is. */
bool text_street_has_name(const struct text_scan *s, const struct text_match *m)
{
        return !strncmp(m->phrase->value, "street", 6) && m->first > text_scan_sentence(s, m->first)->first &&
               text_scan_token(s, m->first - 1)->letters == CASE_TITLE &&
               !text_scan_gap(s, m->first, GAP_COMMA | GAP_OPEN) &&
               !text_scan_starts(s, m->first - 1, SAYS_AT); /* not "Ефремов, улица ...", "На улице ..." */
}

/* "Жителей трёх улиц Торопца вывозят": the streets, the market of a town, not those that are called after it. */
bool text_street_is_of(const struct text_scan *s, const struct text_place *p, const struct text_match *m)
{
        return !strcmp(m->phrase->value, "streets") && !text_scan_gap(s, m->first, GAP_OPEN) &&
               !text_scan_starts(s, p->first, SAYS_COMMON) &&
               !text_scan_ends_like(s, p->last, ENDING_QUALITY);
}

/* The first token behind a number and what may stand before one ("№"), or `at` where there is none. */
static uint32_t behind_number(const struct text_scan *s, uint32_t at, uint32_t end)
{
        uint32_t number = at;

        while (number < end && text_scan_token(s, number)->symbol)
                number++;
        return number < end && text_scan_token(s, number)->number && !text_words_is_clock(&s->words, number)
                   ? number + 1
                   : at;
}

/* Right behind the "on" that stands before streets, too. */
static bool is_on(const struct text_scan *s, const struct text_place *p)
{
        const struct text_match *on = p->from > text_scan_sentence(s, p->first)->first && !p->head
                                          ? text_scan_ends(s, p->from - 1, SAYS_AT)
                                          : NULL;

        return on && !strcmp(on->phrase->value, "street");
}

/* An adjective, and the number of a house that counts nothing behind it. */
static bool has_house(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t at = p->last + 1, end = text_scan_sentence(s, p->first)->end;
        const uint32_t next = behind_number(s, at, end);

        return text_scan_ends_like(s, p->last, ENDING_STREET) && next > at &&
               (next == end || text_scan_gap(s, next, (unsigned)~GAP_HYPHEN) ||
                text_scan_starts(s, next, SAYS_JOIN));
}

const char *text_street_why(const struct text_scan *s, const struct text_place *p)
{
        if (!is_on(s, p))
                return NULL;
        return text_scan_ends_like(s, p->last, ENDING_HONOUR) ? TEXT_STREET_AFTER
               : has_house(s, p)                              ? "street"
                                                              : NULL;
}
