#include "reader/clauses/text_cut.h"

#include <string.h>

#include "reader/clauses/text_after.h"
#include "reader/clauses/text_cry.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_opposites.h"
#include "reader/clauses/text_passing.h"
#include "reader/clauses/text_turn.h"

static void start_clause(struct text_clauses *f, uint32_t token, uint32_t sentence)
{
        f->clauses = arena_grow(f->s->arena, f->clauses, f->n_clauses, &f->clauses_room, sizeof *f->clauses);
        f->clauses[f->n_clauses++] =
            (struct text_clause){.first = token, .sentence = sentence, .state = STATE_UNSAID};
}

/* "Danger in the city but not in the district". "Declared in" does so after a comma only: "the danger declared in Rivne". */
static bool contrasts(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_CONTRAST);

        return m && strcmp(m->phrase->value, "comma") != 0;
}

/* "Sumy is under attack, in other regions it is over". */
static bool turns_elsewhere(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_WHOLE);

        return m && !m->phrase->number && text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH);
}

static bool splits(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_SEMICOLON) || turns_elsewhere(f, token))
                return true;
        return text_scan_starts(f->s, token, SAYS_CONTRAST) != NULL &&
               text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH | GAP_PERIOD);
}

#define PHRASE_MOST 64 /* tokens */

/* Is something inserted here, and does what was being said go on behind it? Else it may be set against that: "lifted in Kyiv,
 * declared in Sumy, Romny and Konotop". */
static bool goes_on_behind(const struct text_clauses *f, uint32_t token)
{
        const uint32_t *starting = f->s->starting;
        const uint32_t resume = f->s->words.resumes ? f->s->words.resumes[token] : 0;
        const uint32_t first = text_scan_sentence(f->s, token)->first;

        if (!resume)
                return false;
        for (uint32_t i = starting[token > first + PHRASE_MOST ? token - PHRASE_MOST : first];
             i < starting[token]; i++)
                if (f->s->matches[i].last >= resume)
                        return true;
        return false;
}

/* Does it say there that an alarm is over, or goes on? */
static bool says_of_alarm(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_CLEAR);

        return m || text_scan_starts(f->s, token, SAYS_STILL);
}

#define NOWHERE UINT32_MAX

/* "Drones passed Otaci and Chernivtsi, where the alert was called off": what such a clause says of an alarm is of the place
 * before its comma only. Returns where that begins, and in `ret_end` where the clause ends; NOWHERE: there is none. */
static uint32_t relative_at(const struct text_clauses *f, uint32_t token, uint32_t end, uint32_t *ret_end)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PASSING);
        size_t next;
        bool said = false;
        uint32_t at = token;

        if (!m || !text_passing_begins_clause(m) || !text_scan_gap(f->s, token, GAP_COMMA) ||
            (next = text_clauses_place_from(f, token)) == 0 || f->places[next - 1].to + 1 != token)
                return NOWHERE;
        do
                said |= says_of_alarm(f, at++);
        while (at < end &&
               (!text_scan_gap(f->s, at, TEXT_PASSING_ENDS) || text_words_is_clock(&f->s->words, at)));
        *ret_end = at;
        return said ? f->places[next - 1].from : NOWHERE;
}

/* "The alert, ... is lifted in Sumy, which had lasted for two hours because of drones": what such a clause tells of the alarm that
 * is over, without a place of its own and a word that it goes on, is not set against that. Returns where it ends; 0: there is
 * none. */
static uint32_t retold_until(const struct text_clauses *f, uint32_t token, uint32_t end)
{
        const uint64_t others = TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_ORDER) |
                                TEXT_ROLE(SAYS_NOT) | TEXT_ROLE(SAYS_WHOLE);
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PASSING);
        uint32_t at = token;

        if (!m || strcmp(m->phrase->value, "clause") != 0 || !text_scan_gap(f->s, token, GAP_COMMA))
                return 0;
        do
                if (text_scan_starts_any(f->s, at, others))
                        return 0;
        while (++at < end && !text_scan_gap(f->s, at, TEXT_PASSING_ENDS));
        return text_clauses_have_places(f, token, at) ? 0 : at;
}

#define COUNT_MOST 3 /* tokens: "less than three months after" */

/* "Drones hit Galati, three months after a crash in Tulcea": is what follows a comma, or such an "after", of another time than
 * what has been told? */
static bool is_older(const struct text_clauses *f, uint32_t token)
{
        const uint64_t counts = TEXT_ROLE(SAYS_COUNT) | TEXT_ROLE(SAYS_FILLER) | TEXT_ROLE(SAYS_AT);
        const bool comma = text_scan_gap(f->s, token, GAP_COMMA);

        for (uint32_t at = token; at < token + COUNT_MOST && at < f->s->words.n_tokens; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_OLD);
                if (at > token && text_scan_gap(f->s, at, ~0u))
                        return false;
                if (m && strcmp(m->phrase->value, "-") == 0)
                        return comma || text_scan_token(f->s, m->last)->lexeme->roles >> SAYS_PASSING & 1;
                if (!text_scan_token(f->s, at)->number && !text_scan_starts_any(f->s, at, counts))
                        return false;
        }
        return false;
}

/* "Minus two". */
static bool is_down(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PAST);

        return m && strcmp(m->phrase->value, "down") == 0;
}

/* "A drone hit a depot in Romny, activists in Poltava are collecting aid": where the last part of a sentence begins, if it only
 * tells what is done about it elsewhere. */
static uint32_t aside_from(const struct text_clauses *f, const struct text_sentence *whole)
{
        const uint64_t dangers = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_PAST) |
                                 TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_UNDER) |
                                 TEXT_ROLE(SAYS_CRY) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_FORECAST) |
                                 TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_STAYS);
        uint32_t comma = NOWHERE, from = NOWHERE;

        for (uint32_t at = whole->first; at < whole->end; at++) {
                if (at > whole->first && text_scan_gap(f->s, at, GAP_COMMA))
                        comma = at;
                if (text_scan_starts_any(f->s, at, dangers))
                        comma = from = NOWHERE;
                else if (text_scan_starts(f->s, at, SAYS_ASIDE))
                        from = comma;
        }
        if (from == NOWHERE || !text_clauses_have_places(f, whole->first, from) ||
            !text_clauses_have_places(f, from, whole->end))
                return NOWHERE;
        return from;
}

/* One sentence while it is cut. */
struct cut {
        struct text_clauses *f;
        const struct text_sentence *whole;
        uint32_t sentence;
        uint32_t aside, rest;    /* where such parts begin; NOWHERE, 0: there is none */
        struct text_opposites o; /* what the clause has said so far */
        uint32_t inserted;       /* up to this token: nothing of it is set against the rest */
        uint32_t relative;       /* where a clause about one place ends */
        bool told;               /* has something happened? */
        bool down;               /* something was shot down, and what follows tells of the rest */
};

static void begin_clause(struct cut *c, uint32_t token)
{
        start_clause(c->f, token, c->sentence);
        c->o = (struct text_opposites){0};
}

static struct text_clause *last_clause(const struct cut *c)
{
        return &c->f->clauses[c->f->n_clauses - 1];
}

/* Most tokens say nothing that could begin a clause or be set against another. */
static bool is_plain(const struct cut *c, uint32_t token)
{
        const uint64_t tells = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) |
                               TEXT_ROLE(SAYS_CALM) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CRY) |
                               TEXT_ROLE(SAYS_LIFTED) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_PAST) |
                               TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_FORECAST) | TEXT_ROLE(SAYS_NOT) |
                               TEXT_ROLE(SAYS_CONTRAST);
        const struct text_scan *s = c->f->s;

        return token > c->whole->first && !c->told && token != c->aside && token != c->relative &&
               token != c->rest && !text_scan_gap(s, token, ~0u) && !text_scan_starts_any(s, token, tells) &&
               !text_scan_token(s, token)->symbol && !text_scan_token(s, token - 1)->symbol &&
               !(s->ends[token - 1] & TEXT_ROLE(SAYS_JOIN)) &&
               !(text_scan_token(s, token)->lexeme->roles >> SAYS_JOIN & 1) &&
               !(s->words.resumes && s->words.resumes[token]);
}

static bool begins_clause(const struct cut *c, uint32_t token)
{
        const struct text_clauses *f = c->f;

        if (token == c->whole->first || token == c->aside || token == c->rest)
                return true;
        if (token >= c->inserted &&
            (splits(f, token) || ((c->o.clear || c->o.live) && contrasts(f, token)) ||
             text_turn_is(f, last_clause(c)->first, token) || text_turn_lifts(f, token)))
                return true;
        return token == c->relative && text_clauses_have_places(f, token, c->whole->end);
}

/* What is of another time, and what was shot down, have clauses of their own. */
static void part_news(struct cut *c, uint32_t token)
{
        const struct text_clauses *f = c->f;

        if (c->told && is_older(f, token) && text_clauses_have_places(f, token, c->whole->end)) {
                begin_clause(c, token);
                c->told = false;
        }
        if (c->down && text_scan_gap(f->s, token, GAP_COMMA)) {
                begin_clause(c, token);
                c->down = false;
        }
        c->down |= is_down(f, token);
        c->told |= text_scan_starts_any(f->s, token, TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED));
}

/* What stands against what was said before: its clause begins at or before the token. */
static void part_opposites(struct cut *c, uint32_t token)
{
        struct text_clauses *f = c->f;
        uint32_t part = token >= c->inserted ? text_opposites_part(f, token, &c->o) : NOWHERE;

        if (part == NOWHERE && (part = relative_at(f, token, c->whole->end, &c->relative)) != NOWHERE)
                c->o = (struct text_opposites){0};
        if (part == NOWHERE || part <= last_clause(c)->first)
                return;
        last_clause(c)->end = part;
        start_clause(f, part, c->sentence);
        for (uint32_t k = part; k < token; k++)
                f->clause_of[k] = (uint32_t)f->n_clauses - 1;
}

static void cut_at(struct cut *c, uint32_t token)
{
        struct text_clauses *f = c->f;

        if (goes_on_behind(f, token))
                c->inserted = f->s->words.resumes[token];
        if (c->o.clear && token >= c->inserted)
                c->inserted = retold_until(f, token, c->whole->end);
        if (begins_clause(c, token)) {
                begin_clause(c, token);
                last_clause(c)->after = token < c->rest;
        }
        part_news(c, token);
        part_opposites(c, token);
}

static void cut_sentence(struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *whole = &f->s->words.sentences[sentence];
        struct cut c = {.f = f,
                        .whole = whole,
                        .sentence = sentence,
                        .aside = aside_from(f, whole),
                        .rest = text_after_end(f, whole)};

        for (uint32_t i = whole->first; i < whole->end; i++) {
                if (!is_plain(&c, i))
                        cut_at(&c, i);
                f->clause_of[i] = (uint32_t)f->n_clauses - 1;
                last_clause(&c)->end = i + 1;
        }
}

void text_cut_clauses(struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;

        text_negation_note(f);
        f->supposed = text_supposed_find(f->s);
        f->passing = text_passing_find(f->s);
        f->cries = text_cry_find(f);
        f->lifted = text_lifted_find(f);
        f->clause_of = arena_array(f->s->arena, w->n_tokens + 1, sizeof *f->clause_of);
        f->clauses_room = 1; /* an empty text has none, and others go from the first to the last */
        f->clauses = arena_array(f->s->arena, f->clauses_room, sizeof *f->clauses);
        for (uint32_t sentence = 0; sentence < w->n_sentences; sentence++)
                cut_sentence(f, sentence);
}
