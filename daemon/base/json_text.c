#include "base/json_text.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void before_value(struct buffer *b)
{
        if (b->size > 0 && !strchr("{[:", b->data[b->size - 1]))
                buffer_add_char(b, ',');
}

void json_text_open(struct buffer *b, char bracket)
{
        before_value(b);
        buffer_add_char(b, bracket);
}

void json_text_close(struct buffer *b, char bracket)
{
        buffer_add_char(b, bracket);
}

/* How many bytes at `s` stand in JSON as they are. */
static size_t plain_bytes(const char *s, size_t size)
{
        size_t n = 0;

        while (n < size) {
                unsigned char c = (unsigned char)s[n];
                uint32_t any;
                size_t bytes = 1;

                if (c < 0x20 || c == '"' || c == '\\')
                        break;
                if (c >= 0x80 && (bytes = text_next(s + n, size - n, &any)) == 1)
                        break;
                n += bytes;
        }
        return n;
}

static void add_escaped(struct buffer *b, unsigned char c)
{
        static const char letters[] = "\bb\ff\nn\rr\tt\"\"\\\\";
        char code[8];

        for (size_t i = 0; i < sizeof letters - 1; i += 2)
                if ((unsigned char)letters[i] == c) {
                        buffer_add(b, (const char[]){'\\', letters[i + 1]}, 2);
                        return;
                }
        if (c >= 0x80) {
                buffer_add_string(b, "\xef\xbf\xbd");
                return;
        }
        snprintf(code, sizeof code, "\\u%04X", c);
        buffer_add_string(b, code);
}

void json_text_string(struct buffer *b, const char *s)
{
        size_t size = strlen(s);

        before_value(b);
        buffer_add_char(b, '"');
        for (size_t at = 0; at < size; at++) {
                size_t n = plain_bytes(s + at, size - at);
                buffer_add(b, s + at, n);
                at += n;
                if (at < size)
                        add_escaped(b, (unsigned char)s[at]);
        }
        buffer_add_char(b, '"');
}

void json_text_name(struct buffer *b, const char *name)
{
        json_text_string(b, name);
        buffer_add_char(b, ':');
}

void json_text_number(struct buffer *b, int64_t number)
{
        char text[24], *p = text + sizeof text;
        uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

        do
                *--p = (char)('0' + left % 10);
        while (left /= 10);
        if (number < 0)
                *--p = '-';
        before_value(b);
        buffer_add(b, p, (size_t)(text + sizeof text - p));
}

void json_text_flag(struct buffer *b, bool flag)
{
        before_value(b);
        buffer_add_string(b, flag ? "true" : "false");
}

void json_text_value(struct buffer *b, const char *json, size_t size)
{
        before_value(b);
        buffer_add(b, json, size);
}

void json_text_member(struct buffer *b, const char *name, const char *text)
{
        if (!text)
                return;
        json_text_name(b, name);
        json_text_string(b, text);
}

void json_text_member_number(struct buffer *b, const char *name, int64_t number)
{
        json_text_name(b, name);
        json_text_number(b, number);
}

void json_text_member_flag(struct buffer *b, const char *name, bool flag)
{
        json_text_name(b, name);
        json_text_flag(b, flag);
}
