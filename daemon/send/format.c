#include "send/format.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "send/format_lines.h"
#include "send/request.h"

bool format_is_name(const char *s)
{
        return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s) && strlen(s) < 32;
}

int format_key(const struct format *f, const char *name)
{
        for (size_t i = 0; i < f->n_keys; i++)
                if (strcmp(f->keys[i].name, name) == 0)
                        return (int)i;
        return -1;
}

int format_address_key(const struct format *f)
{
        return f->address ? format_key(f, f->address) : -1;
}

/* The names that a channel of this format and its tables bring. */
static void own_words(const struct format *f, struct arena *a, struct template_words *w)
{
        const char **own = arena_array(a, f->n_keys + f->n_tables + 2, sizeof *own);
        size_t n = 0;

        own[n++] = "reference";
        own[n++] = "followed";

        for (size_t i = 0; i < f->n_keys; i++)
                own[n++] = f->keys[i].name;
        for (size_t i = 0; i < f->n_tables; i++)
                own[n++] = f->tables[i].name;
        w->own = own;
        w->n_own = n;
}

static int read_templates(struct format_lines *r)
{
        struct format *f = r->format;
        struct template_words words = {0};

        own_words(f, r->arena, &words);
        f->headers = arena_array(r->arena, r->n_late, sizeof *f->headers);
        for (size_t i = 0; i < r->n_late; i++) {
                const struct format_late *late = &r->late[i];
                struct problem why = {""};
                struct template *t;

                r->line = late->line;
                words.escape = words.own_escape = late->kind == FORMAT_LATE_HEADER ? ESCAPE_LINE : ESCAPE_URL;
                if (template_parse(late->text, &words, r->arena, &t, &why) < 0)
                        return format_lines_complain(r, why.text);
                if (late->kind == FORMAT_LATE_URL)
                        f->url = t;
                else if (late->kind == FORMAT_LATE_EDIT)
                        f->edit = t;
                else
                        f->headers[f->n_headers++] = (struct format_header){late->name, t};
        }
        for (size_t i = 0; i < f->n_tables; i++)
                if (template_check(f->tables[i].by, &words, NULL) < 0)
                        return problem_set(r->why, -EINVAL, "%s: table %s: there is no name \"%s\"", r->where,
                                           f->tables[i].name, f->tables[i].by);
        return 0;
}

static unsigned line_of(const char *bytes, const char *at)
{
        unsigned line = 1;

        for (; bytes < at; bytes++)
                line += *bytes == '\n';
        return line;
}

/* `body` lies in `bytes`, whose lines are counted. */
static int read_body(struct format *f, const char *where, const char *bytes, const char *body, size_t size,
                     struct arena *a, struct problem *why)
{
        struct template_words words = {.escape = f->escape, .own_escape = ESCAPE_NONE};
        struct problem what = {""};
        json_error_t error;
        json_t *json = json_loadb(body, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
        unsigned first = line_of(bytes, body);
        const char *fault;
        int r;

        if (!json)
                return problem_set(why, -EINVAL, "%s:%u: body: %s", where,
                                   first - 1 + (error.line > 0 ? (unsigned)error.line : 1), error.text);
        own_words(f, a, &words);
        r = pattern_parse(json, &words, a, &f->body, &what);
        json_decref(json);
        if (r == 0)
                return 0;
        fault = *words.fault ? memmem(body, size, words.fault, strlen(words.fault)) : NULL;
        return problem_set(why, r, "%s:%u: %s", where, fault ? line_of(bytes, fault) : first, what.text);
}

static int check(struct format_lines *r)
{
        const struct format *f = r->format;

        if (!f->chat)
                return problem_set(r->why, -EINVAL, "%s: chat: is missing", r->where);
        if (!f->url)
                return problem_set(r->why, -EINVAL, "%s: url: is missing", r->where);
        if (!f->edits != !f->edit)
                return problem_set(r->why, -EINVAL, "%s: edits: and edit: belong together", r->where);
        return request_check(f, r->where, r->why);
}

int format_parse(const char *name, const char *where, const char *bytes, size_t size, struct arena *a,
                 struct format *ret, struct problem *why)
{
        struct format f = {.name = arena_strdup(a, name),
                           .where = arena_strdup(a, where),
                           .method = "POST",
                           .escape = ESCAPE_PLAIN};
        struct format_lines r = {.arena = a, .format = &f, .where = f.where, .why = why};
        const char *body;
        int e = format_lines_read(&r, bytes, size, &body);

        if (e == 0)
                e = read_templates(&r);
        if (e == 0)
                e = read_body(&f, f.where, bytes, body, (size_t)(bytes + size - body), a, why);
        if (e == 0)
                e = check(&r);
        if (e == 0)
                *ret = f;
        return e;
}

int format_with_body(const struct format *f, const char *where, const char *bytes, size_t size,
                     struct arena *a, const struct format **ret, struct problem *why)
{
        struct format *copy = arena_alloc(a, sizeof *copy);
        int r;

        *copy = *f;
        if (!memmem(bytes, size, "{{reference", 11))
                copy->edit = NULL; /* it would edit nobody knows what */
        r = read_body(copy, where, bytes, bytes, size, a, why);
        if (r == 0)
                r = request_check(copy, where, why);
        if (r == 0)
                *ret = copy;
        return r;
}

json_t *format_point(json_t *root, const char *pointer)
{
        char name[64];

        while (root && *pointer == '/') {
                size_t size = strcspn(++pointer, "/");

                if (size >= sizeof name)
                        return NULL;
                memcpy(name, pointer, size);
                name[size] = 0;
                root = json_is_array(root) ? json_array_get(root, (size_t)strtoul(name, NULL, 10))
                                           : json_object_get(root, name);
                pointer += size;
        }
        return root;
}
