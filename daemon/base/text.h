/* text: UTF-8 as people write it (Unicode 15 through libutf8proc). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms), or
 * `size`. */
size_t text_valid(const char *s, size_t size);

/* Decodes the character at `s` (at least one byte, valid or not). Returns its bytes (1 to 4); an invalid byte
 * counts as one and gives U+FFFD. */
size_t text_next_any(const char *s, size_t size, uint32_t *ret_char);
/* The same; what most text is made of (Latin, Cyrillic) without a call. */
static inline size_t text_next(const char *s, size_t size, uint32_t *ret_char)
{
        unsigned char first = (unsigned char)*s;

        if (first < 0x80) {
                *ret_char = first;
                return 1;
        }
        if (size >= 2 && first >= 0xc2 && first < 0xe0 && ((unsigned char)s[1] & 0xc0) == 0x80) {
                *ret_char = (first & 0x1fu) << 6 | ((unsigned char)s[1] & 0x3fu);
                return 2;
        }
        return text_next_any(s, size, ret_char);
}

/* The largest size <= `max` bytes that ends between characters (a base and its combining marks stay
 * together). */
size_t text_cut(const char *s, size_t size, size_t max);
/* The bytes of what a reader takes for the first character (a grapheme cluster: a base with its marks, an
 * emoji sequence, a flag); never more than 32 code points, so that a heap of marks is no one character. */
size_t text_grapheme(const char *s, size_t size);
/* How many characters (code points) `s` has, which is valid UTF-8. */
size_t text_length(const char *s, size_t size);
/* Valid UTF-8 of at most `max` code points, cut between graphemes, after a word where one ends in the last third, with "…"
 * where something was cut. */
char *text_shorten(struct arena *a, const char *s, size_t max);

/* White space (any Unicode kind) folded to single spaces, control characters and bidirectional overrides
 * dropped, ends trimmed. For headlines and names. */
char *text_squeeze(struct arena *a, const char *s, size_t size);
/* As above, but line breaks are kept (at most two in a row). For descriptions. */
char *text_tidy(struct arena *a, const char *s, size_t size);

/* Folds a name for comparison: NFKC, case folded, Latin diacritics off, ı -> i, ё -> е, ґ -> г, apostrophes and
 * accents off, every kind of hyphen, dash, punctuation and space -> one space, ends trimmed. Writes at most
 * `room` bytes and returns how many the whole result has (without NUL; as snprintf). Basic Latin and Cyrillic
 * take a table, the rest utf8proc. Invalid bytes are dropped. */
size_t text_fold(const char *s, size_t size, char *out, size_t room);

/* True where both are the same bytes, or both are NULL. */
bool text_equal(const char *a, const char *b);

/* True where the folded forms are the same. */
bool text_same(const char *a, const char *b);
