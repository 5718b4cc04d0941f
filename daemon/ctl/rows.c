#include "ctl/rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "ctl/csv.h"
#include "settings/row.h"

#define LINE_MOST (256 * 1024)

static const char *const near_columns[] = {"lat", "lon", "radius_km"};

/* In which order they are written; every other key has to be written as JSON. */
static const char *const columns[] = {"name",     "channels",  "language", "time_zone", "places", "events",
                                      "severity", "certainty", "urgency",  "status",    "states", "sources",
                                      "scope",    "lat",       "lon",      "radius_km"};
#define COLUMNS (sizeof columns / sizeof *columns)

struct rows {
        FILE *file;
        bool json;
        size_t line;         /* that were read */
        struct arena *arena; /* of the columns' names */
        char **columns;
        size_t n_columns;
        json_t *pending; /* of CSV: it may have more rules */
        size_t pending_line;
        char *text; /* of JSON */
        size_t room;
};

static bool is_near(const char *key)
{
        for (size_t i = 0; i < 3; i++)
                if (strcmp(key, near_columns[i]) == 0)
                        return true;
        return false;
}

static bool is_column(const char *key)
{
        return is_near(key) || row_is_subscriber_key(key) || row_is_rule_key(key);
}

/* --- a column's value --- */

static json_t *list_of(const char *value)
{
        json_t *list = json_array();

        for (size_t n; *value; value += n + (value[n] != 0)) {
                const char *from = value;
                size_t size;

                n = size = strcspn(value, ";");
                while (size && *from == ' ')
                        from++, size--;
                while (size && from[size - 1] == ' ')
                        size--;
                if (size)
                        json_array_append_new(list, json_stringn(from, size));
        }
        return list;
}

static json_t *number_of(const char *value)
{
        char *end;
        double number = strtod(value, &end);

        return *end || end == value ? NULL : json_real(number);
}

static json_t *value_of(const char *key, const char *value)
{
        if (is_near(key))
                return number_of(value);
        if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
                return json_boolean(*value == 't');
        return strchr(value, ';') ? list_of(value) : json_string(value);
}

static json_t *member(json_t *object, const char *key, json_t *(*make)(void))
{
        json_t *found = json_object_get(object, key);

        if (!found) {
                found = make();
                json_object_set_new(object, key, found);
        }
        return found;
}

/* The last rule: it is the one that is being read. */
static json_t *rule_of(json_t *subscriber)
{
        json_t *rules = member(subscriber, "rules", json_array);

        if (json_array_size(rules) == 0)
                json_array_append_new(rules, json_object());
        return json_array_get(rules, json_array_size(rules) - 1);
}

static bool is_utf8(const char *value)
{
        json_t *text = json_string(value);

        json_decref(text);
        return text != NULL;
}

static int set(json_t *subscriber, const char *key, const char *value, bool of_rule, struct problem *why)
{
        json_t *to = subscriber, *v = value_of(key, value);

        if (!v && !is_utf8(value)) /* it must not stand in the reason either */
                return problem_set(why, -EINVAL, "%s: it is not UTF-8", key);
        if (!v)
                return problem_set(why, -EINVAL, "%s: \"%.80s\" is no number", key, value);
        if (is_near(key))
                to = member(rule_of(subscriber), "near", json_object);
        else if (of_rule)
                to = rule_of(subscriber);
        json_object_set_new(to, key, v);
        return 0;
}

int rows_set(json_t *subscriber, const char *assignment, struct problem *why)
{
        size_t n = strcspn(assignment, "=");
        char key[64];

        if (!assignment[n] || n >= sizeof key)
                return problem_set(why, -EINVAL, "\"%.80s\" is not KEY=VALUE", assignment);
        memcpy(key, assignment, n);
        key[n] = 0;
        if (!is_column(key) || strcmp(key, "name") == 0)
                return problem_set(why, -EINVAL, "there is no key \"%s\"", key);
        return set(subscriber, key, assignment + n + 1, !row_is_subscriber_key(key), why);
}

/* --- reading --- */

static int read_columns(struct rows *r, struct problem *why)
{
        bool named = false;
        int e = csv_next(r->file, r->arena, &r->line, &r->columns, &r->n_columns, why);

        if (e <= 0)
                return e;
        for (size_t i = 0; i < r->n_columns; i++) {
                if (!is_column(r->columns[i]))
                        return problem_set(why, -EINVAL,
                                           "line %zu: there is no column \"%.80s\"; the first line names the "
                                           "columns: name,channels,places,...",
                                           r->line, r->columns[i]);
                named |= strcmp(r->columns[i], "name") == 0;
        }
        return named ? 0 : problem_set(why, -EINVAL, "line %zu: the column \"name\" is missing", r->line);
}

/* A byte order mark is no part of the first column's name. */
static void skip_mark(FILE *file)
{
        int c = getc(file);

        if (c == 0xef) {
                (void)getc(file);
                (void)getc(file);
        } else if (c != EOF) {
                ungetc(c, file);
        }
}

int rows_open(FILE *file, struct rows **ret, struct problem *why)
{
        struct rows *r = calloc(1, sizeof *r);
        int c, e = 0;

        if (!r)
                abort();
        r->file = file;
        r->arena = arena_new();
        skip_mark(file);
        c = getc(file);
        ungetc(c, file);
        r->json = c == '{' || c == '\n' || c == EOF;
        if (!r->json)
                e = read_columns(r, why);
        if (e < 0) {
                rows_close(r);
                return e;
        }
        *ret = r;
        return 0;
}

void rows_close(struct rows *r)
{
        if (!r)
                return;
        json_decref(r->pending);
        arena_free(r->arena);
        free(r->text);
        free(r);
}

static int next_object(struct rows *r, json_t **ret, size_t *ret_line, struct problem *why)
{
        json_error_t error;
        ssize_t n;

        do {
                n = getline(&r->text, &r->room, r->file);
                if (n < 0)
                        return ferror(r->file) ? problem_set(why, -EIO, "cannot be read") : 0;
                r->line++;
        } while (strspn(r->text, " \t\r\n") == (size_t)n);
        *ret_line = r->line;
        if (n > LINE_MOST)
                return problem_set(why, -EINVAL, "longer than %d bytes", LINE_MOST);
        *ret = json_loadb(r->text, (size_t)n, JSON_REJECT_DUPLICATES, &error);
        return *ret ? 1 : problem_set(why, -EINVAL, "no JSON: %s", error.text);
}

/* Column `name` alone decides whose rule it is; what is set for the person is taken from their first line. */
static int object_of(const struct rows *r, char **fields, size_t n, json_t *to, struct problem *why)
{
        bool first = !json_object_get(to, "name");

        if (n > r->n_columns)
                return problem_set(why, -EINVAL, "%zu fields, but there are %zu columns", n, r->n_columns);
        if (!first)
                json_array_append_new(member(to, "rules", json_array), json_object());
        for (size_t i = 0; i < n; i++) {
                bool of_rule = !row_is_subscriber_key(r->columns[i]);
                int e =
                    *fields[i] && (first || of_rule) ? set(to, r->columns[i], fields[i], of_rule, why) : 0;
                if (e < 0)
                        return e;
        }
        return 0;
}

static const char *name_field(const struct rows *r, char **fields, size_t n)
{
        for (size_t i = 0; i < n && i < r->n_columns; i++)
                if (strcmp(r->columns[i], "name") == 0)
                        return fields[i];
        return "";
}

static int give_pending(struct rows *r, json_t **ret, size_t *ret_line)
{
        *ret = r->pending;
        *ret_line = r->pending_line;
        r->pending = NULL;
        return *ret ? 1 : 0;
}

static int next_lines(struct rows *r, json_t **ret, size_t *ret_line, struct problem *why)
{
        struct arena *a = arena_new();
        char **fields;
        size_t n, line;
        int e;

        for (;;) {
                const char *pending = json_string_value(json_object_get(r->pending, "name"));
                json_t *before = NULL;

                line = r->line + 1;
                e = csv_next(r->file, a, &r->line, &fields, &n, why);
                if (e <= 0)
                        break;
                if (r->pending && (!pending || strcmp(pending, name_field(r, fields, n)) != 0)) {
                        before = r->pending;
                        *ret_line = r->pending_line;
                        r->pending = NULL;
                }
                if (!r->pending) {
                        r->pending = json_object();
                        r->pending_line = line;
                }
                e = object_of(r, fields, n, r->pending, why);
                if (e < 0) {
                        /* All of that subscriber is refused: half of their rules would be worse than none. */
                        json_object_clear(r->pending);
                        json_object_set_new(r->pending, "name", json_string(name_field(r, fields, n)));
                        json_object_set_new(r->pending, "wrong", json_string(why->text));
                }
                if (before) {
                        *ret = before;
                        arena_free(a);
                        return 1;
                }
        }
        arena_free(a);
        if (e == 0)
                return give_pending(r, ret, ret_line);
        *ret_line = line;
        return e;
}

int rows_next(struct rows *r, json_t **ret, size_t *ret_line, struct problem *why)
{
        const char *wrong;
        int e = r->json ? next_object(r, ret, ret_line, why) : next_lines(r, ret, ret_line, why);

        if (e <= 0 || r->json)
                return e;
        wrong = json_string_value(json_object_get(*ret, "wrong"));
        if (!wrong)
                return e;
        problem_set(why, -EINVAL, "%s", wrong);
        json_decref(*ret);
        return -EINVAL;
}

/* --- writing --- */

void rows_csv_head(FILE *out)
{
        for (size_t i = 0; i < COLUMNS; i++)
                fprintf(out, "%s%s", i ? "," : "", columns[i]);
        putc('\n', out);
}

static bool has_column(const char *key)
{
        for (size_t i = 0; i < COLUMNS; i++)
                if (strcmp(key, columns[i]) == 0)
                        return true;
        return false;
}

/* The first member that CSV has no column for, or NULL. */
static const char *without_column(const json_t *object)
{
        const char *key;
        json_t *value;

        json_object_foreach((json_t *)(uintptr_t)object, key,
                            value) if (strcmp(key, "rules") != 0 && strcmp(key, "near") != 0 &&
                                       (!has_column(key) || json_is_object(value))) return key;
        return NULL;
}

static void put_value(FILE *out, const json_t *value)
{
        struct buffer b = {0};

        if (json_is_number(value))
                buffer_printf(&b, "%.9g", json_number_value(value));
        if (json_is_boolean(value))
                buffer_add_string(&b, json_is_true(value) ? "true" : "false");
        if (json_is_string(value))
                buffer_add_string(&b, json_string_value(value));
        for (size_t i = 0; i < json_array_size(value); i++)
                buffer_printf(&b, "%s%s", i ? ";" : "", json_string_value(json_array_get(value, i)));
        csv_put(out, b.data ? b.data : "");
        buffer_done(&b);
}

static void put_line(FILE *out, const json_t *subscriber, const json_t *rule)
{
        const json_t *near = json_object_get(rule, "near");

        for (size_t i = 0; i < COLUMNS; i++) {
                const json_t *from = is_near(columns[i])                 ? near
                                     : row_is_subscriber_key(columns[i]) ? subscriber
                                                                         : rule;
                if (i)
                        putc(',', out);
                put_value(out, json_object_get(from, columns[i]));
        }
        putc('\n', out);
}

int rows_csv(FILE *out, const json_t *subscriber, struct problem *why)
{
        const json_t *rules = json_object_get(subscriber, "rules");
        const char *key = without_column(subscriber);

        for (size_t i = 0; i < json_array_size(rules) && !key; i++) {
                key = without_column(json_array_get(rules, i));
                if (!key && json_object_get(json_array_get(rules, i), "name"))
                        key = "name of a rule";
        }
        if (key)
                return problem_set(why, -EINVAL, "CSV has no column for \"%s\"; export as JSON lines", key);
        for (size_t i = 0; i < json_array_size(rules); i++)
                put_line(out, subscriber, json_array_get(rules, i));
        return 0;
}
