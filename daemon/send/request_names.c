#include "send/request_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static const char *text_of(const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

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
bool request_names_is_quiet(const json_t *m)
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

        if (request_names_is_quiet(m) || (told && json_is_false(sound) && strcmp(type, "alert") == 0))
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

bool request_names_is_quiet_end(const json_t *m)
{
        const char *type = text_of(m, "type");

        return json_is_false(json_object_get(m, "sound")) &&
               (strcmp(type, "all-clear") == 0 || strcmp(type, "expired") == 0);
}

void request_names_of_message(json_t *root, const json_t *message)
{
        json_object_set_new(root, "level", json_string(level_of(message)));
        json_object_set_new(root, "loudness", json_string(loudness_of(message)));
        list_facts(root);
        leave_out_repeated(root);
}

void request_names_of_lists(json_t *root, size_t total)
{
        add_names(root, "where", "places", total);
        add_names(root, "who", "sources", 0);
}

void request_names_of_tables(json_t *root, const struct format *format)
{
        for (size_t i = 0; i < format->n_tables; i++)
                add_table(root, &format->tables[i]);
}
