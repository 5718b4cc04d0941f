#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "announce/drill.h"
#include "base/file.h"
#include "base/timestamp.h"
#include "ctl/delivery.h"
#include "ctl/incoming.h"
#include "ctl/verb.h"
#include "send/recipient.h"
#include "store/history.h"
#include "store/outbox_list.h"

#define WAIT_DEFAULT 30
#define WAIT_MOST    3600
#define LOOK_EVERY   50000000L /* nanoseconds */
#define SEEN_MOST    5000

enum { OPTION_WAIT };

static const struct verb_option options[] = {
    {"wait", 0, "SECONDS", "how long to wait for confirmations (30)"},
};

/* One drill: the file, then the report, then the deliveries. */
struct exercise {
        struct verb_call *call;
        struct settings *settings;
        struct store *store;
        const char *name; /* of the file */
        const struct history_report *report;
        int64_t incident; /* 0: not yet */
        struct delivery *deliveries;
        size_t n;
};

static enum verb_result put(struct exercise *e, const char *subscriber)
{
        json_t *o = json_pack("{s:s}", "subscriber", subscriber);
        char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
        struct problem why = {""};
        int folder, r;

        json_decref(o);
        if (!text)
                return verb_complain(VERB_MISUSED, "the name of the subscriber is not UTF-8");
        e->name = incoming_name("drill.json", e->call->now, e->call->arena);
        r = incoming_open(e->settings, DRILL_SOURCE, &folder, &why);
        if (r == 0) {
                r = file_write_at(folder, e->name, text, strlen(text), 0644);
                if (r < 0)
                        problem_set(&why, r, "%s/incoming/" DRILL_SOURCE ": cannot write there: %s",
                                    e->settings->spool, strerror(-r));
                close(folder);
        }
        free(text);
        return r < 0 ? verb_complain(VERB_FAILED, "%s", why.text) : VERB_GOOD;
}

static int find_report(struct exercise *e)
{
        struct history_filter f = {
            .since = e->call->now - TIMESTAMP_MINUTE, .until = TIMESTAMP_NONE, .limit = SEEN_MOST};
        struct history_report *reports;
        struct history_alert *alerts;
        size_t n = 0;
        int r = history_reports(e->store, &f, e->call->arena, &reports, &n);

        for (size_t i = 0; r == 0 && i < n; i++)
                if (reports[i].file && strcmp(reports[i].file, e->name) == 0)
                        e->report = &reports[i];
        if (r < 0 || !e->report)
                return r;
        r = history_alerts(e->store, &f, e->call->arena, &alerts, &n);
        for (size_t i = 0; r == 0 && i < n; i++)
                if (alerts[i].report == e->report->id)
                        e->incident = alerts[i].incident;
        return r;
}

/* True when nothing is left to wait for. */
static bool is_settled(const struct exercise *e)
{
        for (size_t i = 0; i < e->n; i++)
                if (e->deliveries[i].finished == TIMESTAMP_NONE)
                        return false;
        return e->n > 0 || (e->report && e->report->outcome == OUTCOME_REJECTED);
}

static int look(struct exercise *e)
{
        struct outbox_filter f = {.state = -1};
        int r = e->report ? 0 : find_report(e);

        if (r < 0 || !e->incident)
                return r;
        f.incident = e->incident;
        return outbox_list(e->store, &f, e->call->arena, &e->deliveries, &e->n);
}

static enum verb_result wait_for_all(struct exercise *e, unsigned seconds)
{
        const struct timespec pause = {.tv_nsec = LOOK_EVERY};
        int64_t end = timestamp_monotonic() + seconds * TIMESTAMP_SECOND;

        do {
                if (look(e) < 0)
                        return verb_complain(VERB_FAILED, "%s: %s", e->settings->database,
                                             store_problem(e->store));
                if (is_settled(e))
                        return VERB_GOOD;
                nanosleep(&pause, NULL);
        } while (timestamp_monotonic() < end);
        if (!e->report)
                return verb_complain(
                    VERB_FAILED,
                    "nobody took the drill in %u s; is sirend running? (systemctl status sirend)", seconds);
        return VERB_FAILED;
}

static void say_json(struct exercise *e, const struct delivery *d)
{
        json_t *o = delivery_encode(e->store, d, e->call->arena);

        if (d->finished != TIMESTAMP_NONE)
                json_object_set_new(o, "seconds",
                                    json_real((double)(d->finished - d->created) / TIMESTAMP_SECOND));
        output_json(&e->call->out, o);
}

static enum verb_result say(struct exercise *e)
{
        enum verb_result result = VERB_GOOD;

        for (size_t i = 0; i < e->n; i++) {
                const struct delivery *d = &e->deliveries[i];
                bool good = d->state == DELIVERY_DELIVERED;
                if (!good)
                        result = VERB_FAILED;
                if (e->call->json) {
                        say_json(e, d);
                        continue;
                }
                output_printf(&e->call->out, good ? STYLE_GOOD : STYLE_BAD, "%s: %s",
                              recipient_join(d->channel, d->address, e->call->arena),
                              good ? "confirmed" : delivery_fate(d, timestamp_now(), e->call->arena));
                if (good)
                        output_printf(&e->call->out, STYLE_PLAIN, " after %.2f s",
                                      (double)(d->finished - d->created) / TIMESTAMP_SECOND);
                output_print(&e->call->out, STYLE_PLAIN, "\n");
        }
        return result;
}

static enum verb_result drill(struct exercise *e)
{
        enum verb_result result;
        unsigned wait;

        if ((result = verb_number(e->call, OPTION_WAIT, WAIT_MOST, WAIT_DEFAULT, &wait)) != VERB_GOOD ||
            (result = verb_load_settings(e->call, &e->settings)) != VERB_GOOD ||
            (result = verb_open_store(e->settings, STORE_READ, &e->store)) != VERB_GOOD ||
            (result = put(e, e->call->arguments[0])) != VERB_GOOD)
                return result;
        result = wait_for_all(e, wait);
        if (e->report && e->report->outcome == OUTCOME_REJECTED)
                return verb_complain(VERB_FAILED, "%s", e->report->reason);
        return say(e) == VERB_GOOD ? result : VERB_FAILED;
}

static enum verb_result run(struct verb_call *call)
{
        struct exercise e = {.call = call};
        enum verb_result result = drill(&e);

        store_close(e.store);
        settings_free(e.settings);
        return result;
}

const struct verb verb_drill = {
    .name = "drill",
    .usage = "SUBSCRIBER",
    .summary = "send one subscriber an exercise, and say which channels confirmed it, and how fast",
    .help =
        "The message is marked as an exercise and takes the whole way, through the spool, the outbox and\n"
        "all channels of the subscriber, whatever their rules ask for. Nobody else hears of it.\n\n"
        "Exit status: 0 all channels have confirmed it; 1 one has not, or not in time.\n\n"
        "Example: sirenctl drill anna",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .least = 1,
    .most = 1,
    .run = run,
};
