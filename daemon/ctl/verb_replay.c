#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "ctl/replay_print.h"
#include "ctl/verb.h"

enum { OPTION_FROM, OPTION_TO, OPTION_AGAINST, OPTION_DIFFERENCES };

static const struct verb_option options[] = {
    {"from", 'f', "TIME", "from then on: \"12h\" (ago), \"2026-08-18\", \"2026-08-18T18:32:45+03:00\""},
    {"to", 't', "TIME", "up to then (now)"},
    {"against", 'a', "FILE", "compare with this configuration, not with what was sent"},
    {"differences", 'd', NULL, "show only what differs"},
};

static void show_progress(size_t done, size_t all)
{
        fprintf(stderr, "\r%zu of %zu reports ", done, all);
}

/* One replay, and where its sides come from. */
struct replaying {
        struct verb_call *call;
        struct replay replay;
        struct settings *base; /* whose history and spool it is */
        struct store *history;
        struct archive *archive;
        struct setup *setup;
        struct replay_list now, then;
};

static enum verb_result load_setup(struct replaying *x, const char *file, struct setup **ret)
{
        struct verb_call call = *x->call;
        enum verb_result result;

        call.config = file;
        result = verb_load_setup(&call, ret);
        return result == VERB_GOOD ? verb_load_roster(*ret, x->history) : result;
}

static enum verb_result run_through(struct replaying *x, const struct setup *setup, struct replay_list *ret)
{
        struct problem why = {""};
        int r = replay_run(&x->replay, x->archive, setup, ret, &why);

        if (x->replay.progress)
                fprintf(stderr, "\r%40s\r", "");
        return r < 0 ? verb_complain(VERB_FAILED, "%s", why.text) : VERB_GOOD;
}

static enum verb_result find_then(struct replaying *x)
{
        const char *against = x->call->values[OPTION_AGAINST];
        struct setup *other = NULL;
        enum verb_result result;

        if (!against)
                return replay_recall(&x->replay, x->history, &x->then) < 0
                           ? verb_complain(VERB_FAILED, "%s", store_problem(x->history))
                           : VERB_GOOD;
        result = load_setup(x, against, &other);
        if (result == VERB_GOOD)
                result = run_through(x, other, &x->then);
        setup_free(other);
        return result;
}

static enum verb_result show(struct replaying *x)
{
        const char *against = x->call->values[OPTION_AGAINST];
        struct replay_comparison comparison;
        struct replay_view view = {.replay = &x->replay,
                                   .comparison = &comparison,
                                   .setup = x->setup,
                                   .archive = x->archive,
                                   .now = x->call->config,
                                   .then = against ? against : "what was sent",
                                   .differences = x->call->values[OPTION_DIFFERENCES]};

        replay_compare(&x->now, &x->then, x->call->arena, &comparison);
        if (x->call->json)
                replay_print_json(&x->call->out, &view);
        else
                replay_print(&x->call->out, &view);
        return x->replay.n_missing > x->replay.n_lead_missing ? VERB_FAILED : VERB_GOOD;
}

static enum verb_result replay_all(struct replaying *x)
{
        enum verb_result result = verb_open_store(x->base, STORE_READ, &x->history);

        if (result != VERB_GOOD)
                return result;
        x->archive = archive_open(x->base, x->call->arena);
        if (replay_load(&x->replay, x->history, x->archive) < 0)
                return verb_complain(VERB_FAILED, "%s", store_problem(x->history));
        if ((result = find_then(x)) != VERB_GOOD ||
            (result = load_setup(x, x->call->config, &x->setup)) != VERB_GOOD ||
            (result = run_through(x, x->setup, &x->now)) != VERB_GOOD)
                return result;
        return show(x);
}

static enum verb_result run(struct verb_call *call)
{
        struct replaying x = {.call = call, .replay = {.arena = call->arena}};
        struct verb_call base = *call;
        enum verb_result result;

        if (!call->values[OPTION_FROM])
                return verb_complain(VERB_MISUSED, "from when on? For example: sirenctl replay --from 12h");
        if ((result = verb_time(call, OPTION_FROM, TIMESTAMP_NONE, &x.replay.from)) != VERB_GOOD ||
            (result = verb_time(call, OPTION_TO, call->now, &x.replay.to)) != VERB_GOOD)
                return result;
        if (x.replay.to > call->now)
                x.replay.to = call->now;
        if (x.replay.from >= x.replay.to)
                return verb_complain(VERB_MISUSED, "--from must be before --to, and in the past");
        x.replay.progress = isatty(STDERR_FILENO) ? show_progress : NULL;
        log_open(LOG_LEVEL_ERROR);
        if (call->values[OPTION_AGAINST])
                base.config = call->values[OPTION_AGAINST];
        result = verb_load_settings(&base, &x.base);
        if (result == VERB_GOOD)
                result = replay_all(&x);
        archive_close(x.archive);
        setup_free(x.setup);
        store_close(x.history);
        settings_free(x.base);
        return result;
}

const struct verb verb_replay = {
    .name = "replay",
    .usage = "",
    .summary = "run reports that came through a configuration: who would be told, and what differs",
    .help =
        "Runs the reports of a time through the configuration (-c FILE) as the daemon would have, and shows\n"
        "who would have been told what, and the difference to what was really sent: `=` the same, `~` in "
        "other\n"
        "words, `+` only now, `-` only then, with the reason. With --against FILE the difference is to what "
        "that\n"
        "configuration would have sent; then the history and the spool are those of FILE. Nothing is sent "
        "or\n"
        "written. Reports are taken from done/ and rejected/, as long as they are kept; those of the day "
        "before\n"
        "are run too, so that what went on at the start is known. Every message is taken to be confirmed at "
        "once.\n"
        "With --json: one object on each line.\n\n"
        "Exit status: 0 all were there; 1 reports are no more there.\n\n"
        "Example: sirenctl replay -c new.conf --from 12h --differences\n"
        "         sirenctl replay -c new.conf --from 7d --against /etc/sirend/sirend.conf",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .run = run,
};
