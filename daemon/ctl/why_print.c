#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/delivery.h"
#include "ctl/when.h"
#include "ctl/why.h"
#include "send/recipient.h"

/* --- people --- */

/* Was anything made for them before then? */
static bool had_been_told(const struct why *w, int64_t at)
{
        for (size_t i = 0; i < w->story.n_deliveries; i++)
                if (w->story.deliveries[i].created < at)
                        return true;
        return false;
}

static void print_decision(struct output *o, const struct why *w, const struct why_alert *x, struct arena *a)
{
        bool send = x->route.decision == ROUTE_SEND, late = send && x->report &&
                                                            strcmp(x->row->state, "all-clear") == 0 &&
                                                            !had_been_told(w, x->report->received);

        if (!x->route.reason)
                return;
        output_wrap(o, 4, send ? STYLE_GOOD : STYLE_WARN,
                    arena_printf(a, "%s: %s%s", send ? "for them" : "not for them", x->route.reason,
                                 late ? "; but an all-clear reaches only those who were warned before" : ""));
}

static void print_alert(struct output *o, const struct why *w, const struct why_alert *x, struct arena *a)
{
        const struct history_alert *row = x->row;

        output_printf(o, STYLE_DIM, "%s ", when_local(x->report ? x->report->received : row->sent, a));
        if (x->report)
                output_printf(o, STYLE_TITLE, "%s/%s", x->report->source, x->report->file);
        else
                output_print(o, STYLE_TITLE, "a report");
        output_printf(o, STYLE_PLAIN, " says %s, %s", row->state, row->event);
        if (row->sent != TIMESTAMP_NONE)
                output_printf(o, STYLE_DIM, ", sent %s", when_local(row->sent, a));
        output_print(o, STYLE_PLAIN, "\n");
        if (row->headline)
                output_wrap(o, 4, STYLE_PLAIN, row->headline);
        for (size_t i = 0; x->alert && i < x->alert->n_infos; i++)
                for (size_t k = 0; k < x->alert->infos[i].n_evidence; k++)
                        output_wrap(o, 4, STYLE_DIM,
                                    arena_printf(a, "\"%s\"", x->alert->infos[i].evidence[k]));
        if (row->note)
                output_wrap(o, 4, STYLE_NAME, row->note);
        if (x->gone)
                output_wrap(o, 4, STYLE_DIM, x->gone);
        print_decision(o, w, x, a);
}

static void print_instead(struct output *o, const struct why_delivery *x, struct store *s, struct arena *a)
{
        const struct delivery *d = x->instead;

        if (!d)
                return;
        if (x->row->state == DELIVERY_UNNEEDED)
                output_wrap(o, 6, STYLE_DIM,
                            arena_printf(a, "not needed: %s confirmed it %s",
                                         recipient_join(d->channel, d->address, a),
                                         when_local(d->finished, a)));
        else
                output_wrap(o, 6, STYLE_DIM,
                            arena_printf(a, "revision %u took its place %s (%s)", d->revision,
                                         when_local(d->created, a), store_delivery_name(s, d->id, a)));
}

static void print_delivery(struct output *o, const struct why_delivery *x, struct store *s, int64_t now,
                           struct arena *a)
{
        const struct delivery *d = x->row;

        output_printf(o, STYLE_DIM, "%s ", when_local(d->created, a));
        output_printf(o, STYLE_TITLE, "%s", d->type);
        output_printf(o, STYLE_PLAIN, " of revision %u by %s: ", d->revision,
                      recipient_join(d->channel, d->address, a));
        output_printf(o, delivery_state_style(d->state), "%s", delivery_fate(d, now, a));
        output_printf(o, STYLE_DIM, " (%s)\n", store_delivery_name(s, d->id, a));
        if (d->reason)
                output_wrap(o, 4, STYLE_PLAIN, d->reason);
        if (x->n_attempts)
                delivery_attempts_print(o, 6, x->attempts, x->n_attempts, a);
        print_instead(o, x, s, a);
}

static void print_held(struct output *o, const struct why *w, struct store *s, int64_t now, struct arena *a)
{
        for (size_t i = 0; i < w->n_held; i++)
                output_wrap(o, 2, STYLE_PLAIN,
                            arena_printf(a, "held back: it waits for their digest of %s",
                                         when_local(w->held[i].due, a)));
        for (size_t i = w->n_held || why_was_told(w) ? w->n_digests : 0; i < w->n_digests; i++)
                output_wrap(o, 2, STYLE_PLAIN,
                            arena_printf(a, "a digest of what was held back went to %s %s: %s (%s)",
                                         w->digests[i].channel, when_local(w->digests[i].created, a),
                                         delivery_fate(&w->digests[i], now, a),
                                         store_delivery_name(s, w->digests[i].id, a)));
}

/* A quiet update goes only to those whose words it changes. */
static void print_words(struct output *o, const struct why *w, struct arena *a)
{
        unsigned told = why_told_revision(w);

        if (told && told < w->story.incident.revision && !w->n_held && w->content.reason &&
            w->content.decision == ROUTE_SEND)
                output_wrap(
                    o, 2, STYLE_PLAIN,
                    arena_printf(
                        a, "Since revision %u, up to %u now, nothing has changed in what they were told.",
                        told, w->story.incident.revision));
}

/* How long after its report the first message was confirmed. */
static void print_verdict(struct output *o, const struct why *w, struct arena *a)
{
        const struct delivery *first = NULL;

        for (size_t i = w->story.n_deliveries; i-- > 0 && !first;)
                if (w->story.deliveries[i].state == DELIVERY_DELIVERED)
                        first = &w->story.deliveries[i];
        output_printf(o, STYLE_NAME, "%s ", w->name);
        if (first) {
                output_printf(o, STYLE_GOOD, "was told by %s",
                              recipient_join(first->channel, first->address, a));
                output_printf(o, STYLE_PLAIN, ", first %s, %.3f s after it was decided\n",
                              when_local(first->finished, a),
                              (double)(first->finished - first->created) / 1e6);
        } else if (w->story.n_deliveries) {
                output_print(o, STYLE_BAD, "was to be told, and no channel has confirmed it\n");
        } else {
                output_print(o, STYLE_WARN, "was not told\n");
        }
        if (!w->known)
                output_wrap(o, 2, STYLE_WARN, "There is no such subscriber any more.");
        else if (!first && w->content.reason)
                output_wrap(o, 2, STYLE_PLAIN,
                            arena_printf(a,
                                         "The incident as it is known last, by the present configuration: %s",
                                         w->content.reason));
}

void why_print(struct output *o, const struct why *w, struct store *s, int64_t now, struct arena *a)
{
        size_t i = 0, k = 0;

        story_print_head(o, &w->story, now, a);
        output_print(o, STYLE_PLAIN, "\n");
        print_verdict(o, w, a);
        print_words(o, w, a);
        print_held(o, w, s, now, a);
        output_print(o, STYLE_PLAIN, "\n");
        while (i < w->story.n_alerts || k < w->story.n_deliveries) {
                const struct history_report *r = i < w->story.n_alerts ? w->alerts[i].report : NULL;
                bool alert = i < w->story.n_alerts && (k == w->story.n_deliveries || !r ||
                                                       r->received <= w->deliveries[k].row->created);
                if (alert)
                        print_alert(o, w, &w->alerts[i++], a);
                else
                        print_delivery(o, &w->deliveries[k++], s, now, a);
        }
}

/* --- scripts --- */

static json_t *encode_alert(const struct why_alert *x, struct arena *a)
{
        json_t *o = story_encode_alert(x->row, a), *evidence = json_array();

        for (size_t i = 0; x->alert && i < x->alert->n_infos; i++)
                for (size_t k = 0; k < x->alert->infos[i].n_evidence; k++)
                        json_array_append_new(evidence, output_json_text(x->alert->infos[i].evidence[k]));
        json_object_set_new(o, "report", x->report ? story_encode_report(x->report, a) : json_null());
        json_object_set_new(o, "evidence", evidence);
        json_object_set_new(o, "gone", output_json_text(x->gone));
        json_object_set_new(o, "decision",
                            x->route.reason ? json_string(route_decision_word(x->route.decision))
                                            : json_null());
        json_object_set_new(o, "rule", output_json_text(x->route.reason ? x->route.rule_name : NULL));
        json_object_set_new(o, "reason", output_json_text(x->route.reason));
        return o;
}

json_t *why_encode(const struct why *w, struct store *s, struct arena *a)
{
        json_t *o = story_encode_incident(&w->story.incident, a), *alerts = json_array(),
               *deliveries = json_array();
        char due[TIMESTAMP_TEXT];

        for (size_t i = 0; i < w->story.n_alerts; i++)
                json_array_append_new(alerts, encode_alert(&w->alerts[i], a));
        for (size_t i = 0; i < w->story.n_deliveries; i++) {
                const struct why_delivery *x = &w->deliveries[i];
                json_t *d = story_encode_delivery(s, x->row, a);
                json_object_set_new(d, "instead",
                                    x->instead ? json_string(store_delivery_name(s, x->instead->id, a))
                                               : json_null());
                json_array_append_new(deliveries, d);
        }
        json_object_set_new(o, "subscriber", output_json_text(w->name));
        json_object_set_new(o, "told", json_boolean(why_was_told(w)));
        json_object_set_new(o, "told_revision", json_integer(why_told_revision(w)));
        json_object_set_new(o, "reason", output_json_text(w->content.reason));
        json_object_set_new(o, "alerts", alerts);
        json_object_set_new(o, "deliveries", deliveries);
        json_object_set_new(o, "held_until",
                            w->n_held ? json_string(timestamp_format(w->held[0].due, 0, due)) : json_null());
        return o;
}
