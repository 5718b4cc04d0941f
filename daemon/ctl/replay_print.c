#include "ctl/replay_print.h"

#include <string.h>

#include "ctl/delivery.h"
#include "ctl/explain.h"
#include "ctl/story.h"
#include "ctl/when.h"

/* Why somebody would not be told any more, or was not told then: NULL where there is nothing to say. */
static const char *reason_of(const struct replay_view *v, const struct replay_line *l, struct arena *a)
{
        const struct replay_message *m = replay_line_message(l);
        const struct replay_report *r = m->report == REPLAY_NONE ? NULL : &v->replay->reports[m->report];
        const char *why;
        bool send = false;
        uint32_t number;

        if (l->difference == REPLAY_FALLBACK)
                return "the channel before had not confirmed in time";
        if (l->difference != REPLAY_MISSING)
                return m->reason;
        if (!r)
                return people_find(v->setup->people, m->subscriber, &number) ? NULL
                                                                             : "there is no such subscriber";
        why = explain_report(v->setup, v->archive, r->row, r->file, m->subscriber, m->channel, a, &send);
        if (send && r->ran && *r->verdict.summary)
                return arena_printf(a, "%s; but the report %s", why, r->verdict.summary);
        return why;
}

/* How a message that was really made ended, where that is not as a replay takes it to be. */
static const char *fate_of(const struct replay_line *l, struct arena *a)
{
        const struct delivery *d = l->then ? l->then->delivery : NULL;

        if (!d || d->state == DELIVERY_DELIVERED)
                return NULL;
        return d->reason ? arena_printf(a, "%s: %s", delivery_state_word(d->state), d->reason)
                         : delivery_state_word(d->state);
}

/* --- people --- */

static const struct {
        const char *mark;
        enum output_style style;
} marks[] = {[REPLAY_SAME] = {"=", STYLE_DIM},
             [REPLAY_WORDS] = {"~", STYLE_WARN},
             [REPLAY_ADDED] = {"+", STYLE_GOOD},
             [REPLAY_MISSING] = {"-", STYLE_BAD},
             [REPLAY_FALLBACK] = {">", STYLE_DIM}};

static void print_report(struct output *o, const struct replay_report *r, struct arena *a)
{
        output_printf(o, STYLE_DIM, "%s ", when_local(r->row->received, a));
        output_printf(o, STYLE_TITLE, "%s/%s", r->row->source, r->row->file);
        if (!r->ran)
                output_print(o, STYLE_WARN, " is no more there");
        else if (r->verdict.outcome == OUTCOME_REJECTED)
                output_printf(o, STYLE_BAD, " would be rejected: %s", r->verdict.reason);
        else
                output_printf(o, STYLE_PLAIN, " %s",
                              *r->verdict.summary ? r->verdict.summary : "says nothing");
        if (r->ran && r->row->outcome == OUTCOME_REJECTED && r->verdict.outcome != OUTCOME_REJECTED)
                output_printf(o, STYLE_WARN, "; was rejected: %s", r->row->reason ? r->row->reason : "");
        output_print(o, STYLE_PLAIN, "\n");
}

static void print_words(struct output *o, const struct replay_line *l)
{
        if (l->difference != REPLAY_WORDS)
                return;
        if (l->now->sound != l->then->sound)
                output_wrap(o, 6, STYLE_WARN,
                            l->now->sound ? "with a sound; was without" : "without a sound; was with one");
        if (l->now->headline && l->then->headline && strcmp(l->now->headline, l->then->headline) != 0) {
                output_printf(o, STYLE_DIM, "      was: ");
                output_print(o, STYLE_PLAIN, l->then->headline);
                output_print(o, STYLE_PLAIN, "\n");
        } else if (l->now->sound == l->then->sound) {
                output_wrap(o, 6, STYLE_DIM, "its text is another one");
        }
}

static void print_line(struct output *o, const struct replay_view *v, const struct replay_line *l,
                       struct arena *a)
{
        const struct replay_message *m = replay_line_message(l);
        const char *reason = reason_of(v, l, a), *fate = fate_of(l, a);

        output_printf(o, marks[l->difference].style, "  %s %s by %s", marks[l->difference].mark,
                      m->subscriber, m->channel);
        output_printf(o, STYLE_PLAIN, "  %s%s%s", m->type, m->headline ? ": " : "",
                      m->headline ? m->headline : "");
        output_print(o, STYLE_DIM, m->headline && m->sound ? " (sound)\n" : "\n");
        print_words(o, l);
        if (reason)
                output_wrap(o, 6, STYLE_DIM, reason);
        if (fate)
                output_wrap(o, 6, STYLE_WARN, arena_printf(a, "then: %s", fate));
}

static bool is_shown(const struct replay_view *v, const struct replay_line *l)
{
        return !v->differences || l->difference == REPLAY_WORDS || l->difference == REPLAY_ADDED ||
               l->difference == REPLAY_MISSING;
}

/* The lines of one report, or of a time at which none came; returns the first that is of another. */
static size_t print_group(struct output *o, const struct replay_view *v, size_t first)
{
        const struct replay_comparison *c = v->comparison;
        const struct replay_message *m = replay_line_message(&c->lines[first]);
        bool named = false;
        size_t i = first;

        for (; i < c->n; i++) {
                const struct replay_message *x = replay_line_message(&c->lines[i]);
                struct arena *a;
                if (x->report != m->report || (m->report == REPLAY_NONE && x->at != m->at))
                        break;
                if (!is_shown(v, &c->lines[i]))
                        continue;
                a = arena_new();
                if (!named && m->report == REPLAY_NONE) {
                        output_printf(o, STYLE_DIM, "%s ", when_local(m->at, a));
                        output_print(o, STYLE_TITLE, "time passed\n");
                } else if (!named) {
                        print_report(o, &v->replay->reports[m->report], a);
                }
                named = true;
                print_line(o, v, &c->lines[i], a);
                arena_free(a);
        }
        return i;
}

/* Reports that nobody is told of, up to the one that comes next in the lines. */
static void print_silent(struct output *o, const struct replay_view *v, size_t *report, size_t end)
{
        for (; *report < end; (*report)++) {
                struct arena *a = arena_new();
                const struct replay_report *r = &v->replay->reports[*report];
                if (!v->differences || !r->ran || (r->verdict.outcome != r->row->outcome))
                        print_report(o, r, a);
                arena_free(a);
        }
}

static void print_sum(struct output *o, const struct replay_view *v)
{
        const struct replay *r = v->replay;
        const size_t *n = v->comparison->counts;

        output_printf(o, STYLE_TITLE, "\n%zu reports", r->n_reports - r->n_lead);
        output_printf(o, STYLE_PLAIN, " through %s, beside %s: ", v->now, v->then);
        output_printf(
            o, STYLE_PLAIN,
            "%zu messages are the same, %zu in other words (~), %zu only now (+), %zu only then (-)\n",
            n[REPLAY_SAME], n[REPLAY_WORDS], n[REPLAY_ADDED], n[REPLAY_MISSING]);
        if (n[REPLAY_FALLBACK])
                output_printf(
                    o, STYLE_DIM,
                    "%zu more went by a further channel then, because the one before did not confirm (>)\n",
                    n[REPLAY_FALLBACK]);
        if (r->n_missing)
                output_printf(
                    o, STYLE_WARN,
                    "%zu reports, %zu of them from the day before, are no more in the spool (done_keep, "
                    "rejected_keep): what they said is not known\n",
                    r->n_missing, r->n_lead_missing);
}

void replay_print(struct output *o, const struct replay_view *v)
{
        const struct replay_comparison *c = v->comparison;
        size_t report = v->replay->n_lead;

        for (size_t i = 0; i < c->n;) {
                size_t at = replay_line_message(&c->lines[i])->report;
                if (at != REPLAY_NONE && at >= report) {
                        print_silent(o, v, &report, at);
                        report = at + 1;
                }
                i = print_group(o, v, i);
        }
        print_silent(o, v, &report, v->replay->n_reports);
        print_sum(o, v);
}

/* --- scripts --- */

static json_t *encode_report(const struct replay_report *r, struct arena *a)
{
        json_t *o = json_pack("{s:s, s:o, s:o, s:o, s:s}", "line", "report", "source",
                              output_json_text(r->row->source), "file", output_json_text(r->row->file),
                              "received", output_json_text(when_rfc3339(r->row->received, a)), "then",
                              story_outcome_word(r->row->outcome));

        json_object_set_new(o, "outcome",
                            r->ran ? json_string(story_outcome_word(r->verdict.outcome)) : json_null());
        json_object_set_new(o, "reason",
                            output_json_text(r->ran ? r->verdict.reason : "it is no more there"));
        json_object_set_new(o, "summary", r->ran ? output_json_text(r->verdict.summary) : json_null());
        return o;
}

static json_t *encode_message(const struct replay_message *m)
{
        json_t *o;

        if (!m)
                return json_null();
        o = json_pack("{s:o, s:b}", "headline", output_json_text(m->headline), "sound", (int)m->sound);
        if (m->delivery)
                json_object_set_new(o, "state", json_string(delivery_state_word(m->delivery->state)));
        return o;
}

static void print_line_json(struct output *o, const struct replay_view *v, const struct replay_line *l)
{
        const struct replay_message *m = replay_line_message(l);
        struct arena *a = arena_new();
        const struct replay_report *r = m->report == REPLAY_NONE ? NULL : &v->replay->reports[m->report];
        json_t *line =
            json_pack("{s:s, s:s, s:o, s:s, s:s, s:s, s:o, s:o}", "line", "message", "difference",
                      replay_difference_word(l->difference), "at", output_json_text(when_rfc3339(m->at, a)),
                      "subscriber", m->subscriber, "channel", m->channel, "type", m->type, "now",
                      encode_message(l->now), "then", encode_message(l->then));

        json_object_set_new(line, "report",
                            r ? output_json_text(arena_printf(a, "%s/%s", r->row->source, r->row->file))
                              : json_null());
        json_object_set_new(line, "reason", output_json_text(reason_of(v, l, a)));
        output_json(o, line);
        arena_free(a);
}

void replay_print_json(struct output *o, const struct replay_view *v)
{
        const struct replay_comparison *c = v->comparison;
        const struct replay *r = v->replay;

        for (size_t i = r->n_lead; i < r->n_reports; i++) {
                struct arena *a = arena_new();
                output_json(o, encode_report(&r->reports[i], a));
                arena_free(a);
        }
        for (size_t i = 0; i < c->n; i++)
                if (is_shown(v, &c->lines[i]))
                        print_line_json(o, v, &c->lines[i]);
        output_json(o, json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "line", "sum", "reports",
                                 (json_int_t)(r->n_reports - r->n_lead), "gone", (json_int_t)r->n_missing,
                                 "same", (json_int_t)c->counts[REPLAY_SAME], "words",
                                 (json_int_t)c->counts[REPLAY_WORDS], "added",
                                 (json_int_t)c->counts[REPLAY_ADDED], "missing",
                                 (json_int_t)c->counts[REPLAY_MISSING], "fallback",
                                 (json_int_t)c->counts[REPLAY_FALLBACK]));
}
