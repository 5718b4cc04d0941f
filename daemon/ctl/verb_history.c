#include <errno.h>
#include <string.h>

#include "base/timestamp.h"
#include "ctl/story.h"
#include "ctl/verb.h"
#include "ctl/when.h"
#include "store/history.h"

#define LIMIT_DEFAULT 30
#define LIMIT_MOST    1000000
#define PLACES_MOST   3 /* of an incident, in a list */

enum {
        OPTION_PLACE,
        OPTION_SINCE,
        OPTION_UNTIL,
        OPTION_INCIDENTS,
        OPTION_ALERTS,
        OPTION_REPORTS,
        OPTION_OPEN,
        OPTION_LIMIT
};

static const struct verb_option options[] = {
    {"place", 'p', "PLACE", "this place, what lies in it, and what it lies in"},
    {"since", 's', "TIME", "from then on: \"2h\" (ago), \"2026-08-18\", \"2026-08-18T18:32:45+03:00\""},
    {"until", 'u', "TIME", "up to then"},
    {"incidents", 'i', NULL, "list incidents (this is what is shown by default)"},
    {"alerts", 'a', NULL, "list the alerts that reports said"},
    {"reports", 'r', NULL, "list the files that came in"},
    {"open", 'o', NULL, "only incidents that go on now"},
    {"limit", 'n', "NUMBER", "at most so many (30)"},
};

/* One question to the history. */
struct question {
        struct verb_call *call;
        struct store *store;
        struct history_filter filter;
        unsigned limit;
};

static enum verb_result failed(const struct question *q)
{
        return verb_complain(VERB_FAILED, "%s", store_problem(q->store));
}

static void say_more(struct question *q, size_t n)
{
        if (n == 0)
                output_print(&q->call->out, STYLE_DIM, "There are none.\n");
        if (n > q->limit)
                output_print(&q->call->out, STYLE_DIM, "... and more (--limit NUMBER)\n");
}

/* --- incidents --- */

static char *places_of(const struct history_incident *i, struct arena *a)
{
        char *list = arena_strdup(a, i->n_places ? i->places[0] : "-");

        for (size_t k = 1; k < i->n_places && k < PLACES_MOST; k++)
                list = arena_printf(a, "%s %s", list, i->places[k]);
        if (i->n_places > PLACES_MOST)
                list = arena_printf(a, "%s and %zu more", list, i->n_places - PLACES_MOST);
        return list;
}

static enum output_style style_of(const struct history_incident *i)
{
        return i->state && strcmp(i->state, "open") == 0 ? STYLE_BAD : STYLE_GOOD;
}

static void print_incidents(struct question *q, const struct history_incident *list, size_t n)
{
        static const char *const titles[] = {"Incident", "Opened", "State", "Event", "Where", "What"};
        struct arena *a = q->call->arena;
        struct output_table t;

        output_table_init(&t, &q->call->out, a, 0, n ? titles : NULL, 6);
        for (size_t i = 0; i < n && i < q->limit; i++) {
                const struct history_incident *x = &list[i];
                output_table_cell(&t, STYLE_NAME, arena_printf(a, "%lld", (long long)x->id));
                output_table_cell(&t, STYLE_DIM, when_local(x->opened, a));
                output_table_cell(&t, style_of(x), x->state);
                output_table_cell(&t, STYLE_PLAIN,
                                  x->status && strcmp(x->status, "Actual") != 0
                                      ? arena_printf(a, "%s (%s)", x->event, x->status)
                                      : x->event);
                output_table_cell(&t, STYLE_PLAIN, places_of(x, a));
                output_table_cell(&t, STYLE_PLAIN, x->headline);
        }
        output_table_done(&t);
}

static enum verb_result list_incidents(struct question *q)
{
        struct history_incident *list;
        size_t n;

        if (history_incidents(q->store, &q->filter, q->call->arena, &list, &n) < 0)
                return failed(q);
        for (size_t i = 0; q->call->json && i < n && i < q->limit; i++)
                output_json(&q->call->out, story_encode_incident(&list[i], q->call->arena));
        if (!q->call->json) {
                print_incidents(q, list, n);
                say_more(q, n);
        }
        return VERB_GOOD;
}

/* --- alerts --- */

static void print_alerts(struct question *q, const struct history_alert *list, size_t n)
{
        static const char *const titles[] = {"Sent", "State", "Event", "Status", "What", "Done"};
        struct arena *a = q->call->arena;
        struct output_table t;

        output_table_init(&t, &q->call->out, a, 0, n ? titles : NULL, 6);
        for (size_t i = 0; i < n && i < q->limit; i++) {
                output_table_cell(&t, STYLE_DIM, when_local(list[i].sent, a));
                output_table_cell(&t, STYLE_PLAIN, list[i].state);
                output_table_cell(&t, STYLE_PLAIN, list[i].event);
                output_table_cell(&t, STYLE_PLAIN, list[i].status);
                output_table_cell(&t, STYLE_PLAIN, list[i].headline);
                output_table_cell(&t, STYLE_NAME, list[i].note);
        }
        output_table_done(&t);
}

static enum verb_result list_alerts(struct question *q)
{
        struct history_alert *list;
        size_t n;

        if (history_alerts(q->store, &q->filter, q->call->arena, &list, &n) < 0)
                return failed(q);
        for (size_t i = 0; q->call->json && i < n && i < q->limit; i++)
                output_json(&q->call->out, story_encode_alert(&list[i], q->call->arena));
        if (!q->call->json) {
                print_alerts(q, list, n);
                say_more(q, n);
        }
        return VERB_GOOD;
}

/* --- reports --- */

static void print_reports(struct question *q, const struct history_report *list, size_t n)
{
        static const char *const titles[] = {"Received", "File", "Outcome", "Alerts", "Reason"};
        static const enum output_style styles[] = {
            [OUTCOME_ACCEPTED] = STYLE_GOOD, [OUTCOME_DUPLICATE] = STYLE_DIM, [OUTCOME_REJECTED] = STYLE_BAD};
        struct arena *a = q->call->arena;
        struct output_table t;

        output_table_init(&t, &q->call->out, a, 0, n ? titles : NULL, 5);
        for (size_t i = 0; i < n && i < q->limit; i++) {
                output_table_cell(&t, STYLE_DIM, when_local(list[i].received, a));
                output_table_cell(&t, STYLE_NAME, arena_printf(a, "%s/%s", list[i].source, list[i].file));
                output_table_cell(&t, styles[list[i].outcome], story_outcome_word(list[i].outcome));
                output_table_cell(&t, STYLE_PLAIN, arena_printf(a, "%u", list[i].alerts));
                output_table_cell(&t, STYLE_PLAIN, list[i].reason);
        }
        output_table_done(&t);
}

static enum verb_result list_reports(struct question *q)
{
        struct history_report *list;
        size_t n;

        if (history_reports(q->store, &q->filter, q->call->arena, &list, &n) < 0)
                return failed(q);
        for (size_t i = 0; q->call->json && i < n && i < q->limit; i++)
                output_json(&q->call->out, story_encode_report(&list[i], q->call->arena));
        if (!q->call->json) {
                print_reports(q, list, n);
                say_more(q, n);
        }
        return VERB_GOOD;
}

/* --- the story of one --- */

static enum verb_result tell(struct question *q, const char *name)
{
        struct story story;
        int64_t id = story_incident(q->store, name);
        int r;

        if (id == 0)
                return verb_complain(VERB_MISUSED,
                                     "\"%s\" is no incident; they are numbers, see: sirenctl history", name);
        r = story_read(q->store, id, q->limit, q->call->arena, &story);
        if (r == -ENOENT)
                return verb_complain(VERB_FAILED,
                                     "there is no incident %lld (any more); see: sirenctl history",
                                     (long long)id);
        if (r < 0)
                return failed(q);
        if (q->call->json)
                output_json(&q->call->out, story_encode(&story, q->store, q->call->arena));
        else
                story_print(&q->call->out, &story, q->store, q->call->now, q->call->arena);
        return VERB_GOOD;
}

/* --- asking --- */

static enum verb_result find_place(struct question *q, const struct settings *settings)
{
        const char *text = q->call->values[OPTION_PLACE];
        struct problem why = {""};
        struct gazetteer *g;
        uint32_t place;
        enum verb_result result = VERB_GOOD;

        if (!text)
                return VERB_GOOD;
        result = verb_load_gazetteer(q->call, settings, &g);
        if (result != VERB_GOOD)
                return result;
        if (place_find(g, text, PLACE_NONE, &place, &why) < 0)
                result = verb_complain(VERB_FAILED, "%s", why.text);
        else
                q->filter.place = place_path(g, place, q->call->arena);
        gazetteer_free(g);
        return result;
}

static enum verb_result prepare(struct question *q, const struct settings *settings)
{
        struct history_filter *f = &q->filter;
        enum verb_result result;

        if ((result = verb_time(q->call, OPTION_SINCE, TIMESTAMP_NONE, &f->since)) != VERB_GOOD ||
            (result = verb_time(q->call, OPTION_UNTIL, TIMESTAMP_NONE, &f->until)) != VERB_GOOD ||
            (result = verb_number(q->call, OPTION_LIMIT, LIMIT_MOST, LIMIT_DEFAULT, &q->limit)) != VERB_GOOD)
                return result;
        f->limit = q->limit + 1;
        f->state = q->call->values[OPTION_OPEN] ? "open" : NULL;
        return find_place(q, settings);
}

static enum verb_result ask(struct question *q)
{
        enum verb_result result = VERB_GOOD;

        for (size_t i = 0; i < q->call->n_arguments; i++)
                result |= tell(q, q->call->arguments[i]);
        if (q->call->n_arguments)
                return result;
        if (q->call->values[OPTION_ALERTS])
                return list_alerts(q);
        return q->call->values[OPTION_REPORTS] ? list_reports(q) : list_incidents(q);
}

static enum verb_result run(struct verb_call *call)
{
        struct question q = {.call = call};
        struct settings *settings = NULL;
        enum verb_result result = verb_load_settings(call, &settings);

        if (result == VERB_GOOD)
                result = prepare(&q, settings);
        if (result == VERB_GOOD)
                result = verb_open_store(settings, STORE_READ, &q.store);
        if (result == VERB_GOOD)
                result = ask(&q);
        store_close(q.store);
        settings_free(settings);
        return result;
}

const struct verb verb_history = {
    .name = "history",
    .usage = "[INCIDENT ...]",
    .summary = "what has happened, and who was told: incidents, alerts, reports",
    .help =
        "Lists incidents, alerts or reports, the newest first. With the number of an incident it tells its\n"
        "story: which reports said it, what was made of them, and who was told when.\n"
        "With --json: one object on each line.\n\n"
        "Example: sirenctl history --place ua/kharkiv --since 12h\n"
        "         sirenctl history 12",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .most = SIZE_MAX,
    .run = run,
};
