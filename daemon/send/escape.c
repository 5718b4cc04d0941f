#include "send/escape.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

#define WORD_JOINER "\xe2\x81\xa0"

enum {
        CLEAN = 1,      /* no control characters */
        ONE_LINE = 2,   /* no line breaks either */
        AT = 4,         /* no mentions */
        ANGLE = 8,      /* nothing in angle brackets */
        LINK = 16,      /* no [text](url) */
        BRACE = 32,     /* no {{ }}, no ${ } */
        ENTITY = 64,    /* & < > as entities */
        QUOTE = 128,    /* " too */
        BACKSLASH = 256 /* before markup */
};

static const struct {
        const char *word;
        unsigned does;
} kinds[] = {
    [ESCAPE_NONE] = {"none", 0},
    [ESCAPE_PLAIN] = {"plain", CLEAN},
    [ESCAPE_TEXT] = {"text", CLEAN | AT},
    [ESCAPE_HTML] = {"html", CLEAN | AT | ANGLE | ENTITY | QUOTE},
    [ESCAPE_SLACK] = {"slack", CLEAN | AT | ENTITY},
    [ESCAPE_MARKDOWN] = {"markdown", CLEAN | AT | ANGLE | BACKSLASH},
    [ESCAPE_CHAT] = {"chat", CLEAN | AT | ANGLE | LINK},
    [ESCAPE_CARD] = {"card", CLEAN | AT | ANGLE | LINK | BRACE},
    [ESCAPE_LINE] = {"line", CLEAN | ONE_LINE},
    [ESCAPE_URL] = {"url", 0},
};

int escape_parse(const char *word, enum escape *ret, struct problem *why)
{
        for (int i = 0; i < ESCAPE_COUNT; i++)
                if (strcmp(word, kinds[i].word) == 0) {
                        *ret = (enum escape)i;
                        return 0;
                }
        return problem_set(
            why, -EINVAL,
            "\"%.40s\" is none of none, plain, text, html, slack, markdown, chat, card, line, url", word);
}

static bool is_control(uint32_t c, unsigned does)
{
        if (c == '\n' || c == '\t')
                return (does & ONE_LINE) != 0;
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
               (c >= 0x2066 && c <= 0x2069);
}

static bool is_at(uint32_t c)
{
        return c == '@' || c == 0xff20 || c == 0xfe6b;
}

static const char *entity(uint32_t c, unsigned does)
{
        if (!(does & ENTITY))
                return NULL;
        return c == '&'                   ? "&amp;"
               : c == '<'                 ? "&lt;"
               : c == '>'                 ? "&gt;"
               : c == '"' && does & QUOTE ? "&quot;"
                                          : NULL;
}

/* Does `c` begin something that only an invisible character after it can break? */
static bool is_broken_after(uint32_t before, uint32_t c, uint32_t next, unsigned does)
{
        if (is_at(c))
                return does & AT && !(before < 0x80 && isalnum((int)before));
        if (c == '<')
                return (does & ANGLE) != 0;
        if (c == ']')
                return does & LINK && next == '(';
        if (c == '{' || c == '$')
                return does & BRACE && next == '{';
        return false;
}

static void add_url(struct buffer *b, const char *s)
{
        for (; *s; s++)
                if (isalnum((unsigned char)*s) || strchr("-._~!$&'()*+,;=:@", *s))
                        buffer_add_char(b, *s);
                else
                        buffer_printf(b, "%%%02X", (unsigned)(unsigned char)*s);
}

void escape_add(struct buffer *b, enum escape kind, const char *s)
{
        size_t size = strlen(s), n;
        unsigned does = kinds[kind].does;
        uint32_t before = ' ', c;

        if (kind == ESCAPE_URL) {
                add_url(b, s);
                return;
        }
        if (does == 0) {
                buffer_add(b, s, size);
                return;
        }
        for (size_t at = 0; at < size; at += n) {
                const char *words;

                n = text_next(s + at, size - at, &c);
                if (is_control(c, does))
                        continue;
                words = entity(c, does);
                if (does & BACKSLASH && c < 0x80 && strchr("\\`*_[]~|<>#", (int)c))
                        buffer_add_char(b, '\\');
                if (words)
                        buffer_add_string(b, words);
                else
                        buffer_add(b, s + at, n);
                if (is_broken_after(before, c, (unsigned char)s[at + n], does))
                        buffer_add_string(b, WORD_JOINER);
                before = c;
        }
}
