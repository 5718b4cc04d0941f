#include "reader/clauses/text_timed.h"

#include "reader/clauses/text_ended.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"

#define CELL_MOST  24 /* tokens */
#define CELLS_MOST 8

/* What stands between two commas. */
struct entry {
        uint32_t first, end; /* tokens */
        uint32_t events;     /* that its alarms and all-clears name */
        bool time, place, alarm, clear;
        bool more; /* words that are none of these */
};

/* All that such an entry says. */
#define TIMED_STATES                                                                                         \
        (TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_HAPPENED) |   \
         TEXT_ROLE(SAYS_LIFTED) | TEXT_ROLE(SAYS_ATTACK))

static bool starts_entry(const struct text_clauses *f, uint32_t token)
{
        return token == text_scan_sentence(f->s, token)->first ||
               text_scan_gap(f->s, token, GAP_COMMA | GAP_SEMICOLON);
}

/* Takes in the phrases that begin at the token; returns where they end. */
static uint32_t take_phrases(const struct text_clauses *f, uint32_t token, struct entry *e)
{
        uint32_t end = token;

        for (uint32_t i = f->s->starting[token]; i < f->s->starting[token + 1]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (!((TIMED_STATES | TEXT_LISTING) >> m->role & 1))
                        continue;
                e->alarm |= text_lifted_is_alarm(f, m);
                e->clear |= m->role == SAYS_CLEAR;
                if (m->role <= SAYS_FORECAST && m->phrase->number >= 0)
                        e->events |= 1u << m->phrase->number;
                end = m->last + 1 > end ? m->last + 1 : end;
        }
        return end;
}

static struct entry entry_at(const struct text_clauses *f, uint32_t first, uint32_t end)
{
        struct entry e = {.first = first, .end = end, .place = text_clauses_have_places(f, first, end)};
        uint32_t known = first; /* up to this token */
        size_t k = text_clauses_place_from(f, first);

        for (uint32_t at = first; at < end; at++) {
                const uint32_t said = take_phrases(f, at, &e);
                known = said > known ? said : known;
                for (; k < f->n_places && f->places[k].from <= at; k++)
                        known = f->places[k].to + 1 > known ? f->places[k].to + 1 : known;
                e.time |= text_words_is_clock(&f->s->words, at);
                e.more |= at >= known && !text_scan_token(f->s, at)->number;
        }
        e.more |= e.alarm && e.clear; /* "23:10 no all-clear" */
        return e;
}

/* The entry that ends before the token. */
static struct entry entry_before(const struct text_clauses *f, uint32_t end)
{
        uint32_t first = end - 1;

        while (!starts_entry(f, first) && end - first < CELL_MOST)
                first--;
        return entry_at(f, first, end);
}

static struct entry entry_from(const struct text_clauses *f, uint32_t first)
{
        const uint32_t most = text_scan_sentence(f->s, first)->end;
        uint32_t end = first + 1;

        while (end < most && !starts_entry(f, end))
                end++;
        return entry_at(f, first, end);
}

/* Is nothing told of the same places behind it? */
static bool is_last(const struct text_clauses *f, const struct entry *clear)
{
        const uint32_t end = text_scan_sentence(f->s, clear->first)->end;
        struct entry e;

        if (clear->end == end)
                return !text_ended_is_renewed(f, text_scan_token(f->s, clear->first)->sentence);
        e = entry_from(f, clear->end);
        return e.place && !e.more && !text_scan_starts(f->s, e.first, SAYS_JOIN);
}

/* Is a place of the entries from `first` on named again behind the all-clear? */
static bool is_named_again(const struct text_clauses *f, uint32_t first, const struct entry *clear)
{
        const uint32_t end = text_scan_sentence(f->s, first)->end;
        const size_t behind = text_clauses_place_from(f, clear->end);

        for (size_t i = text_clauses_place_from(f, first); i < behind; i++)
                for (size_t k = behind; k < f->n_places && f->places[k].from < end; k++)
                        if (f->places[k].place == f->places[i].place || k - behind > CELL_MOST)
                                return true;
        return false;
}

/* "Sumy, 22:10 — ...": a name that the sentence begins with. */
static bool is_heading(const struct text_clauses *f, const struct entry *e)
{
        return e->place && !e->time && !e->alarm && !e->clear &&
               e->first == text_scan_sentence(f->s, e->first)->first;
}

/* From the all-clear back to the entry that has the places; false: something else is told on the way. */
static bool find_places(const struct text_clauses *f, const struct entry *clear, struct entry *ret)
{
        const uint32_t ended = clear->events & ~(1u << EVENT_AIR_RAID);
        struct entry e = *clear;

        for (unsigned i = 0; i < CELLS_MOST && !e.place; i++) {
                if (e.first == text_scan_sentence(f->s, e.first)->first)
                        return false;
                e = entry_before(f, e.first);
                if (e.more || (ended && e.events & ~ended) ||
                    !((e.time && (e.alarm || e.clear)) || is_heading(f, &e)))
                        return false;
        }
        *ret = e;
        return e.place;
}

void text_timed_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        struct entry clear, first, all;
        uint32_t start = m->first;

        while (!starts_entry(f, start) && m->first - start < CELL_MOST)
                start--;
        if (start == sentence->first || !text_scan_gap(f->s, start, GAP_COMMA | GAP_SEMICOLON))
                return;
        clear = entry_from(f, start);
        if (!clear.time || clear.place || clear.more || f->supposed[m->first] ||
            text_negation_of(f, m, sentence->first, sentence->end) || !is_last(f, &clear) ||
            !find_places(f, &clear, &first) || is_named_again(f, first.first, &clear))
                return;
        all = (struct entry){.first = first.first, .end = clear.first};
        text_lifted_mark(f, all.first, all.end, marks);
}
