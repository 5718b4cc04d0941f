/* text_number: numbers in a text that count people or things, in digits or as words. Ages, times, distances, house numbers and
 * other measures are told by what stands beside them and count nothing. */
#pragma once

#include "reader/words/text_scan.h"

#define TEXT_NO_NUMBER UINT32_MAX

/* The number at a token; TEXT_NO_NUMBER where there is none that counts. */
uint32_t text_number_at(const struct text_scan *s, uint32_t token);
