#include "reader/clauses/text_lifted.h"

#include <string.h>

#include "reader/clauses/text_call.h"
#include "reader/clauses/text_ended.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_subject.h"
#include "reader/clauses/text_timed.h"

#define CELLS_MOST    16
#define BETWEEN_MOST  24 /* tokens of a cell */
#define SUBJECT_MOST  6  /* tokens before "lifted it" */
#define SENTENCE_MOST 64 /* tokens of one, or two, that are looked at */
#define LETTERS       5  /* of a word that may be what the pronoun means */

/* What lies between two commas or the like. */
struct cell {
        uint32_t first, end; /* tokens */
        bool places, alarm, still, past;
        unsigned live;
        bool other; /* something else is told, or there are words that nobody knows */
};

static bool starts_cell(const struct text_clauses *f, uint32_t token)
{
        if (token == text_scan_sentence(f->s, token)->first)
                return true;
        return text_scan_gap(f->s, token, TEXT_GAPS_CELL) && !text_words_is_clock(&f->s->words, token);
}

bool text_lifted_is_alarm(const struct text_clauses *f, const struct text_match *m)
{
        if (f->passing[m->first] || f->supposed[m->first])
                return false;
        return (m->role == SAYS_LIVE && m->phrase->number >= 0) ||
               (m->role == SAYS_EVENT && m->phrase->number == EVENT_AIR_RAID);
}

void text_lifted_mark(const struct text_clauses *f, uint32_t first, uint32_t end, uint8_t *marks)
{
        for (uint32_t i = f->s->starting[first]; i < f->s->starting[end]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (text_lifted_is_alarm(f, m) || m->role == SAYS_LIVE || m->role == SAYS_HAPPENED)
                        marks[m->first] = LIFTED_ALARM;
        }
}

/* What may be meant by the pronoun rather than the alarm, or says of it what is not known. */
static bool is_other(const struct text_match *m)
{
        const uint64_t other = TEXT_ROLE(SAYS_TOPIC) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_DRILL) |
                               TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_UNDER) | TEXT_ROLE(SAYS_FORECAST) |
                               TEXT_ROLE(SAYS_CALM);

        return other >> m->role & 1;
}

/* What happened, other than that an alarm was declared. */
static bool is_past(const struct text_match *m)
{
        return m->role == SAYS_PAST && m->phrase->number != EVENT_AIR_RAID;
}

/* A word in small letters that nothing is known of. */
static bool is_strange(const struct text_clauses *f, uint32_t token)
{
        const struct text_token *t = text_scan_token(f->s, token);

        return t->letters == CASE_LOWER && !t->symbol && !t->number &&
               t->lexeme->size >= (t->latin ? LETTERS : 2 * LETTERS);
}

/* Looks at the cell that ends before `end`. */
static struct cell cell_before(const struct text_clauses *f, uint32_t end)
{
        struct cell c = {.first = end - 1, .end = end};
        uint32_t known = 0; /* up to this token the words are those of phrases and places */
        size_t k;

        while (!starts_cell(f, c.first) && end - c.first < BETWEEN_MOST)
                c.first--;
        c.other = !starts_cell(f, c.first);
        k = text_clauses_place_from(f, c.first);
        for (uint32_t at = c.first; at < end; at++) {
                for (uint32_t i = f->s->starting[at]; i < f->s->starting[at + 1]; i++) {
                        const struct text_match *m = &f->s->matches[i];
                        c.alarm |= text_lifted_is_alarm(f, m);
                        c.live += m->role == SAYS_LIVE;
                        c.still |= m->role == SAYS_STILL;
                        c.past |= is_past(m);
                        c.other |= (is_other(m) && !(c.alarm && m->role == SAYS_ORDER)) ||
                                   (m->role == SAYS_EVENT && !c.alarm && !text_lifted_is_alarm(f, m) &&
                                    f->passing[m->first]);
                        known = m->last + 1 > known ? m->last + 1 : known;
                }
                for (; k < f->n_places && f->places[k].from <= at; k++) {
                        c.places = true;
                        known = f->places[k].to + 1 > known ? f->places[k].to + 1 : known;
                }
                c.other |= c.alarm && at >= known && is_strange(f, at);
        }
        return c;
}

/* Words of a cell without an alarm are all known: names of the list, "said the governor". */
static bool is_passable(const struct text_clauses *f, const struct cell *c)
{
        if (c->other || c->live || c->still || c->past)
                return false;
        for (uint32_t at = c->first; at < c->end; at++)
                if (is_strange(f, at) && !(f->s->starts[at] | f->s->ends[at]))
                        return false;
        return true;
}

/* "Alert in the Galilee: sirens in Safed": what a colon leads to the alarm is the same one. */
static void take_heading(const struct text_clauses *f, struct cell *alarm)
{
        uint32_t end = alarm->end;

        while (text_scan_gap(f->s, alarm->first, GAP_COLON) &&
               alarm->first > text_scan_sentence(f->s, alarm->first)->first) {
                struct cell heading = cell_before(f, alarm->first);
                heading.other |= alarm->other;
                heading.live += alarm->live;
                heading.still |= alarm->still;
                heading.past |= alarm->past;
                *alarm = heading;
                alarm->end = end;
        }
}

/* Back from the pronoun's cell to the alarm. False: there is none, or it may be something else that is meant. What is still in
 * force, or stands with what happened, may be over only where the pronoun has places of its own: "The alert goes on in Kos. On Rhodes it was lifted." */
static bool find_alarm(const struct text_clauses *f, const struct cell *pronoun, struct cell *ret)
{
        uint32_t from = pronoun->first;
        const struct text_sentence *sentence = text_scan_sentence(f->s, from);
        bool crossed = false;

        for (unsigned i = 0; i < CELLS_MOST; i++) {
                if (from == sentence->first) {
                        if (crossed || !from || sentence->starts_paragraph)
                                return false;
                        crossed = true;
                        sentence = text_scan_sentence(f->s, from - 1);
                }
                *ret = cell_before(f, from);
                if (ret->alarm || (pronoun->places && ret->live + ret->still > 1)) {
                        bool other = ret->other;
                        take_heading(f, ret);
                        return !other && !ret->other && (!(ret->still || ret->past) || pronoun->places);
                }
                if (!is_passable(f, ret))
                        return false;
                from = ret->first;
        }
        return false;
}

/* Is another alarm told before it, between the same semicolons? It is not known whether that is over, too. */
static bool has_rival(const struct text_clauses *f, const struct cell *alarm)
{
        const uint64_t rivals = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_CLEAR) |
                                TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER) | TEXT_ROLE(SAYS_CRY);
        const struct text_sentence *sentence = text_scan_sentence(f->s, alarm->first);

        for (uint32_t at = alarm->first; at > sentence->first && !text_scan_gap(f->s, at, GAP_SEMICOLON);
             at--)
                if (text_scan_starts_any(f->s, at - 1, rivals) || alarm->first - at > SENTENCE_MOST)
                        return true;
        return false;
}

/* "Not": among the words that the phrase skips, or right behind it. */
static bool is_denied(const struct text_clauses *f, const struct text_match *m, uint32_t end)
{
        if (text_negation_inside(f, m))
                return true;
        for (uint32_t at = m->first; at < end && at <= m->last + 3; at++) {
                const struct text_match *word = text_scan_starts(f->s, at, SAYS_NOT);
                if (!word || (at <= m->last && (at - m->first >= 64 || text_match_has(m, at))))
                        continue;
                if (!strcmp(word->phrase->value, "far") || !strcmp(word->phrase->value, "only") ||
                    (at > m->last && !strcmp(word->phrase->value, "later")))
                        return true;
        }
        return false;
}

/* May the pronoun's cell begin so? "Но в Туле", "the authorities". */
static bool begins_well(const struct text_clauses *f, const struct text_match *m, uint32_t first)
{
        const uint64_t small = TEXT_LISTING | TEXT_ROLE(SAYS_CONTRAST);

        if (!strcmp(m->phrase->value, "did"))
                return m->first - first <= SUBJECT_MOST;
        return text_clauses_are_small(f, first, m->first, small);
}

/* "It was lifted in the neighbouring district", "lifted for drones", "partly": not of all that was told, if the cell names no
 * place that is known? */
static bool is_elsewhere(const struct text_clauses *f, const struct text_match *m, const struct cell *c)
{
        const uint64_t units = TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND) |
                               TEXT_ROLE(SAYS_PART) | TEXT_ROLE(SAYS_WHOLE) | TEXT_ROLE(SAYS_BETWEEN);
        uint32_t known = 0;

        for (uint32_t at = strcmp(m->phrase->value, "did") ? c->first : m->last + 1; at < c->end; at++) {
                const struct text_match *in = text_scan_starts(f->s, at, SAYS_AT);
                if (at >= m->first && at <= m->last)
                        continue;
                for (uint32_t i = f->s->starting[at]; i < f->s->starting[at + 1]; i++)
                        known = f->s->matches[i].last >= known ? f->s->matches[i].last + 1 : known;
                if (text_scan_starts_any(f->s, at, units) ||
                    (at > m->last && (text_scan_starts_any(f->s, at, TEXT_ROLE(SAYS_EVENT)) ||
                                      (at >= known && is_strange(f, at)))) ||
                    (in && (in->last + 1 == c->end || !text_scan_token(f->s, in->last + 1)->number)))
                        return true;
        }
        return false;
}

/* "It was lifted at 5:40. In Tula it is still in force": said in another sentence than that one, behind a place of its own. */
static bool is_of_another(const struct text_clauses *f, const struct text_match *still, uint32_t sentence)
{
        const struct text_token *t = text_scan_token(f->s, still->first);
        const size_t place = text_clauses_place_from(f, f->s->words.sentences[t->sentence].first);

        return t->sentence > sentence && place < f->n_places && f->places[place].place != PLACE_NONE &&
               f->places[place].to < still->first;
}

/* "..., and declared again at 5:40": in this sentence or the next. */
static bool is_renewed(const struct text_clauses *f, const struct text_match *lifted)
{
        uint32_t sentence = text_scan_token(f->s, lifted->first)->sentence, i;

        for (i = f->s->starting[lifted->first]; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (text_scan_token(f->s, m->first)->sentence > sentence + 1 ||
                    m->first > lifted->last + SENTENCE_MOST)
                        return false;
                if (m->role == SAYS_STILL && is_of_another(f, m, sentence))
                        continue;
                if (m->role == SAYS_STILL || (m->role == SAYS_LIFTED && !strcmp(m->phrase->value, "again")))
                        return true;
        }
        return false;
}

/* "Cancelled it at 5:40 and loadings have resumed": no further place. */
static bool joins_other(const struct text_clauses *f, uint32_t token)
{
        const uint32_t next = token + 1;
        size_t place;

        if (!text_scan_starts(f->s, token, SAYS_JOIN) || next >= text_scan_sentence(f->s, token)->end)
                return false;
        place = text_clauses_place_from(f, next);
        return !(place < f->n_places && f->places[place].from == next) &&
               !text_scan_starts_any(f->s, next,
                                     TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_LIFTED) | TEXT_ROLE(SAYS_BETWEEN) |
                                         TEXT_ROLE(SAYS_KIND) | TEXT_ROLE(SAYS_NOT));
}

/* What lies around the pronoun. False: its phrase may not be meant so. */
static bool is_meant(const struct text_clauses *f, const struct text_match *m, struct cell *ret)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        struct cell c = {.first = m->first, .end = m->last + 1};
        size_t k;

        while (!starts_cell(f, c.first) && m->first - c.first < BETWEEN_MOST)
                c.first--;
        while (c.end < sentence->end && c.end - m->last <= BETWEEN_MOST && !starts_cell(f, c.end) &&
               !joins_other(f, c.end))
                c.end++;
        k = text_clauses_place_from(f, c.first);
        for (; k < f->n_places && f->places[k].from < c.end; k++) {
                if (f->places[k].place == PLACE_NONE && f->places[k].expected)
                        return false;
                c.places |= f->places[k].place != PLACE_NONE;
        }
        *ret = c;
        return starts_cell(f, c.first) && !f->supposed[m->first] &&
               !f->doubts[text_scan_token(f->s, m->first)->sentence].question && !is_denied(f, m, c.end) &&
               begins_well(f, m, c.first) && !is_renewed(f, m) && (c.places || !is_elsewhere(f, m, &c));
}

/* What one pronoun lifts. */
static void lift(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        struct cell c, alarm;

        if (!is_meant(f, m, &c) || !find_alarm(f, &c, &alarm) || has_rival(f, &alarm))
                return;
        if (!c.places)
                text_lifted_mark(f, alarm.first, alarm.end, marks);
        else if (c.first == text_scan_sentence(f->s, c.first)->first ||
                 ((alarm.live || alarm.still) && text_scan_gap(f->s, c.first, GAP_COMMA | GAP_SEMICOLON)))
                marks[m->first] = LIFTED_HERE; /* the comma will part it from the alarm */
}

static bool is_value(const struct text_match *m, const char *value)
{
        return m->role == SAYS_LIFTED && !strcmp(m->phrase->value, value);
}

/* "It", not a word that stands with the alarm, nor "again". */
static bool is_pronoun(const struct text_match *m)
{
        return is_value(m, "it") || is_value(m, "did");
}

/* What the verb is said of: an alarm that its cell begins with. NULL: it may be something else, or is not said. */
static const struct text_match *find_subject(const struct text_clauses *f, uint32_t first, uint32_t end)
{
        const struct text_match *alarm = NULL;

        for (uint32_t i = f->s->starting[first]; i < f->s->starting[end]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (m->role == SAYS_LIVE && m->first - first <= SUBJECT_MOST && !f->passing[m->first] &&
                    !f->supposed[m->first])
                        alarm = alarm ? alarm : m;
                else if (is_other(m) || is_past(m) || m->role == SAYS_STILL ||
                         (m->role == SAYS_WHY &&
                          !alarm) || /* "because of the threat lessons were called off" */
                         (m->role == SAYS_NOT && strcmp(m->phrase->value, "only") != 0))
                        return NULL;
        }
        return alarm;
}

/* "An alert was declared in Sumy but was lifted": the alarm that the same part of the sentence begins with. */
static void lift_same(const struct text_clauses *f, const struct text_match *m, const struct cell *c,
                      uint8_t *marks)
{
        uint32_t first = m->first;

        while (!starts_cell(f, first) && m->first - first < BETWEEN_MOST)
                first--;
        if (starts_cell(f, first) && find_subject(f, first, m->first) && !is_elsewhere(f, m, c) &&
            text_clauses_have_places(f, first, m->first))
                text_lifted_mark(f, first, m->first, marks);
}

/* "The alert stays in force in Romny but was lifted in Sumy": a verb that goes on behind "but" or "and", with its own place or none. */
static void lift_rest(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        struct cell c = {.first = m->first, .end = m->last + 1}, alarm;
        size_t k = text_clauses_place_from(f, c.first);

        while (c.end < sentence->end && c.end - m->last <= BETWEEN_MOST && !starts_cell(f, c.end))
                c.end++;
        for (; k < f->n_places && f->places[k].from < c.end; k++) {
                if (f->places[k].place == PLACE_NONE && f->places[k].expected)
                        return;
                c.places |= f->places[k].place != PLACE_NONE;
        }
        if (c.first == sentence->first || f->supposed[m->first] ||
            f->doubts[text_scan_token(f->s, m->first)->sentence].question || is_denied(f, m, c.end) ||
            is_renewed(f, m))
                return;
        if (!c.places)
                lift_same(f, m, &c, marks);
        else if (find_alarm(f, &c, &alarm) && alarm.places &&
                 text_scan_sentence(f->s, alarm.first) == sentence)
                marks[m->first] = LIFTED_HERE;
}

/* "In Narva, Sillamäe and Jõhvi": a comma between two names. */
static bool goes_on_listing(const struct text_clauses *f, uint32_t token)
{
        const size_t k = text_clauses_place_from(f, token);

        return text_scan_gap(f->s, token, GAP_COMMA) && k > 0 && k < f->n_places &&
               f->places[k].from == token && f->places[k - 1].to + 1 == token;
}

/* "The orders remain in force in Romny but have been lifted in Sumy": does the verb go on with something else than what stands
 * before it? */
static bool goes_on_elsewhere(const struct text_clauses *f, uint32_t first, uint32_t verb)
{
        if (verb > first && text_scan_word(f->s, verb - 1, SAYS_JOIN)) /* a longer phrase may cover it */
                return true;
        for (uint32_t at = first + 1; at < verb; at++)
                if (text_scan_token(f->s, at)->lexeme->roles >> SAYS_CONTRAST & 1)
                        return true;
        return false;
}

/* "The drone danger declared for Lipetsk and six districts of the region on Friday night was lifted". */
static void lift_said(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);
        struct cell c = {.first = m->first, .end = m->last + 1};

        while ((!starts_cell(f, c.first) || goes_on_listing(f, c.first)) && m->first - c.first < BETWEEN_MOST)
                c.first--;
        while (c.end < sentence->end && c.end - m->last <= BETWEEN_MOST && !starts_cell(f, c.end))
                c.end++;
        if (c.first == m->first &&
            text_scan_gap(f->s, m->first, GAP_COLON)) /* "Danger in Lipetsk: no longer in force" */
                c = cell_before(f, m->first);
        if (!starts_cell(f, c.first) || c.first == m->first || f->supposed[m->first] ||
            f->doubts[text_scan_token(f->s, m->first)->sentence].question || is_denied(f, m, c.end) ||
            text_negation_is_preposition(f, m) || is_renewed(f, m) ||
            goes_on_elsewhere(f, c.first, m->first) || !find_subject(f, c.first, m->first))
                return;
        c.end = m->first;
        text_lifted_mark(f, c.first, c.end, marks);
}

#define OPENS_WITHIN 4 /* tokens: "on Monday morning it was lifted" */

/* "It was lifted at noon": the alarm is that of the sentence before. */
static bool opens_sentence(const struct text_clauses *f, const struct text_match *m)
{
        const uint32_t first = text_scan_sentence(f->s, m->first)->first;

        for (uint32_t at = first + 1; at <= m->first && at <= first + OPENS_WITHIN; at++)
                if (text_scan_gap(f->s, at, TEXT_GAPS_PART))
                        return false;
        return m->first - first <= OPENS_WITHIN;
}

const uint8_t *text_lifted_find(const struct text_clauses *f)
{
        uint8_t *marks = NULL;

        for (size_t i = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                const bool verb = is_value(m, "said"), rest = is_value(m, "rest");
                if (!verb && !rest && !is_pronoun(m) &&
                    (m->role != SAYS_CLEAR || text_subject_is_other(f, m)))
                        continue;
                if (!marks)
                        marks = arena_array(f->s->arena, f->s->words.n_tokens + 1, sizeof *marks);
                if (m->role == SAYS_CLEAR) {
                        text_ended_mark(f, m, marks);
                        text_call_mark(f, m, marks);
                        text_timed_mark(f, m, marks);
                } else if (rest)
                        lift_rest(f, m, marks);
                else if (verb)
                        lift_said(f, m, marks);
                else {
                        lift(f, m, marks);
                        if (opens_sentence(f, m))
                                text_ended_mark(f, m, marks);
                }
        }
        return marks;
}
