/* text_negation: why an all-clear is none: a negation near it, a question, an exception. */
#pragma once

#include "reader/clauses/text_clauses.h"

/* Notes the doubts of each sentence, once, however many all-clears it holds. */
void text_negation_note(struct text_clauses *f);

/* "Not a drone", "no explosion": is what the phrase names denied right before it? */
bool text_negation_denies(const struct text_clauses *f, const struct text_match *m);

/* "Because of the alert in Sumy lessons were cancelled": is the alarm only why something else is called off? */
bool text_negation_is_reason(const struct text_clauses *f, const struct text_match *m);

/* "Режим опасности в Воронежской области не отменён": is a negation, or what else is called off, among the words that it skips? */
bool text_negation_inside(const struct text_clauses *f, const struct text_match *m);

/* "Отбоя в Белгороде пока нет": an all-clear with a negation near it, in whatever words, is none. The phrases that say "the
 * threat is no more" hold their negation inside. Looked for from token `first` up to `end`. */
bool text_negation_of(const struct text_clauses *f, const struct text_match *m, uint32_t first, uint32_t end);

/* "Drone threat over Rivne", "over the region": its last word is a preposition there. */
bool text_negation_is_preposition(const struct text_clauses *f, const struct text_match *m);
