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

size_t text_letter_run(const char *s, size_t size, size_t at)
{
        while (at < size) {
                unsigned char c = (unsigned char)s[at];
                if ((unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10)
                        at++;
                else if ((c == 0xd0 || c == 0xd1) && size - at >= 2) /* U+0400 to U+047F */
                        at += 2;
                else
                        break;
        }
        return at;
}
