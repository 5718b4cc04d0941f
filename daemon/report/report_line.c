#include "report/report_line.h"

#include <string.h>

struct scanner {
        const char *at, *end;
        unsigned line;
        unsigned depth;
};

/* Steps over a string, the scanner standing on its opening quote. Returns its bytes without the quotes. */
static size_t skip_string(struct scanner *s)
{
        const char *start = ++s->at;
        while (s->at < s->end && *s->at != '"')
                s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
        size_t size = (size_t)(s->at - start);
        if (s->at < s->end)
                s->at++;
        return size;
}

/* The next character that is structure: one of {}[],: or a quote. 0 at the end. Stands on it. */
static char next(struct scanner *s)
{
        for (; s->at < s->end; s->at++) {
                if (*s->at == '\n')
                        s->line++;
                else if (*s->at && strchr("{}[],:\"", *s->at))
                        return *s->at;
        }
        return '\0';
}

static bool is_key(struct scanner *s, const char *start, size_t size, const char *field)
{
        return next(s) == ':' && size == strlen(field) && memcmp(start, field, size) == 0;
}

/* Moves to the first character of report number `index`. */
static unsigned find_report(struct scanner *s, size_t index)
{
        unsigned outer = 0;
        char c = next(s);
        if (c == '[') {
                outer = s->depth = 1;
                s->at++;
        }
        while ((c = next(s))) {
                if (s->depth == outer && index == 0 && c != ',')
                        break;
                if (c == '"') {
                        skip_string(s);
                        continue;
                }
                if (c == '{' || c == '[')
                        s->depth++;
                else if ((c == '}' || c == ']') && s->depth > 0)
                        s->depth--;
                else if (c == ',' && s->depth == outer)
                        index--;
                s->at++;
        }
        return outer;
}

unsigned report_line_of(const char *json, size_t size, size_t index, const char *field)
{
        struct scanner s = {json, json + size, 1, 0};
        unsigned outer = find_report(&s, index), begins = s.line;
        if (s.at >= s.end)
                return 1;
        for (char c; field && (c = next(&s));) {
                if (c == '"') {
                        unsigned line = s.line;
                        const char *start = s.at + 1;
                        size_t length = skip_string(&s);
                        if (s.depth == outer + 1 && is_key(&s, start, length, field))
                                return line;
                        continue;
                }
                if (c == '{' || c == '[')
                        s.depth++;
                else if ((c == '}' || c == ']') && --s.depth == outer)
                        break;
                s.at++;
        }
        return begins;
}

void report_line_brackets(const char *json, size_t size, size_t *ret_objects, size_t *ret_arrays)
{
        struct scanner s = {json, json + size, 1, 0};
        size_t objects = 0, arrays = 0;
        for (char c; (c = next(&s));) {
                if (c == '"') {
                        skip_string(&s);
                        continue;
                }
                objects += c == '{';
                arrays += c == '[';
                s.at++;
        }
        *ret_objects = objects;
        *ret_arrays = arrays;
}

bool report_line_blank(const char *s, size_t size)
{
        for (size_t i = 0; i < size; i++) {
                if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r' && s[i] != '\n')
                        return false;
        }
        return true;
}
