/* text_scan: one text while it is being read: its words, and the phrases found in them. Shared by the
 * reader's parts. */
#pragma once

#include "gazetteer/gazetteer.h"
#include "reader/words/text_match.h"
#include "reader/words/text_names.h"

struct text_scan {
        const struct gazetteer *gazetteer;
        const struct text_phrases *phrases;
        const struct text_forms *forms;
        const struct text_names *names;
        struct text_lexicon *lexicon;
        const struct text_language *language;
        uint32_t home;        /* the source's home place, or PLACE_NONE */
        int year, month, day; /* on which it was written, 0: unknown */
        struct arena *arena;

        struct text_words words;
        struct text_match *matches; /* in order of their first token */
        size_t n_matches;
        uint64_t *starts, *ends; /* per token: masks of 1 << enum text_says that start, end there */
        uint32_t *starting;      /* per token (and one more): the first match that starts there or later */
        uint32_t *ending;        /* per token: 1 + a match that ends there; 0: none */
        uint32_t *same_end;      /* per match: 1 + another one that ends at the same token; 0: none */
};

/* Cuts the text and finds the phrases. */
void text_scan_start(struct text_scan *s, const char *text, size_t size);

/* The phrase of that role that starts (ends) at the token, the longest one; NULL where there is none. */
const struct text_match *text_scan_longest_from(const struct text_scan *s, uint32_t token,
                                                enum text_says role);
const struct text_match *text_scan_longest_to(const struct text_scan *s, uint32_t token, enum text_says role);
static inline const struct text_match *text_scan_starts(const struct text_scan *s, uint32_t token,
                                                        enum text_says role)
{
        return s->starts[token] >> role & 1 ? text_scan_longest_from(s, token, role) : NULL;
}
static inline const struct text_match *text_scan_ends(const struct text_scan *s, uint32_t token,
                                                      enum text_says role)
{
        return s->ends[token] >> role & 1 ? text_scan_longest_to(s, token, role) : NULL;
}

/* The phrase of that role that the word is by itself, though a longer one may cover it; NULL where it is none. */
const struct text_phrase *text_scan_word(const struct text_scan *s, uint32_t token, enum text_says role);

/* Roles as bits, for asking after several at once. */
#define TEXT_ROLE(role) (UINT64_C(1) << (role))
/* Words that stand in a list of names. */
#define TEXT_LISTING                                                                                         \
        (TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_AT) | TEXT_ROLE(SAYS_HEAD) |        \
         TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_KIND))
static inline bool text_scan_starts_any(const struct text_scan *s, uint32_t token, uint64_t roles)
{
        return s->starts[token] & roles;
}

static inline const struct text_token *text_scan_token(const struct text_scan *s, uint32_t token)
{
        return &s->words.tokens[token];
}
static inline const struct text_sentence *text_scan_sentence(const struct text_scan *s, uint32_t token)
{
        return &s->words.sentences[s->words.tokens[token].sentence];
}
/* Any of these gaps before the token. */
static inline bool text_scan_gap(const struct text_scan *s, uint32_t token, unsigned gaps)
{
        return s->words.tokens[token].gap & gaps;
}
/* The node of the names that these words are as they are written, in no other case; TEXT_NO_NODE where no name begins so. */
uint32_t text_scan_node(const struct text_scan *s, uint32_t first, uint32_t last);
/* Does the token's word end like that in any language? */
bool text_scan_ends_like(const struct text_scan *s, uint32_t token, enum text_ending kind);
