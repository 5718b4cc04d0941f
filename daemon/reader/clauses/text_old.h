/* text_old: dates in a text that are not now. */
#pragma once

#include "reader/words/text_scan.h"

/* Is the token a year long past, or a month without a day that is not the one in which the text was written? */
bool text_old_date(const struct text_scan *s, uint32_t token);
/* Is that year one of an event: "the fires of 2023", "the 2023 earthquake", "после паводка 2010 года"? What else the sentence tells may be
 * of another time. */
bool text_old_of_event(const struct text_scan *s, uint32_t token);
/* The day that the text was written: the first date among its first words, as a number that grows from day to day; 0: none. */
uint32_t text_old_today(const struct text_scan *s);
/* Does the sentence begin with a date that is days before that? "29 червня у Костромці ..." */
bool text_old_begins(const struct text_scan *s, const struct text_sentence *sentence, uint32_t today);
