#include "reader/clauses/text_old.h"

#include <stdlib.h>
#include <string.h>

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

/* Behind a preposition or "between", not "двое, 1977 и 2007 годов рождения". */
static bool is_placed(const struct text_scan *s, uint32_t token)
{
        const uint64_t words = TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_FROM) | TEXT_ROLE(SAYS_TO) |
                               TEXT_ROLE(SAYS_OLD) | TEXT_ROLE(SAYS_BETWEEN);

        return token > 0 && !text_scan_gap(s, token, GAP_COMMA) &&
               (s->ends[token - 1] & words || text_scan_token(s, token - 1)->latin ||
                text_scan_token(s, token - 1)->letters != CASE_LOWER);
}

/* "1919-2026", "between 1949 and 1989". */
static bool is_range(const struct text_scan *s, uint32_t token)
{
        const uint32_t end = text_scan_sentence(s, token)->end;
        uint32_t next = token + 1;

        if (next >= end)
                return false;
        if (!text_scan_gap(s, next, GAP_HYPHEN | GAP_DASH) &&
            (!is_placed(s, token) || !text_scan_starts(s, next, SAYS_JOIN) || ++next >= end))
                return false;
        return year_of(s, next) > year_of(s, token) && year_of(s, next) <= s->year;
}

/* "В 2025 году", "in the spring of 2025": so far back that no day is told. */
static bool is_last_year(const struct text_scan *s, uint32_t token)
{
        return year_of(s, token) == s->year - 1 && !text_scan_ends(s, token - 1, SAYS_MONTH) &&
               (text_scan_ends(s, token - 1, SAYS_AT) || text_scan_ends(s, token - 1, SAYS_OLD));
}

/* "New Year's Eve of 2019-го": said so it is a year, unless it is that of a birth. */
static bool is_ordinal(const struct text_scan *s, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(s, token);

        return token + 1 < sentence->end && text_scan_gap(s, token + 1, GAP_HYPHEN) &&
               text_scan_token(s, token + 1)->letters == CASE_LOWER &&
               !text_scan_ends(s, token - 1, SAYS_SINGLE) && /* "a woman of 1961" was born then */
               !(token + 2 < sentence->end && !text_scan_gap(s, token + 2, ~0u) &&
                 text_scan_starts(s, token + 2, SAYS_MEASURE));
}

bool text_old_of_event(const struct text_scan *s, uint32_t token)
{
        const uint64_t events = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK);
        const struct text_sentence *sentence = text_scan_sentence(s, token);
        const bool goes_on = token + 1 < sentence->end && !text_scan_gap(s, token + 1, ~0u);

        if (token == sentence->first || text_scan_gap(s, token, ~0u))
                return false;
        if (goes_on && text_scan_starts(s, token + 1, SAYS_MEASURE))
                return s->ends[token - 1] & events;
        if (!text_scan_ends(s, token - 1, SAYS_BETWEEN))
                return false;
        return (token > sentence->first + 1 && s->ends[token - 2] & events) ||
               (goes_on && text_scan_starts(s, token + 1, SAYS_EVENT));
}

#define ROUND 100

/* "На 1800 «квадратах»", "в 2000 домах": so many of what stands behind it. */
static bool is_amount(const struct text_scan *s, uint32_t token)
{
        const struct text_token *next = text_scan_token(s, token + 1);
        const struct text_match *m;

        if (token + 1 >= text_scan_sentence(s, token)->end || next->letters != CASE_LOWER ||
            next->gap & (unsigned)~GAP_QUOTE)
                return false;
        m = text_scan_starts(s, token + 1, SAYS_MEASURE);
        return m ? strcmp(m->phrase->value, "year") != 0
                 : next->gap || (!s->starts[token + 1] && year_of(s, token) % ROUND == 0);
}

/* "1942 року ...": a sentence begins with a year and the word for it. */
static bool is_first_of(const struct text_scan *s, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(s, token);
        const struct text_match *m;

        if (token != sentence->first || token + 1 >= sentence->end || text_scan_gap(s, token + 1, ~0u))
                return false;
        m = text_scan_starts(s, token + 1, SAYS_MEASURE);
        return m && strcmp(m->phrase->value, "year") == 0;
}

static bool is_old_year(const struct text_scan *s, uint32_t token)
{
        long year = year_of(s, token);

        if (is_first_of(s, token) && year >= OLD_YEAR_FIRST && year <= s->year - OLD_YEARS)
                return true;
        if (year < OLD_YEAR_FIRST || !token || is_amount(s, token) ||
            text_scan_ends(s, token, SAYS_NONE)) /* "for the first time since 2022" */
                return false;
        if (is_last_year(s, token))
                return true;
        if (year > s->year - OLD_YEARS)
                return false;
        if (is_range(s, token) || is_ordinal(s, token) || text_old_of_event(s, token))
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

#define MONTH_DAYS  31
#define DATE_WITHIN 40 /* tokens of a text in which its date stands */
#define OPENS       6  /* tokens of a sentence that begins with a date */
#define NAME_MOST   5 /* tokens of a place in front of that: "Чернівецька область, 4 лютого:" */
#define DAYS_LEAST  2 /* reports are of yesterday, too */
#define DAYS_MOST   62

/* Between 1 and 31, else 0. */
static uint32_t day_number(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);
        long day = t->number && s->words.words[t->word].size <= 2
                       ? strtol(s->words.words[t->word].folded, NULL, 10)
                       : 0;

        return day <= MONTH_DAYS ? (uint32_t)day : 0;
}

/* "2 липня", "July 2": the days since the year began, of months of 31 days; 0: no date. */
static uint32_t date_at(const struct text_scan *s, uint32_t token, uint32_t end)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_MONTH);
        uint32_t day = 0;

        if (!m || m->phrase->number <= 0)
                return 0;
        if (token > 0 && !text_scan_gap(s, token, ~0u))
                day = day_number(s, token - 1);
        if (!day && m->last + 1 < end && !text_scan_gap(s, m->last + 1, (unsigned)~GAP_PERIOD))
                day = day_number(s, m->last + 1);
        return day ? (uint32_t)m->phrase->number * MONTH_DAYS + day : 0;
}

/* Where the second paragraph of whole sentences begins, or the end: what is dated there is not all of the text. */
static uint32_t end_of_lead(const struct text_scan *s)
{
        for (uint32_t at = 1; at < s->words.n_tokens && at < DATE_WITHIN; at++)
                if (text_scan_gap(s, at, GAP_PARAGRAPH) && text_scan_gap(s, at, GAP_PERIOD))
                        return at;
        return s->words.n_tokens;
}

uint32_t text_old_today(const struct text_scan *s)
{
        const uint32_t end = end_of_lead(s);
        uint32_t date = 0;

        for (uint32_t at = 0; !date && at < end && at < DATE_WITHIN; at++)
                date = date_at(s, at, end);
        return date ? date : (uint32_t)s->month * MONTH_DAYS + (uint32_t)s->day;
}

/* Where the sentence begins, or goes on behind what stands in front of its first comma. */
static uint32_t opening_of(const struct text_scan *s, const struct text_sentence *sentence)
{
        for (uint32_t at = sentence->first + 1; at < sentence->end && at <= sentence->first + NAME_MOST; at++)
                if (text_scan_gap(s, at, GAP_COMMA))
                        return day_number(s, at) || text_scan_starts(s, at, SAYS_MONTH) ? at
                                                                                        : sentence->first;
        return sentence->first;
}

uint32_t text_old_opening(const struct text_scan *s, const struct text_sentence *sentence)
{
        const uint32_t first = opening_of(s, sentence);
        uint32_t date = 0;

        for (uint32_t at = first; !date && at < sentence->end && at < first + OPENS; at++)
                date = date_at(s, at, sentence->end);
        return date;
}

bool text_old_is_earlier(uint32_t date, uint32_t today)
{
        return date + DAYS_LEAST <= today && today <= date + DAYS_MOST;
}
