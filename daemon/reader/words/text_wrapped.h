/* text_wrapped: text whose lines were broken where they were full: those breaks are spaces. Part of text_words. */
#pragma once

#include "reader/words/text_words.h"

/* Before the tokens are put into sentences. */
void text_wrapped_join(struct text_words *w);
