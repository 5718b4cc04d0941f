#include "reader/clauses/text_cut.h"

#include <string.h>

#include "reader/clauses/text_after.h"
#include "reader/clauses/text_cry.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_pair.h"
#include "reader/clauses/text_passing.h"

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

static bool splits(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_SEMICOLON))
                return true;
        return text_scan_starts(f->s, token, SAYS_CONTRAST) != NULL &&
               text_scan_gap(f->s, token, GAP_COMMA | GAP_DASH | GAP_PERIOD);
}

/* Where danger and all-clear stand in one sentence, the comma between them parts them: nothing is worse than
 * ending the wrong one. So too for what is said to be calm, and an event. */
struct opposites {
        uint32_t comma, clear, live, alarm, calm, event, blow, past; /* last seen, 1 + token */
};

/* Was `other` said before the last comma, where now its opposite is said? */
static bool parted(const struct opposites *o, uint32_t other)
{
        return other && o->comma > other;
}

/* What no all-clear ends: an explosion, a fire. */
static bool is_blow(const struct text_match *event)
{
        return event && (1u << event->phrase->number & TEXT_BLOWS);
}

/* An alarm, or that something flies at a place: more than "now" or "in the air". */
static bool is_alarm(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_LIVE);

        return text_scan_starts(f->s, token, SAYS_STILL) ||
               (m && !f->passing[token] &&
                (m->phrase->number >= 0 || text_scan_starts(f->s, token, SAYS_TO)));
}

/* "[Air raid alert] over": does an all-clear begin within the phrase of that role? It is not of an alarm that is in force. */
static bool is_within_clear(const struct text_clauses *f, uint32_t token, enum text_says role)
{
        const struct text_match *m = text_scan_starts(f->s, token, role);

        for (uint32_t at = token + 1; m && at <= m->last; at++)
                if (text_scan_starts(f->s, at, SAYS_CLEAR))
                        return true;
        return false;
}

/* What is said at this token. */
static struct opposites said_at(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *clear = text_scan_starts(f->s, token, SAYS_CLEAR),
                                *m = clear && !text_lifted_is_other(f, clear) ? clear : NULL;
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        bool negated = m && text_negation_of(f, m, sentence->first, sentence->end);
        bool call = f->lifted && f->lifted[token] == LIFTED_CALL;
        bool lifted = f->lifted && f->lifted[token] && !call;
        bool over = m && !negated; /* "опасность атаки миновала": what the phrase begins with is over */
        bool within = is_within_clear(f, token, SAYS_LIVE) || is_within_clear(f, token, SAYS_EVENT);
        bool live = !lifted && !call &&
                    (negated || (!over && !within && text_scan_starts(f->s, token, SAYS_LIVE)) ||
                     text_scan_starts(f->s, token, SAYS_STILL) || f->cries[token] == CRY_LIVE);

        return (struct opposites){
            .clear = lifted || over || f->cries[token] == CRY_CLEAR ? token + 1 : 0,
            .live = live ? token + 1 : 0,
            .alarm = live && is_alarm(f, token) ? token + 1 : 0,
            .calm = text_scan_starts(f->s, token, SAYS_CALM) ? token + 1 : 0,
            .blow = is_blow(text_scan_starts(f->s, token, SAYS_EVENT)) ? token + 1 : 0,
            .event = live || (!within && text_scan_starts(f->s, token, SAYS_EVENT)) ? token + 1 : 0,
            .past = !f->passing[token] && text_scan_starts(f->s, token, SAYS_PAST) ? token + 1 : 0,
        };
}

/* "🔴 Київщина 🟢 Харківщина", "Київщина 🔴 Харківщина 🟢": signs that say what is going on stand before or after all names. */
static bool is_after_sign(const struct text_clauses *f, uint32_t token)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE);
        uint32_t first = text_scan_sentence(f->s, token)->first;
        uint32_t sign = text_scan_token(f->s, first)->symbol ? token : token - 1;

        return token > first && text_scan_token(f->s, sign)->symbol && text_scan_starts_any(f->s, sign, said);
}

#define REFUSAL_MOST 12 /* tokens */

/* "Белгород - отбой, в Курске ещё нет": from a negation to the end of the sentence nothing but negations. */
static bool ends_refusing(const struct text_clauses *f, uint32_t token)
{
        const struct text_match *m;
        uint32_t end = text_scan_sentence(f->s, token)->end, at = token;

        while (at < end && at - token < REFUSAL_MOST && (m = text_scan_starts(f->s, at, SAYS_NOT)))
                at = m->last + 1;
        return at == end && at > token;
}

/* A comma or slash, an emoji ("Лозова — відбій ❗ Кременчук — тривога"), or a full stop that ends no sentence: "Курская обл.
 * Отбой в Брянске", "Сирены в Орле. отбой в Брянске". */
static bool is_comma(const struct text_clauses *f, uint32_t token)
{
        if (text_scan_gap(f->s, token, GAP_COMMA | GAP_SLASH))
                return true;
        if (token > text_scan_sentence(f->s, token)->first && text_scan_token(f->s, token - 1)->symbol &&
            !text_scan_starts_any(f->s, token - 1, TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE)) &&
            !text_scan_token(f->s, token)->number)
                return true;
        return text_scan_gap(f->s, token, GAP_PERIOD) && token > text_scan_sentence(f->s, token)->first &&
               (text_scan_token(f->s, token)->letters == CASE_TITLE) ==
                   (text_scan_token(f->s, token - 1)->lexeme->roles >> SAYS_SHORT & 1);
}

#define CELL_MOST 24 /* tokens behind a comma */

/* "Two drones were shot down over Tula, an alert is in force in Kaluga": have both sides of the comma places of their own? Each is
 * then told of its own. */
static bool is_told_apart(const struct text_clauses *f, uint32_t comma)
{
        const size_t first = text_clauses_place_from(f, f->clauses[f->n_clauses - 1].first),
                     behind = text_clauses_place_from(f, comma);
        const struct text_place *p = &f->places[behind];

        if (first == behind || behind == f->n_places || p->place == PLACE_NONE ||
            f->places[behind - 1].place == PLACE_NONE || f->places[behind - 1].place == p->place ||
            p->from >= text_scan_sentence(f->s, comma)->end || p->from > comma + CELL_MOST)
                return false;
        for (uint32_t at = comma + 1; at <= p->from; at++)
                if (text_scan_gap(f->s, at, TEXT_GAPS_CELL))
                        return false;
        return true;
}

/* "Лозова - відбій Кременчук - тривога": where a name begins that a dash follows, behind what was said of another name; 0: there is
 * none. */
static uint32_t entry_before(const struct text_clauses *f, uint32_t token, const struct opposites *o)
{
        const uint32_t alarm = o->live > o->event ? o->live : o->event,
                       over = o->clear > o->calm ? o->clear : o->calm;
        const uint32_t said = over > alarm ? over : alarm;
        const size_t next = text_clauses_place_from(f, token);
        const struct text_place *p = next > 0 ? &f->places[next - 1] : NULL;

        return said && p && p->to + 1 == token && p->from >= said && next > 1 && p[-1].to < said &&
                       p[-1].from >= text_scan_sentence(f->s, token)->first
                   ? p->from
                   : 0;
}

/* "Drones over Kharkiv, all clear in Sumy", "Суми - дрони, Харків - відбій", "Суми - відбій, Харків - дрони"; but "missile danger
 * Kharkiv, Sumy: all clear" may be over in both. */
static bool is_event_beside_clear(const struct text_clauses *f, const struct opposites *now,
                                  const struct opposites *o)
{
        const size_t first = text_clauses_place_from(f, f->clauses[f->n_clauses - 1].first);

        if (now->event && !now->clear)
                return parted(o, o->clear);
        return now->clear && parted(o, o->event) &&
               (now->clear <= o->comma + 1 || (first < f->n_places && f->places[first].to + 1 < o->event));
}

/* "22:40", "at 22:40": does what stands behind a comma begin with a time of day? It is then of another time than what stands before
 * it: "22:40 all clear, 23:05 drones". */
static bool begins_with_time(const struct text_clauses *f, uint32_t token)
{
        const uint32_t end = text_scan_sentence(f->s, token)->end;
        const uint32_t at = text_scan_starts(f->s, token, SAYS_AT) ? token + 1 : token;

        return at + 1 < end && text_words_is_clock(&f->s->words, at + 1);
}

/* Is what is said now set against what was said before the last comma? */
static bool is_set_against(const struct text_clauses *f, const struct opposites *now,
                           const struct opposites *o)
{
        if (now->live && !now->clear && parted(o, o->clear))
                return true;
        if (now->clear && !now->live && (parted(o, o->live) || parted(o, o->blow)))
                return true;
        if (now->blow && !now->clear && parted(o, o->clear))
                return true;
        if ((now->event || now->past) && !now->calm && parted(o, o->calm))
                return true;
        if (now->calm && (parted(o, o->event) || parted(o, o->past)))
                return true;
        if (is_event_beside_clear(f, now, o) &&
            (is_told_apart(f, o->comma - 1) || (!now->clear && begins_with_time(f, o->comma - 1))))
                return true;
        return ((now->live && !now->clear && parted(o, o->past)) ||
                (now->past && !now->alarm && !now->clear && (parted(o, o->alarm) || parted(o, o->clear))) ||
                (now->clear && parted(o, o->past))) &&
               is_told_apart(f, o->comma - 1);
}

/* "Відбій у Сумах та тривога у Харкові": nothing parts what is said now from its opposite but that both have their places. Returns
 * where the second begins; 0: they are no such pair. */
static uint32_t pair_at(const struct text_clauses *f, uint32_t token, const struct opposites *now,
                        const struct opposites *o)
{
        const uint32_t alarm = o->live > o->event ? o->live : o->event;

        if (now->clear && !now->live && alarm)
                return text_pair_second(f, alarm - 1, token);
        if ((now->event || now->live) && !now->clear && o->clear &&
            (o->clear > o->live || !text_clauses_have_places(f, o->clear, o->live))) /* "відбій тривоги" */
                return text_pair_second(f, o->clear - 1, token);
        if (now->calm ? alarm : now->event && o->calm)
                return text_pair_second(f, (now->calm ? alarm : o->calm) - 1, token);
        return 0;
}

/* Notes what is said at the token. Returns where the clause begins that is set against the one before; UINT32_MAX: none does. */
static uint32_t parts_at(const struct text_clauses *f, uint32_t token, struct opposites *o)
{
        const uint64_t said = TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) |
                              TEXT_ROLE(SAYS_CALM) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_CRY) |
                              TEXT_ROLE(SAYS_LIFTED) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_PAST);
        const bool sign = is_after_sign(f, token);
        struct opposites now = {0};
        uint32_t entry = 0;

        if (text_scan_starts_any(f->s, token, said)) {
                now = said_at(f, token);
                if (o->clear && text_scan_starts(f->s, token, SAYS_STAYS)) /* "lifted here, kept there" */
                        now.live = token + 1;
        } else if (parted(o, o->clear) && ends_refusing(f, token))
                now.live = token + 1;
        else if (!sign && !is_comma(f, token) && !text_scan_gap(f->s, token, GAP_DASH))
                return UINT32_MAX;
        /* a dash only where there is no comma: "Киев ждёт, Одесса - отбой" */
        if (sign || is_comma(f, token) ||
            (text_scan_gap(f->s, token, GAP_DASH) && o->comma <= o->clear && o->comma <= o->live))
                o->comma = token + 1;
        if (text_scan_gap(f->s, token, GAP_DASH | GAP_COLON) && (entry = entry_before(f, token, o)))
                o->comma = entry + 1;
        entry = pair_at(f, token, &now, o);
        if (entry || is_set_against(f, &now, o)) {
                uint32_t at = entry ? entry : o->comma - 1;
                *o = now;
                return at;
        }
        o->clear = now.clear ? now.clear : o->clear;
        o->live = now.live ? now.live : o->live;
        o->alarm = now.alarm ? now.alarm : o->alarm;
        o->calm = now.calm ? now.calm : o->calm;
        o->event = now.event ? now.event : o->event;
        o->blow = now.blow ? now.blow : o->blow;
        o->past = now.past ? now.past : o->past;
        return UINT32_MAX;
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

/* "Drones passed Otaci and Chernivtsi, where the alert was called off": what such a clause says of an alarm is of the place
 * before its comma only. Returns where that begins, and in `ret_end` where the clause ends; UINT32_MAX: there is none. */
static uint32_t relative_at(const struct text_clauses *f, uint32_t token, uint32_t end, uint32_t *ret_end)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PASSING);
        const size_t next = text_clauses_place_from(f, token);
        bool said = false;
        uint32_t at = token;

        if (!m || !text_passing_begins_clause(m) || !text_scan_gap(f->s, token, GAP_COMMA) || next == 0 ||
            f->places[next - 1].to + 1 != token)
                return UINT32_MAX;
        do
                said |= says_of_alarm(f, at++);
        while (at < end &&
               (!text_scan_gap(f->s, at, TEXT_PASSING_ENDS) || text_words_is_clock(&f->s->words, at)));
        *ret_end = at;
        return said ? f->places[next - 1].from : UINT32_MAX;
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

static void cut_sentence(struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *whole = &f->s->words.sentences[sentence];
        const uint32_t rest = text_after_end(f, whole);
        struct opposites o = {0};
        uint32_t inserted = 0; /* up to this token: nothing of it is set against the rest */
        uint32_t relative = 0; /* where a clause about one place ends */
        bool told = false;     /* has something happened? */
        bool down = false;     /* something was shot down, and what follows tells of the rest */

        for (uint32_t i = whole->first; i < whole->end; i++) {
                uint32_t part = UINT32_MAX;
                if (goes_on_behind(f, i))
                        inserted = f->s->words.resumes[i];
                if (o.clear && i >= inserted)
                        inserted = retold_until(f, i, whole->end);
                if (i == whole->first ||
                    (i >= inserted && (splits(f, i) || ((o.clear || o.live) && contrasts(f, i)))) ||
                    (i == relative && text_clauses_have_places(f, i, whole->end)) || (rest && i == rest)) {
                        start_clause(f, i, sentence);
                        o = (struct opposites){0};
                        f->clauses[f->n_clauses - 1].after = i < rest;
                }
                if (told && is_older(f, i) && text_clauses_have_places(f, i, whole->end)) {
                        start_clause(f, i, sentence);
                        o = (struct opposites){0};
                        told = false;
                }
                if (down && text_scan_gap(f->s, i, GAP_COMMA)) {
                        start_clause(f, i, sentence);
                        o = (struct opposites){0};
                        down = false;
                }
                down |= is_down(f, i);
                told |= text_scan_starts_any(f->s, i, TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_HAPPENED));
                if (i >= inserted)
                        part = parts_at(f, i, &o);
                if (part == UINT32_MAX && (part = relative_at(f, i, whole->end, &relative)) != UINT32_MAX)
                        o = (struct opposites){0};
                if (part != UINT32_MAX && part > f->clauses[f->n_clauses - 1].first) {
                        f->clauses[f->n_clauses - 1].end = part;
                        start_clause(f, part, sentence);
                        for (uint32_t k = part; k < i; k++)
                                f->clause_of[k] = (uint32_t)f->n_clauses - 1;
                }
                f->clause_of[i] = (uint32_t)f->n_clauses - 1;
                f->clauses[f->n_clauses - 1].end = i + 1;
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
