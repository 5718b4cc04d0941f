#include "send/template.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"

#define NAME_MOST  40
#define DEPTH_MOST 8

enum kind { KIND_TEXT, KIND_VALUE, KIND_SECTION, KIND_INVERTED, KIND_END };

struct step {
        enum kind kind;
        const char *text; /* or the name */
        size_t size;
        enum escape escape;
        bool time, number;
        size_t end; /* of a section: its KIND_END */
};

struct template
{
        struct step *steps;
        size_t n;
};

static const char *const members[] = {
    "id", "incident", "revision", "type", "status", "event", "urgency", "severity", "certainty", "headline",
    "text", "instruction", "short", "brief", "sent", "expires", "when", "confirmed", "sound", "nearby",
    "language", "places", "places_total", "sources", "facts", "cap", "open", "level", "loudness", "where",
    "who", "message", "address",
    /* of items */
    "path", "name", "official", "value", "last", "identifier", "sender", "references"};

static bool is_among(const char *name, const char *const *list, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (strcmp(list[i], name) == 0)
                        return true;
        return false;
}

static bool is_own(const char *name, const struct template_words *words)
{
        return is_among(name, words->own, words->n_own);
}

int template_check(const char *name, struct template_words *words, struct problem *why)
{
        if (is_own(name, words) || is_among(name, members, sizeof members / sizeof *members))
                return 0;
        snprintf(words->fault, sizeof words->fault, "%s", name);
        return problem_set(why, -EINVAL, "unknown name \"%s\"", name);
}

/* --- parsing --- */

struct parser {
        struct arena *arena;
        struct template_words *words;
        struct step *steps;
        size_t n, room;
        size_t open[DEPTH_MOST], depth;
        struct problem *why;
};

static struct step *add_step(struct parser *p, enum kind kind, const char *text, size_t size)
{
        p->steps = arena_grow(p->arena, p->steps, p->n, &p->room, sizeof *p->steps);
        p->steps[p->n] =
            (struct step){.kind = kind, .text = arena_strndup(p->arena, text, size), .size = size};
        return &p->steps[p->n++];
}

static int blame(struct parser *p, const char *tag, size_t size, const char *what)
{
        snprintf(p->words->fault, sizeof p->words->fault, "{{%.*s", (int)size, tag);
        return problem_set(p->why, -EINVAL, "{{%.*s}}: %s", (int)size, tag, what);
}

static int close_section(struct parser *p, const char *tag, size_t size)
{
        struct step *opened;

        if (p->depth == 0)
                return blame(p, tag, size, "closes nothing");
        opened = &p->steps[p->open[--p->depth]];
        if (strlen(opened->text) != size - 1 || memcmp(opened->text, tag + 1, size - 1) != 0)
                return blame(p, tag, size, "closes another section than the last one opened");
        opened->end = p->n;
        add_step(p, KIND_END, tag + 1, size - 1);
        return 0;
}

static int add_filter(struct parser *p, struct step *step, const char *word)
{
        if (strcmp(word, "time") == 0)
                step->time = true;
        else if (strcmp(word, "number") == 0)
                step->number = true;
        else
                return escape_parse(word, &step->escape, p->why);
        return 0;
}

static int add_tag(struct parser *p, const char *tag, size_t size)
{
        enum kind kind = *tag == '#' ? KIND_SECTION : *tag == '^' ? KIND_INVERTED : KIND_VALUE;
        size_t skip = kind != KIND_VALUE, length = strcspn(tag, "|}") - skip;
        char filters[NAME_MOST] = "", *rest = filters, *word;
        struct step *step;

        if (size == 0 || size >= NAME_MOST)
                return blame(p, tag, size < 40 ? size : 40, "no name");
        if (*tag == '/')
                return close_section(p, tag, size);
        if (kind == KIND_VALUE && length < size)
                memcpy(filters, tag + length + 1, size - length - 1);
        step = add_step(p, kind, tag + skip, length);
        if (template_check(step->text, p->words, p->why) < 0)
                return blame(p, tag, size, "no such name in a message or a channel of this kind");
        step->escape = is_own(step->text, p->words) ? p->words->own_escape : p->words->escape;
        if (step->escape == ESCAPE_URL && strcmp(step->text, "url") == 0)
                step->escape = ESCAPE_NONE;
        while ((word = strsep(&rest, "|")) && *word)
                if (add_filter(p, step, word) < 0)
                        return blame(p, tag, size, "no such filter");
        if (kind == KIND_VALUE)
                return 0;
        if (p->depth == DEPTH_MOST)
                return blame(p, tag, size, "too many sections in one another");
        p->open[p->depth++] = p->n - 1;
        return 0;
}

int template_parse(const char *text, struct template_words *words, struct arena *a, struct template **ret,
                   struct problem *why)
{
        struct parser p = {.arena = a, .words = words, .why = why};
        const char *tag, *end;
        struct template *t;
        int r;

        for (; (tag = strstr(text, "{{")); text = end + 2) {
                if (tag > text)
                        add_step(&p, KIND_TEXT, text, (size_t)(tag - text));
                tag += 2;
                end = strstr(tag, "}}");
                if (!end)
                        return blame(&p, tag, strnlen(tag, 20), "does not end with }}");
                r = add_tag(&p, tag, (size_t)(end - tag));
                if (r < 0)
                        return r;
        }
        if (*text)
                add_step(&p, KIND_TEXT, text, strlen(text));
        if (p.depth > 0) {
                const struct step *open = &p.steps[p.open[p.depth - 1]];
                const char *sign = open->kind == KIND_SECTION ? "#" : "^";
                return blame(&p, arena_printf(a, "%s%s", sign, open->text), open->size + 1, "is not closed");
        }
        t = arena_alloc(a, sizeof *t);
        *t = (struct template){.steps = p.steps, .n = p.n};
        *ret = t;
        return 0;
}

/* --- filling --- */

json_t *template_value(const struct template_scope *scope, const char *name)
{
        if (scope->outer && strcmp(name, "last") == 0)
                return scope->last ? json_true() : json_false();
        for (; scope; scope = scope->outer) {
                json_t *value = json_object_get(scope->item, name);
                if (value)
                        return value;
        }
        return NULL;
}

static bool is_something(const json_t *value)
{
        switch (value ? json_typeof(value) : JSON_NULL) {
        case JSON_NULL:
        case JSON_FALSE:
                return false;
        case JSON_STRING:
                return json_string_length(value) > 0;
        case JSON_ARRAY:
                return json_array_size(value) > 0;
        case JSON_OBJECT:
                return json_object_size(value) > 0;
        default:
                return true;
        }
}

bool template_is_there(const struct template_scope *scope, const char *name)
{
        return is_something(template_value(scope, name));
}

bool template_is_constant(const struct template *t)
{
        return t->n == 0 || (t->n == 1 && t->steps[0].kind == KIND_TEXT);
}

/* "2026-11-24T05:02:10+02:00" -> "2026-11-24 05:02 +02:00" */
static void add_time(struct buffer *out, const char *s)
{
        const char *zone = strlen(s) == 25 ? s + 19 : "";

        if (!*zone) {
                buffer_add_string(out, s);
                return;
        }
        buffer_add(out, s, 10);
        buffer_add_char(out, ' ');
        buffer_add(out, s + 11, 5);
        buffer_printf(out, " %s", strcmp(zone, "+00:00") == 0 ? "UTC" : zone);
}

static void add_value(const struct step *step, const json_t *value, struct buffer *out)
{
        if (!value || json_is_null(value))
                return;
        if (json_is_string(value) && step->time) {
                add_time(out, json_string_value(value));
        } else if (json_is_string(value)) {
                escape_add(out, step->escape, json_string_value(value));
        } else {
                json_text_add(out, value);
        }
}

static bool fill(const struct template *t, size_t from, size_t to, const struct template_scope *scope,
                 struct buffer *out);

static void fill_section(const struct template *t, size_t at, const struct template_scope *scope,
                         struct buffer *out)
{
        const struct step *step = &t->steps[at];
        json_t *value = template_value(scope, step->text);
        struct template_scope inner = {.outer = scope};

        if (is_something(value) != (step->kind == KIND_SECTION))
                return;
        if (json_is_array(value) && step->kind == KIND_SECTION) {
                for (size_t i = 0; i < json_array_size(value); i++) {
                        inner.item = json_array_get(value, i);
                        inner.last = i + 1 == json_array_size(value);
                        fill(t, at + 1, step->end, &inner, out);
                }
                return;
        }
        inner.item = value;
        fill(t, at + 1, step->end, json_is_object(value) ? &inner : scope, out);
}

static bool fill(const struct template *t, size_t from, size_t to, const struct template_scope *scope,
                 struct buffer *out)
{
        bool some = false;

        for (size_t i = from; i < to; i++) {
                const struct step *step = &t->steps[i];
                size_t before = out->size;

                if (step->kind == KIND_TEXT) {
                        buffer_add(out, step->text, step->size);
                        continue;
                }
                if (step->kind == KIND_VALUE) {
                        add_value(step, template_value(scope, step->text), out);
                } else {
                        fill_section(t, i, scope, out);
                        i = step->end;
                }
                some |= out->size > before;
        }
        return some;
}

bool template_fill(const struct template *t, const struct template_scope *scope, struct buffer *out)
{
        return fill(t, 0, t->n, scope, out);
}

json_t *template_alone(const struct template *t, const struct template_scope *scope)
{
        json_t *value =
            t->n == 1 && t->steps[0].kind == KIND_VALUE ? template_value(scope, t->steps[0].text) : NULL;
        const char *text = json_string_value(value);
        char *end;

        if (!value || !text)
                return json_incref(value);
        if (!t->steps[0].number || !*text)
                return NULL;
        errno = 0;
        long long number = strtoll(text, &end, 10);
        return errno == 0 && !*end ? json_integer(number) : NULL;
}
