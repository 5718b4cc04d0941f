/* language: tags of BCP 47, and how well a text in one of them serves a reader. */
#pragma once

#include <stdbool.h>

/* `wanted` is what a reader asks for: a tag, or several in order of preference ("uk, ru"). 0: a text of this tag does not
 * serve them, or either is missing; more is better: first the earliest of what is wanted, then (as the lookup of RFC 4647, section
 * 3.4) the more subtags agree, then the tag that says no more than that: for "en-GB" that is "en-GB", "en", "en-US".
 * Case does not matter, "_" is "-". */
unsigned language_fit(const char *wanted, const char *tag);

/* The same tag? */
bool language_equal(const char *a, const char *b);
