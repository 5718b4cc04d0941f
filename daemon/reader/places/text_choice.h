/* text_choice: which of the places that are called so a name means. */
#pragma once

#include "reader/places/text_finder.h"

/* What a name may mean: the place with most points. */
struct text_choice {
        const struct text_name *name; /* NULL: none */
        double best, second;
        uint32_t n;     /* how many came into question */
        bool elsewhere; /* some were left out, for the text says that it lies in another region */
        bool open;      /* one that is akin to the name may be meant, once more of the text is settled */
        bool akin;      /* it is one that only sounds like the name */
        bool alike;     /* and others are called so */
};

/* "Овруцький район" of before, where only a community is called so: the district around that. */
uint32_t text_choice_place(const struct text_finder *f, const struct text_place *p,
                           const struct text_name *name);

struct text_choice text_choice_make(const struct text_finder *f, const struct text_place *p);
