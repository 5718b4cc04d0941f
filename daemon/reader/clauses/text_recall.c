#include "reader/clauses/text_recall.h"

#include <string.h>

#include "reader/clauses/text_before.h"
#include "reader/clauses/text_passing.h"

#define DATELINE_MOST 4 /* tokens */

/* The first sentence, or that under a title which tells nothing itself, or behind a dateline. */
static bool is_lead(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_sentence *before = &f->s->words.sentences[c->sentence ? c->sentence - 1 : 0];

        if (c->sentence == 0)
                return true;
        if (c->sentence > 2 ||
            (!before[1].starts_line &&
             !(before->starts_line && before->end - before->first <= DATELINE_MOST)) ||
            (c->sentence == 2 && before[1].starts_line))
                return false;
        for (const struct text_clause *o = f->clauses; o->sentence < c->sentence; o++)
                if (o->past || o->happened || o->begun || o->live || o->forecast || o->clear)
                        return false;
        return true;
}

#define TODAY_FAR 10 /* tokens */

/* "Нагадаємо, цієї ночі", "Нагадаємо, Тернопіль цієї ночі": is what is called to mind of today? */
static bool is_of_today(const struct text_clauses *f, const struct text_match *m)
{
        const uint32_t end = text_scan_sentence(f->s, m->first)->end;
        const bool begins = m->first == text_scan_sentence(f->s, m->first)->first;

        for (uint32_t at = m->last + 1; at < end && at <= m->last + (begins ? TODAY_FAR : 1); at++) {
                const struct text_match *day = text_scan_starts(f->s, at, SAYS_OLD);
                if (day)
                        return strcmp(day->phrase->value, "today") == 0;
        }
        return false;
}

#define WHERE_MOST 16 /* tokens */

/* "On Chios, where it burnt last week, the fire is out": what is inserted about a place tells the time of that only. */
static bool is_of_where(const struct text_clauses *f, const struct text_match *m)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        const struct text_match *where;
        uint32_t first = m->first, end = m->last + 1;

        while (first > sentence->first && m->first - first < WHERE_MOST &&
               !text_scan_gap(f->s, first, GAP_COMMA))
                first--;
        where = first > sentence->first ? text_scan_starts(f->s, first, SAYS_PASSING) : NULL;
        if (!where || strcmp(where->phrase->value, "where") != 0)
                return false;
        while (end < sentence->end && end - m->last < WHERE_MOST &&
               !text_scan_gap(f->s, end, TEXT_PASSING_ENDS))
                end++;
        return end < sentence->end && text_scan_gap(f->s, end, GAP_COMMA);
}

/* "A memorial to the victims was opened": what such a text tells further down is of that time too. */
void text_recall_count(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        bool first = strcmp(m->phrase->value, "first") == 0, lead = first && is_lead(f, c);

        if (strcmp(m->phrase->value, "today") == 0) {
                c->today = true;
                return;
        }
        if (strcmp(m->phrase->value, "was") == 0) {
                c->was = true;
                return;
        }
        if (is_of_where(f, m))
                return;
        if (text_before_is(m)) {
                c->then = true;
                c->before |= text_before_is_said(m);
                return;
        }
        c->recalls |= !strcmp(m->phrase->value, "recall") && m->first == c->first && !is_of_today(f, m);
        c->old += (!first && !is_of_today(f, m)) || lead;
        c->dated |= !first && !is_of_today(f, m) && m->first == text_scan_sentence(f->s, m->first)->first;
        f->looks_back |= lead;
}
