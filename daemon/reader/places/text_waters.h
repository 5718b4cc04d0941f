/* text_waters: a river, a lake or a bay that is called as a town or a unit is, and the words that stand beside such names. */
#pragma once

#include "reader/places/text_places.h"

/* "На Тоболе": is it a river that towns are called after, by its preposition? */
bool text_waters_is(const struct text_scan *s, const struct text_place *p);
/* "Thousands flee the Ural": so by an article, with no word behind the name that it would go with? */
bool text_waters_has_article(const struct text_scan *s, const struct text_place *p);
/* "Rivers of Transcarpathia (Borzhava, Tereblia) are rising": does place i stand in brackets behind the waters of a unit? */
bool text_waters_are_listed(const struct text_scan *s, const struct text_place *places, size_t i);
/* "На річках Сумщини": is the word in front of a name that of the waters of a unit? */
bool text_waters_are_of(const struct text_place *p, const struct text_match *m);
/* "The river near Orsk rose by 10 cm": is what is said behind a name said of the river there? */
bool text_waters_are_near(const struct text_scan *s, const struct text_place *p, const struct text_match *m);
