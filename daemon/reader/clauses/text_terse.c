#include "reader/clauses/text_terse.h"

#include <string.h>

#include "reader/clauses/text_after.h"
#include "reader/clauses/text_lifted.h"

/* A word that may stand in a list of places. */
static bool lists(const struct text_scan *s, uint32_t token)
{
        const uint64_t roles = TEXT_LISTING | TEXT_ROLE(SAYS_LIST) | TEXT_ROLE(SAYS_EVENT);

        return (s->starts[token] | s->ends[token]) & roles;
}

/* A call for attention that says no more than that something comes. */
static bool calls(const struct text_clauses *f, uint32_t token)
{
        return f->lifted && f->lifted[token] == LIFTED_CALL;
}

/* "Morning", "2 May": a word for when something was. */
static bool dates(const struct text_scan *s, uint32_t token)
{
        return (s->starts[token] | s->ends[token]) &
               (TEXT_ROLE(SAYS_MONTH) | TEXT_ROLE(SAYS_MEASURE) | TEXT_ROLE(SAYS_FILLER));
}

/* "Тульская область, утро среды.": a place that a text begins with, and when that was, as a sentence of their own. */
static bool is_stamp(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_place *p = f->places;
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];

        return f->n_places && p->from == c->first && p->place != PLACE_NONE && c->sentence == 0 &&
               p->to + 1 < c->end && text_scan_gap(f->s, p->to + 1, GAP_COMMA | GAP_COLON | GAP_DASH) &&
               c->first == sentence->first && c->end == sentence->end;
}

/* "Not yet", "but not". */
static bool denies(const struct text_scan *s, uint32_t token)
{
        return (s->starts[token] | s->ends[token]) & (TEXT_ROLE(SAYS_NOT) | TEXT_ROLE(SAYS_CONTRAST));
}

/* Does a phrase of that role tell, where or that there is danger? */
static bool tells(unsigned role)
{
        const uint64_t mute = TEXT_ROLE(SAYS_NONE) | TEXT_ROLE(SAYS_COMMON) | TEXT_ROLE(SAYS_PERSON) |
                              TEXT_ROLE(SAYS_OFFICIAL) | TEXT_ROLE(SAYS_NAMED) | TEXT_ROLE(SAYS_TOPIC) |
                              TEXT_ROLE(SAYS_ASIDE) | TEXT_ROLE(SAYS_PASSING) | TEXT_ROLE(SAYS_INSERT) |
                              TEXT_ROLE(SAYS_CRY) | TEXT_ROLE(SAYS_STAYS) | TEXT_ROLE(SAYS_ACTOR) |
                              TEXT_ROLE(SAYS_NAMED_AFTER) | TEXT_ROLE(SAYS_FACT) | TEXT_ROLE(SAYS_SINGLE) |
                              TEXT_ROLE(SAYS_EACH) | TEXT_ROLE(SAYS_OF) | TEXT_ROLE(SAYS_DRILL) |
                              TEXT_ROLE(SAYS_OLD) | TEXT_ROLE(SAYS_ADVICE) | TEXT_ROLE(SAYS_CALLED_OFF);

        return !(mute >> role & 1);
}

/* Small words and emoji, which say nothing of what a clause is about, and what makes one of two words, as in "из-за". */
static bool is_small(const struct text_match *m, uint32_t token)
{
        const uint64_t small = TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_FROM) | TEXT_ROLE(SAYS_TO) |
                               TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_MONTH) | TEXT_ROLE(SAYS_MEASURE) |
                               TEXT_ROLE(SAYS_FILLER) | TEXT_ROLE(SAYS_PART) | TEXT_ROLE(SAYS_CRY);

        return small >> m->role & 1 ||
               (token > m->first && m->role == SAYS_PASSING && !strcmp(m->phrase->value, TEXT_AFTER));
}

enum { TOLD = 1, TOLD_SMALL = 2 };

/* Per token: is it part of a phrase that tells? */
static const uint8_t *told(const struct text_scan *s)
{
        uint8_t *marks = arena_array(s->arena, s->words.n_tokens + 1, sizeof *marks);

        for (size_t i = 0; i < s->n_matches; i++)
                for (uint32_t at = s->matches[i].first; at <= s->matches[i].last; at++)
                        marks[at] |= s->matches[i].role == SAYS_FILLER && s->words.tokens[at].symbol ? 0
                                     : is_small(&s->matches[i], at) ? TOLD_SMALL
                                     : tells(s->matches[i].role)    ? TOLD
                                                                    : 0;
        return marks;
}

/* "Везём в Рыльск дроны": at the start of a sentence a capital makes no name. */
static bool is_first_word(const struct text_clauses *f, const struct text_place *p, uint32_t token)
{
        return p->place == PLACE_NONE && !p->expected && !p->head &&
               token == text_scan_sentence(f->s, token)->first;
}

/* "The alert in Kyiv has ended; in the oblast it continues": only a clause of nothing but names goes on with an
 * all-clear, for what cannot be read may say the opposite. And only where three words of five are known, small
 * ones apart, does a post without a verb mean danger now: "Two shaheds at Konotop", not "Drone pilots wanted in Narva". */
void text_terse_find(struct text_clauses *f)
{
        const uint8_t *marks = told(f->s);
        size_t k = 0;

        for (size_t i = 0; i < f->n_clauses; i++) {
                struct text_clause *c = &f->clauses[i];
                uint32_t known = 0, small = 0, refused = 0, other = 0;
                const bool stamp = is_stamp(f, c);
                c->names_only = true;
                for (uint32_t at = c->first; at < c->end; at++) {
                        const struct text_token *t = text_scan_token(f->s, at);
                        bool sign = t->symbol || t->number, place, smallest, told_of;
                        while (k < f->n_places && f->places[k].to < at)
                                k++;
                        place = k < f->n_places && f->places[k].from <= at;
                        smallest = place ? is_first_word(f, &f->places[k], at)
                                         : (t->symbol ? !marks[at] : marks[at] == TOLD_SMALL && !t->number);
                        told_of = place || sign || marks[at] & TOLD;
                        known += !smallest && told_of;
                        c->strange += !smallest && !told_of && t->letters == CASE_LOWER;
                        small += smallest;
                        if (place || sign || lists(f->s, at) || calls(f, at) || (stamp && dates(f->s, at)))
                                continue;
                        c->names_only = false;
                        if (denies(f->s, at))
                                refused++;
                        else
                                other++;
                }
                c->refuses = refused && !other;
                c->plain = 5 * known >= 3 * (c->end - c->first - small);
        }
}
