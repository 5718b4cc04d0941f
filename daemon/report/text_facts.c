#include "report/text_facts.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 100000
#define BEFORE_MAX 4 /* tokens between a number and the fact after it */
#define AFTER_MAX  2

static const char *const names[TEXT_FACTS] = {"killed",      "injured",  "children",
                                              "intercepted", "launched", "damaged"};

void text_facts_start(struct text_facts *f)
{
        for (int i = 0; i < TEXT_FACTS; i++)
                f->numbers[i] = TEXT_NO_FACT;
}

static int fact_of(const struct text_match *m)
{
        for (int i = 0; i < TEXT_FACTS; i++)
                if (!strcmp(names[i], m->phrase->value))
                        return i;
        return -1;
}

/* "65 лет", "12 км", "10:40": numbers that count no people or things. */
static bool is_measure(const struct text_scan *s, uint32_t token)
{
        uint32_t end = text_scan_sentence(s, token)->end;
        const struct text_token *t = text_scan_token(s, token);

        if (token + 1 < end) {
                const struct text_token *next = text_scan_token(s, token + 1);
                if (text_scan_starts(s, token + 1, SAYS_MEASURE) ||
                    text_scan_starts(s, token + 1, SAYS_MONTH))
                        return true;
                if (next->number && next->start - t->end == 1 &&
                    next->gap & (GAP_COLON | GAP_PERIOD | GAP_COMMA | GAP_HYPHEN))
                        return true;
        }
        if (token > text_scan_sentence(s, token)->first) {
                const struct text_token *before = text_scan_token(s, token - 1);
                if (text_scan_ends(s, token - 1, SAYS_MEASURE))
                        return true;
                if (before->number && t->start - before->end == 1 &&
                    t->gap & (GAP_COLON | GAP_PERIOD | GAP_COMMA | GAP_HYPHEN))
                        return true;
        }
        return false;
}

/* The number at a token, TEXT_NO_FACT where there is none that counts. */
static uint32_t number_at(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);
        const struct text_word *word = &s->words.words[t->word];
        const struct text_match *m = text_scan_starts(s, token, SAYS_COUNT);
        char *end;
        unsigned long n;

        if (m)
                return is_measure(s, token) ? TEXT_NO_FACT : (uint32_t)m->phrase->number;
        if (!t->number || word->size > 6)
                return TEXT_NO_FACT;
        n = strtoul(word->folded, &end, 10);
        return *end || n > NUMBER_MAX || is_measure(s, token) ? TEXT_NO_FACT : (uint32_t)n;
}

/* Before the fact, over words like "more" and "people"; else right after it. */
static uint32_t number_of(const struct text_scan *s, const struct text_match *m)
{
        const struct text_sentence *sentence = text_scan_sentence(s, m->first);
        const unsigned stops = GAP_COMMA | GAP_SEMICOLON | GAP_COLON | GAP_CLOSE;

        for (uint32_t at = m->first, steps = 0; at > sentence->first && steps < BEFORE_MAX; steps++) {
                uint32_t n;
                if (text_scan_gap(s, at, stops))
                        break;
                at--;
                n = number_at(s, at);
                if (n != TEXT_NO_FACT)
                        return n;
                if (text_scan_starts(s, at, SAYS_FACT) || text_scan_starts(s, at, SAYS_JOIN))
                        break;
        }
        for (uint32_t at = m->last + 1; at < sentence->end && at <= m->last + AFTER_MAX; at++) {
                uint32_t n;
                if (text_scan_gap(s, at, stops & ~(unsigned)GAP_COLON))
                        break;
                n = number_at(s, at);
                if (n != TEXT_NO_FACT)
                        return n;
        }
        return TEXT_NO_FACT;
}

void text_facts_add(struct text_facts *f, const struct text_scan *s, uint32_t sentence)
{
        const struct text_sentence *whole = &s->words.sentences[sentence];
        uint32_t sums[TEXT_FACTS];
        uint32_t last = 0; /* 1 + the token of the number taken last */

        for (int i = 0; i < TEXT_FACTS; i++)
                sums[i] = TEXT_NO_FACT;
        for (uint32_t i = s->starting[whole->first]; i < s->starting[whole->end]; i++) {
                const struct text_match *m = &s->matches[i];
                int fact = m->role == SAYS_FACT || m->role == SAYS_NOBODY ? fact_of(m) : -1;
                uint32_t n;
                if (fact < 0 || m->first + 1 <= last)
                        continue;
                n = m->role == SAYS_NOBODY ? 0 : number_of(s, m);
                if (n == TEXT_NO_FACT)
                        continue;
                sums[fact] = sums[fact] == TEXT_NO_FACT ? n : sums[fact] + n;
                last = m->last + 1;
        }
        for (int i = 0; i < TEXT_FACTS; i++)
                if (sums[i] != TEXT_NO_FACT && (f->numbers[i] == TEXT_NO_FACT || sums[i] > f->numbers[i]))
                        f->numbers[i] = sums[i];
}

void text_facts_store(const struct text_facts *f, struct arena *a, struct alert_info *info)
{
        info->facts = arena_array(a, TEXT_FACTS, sizeof *info->facts);
        for (int i = 0; i < TEXT_FACTS; i++)
                if (f->numbers[i] != TEXT_NO_FACT)
                        info->facts[info->n_facts++] =
                            (struct alert_pair){names[i], arena_printf(a, "%u", f->numbers[i])};
}
