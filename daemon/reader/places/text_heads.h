/* text_heads: administrative words that stand for several names, or away from theirs. */
#pragma once

#include "reader/places/text_finder.h"

/* Once all names are found, before they are settled. */
void text_heads_share(struct text_finder *f);

/* Only commas, slashes and "and" between two names. */
bool text_heads_listed(const struct text_finder *f, const struct text_place *a, const struct text_place *b);
/* "Тульская, 32, Курская, 10": only a number between commas, and "and", between two names. */
bool text_heads_counted(const struct text_finder *f, const struct text_place *a, const struct text_place *b);
/* "Над Глушковским районом и Рыльском": may the name go with the other's word? Not where it is a name by itself, and ends otherwise
 * than that. */
bool text_heads_agree(const struct text_finder *f, const struct text_place *p, const struct text_place *with);
/* "Черкаська", "Черкаській": adjectives that go with "область". */
bool text_heads_of_region(const struct text_finder *f, const struct text_place *p);
