#include "reader/words/text_letter.h"

#include <utf8proc.h>

enum text_kind text_letter_kind(uint32_t c)
{
        if (c < 0x80) {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                        return KIND_WORD;
                return c == ' ' || (c >= 9 && c <= 13) ? KIND_SPACE
                       : c < 0x20                      ? KIND_IGNORE
                                                       : KIND_PUNCTUATION;
        }
        if (c >= 0x400 && c <= 0x481)
                return KIND_WORD;
        if (c >= 0x2010 && c <= 0x2027) /* dashes, quotation marks, dots */
                return KIND_PUNCTUATION;
        switch (utf8proc_category((utf8proc_int32_t)c)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
                return KIND_WORD;
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ME:
        case UTF8PROC_CATEGORY_CF:
                return KIND_IGNORE;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
                return KIND_SPACE;
        case UTF8PROC_CATEGORY_SO:
        case UTF8PROC_CATEGORY_SM:
                return KIND_SYMBOL;
        default:
                return KIND_PUNCTUATION;
        }
}

bool text_letter_joins(uint32_t c)
{
        return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x60 || c == 0x2bb || c == 0xb4 ||
               (c >= 0x80 && text_letter_kind(c) == KIND_IGNORE);
}

bool text_letter_upper(uint32_t c)
{
        if (c < 0x80)
                return c >= 'A' && c <= 'Z';
        if (c >= 0x400 && c <= 0x42f)
                return true;
        if (c >= 0x430 && c <= 0x45f)
                return false;
        return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

uint32_t text_letter_lower(uint32_t c)
{
        return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

bool text_letter_digit(uint32_t c)
{
        return c < 0x80 ? c >= '0' && c <= '9'
                        : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

/* Bytes of a letter or digit by its first one, Latin or U+0400 to U+047F; 0: something else. */
static const uint8_t run_steps[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,  ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1,  ['F'] = 1,
    ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1,  ['N'] = 1,
    ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1,  ['V'] = 1,
    ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1,  ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1,  ['l'] = 1,
    ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1,  ['t'] = 1,
    ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, [0xd0] = 2, [0xd1] = 2};

size_t text_letter_run(const char *s, size_t size, size_t at)
{
        size_t step;

        while (at < size && (step = run_steps[(unsigned char)s[at]]) && step <= size - at)
                at += step;
        return at;
}
