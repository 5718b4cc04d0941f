#include "reader/clauses/text_spread.h"

#include <string.h>

#include "reader/clauses/text_old.h"

#define DATE_OPENS 4 /* tokens before the date that a sentence begins with */

/* Does the text begin with a sentence that tells something, rather than with a title? */
static bool is_told_before(const struct text_clauses *f, const struct text_sentence *sentence)
{
        for (const struct text_clause *c = f->clauses; c->first < sentence->first; c++)
                if (c->told && c->meant && !c->old)
                        return text_scan_gap(f->s, sentence->first, GAP_PERIOD);
        return false;
}

/* "4 июня 1988 года в Арзамасе ...", "84% of drones downed in May": the date of the first sentence, or of that under the title,
 * is that of all the text. */
static bool is_old_lead(const struct text_clauses *f, const struct text_clause *c, uint32_t date)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        if (c->sentence > 1 || !sentence->starts_line || (c->sentence == 1 && is_told_before(f, sentence)))
                return false;
        if (date < sentence->first + DATE_OPENS)
                return true;
        if (c->sentence == 1 || date + 2 < sentence->end)
                return false;
        for (uint32_t at = sentence->first; at < sentence->end; at++)
                if (text_scan_gap(f->s, at, GAP_COMMA) && at > sentence->first && at != date)
                        return false;
        return true;
}

static bool says_nothing(const struct text_clause *c)
{
        return !(c->past || c->live || c->clear || c->happened || c->forecast || c->still || c->under ||
                 c->events);
}

/* Is a paragraph nothing but "Ещё по теме"? Then the headlines under it are teasers, too. */
static bool heads_teasers(const struct text_clauses *f, uint32_t first, uint32_t end)
{
        const struct text_match *m = text_scan_starts(f->s, first, SAYS_TEASER);

        return m && m->slots > 1 && m->last + 1 == end;
}

/* What a teaser says is said elsewhere. */
static void silence(struct text_clause *c)
{
        c->past = c->live = c->clear = c->happened = c->forecast = c->still = c->events = c->begun = c->told =
            c->opens = 0;
}

/* Years long past, and other months. */
static void note_dates(struct text_clauses *f, struct text_clause *c)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        /* "Летом 2023-го он был в Рыльске, а потом по городу били", "two days ago a strike on cities, Kyiv among them, ...": the
         * time goes on, but danger is always now */
        if (c > f->clauses && c[-1].dated && c[-1].sentence == c->sentence && !c->today && !c->live &&
            !text_scan_starts(f->s, c->first, SAYS_CONTRAST) && !text_scan_gap(f->s, c->first, GAP_SEMICOLON))
                c->old++;
        for (uint32_t t = c->first; t < c->end; t++)
                if (text_old_date(f->s, t)) {
                        const bool of_event = text_old_of_event(f->s, t);
                        c->old++;
                        c->dated |=
                            text_scan_token(f->s, t)->number && t < sentence->first + DATE_OPENS && !of_event;
                        f->looks_back |= !of_event && is_old_lead(f, c, t);
                }
}

/* "Нагадаємо, торік ...", "3 марта ...": what begins a paragraph so is of another time down to its end, to what is said to be of
 * today, or to another day. */
static bool goes_back(const struct text_clauses *f, const struct text_clause *c, uint32_t today, bool before)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
        const uint32_t date = c->first == sentence->first ? text_old_opening(f->s, sentence) : 0;

        if (date)
                return text_old_is_earlier(date, today);
        if (sentence->starts_paragraph && c->first == sentence->first)
                before = c->recalls;
        return before && !c->today;
}

/* What stands under "read also", up to the next paragraph, and sentences of years long past, or of days before. */
void text_spread_teasers(struct text_clauses *f)
{
        const uint32_t today = text_old_today(f->s);
        bool teaser = false, headlines = false, back = false;
        uint32_t paragraph = 0;
        uint32_t credits = UINT32_MAX; /* the line */

        for (size_t i = 0; i < f->n_clauses; i++) {
                struct text_clause *c = &f->clauses[i];
                const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
                back = goes_back(f, c, today, back);
                c->old += back;
                if (sentence->starts_paragraph && c->first == sentence->first) {
                        headlines = teaser && heads_teasers(f, paragraph, c->first);
                        paragraph = c->first;
                        teaser = false;
                }
                teaser = (teaser && !headlines) || c->teaser || (headlines && !c->live);
                if (c->credits)
                        credits = sentence->line;
                c->teaser = teaser || (sentence->line == credits && says_nothing(c));
                if (teaser)
                        silence(c);
                note_dates(f, c);
        }
}

/* "Останні новини Сумщини": a line of such words and of names, behind other lines. */
static bool is_news_heading(const struct text_clauses *f, const struct text_sentence *sentence)
{
        const struct text_match *m = text_scan_starts(f->s, sentence->first, SAYS_TEASER);
        uint32_t at;

        if (!m || strcmp(m->phrase->value, "heading") != 0 || !sentence->starts_line ||
            (sentence->end < f->s->words.n_tokens && !sentence[1].starts_line))
                return false;
        for (at = m->last + 1; at < sentence->end && !text_clauses_have_places(f, at, at + 1); at++)
                if (!text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_FROM)))
                        return false;
        return at == sentence->end || f->places[text_clauses_place_from(f, at)].to + 1 == sentence->end;
}

static bool begins_with_clock(const struct text_clauses *f, uint32_t token)
{
        return token + 1 < f->s->words.n_tokens && text_words_is_clock(&f->s->words, token + 1);
}

/* The lines under "latest news" that begin with a time of day, in a text that tells nothing itself. */
void text_spread_headlines(struct text_clauses *f)
{
        bool told = false, under = false;

        for (struct text_clause *c = f->clauses; !told && c < f->clauses + f->n_clauses; c++) {
                const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
                if (c->first == sentence->first && sentence->starts_line)
                        under = (under && begins_with_clock(f, c->first)) || is_news_heading(f, sentence);
                if (under && !c->live) {
                        silence(c);
                        c->teaser = true;
                }
                told |= !under && !c->old && (c->told || c->events);
        }
}

/* In a report of many lines, what people are told to do is said of its line. */
void text_spread_orders(struct text_clauses *f)
{
        bool is_short = f->s->words.size <= TEXT_POST_MAX;

        for (size_t first = 0, end; first < f->n_clauses; first = end) {
                uint32_t line = f->s->words.sentences[f->clauses[first].sentence].line;
                unsigned orders = 0;
                for (end = first;
                     end < f->n_clauses && f->s->words.sentences[f->clauses[end].sentence].line == line;
                     end++)
                        orders += f->clauses[end].orders;
                for (size_t i = first; i < end; i++)
                        f->clauses[i].ordered = is_short ? f->orders : orders > 0;
        }
}

/* Which lines have places in them, and which nothing else. */
void text_spread_places(struct text_clauses *f)
{
        for (size_t first = 0, end; first < f->n_clauses; first = end) {
                uint32_t line = f->s->words.sentences[f->clauses[first].sentence].line;
                bool places = false, names = true;
                for (end = first; end < f->n_clauses; end++) {
                        if (f->s->words.sentences[f->clauses[end].sentence].line != line)
                                break;
                        places |= f->clauses[end].places;
                        names &= f->clauses[end].names_only && f->clauses[end].places;
                }
                for (size_t i = first; i < end; i++) {
                        f->clauses[i].line_places = places;
                        f->clauses[i].line_names = names;
                }
        }
}
