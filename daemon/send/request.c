#include "send/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

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

static const char *text_of(const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

/* --- names that a message does not have itself --- */

static const char *level_of(const json_t *m)
{
        const char *type = text_of(m, "type"), *urgency = text_of(m, "urgency"),
                   *severity = text_of(m, "severity");
        static const char *const levels[][2] = {
            {"Extreme", "extreme"}, {"Severe", "severe"}, {"Moderate", "moderate"}, {"Minor", "minor"}};

        if (strcmp(text_of(m, "status"), "Actual") != 0)
                return "drill";
        if (strcmp(type, "all-clear") == 0)
                return "clear";
        if (strcmp(type, "expired") == 0)
                return "expired";
        if (strcmp(urgency, "Past") == 0)
                return "news";
        if (strcmp(urgency, "Future") == 0)
                return "forecast";
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
                if (strcmp(severity, levels[i][0]) == 0)
                        return levels[i][1];
        return "unknown";
}

/* true, false and whole numbers keep their types. */
static json_t *value_of(const char *s)
{
        char *end;
        long long number = strtoll(s, &end, 10);

        if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0)
                return json_boolean(*s == 't');
        return *s && !*end ? json_integer(number) : json_string(s);
}

/* How much noise it should make: none for an update that only keeps the words true, else as its level says. */
static bool is_quiet(const json_t *m)
{
        return json_is_false(json_object_get(m, "sound")) && strcmp(text_of(m, "type"), "update") == 0;
}

/* A heads-up, and what somebody wants no sound for, is silent however severe; an end that they want one for is not. */
static const char *loudness_of(const json_t *m)
{
        const char *level = level_of(m), *type = text_of(m, "type");
        const json_t *sound = json_object_get(m, "sound");
        bool told =
            strcmp(level, "news") != 0 && strcmp(level, "forecast") != 0 && strcmp(level, "drill") != 0;

        if (is_quiet(m) || (told && json_is_false(sound) && strcmp(type, "alert") == 0))
                return "silent";
        if (json_is_true(sound) && (strcmp(level, "clear") == 0 || strcmp(level, "expired") == 0))
                return "moderate";
        return level;
}

static void add_table(json_t *root, const struct format_table *t)
{
        const char *word = text_of(root, t->by);

        for (size_t i = 0; i < t->n; i++)
                if (strcmp(t->words[i], word) == 0 || strcmp(t->words[i], "else") == 0) {
                        json_object_set_new(root, t->name, value_of(t->values[i]));
                        return;
                }
}

/* The names in a list, joined, the official ones marked; `total`: how many there would be. */
static void add_names(json_t *root, const char *as, const char *list, size_t total)
{
        json_t *items = json_object_get(root, list);
        struct buffer names = {0};
        size_t n = json_array_size(items);

        for (size_t i = 0; i < n; i++)
                buffer_printf(&names, "%s%s%s", i ? ", " : "", text_of(json_array_get(items, i), "name"),
                              json_is_true(json_object_get(json_array_get(items, i), "official")) ? " ✓"
                                                                                                  : "");
        if (n > 0 && total > n)
                buffer_printf(&names, " +%zu", total - n);
        json_object_set_new(root, as, json_string(names.data ? names.data : ""));
        buffer_done(&names);
}

/* {"killed": 2} -> [{"name": "killed", "value": 2}] */
static void list_facts(json_t *root)
{
        json_t *facts = json_object_get(root, "facts"), *list = json_array(), *value;
        const char *name;

        json_object_foreach(facts, name, value)
        {
                json_t *fact = json_object();
                json_object_set_new(fact, "name", json_string(name));
                json_object_set(fact, "value", value);
                json_array_append_new(list, fact);
        }
        json_object_set_new(root, "facts", list);
}

/* The first sentence of a post is its headline, too: people are not told the same twice. One that was cut stays, for
 * what follows it would begin in the middle. */
static void leave_out_repeated(json_t *root)
{
        const char *text = text_of(root, "text"), *headline = text_of(root, "headline");
        size_t size = strlen(headline);

        if (size == 0 || strncmp(text, headline, size) != 0)
                return;
        text += size;
        if (*text && !strchr(" \n", *text) && !strchr(".!?", headline[size - 1]))
                text += strspn(text, ".!?");
        if (*text && !strchr(" \n", *text))
                return;
        text += strspn(text, " \n");
        if (*text)
                json_object_set_new(root, "text", json_string(text));
        else
                json_object_del(root, "text");
}

static void derive(struct filling *f)
{
        add_names(f->root, "where", "places", f->total);
        add_names(f->root, "who", "sources", 0);
}

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
        json_object_set_new(f->root, "level", json_string(level_of(message)));
        json_object_set_new(f->root, "loudness", json_string(loudness_of(message)));
        list_facts(f->root);
        leave_out_repeated(f->root);
        f->total = json_is_integer(total) && json_integer_value(total) > 0
                       ? (size_t)json_integer_value(total)
                       : json_array_size(json_object_get(message, "places"));
        derive(f);
        for (size_t i = 0; i < format->n_keys; i++) {
                const char *value = key_value(format, values, i, f->arena);
                if (value)
                        json_object_set_new(f->root, format->keys[i].name, json_string(value));
        }
        for (size_t i = 0; i < format->n_tables; i++)
                add_table(f->root, &format->tables[i]);
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
        derive(f);
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
        derive(f);
}

static void mark_edit(struct filling *f, const struct request_edit *edit)
{
        json_object_set_new(f->root, "reference", json_string(edit->reference));
        if (!edit->brief)
                return;
        json_object_set_new(f->root, "followed", json_true());
        drop(f, (const char *const[]){"text", "instruction", "when", "expires", "facts", "sources", NULL});
}

static bool is_quiet_end(const json_t *m)
{
        const char *type = text_of(m, "type");

        return json_is_false(json_object_get(m, "sound")) &&
               (strcmp(type, "all-clear") == 0 || strcmp(type, "expired") == 0);
}

bool request_only_edits(const struct format *format, const char *message, size_t size)
{
        json_t *m = json_loadb(message, size, 0, NULL);
        bool edits = is_quiet(m) || (format->end_replaces && is_quiet_end(m));

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
        else if (format->short_follow_up && is_quiet(f.root))
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
