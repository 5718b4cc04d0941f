#include <errno.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/incoming.h"
#include "ctl/reported.h"
#include "ctl/verb.h"
#include "ctl/when.h"
#include "store/history.h"
#include "store/outbox_list.h"

#define IDLE_MOST     (10 * TIMESTAMP_SECOND) /* a report that waits longer is taken by nobody */
#define PENDING_MOST  (10 * TIMESTAMP_SECOND) /* a delivery that waits longer is worth a look */
#define CHANNELS_MOST 5
#define REPORTS_SEEN  2000 /* newest reports among which the rejected ones are looked for */
#define REJECTED_MOST 5
#define PROBLEMS_MOST 24

struct status {
        struct verb_call *call;
        struct settings *settings;
        struct history_counts history;
        struct outbox_counts outbox;
        struct incoming_count incoming;
        struct history_source *sources;
        struct history_report *reports; /* the rejected ones among the newest */
        struct outbox_waiting *waiting;
        size_t n_sources, n_reports, n_waiting;
        struct reported_problem problems[PROBLEMS_MOST];
        size_t n_problems;
};

static void add_problem(struct status *s, const char *part, const char *text)
{
        if (s->n_problems < PROBLEMS_MOST) {
                s->problems[s->n_problems].part = part;
                s->problems[s->n_problems++].text = text;
        }
}

/* --- reading --- */

static int read_rejected(struct status *s, struct store *store)
{
        struct history_filter f = {.since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE, .limit = REPORTS_SEEN};
        size_t n = 0, kept = 0;
        int r = history_reports(store, &f, s->call->arena, &s->reports, &n);

        for (size_t i = 0; r == 0 && i < n && kept < REJECTED_MOST; i++)
                if (s->reports[i].outcome == OUTCOME_REJECTED)
                        s->reports[kept++] = s->reports[i];
        s->n_reports = kept;
        return r;
}

static int read_store(struct status *s, struct store *store)
{
        int r;

        if ((r = history_count(store, &s->history)) < 0 || (r = outbox_count(store, &s->outbox)) < 0 ||
            (r = outbox_waiting(store, s->call->now - PENDING_MOST, CHANNELS_MOST, s->call->arena,
                                &s->waiting, &s->n_waiting)) < 0 ||
            (r = history_sources(store, s->call->arena, &s->sources, &s->n_sources)) < 0)
                return r;
        return read_rejected(s, store);
}

static void judge_channel(struct status *s, const struct outbox_waiting *w)
{
        struct arena *a = s->call->arena;

        add_problem(s, "outbox",
                    arena_printf(a, "channel %s: %llu deliveries wait, the oldest since %s%s%.300s",
                                 w->channel, (unsigned long long)w->n, when_local(w->oldest, a),
                                 w->answer ? ": " : "", w->answer ? w->answer : ""));
}

/* What an operator should do something about. */
static void judge(struct status *s, int spool)
{
        struct arena *a = s->call->arena;
        int64_t now = s->call->now;

        s->n_problems = reported_problems(s->settings->spool, now, a, s->problems, PROBLEMS_MOST - 2);
        if (spool < 0)
                add_problem(s, "spool",
                            arena_printf(a, "%s/incoming: %s", s->settings->spool, strerror(-spool)));
        else if (s->incoming.n && now - s->incoming.oldest > IDLE_MOST)
                add_problem(s, "spool",
                            arena_printf(a,
                                         "nobody takes the reports: the oldest came %s; is sirend running? "
                                         "(systemctl status sirend)",
                                         when_ago(s->incoming.oldest, now, a)));
        for (size_t i = 0; i < s->n_waiting; i++)
                judge_channel(s, &s->waiting[i]);
}

/* --- printing --- */

static void print_sources(struct status *s)
{
        static const char *const titles[] = {"Source", "Last report", "", "Accepted", "Rejected"};
        struct arena *a = s->call->arena;
        struct output_table t;

        if (!s->n_sources)
                return;
        output_print(&s->call->out, STYLE_PLAIN, "\n");
        output_table_init(&t, &s->call->out, a, 0, titles, 5);
        for (size_t i = 0; i < s->n_sources; i++) {
                const struct history_source *source = &s->sources[i];
                output_table_cell(&t, STYLE_NAME, source->name);
                output_table_cell(&t, STYLE_PLAIN, when_local(source->last, a));
                output_table_cell(&t, STYLE_DIM, when_ago(source->last, s->call->now, a));
                output_table_cell(&t, STYLE_PLAIN,
                                  arena_printf(a, "%llu", (unsigned long long)source->accepted));
                output_table_cell(&t, source->rejected ? STYLE_WARN : STYLE_PLAIN,
                                  arena_printf(a, "%llu", (unsigned long long)source->rejected));
        }
        output_table_done(&t);
}

static void print_rejected(struct status *s)
{
        struct arena *a = s->call->arena;
        struct output_table t;

        if (!s->n_reports)
                return;
        output_print(&s->call->out, STYLE_TITLE, "\nRejected last\n");
        output_table_init(&t, &s->call->out, a, 0, NULL, 3);
        for (size_t i = 0; i < s->n_reports; i++) {
                const struct history_report *r = &s->reports[i];
                output_table_cell(&t, STYLE_DIM, when_local(r->received, a));
                output_table_cell(&t, STYLE_NAME, arena_printf(a, "%s/%s", r->source, r->file));
                output_table_cell(&t, STYLE_PLAIN, r->reason);
        }
        output_table_done(&t);
}

#define COUNT(n) ((unsigned long long)(n))

static void print_counts(struct status *s)
{
        struct output *o = &s->call->out;
        struct arena *a = s->call->arena;

        output_print(o, STYLE_TITLE, "Reports     ");
        output_printf(o, STYLE_PLAIN, "%llu accepted, %llu read twice, %llu rejected; %zu waiting\n",
                      COUNT(s->history.accepted), COUNT(s->history.duplicate), COUNT(s->history.rejected),
                      s->incoming.n);
        output_printf(o, STYLE_DIM, "            the last one %s\n",
                      when_ago(s->history.last_report, s->call->now, a));
        output_print(o, STYLE_TITLE, "Incidents   ");
        output_printf(o, STYLE_PLAIN, "%llu open", COUNT(s->history.open_incidents));
        if (s->history.damaged_incidents)
                output_printf(o, STYLE_WARN, ", %llu damaged: nobody hears of their end",
                              COUNT(s->history.damaged_incidents));
        output_print(o, STYLE_PLAIN, "\n");
        output_print(o, STYLE_TITLE, "Deliveries  ");
        output_printf(o, STYLE_PLAIN, "%llu pending, %llu delivered, ", COUNT(s->outbox.pending),
                      COUNT(s->outbox.delivered));
        output_printf(o, s->outbox.failed ? STYLE_WARN : STYLE_PLAIN, "%llu failed", COUNT(s->outbox.failed));
        output_printf(o, STYLE_PLAIN, ", %llu expired, %llu superseded\n", COUNT(s->outbox.expired),
                      COUNT(s->outbox.superseded));
        if (s->outbox.pending)
                output_printf(o, STYLE_DIM, "            the oldest pending one is of %s\n",
                              when_ago(s->outbox.oldest, s->call->now, a));
        if (s->outbox.failed)
                output_print(o, STYLE_DIM, "            see: sirenctl outbox --failed\n");
}

static void print_all(struct status *s)
{
        for (size_t i = 0; i < s->n_problems; i++) {
                output_printf(&s->call->out, STYLE_ALARM, " ! ");
                output_printf(&s->call->out, STYLE_BAD, " %s: %s\n", s->problems[i].part,
                              s->problems[i].text);
        }
        print_counts(s);
        print_sources(s);
        print_rejected(s);
}

/* --- JSON: as <prefix>/status/health, and more --- */

static void set_time(struct status *s, json_t *o, const char *name, int64_t t)
{
        if (t != TIMESTAMP_NONE)
                json_object_set_new(o, name, json_string(when_rfc3339(t, s->call->arena)));
}

static json_t *encode_sources(struct status *s)
{
        json_t *list = json_array();

        for (size_t i = 0; i < s->n_sources; i++) {
                json_t *o = json_pack("{s:o, s:I, s:I}", "name", output_json_text(s->sources[i].name),
                                      "accepted", (json_int_t)s->sources[i].accepted, "rejected",
                                      (json_int_t)s->sources[i].rejected);
                set_time(s, o, "last", s->sources[i].last);
                json_array_append_new(list, o);
        }
        return list;
}

static json_t *encode_rejected(struct status *s)
{
        json_t *list = json_array();

        for (size_t i = 0; i < s->n_reports; i++) {
                json_t *o = json_pack("{s:o, s:o, s:o}", "source", output_json_text(s->reports[i].source),
                                      "file", output_json_text(s->reports[i].file), "reason",
                                      output_json_text(s->reports[i].reason));
                set_time(s, o, "received", s->reports[i].received);
                json_array_append_new(list, o);
        }
        return list;
}

static json_t *encode_problems(struct status *s)
{
        json_t *list = json_array();

        for (size_t i = 0; i < s->n_problems; i++)
                json_array_append_new(list, json_pack("{s:s, s:s}", "part", s->problems[i].part, "problem",
                                                      s->problems[i].text));
        return list;
}

static json_t *encode(struct status *s)
{
        json_t *o = json_object();

        set_time(s, o, "at", s->call->now);
        json_object_set_new(o, "reports",
                            json_pack("{s:I, s:I, s:I, s:I}", "accepted", (json_int_t)s->history.accepted,
                                      "duplicate", (json_int_t)s->history.duplicate, "rejected",
                                      (json_int_t)s->history.rejected, "waiting", (json_int_t)s->incoming.n));
        set_time(s, o, "last_report", s->history.last_report);
        set_time(s, o, "oldest_waiting", s->incoming.oldest);
        json_object_set_new(o, "incidents",
                            json_pack("{s:I, s:I}", "open", (json_int_t)s->history.open_incidents, "damaged",
                                      (json_int_t)s->history.damaged_incidents));
        json_object_set_new(o, "deliveries",
                            json_pack("{s:I, s:I, s:I, s:I, s:I}", "pending", (json_int_t)s->outbox.pending,
                                      "delivered", (json_int_t)s->outbox.delivered, "failed",
                                      (json_int_t)s->outbox.failed, "expired", (json_int_t)s->outbox.expired,
                                      "superseded", (json_int_t)s->outbox.superseded));
        set_time(s, o, "oldest_pending", s->outbox.oldest);
        json_object_set_new(o, "sources", encode_sources(s));
        json_object_set_new(o, "rejected", encode_rejected(s));
        json_object_set_new(o, "problems", encode_problems(s));
        return o;
}

static enum verb_result show(struct status *s)
{
        struct store *store;
        enum verb_result status = verb_open_store(s->settings, STORE_READ, &store);
        int r;

        if (status != VERB_GOOD)
                return status;
        r = read_store(s, store);
        if (r < 0)
                status = verb_complain(VERB_FAILED, "%s: %s", s->settings->database, store_problem(store));
        store_close(store);
        if (status != VERB_GOOD)
                return status;
        judge(s, incoming_count(s->settings, &s->incoming));
        if (s->call->json)
                output_json(&s->call->out, encode(s));
        else
                print_all(s);
        return s->n_problems ? VERB_FAILED : VERB_GOOD;
}

static enum verb_result run(struct verb_call *call)
{
        struct status s = {.call = call, .incoming.oldest = TIMESTAMP_NONE};
        enum verb_result status = verb_load_settings(call, &s.settings);

        if (status == VERB_GOOD)
                status = show(&s);
        settings_free(s.settings);
        return status;
}

const struct verb verb_status = {
    .name = "status",
    .usage = "",
    .summary = "what came in, what is going on, what was sent, and what is wrong",
    .help = "Counts reports, open incidents and deliveries, says when each source was last heard of, and\n"
            "shows what was rejected last, with the reason. `waiting` are files in incoming/ that nobody\n"
            "has taken yet.\n\n"
            "Exit status: 0 all is well; 1 something needs attention, or the database cannot be read.\n\n"
            "Example: sirenctl status --json | jq .deliveries.pending",
    .most = 0,
    .run = run,
};
