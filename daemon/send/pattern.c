#include "send/pattern.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/json_text.h"

#define DEPTH_MOST 24

enum kind { KIND_CONSTANT, KIND_TEXT, KIND_ARRAY, KIND_OBJECT, KIND_SECTION, KIND_INVERTED };

struct member {
        const char *key; /* as JSON, with quotes and colon; NULL in an array */
        const char *name;
        struct pattern *value;
};

struct pattern {
        enum kind kind;
        const char *constant; /* as JSON */
        const struct template *text;
        const char *name; /* of a section */
        struct member *members;
        size_t n;
};

/* --- parsing --- */

static char *key_of(const char *key, struct arena *a)
{
        json_t *text = json_string(key);
        char *quoted = json_text_copy(text, a);

        json_decref(text);
        return arena_printf(a, "%s:", quoted);
}

static bool is_section(const char *key)
{
        size_t size = strlen(key);

        return size > 5 && strncmp(key, "{{", 2) == 0 && strchr("#^", key[2]) &&
               strcmp(key + size - 2, "}}") == 0;
}

static int parse(const json_t *json, struct template_words *words, struct arena *a, unsigned depth,
                 struct pattern **ret, struct problem *why);

static int parse_section(const char *key, const json_t *value, struct template_words *words, struct arena *a,
                         unsigned depth, struct pattern *p, struct problem *why)
{
        p->kind = key[2] == '#' ? KIND_SECTION : KIND_INVERTED;
        p->name = arena_strndup(a, key + 3, strlen(key) - 5);
        p->members = arena_alloc(a, sizeof *p->members);
        p->n = 1;
        if (template_check(p->name, words, why) < 0)
                return -EINVAL;
        return parse(value, words, a, depth, &p->members[0].value, why);
}

static int parse_object(const json_t *json, struct template_words *words, struct arena *a, unsigned depth,
                        struct pattern *p, struct problem *why)
{
        const char *key;
        json_t *value;
        void *i = json_object_iter((json_t *)(uintptr_t)json);

        p->kind = KIND_OBJECT;
        p->members = arena_array(a, json_object_size(json), sizeof *p->members);
        for (; i; i = json_object_iter_next((json_t *)(uintptr_t)json, i)) {
                int r;
                key = json_object_iter_key(i);
                value = json_object_iter_value(i);
                if (is_section(key) && json_object_size(json) == 1)
                        return parse_section(key, value, words, a, depth, p, why);
                if (strstr(key, "{{")) {
                        snprintf(words->fault, sizeof words->fault, "%s", key);
                        return problem_set(why, -EINVAL, "\"%s\" must be its object's only member", key);
                }
                p->members[p->n].key = key_of(key, a);
                p->members[p->n].name = arena_strdup(a, key);
                r = parse(value, words, a, depth, &p->members[p->n].value, why);
                if (r < 0)
                        return r;
                p->n++;
        }
        return 0;
}

static int parse_array(const json_t *json, struct template_words *words, struct arena *a, unsigned depth,
                       struct pattern *p, struct problem *why)
{
        p->kind = KIND_ARRAY;
        p->members = arena_array(a, json_array_size(json), sizeof *p->members);
        for (; p->n < json_array_size(json); p->n++) {
                int r = parse(json_array_get(json, p->n), words, a, depth, &p->members[p->n].value, why);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int parse_text(const json_t *json, struct template_words *words, struct arena *a, struct pattern *p,
                      struct problem *why)
{
        struct template *text;
        int r = template_parse(json_string_value(json), words, a, &text, why);

        if (r < 0)
                return r;
        p->kind = template_is_constant(text) ? KIND_CONSTANT : KIND_TEXT;
        p->constant = json_text_copy(json, a);
        p->text = text;
        return 0;
}

static int parse(const json_t *json, struct template_words *words, struct arena *a, unsigned depth,
                 struct pattern **ret, struct problem *why)
{
        struct pattern *p = arena_alloc(a, sizeof *p);

        *ret = p;
        if (depth == DEPTH_MOST)
                return problem_set(why, -EINVAL, "more than %d levels", DEPTH_MOST);
        if (json_is_object(json) && json_object_size(json) > 0)
                return parse_object(json, words, a, depth + 1, p, why);
        if (json_is_array(json) && json_array_size(json) > 0)
                return parse_array(json, words, a, depth + 1, p, why);
        if (json_is_string(json))
                return parse_text(json, words, a, p, why);
        p->constant = json_text_copy(json, a);
        return 0;
}

int pattern_parse(const json_t *json, struct template_words *words, struct arena *a, struct pattern **ret,
                  struct problem *why)
{
        struct pattern *p;
        int r = parse(json, words, a, 0, &p, why);

        if (r == 0)
                *ret = p;
        return r;
}

/* --- filling --- */

struct filling {
        struct buffer *out;
        const struct pattern_watch *watch;
        char path[PATTERN_PATH];
        size_t depth; /* bytes of the path */
        struct buffer text;
};

static bool fill(struct filling *f, const struct pattern *p, const struct template_scope *scope);

static size_t step_in(struct filling *f, const char *name, size_t index)
{
        size_t before = f->depth, room = sizeof f->path - before;
        int n = name ? snprintf(f->path + before, room, "/%s", name)
                     : snprintf(f->path + before, room, "/%zu", index);

        f->depth += (size_t)n < room ? (size_t)n : room - 1;
        return before;
}

static void step_out(struct filling *f, size_t before)
{
        f->depth = before;
        f->path[before] = 0;
}

/* RFC 8259 section 7. */
static void add_quoted(struct buffer *out, const char *s, size_t size)
{
        size_t from = 0;

        buffer_add_char(out, '"');
        for (size_t i = 0; i < size; i++) {
                unsigned char c = (unsigned char)s[i];
                if (c >= 0x20 && c != '"' && c != '\\')
                        continue;
                buffer_add(out, s + from, i - from);
                if (c == '\n')
                        buffer_add_string(out, "\\n");
                else if (c < 0x20)
                        buffer_printf(out, "\\u%04x", c);
                else
                        buffer_printf(out, "\\%c", c);
                from = i + 1;
        }
        buffer_add(out, s + from, size - from);
        buffer_add_char(out, '"');
}

static bool fill_text(struct filling *f, const struct pattern *p, const struct template_scope *scope)
{
        json_t *alone = template_alone(p->text, scope);

        if (alone) {
                json_text_add(f->out, alone);
                json_decref(alone);
                return true;
        }
        buffer_reset(&f->text);
        if (!template_fill(p->text, scope, &f->text))
                return false;
        add_quoted(f->out, f->text.data, f->text.size);
        if (f->watch)
                f->watch->text(f->path, f->text.data, f->text.size, f->watch->context);
        return true;
}

/* A value and what goes before it; nothing where there is no value. */
static bool fill_member(struct filling *f, const struct pattern *p, const struct template_scope *scope,
                        const char *key, const char *name, size_t *count)
{
        size_t start = f->out->size, before = step_in(f, name, *count);
        bool some;

        if (*count > 0)
                buffer_add_char(f->out, ',');
        if (key)
                buffer_add_string(f->out, key);
        some = fill(f, p, scope);
        step_out(f, before);
        if (some)
                ++*count;
        else
                f->out->data[f->out->size = start] = 0;
        return some;
}

/* The elements that a section in an array stands for. */
static void fill_elements(struct filling *f, const struct pattern *p, const struct template_scope *scope,
                          size_t *count)
{
        json_t *list = p->kind == KIND_SECTION ? template_value(scope, p->name) : NULL;
        struct template_scope inner = {.outer = scope};

        if (!json_is_array(list)) {
                fill_member(f, p, scope, NULL, NULL, count);
                return;
        }
        for (size_t i = 0; i < json_array_size(list); i++) {
                inner.item = json_array_get(list, i);
                inner.last = i + 1 == json_array_size(list);
                fill_member(f, p->members[0].value, &inner, NULL, NULL, count);
        }
}

static bool fill_section(struct filling *f, const struct pattern *p, const struct template_scope *scope)
{
        json_t *value = template_value(scope, p->name);
        struct template_scope inner = {.outer = scope, .item = value};

        if (template_is_there(scope, p->name) != (p->kind == KIND_SECTION))
                return false;
        return fill(f, p->members[0].value, json_is_object(value) ? &inner : scope);
}

static bool fill_aggregate(struct filling *f, const struct pattern *p, const struct template_scope *scope)
{
        bool object = p->kind == KIND_OBJECT;
        size_t start = f->out->size, count = 0;

        buffer_add_char(f->out, object ? '{' : '[');
        for (size_t i = 0; i < p->n; i++) {
                const struct member *m = &p->members[i];
                bool section = m->value->kind == KIND_SECTION || m->value->kind == KIND_INVERTED;
                if (!object && section)
                        fill_elements(f, m->value, scope, &count);
                else
                        fill_member(f, m->value, scope, m->key, m->name, &count);
        }
        buffer_add_char(f->out, object ? '}' : ']');
        if (count == 0)
                f->out->data[f->out->size = start] = 0;
        return count > 0;
}

static bool fill(struct filling *f, const struct pattern *p, const struct template_scope *scope)
{
        switch (p->kind) {
        case KIND_TEXT:
                return fill_text(f, p, scope);
        case KIND_ARRAY:
        case KIND_OBJECT:
                return fill_aggregate(f, p, scope);
        case KIND_SECTION:
        case KIND_INVERTED:
                return fill_section(f, p, scope);
        default:
                buffer_add_string(f->out, p->constant);
                return true;
        }
}

void pattern_fill(const struct pattern *p, const struct template_scope *scope,
                  const struct pattern_watch *watch, struct buffer *out)
{
        struct filling f = {.out = out, .watch = watch};

        if (!fill(&f, p, scope))
                buffer_add_string(out, "null");
        buffer_done(&f.text);
}
