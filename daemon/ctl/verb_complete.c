#include <stdio.h>
#include <string.h>

#include "ctl/verb.h"

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

static enum verb_result list_names(const struct settings *s, const char *what)
{
        if (strcmp(what, "subscribers") == 0)
                for (size_t i = 0; i < s->n_subscribers; i++)
                        puts(s->subscribers[i].name);
        else if (strcmp(what, "channels") == 0)
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
        result = list_names(settings, call->arguments[0]);
        settings_free(settings);
        return result;
}

const struct verb verb_complete = {
    .name = "complete",
    .usage = "verbs | options VERB | subscribers | channels | sources",
    .summary = "words for the shell's completion",
    .help = "Prints words, one on each line.",
    .least = 1,
    .most = 2,
    .hidden = true,
    .run = run,
};
