/* sirenctl: the command line beside the daemon. It reads the configuration and the database, and writes to
 * the spool: there is no control socket. */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/verb.h"

#define LETTERS_MOST (2 * (VERB_OPTIONS_MOST + 4) + 2)

/* What every verb knows, before its own. */
static const struct verb_option common[] = {
    {"config", 'c', "FILE", "the configuration file (" SYSCONFDIR "/sirend.conf)"},
    {"json", 'j', NULL, "answer in JSON, for scripts"},
    {"color", 0, "WHEN", "auto (on a terminal), always or never"},
    {"help", 'h', NULL, "say how this is used"},
};
#define COMMON (sizeof common / sizeof *common)
enum { COMMON_CONFIG, COMMON_JSON, COMMON_COLOR, COMMON_HELP };

static void print_option(const struct verb_option *o)
{
        char left[64];

        snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument && *o->argument != '[' ? " " : "",
                 o->argument ? o->argument : "");
        printf("  %c%c%s %-22s %s\n", o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
               o->letter ? "," : " ", left, o->help);
}

static void print_options(const char *title, const struct verb_option *options, size_t n)
{
        if (n)
                printf("\n%s\n", title);
        for (size_t i = 0; i < n; i++)
                print_option(&options[i]);
}

static void print_help(void)
{
        const struct verb *v;

        printf("Usage: sirenctl [-c FILE] VERB [OPTION]... [ARGUMENT]...\n\n"
               "Looks into what sirend knows and does.\n\nVerbs\n");
        for (size_t i = 0; (v = verb_by_number(i)); i++)
                if (!v->hidden)
                        printf("  %-10s %s\n", v->name, v->summary);
        print_options("Options of all verbs", common, COMMON);
        printf("      --version              say which version this is\n\n"
               "`sirenctl VERB --help` says more about each, with an example; see also sirenctl(1).\n"
               "Exit status: 0 all is well; 1 something was not understood, not found, or failed; 2 wrong\n"
               "use, or a wrong configuration.\n");
}

static void print_verb_help(const struct verb *v)
{
        printf("Usage: sirenctl [-c FILE] %s [OPTION]...%s%s\n\n%s\n", v->name, *v->usage ? " " : "",
               v->usage, v->help);
        print_options("Options", v->options, v->n_options);
        print_options("Options of all verbs", common, COMMON);
}

/* getopt's tables for the common options and the verb's own; an option's value is its number in both. */
struct tables {
        struct option options[COMMON + VERB_OPTIONS_MOST + 1];
        char letters[LETTERS_MOST];
        size_t n;
        const struct verb_option *all[COMMON + VERB_OPTIONS_MOST];
};

static void add_tables(struct tables *t, const struct verb_option *options, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const struct verb_option *o = &options[i];
                int kind = !o->argument          ? no_argument
                           : *o->argument == '[' ? optional_argument
                                                 : required_argument;
                size_t at = strlen(t->letters);

                t->options[t->n] = (struct option){o->name, kind, NULL, (int)t->n};
                t->all[t->n++] = o;
                if (o->letter)
                        snprintf(t->letters + at, sizeof t->letters - at, "%c%s", o->letter,
                                 o->argument ? ":" : "");
        }
}

static size_t number_of(const struct tables *t, int c)
{
        for (size_t i = 0; i < t->n; i++)
                if (c == (int)i || (t->all[i]->letter && c == t->all[i]->letter))
                        return i;
        return t->n;
}

struct common_values {
        const char *values[COMMON];
};

/* Reads options up to the first argument (`first` '+') or among the arguments. False: one was wrong; getopt
 * has said so. */
static bool read_options(int argc, char **argv, const char *first, const struct verb *verb,
                         struct common_values *ret, const char **ret_verb_values)
{
        struct tables t = {0};
        int c;

        snprintf(t.letters, sizeof t.letters, "%s", first);
        add_tables(&t, common, COMMON);
        if (verb)
                add_tables(&t, verb->options, verb->n_options);
        while ((c = getopt_long(argc, argv, t.letters, t.options, NULL)) != -1) {
                size_t i = number_of(&t, c);
                const char *value = optarg ? optarg : "";

                if (i == t.n)
                        return false;
                if (i < COMMON)
                        ret->values[i] = value;
                else
                        ret_verb_values[i - COMMON] = value;
        }
        return true;
}

static enum verb_result misuse(const char *verb)
{
        fprintf(stderr, "Try: sirenctl %s%s--help\n", verb, *verb ? " " : "");
        return VERB_MISUSED;
}

static enum verb_result check_count(const struct verb_call *call)
{
        if (call->n_arguments < call->verb->least)
                verb_complain(VERB_MISUSED, "%s needs %s", call->verb->name, call->verb->usage);
        else if (call->n_arguments > call->verb->most)
                verb_complain(VERB_MISUSED, "%s: \"%s\" is too much", call->verb->name,
                              call->arguments[call->verb->most]);
        else
                return VERB_GOOD;
        return misuse(call->verb->name);
}

static enum verb_result run(struct verb_call *call, const struct common_values *values)
{
        enum output_color color = COLOR_AUTO;
        enum verb_result status = check_count(call);

        if (values->values[COMMON_COLOR] && output_color_parse(values->values[COMMON_COLOR], &color) < 0) {
                verb_complain(VERB_MISUSED, "--color must be auto, always or never");
                return misuse(call->verb->name);
        }
        if (status != VERB_GOOD)
                return status;
        call->config =
            values->values[COMMON_CONFIG] ? values->values[COMMON_CONFIG] : SYSCONFDIR "/sirend.conf";
        call->json = values->values[COMMON_JSON] != NULL;
        output_init(&call->out, stdout, call->json ? COLOR_NEVER : color);
        call->now = timestamp_now();
        call->arena = arena_new();
        status = call->verb->run(call);
        arena_free(call->arena);
        if (fflush(stdout) != 0 || ferror(stdout))
                return verb_complain(VERB_FAILED, "cannot write the answer: %m");
        return status;
}

static enum verb_result run_verb(int argc, char **argv, struct common_values *values)
{
        struct verb_call call = {.verb = verb_find(argv[0])};

        if (!call.verb) {
                verb_complain(VERB_MISUSED, "there is no verb \"%s\"", argv[0]);
                return misuse("");
        }
        optind = 0; /* begin anew, with the verb as the name */
        if (!read_options(argc, argv, "", call.verb, values, call.values))
                return misuse(call.verb->name);
        if (values->values[COMMON_HELP]) {
                print_verb_help(call.verb);
                return VERB_GOOD;
        }
        call.arguments = argv + optind;
        call.n_arguments = (size_t)(argc - optind);
        return run(&call, values);
}

int main(int argc, char **argv)
{
        struct common_values values = {0};

        setlocale(LC_CTYPE, "C.UTF-8");
        if (argc == 2 && strcmp(argv[1], "--version") == 0) {
                puts("sirenctl " VERSION);
                return VERB_GOOD;
        }
        if (!read_options(argc, argv, "+", NULL, &values, NULL))
                return (int)misuse("");
        if (values.values[COMMON_HELP]) {
                print_help();
                return VERB_GOOD;
        }
        if (optind == argc) {
                print_help();
                return VERB_MISUSED;
        }
        return (int)run_verb(argc - optind, argv + optind, &values);
}
