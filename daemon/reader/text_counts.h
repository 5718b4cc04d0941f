/* text_counts: how many a sentence says there were: each number with what it counts and the tokens where it stands. Shared by
 * text_facts only. */
#pragma once

#include "reader/words/text_number.h"

enum text_fact {
        FACT_KILLED,
        FACT_INJURED,
        FACT_CHILDREN,
        FACT_INTERCEPTED,
        FACT_LAUNCHED,
        FACT_DAMAGED,
        TEXT_FACTS
};

#define TEXT_COUNTS_MAX 32 /* of one sentence */

struct text_count {
        int fact;
        uint32_t number;
        uint32_t at;          /* the token that says how many */
        uint32_t first, last; /* with what it counts */
        bool each;            /* "по пять": of each of its places */
};

struct text_counts {
        struct text_count list[TEXT_COUNTS_MAX];
        size_t n;
};

/* A place of a sentence by the tokens of its name. */
struct text_counts_place {
        uint32_t first, last;
        bool ours; /* one of the alert's */
};

/* As in the vocabulary. */
const char *text_counts_name(enum text_fact fact);
void text_counts_find(const struct text_scan *s, uint32_t sentence, const struct text_counts_place *places,
                      size_t n, struct text_counts *ret);
