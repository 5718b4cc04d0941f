/* text_letter: what a character is in running text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_kind { KIND_WORD, KIND_SPACE, KIND_PUNCTUATION, KIND_SYMBOL, KIND_IGNORE };

enum text_kind text_letter_kind(uint32_t c);
bool text_letter_upper(uint32_t c);
bool text_letter_digit(uint32_t c);
uint32_t text_letter_lower(uint32_t c);
/* Joins words: an apostrophe, or a mark (accent, soft hyphen). */
bool text_letter_joins(uint32_t c);
/* Where the run of letters and digits ends that starts at `at`, as far as they are basic Latin or basic Cyrillic: by far
 * the most. Another letter may follow there. `s` is valid UTF-8. */
size_t text_letter_run(const char *s, size_t size, size_t at);
