#include <stdio.h>
#include <string.h>

#include "ctl/verb.h"
#include "store/roster.h"

#define NAMES_MOST 100 /* of the database: nobody reads more in a shell */

/* What the shell's completion asks for; it is quiet about what goes wrong. */

static enum verb_result list_verbs(void)
{
        const struct verb *v;

        for (size_t i = 0; (v = verb_by_number(i)); i++)
                if (!v->hidden)
                        puts(v->name);
        return VERB_GOOD;
}

static enum verb_result list_options(const char *name)
{
        const struct verb *v = name ? verb_find(name) : NULL;

        if (!v)
                return VERB_FAILED;
        for (size_t i = 0; i < v->n_options; i++)
                printf("--%s%s\n", v->options[i].name,
                       v->options[i].argument && v->options[i].argument[0] != '[' ? "=" : "");
        return VERB_GOOD;
}

struct names {
        const char *begin; /* of their names */
        size_t n;
};

static int list_row(const struct roster_row *row, void *context)
{
        struct names *names = context;

        if (strncmp(row->name, names->begin, strlen(names->begin)) != 0 || names->n++ == NAMES_MOST)
                return 1; /* they are in order */
        puts(row->name);
        return 0;
}

/* Those of the database, which may be very many. */
static void list_roster(const struct settings *s, const char *begin)
{
        struct names names = {.begin = begin};
        struct arena *a = arena_new();
        struct roster_row row;
        struct store *store;

        if (store_open(s->database, STORE_READ, &store, NULL) == 0) {
                if (*begin && roster_find(store, begin, a, &row) == 0)
                        puts(begin);
                roster_each(store, begin, list_row, &names);
                store_close(store);
        }
        arena_free(a);
}

static enum verb_result list_names(const struct settings *s, const char *what, const char *begin)
{
        if (strcmp(what, "subscribers") == 0) {
                for (size_t i = 0; i < s->n_subscribers; i++)
                        puts(s->subscribers[i].name);
                list_roster(s, begin);
                return VERB_GOOD;
        }
        if (strcmp(what, "channels") == 0)
                for (size_t i = 0; i < s->n_channels; i++)
                        puts(s->channels[i].name);
        else if (strcmp(what, "sources") == 0)
                for (size_t i = 0; i < s->n_sources; i++)
                        puts(s->sources[i].name);
        else
                return VERB_MISUSED;
        return VERB_GOOD;
}

static enum verb_result run(struct verb_call *call)
{
        struct settings *settings;
        enum verb_result result;

        if (strcmp(call->arguments[0], "verbs") == 0)
                return list_verbs();
        if (strcmp(call->arguments[0], "options") == 0)
                return list_options(call->arguments[1]);
        if (settings_peek(call->config, &settings, NULL) < 0)
                return VERB_MISUSED;
        result = list_names(settings, call->arguments[0], call->n_arguments > 1 ? call->arguments[1] : "");
        settings_free(settings);
        return result;
}

const struct verb verb_complete = {
    .name = "complete",
    .usage = "verbs | options VERB | subscribers [BEGINNING] | channels | sources",
    .summary = "words for the shell's completion",
    .help = "Prints words, one on each line.",
    .least = 1,
    .most = 2,
    .hidden = true,
    .run = run,
};
