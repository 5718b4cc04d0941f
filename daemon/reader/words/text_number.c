#include "reader/words/text_number.h"

#include <stdlib.h>

#define NUMBER_MAX 100000

/* "65 лет", "12 км", "10:40": numbers that count no people or things. */
static bool is_measure(const struct text_scan *s, uint32_t token)
{
        const uint64_t no_people =
            TEXT_ROLE(SAYS_MEASURE) | TEXT_ROLE(SAYS_MONTH) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND);
        uint32_t end = text_scan_sentence(s, token)->end;
        const struct text_token *t = text_scan_token(s, token);

        if (token + 1 < end) {
                const struct text_token *next = text_scan_token(s, token + 1);
                if (text_scan_starts_any(s, token + 1, no_people))
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

uint32_t text_number_at(const struct text_scan *s, uint32_t token)
{
        const struct text_token *t = text_scan_token(s, token);
        const struct text_word *word = &s->words.words[t->word];
        const struct text_match *m = text_scan_starts(s, token, SAYS_COUNT);
        char *end;
        unsigned long n;

        if (m)
                return is_measure(s, token) ? TEXT_NO_NUMBER : (uint32_t)m->phrase->number;
        if (!t->number || word->size > 6)
                return TEXT_NO_NUMBER;
        n = strtoul(word->folded, &end, 10);
        return *end || n > NUMBER_MAX || is_measure(s, token) ? TEXT_NO_NUMBER : (uint32_t)n;
}
