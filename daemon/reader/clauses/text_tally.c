#include "reader/clauses/text_tally.h"

#include <string.h>

#include "reader/clauses/text_cry.h"
#include "reader/clauses/text_evidence.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_recall.h"
#include "reader/clauses/text_subject.h"
#include "reader/clauses/text_turn.h"

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

/* The same words, told by another phrase of the role: "атакован*" and "атакова*" happened once. */
static bool is_repeated(const struct text_clauses *f, const struct text_match *m)
{
        for (const struct text_match *o = m; o-- > f->s->matches && o->first == m->first;)
                if (o->role == m->role && o->last == m->last)
                        return true;
        return false;
}

/* The name of an event. */
static void count_name(const struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        c->alarms += m->phrase->number == EVENT_AIR_RAID && text_evidence_is_alarm(f, m);
        c->weapon |= !f->passing[m->first] && text_evidence_is_weapon(m);
        c->opens += !f->passing[m->first] && (1u << m->phrase->number & TEXT_SUDDEN ||
                                              m->first < f->s->words.sentences[c->sentence].first + 3);
}

static void count_live(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        c->live++;
        c->signs += text_scan_token(f->s, m->first)->symbol;
        c->alarms += text_evidence_is_alarm(f, m);
        if (m->phrase->number >= 0) {
                f->going |= 1u << m->phrase->number;
                c->lasts |= 1u << m->phrase->number & TEXT_LASTING;
        }
}

static void count_over(const struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        if (c->after ||
            text_subject_is_other(f, m)) /* "after the all-clear": neither over now, nor awaited */
                return;
        if (text_negation_is_reason(f, m))
                return;
        if (text_negation_of(f, m, c->first, c->end)) {
                c->live++;
                c->lasting++;
        } else if (!strcmp(m->phrase->value, "home"))
                c->home++;
        else
                count_clear(f, c, m);
}

/* That something happens, is over or is to come. False: the phrase says nothing of the kind. */
static bool count_state(struct text_clauses *f, struct text_clause *c, const struct text_match *m)
{
        switch (m->role) {
        case SAYS_EVENT:
                count_name(f, c, m);
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
                count_live(f, c, m);
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
                count_over(f, c, m);
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
                text_recall_count(f, c, m);
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

/* "The alert was declared in Tula and lifted in Yelets": is it over only where the clause of its verb says? */
static bool lifts_elsewhere(const struct text_clauses *f, const struct text_match *m)
{
        const uint32_t verbs = f->clause_of[m->last];

        return verbs != f->clause_of[m->first] && text_turn_lifts(f, f->clauses[verbs].first);
}

static void count_match(struct text_clauses *f, const struct text_match *m)
{
        struct text_clause *c = &f->clauses[f->clause_of[m->first]];

        if (is_supposed(f, m) || text_negation_denies(f, m))
                return;
        if (m->role == SAYS_CLEAR && lifts_elsewhere(f, m)) {
                c->live++;
                c->lasting++;
                c = &f->clauses[f->clause_of[m->last]];
        } else if (f->lifted && f->lifted[m->first]) {
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

void text_tally_phrases(struct text_clauses *f)
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
