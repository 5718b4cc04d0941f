#include "send/format.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "send/request.h"

#define LIMITS_MOST 64

/* In the place of a header's name. */
static const char LATE_URL[] = "", LATE_EDIT[] = "edit";

/* A file while it is read. Lines with templates wait in `late` until all names are known. */
struct reader {
        struct arena *arena;
        struct format *format;
        const char *where;
        unsigned line;
        struct problem *why;
        struct late {
                const char *name, *text; /* of a header; or one of these */
                unsigned line;
        } * late;
        size_t n_late, room_late, room_keys, room_tables, room_limits, room_answers;
};

static int complain(struct reader *r, const char *what)
{
        return problem_set(r->why, -EINVAL, "%s:%u: %s", r->where, r->line, what);
}

bool format_is_name(const char *s)
{
        return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s) && strlen(s) < 32;
}

/* The next word of a line, cut out of it; "" at its end. */
static char *next_word(char **line)
{
        char *word;

        *line += strspn(*line, " \t");
        word = *line;
        *line += strcspn(*line, " \t");
        if (**line)
                *(*line)++ = 0;
        return word;
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

/* --- lines --- */

static int read_chat(struct reader *r, char *value)
{
        r->format->chat = arena_strdup(r->arena, value);
        return 0;
}

static int read_key(struct reader *r, char *word, bool needed)
{
        struct format *f = r->format;
        struct format_key key = {.needed = needed, .preset = NULL};
        char *preset = strchr(word, '=');
        size_t size;

        if (preset) {
                *preset++ = 0;
                key.preset = arena_strdup(r->arena, preset);
        }
        size = strlen(word);
        if (size > 5 && strcmp(word + size - 5, "_file") == 0) {
                key.secret = true;
                word[size - 5] = 0;
        }
        if (!format_is_name(word) || format_key(f, word) >= 0)
                return complain(r, "a key is one word of a-z, 0-9 and _, and stands there once");
        key.name = arena_strdup(r->arena, word);
        if (f->n_keys == FORMAT_KEYS)
                return complain(r, "too many keys");
        f->keys = arena_grow(r->arena, f->keys, f->n_keys, &r->room_keys, sizeof *f->keys);
        f->keys[f->n_keys++] = key;
        return 0;
}

static int read_keys(struct reader *r, char *value, bool needed)
{
        char *word;
        int e = 0;

        while (e == 0 && *(word = next_word(&value)))
                e = read_key(r, word, needed);
        return e;
}

static int read_needs(struct reader *r, char *value)
{
        return read_keys(r, value, true);
}

static int read_takes(struct reader *r, char *value)
{
        return read_keys(r, value, false);
}

static int read_method(struct reader *r, char *value)
{
        if (strcmp(value, "POST") != 0 && strcmp(value, "PUT") != 0)
                return complain(r, "method is POST or PUT");
        r->format->method = arena_strdup(r->arena, value);
        return 0;
}

static void read_late(struct reader *r, const char *name, const char *text)
{
        r->late = arena_grow(r->arena, r->late, r->n_late, &r->room_late, sizeof *r->late);
        r->late[r->n_late++] = (struct late){name, arena_strdup(r->arena, text), r->line};
}

static int read_url(struct reader *r, char *value)
{
        r->format->url_text = arena_strdup(r->arena, value);
        read_late(r, LATE_URL, value);
        return 0;
}

static int read_header(struct reader *r, char *value)
{
        char *colon = strchr(value, ':');

        if (!colon || colon == value)
                return complain(r, "a header is written: header: Name: value");
        *colon++ = 0;
        read_late(r, arena_strdup(r->arena, value), colon + strspn(colon, " \t"));
        return 0;
}

static int read_escape(struct reader *r, char *value)
{
        struct problem why = {""};

        return escape_parse(value, &r->format->escape, &why) < 0 ? complain(r, why.text) : 0;
}

static char *trimmed(char *s)
{
        size_t size;

        s += strspn(s, " \t");
        for (size = strlen(s); size > 0 && strchr(" \t", s[size - 1]);)
                s[--size] = 0;
        return s;
}

/* "word value, word value" */
static int read_entries(struct reader *r, char *list, struct format_table *t)
{
        size_t room = 0, room_values = 0;
        char *entry;

        while ((entry = strsep(&list, ","))) {
                char *value = trimmed(entry), *word = next_word(&value);

                value = trimmed(value);
                if (!*word || !*value)
                        return complain(
                            r, "a table is written: table: NAME by NAME: word value, word value, else value");
                t->words = arena_grow(r->arena, t->words, t->n, &room, sizeof *t->words);
                t->values = arena_grow(r->arena, t->values, t->n, &room_values, sizeof *t->values);
                t->words[t->n] = arena_strdup(r->arena, word);
                t->values[t->n++] = arena_strdup(r->arena, value);
        }
        return 0;
}

static int read_table(struct reader *r, char *value)
{
        struct format *f = r->format;
        struct format_table *t;
        char *entries = strchr(value, ':'), *name, *by, *of;

        if (!entries)
                return complain(
                    r, "a table is written: table: NAME by NAME: word value, word value, else value");
        *entries++ = 0;
        name = next_word(&value);
        by = next_word(&value);
        of = next_word(&value);
        if (!format_is_name(name) || strcmp(by, "by") != 0 || !format_is_name(of))
                return complain(
                    r, "a table is written: table: NAME by NAME: word value, word value, else value");
        f->tables = arena_grow(r->arena, f->tables, f->n_tables, &r->room_tables, sizeof *f->tables);
        t = &f->tables[f->n_tables++];
        *t = (struct format_table){.name = arena_strdup(r->arena, name), .by = arena_strdup(r->arena, of)};
        return read_entries(r, entries, t);
}

static int read_limit(struct reader *r, char *value)
{
        static const char *const units[] = {"bytes", "utf16", "characters"};
        struct format *f = r->format;
        char *path = next_word(&value), *most = next_word(&value), *unit = next_word(&value), *end;
        long number = strtol(most, &end, 10);
        size_t u = 0;

        while (u < 3 && strcmp(units[u], unit) != 0)
                u++;
        if ((*path != '/' && strcmp(path, "body") != 0) || *end || number < 20 || number > 1 << 20 || u == 3)
                return complain(
                    r, "a limit is written: limit: /pointer 4096 utf16 (or bytes, characters; or body for "
                       "/pointer); at least 20");
        if (f->n_limits == LIMITS_MOST)
                return complain(r, "too many limits");
        f->limits = arena_grow(r->arena, f->limits, f->n_limits, &r->room_limits, sizeof *f->limits);
        f->limits[f->n_limits++] = (struct format_limit){*path == '/' ? arena_strdup(r->arena, path) : NULL,
                                                         (size_t)number, (enum format_unit)u};
        return 0;
}

static int read_answer(struct reader *r, char *value, enum format_meaning means)
{
        struct format *f = r->format;
        char *code = next_word(&value);
        long number = strtol(code, NULL, 10);

        value = trimmed(value);
        if (number < 200 || number > 599)
                return complain(r, "an answer is written with its status, 200 to 599, and what stands in it");
        f->answers = arena_grow(r->arena, f->answers, f->n_answers, &r->room_answers, sizeof *f->answers);
        f->answers[f->n_answers++] =
            (struct format_answer){means, (int)number, *value ? arena_strdup(r->arena, value) : NULL};
        return 0;
}

static int read_later(struct reader *r, char *value)
{
        return read_answer(r, value, FORMAT_LATER);
}

static int read_never(struct reader *r, char *value)
{
        return read_answer(r, value, FORMAT_NEVER);
}

static int read_done(struct reader *r, char *value)
{
        return read_answer(r, value, FORMAT_DONE);
}

static int read_retry_after(struct reader *r, char *value)
{
        char *path = next_word(&value), *unit = next_word(&value);
        bool seconds = strcmp(unit, "s") == 0;

        if (*path != '/' || (!seconds && strcmp(unit, "ms") != 0))
                return complain(r, "written: retry-after: /pointer s (or ms)");
        r->format->wait = arena_strdup(r->arena, path);
        r->format->wait_unit = seconds ? TIMESTAMP_SECOND : TIMESTAMP_SECOND / 1000;
        return 0;
}

static int read_moved(struct reader *r, char *value)
{
        char *path = next_word(&value), *key = next_word(&value);

        if (*path != '/' || format_key(r->format, key) < 0)
                return complain(r,
                                "written: moved: /pointer KEY, with a key that is needed or taken (above)");
        r->format->moved = arena_strdup(r->arena, path);
        r->format->moved_key = arena_strdup(r->arena, key);
        return 0;
}

static int read_address(struct reader *r, char *value)
{
        if (strcmp(value, "yes") != 0 && format_key(r->format, value) < 0)
                return complain(r, "written: address: yes, or a key that is needed or taken (above)");
        r->format->address = arena_strdup(r->arena, value);
        return 0;
}

static int read_edits(struct reader *r, char *value)
{
        if (*value != '/')
                return complain(r, "written: edits: /pointer");
        r->format->edits = arena_strdup(r->arena, value);
        return 0;
}

static int read_edit(struct reader *r, char *value)
{
        static const char *const methods[] = {"POST", "PUT", "PATCH"};
        char *method = next_word(&value);

        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
                if (strcmp(method, methods[i]) == 0 && *value) {
                        r->format->edit_method = methods[i];
                        read_late(r, LATE_EDIT, value);
                        return 0;
                }
        return complain(r, "written: edit: PATCH url (or POST, PUT)");
}

static int read_rate(struct reader *r, char *value)
{
        return rates_parse(value, &r->format->rates) < 0 ? complain(r, "written: rate: 1/1s 20/1m") : 0;
}

static int read_endpoint_rate(struct reader *r, char *value)
{
        return rates_parse(value, &r->format->endpoint_rates) < 0
                   ? complain(r, "written: endpoint-rate: 30/1s")
                   : 0;
}

static int read_follow_up(struct reader *r, char *value)
{
        if (strcmp(value, "short") != 0)
                return complain(r, "written: follow-up: short");
        r->format->short_follow_up = true;
        return 0;
}

static int read_brief(struct reader *r, char *value)
{
        if (strcmp(value, "yes") != 0)
                return complain(r, "written: brief: yes");
        r->format->brief = true;
        return 0;
}

static int read_end(struct reader *r, char *value)
{
        if (strcmp(value, "replaces") != 0)
                return complain(r, "written: end: replaces");
        r->format->end_replaces = true;
        return 0;
}

static const struct {
        const char *word;
        int (*read)(struct reader *r, char *value);
} lines[] = {
    {"chat", read_chat},
    {"needs", read_needs},
    {"takes", read_takes},
    {"method", read_method},
    {"url", read_url},
    {"header", read_header},
    {"escape", read_escape},
    {"table", read_table},
    {"limit", read_limit},
    {"later", read_later},
    {"never", read_never},
    {"retry-after", read_retry_after},
    {"moved", read_moved},
    {"address", read_address},
    {"edits", read_edits},
    {"edit", read_edit},
    {"brief", read_brief},
    {"end", read_end},
    {"rate", read_rate},
    {"follow-up", read_follow_up},
    {"endpoint-rate", read_endpoint_rate},
    {"done", read_done},
};

static int read_line(struct reader *r, char *line)
{
        char *value = strchr(line, ':');

        if (*line == '#')
                return 0;
        if (!value)
                return complain(r, "a line is written: word: value");
        *value++ = 0;
        value = trimmed(value);
        if (!*value)
                return complain(r, "nothing follows the colon");
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                if (strcmp(lines[i].word, line) == 0)
                        return lines[i].read(r, value);
        return complain(r, arena_printf(r->arena, "unknown word \"%.40s\"", line));
}

/* --- templates and body --- */

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

static int read_templates(struct reader *r)
{
        struct format *f = r->format;
        struct template_words words = {0};

        own_words(f, r->arena, &words);
        f->headers = arena_array(r->arena, r->n_late, sizeof *f->headers);
        for (size_t i = 0; i < r->n_late; i++) {
                const struct late *late = &r->late[i];
                struct problem why = {""};
                struct template *t;

                r->line = late->line;
                words.escape = words.own_escape =
                    late->name == LATE_URL || late->name == LATE_EDIT ? ESCAPE_URL : ESCAPE_LINE;
                if (template_parse(late->text, &words, r->arena, &t, &why) < 0)
                        return complain(r, why.text);
                if (late->name == LATE_URL)
                        f->url = t;
                else if (late->name == LATE_EDIT)
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

static int check(struct reader *r)
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
        struct reader r = {.arena = a, .format = &f, .where = f.where, .why = why};
        const char *end = bytes + size, *line = bytes, *next;
        int e = 0;

        for (; line < end && *line != '\n' && e == 0; line = next) {
                const char *stop = memchr(line, '\n', (size_t)(end - line));
                next = stop ? stop + 1 : end;
                r.line++;
                e = read_line(&r, arena_strndup(a, line, (size_t)((stop ? stop : end) - line)));
        }
        if (e == 0)
                e = read_templates(&r);
        if (e == 0)
                e = read_body(&f, f.where, bytes, line, (size_t)(end - line), a, why);
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
