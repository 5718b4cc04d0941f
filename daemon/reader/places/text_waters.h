/* text_waters: a river, a lake or a bay that is called as a town or a unit is, and the words that stand beside such names. */
#pragma once

#include "reader/places/text_places.h"

/* The reasons. */
#define TEXT_RIVER   "river"
#define TEXT_ARTICLE "a river, by its article"

/* "На Тоболе", "thousands flee the Ural": why it is a river that towns are called after, NULL where it is none. */
const char *text_waters_why(const struct text_scan *s, const struct text_place *p);
/* "Rivers of Transcarpathia (Borzhava, Tereblia) are rising": does place i stand in brackets behind the waters of a unit? */
bool text_waters_are_listed(const struct text_scan *s, const struct text_place *places, size_t i);
/* "На річках Сумщини": is the word in front of a name that of the waters of a unit? */
bool text_waters_are_of(const struct text_place *p, const struct text_match *m);
/* "The river near Orsk rose by 10 cm": is what is said behind a name said of the river there? */
bool text_waters_are_near(const struct text_scan *s, const struct text_place *p, const struct text_match *m);
/* "Далі вгору Дніпром Берислава й Дудчан": does the phrase end with the river's own name, which is the place before? */
bool text_waters_end(const struct text_place *places, size_t i, const struct text_match *m);
