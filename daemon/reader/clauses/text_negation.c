#include "reader/clauses/text_negation.h"

#include <string.h>

/* "Отбой в области, кроме Елецкого района": whom it leaves out is still in danger, and an all-clear for the whole must not
 * end theirs too. 1 + the last token of the sentence where an exception starts; 0: none. */
static uint32_t last_exception(const struct text_scan *s, const struct text_sentence *sentence)
{
        for (uint32_t at = sentence->end; at > sentence->first; at--) {
                const struct text_match *named = text_scan_starts(s, at - 1, SAYS_NAMED);
                if (named && strcmp(named->phrase->value, TEXT_EXCEPT) == 0)
                        return at;
        }
        return 0;
}

/* Is all that stands after an exception known? "кроме приграничных районов" is not. */
static bool is_known(const struct text_clauses *f, const struct text_sentence *sentence, uint32_t exception)
{
        const unsigned stops = GAP_COLON | GAP_SEMICOLON | GAP_DASH | GAP_CLOSE;
        const uint64_t units = TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND);
        size_t k = 0, known = 0;

        while (k < f->n_places && f->places[k].to < exception)
                k++;
        for (uint32_t at = exception; at < sentence->end && !text_scan_gap(f->s, at, stops); at++) {
                while (k < f->n_places && f->places[k].to < at)
                        k++;
                if (k < f->n_places && f->places[k].from <= at) {
                        if (f->places[k].place == PLACE_NONE)
                                return false;
                        known++;
                } else if (text_scan_starts_any(f->s, at, units)) {
                        return false;
                }
        }
        return known > 0;
}

void text_negation_note(struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;

        f->doubts = arena_array(f->s->arena, w->n_sentences, sizeof *f->doubts);
        for (uint32_t i = 0; i < w->n_sentences; i++) {
                const struct text_sentence *sentence = &w->sentences[i];
                uint32_t exception = last_exception(f->s, sentence);
                f->doubts[i] = (struct text_doubt){.question = text_supposed_question(w, sentence),
                                                   .exception = exception,
                                                   .known = exception && is_known(f, sentence, exception)};
        }
}

/* Tokens between an all-clear and a negation; and one that is nothing else: "Отбой ракетной опасности в Белгородской области
 * не объявлен". */
#define NEGATION_NEAR 4
#define NEGATION_FAR  12

/* "far": it denies all the more; "wide": what stands far behind it, too; "only": nothing but what comes after it; "before":
 * "after" means nothing behind it; "later": only behind it, as "far". */
static bool is_kind(const struct text_match *word, const char *kind)
{
        return strcmp(word->phrase->value, kind) == 0;
}

/* Does a negation that begins `away` tokens behind an all-clear deny it? */
static bool denies_behind(const struct text_match *word, unsigned away)
{
        return word && !is_kind(word, "only") && !is_kind(word, "before") &&
               (away < NEGATION_NEAR || is_kind(word, "far") || is_kind(word, "later"));
}

/* "Не скасована тривога": a negation right before it, if only as a part of a longer phrase. */
static bool denies_next(const struct text_scan *s, uint32_t last)
{
        const struct text_phrase *word = text_scan_word(s, last, SAYS_NOT);

        return word && !strcmp(word->value, "far");
}

/* Does one that ends `away` tokens before it, or "officials deny"? */
static bool denies_ahead(const struct text_clauses *f, uint32_t last, unsigned away)
{
        const struct text_match *word = text_scan_ends(f->s, last, SAYS_NOT);

        return (word && (away < NEGATION_NEAR || is_kind(word, "wide")) && !is_kind(word, "only")) ||
               (away == 0 && denies_next(f->s, last)) || text_scan_ends(f->s, last, SAYS_DENIAL);
}

/* "Тревогу в Туле позже отменили", "тревога длилась до утра и была отменена": from when on it was over, until when it was in force. */
static bool is_when(const struct text_scan *s, uint32_t token)
{
        const struct text_phrase *word = text_scan_word(s, token, SAYS_NOT),
                                 *was = token ? text_scan_word(s, token - 1, SAYS_LIFTED) : NULL;

        return word && (!strcmp(word->value, "later") ||
                        (!strcmp(word->value, "until") && was && !strcmp(was->value, "declared")));
}

static bool is_danger(const struct text_scan *s, uint32_t token)
{
        const uint64_t dangers = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK);

        return text_scan_token(s, token)->lexeme->roles & dangers;
}

/* "Lessons were cancelled because of the alert", but neither "the alert because of drones was cancelled" nor "all clear after an
 * alert because of drones". */
static bool ends_with_reason(const struct text_scan *s, const struct text_match *m)
{
        const uint64_t words = TEXT_ROLE(SAYS_WHY) | TEXT_ROLE(SAYS_REAL); /* "because of a real alert" */

        if (!is_danger(s, m->last) || is_danger(s, m->first) ||
            text_scan_token(s, m->first)->lexeme->roles >> SAYS_CLEAR & 1)
                return false;
        for (uint32_t at = m->first + 1; at < m->last && at - m->first < 64; at++)
                if (!text_match_has(m, at) &&
                    (text_scan_starts_any(s, at, words) || text_scan_word(s, at, SAYS_WHY)))
                        return true;
        return false;
}

#define REASON_MOST  3 /* tokens: "because of a missile threat" */
#define ARTICLE_MOST 2 /* bytes */

bool text_negation_is_reason(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t small = TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE);
        const struct text_scan *s = f->s;
        const uint32_t first = text_scan_sentence(s, m->first)->first;

        if (ends_with_reason(s, m))
                return true;
        for (uint32_t at = m->first; is_danger(s, m->first) && at > first && m->first - at < REASON_MOST;
             at--) {
                if (text_scan_gap(s, at, TEXT_GAPS_PART))
                        return false;
                if (text_scan_ends(s, at - 1, SAYS_WHY) || text_scan_word(s, at - 1, SAYS_WHY))
                        return true;
                if (!(text_scan_token(s, at - 1)->lexeme->roles & small) &&
                    text_scan_token(s, at - 1)->lexeme->size > ARTICLE_MOST)
                        return false;
        }
        return false;
}

/* "Режим опасности в Воронежской области не отменён", "the alert closed the airport and flights were cancelled": among the words
 * that the phrase skips. */
bool text_negation_inside(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t others = TEXT_ROLE(SAYS_NOT) | TEXT_ROLE(SAYS_CALLED_OFF);

        for (uint32_t at = m->first + 1; at < m->last && at - m->first < 64; at++)
                if (!text_match_has(m, at) && text_scan_token(f->s, at)->lexeme->roles & others &&
                    !is_when(f->s, at))
                        return true;
        return false;
}

/* Is it a preposition that may also say that something has ended? */
static bool may_end(const struct text_scan *s, uint32_t token)
{
        const struct text_phrase *word = text_scan_word(s, token, SAYS_AT);

        return word && strcmp(word->value, "over") == 0;
}

/* "Alert over drones", but not "the alert is over": no verb stands before the word. */
static bool is_without_verb(const struct text_scan *s, const struct text_match *m)
{
        const uint64_t dangers = TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_ATTACK);

        return m->last == m->first || !text_match_has(m, m->last - 1) ||
               text_scan_token(s, m->last - 1)->lexeme->roles & dangers;
}

/* Behind a word that may be a preposition: "Alert over at 5:30", "alert over in Sumy", but not "alert over a drone". */
static bool goes_on_otherwise(const struct text_scan *s, uint32_t token)
{
        return text_scan_starts_any(s, token,
                                    TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_TO) | TEXT_ROLE(SAYS_JOIN) |
                                        TEXT_ROLE(SAYS_CONTRAST) | TEXT_ROLE(SAYS_PASSING) |
                                        TEXT_ROLE(SAYS_OLD));
}

bool text_negation_is_preposition(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t small = TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_KIND) | TEXT_ROLE(SAYS_HEAD);
        const uint32_t next = m->last + 1;
        size_t place;

        if (!may_end(f->s, m->last) || next >= text_scan_sentence(f->s, m->last)->end ||
            text_scan_gap(f->s, next, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)) ||
            (m->phrase->number == EVENT_FLOOD && !is_without_verb(f->s, m))) /* "the crest passed Tokaj" */
                return false;
        place = text_clauses_place_from(f, next);
        return (place < f->n_places && f->places[place].from == next) ||
               (text_scan_token(f->s, next)->lexeme->roles & small) != 0 ||
               (is_without_verb(f->s, m) && !goes_on_otherwise(f->s, next));
}

/* "Ждём отбой тревоги": the phrase that ends in "отбой" takes the longer one away, too, which goes on behind it. */
static bool is_taken_away(const struct text_scan *s, const struct text_match *m)
{
        static const enum text_says takers[] = {SAYS_NONE, SAYS_LIVE, SAYS_STILL, SAYS_ORDER, SAYS_DRILL};

        if (m->last == m->first || !(text_scan_token(s, m->first)->lexeme->roles >> SAYS_CLEAR & 1))
                return false;
        for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
                const struct text_match *taker = text_scan_ends(s, m->first, takers[i]);
                if (taker && taker->first < m->first)
                        return true;
        }
        return false;
}

bool text_negation_of(const struct text_clauses *f, const struct text_match *m, uint32_t first, uint32_t end)
{
        uint32_t at = m->first;

        if (f->doubts[text_scan_token(f->s, m->first)->sentence].question || text_negation_inside(f, m) ||
            text_negation_is_preposition(f, m) || is_taken_away(f->s, m) || text_negation_is_reason(f, m))
                return true;
        for (unsigned i = 0; i < NEGATION_FAR && at > first && !text_scan_gap(f->s, at, TEXT_GAPS_PART); i++)
                if (denies_ahead(f, --at, i))
                        return true;
        at = m->last + 1;
        for (unsigned i = 0; i < NEGATION_FAR && at < end && !text_scan_gap(f->s, at, TEXT_GAPS_PART);
             i++, at++)
                if (denies_behind(text_scan_starts(f->s, at, SAYS_NOT), i))
                        return true;
        return false;
}

/* "Город ещё никогда так не атаковали" tells of an attack: only things are denied so, no doings. */
bool text_negation_denies(const struct text_clauses *f, const struct text_match *m)
{
        const uint64_t dangers = TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_PAST) | TEXT_ROLE(SAYS_LIVE) |
                                 TEXT_ROLE(SAYS_HAPPENED) | TEXT_ROLE(SAYS_ATTACK) | TEXT_ROLE(SAYS_UNDER);
        return dangers >> m->role & 1 && m->first > text_scan_sentence(f->s, m->first)->first &&
               (m->role != SAYS_LIVE || m->phrase->number >= 0) &&
               !text_scan_gap(f->s, m->first, (unsigned)~GAP_QUOTE) &&
               text_scan_ends(f->s, m->first - 1, SAYS_DENIED) &&
               !text_scan_ends_like(f->s, m->first, ENDING_VERB);
}
