/* text_match: the vocabulary's phrases found in one text. */
#pragma once

#include "reader/words/text_words.h"

/* One phrase found: tokens first to last; `slots` of them are words of the phrase itself. */
struct text_match {
        const struct text_phrase *phrase;
        uint32_t first, last;
        uint8_t slots;
        uint8_t role;   /* the phrase's, an enum text_says */
        bool covered;   /* while they are looked for: part of a longer one */
        uint64_t words; /* bit n: token first + n is a word of the phrase, not one that it skips */
};

/* Is a token one of the phrase's words, not one that it skips? */
static inline bool text_match_has(const struct text_match *m, uint32_t token)
{
        return token - m->first < 64 && m->words >> (token - m->first) & 1;
}

/* All phrases in the text, in order of their first token. */
size_t text_match_all(const struct text_phrases *p, const struct text_words *w, struct arena *a,
                      struct text_match **ret);
