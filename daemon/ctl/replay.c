#include "ctl/replay.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "send/recipient.h"
#include "store/outbox_claim.h"
#include "store/outbox_list.h"

#define LEAD        TIMESTAMP_DAY
#define CLAIMED     1000
#define OWNER       "replay"
#define PROGRESS_AT 16 /* reports */

/* --- what came in --- */

static bool is_replayed(const struct history_report *row)
{
        return row->outcome != OUTCOME_DUPLICATE && row->file && row->source;
}

int replay_load(struct replay *r, struct store *history, struct archive *archive)
{
        struct history_filter f = {.since = r->from - LEAD, .until = r->to};
        struct history_report *rows;
        size_t n;
        int failed = history_reports(history, &f, r->arena, &rows, &n);

        if (failed < 0)
                return failed;
        r->reports = arena_array(r->arena, n, sizeof *r->reports);
        while (n > 0) {
                const struct history_report *row = &rows[--n];
                struct replay_report *x = &r->reports[r->n_reports];
                if (!is_replayed(row))
                        continue;
                *x = (struct replay_report){.row = row, .file = archive_find(archive, row, r->arena)};
                r->n_reports++;
                r->n_lead += row->received < r->from;
                r->n_missing += !x->file;
                r->n_lead_missing += !x->file && row->received < r->from;
        }
        return 0;
}

/* --- messages --- */

static void read_body(struct replay_message *m, const char *body, size_t size, struct arena *a)
{
        json_t *o = body ? json_loadb(body, size, 0, NULL) : NULL;
        const char *headline = json_string_value(json_object_get(o, "headline")),
                   *text = json_string_value(json_object_get(o, "text"));

        m->headline = headline ? arena_strdup(a, headline) : NULL;
        m->text = text ? arena_strdup(a, text) : NULL;
        m->sound = json_is_true(json_object_get(o, "sound"));
        json_decref(o);
}

static struct replay_message *add(struct replay_list *list, const struct delivery *d, size_t report,
                                  struct arena *a)
{
        struct replay_message *m;

        list->messages = arena_grow(a, list->messages, list->n, &list->room, sizeof *list->messages);
        m = &list->messages[list->n++];
        *m = (struct replay_message){.at = d->created,
                                     .report = report,
                                     .incident = d->incident,
                                     .type = arena_strdup(a, d->type),
                                     .subscriber = arena_strdup(a, d->subscriber),
                                     .channel = arena_strdup(a, recipient_join(d->channel, d->address, a)),
                                     .reason = d->reason ? arena_strdup(a, d->reason) : NULL};
        read_body(m, d->body, d->body_size, a);
        return m;
}

/* --- running --- */

struct run {
        struct replay *replay;
        struct archive *archive;
        struct store *store;
        struct pipeline *pipeline;
        struct replay_list *list;
        int64_t clock;
        size_t first, end; /* the reports of this moment; empty: time passes */
        int64_t *last;     /* the number of the last delivery after each report */
};

/* The first report of the moment after which the delivery was there. */
static size_t cause(const struct run *run, int64_t delivery)
{
        for (size_t i = run->first; i < run->end; i++)
                if (delivery <= run->last[i])
                        return i;
        return REPLAY_NONE;
}

static int confirm(struct run *run, const struct delivery *claimed, size_t n)
{
        const struct outbox_attempt attempt = {.at = run->clock};
        int r = store_begin(run->store);

        for (size_t i = 0; i < n && r >= 0; i++) {
                if (claimed[i].subscriber && claimed[i].created >= run->replay->from)
                        add(run->list, &claimed[i], cause(run, claimed[i].id), run->replay->arena);
                r = outbox_complete(run->store, claimed[i].id, &attempt);
        }
        return r < 0 ? r : store_commit(run->store);
}

/* All that is due goes out and is confirmed. */
static int settle(struct run *run)
{
        size_t n = CLAIMED;
        int r = 0;

        while (r >= 0 && n > 0) {
                struct arena *a = arena_new();
                struct delivery *claimed;

                r = outbox_claim(run->store,
                                 &(struct outbox_claim){.owner = OWNER,
                                                        .now = run->clock,
                                                        .lease = run->clock + TIMESTAMP_HOUR,
                                                        .limit = CLAIMED},
                                 a, &claimed, &n);
                if (r >= 0 && n > 0)
                        r = confirm(run, claimed, n);
                arena_free(a);
        }
        return r;
}

/* Does what time has made due, and returns when the next is: what expires, and what quiet hours have held back. */
static int64_t tick(struct run *run)
{
        int64_t expiry = pipeline_expire(run->pipeline, run->clock);
        int64_t digest = pipeline_digest(run->pipeline, run->clock);

        if (expiry == TIMESTAMP_NONE || digest == TIMESTAMP_NONE)
                return expiry == TIMESTAMP_NONE ? digest : expiry;
        return expiry < digest ? expiry : digest;
}

/* What time does until then, in its order. */
static int pass_time(struct run *run, int64_t until)
{
        int64_t next = tick(run);
        int r = 0;

        run->first = run->end;
        while (r >= 0 && next != TIMESTAMP_NONE && next <= until) {
                run->clock = next > run->clock ? next : run->clock;
                next = tick(run);
                r = settle(run);
        }
        run->clock = until > run->clock ? until : run->clock;
        return r;
}

static int last_delivery(struct store *s, struct arena *a, int64_t *ret)
{
        struct outbox_filter f = {.state = -1, .limit = 1};
        struct delivery *list;
        size_t n;
        int r = outbox_list(s, &f, a, &list, &n);

        if (r >= 0)
                *ret = n ? list[0].id : 0;
        return r;
}

static int offer(struct run *run, size_t number, struct arena *a)
{
        struct replay_report *x = &run->replay->reports[number];
        const struct history_report *row = x->row;
        struct pipeline_report report = {.source = row->source,
                                         .file = row->file,
                                         .key = row->key ? row->key
                                                         : arena_printf(a, "report %lld", (long long)row->id),
                                         .arrived = row->received};
        struct pipeline_verdict v;
        char *data;
        int r;

        if (!x->file || archive_read(run->archive, row, x->file, a, &data, &report.size) < 0)
                return 0;
        report.data = data;
        r = pipeline_offer(run->pipeline, &report, row->received, a, &v);
        if (r < 0)
                return r;
        x->ran = true;
        x->verdict =
            (struct pipeline_verdict){v.outcome, v.reason ? arena_strdup(run->replay->arena, v.reason) : NULL,
                                      arena_strdup(run->replay->arena, v.summary)};
        return 0;
}

/* The reports that were committed together. */
static int take_moment(struct run *run, size_t first, size_t end)
{
        struct arena *a = arena_new();
        int r = 0;

        run->first = first;
        run->end = end;
        for (size_t i = first; i < end && r >= 0; i++) {
                r = offer(run, i, a);
                if (r >= 0)
                        r = last_delivery(run->store, a, &run->last[i]);
        }
        arena_free(a);
        return r < 0 ? r : settle(run);
}

static int run_all(struct run *run)
{
        struct replay *replay = run->replay;
        size_t first = 0, n = replay->n_reports;
        int r = 0;

        while (first < n && r >= 0) {
                int64_t at = replay->reports[first].row->received;
                size_t end = first + 1;

                while (end < n && replay->reports[end].row->received == at)
                        end++;
                if (replay->progress && (first == 0 || first / PROGRESS_AT != end / PROGRESS_AT))
                        replay->progress(first, n);
                r = pass_time(run, at);
                if (r >= 0)
                        r = take_moment(run, first, end);
                first = end;
        }
        return r < 0 ? r : pass_time(run, replay->to);
}

/* Nothing is under way that could be superseded elsewhere, and nobody waits for a commit. */
static void superseded(int64_t incident, unsigned revision, const char *topic, void *context)
{
        (void)incident;
        (void)revision;
        (void)topic;
        (void)context;
}

static void committed(void *context)
{
        (void)context;
}

int replay_run(struct replay *replay, struct archive *archive, const struct setup *setup,
               struct replay_list *ret, struct problem *why)
{
        struct run run = {.replay = replay,
                          .archive = archive,
                          .list = ret,
                          .clock = replay->from - LEAD,
                          .last = arena_array(replay->arena, replay->n_reports, sizeof *run.last)};
        struct pipeline_options options = {.superseded = superseded, .committed = committed};
        int r = store_open(":memory:", STORE_WRITE, &run.store, why);

        for (size_t i = 0; i < replay->n_reports; i++)
                replay->reports[i].ran = false;
        options.store = run.store;
        if (r >= 0)
                r = pipeline_open(&options, setup, run.clock, &run.pipeline, why);
        if (r >= 0) {
                r = run_all(&run);
                if (r < 0)
                        problem_set(why, r, "the replay stopped: %s", store_problem(run.store));
        }
        pipeline_close(run.pipeline);
        store_close(run.store);
        return r;
}

/* --- what was --- */

static bool told_somebody(const struct delivery *d)
{
        if (!d->subscriber || strcmp(d->type, "brief") == 0 || d->state == DELIVERY_UNNEEDED)
                return false;
        return d->state != DELIVERY_SUPERSEDED || d->attempts > 0;
}

/* Which report made a delivery: one of those that were received when it was made; of several, one that says something of
 * its incident. */
static size_t report_of(const struct replay *r, const struct delivery *d, const struct history_alert *alerts,
                        size_t n)
{
        size_t found = REPLAY_NONE, low = 0, high = r->n_reports;

        while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (r->reports[middle].row->received < d->created)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (; low < r->n_reports && r->reports[low].row->received == d->created; low++) {
                if (found == REPLAY_NONE)
                        found = low;
                for (size_t i = 0; i < n; i++)
                        if (alerts[i].report == r->reports[low].row->id && alerts[i].incident == d->incident)
                                return low;
        }
        return found;
}

/* The same with its message. */
static int with_body(struct store *history, struct delivery *d, struct arena *a)
{
        struct outbox_filter one = {.id = d->id, .state = -1};
        struct delivery *list;
        size_t n;
        int r = outbox_list(history, &one, a, &list, &n);

        if (r >= 0 && n > 0)
                *d = list[0];
        return r;
}

int replay_recall(struct replay *replay, struct store *history, struct replay_list *ret)
{
        struct outbox_filter f = {.since = replay->from, .until = replay->to, .state = -1};
        struct history_filter span = {.since = replay->from, .until = replay->to};
        struct history_alert *alerts;
        struct delivery *rows;
        size_t n, n_alerts;
        int r = outbox_list(history, &f, replay->arena, &rows, &n);

        if (r >= 0)
                r = history_alerts(history, &span, replay->arena, &alerts, &n_alerts);
        while (r >= 0 && n > 0) {
                struct delivery *d = &rows[--n];
                if (!told_somebody(d))
                        continue;
                r = with_body(history, d, replay->arena);
                if (r >= 0)
                        add(ret, d, report_of(replay, d, alerts, n_alerts), replay->arena)->delivery = d;
        }
        return r;
}
