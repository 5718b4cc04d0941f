#include "send/format_lines.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"

#define LIMITS_MOST 64

int format_lines_complain(struct format_lines *r, const char *what)
{
        return problem_set(r->why, -EINVAL, "%s:%u: %s", r->where, r->line, what);
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

static int read_chat(struct format_lines *r, char *value)
{
        r->format->chat = arena_strdup(r->arena, value);
        return 0;
}

static int read_key(struct format_lines *r, char *word, bool needed)
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
                return format_lines_complain(r, "a key is one word of a-z, 0-9 and _, and stands there once");
        key.name = arena_strdup(r->arena, word);
        if (f->n_keys == FORMAT_KEYS)
                return format_lines_complain(r, "too many keys");
        f->keys = arena_grow(r->arena, f->keys, f->n_keys, &r->room_keys, sizeof *f->keys);
        f->keys[f->n_keys++] = key;
        return 0;
}

static int read_keys(struct format_lines *r, char *value, bool needed)
{
        char *word;
        int e = 0;

        while (e == 0 && *(word = next_word(&value)))
                e = read_key(r, word, needed);
        return e;
}

static int read_needs(struct format_lines *r, char *value)
{
        return read_keys(r, value, true);
}

static int read_takes(struct format_lines *r, char *value)
{
        return read_keys(r, value, false);
}

static int read_method(struct format_lines *r, char *value)
{
        if (strcmp(value, "POST") != 0 && strcmp(value, "PUT") != 0)
                return format_lines_complain(r, "method is POST or PUT");
        r->format->method = arena_strdup(r->arena, value);
        return 0;
}

static void read_late(struct format_lines *r, int kind, const char *name, const char *text)
{
        r->late = arena_grow(r->arena, r->late, r->n_late, &r->room_late, sizeof *r->late);
        r->late[r->n_late++] = (struct format_late){kind, name, arena_strdup(r->arena, text), r->line};
}

static int read_url(struct format_lines *r, char *value)
{
        r->format->url_text = arena_strdup(r->arena, value);
        read_late(r, FORMAT_LATE_URL, NULL, value);
        return 0;
}

static int read_header(struct format_lines *r, char *value)
{
        char *colon = strchr(value, ':');

        if (!colon || colon == value)
                return format_lines_complain(r, "a header is written: header: Name: value");
        *colon++ = 0;
        read_late(r, FORMAT_LATE_HEADER, arena_strdup(r->arena, value), colon + strspn(colon, " \t"));
        return 0;
}

static int read_escape(struct format_lines *r, char *value)
{
        struct problem why = {""};

        return escape_parse(value, &r->format->escape, &why) < 0 ? format_lines_complain(r, why.text) : 0;
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
static int read_entries(struct format_lines *r, char *list, struct format_table *t)
{
        size_t room = 0, room_values = 0;
        char *entry;

        while ((entry = strsep(&list, ","))) {
                char *value = trimmed(entry), *word = next_word(&value);

                value = trimmed(value);
                if (!*word || !*value)
                        return format_lines_complain(
                            r, "a table is written: table: NAME by NAME: word value, word value, else value");
                t->words = arena_grow(r->arena, t->words, t->n, &room, sizeof *t->words);
                t->values = arena_grow(r->arena, t->values, t->n, &room_values, sizeof *t->values);
                t->words[t->n] = arena_strdup(r->arena, word);
                t->values[t->n++] = arena_strdup(r->arena, value);
        }
        return 0;
}

static int read_table(struct format_lines *r, char *value)
{
        struct format *f = r->format;
        struct format_table *t;
        char *entries = strchr(value, ':'), *name, *by, *of;

        if (!entries)
                return format_lines_complain(
                    r, "a table is written: table: NAME by NAME: word value, word value, else value");
        *entries++ = 0;
        name = next_word(&value);
        by = next_word(&value);
        of = next_word(&value);
        if (!format_is_name(name) || strcmp(by, "by") != 0 || !format_is_name(of))
                return format_lines_complain(
                    r, "a table is written: table: NAME by NAME: word value, word value, else value");
        f->tables = arena_grow(r->arena, f->tables, f->n_tables, &r->room_tables, sizeof *f->tables);
        t = &f->tables[f->n_tables++];
        *t = (struct format_table){.name = arena_strdup(r->arena, name), .by = arena_strdup(r->arena, of)};
        return read_entries(r, entries, t);
}

static int read_limit(struct format_lines *r, char *value)
{
        static const char *const units[] = {"bytes", "utf16", "characters"};
        struct format *f = r->format;
        char *path = next_word(&value), *most = next_word(&value), *unit = next_word(&value), *end;
        long number = strtol(most, &end, 10);
        size_t u = 0;

        while (u < 3 && strcmp(units[u], unit) != 0)
                u++;
        if ((*path != '/' && strcmp(path, "body") != 0) || *end || number < 20 || number > 1 << 20 || u == 3)
                return format_lines_complain(
                    r, "a limit is written: limit: /pointer 4096 utf16 (or bytes, characters; or body for "
                       "/pointer); at least 20");
        if (f->n_limits == LIMITS_MOST)
                return format_lines_complain(r, "too many limits");
        f->limits = arena_grow(r->arena, f->limits, f->n_limits, &r->room_limits, sizeof *f->limits);
        f->limits[f->n_limits++] = (struct format_limit){*path == '/' ? arena_strdup(r->arena, path) : NULL,
                                                         (size_t)number, (enum format_unit)u};
        return 0;
}

static int read_answer(struct format_lines *r, char *value, enum format_meaning means)
{
        struct format *f = r->format;
        char *code = next_word(&value);
        long number = strtol(code, NULL, 10);

        value = trimmed(value);
        if (number < 200 || number > 599)
                return format_lines_complain(
                    r, "an answer is written with its status, 200 to 599, and what stands in it");
        f->answers = arena_grow(r->arena, f->answers, f->n_answers, &r->room_answers, sizeof *f->answers);
        f->answers[f->n_answers++] =
            (struct format_answer){means, (int)number, *value ? arena_strdup(r->arena, value) : NULL};
        return 0;
}

static int read_later(struct format_lines *r, char *value)
{
        return read_answer(r, value, FORMAT_LATER);
}

static int read_never(struct format_lines *r, char *value)
{
        return read_answer(r, value, FORMAT_NEVER);
}

static int read_done(struct format_lines *r, char *value)
{
        return read_answer(r, value, FORMAT_DONE);
}

static int read_retry_after(struct format_lines *r, char *value)
{
        char *path = next_word(&value), *unit = next_word(&value);
        bool seconds = strcmp(unit, "s") == 0;

        if (*path != '/' || (!seconds && strcmp(unit, "ms") != 0))
                return format_lines_complain(r, "written: retry-after: /pointer s (or ms)");
        r->format->wait = arena_strdup(r->arena, path);
        r->format->wait_unit = seconds ? TIMESTAMP_SECOND : TIMESTAMP_SECOND / 1000;
        return 0;
}

static int read_moved(struct format_lines *r, char *value)
{
        char *path = next_word(&value), *key = next_word(&value);

        if (*path != '/' || format_key(r->format, key) < 0)
                return format_lines_complain(
                    r, "written: moved: /pointer KEY, with a key that is needed or taken (above)");
        r->format->moved = arena_strdup(r->arena, path);
        r->format->moved_key = arena_strdup(r->arena, key);
        return 0;
}

static int read_address(struct format_lines *r, char *value)
{
        if (strcmp(value, "yes") != 0 && format_key(r->format, value) < 0)
                return format_lines_complain(
                    r, "written: address: yes, or a key that is needed or taken (above)");
        r->format->address = arena_strdup(r->arena, value);
        return 0;
}

static int read_edits(struct format_lines *r, char *value)
{
        if (*value != '/')
                return format_lines_complain(r, "written: edits: /pointer");
        r->format->edits = arena_strdup(r->arena, value);
        return 0;
}

static int read_edit(struct format_lines *r, char *value)
{
        static const char *const methods[] = {"POST", "PUT", "PATCH"};
        char *method = next_word(&value);

        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
                if (strcmp(method, methods[i]) == 0 && *value) {
                        r->format->edit_method = methods[i];
                        read_late(r, FORMAT_LATE_EDIT, NULL, value);
                        return 0;
                }
        return format_lines_complain(r, "written: edit: PATCH url (or POST, PUT)");
}

static int read_rate(struct format_lines *r, char *value)
{
        return rates_parse(value, &r->format->rates) < 0
                   ? format_lines_complain(r, "written: rate: 1/1s 20/1m")
                   : 0;
}

static int read_endpoint_rate(struct format_lines *r, char *value)
{
        return rates_parse(value, &r->format->endpoint_rates) < 0
                   ? format_lines_complain(r, "written: endpoint-rate: 30/1s")
                   : 0;
}

static int read_follow_up(struct format_lines *r, char *value)
{
        if (strcmp(value, "short") != 0)
                return format_lines_complain(r, "written: follow-up: short");
        r->format->short_follow_up = true;
        return 0;
}

static int read_brief(struct format_lines *r, char *value)
{
        if (strcmp(value, "yes") != 0)
                return format_lines_complain(r, "written: brief: yes");
        r->format->brief = true;
        return 0;
}

static int read_end(struct format_lines *r, char *value)
{
        if (strcmp(value, "replaces") != 0)
                return format_lines_complain(r, "written: end: replaces");
        r->format->end_replaces = true;
        return 0;
}

static const struct {
        const char *word;
        int (*read)(struct format_lines *r, char *value);
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

static int read_line(struct format_lines *r, char *line)
{
        char *value = strchr(line, ':');

        if (*line == '#')
                return 0;
        if (!value)
                return format_lines_complain(r, "a line is written: word: value");
        *value++ = 0;
        value = trimmed(value);
        if (!*value)
                return format_lines_complain(r, "nothing follows the colon");
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                if (strcmp(lines[i].word, line) == 0)
                        return lines[i].read(r, value);
        return format_lines_complain(r, arena_printf(r->arena, "unknown word \"%.40s\"", line));
}

int format_lines_read(struct format_lines *r, const char *bytes, size_t size, const char **ret_body)
{
        const char *end = bytes + size, *line = bytes;
        int e = 0;

        while (line < end && *line != '\n' && e == 0) {
                const char *stop = memchr(line, '\n', (size_t)(end - line));
                r->line++;
                e = read_line(r, arena_strndup(r->arena, line, (size_t)((stop ? stop : end) - line)));
                line = stop ? stop + 1 : end;
        }
        *ret_body = line;
        return e;
}
