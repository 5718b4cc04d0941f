#include "reader/clauses/text_subject.h"

#include <string.h>

#define BACK_MOST 24 /* tokens */

/* What is said of alarms. */
#define ALARMS (TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK))

static bool starts_part(const struct text_clauses *f, uint32_t token)
{
        return token == text_scan_sentence(f->s, token)->first ||
               (text_scan_gap(f->s, token, TEXT_GAPS_CELL) && !text_words_is_clock(&f->s->words, token));
}

/* "Is no longer in force": a verb that does not say itself what has ended. */
static bool is_bare(const struct text_clauses *f, const struct text_match *m)
{
        const struct text_match *verb = text_scan_starts(f->s, m->first, SAYS_LIFTED);

        return verb && verb->last == m->last && strcmp(verb->phrase->value, "said") == 0;
}

/* Does anything but an alarm, or names ("and in Tambov no longer"), stand before it in its part of the sentence? */
static bool is_behind_other(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t known = TEXT_LISTING | ALARMS | TEXT_ROLE(SAYS_CONTRAST) | TEXT_ROLE(SAYS_FILLER);
        uint32_t first = m->first;

        while (!starts_part(f, first) && m->first - first < BACK_MOST)
                first--;
        return !text_clauses_are_small(f, first, m->first, known);
}

/* A word in small letters of which the vocabulary knows nothing, or only that it belongs to something else ("угроза срыва"). */
static bool is_unknown(const struct text_clauses *f, uint32_t token)
{
        const struct text_token *t = text_scan_token(f->s, token);

        return t->letters == CASE_LOWER && !t->number && !t->symbol && !t->gap &&
               !((f->s->starts[token] | f->s->ends[token] | t->lexeme->roles) & ~TEXT_ROLE(SAYS_NONE));
}

/* A word of the phrase that says what is over: that of an alarm, or one that is for other things, too ("режим"). */
static bool is_noun(const struct text_clauses *f, const struct text_match *m, uint32_t token)
{
        const struct text_phrase *regime;

        if (!text_match_has(m, token))
                return false;
        regime = text_scan_word(f->s, token, SAYS_LIFTED);
        return text_scan_token(f->s, token)->lexeme->roles & ALARMS ||
               (regime && !strcmp(regime->value, "regime"));
}

/* "Угроза [отключения света] снята": unknown words behind one of the phrase's, the first of which says whose or of what, and no alarm
 * behind them ("угроза нанесения удара"). */
static bool is_of_unknown(const struct text_clauses *f, const struct text_match *m, uint32_t token)
{
        const uint32_t end = text_scan_sentence(f->s, m->first)->end;

        if (token >= end || !is_unknown(f, token) || !text_scan_ends_like(f->s, token, ENDING_WHOSE))
                return false;
        while (token < end && !text_match_has(m, token) && is_unknown(f, token))
                token++;
        return token == end || (text_scan_gap(f->s, token, ~0u) && !text_match_has(m, token)) ||
               !((f->s->starts[token] | text_scan_token(f->s, token)->lexeme->roles) & ALARMS);
}

bool text_subject_is_other(const struct text_clauses *f, const struct text_match *m)
{
        if (is_bare(f, m))
                return is_behind_other(f, m);
        for (uint32_t at = m->first; at <= m->last; at++)
                if (is_noun(f, m, at) && !text_match_has(m, at + 1) && is_of_unknown(f, m, at + 1))
                        return true;
        return false;
}
