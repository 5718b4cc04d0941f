/* text_repeated: administrative words that are said once and not repeated with the names of later lines and clauses. Shared by
 * text_heads only. */
#pragma once

#include "reader/places/text_finder.h"

/* Only commas, slashes and "and" between two names. */
bool text_heads_listed(const struct text_finder *f, const struct text_place *a, const struct text_place *b);
/* "Над Глушковским районом и Рыльском": may the name go with the other's word? Not where it is a name by itself, and ends otherwise
 * than that. */
bool text_heads_agree(const struct text_finder *f, const struct text_place *p, const struct text_place *with);
/* "Черкаська", "Черкаській": adjectives that go with "область". */
bool text_heads_of_region(const struct text_finder *f, const struct text_place *p);

/* Lines of nothing but adjectives take the word that stands over the list. */
void text_heads_over_lines(struct text_finder *f);
/* "У Білопільській громаді ..., у Краснопільській — ..." */
void text_heads_repeat(struct text_finder *f);
