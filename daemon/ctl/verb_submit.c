#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "ctl/incoming.h"
#include "ctl/story.h"
#include "ctl/verb.h"
#include "store/history.h"

#define WAIT_DEFAULT 30
#define WAIT_MOST    3600
#define LOOK_EVERY   50000000L /* nanoseconds */
#define REPORTS_SEEN 5000      /* newest reports among which ours is looked for */

enum { OPTION_SOURCE, OPTION_WAIT };

static const struct verb_option options[] = {
    {"source", 's', "NAME", "who wrote it: the folder of incoming/ (local)"},
    {"wait", 0, "[=SECONDS]", "wait until it was taken, and say what became of it (30)"},
};

/* Reports that were put into one folder of incoming/. */
struct submission {
        struct verb_call *call;
        struct settings *settings;
        const char *source;
        int folder;
        unsigned wait; /* seconds; 0: do not */
};

/* What became of one of them. */
struct fate {
        const struct history_report *report; /* NULL: not known */
        struct history_alert *alerts;
        size_t n_alerts;
};

/* --- reading and writing --- */

static int read_report(struct submission *s, const char *path, char **ret, size_t *ret_size,
                       struct problem *why)
{
        size_t limit = s->settings->max_report_size, size;
        char *data;

        if (strcmp(path, "-") != 0)
                return file_read(path, limit, s->call->arena, ret, ret_size, why);
        data = arena_alloc(s->call->arena, limit + 2);
        size = fread(data, 1, limit + 1, stdin);
        if (ferror(stdin))
                return problem_set(why, -EIO, "standard input cannot be read");
        if (size > limit)
                return problem_set(why, -EFBIG, "standard input: larger than %zu bytes (max_report_size)",
                                   limit);
        *ret = data;
        *ret_size = size;
        return 0;
}

static char *put(struct submission *s, const char *path, struct problem *why)
{
        char *data,
            *name = incoming_name(strcmp(path, "-") == 0 ? "stdin" : path, s->call->now, s->call->arena);
        size_t size;
        int r = read_report(s, path, &data, &size, why);

        if (r < 0)
                return NULL;
        r = file_write_at(s->folder, name, data, size, 0644);
        if (r < 0) {
                problem_set(why, r, "%s/incoming: cannot write there: %s%s", s->settings->spool, strerror(-r),
                            r == -EACCES ? "; join the group that owns this folder" : "");
                return NULL;
        }
        return name;
}

/* --- waiting --- */

/* True when the file has left incoming/. */
static bool wait_gone(struct submission *s, const char *name)
{
        int64_t end = timestamp_monotonic() + s->wait * TIMESTAMP_SECOND;
        const struct timespec pause = {.tv_nsec = LOOK_EVERY};

        while (faccessat(s->folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
                if (timestamp_monotonic() > end)
                        return false;
                nanosleep(&pause, NULL);
        }
        return true;
}

static int find_report(struct submission *s, struct store *store, const char *name, struct fate *ret)
{
        struct history_filter f = {
            .since = s->call->now - TIMESTAMP_MINUTE, .until = TIMESTAMP_NONE, .limit = REPORTS_SEEN};
        struct history_report *reports;
        size_t n = 0;
        int r = history_reports(store, &f, s->call->arena, &reports, &n);

        for (size_t i = 0; r == 0 && i < n; i++)
                if (reports[i].file && strcmp(reports[i].file, name) == 0)
                        ret->report = &reports[i];
        return r;
}

static int find_alerts(struct submission *s, struct store *store, struct fate *ret)
{
        struct history_filter f = {.since = s->call->now - TIMESTAMP_MINUTE, .until = TIMESTAMP_NONE};
        struct history_alert *alerts;
        size_t n = 0;
        int r = history_alerts(store, &f, s->call->arena, &alerts, &n);

        for (size_t i = 0; r == 0 && i < n; i++)
                if (alerts[i].report == ret->report->id)
                        alerts[ret->n_alerts++] = alerts[i];
        ret->alerts = r == 0 ? alerts : NULL;
        return r;
}

static enum verb_result find_fate(struct submission *s, const char *name, struct fate *ret)
{
        struct store *store;
        enum verb_result result = verb_open_store(s->settings, STORE_READ, &store);
        int r;

        if (result != VERB_GOOD)
                return result;
        r = find_report(s, store, name, ret);
        if (r == 0 && ret->report)
                r = find_alerts(s, store, ret);
        if (r < 0)
                result = verb_complain(VERB_FAILED, "%s: %s", s->settings->database, store_problem(store));
        store_close(store);
        return result;
}

/* --- saying --- */

static const char *outcome_word(const struct fate *fate)
{
        return fate->report ? story_outcome_word(fate->report->outcome) : NULL;
}

static char *path_of(struct submission *s, const char *name)
{
        bool local = strcmp(s->source, "local") == 0;

        return arena_printf(s->call->arena, "%s/incoming/%s%s%s", s->settings->spool, local ? "" : s->source,
                            local ? "" : "/", name);
}

static void say_json(struct submission *s, const char *file, const char *name, const struct fate *fate)
{
        json_t *o =
            json_pack("{s:o, s:s, s:o, s:s?, s:o}", "file", output_json_text(file), "source", s->source,
                      "path", output_json_text(path_of(s, name)), "outcome", outcome_word(fate), "reason",
                      output_json_text(fate->report ? fate->report->reason : NULL));
        json_t *alerts = json_array();

        for (size_t i = 0; i < fate->n_alerts; i++)
                json_array_append_new(alerts, json_pack("{s:s?, s:s?, s:I, s:s?}", "event",
                                                        fate->alerts[i].event, "state", fate->alerts[i].state,
                                                        "incident", (json_int_t)fate->alerts[i].incident,
                                                        "note", fate->alerts[i].note));
        json_object_set_new(o, "alerts", alerts);
        output_json(&s->call->out, o);
}

static void say_text(struct submission *s, const char *name, const struct fate *fate)
{
        struct output *o = &s->call->out;

        output_printf(o, STYLE_PLAIN, "%s\n", path_of(s, name));
        if (!fate->report)
                return;
        output_print(o, fate->report->outcome == OUTCOME_REJECTED ? STYLE_BAD : STYLE_GOOD,
                     outcome_word(fate));
        output_printf(o, STYLE_PLAIN, "%s%s\n", fate->report->reason ? ": " : "",
                      fate->report->reason ? fate->report->reason : "");
        for (size_t i = 0; i < fate->n_alerts; i++)
                output_printf(o, STYLE_PLAIN, "  %s, %s: %s\n", fate->alerts[i].event, fate->alerts[i].state,
                              fate->alerts[i].note ? fate->alerts[i].note : "");
}

/* --- one file --- */

static enum verb_result submit(struct submission *s, const char *path)
{
        struct problem why = {""};
        struct fate fate = {0};
        enum verb_result result = VERB_GOOD;
        const char *name = put(s, path, &why);

        if (!name)
                return verb_complain(VERB_FAILED, "%s", why.text);
        if (s->wait && !wait_gone(s, name))
                result = verb_complain(
                    VERB_FAILED, "%s: still waits after %u s; is sirend running? (systemctl status sirend)",
                    path_of(s, name), s->wait);
        else if (s->wait)
                result = find_fate(s, name, &fate);
        if (s->call->json)
                say_json(s, path, name, &fate);
        else
                say_text(s, name, &fate);
        return fate.report && fate.report->outcome == OUTCOME_REJECTED ? VERB_FAILED : result;
}

static enum verb_result submit_all(struct submission *s)
{
        enum verb_result result = VERB_GOOD;
        struct problem why = {""};

        if (incoming_open(s->settings, s->source, &s->folder, &why) < 0)
                return verb_complain(VERB_FAILED, "%s", why.text);
        for (size_t i = 0; i < s->call->n_arguments; i++)
                result |= submit(s, s->call->arguments[i]);
        close(s->folder);
        return result;
}

static enum verb_result run(struct verb_call *call)
{
        struct submission s = {.call = call, .source = call->values[OPTION_SOURCE]};
        enum verb_result result = VERB_GOOD;

        s.source = s.source ? s.source : "local";
        if (call->values[OPTION_WAIT] && !*call->values[OPTION_WAIT])
                s.wait = WAIT_DEFAULT;
        else
                result = verb_number(call, OPTION_WAIT, WAIT_MOST, 0, &s.wait);
        if (result == VERB_GOOD)
                result = verb_load_settings(call, &s.settings);
        if (result == VERB_GOOD)
                result = submit_all(&s);
        settings_free(s.settings);
        return result;
}

const struct verb verb_submit = {
    .name = "submit",
    .usage = "FILE|- ...",
    .summary = "put a report into the spool, safely",
    .help =
        "Copies reports to a new name in incoming/ and says which: written, flushed and renamed, so that\n"
        "sirend sees a whole file or none. `-` is standard input. With --wait it says what became of it,\n"
        "as soon as sirend has taken it.\n\n"
        "Exit status: 0 it is in the spool (--wait: it was understood); 1 it is not, was rejected, or\n"
        "nobody took it in time.\n\n"
        "Example: sirenctl submit --source gov --wait alarm.xml",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
