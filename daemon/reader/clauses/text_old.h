/* text_old: dates in a text that are not now. */
#pragma once

#include "reader/words/text_scan.h"

/* Is the token a year long past, or a month without a day that is not the one in which the text was written? */
bool text_old_date(const struct text_scan *s, uint32_t token);
/* Is that year one of an event: "the fires of 2023", "the 2023 earthquake", "после паводка 2010 года"? What else the sentence tells may be
 * of another time. */
bool text_old_of_event(const struct text_scan *s, uint32_t token);
/* The day that the text was written: the first date among its first words, or when it was sent, as a number that grows from day to
 * day; 0: none. */
uint32_t text_old_today(const struct text_scan *s);
/* The date that the sentence begins with, as such a number: "29 червня у Костромці ..."; 0: none. */
uint32_t text_old_opening(const struct text_scan *s, const struct text_sentence *sentence);
/* Is it days before that? */
bool text_old_is_earlier(uint32_t date, uint32_t today);
