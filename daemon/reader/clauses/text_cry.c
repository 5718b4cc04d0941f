#include "reader/clauses/text_cry.h"

#include <string.h>

/* What lies between commas, bars and full stops, and whether it is nothing but names and cries. */
struct cell {
        uint32_t first, end; /* tokens */
        bool places, cries, other;
        bool weak; /* cries of `alone`; these, too, are something else than a cry where it is not alone: */
        bool odd;
};

/* "Three of them" cries only where all of the text does. */
static bool is_weak(const struct text_match *cry)
{
        return cry && strcmp(cry->phrase->value, "alone") == 0;
}

static bool ends_cell(const struct text_clauses *f, const struct cell *c, uint32_t token)
{
        const struct text_words *w = &f->s->words;

        return token == w->n_tokens || text_scan_gap(f->s, token, GAP_COMMA | GAP_SEMICOLON | GAP_SLASH) ||
               text_scan_token(f->s, token)->sentence != text_scan_token(f->s, c->first)->sentence;
}

/* Behind the longest phrase at the token that may stand in a list of names; the token itself where there is none. */
static uint32_t pass_list_word(const struct text_scan *s, uint32_t token)
{
        const uint64_t lists = TEXT_LISTING | TEXT_ROLE(SAYS_TO) | TEXT_ROLE(SAYS_FROM) |
                               TEXT_ROLE(SAYS_FILLER) | TEXT_ROLE(SAYS_COUNT);
        uint32_t end = token;

        if (text_scan_token(s, token)->number || s->ends[token] & lists)
                end = token + 1;
        for (uint32_t i = s->starting[token]; i < s->starting[token + 1]; i++)
                if (lists >> s->matches[i].role & 1 && s->matches[i].last >= end)
                        end = s->matches[i].last + 1;
        return end;
}

/* The cell that begins at a token. `*k` is the first place that may lie in it. */
static struct cell cell_at(const struct text_clauses *f, uint32_t token, size_t *k)
{
        struct cell c = {.first = token, .end = token};

        do {
                const uint32_t at = c.end;
                const struct text_match *cry = text_scan_starts(f->s, at, SAYS_CRY);
                while (*k < f->n_places && f->places[*k].to < at)
                        ++*k;
                c.end = at + 1;
                if (*k < f->n_places && f->places[*k].from <= at && f->places[*k].place != PLACE_NONE) {
                        c.places = true;
                } else if (cry && !is_weak(cry)) {
                        c.cries = true;
                        c.end = cry->last + 1;
                } else {
                        uint32_t end = pass_list_word(f->s, at);
                        c.weak |= cry != NULL;
                        c.odd |= cry && end == at;
                        c.other |= !cry && end == at;
                        end = cry && cry->last >= end ? cry->last + 1 : end;
                        c.end = end > at ? end : c.end;
                }
        } while (!ends_cell(f, &c, c.end));
        return c;
}

/* `clear`: cries that it is over, too. */
static void mark(const struct text_clauses *f, const struct cell *c, bool clear, uint8_t *marks)
{
        for (uint32_t i = c->first; i < c->end; i++) {
                const struct text_match *cry = text_scan_starts(f->s, i, SAYS_CRY);
                if (is_weak(cry))
                        continue;
                if (cry && strcmp(cry->phrase->value, "clear") != 0)
                        marks[i] = CRY_LIVE;
                else if (cry && clear)
                        marks[i] = CRY_CLEAR;
        }
}

/* "Пять сбиты над Крымом, ещё три — над Курском": does the sentence tell in this cell what happened? */
static bool is_report(const struct text_scan *s, const struct cell *c)
{
        for (uint32_t at = c->first; at < c->end; at++)
                if (text_scan_starts_any(s, at, TEXT_ROLE(SAYS_PAST)))
                        return true;
        return false;
}

/* Is there a cry at all? Most texts have none. */
static bool cries(const struct text_scan *s)
{
        for (size_t i = 0; i < s->n_matches; i++)
                if (s->matches[i].role == SAYS_CRY)
                        return true;
        return false;
}

/* "Clear" alone may be the weather: it takes a danger elsewhere that it is set against. */
static bool is_set_against(const struct text_scan *s, const uint8_t *marks)
{
        for (size_t i = 0; i < s->n_matches; i++)
                if (s->matches[i].role == SAYS_LIVE || s->matches[i].role == SAYS_STILL ||
                    marks[s->matches[i].first] == CRY_LIVE)
                        return true;
        return false;
}

/* "Балта ➡ Кодима, 3 шт": a short text of nothing but names and cries. */
static void mark_alone(const struct text_clauses *f, uint8_t *marks)
{
        const struct text_words *w = &f->s->words;
        bool places = false, weak = false;
        size_t k = 0;

        if (w->size > TEXT_POST_SHORT)
                return;
        for (uint32_t at = 0; at < w->n_tokens;) {
                struct cell c = cell_at(f, at, &k);
                if (c.other || is_report(f->s, &c)) /* "under fire came three districts" */
                        return;
                places |= c.places;
                weak |= c.weak;
                at = c.end;
        }
        for (uint32_t at = 0; at < w->n_tokens && places && weak; at++)
                if (is_weak(text_scan_starts(f->s, at, SAYS_CRY)))
                        marks[at] = CRY_LIVE;
}

const uint8_t *text_cry_find(const struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;
        uint8_t *marks = arena_array(f->s->arena, w->n_tokens + 1, sizeof *marks);
        struct cell before = {0};
        bool open = false;     /* the cell before was names, or cries that go with names */
        bool reported = false; /* a cell before it in the sentence was a report */
        size_t k = 0;

        if (!cries(f->s))
                return marks;
        for (uint32_t at = 0; at < w->n_tokens;) {
                struct cell c = cell_at(f, at, &k);
                c.other |= c.odd;
                open = !c.other && (c.places || open);
                reported &= at != text_scan_sentence(f->s, at)->first;
                if (c.cries && open && !reported)
                        mark(f, &c, true, marks);
                else if (c.places && !c.other && before.cries && !before.other) /* "Гучно, Суми" */
                        mark(f, &before, false, marks);
                reported |= is_report(f->s, &c);
                before = c;
                at = c.end;
        }
        mark_alone(f, marks);
        if (!is_set_against(f->s, marks))
                for (uint32_t at = 0; at < w->n_tokens; at++)
                        if (marks[at] == CRY_CLEAR)
                                marks[at] = CRY_NONE;
        return marks;
}
