#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/rows.h"
#include "ctl/subscribers.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MOST    100000000

enum { OPTION_DRY_RUN, OPTION_CSV, OPTION_LIMIT, OPTION_AFTER };

static const struct verb_option options[] = {
    {"dry-run", 'd', NULL, "check, but store nothing (add, import)"},
    {"csv", 0, NULL, "write CSV, not JSON lines (export)"},
    {"limit", 'n', "NUMBER", "at most so many (list: 50)"},
    {"after", 0, "NAME", "only names behind this one, in order of bytes (list)"},
};

/* --- add, remove --- */

static int put_one(struct subscribers *s, const json_t *object, const struct subscriber *read,
                   struct problem *why)
{
        int r = store_begin(s->store);

        if (r == 0)
                r = person_put(&s->context, s->store, object, read, s->call->arena, why);
        if (r == 0)
                r = roster_note(s->store, read->name);
        if (r == 0)
                r = store_commit(s->store);
        if (r < 0) {
                problem_set(why, r, "%s", store_problem(s->store));
                store_rollback(s->store);
        }
        return r;
}

static json_t *object_of(char **arguments, size_t n, struct problem *why)
{
        json_t *o = json_object();

        json_object_set_new(o, "name", json_string(arguments[0]));
        for (size_t i = 1; i < n; i++)
                if (rows_set(o, arguments[i], why) < 0) {
                        json_decref(o);
                        return NULL;
                }
        return o;
}

static enum verb_result add(struct subscribers *s, char **arguments, size_t n)
{
        struct problem why = {""};
        struct subscriber read;
        json_t *o;
        int r;

        if (n < 1)
                return verb_complain(VERB_MISUSED,
                                     "subscriber add needs NAME KEY=VALUE ..., as: add anna channels=wake "
                                     "places=\"Chuhuiv raion\"");
        o = object_of(arguments, n, &why);
        if (!o)
                return verb_complain(VERB_MISUSED, "%s", why.text);
        r = subscribers_check(s, o, arguments[0], s->call->arena, &read, &why);
        if (r == 0 && !s->dry_run)
                r = put_one(s, o, &read, &why);
        json_decref(o);
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s", why.text);
        return s->dry_run ? VERB_GOOD : subscribers_tell(s);
}

/* All of the names, or none. */
static int remove_names(struct subscribers *s, char **names, size_t n, const char **ret_missing)
{
        int r = store_begin(s->store);
        bool found;

        for (size_t i = 0; i < n && r == 0; i++) {
                r = roster_remove(s->store, names[i], &found);
                if (r == 0 && !found)
                        *ret_missing = names[i];
                if (r == 0)
                        r = found ? roster_note(s->store, names[i]) : -ENOENT;
        }
        if (r == 0)
                r = store_commit(s->store);
        if (r < 0)
                store_rollback(s->store);
        return r;
}

static enum verb_result remove_some(struct subscribers *s, char **names, size_t n)
{
        const char *missing = NULL;
        int r;

        if (n < 1)
                return verb_complain(VERB_MISUSED, "subscriber remove needs NAME ...");
        r = remove_names(s, names, n, &missing);
        if (missing)
                return verb_complain(
                    VERB_FAILED,
                    "the database has no subscriber \"%s\"; nobody was removed (those of the "
                    "configuration file are removed there)",
                    missing);
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(s->store));
        return subscribers_tell(s);
}

/* --- show, list --- */

static enum verb_result show(struct subscribers *s, char **names, size_t n)
{
        enum verb_result result = VERB_GOOD;

        if (n < 1)
                return verb_complain(VERB_MISUSED, "subscriber show needs NAME ...");
        for (size_t i = 0; i < n; i++) {
                struct roster_row row;
                json_t *o = NULL;
                int r = roster_find(s->store, names[i], s->call->arena, &row);

                if (r == 0)
                        o = person_object(s->store, &row);
                if (!o)
                        result |= verb_complain(VERB_FAILED, "%s: %s", names[i],
                                                r == -ENOENT ? "the database has no such subscriber"
                                                : r < 0      ? store_problem(s->store)
                                                             : "the row is damaged");
                else if (s->call->json)
                        output_json(&s->call->out, json_incref(o));
                else if (json_dumpf(o, s->call->out.file, JSON_INDENT(2)) == 0)
                        output_print(&s->call->out, STYLE_PLAIN, "\n");
                json_decref(o);
        }
        return result;
}

struct listing {
        struct subscribers *s;
        struct output_table table;
        unsigned n, limit;
};

static const char *words(const json_t *list, const char *between, struct arena *a)
{
        const char *text = json_string_value(list);

        for (size_t i = 0; i < json_array_size(list); i++) {
                const char *word = json_string_value(json_array_get(list, i));
                text = text ? arena_printf(a, "%s%s%s", text, between, word ? word : "?") : word;
        }
        return text ? text : "";
}

static const char *places_of(const json_t *o, struct arena *a)
{
        const json_t *rules = json_object_get(o, "rules");
        const char *text = "";

        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                const char *places = words(json_object_get(rule, "places"), ", ", a);
                if (json_object_get(rule, "near"))
                        places = *places ? arena_printf(a, "%s, near a point", places) : "near a point";
                text = *text ? arena_printf(a, "%s; %s", text, places) : places;
        }
        return text;
}

static int list_row(const struct roster_row *row, void *context)
{
        struct listing *l = context;
        struct arena *a = l->s->call->arena;
        json_t *o;

        if (l->n == l->limit)
                return 1;
        l->n++;
        o = person_object(l->s->store, row);
        if (l->s->call->json) {
                output_json(&l->s->call->out, o ? o : json_pack("{s:s}", "name", row->name));
                return 0;
        }
        output_table_cell(&l->table, STYLE_NAME, arena_strdup(a, row->name));
        output_table_cell(&l->table, STYLE_PLAIN,
                          arena_strdup(a, words(json_object_get(o, "channels"), ", ", a)));
        output_table_cell(&l->table, STYLE_PLAIN,
                          arena_strdup(a, o ? places_of(o, a) : "the row is damaged"));
        json_decref(o);
        return 0;
}

static enum verb_result list(struct subscribers *s)
{
        static const char *const titles[] = {"Name", "Channels", "Places"};
        struct listing l = {.s = s};
        int64_t total = 0;
        enum verb_result result = verb_number(s->call, OPTION_LIMIT, LIMIT_MOST, LIMIT_DEFAULT, &l.limit);
        int r;

        if (result != VERB_GOOD)
                return result;
        output_table_init(&l.table, &s->call->out, s->call->arena, 0, titles, 3);
        r = roster_count(s->store, &total);
        if (r == 0)
                r = roster_each(s->store, s->call->values[OPTION_AFTER], list_row, &l);
        if (r < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(s->store));
        if (s->call->json)
                return VERB_GOOD;
        if (l.n)
                output_table_done(&l.table);
        output_printf(&s->call->out, STYLE_DIM,
                      "%u shown of %lld in the database, and %zu in the configuration file\n", l.n,
                      (long long)total, s->settings->n_subscribers);
        return VERB_GOOD;
}

/* --- all --- */

static enum verb_result run(struct verb_call *call)
{
        const char *word = call->arguments[0];
        char **rest = call->arguments + 1;
        size_t n = call->n_arguments - 1;
        struct subscribers s = {.call = call, .dry_run = call->values[OPTION_DRY_RUN] != NULL};
        bool adds = strcmp(word, "add") == 0, imports = strcmp(word, "import") == 0,
             removes = strcmp(word, "remove") == 0, shows = strcmp(word, "show") == 0,
             lists = strcmp(word, "list") == 0, exports = strcmp(word, "export") == 0;
        enum verb_result result;

        if (!(adds || imports || removes || shows || lists || exports))
                return verb_complain(VERB_MISUSED,
                                     "subscriber needs one of add, remove, list, show, import, export");
        if (n && (lists || exports))
                return verb_complain(VERB_MISUSED, "subscriber %s: \"%s\" is too much", word, rest[0]);
        result = subscribers_open(&s, (adds || imports || removes) && !s.dry_run ? STORE_EDIT : STORE_READ,
                                  adds || imports);
        if (result == VERB_GOOD)
                result = adds      ? add(&s, rest, n)
                         : imports ? subscribers_import(&s, rest, n)
                         : removes ? remove_some(&s, rest, n)
                         : shows   ? show(&s, rest, n)
                         : lists   ? list(&s)
                                   : subscribers_export(&s, call->values[OPTION_CSV] != NULL);
        subscribers_close(&s);
        return result;
}

const struct verb verb_subscriber = {
    .name = "subscriber",
    .usage = "add|remove|list|show|import|export ...",
    .summary = "the subscribers that are kept in the database, for more than a file can hold",
    .help =
        "add NAME KEY=VALUE ...   puts one there, or in the place of the one of that name\n"
        "remove NAME ...          all of these, or none\n"
        "list                     the first ones, in order of name\n"
        "show NAME ...            all that is stored of them\n"
        "import FILE              CSV or JSON lines (`-`: standard input); what is wrong is named by line\n"
        "                         and left out\n"
        "export                   all, as JSON lines, or as CSV\n\n"
        "Keys and values are those of the configuration file; lists are separated by \";\". sirend takes\n"
        "changes over within a second, without a reload. A name that the configuration file has is\n"
        "refused. To change anything needs the right to write to the database: root, or the user that\n"
        "sirend runs as. sirenctl(1) describes columns and keys.\n\n"
        "Example: sirenctl subscriber add anna channels=wake \"places=Chuhuiv raion;ru/belgorod\" "
        "severity=Severe\n"
        "         sirenctl subscriber import people.csv",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
