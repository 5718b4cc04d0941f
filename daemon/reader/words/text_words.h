/* text_words: running text cut into words and sentences.
 *
 * A token is a word (letters or digits; apostrophes inside belong to it) or one symbol that is no punctuation
 * (an emoji, an arrow). Punctuation is kept as flags of the token that follows it. Every distinct word is one
 * entry of a table, with what the lexicon knows of it. HTML tags and entities are stepped over; block tags count as line breaks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "reader/words/text_lexicon.h"

/* What stands between a token and the one before it. */
enum text_gap {
        GAP_COMMA = 1 << 0,
        GAP_COLON = 1 << 1,
        GAP_DASH = 1 << 2,   /* a dash with space around it */
        GAP_HYPHEN = 1 << 3, /* nothing but a hyphen or an underscore */
        GAP_OPEN = 1 << 4,   /* parentheses */
        GAP_CLOSE = 1 << 5,
        GAP_QUOTE = 1 << 6,
        GAP_SLASH = 1 << 7,
        GAP_SEMICOLON = 1 << 8,
        GAP_PERIOD = 1 << 9,
        GAP_EXCLAIM = 1 << 10, /* ! or ? */
        GAP_LINE = 1 << 11,
        GAP_PARAGRAPH = 1 << 12,
        GAP_HASH = 1 << 13,
        GAP_BULLET = 1 << 14, /* at the start of a line */
};

/* Masks of these: what parts a sentence; and with brackets, what a cell stands between. */
#define TEXT_GAPS_PART (GAP_COMMA | GAP_SEMICOLON | GAP_COLON | GAP_DASH)
#define TEXT_GAPS_CELL (TEXT_GAPS_PART | GAP_OPEN | GAP_CLOSE)

/* A distinct word of the text. */
struct text_word {
        const char *folded; /* NUL-terminated, see text_fold() */
        uint32_t size;
        struct text_lexeme *lexeme;
};

struct text_token {
        uint32_t start, end; /* bytes of the text */
        uint32_t word;       /* index in words */
        uint32_t sentence;
        uint16_t gap;    /* mask of enum text_gap, before the token */
        uint8_t letters; /* enum text_case */
        bool symbol;     /* no word: an emoji or arrow */
        bool number;     /* begins with a digit */
        bool latin;
        bool possessive; /* "Ukraine's" */
        struct text_lexeme *lexeme;
};

struct text_sentence {
        uint32_t first, end; /* tokens */
        uint32_t line;       /* number of its line */
        bool starts_line, starts_paragraph, bullet;
};

struct text_words {
        const char *text;
        size_t size;
        struct text_token *tokens;
        struct text_word *words;
        struct text_sentence *sentences;
        size_t n_tokens, n_words, n_sentences;
        const uint32_t *resumes; /* text_insert_find() */
};

/* "21:55": the token goes on with a time of day. */
static inline bool text_words_is_clock(const struct text_words *w, uint32_t token)
{
        const struct text_token *t = &w->tokens[token];

        return t->gap == GAP_COLON && t->number && token > 0 && t[-1].number;
}

/* "3,4": the token goes on with a number. */
static inline bool text_words_is_decimal(const struct text_words *w, uint32_t token)
{
        const struct text_token *t = &w->tokens[token];

        return t->gap == GAP_COMMA && t->number && token > 0 && t[-1].number && t->start == t[-1].end + 1;
}

/* Cuts valid UTF-8. Everything is in the arena or the lexicon, whose next text this is; `text` must live as long. */
void text_words_cut(struct text_lexicon *l, const char *text, size_t size, struct arena *a,
                    struct text_words *ret);

/* Adds up how many of the text's first words have letters of each language. Returns how many begin in basic Latin. */
size_t text_words_languages(const struct text_words *w, size_t counts[static TEXT_LANGUAGES_MAX]);
