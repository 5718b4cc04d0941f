#include "report/text_old.h"

#include <stdlib.h>

#define OLD_YEARS      2    /* so many years ago is not now */
#define OLD_YEAR_FIRST 1800 /* what is less may be an hour: "в 1730" */

/* The year that the token is, or 0. */
static long year_of(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);

        return t->number && s->words.words[t->word].size == 4
                   ? strtol(s->words.words[t->word].folded, NULL, 10)
                   : 0;
}

/* "1919-2026". */
static bool is_range(const struct text_scan *s, uint32_t token)
{
        return token + 1 < text_scan_sentence(s, token)->end &&
               text_scan_gap(s, token + 1, GAP_HYPHEN | GAP_DASH) &&
               year_of(s, token + 1) > year_of(s, token) && year_of(s, token + 1) <= s->year;
}

/* "В 2025 году", "in the spring of 2025": so far back that no day is told. */
static bool is_last_year(const struct text_scan *s, uint32_t token)
{
        return year_of(s, token) == s->year - 1 && !text_scan_ends(s, token - 1, SAYS_MONTH) &&
               (text_scan_ends(s, token - 1, SAYS_AT) || text_scan_ends(s, token - 1, SAYS_OLD));
}

static bool is_old_year(const struct text_scan *s, uint32_t token)
{
        long year = year_of(s, token);

        if (year < OLD_YEAR_FIRST || !token ||
            text_scan_ends(s, token, SAYS_NONE)) /* "for the first time since 2022" */
                return false;
        if (is_last_year(s, token))
                return true;
        if (year > s->year - OLD_YEARS)
                return false;
        if (is_range(s, token))
                return true;
        /* "в 1943 году", "5 августа 1943", but not "1950 года рождения" */
        return text_scan_ends(s, token - 1, SAYS_AT) || text_scan_ends(s, token - 1, SAYS_FROM) ||
               text_scan_ends(s, token - 1, SAYS_MONTH) ||
               text_scan_ends(s, token - 1, SAYS_OLD); /* "летом 1972 года" */
}

/* "В июне": another month than that in which the text was written, without a day. */
static bool is_other_month(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_MONTH);
        const struct text_sentence *sentence = text_scan_sentence(s, token);
        const struct text_token *next = token + 1 < sentence->end ? text_scan_token(s, token + 1) : NULL;

        if (!m || m->phrase->number <= 0 || m->phrase->number == s->month || token == sentence->first ||
            !text_scan_ends(s, token - 1, SAYS_AT))
                return false;
        return !next || !next->number || s->words.words[next->word].size == 4; /* "on May 5" is a day */
}

bool text_old_date(const struct text_scan *s, uint32_t token)
{
        return is_old_year(s, token) || is_other_month(s, token);
}
