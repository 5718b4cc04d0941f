#include "send/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "send/request_names.h"

/* What is cut, the least important first, down to `least` characters or items. */
static const struct stage {
        const char *name;
        size_t least;
} stages[] = {
    {"text", 0},   {"facts", 0},       {"cap", 0},    {"sources", 0},
    {"places", 1}, {"instruction", 0}, {"places", 0}, {"headline", 0},
};

/* One message on its way into one body. */
struct filling {
        const struct format *format;
        struct arena *arena;
        json_t *root; /* what names are looked up in */
        size_t total; /* places that there are */
        struct buffer body;
        size_t excess; /* over all limits */
        uint64_t seen; /* limits whose pointer something stood at */
};

static const char *key_value(const struct format *f, const char *const *values, size_t i, struct arena *a)
{
        const char *value = values[i] ? values[i] : f->keys[i].preset;
        size_t size = value ? strlen(value) : 0;

        if (!value || strcmp(f->keys[i].name, "url") != 0 || strcmp(f->url_text, "{{url}}") == 0)
                return value;
        while (size > 0 && value[size - 1] == '/')
                size--;
        return arena_strndup(a, value, size);
}

static void add_all(struct filling *f, const char *const *values, json_t *message)
{
        const struct format *format = f->format;
        json_t *total = json_object_get(message, "places_total");

        json_object_set(f->root, "message", message);
        request_names_of_message(f->root, message);
        f->total = json_is_integer(total) && json_integer_value(total) > 0
                       ? (size_t)json_integer_value(total)
                       : json_array_size(json_object_get(message, "places"));
        request_names_of_lists(f->root, f->total);
        for (size_t i = 0; i < format->n_keys; i++) {
                const char *value = key_value(format, values, i, f->arena);
                if (value)
                        json_object_set_new(f->root, format->keys[i].name, json_string(value));
        }
        request_names_of_tables(f->root, format);
}

/* --- limits --- */

static size_t length_in(enum format_unit unit, const char *s, size_t size)
{
        size_t n = 0, at = 0;
        uint32_t c;

        if (unit == FORMAT_BYTES)
                return size;
        while (at < size) {
                at += text_next(s + at, size - at, &c);
                n += unit == FORMAT_UTF16 && c > 0xffff ? 2 : 1;
        }
        return n;
}

static void hold_against(struct filling *f, size_t limit, const char *s, size_t size)
{
        const struct format_limit *l = &f->format->limits[limit];
        size_t length = length_in(l->unit, s, size);

        f->seen |= UINT64_C(1) << limit;
        if (length > l->most)
                f->excess += length - l->most;
}

static void on_text(const char *path, const char *text, size_t size, void *context)
{
        struct filling *f = context;

        for (size_t i = 0; i < f->format->n_limits; i++)
                if (f->format->limits[i].path && strcmp(f->format->limits[i].path, path) == 0)
                        hold_against(f, i, text, size);
}

/* Makes the body of what the root has now. Returns by how much it is too long. */
static size_t make_body(struct filling *f)
{
        struct template_scope scope = {.item = f->root};
        struct pattern_watch watch = {on_text, f};

        buffer_reset(&f->body);
        f->excess = 0;
        pattern_fill(f->format->body, &scope, &watch, &f->body);
        for (size_t i = 0; i < f->format->n_limits; i++)
                if (!f->format->limits[i].path)
                        hold_against(f, i, f->body.data, f->body.size);
        return f->excess;
}

/* --- cutting --- */

static size_t size_of(const json_t *value)
{
        if (json_is_string(value))
                return text_length(json_string_value(value), json_string_length(value));
        return json_is_array(value) ? json_array_size(value) : json_object_size(value);
}

/* The first `n` characters or items of a value; an object whole or not at all. */
static json_t *cut(const json_t *value, size_t n, struct arena *a)
{
        json_t *list;

        if (json_is_string(value))
                return json_string(n > 1 ? text_shorten(a, json_string_value(value), n) : "");
        if (!json_is_array(value))
                return n > 0 ? json_copy((json_t *)(uintptr_t)value) : json_object();
        list = json_array();
        for (size_t i = 0; i < n; i++)
                json_array_append(list, json_array_get(value, i));
        return list;
}

static size_t try_cut(struct filling *f, const char *name, const json_t *whole, size_t n)
{
        json_object_set_new(f->root, name, cut(whole, n, f->arena));
        request_names_of_lists(f->root, f->total);
        return make_body(f);
}

/* Cuts one value as far as that helps, and no further. Returns what is still too long. */
static size_t cut_stage(struct filling *f, const struct stage *s, size_t excess)
{
        json_t *whole = json_incref(json_object_get(f->root, s->name));
        size_t good = s->least, bad = size_of(whole), best;

        if (bad <= good) {
                json_decref(whole);
                return excess;
        }
        best = try_cut(f, s->name, whole, good);
        while (best < excess && bad - good > 1) {
                size_t middle = good + (bad - good) / 2;
                if (try_cut(f, s->name, whole, middle) <= best)
                        good = middle;
                else
                        bad = middle;
        }
        if (best >= excess)
                good = bad;
        best = try_cut(f, s->name, whole, good);
        json_decref(whole);
        return best;
}

static size_t fit_body(struct filling *f)
{
        size_t excess = make_body(f);

        for (size_t i = 0; i < sizeof stages / sizeof *stages && excess > 0; i++)
                excess = cut_stage(f, &stages[i], excess);
        return excess;
}

/* --- the rest of the request --- */

/* The operator's URL may have a query already: a second "?" goes on with it. */
static char *make_url(const struct filling *f, const struct template *t)
{
        struct template_scope scope = {.item = f->root};
        struct buffer b = {0};
        char *url, *query;

        template_fill(t, &scope, &b);
        url = arena_strdup(f->arena, b.data ? b.data : "");
        buffer_done(&b);
        query = strchr(url, '?');
        while (query && (query = strchr(query + 1, '?')))
                *query = '&';
        return url;
}

static void make_headers(const struct filling *f, struct request *r)
{
        struct template_scope scope = {.item = f->root};
        struct buffer b = {0};

        r->headers = arena_array(f->arena, f->format->n_headers, sizeof *r->headers);
        for (size_t i = 0; i < f->format->n_headers; i++) {
                const struct format_header *h = &f->format->headers[i];
                buffer_reset(&b);
                if (template_fill(h->value, &scope, &b) || template_is_constant(h->value))
                        r->headers[r->n_headers++] = arena_printf(f->arena, "%s: %s", h->name, b.data);
        }
        buffer_done(&b);
}

static int begin(struct filling *f, const char *const *values, const char *message, size_t size)
{
        json_t *whole = json_loadb(message, size, 0, NULL);

        if (!json_is_object(whole)) {
                json_decref(whole);
                return -EBADMSG;
        }
        f->root = json_copy(whole);
        add_all(f, values, whole);
        json_decref(whole);
        return 0;
}

static void end(struct filling *f)
{
        json_decref(f->root);
        buffer_done(&f->body);
}

static void drop(struct filling *f, const char *const *names)
{
        for (; *names; names++)
                json_object_del(f->root, *names);
        request_names_of_lists(f->root, f->total);
}

static void mark_edit(struct filling *f, const struct request_edit *edit)
{
        json_object_set_new(f->root, "reference", json_string(edit->reference));
        if (!edit->brief)
                return;
        json_object_set_new(f->root, "followed", json_true());
        drop(f, (const char *const[]){"text", "instruction", "when", "expires", "facts", "sources", NULL});
}

bool request_only_edits(const struct format *format, const char *message, size_t size)
{
        json_t *m = json_loadb(message, size, 0, NULL);
        bool edits = request_names_is_quiet(m) || (format->end_replaces && request_names_is_quiet_end(m));

        json_decref(m);
        return edits;
}

int request_make(const struct format *format, const char *const *values, const char *message, size_t size,
                 const struct request_edit *edit, struct arena *a, struct request *ret)
{
        struct filling f = {.format = format, .arena = a};
        struct request r = {.method = edit ? format->edit_method : format->method};
        int e = begin(&f, values, message, size);

        if (e < 0)
                return e;
        if (edit)
                mark_edit(&f, edit);
        else if (format->short_follow_up && request_names_is_quiet(f.root))
                drop(&f, (const char *const[]){"instruction", "sources", NULL});
        fit_body(&f);
        r.url = make_url(&f, edit ? format->edit : format->url);
        make_headers(&f, &r);
        r.body = arena_strndup(a, f.body.data, f.body.size);
        r.size = f.body.size;
        end(&f);
        *ret = r;
        return 0;
}

/* --- checking --- */

static json_t *repeated(const char *what, size_t n)
{
        struct buffer b = {0};
        json_t *text;

        while (n-- > 0)
                buffer_add_string(&b, what);
        text = json_string(b.data);
        buffer_done(&b);
        return text;
}

static json_t *many(json_t *item, size_t n)
{
        json_t *list = json_array();

        while (n-- > 0)
                json_array_append(list, item);
        json_decref(item);
        return list;
}

/* As long as messages come, of what every escape makes longer. */
static char *longest_message(void)
{
        json_t *long_text = repeated("\"", 360), *headline = repeated("<", 90), *name = repeated("&", 60), *m;
        char *text;

        m = json_pack(
            "{s:s s:s s:i s:s s:s s:s s:s s:s s:s s:O s:O s:O s:s s:s s:O s:s s:o s:o s:{s:O s:O}}", "id",
            "01234567-1234567", "incident", "01234567-i1234567", "revision", 1000, "type", "all-clear",
            "status", "Exercise", "event", "glide-bomb", "urgency", "Immediate", "severity", "Moderate",
            "certainty", "Observed", "headline", headline, "text", long_text, "instruction", long_text,
            "sent", "2026-11-24T05:02:10+02:00", "expires", "2026-11-24T05:02:10+02:00", "when", headline,
            "language", "uk-UA", "places",
            many(json_pack("{s:s s:O}", "path", "ua/kharkiv/chuhuivskyi/novopokrovska", "name", name), 12),
            "sources",
            many(json_pack("{s:O s:b s:s}", "name", name, "official", 1, "sent", "2026-11-24T05:02:10+02:00"),
                 4),
            "facts", "killed", name, "<@U1>", name);
        json_decref(long_text);
        json_decref(headline);
        json_decref(name);
        text = json_dumps(m, 0);
        json_decref(m);
        return text;
}

/* By how much the body is too long when all is cut that can be. */
static size_t least_body(struct filling *f)
{
        size_t excess = 0;

        for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
                json_t *whole = json_incref(json_object_get(f->root, stages[i].name));
                excess = try_cut(f, stages[i].name, whole, stages[i].least);
                json_decref(whole);
        }
        return excess;
}

static int judge(struct filling *f, const char *where, struct problem *why)
{
        make_body(f);
        if (strcmp(f->body.data, "null") == 0)
                return problem_set(why, -EINVAL, "%s: the body comes out empty", where);
        for (size_t i = 0; i < f->format->n_limits; i++)
                if (!(f->seen & UINT64_C(1) << i))
                        return problem_set(why, -EINVAL, "%s: limit: there is no text at %s", where,
                                           f->format->limits[i].path);
        if (f->excess > 0 && least_body(f) > 0)
                return problem_set(why, -EINVAL,
                                   "%s: what is left of a long message is still longer than a limit", where);
        return 0;
}

int request_check(const struct format *format, const char *where, struct problem *why)
{
        struct filling f = {.format = format, .arena = arena_new()};
        const char **values = arena_array(f.arena, format->n_keys, sizeof *values);
        char *message = longest_message();
        int r;

        for (size_t i = 0; i < format->n_keys; i++)
                values[i] = "0123456789";
        r = message ? begin(&f, values, message, strlen(message)) : -ENOMEM;
        if (r == 0) {
                r = judge(&f, where, why);
                end(&f);
        }
        free(message);
        arena_free(f.arena);
        return r;
}
