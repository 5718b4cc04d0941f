#include "reader/text_counts.h"

#include <string.h>

#include "alert/vocab.h"

#define BEFORE_MAX 5 /* tokens between a number and the fact after it */
#define AFTER_MAX  6
#define INSERT_MAX 10 /* tokens that are inserted between commas: "five people, two of them children, died" */
#define OF_MAX     3  /* tokens from one number to the other */
#define JOINED_MAX 4  /* tokens from one of two single ones to the other */
#define BESIDE_MAX 4  /* tokens between a number and its place, where it says nothing but the number */

#define LIST_MAX  20 /* lines of a list */
#define LINE_MOST 3  /* tokens up to the number of such a line */

#define STOPS (GAP_COMMA | GAP_SEMICOLON | GAP_COLON | GAP_CLOSE)

static const char *const names[TEXT_FACTS] = {"killed",      "injured",  "children",
                                              "intercepted", "launched", "damaged"};

const char *text_counts_name(enum text_fact fact)
{
        return names[fact];
}

static int fact_of(const struct text_match *m)
{
        for (int i = 0; i < TEXT_FACTS; i++)
                if (!strcmp(names[i], m->phrase->value))
                        return i;
        return -1;
}

static bool counts_things(int fact)
{
        return fact == FACT_INTERCEPTED || fact == FACT_LAUNCHED || fact == FACT_DAMAGED;
}

/* A single one of what the fact counts. */
static bool is_single(const struct text_scan *s, uint32_t token, int fact)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_SINGLE);
        bool thing = m && strcmp(m->phrase->value, "thing") == 0;

        return m && (thing ? fact == FACT_INTERCEPTED : !counts_things(fact));
}

/* A number of weapons counts nobody who was hurt by them. */
static uint32_t number_of(const struct text_scan *s, uint32_t token, uint32_t end, int fact)
{
        bool weapon = token + 1 < end && text_scan_starts(s, token + 1, SAYS_EVENT);

        return weapon && !counts_things(fact) ? TEXT_NO_NUMBER : text_number_at(s, token);
}

/* "12 of the 15": of two such numbers the first. */
static uint32_t first_of(const struct text_scan *s, uint32_t number)
{
        const uint32_t first = text_scan_sentence(s, number)->first;
        uint32_t n;

        for (uint32_t at = number; at > first && number - at < OF_MAX;) {
                if (text_scan_gap(s, at, STOPS))
                        break;
                at--;
                n = text_number_at(s, at);
                if (n != TEXT_NO_NUMBER)
                        return number - at > 1 && text_scan_starts(s, at + 1, SAYS_OF) ? at : number;
        }
        return number;
}

static bool is_counted(const struct text_counts *all, uint32_t token)
{
        for (size_t i = 0; i < all->n; i++)
                if (all->list[i].at == token)
                        return true;
        return false;
}

/* "A man and a woman": one more for each single that is joined before the first (after the last) token. */
static void add_joined(const struct text_scan *s, struct text_count *c, bool after)
{
        const struct text_sentence *sentence = text_scan_sentence(s, c->at);
        uint32_t at = c->at, steps = 0;
        bool joined = false;

        while (steps++ < JOINED_MAX && (after ? at + 1 < sentence->end : at > sentence->first)) {
                if (text_scan_gap(s, after ? at + 1 : at, STOPS))
                        return;
                at += after ? 1 : -1;
                joined |= text_scan_starts(s, at, SAYS_JOIN) != NULL;
                if (!joined || !is_single(s, at, c->fact))
                        continue;
                c->number++;
                joined = false;
                steps = 0;
        }
}

/* Before the fact, over words like "more" and "people"; a single one on the way is one, if no number comes. Looks back from
 * token `from`: that of the fact, or where what is inserted before it begins. */
static bool number_before(const struct text_scan *s, uint32_t from, const struct text_counts *all,
                          struct text_count *c)
{
        const struct text_sentence *sentence = text_scan_sentence(s, from);
        const bool is_fact = from == c->first;
        uint32_t n = TEXT_NO_NUMBER;

        for (uint32_t at = from, steps = 0; at > sentence->first && steps < BEFORE_MAX; steps++) {
                if (text_scan_gap(s, at, STOPS) && (at != from || is_fact))
                        break;
                at--;
                n = is_counted(all, at) ? TEXT_NO_NUMBER : number_of(s, at, sentence->end, c->fact);
                if (n == TEXT_NO_NUMBER && c->number == TEXT_NO_NUMBER && is_single(s, at, c->fact)) {
                        c->number = 1;
                        c->at = c->first = at;
                }
                if (n != TEXT_NO_NUMBER) {
                        c->at = c->first = first_of(s, at);
                        c->number = text_number_at(s, c->at);
                }
                if (n != TEXT_NO_NUMBER ||
                    text_scan_starts_any(s, at, TEXT_ROLE(SAYS_FACT) | TEXT_ROLE(SAYS_JOIN)))
                        break;
        }
        if (c->number == 1)
                add_joined(s, c, false);
        return c->number != TEXT_NO_NUMBER;
}

/* Something else is said of how many there are: "сбиты и 3 человека ранены". */
static bool counts_other(const struct text_scan *s, uint32_t number, uint32_t end)
{
        const struct text_match *m;

        for (uint32_t at = number + 1; at < end && at <= number + BEFORE_MAX; at++) {
                if (text_scan_gap(s, at, STOPS | GAP_DASH) || text_scan_starts(s, at, SAYS_JOIN))
                        return false;
                m = text_scan_starts(s, at, SAYS_FACT);
                if (m && fact_of(m) != FACT_CHILDREN)
                        return true;
        }
        return false;
}

static bool number_after(const struct text_scan *s, struct text_count *c)
{
        const struct text_sentence *sentence = text_scan_sentence(s, c->last);
        uint32_t most = c->last + AFTER_MAX;

        for (uint32_t at = c->last + 1; at < sentence->end && at <= most; at++) {
                uint32_t n = number_of(s, at, sentence->end, c->fact);
                bool single = n == TEXT_NO_NUMBER && at <= c->last + 3 && is_single(s, at, c->fact);

                if (text_scan_gap(s, at, GAP_COMMA | GAP_SEMICOLON | GAP_CLOSE) ||
                    (text_scan_starts(s, at, SAYS_FACT) && !single))
                        break;
                if (n != TEXT_NO_NUMBER && counts_other(s, at, sentence->end))
                        break;
                if (single)
                        n = 1;
                if (n == TEXT_NO_NUMBER)
                        continue;
                c->number = n;
                c->at = c->last = at;
                if (n == 1)
                        add_joined(s, c, true);
                return true;
        }
        return false;
}

/* Where what is inserted before the fact begins; its own token where nothing is. */
static uint32_t before_insert(const struct text_scan *s, uint32_t fact)
{
        uint32_t first = text_scan_sentence(s, fact)->first, at = fact;

        while (at > first && fact - at < BEFORE_MAX && !text_scan_gap(s, at, STOPS))
                at--;
        if (!text_scan_gap(s, at, GAP_COMMA))
                return fact;
        for (uint32_t back = at; back > first && at - back < INSERT_MAX;)
                if (text_scan_gap(s, --back, GAP_COMMA))
                        return back;
        return at;
}

static void add_count(const struct text_scan *s, struct text_count c, struct text_counts *all)
{
        const struct text_sentence *sentence = text_scan_sentence(s, c.at);

        if (all->n == TEXT_COUNTS_MAX)
                return;
        c.each = (c.at > sentence->first && text_scan_ends(s, c.at - 1, SAYS_EACH)) ||
                 (c.at + 1 < sentence->end && text_scan_starts(s, c.at + 1, SAYS_EACH));
        all->list[all->n++] = c;
}

/* "Shot down or jammed": one number for both. */
static bool goes_on(const struct text_scan *s, const struct text_match *m, struct text_counts *all)
{
        struct text_count *last = all->n ? &all->list[all->n - 1] : NULL;

        if (!last || last->fact != fact_of(m) || m->first != last->last + 2 ||
            !text_scan_starts(s, last->last + 1, SAYS_JOIN) || last->at > last->last)
                return false;
        last->last = m->last;
        return true;
}

/* "Destroyed" is said of weapons and of houses. */
static bool is_of_others(const struct text_scan *s, const struct text_match *m, const struct text_count *c)
{
        uint32_t end = text_scan_sentence(s, c->at)->end;
        bool weapon = false, both = false;

        for (uint32_t at = c->at; at < end && at <= c->at + 2; at++)
                weapon |= text_scan_starts(s, at, SAYS_EVENT) != NULL;
        for (uint32_t i = s->starting[m->first]; i < s->starting[m->first + 1]; i++)
                both |= s->matches[i].role == SAYS_FACT && fact_of(&s->matches[i]) != c->fact;
        return weapon ? c->fact == FACT_DAMAGED : both && c->fact == FACT_INTERCEPTED;
}

static void count_fact(const struct text_scan *s, const struct text_match *m, uint32_t *taken,
                       struct text_counts *all)
{
        struct text_count c = {fact_of(m), TEXT_NO_NUMBER, m->first, m->first, m->last, false};

        if (m->role == SAYS_NOBODY)
                c.number = 0;
        else if (m->first < *taken || goes_on(s, m, all))
                return;
        else if (!number_before(s, m->first, all, &c) && !number_after(s, &c) &&
                 !number_before(s, before_insert(s, m->first), all, &c))
                return;
        if (c.number && is_of_others(s, m, &c))
                return;
        add_count(s, c, all);
        *taken = c.last + 1;
}

/* The fact that was said last before a token; -1: none. */
static int fact_before(const struct text_counts *all, uint32_t at)
{
        const struct text_count *last = NULL;

        for (size_t i = 0; i < all->n; i++)
                if (all->list[i].at < at && (!last || all->list[i].at > last->at))
                        last = &all->list[i];
        return last ? last->fact : -1;
}

/* "72 сбиты:", then a line for each place: the fact that a line which begins with its number goes on about; -1: none. */
static int fact_of_list(const struct text_scan *s, uint32_t number)
{
        for (uint32_t i = number, steps = 0; i > 0 && steps < LIST_MAX; i--, steps++) {
                const struct text_sentence *line = &s->words.sentences[i], *above = line - 1;
                bool begins = false;

                for (uint32_t at = line->first; at < line->end && at < line->first + LINE_MOST; at++)
                        begins |= text_number_at(s, at) != TEXT_NO_NUMBER;
                if (!begins)
                        return -1;
                for (uint32_t k = s->starting[above->end]; k-- > s->starting[above->first];)
                        if (s->matches[k].role == SAYS_FACT && counts_things(fact_of(&s->matches[k])))
                                return fact_of(&s->matches[k]);
        }
        return -1;
}

/* A number that only stands before a place: "... сбиты: 34 над Брянской областью, 22 над Курской". */
static void find_bare(const struct text_scan *s, uint32_t first, uint32_t place, int listed,
                      struct text_counts *all)
{
        for (uint32_t at = place, steps = 0; at > first && steps <= BESIDE_MAX; steps++) {
                int fact;
                uint32_t number;

                if (text_scan_gap(s, at, GAP_COMMA | GAP_SEMICOLON))
                        return;
                at--;
                number = text_number_at(s, at);
                if (number == TEXT_NO_NUMBER)
                        continue;
                if (number == 1 && text_scan_starts(s, at + 1, SAYS_EVENT))
                        return; /* "two drones and a missile over ..." */
                fact = fact_before(all, at);
                fact = fact < 0 ? listed : fact;
                number = first_of(s, at);
                if (fact >= 0 && !is_counted(all, number))
                        add_count(
                            s,
                            (struct text_count){fact, text_number_at(s, number), number, number, at, false},
                            all);
                return;
        }
}

/* What cannot be: weapons intercepted where none is spoken of, children where nobody was hurt. */
static void drop_unlikely(const struct text_scan *s, const struct text_sentence *sentence,
                          struct text_counts *all)
{
        const struct text_sentence *before = sentence > s->words.sentences ? sentence - 1 : sentence;
        bool weapons = false, victims = false;
        size_t kept = 0;

        for (uint32_t i = s->starting[before->first]; i < s->starting[sentence->end]; i++)
                weapons |=
                    s->matches[i].role == SAYS_EVENT && 1u << s->matches[i].phrase->number & VOCAB_FLYING;
        for (size_t i = 0; i < all->n; i++)
                victims |= all->list[i].fact == FACT_KILLED || all->list[i].fact == FACT_INJURED;
        for (size_t i = 0; i < all->n; i++)
                if ((weapons || all->list[i].fact != FACT_INTERCEPTED) &&
                    (victims || all->list[i].fact != FACT_CHILDREN))
                        all->list[kept++] = all->list[i];
        all->n = kept;
}

static bool is_old(const struct text_scan *s, const struct text_sentence *sentence)
{
        for (uint32_t i = s->starting[sentence->first]; i < s->starting[sentence->end]; i++)
                if (s->matches[i].role == SAYS_OLD)
                        return true;
        return false;
}

void text_counts_find(const struct text_scan *s, uint32_t number, const struct text_counts_place *places,
                      size_t n, struct text_counts *ret)
{
        const struct text_sentence *sentence = &s->words.sentences[number];
        uint32_t taken = 0; /* 1 + the last token of the count before */
        int listed = -1;

        ret->n = 0;
        if (is_old(s, sentence))
                return;
        for (uint32_t i = s->starting[sentence->first];
             i < s->starting[sentence->end] && ret->n < TEXT_COUNTS_MAX; i++) {
                const struct text_match *m = &s->matches[i];
                if ((m->role == SAYS_FACT || m->role == SAYS_NOBODY) && fact_of(m) >= 0)
                        count_fact(s, m, &taken, ret);
        }
        drop_unlikely(s, sentence, ret);
        if (n && !ret->n)
                listed = fact_of_list(s, number);
        for (size_t i = 0; i < n && (ret->n || listed >= 0); i++)
                find_bare(s, i ? places[i - 1].last + 1 : sentence->first, places[i].first, listed, ret);
}
