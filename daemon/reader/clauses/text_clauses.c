#include "reader/clauses/text_clauses.h"
#include "reader/clauses/text_advice.h"
#include "reader/clauses/text_before.h"
#include "reader/clauses/text_cry.h"
#include "reader/clauses/text_evidence.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_old.h"
#include "reader/clauses/text_passing.h"
#include "reader/clauses/text_spread.h"
#include "reader/clauses/text_subject.h"
#include "reader/clauses/text_terse.h"

#include <string.h>

size_t text_clauses_place_from(const struct text_clauses *f, uint32_t token)
{
        size_t low = 0, high = f->n_places;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[middle].from < token)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

bool text_clauses_have_places(const struct text_clauses *f, uint32_t token, uint32_t end)
{
        const size_t next = text_clauses_place_from(f, token);

        return next < f->n_places && f->places[next].from < end;
}

bool text_clauses_are_small(const struct text_clauses *f, uint32_t first, uint32_t end, uint64_t roles)
{
        size_t k = text_clauses_place_from(f, first);

        for (uint32_t at = first; at < end; at++) {
                while (k < f->n_places && f->places[k].to < at)
                        k++;
                if (!(k < f->n_places && f->places[k].from <= at) && !text_scan_token(f->s, at)->number &&
                    !((f->s->starts[at] | f->s->ends[at]) & roles))
                        return false;
        }
        return true;
}

/* Does the phrase tell of what is only supposed? */
static bool is_supposed(const struct text_clauses *f, const struct text_match *m)
{
        enum text_supposed supposed = f->supposed[m->first];

        if (m->role == SAYS_ORDER)
                return supposed == SUPPOSED_ASKED;
        return supposed != SUPPOSED_NOT && m->role <= SAYS_STILL;
}

static void count_clear(const struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        const struct text_doubt *doubt = &f->doubts[c->sentence];

        c->excepts = doubt->exception > m->last + 1;
        c->idle = c->excepts && !doubt->known;
        c->clear += !c->idle;
}

/* An alarm of which the text says that it is over, or the word that says so. */
static void count_lifted(const struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        if (m->role == SAYS_LIVE || m->role == SAYS_ORDER || m->role == SAYS_LIFTED || m->role == SAYS_EVENT)
                count_clear(f, c, m);
        if (m->role <= SAYS_FORECAST && m->phrase->number >= 0)
                c->events |= 1u << m->phrase->number;
}

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
static void count_old(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
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

/* The same words, told by another phrase of the role: "атакован*" and "атакова*" happened once. */
static bool is_repeated(const struct text_clauses *f, const struct text_match *m)
{
        for (const struct text_match *o = m; o-- > f->s->matches && o->first == m->first;)
                if (o->role == m->role && o->last == m->last)
                        return true;
        return false;
}

/* That something happens, is over or is to come. False: the phrase says nothing of the kind. */
static bool count_state(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        switch (m->role) {
        case SAYS_EVENT:
                c->alarms += m->phrase->number == EVENT_AIR_RAID && text_evidence_is_alarm(f, m);
                c->weapon |= !f->passing[m->first] && text_evidence_is_weapon(m);
                c->opens +=
                    !f->passing[m->first] && (1u << m->phrase->number & TEXT_SUDDEN ||
                                              m->first < f->s->words.sentences[c->sentence].first + 3);
                return true;
        case SAYS_PAST:
                c->past += !is_repeated(f, m);
                c->downs += !strcmp(m->phrase->value, "down") && !is_repeated(f, m);
                c->told += !(f->passing[m->first] && f->passing[m->last]);
                return true;
        case SAYS_HAPPENED:
                if (m->phrase->number >= 0)
                        c->begun |= 1u << m->phrase->number;
                else
                        c->happened++;
                c->told += !(f->passing[m->first] && f->passing[m->last]);
                return true;
        case SAYS_LIVE:
                c->live++;
                c->signs += text_scan_token(f->s, m->first)->symbol;
                c->alarms += text_evidence_is_alarm(f, m);
                if (m->phrase->number >= 0) {
                        f->going |= 1u << m->phrase->number;
                        c->lasts |= 1u << m->phrase->number & TEXT_LASTING;
                }
                return true;
        case SAYS_ORDER:
                c->live++;
                c->orders++;
                f->orders = true;
                return true;
        case SAYS_UNDER:
                c->under++;
                return true;
        case SAYS_STILL:
                c->still++;
                c->alarms += text_evidence_is_alarm(f, m);
                return true;
        case SAYS_FORECAST:
                c->forecast++;
                f->going |=
                    m->phrase->number == EVENT_FLOOD ? 1u << EVENT_FLOOD : 0; /* "the peak is expected" */
                return true;
        case SAYS_CLEAR:
                if (c->after ||
                    text_subject_is_other(f, m)) /* "after the all-clear": neither over now, nor awaited */
                        return true;
                if (text_negation_is_reason(f, m))
                        return true;
                if (text_negation_of(f, m, c->first, c->end)) {
                        c->live++;
                        c->lasting++;
                } else if (!strcmp(m->phrase->value, "home"))
                        c->home++;
                else
                        count_clear(f, c, m);
                return true;
        default:
                return false;
        }
}

/* "Раніше: шторм на Волині": such a word, where it begins a paragraph further down and a colon or nothing stands behind it. */
static bool is_label(const struct text_clauses *f, const struct text_match *m)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, m->first);

        return !strcmp(m->phrase->value, "label") && m->first > 0 && m->first == sentence->first &&
               sentence->starts_paragraph &&
               (m->last + 1 >= f->s->words.n_tokens ||
                text_scan_gap(f->s, m->last + 1, GAP_COLON | GAP_LINE));
}

/* "Астана и Костанай не пострадали": of `subject`, only right behind a name without a preposition; of `last`, only where its part of
 * the sentence ends with it, too: "Токмак мимо", but not "Арциз, мимо вас два". */
static bool is_calm(const struct text_clauses *f, const struct text_match *m)
{
        const size_t next = text_clauses_place_from(f, m->first);
        const struct text_place *p = next ? &f->places[next - 1] : NULL;
        const bool last = !strcmp(m->phrase->value, "last");

        if (!last && strcmp(m->phrase->value, "subject") != 0)
                return true;
        return p && p->to + 1 == m->first && !p->expected &&
               !text_scan_gap(f->s, m->first, (unsigned)~(GAP_DASH | GAP_COLON)) &&
               (!last || m->last + 1 == text_scan_sentence(f->s, m->first)->end ||
                text_scan_gap(f->s, m->last + 1, TEXT_GAPS_PART));
}

/* In which light that stands. */
static void count_context(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        switch (m->role) {
        case SAYS_NONE:
                c->lasted |= strcmp(m->phrase->value, "all") == 0;
                break;
        case SAYS_WHOLE:
                c->whole = m;
                break;
        case SAYS_CRY:
                c->live += f->cries[m->first] == CRY_LIVE;
                f->attack |= f->cries[m->first] == CRY_LIVE;
                c->clear += f->cries[m->first] == CRY_CLEAR;
                break;
        case SAYS_STAYS:
                c->stays++;
                break;
        case SAYS_CALM:
                c->calm += is_calm(f, m);
                break;
        case SAYS_TOPIC:
                c->topic += text_evidence_topic(f, m);
                c->strikable += text_evidence_is_strikable(m) ? text_evidence_topic(f, m) : 0;
                break;
        case SAYS_LIST:
                c->list++;
                break;
        case SAYS_TEASER:
                c->credits |= !strcmp(m->phrase->value, "line");
                c->teaser |= !strcmp(m->phrase->value, "-") || is_label(f, m);
                break;
        case SAYS_OLD:
                count_old(f, c, m);
                break;
        case SAYS_ASIDE:
                c->aside++;
                break;
        case SAYS_ATTACK:
                c->attack |= !f->passing[m->first];
                c->attacked = true;
                f->attack |= c->attack;
                *(strcmp(m->phrase->value, "accident") ? &f->assault : &f->accident) = true;
                break;
        case SAYS_NAMED:
                c->opens += !strcmp(m->phrase->value, "hospital"); /* where victims were taken */
                break;
        default:
                break;
        }
}

static void count_event(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        const uint32_t event = 1u << m->phrase->number;

        c->events |= event;
        c->meant |= f->passing[m->first] ? 0 : event;
        f->counts[m->phrase->number] += !c->teaser;
}

static void count_match(struct text_clauses *f, const struct text_match *m)
{
        struct text_clause *c = &f->clauses[f->clause_of[m->first]];

        if (is_supposed(f, m) || text_negation_denies(f, m))
                return;
        if (f->lifted && f->lifted[m->first]) {
                if (f->lifted[m->first] != LIFTED_CALL)
                        count_lifted(f, c, m);
                return;
        }
        f->harm |= text_evidence_is_harm(m);
        if (!count_state(f, c, m))
                count_context(f, c, m);
        else if (m->phrase->number >= 0 && m->role <= SAYS_FORECAST)
                count_event(f, c, m);
}

/* "Отбой в области, кроме Елецкого района", "Калуга - отбой, Тула - нет", "lifted in Lutsk but remains in Rivne": who is left
 * out is still in danger. */
static bool is_left_out(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *before = c - 1;

        if (c == f->clauses || !(c->places || c->line_places) || c->sentence > before->sentence + 1)
                return false;
        if (before->excepts)
                return c->sentence == before->sentence;
        return before->state == STATE_ALL_CLEAR &&
               (c->refuses || (c->stays && c->places && !c->past && c->sentence == before->sentence));
}

/* "The water keeps rising. Flooded are 40 houses": what has begun goes on. */
static bool is_going(const struct text_clauses *f, const struct text_clause *c)
{
        if (!c->begun || c->old)
                return false;
        return c->begun & f->going || f->orders || (f->live && !(f->events & ~TEXT_PEACEFUL));
}

static int clause_state(const struct text_clauses *f, const struct text_clause *c)
{
        bool under = !f->past || c->live || c->ordered; /* "the city is under attack, take care!" */
        unsigned live = c->live + (c->ordered ? c->happened : 0) + (under ? c->under : 0),
                 past = c->past + (c->ordered ? 0 : c->happened) + (c->begun != 0) + (under ? 0 : c->under);

        if (c->clear && !c->still)
                return STATE_ALL_CLEAR;
        if (c->still)
                return STATE_LIVE;
        if (c->events >> EVENT_AIR_RAID & 1 && c->happened && !f->past && !c->old) /* "sirens sounded" */
                return STATE_LIVE;
        if (c->forecast && c->events == 1u << EVENT_WEATHER && !c->orders) /* "a danger level is declared" */
                return STATE_FORECAST;
        if (is_going(f, c)) /* "flooded 40 houses and injured a man" */
                return STATE_LIVE;
        if (c->forecast && live == c->signs && !past) /* "🟠 Orenburg: the peak is expected on Sunday" */
                return STATE_FORECAST;
        if (live && (c->orders || live > past || !c->told || (live == past && f->past <= f->live)))
                return STATE_LIVE;
        if (c->forecast && !c->past)
                return STATE_FORECAST;
        if (past)
                return STATE_PAST;
        if (c->forecast)
                return STATE_FORECAST;
        return is_left_out(f, c) ? STATE_LIVE : STATE_UNSAID;
}

/* Short, of danger more than once rather than of what is announced, or with emoji and exclamation marks: written in a hurry. */
static bool looks_like_post(const struct text_clauses *f)
{
        unsigned announced = 0;

        for (size_t i = 0; i < f->n_clauses; i++)
                announced += 2 * f->clauses[i].forecast;
        if (f->s->words.size <= TEXT_POST_SHORT || f->exclaims || f->live > 1 + announced)
                return true;
        for (uint32_t i = 0; i < f->s->words.n_tokens; i++)
                if (text_scan_token(f->s, i)->symbol || text_scan_gap(f->s, i, GAP_EXCLAIM))
                        return true;
        return false;
}

/* "Збито за ніч: / 🚀 2 ракети, Київщина / 🛵 5 шахедів, Сумщина": under what has happened, signs only say by what. `listed`: the
 * clause before was so. */
static bool is_listed_past(const struct text_clauses *f, const struct text_clause *c, bool listed)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        if (c == f->clauses || c->state != STATE_LIVE || c->live != c->signs || c->still || c->under ||
            !sentence->starts_line || c->first != sentence->first || sentence->starts_paragraph)
                return false;
        return listed || (c[-1].state == STATE_PAST && text_scan_gap(f->s, c->first, GAP_COLON));
}

/* A word that is part of a place's name says nothing else. */
static void count_matches(struct text_clauses *f)
{
        for (size_t i = 0, k = 0; i < f->s->n_matches; i++) {
                const struct text_match *m = &f->s->matches[i];
                while (k < f->n_places && f->places[k].to < m->first)
                        k++;
                if (k == f->n_places || f->places[k].place == PLACE_NONE || f->places[k].from > m->first ||
                    f->places[k].to < m->last)
                        count_match(f, m);
        }
}

/* "Одеса! Пуски з Криму!" is about Odesa. */
static void note_places(struct text_clauses *f)
{
        for (const struct text_place *p = f->places; p < f->places + f->n_places; p++)
                if (text_places_is_name(p) && !text_places_is_origin(f->s, p)) {
                        struct text_clause *c = &f->clauses[f->clause_of[p->first]];
                        c->places = true;
                        c->known |= p->place != PLACE_NONE;
                }
}

/* "After the strike on Sumy a man died in Romny": what is told behind it comes of it. */
static bool comes_of_attack(const struct text_clauses *f, const struct text_clause *c)
{
        return c->told && (c->attacked || (c > f->clauses && c[-1].after && c[-1].attacked &&
                                           c[-1].sentence == c->sentence));
}

/* What the clauses say, in the whole text. */
static void add_up(struct text_clauses *f)
{
        for (const struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                f->past += c->past - c->downs;
                f->attack |= comes_of_attack(f, c);
                f->told += c->old ? 0 : c->told + c->opens;
                f->live += c->live;
                f->events |= c->old ? 0 : c->events;
                f->meant |= c->meant;
        }
}

/* "Residents went back to their homes": of a fire, a flood, a leak it says that it is over, of an attack nothing. */
static void count_home(struct text_clauses *f)
{
        if (f->events && !(f->events & ~(TEXT_PEACEFUL | 1u << EVENT_OTHER)))
                for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                        c->clear += c->home;
}

/* "The fire near Rafina is out, the evacuation order has been lifted": what its own sentence says next, and of no other place. */
static bool is_ended_next(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1, *end = f->clauses + f->n_clauses;

        if (c->state != STATE_PAST || !c->places || c->old || !c->meant || c->meant & ~TEXT_PEACEFUL)
                return false;
        while (next < end && next->sentence == c->sentence && !next->places &&
               (next->state == STATE_UNSAID || next->state == STATE_PAST))
                next++;
        return next < end && next->sentence == c->sentence && !next->places &&
               next->state == STATE_ALL_CLEAR && !next->idle && !next->after && !f->supposed[next->first];
}

static void find_states(struct text_clauses *f)
{
        unsigned happened = 0;
        bool listed = false;

        for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++) {
                c->state = clause_state(f, c);
                if ((listed = is_listed_past(f, c, listed)))
                        c->state = STATE_PAST;
                c->old += f->looks_back && !c->today && c->state != STATE_LIVE; /* danger is always now */
                if (is_left_out(f, c) && !c->events)
                        c->events = c[-1].events;
                f->threats |= c->state == STATE_ALL_CLEAR || c->old ? 0 : c->events;
                happened += c->happened;
                f->happens |= c->state == STATE_PAST && c->told && !c->old;
        }
        for (struct text_clause *c = f->clauses; c < f->clauses + f->n_clauses; c++)
                if (is_ended_next(f, c))
                        c->state = STATE_ALL_CLEAR;
        if (f->past || f->live <= happened) /* "they hear blasts, drones are coming" is a post */
                f->past += f->orders ? 0 : happened;
}

void text_clauses_weigh(struct text_clauses *f)
{
        count_matches(f);
        text_spread_teasers(f);
        text_before_set_back(f);
        text_spread_headlines(f);
        text_terse_find(f);
        note_places(f);
        text_spread_places(f);
        f->advises = text_advice_find(f);
        text_spread_orders(f);
        add_up(f);
        count_home(f);
        find_states(f);
        text_evidence_spare_struck(f);
        f->exclaims = memchr(f->s->words.text, '!', f->s->words.size) != NULL;
        f->post = !f->past && f->s->words.size <= TEXT_POST_MAX && looks_like_post(f);
}
