#include "ctl/story.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/delivery.h"
#include "ctl/when.h"
#include "store/outbox_list.h"

int story_read(struct store *s, int64_t incident, unsigned deliveries, struct arena *a, struct story *ret)
{
        struct history_filter f = {.incident = incident, .since = TIMESTAMP_NONE, .until = TIMESTAMP_NONE};
        struct outbox_filter sent = {.incident = incident, .state = -1, .limit = deliveries + 1};
        struct history_incident *incidents;
        struct story story = {0};
        size_t n;
        int r;

        if ((r = history_incidents(s, &f, a, &incidents, &n)) < 0 ||
            (r = history_alerts(s, &f, a, &story.alerts, &story.n_alerts)) < 0 ||
            (r = history_reports(s, &f, a, &story.reports, &story.n_reports)) < 0 ||
            (r = outbox_list(s, &sent, a, &story.deliveries, &story.n_deliveries)) < 0)
                return r;
        if (n == 0)
                return -ENOENT;
        story.incident = incidents[0];
        story.cut = story.n_deliveries > deliveries;
        if (story.cut)
                story.n_deliveries = deliveries;
        *ret = story;
        return 0;
}

int64_t story_incident(const struct store *s, const char *text)
{
        const char *dash = strstr(text, "-i"), *digits = dash ? dash + 2 : text;
        size_t prefix = dash ? (size_t)(dash - text) : 0;
        char *end;
        long long n;

        if (dash && (prefix != strlen(store_instance(s)) || strncmp(text, store_instance(s), prefix) != 0))
                return 0;
        errno = 0;
        n = strtoll(digits, &end, 10);
        return errno || end == digits || *end || n < 1 ? 0 : n;
}

const struct history_report *story_report(const struct story *story, int64_t id)
{
        for (size_t i = 0; i < story->n_reports; i++)
                if (story->reports[i].id == id)
                        return &story->reports[i];
        return NULL;
}

/* --- printing --- */

/* Something that happened: an alert came, or a message was made. */
struct moment {
        int64_t at;
        const struct history_alert *alert;
        const struct delivery *delivery;
};

static int by_time(const void *a, const void *b)
{
        const struct moment *x = a, *y = b;

        if (x->at != y->at)
                return x->at < y->at ? -1 : 1;
        if (!x->delivery != !y->delivery)
                return x->delivery ? 1 : -1;
        return x->delivery ? (x->delivery->id > y->delivery->id) - (x->delivery->id < y->delivery->id)
                           : (x->alert->id > y->alert->id) - (x->alert->id < y->alert->id);
}

static size_t moments_of(const struct story *story, struct arena *a, struct moment **ret)
{
        struct moment *moments = arena_array(a, story->n_alerts + story->n_deliveries, sizeof *moments);
        size_t n = 0;

        for (size_t i = 0; i < story->n_alerts; i++) {
                const struct history_report *r = story_report(story, story->alerts[i].report);

                moments[n++] =
                    (struct moment){r ? r->received : story->alerts[i].sent, &story->alerts[i], NULL};
        }
        for (size_t i = 0; i < story->n_deliveries; i++)
                moments[n++] = (struct moment){story->deliveries[i].created, NULL, &story->deliveries[i]};
        if (n)
                qsort(moments, n, sizeof *moments, by_time);
        *ret = moments;
        return n;
}

static void print_alert(struct output_table *t, const struct story *story, const struct history_alert *alert)
{
        const struct history_report *r = story_report(story, alert->report);
        struct arena *a = t->arena;

        output_table_cell(t, STYLE_TITLE, alert->state);
        output_table_cell(t, STYLE_NAME, r ? arena_printf(a, "%s/%s", r->source, r->file) : "a report");
        output_table_cell(t, STYLE_PLAIN, alert->note);
}

static void print_delivery(struct output_table *t, struct store *s, const struct delivery *d, int64_t now)
{
        struct arena *a = t->arena;
        struct outbox_attempt *attempts;
        size_t n = 0;

        /* What cannot be read is not told; the delivery's fate stands all the same. */
        if (d->attempts && outbox_attempts(s, d->id, a, &attempts, &n) < 0)
                n = 0;
        output_table_cell(t, STYLE_PLAIN, arena_printf(a, "  %s", d->type));
        output_table_cell(t, STYLE_PLAIN, delivery_receiver(d, a));
        output_table_cell(t, delivery_state_style(d->state),
                          arena_printf(a, "%s (%s%s)", delivery_fate(d, now, a),
                                       store_delivery_name(s, d->id, a),
                                       n ? delivery_attempts_last(attempts, n, a) : ""));
}

void story_print_head(struct output *o, const struct story *story, int64_t now, struct arena *a)
{
        const struct history_incident *i = &story->incident;

        output_printf(o, STYLE_TITLE, "Incident %lld", (long long)i->id);
        output_printf(o, STYLE_PLAIN, ": %s, %s%s%s\n", i->event, i->state,
                      i->status && strcmp(i->status, "Actual") != 0 ? ", " : "",
                      i->status && strcmp(i->status, "Actual") != 0 ? i->status : "");
        if (i->headline)
                output_wrap(o, 2, STYLE_PLAIN, i->headline);
        output_printf(o, STYLE_DIM, "  opened %s, revision %u of %s, %s %s\n", when_local(i->opened, a),
                      i->revision, when_local(i->updated, a), i->expires < now ? "expired" : "expires",
                      when_local(i->expires, a));
        for (size_t k = 0; k < i->n_places; k++)
                output_printf(o, STYLE_NAME, "  %s\n", i->places[k]);
}

void story_print(struct output *o, const struct story *story, struct store *s, int64_t now, struct arena *a)
{
        struct moment *moments;
        struct output_table t;
        size_t n = moments_of(story, a, &moments);

        story_print_head(o, story, now, a);
        output_print(o, STYLE_PLAIN, "\n");
        output_table_init(&t, o, a, 2, NULL, 4);
        for (size_t i = 0; i < n; i++) {
                output_table_cell(&t, STYLE_DIM, when_local(moments[i].at, a));
                if (moments[i].alert)
                        print_alert(&t, story, moments[i].alert);
                else
                        print_delivery(&t, s, moments[i].delivery, now);
        }
        output_table_done(&t);
        if (story->cut)
                output_print(o, STYLE_DIM, "  ... and earlier deliveries (--limit NUMBER)\n");
}

/* --- JSON --- */

static void set_time(json_t *o, const char *name, int64_t t, struct arena *a)
{
        json_object_set_new(o, name, output_json_text(when_rfc3339(t, a)));
}

const char *story_outcome_word(enum history_outcome outcome)
{
        static const char *const words[] = {[OUTCOME_ACCEPTED] = "accepted",
                                            [OUTCOME_DUPLICATE] = "duplicate",
                                            [OUTCOME_REJECTED] = "rejected"};

        return words[outcome];
}

json_t *story_encode_incident(const struct history_incident *i, struct arena *a)
{
        json_t *o =
            json_pack("{s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "incident", (json_int_t)i->id, "revision",
                      (json_int_t)i->revision, "state", output_json_text(i->state), "status",
                      output_json_text(i->status), "event", output_json_text(i->event), "headline",
                      output_json_text(i->headline), "source", output_json_text(i->source));
        json_t *places = json_array();

        for (size_t k = 0; k < i->n_places; k++)
                json_array_append_new(places, output_json_text(i->places[k]));
        json_object_set_new(o, "places", places);
        set_time(o, "opened", i->opened, a);
        set_time(o, "updated", i->updated, a);
        set_time(o, "expires", i->expires, a);
        return o;
}

json_t *story_encode_alert(const struct history_alert *alert, struct arena *a)
{
        json_t *o = json_pack("{s:I, s:I, s:I}", "alert", (json_int_t)alert->id, "report",
                              (json_int_t)alert->report, "incident", (json_int_t)alert->incident);

        json_object_set_new(o, "identifier", output_json_text(alert->identifier));
        json_object_set_new(o, "sender", output_json_text(alert->sender));
        json_object_set_new(o, "status", output_json_text(alert->status));
        json_object_set_new(o, "msgType", output_json_text(alert->msg_type));
        json_object_set_new(o, "event", output_json_text(alert->event));
        json_object_set_new(o, "state", output_json_text(alert->state));
        json_object_set_new(o, "headline", output_json_text(alert->headline));
        json_object_set_new(o, "note", output_json_text(alert->note));
        set_time(o, "sent", alert->sent, a);
        return o;
}

json_t *story_encode_report(const struct history_report *r, struct arena *a)
{
        json_t *o = json_pack("{s:I, s:o, s:o, s:I, s:s, s:o, s:I}", "report", (json_int_t)r->id, "source",
                              output_json_text(r->source), "file", output_json_text(r->file), "size",
                              (json_int_t)r->size, "outcome", story_outcome_word(r->outcome), "reason",
                              output_json_text(r->reason), "alerts", (json_int_t)r->alerts);

        set_time(o, "received", r->received, a);
        return o;
}

json_t *story_encode_delivery(struct store *s, const struct delivery *d, struct arena *a)
{
        json_t *o = delivery_encode(s, d, a);
        struct outbox_attempt *attempts;
        size_t n = 0;

        if (outbox_attempts(s, d->id, a, &attempts, &n) == 0)
                json_object_set_new(o, "tries", delivery_attempts_encode(attempts, n, a));
        return o;
}

json_t *story_encode(const struct story *story, struct store *s, struct arena *a)
{
        json_t *o = story_encode_incident(&story->incident, a), *alerts = json_array(),
               *reports = json_array(), *deliveries = json_array();

        for (size_t i = 0; i < story->n_alerts; i++)
                json_array_append_new(alerts, story_encode_alert(&story->alerts[i], a));
        for (size_t i = 0; i < story->n_reports; i++)
                json_array_append_new(reports, story_encode_report(&story->reports[i], a));
        for (size_t i = 0; i < story->n_deliveries; i++)
                json_array_append_new(deliveries, story_encode_delivery(s, &story->deliveries[i], a));
        json_object_set_new(o, "alerts", alerts);
        json_object_set_new(o, "reports", reports);
        json_object_set_new(o, "deliveries", deliveries);
        return o;
}
