#include "reader/clauses/text_ended.h"

#include <string.h>

#include "reader/clauses/text_before.h"
#include "reader/clauses/text_lifted.h"
#include "reader/clauses/text_negation.h"
#include "reader/clauses/text_old.h"

#define LETTERS         5 /* of a word that may say more */
#define SENTENCES_BACK  3
#define SENTENCES_AHEAD 2
#define NAMES_MOST      6 /* tokens of a line of names */
#define PLACES_MOST     8
#define SENTENCE_MOST   64 /* tokens: what is said in a longer one belongs to no one place */

/* What an all-clear may be of that ends no other alarm: "the storm warning was lifted". */
#define ENDED_APART (VOCAB_FLYING | TEXT_PEACEFUL | 1u << EVENT_OTHER)

/* What is said in a sentence, as masks: roles, and the weapons that it names. */
struct told {
        uint64_t roles;
        uint32_t weapons;
        bool alarm, places, again, earlier;
        bool then,
            was; /* of another alarm than one that is in force now; that one was declared, or sounded */
};

static bool names_place(const struct text_clauses *f, const struct text_sentence *sentence)
{
        for (size_t i = text_clauses_place_from(f, sentence->first);
             i < f->n_places && f->places[i].from < sentence->end; i++)
                if (text_places_is_name(&f->places[i]))
                        return true;
        return false;
}

/* `called`: the word by which an alarm is spoken of again, or NULL. */
static struct told told_in(const struct text_clauses *f, uint32_t number, const struct text_lexeme *called)
{
        const struct text_sentence *sentence = &f->s->words.sentences[number];
        struct told told = {0};

        if (sentence->end - sentence->first > SENTENCE_MOST)
                return (struct told){.roles = TEXT_ROLE(SAYS_STILL), .again = true};
        told.places = names_place(f, sentence);
        for (uint32_t i = f->s->starting[sentence->first]; i < f->s->starting[sentence->end]; i++) {
                const struct text_match *m = &f->s->matches[i];
                told.roles |= TEXT_ROLE(m->role);
                told.alarm |=
                    text_lifted_is_alarm(f, m) ||
                    (m->role == SAYS_LIVE && called && text_scan_token(f->s, m->first)->lexeme == called);
                told.again |= m->role == SAYS_LIFTED && !strcmp(m->phrase->value, "again");
                told.earlier |= m->role == SAYS_LIFTED && !strcmp(m->phrase->value, "earlier");
                told.then |= m->role == SAYS_OLD && (text_before_is(m) || !strcmp(m->phrase->value, "-"));
                told.was |=
                    m->role == SAYS_HAPPENED || (m->role == SAYS_OLD && !strcmp(m->phrase->value, "was"));
                if (m->role <= SAYS_FORECAST && m->phrase->number >= 0)
                        told.weapons |=
                            1u << m->phrase->number & (m->role == SAYS_CLEAR ? ENDED_APART : VOCAB_FLYING);
        }
        for (uint32_t at = sentence->first; at < sentence->end; at++)
                told.then |= text_old_date(f->s, at);
        return told;
}

/* Nothing but that it is over: no part of a place, nothing that goes on. */
static bool is_whole(const struct told *told)
{
        const uint64_t others = TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND) |
                                TEXT_ROLE(SAYS_WHOLE) | TEXT_ROLE(SAYS_PART) | TEXT_ROLE(SAYS_STILL) |
                                TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER) |
                                TEXT_ROLE(SAYS_FORECAST) | TEXT_ROLE(SAYS_DRILL) | TEXT_ROLE(SAYS_IF);

        return !told->places && !(told->roles & others);
}

bool text_ended_is_renewed(const struct text_clauses *f, uint32_t number)
{
        const uint64_t going = TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_ORDER) | TEXT_ROLE(SAYS_UNDER);

        for (uint32_t i = number + 1; i < f->s->words.n_sentences && i <= number + SENTENCES_AHEAD; i++) {
                struct told told = told_in(f, i, NULL);
                if (told.again || (!told.places && (told.alarm || told.roles & going)))
                        return true;
        }
        return false;
}

/* "All clear. / Kharkiv oblast": it is of the names on the line below it, of which nothing else is told. */
static bool heads_names(const struct text_clauses *f, uint32_t number)
{
        const struct text_sentence *next = &f->s->words.sentences[number + 1];

        return number + 1 < f->s->words.n_sentences && next->starts_line &&
               next->end - next->first <= NAMES_MOST && names_place(f, next) &&
               !(told_in(f, number + 1, NULL).roles & TEXT_ROLE(SAYS_PAST));
}

/* "The alert in schools was lifted": the words that the phrase skips may say of what it is. */
static bool skips_more(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t small = TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_LIFTED) |
                               TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_FILLER) | TEXT_ROLE(SAYS_LIVE);

        for (uint32_t at = m->first + 1; at < m->last; at++) {
                const struct text_match *in = text_scan_starts(f->s, at, SAYS_AT);
                const struct text_token *t = text_scan_token(f->s, at);
                if (text_match_has(m, at))
                        continue;
                if ((in && !text_scan_token(f->s, in->last + 1)->number) ||
                    (t->letters == CASE_LOWER && t->lexeme->size >= (t->latin ? LETTERS : 2 * LETTERS) &&
                     !((f->s->starts[at] | f->s->ends[at]) & small)))
                        return true;
        }
        return false;
}

/* Is another alarm told before it in the line? It is not known whether that is over, too. */
static bool has_rival(const struct text_clauses *f, uint32_t number, const struct text_lexeme *called)
{
        const struct text_sentence *sentences = f->s->words.sentences;

        for (uint32_t i = number; i > 0 && number - i < SENTENCES_BACK && !sentences[i].starts_line; i--) {
                struct told told = told_in(f, i - 1, called);
                if (told.alarm && told.places)
                        return true;
        }
        return false;
}

/* "Sirens in Haifa. / All clear.": in a short text whose places all stand in one sentence, a new line begins nothing else. */
static bool is_of_one(const struct text_clauses *f)
{
        uint32_t sentence = UINT32_MAX;

        if (f->n_places > PLACES_MOST || f->s->words.size > TEXT_POST_SHORT)
                return false;
        for (size_t i = 0; i < f->n_places; i++) {
                uint32_t other = text_scan_token(f->s, f->places[i].first)->sentence;
                if (text_places_is_name(&f->places[i]) && sentence != UINT32_MAX && other != sentence)
                        return false;
                sentence = text_places_is_name(&f->places[i]) ? other : sentence;
        }
        return sentence != UINT32_MAX;
}

static void mark(const struct text_clauses *f, uint32_t number, uint8_t *marks)
{
        const uint64_t over = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_ORDER);
        const struct text_sentence *sentence = &f->s->words.sentences[number];

        for (uint32_t i = f->s->starting[sentence->first]; i < f->s->starting[sentence->end]; i++) {
                const struct text_match *m = &f->s->matches[i];
                if (over & TEXT_ROLE(m->role) || text_lifted_is_alarm(f, m))
                        marks[m->first] = LIFTED_ALARM;
        }
}

void text_ended_mark(const struct text_clauses *f, const struct text_match *m, uint8_t *marks)
{
        const uint64_t going =
            TEXT_ROLE(SAYS_STILL) | TEXT_ROLE(SAYS_UNDER) | TEXT_ROLE(SAYS_CLEAR) | TEXT_ROLE(SAYS_IF);
        const uint32_t number = text_scan_token(f->s, m->first)->sentence;
        const struct text_sentence *sentences = f->s->words.sentences;
        const struct text_lexeme *called = text_scan_token(f->s, m->first)->lexeme;
        const struct told own = told_in(f, number, NULL);
        const bool it = m->role == SAYS_LIFTED; /* of what was declared right before */

        if (!is_whole(&own) || own.earlier || own.again || skips_more(f, m) || f->supposed[m->first] ||
            text_ended_is_renewed(f, number) || heads_names(f, number) ||
            text_negation_of(f, m, sentences[number].first, sentences[number].end))
                return;
        const bool whole = is_of_one(f);
        for (uint32_t i = number;
             i > 0 && number - i < SENTENCES_BACK && (whole || !sentences[i].starts_line); i--) {
                struct told told = told_in(f, i - 1, called);
                if (told.roles & going || own.weapons & ~told.weapons || (it && !told.was))
                        return;
                if ((told.alarm || told.roles & TEXT_ROLE(SAYS_ORDER)) && told.places) {
                        if (!has_rival(f, i - 1, called) && (told.was || !own.then))
                                mark(f, i - 1, marks);
                        return;
                }
                if (it || (told.roles & TEXT_ROLE(SAYS_LIVE) && !told.alarm))
                        return;
        }
}
