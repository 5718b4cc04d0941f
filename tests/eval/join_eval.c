/* join_eval: whether texts about one event become one incident.
 *
 *   join_eval FILE    JSON lines with "text", "date" and "group" (one event; null: not known which)
 *
 * Each two texts are reported by two sources, the earlier one first, and nothing else is known. Pairs of one group
 * should join where they were told within a day and are labelled with a region in common; a group may also hold blows
 * of different days, and of one night in different regions, which are no incident. Pairs of two groups must not join.
 * Pairs of which one has no group may be one event or not: how many of those join is told and counts neither way. Texts
 * without a date are only compared within their group. With JOIN_PAIRS set, the numbers of the lines that joined, and
 * of those that might have, are printed.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "gazetteer/locate.h"
#include "incident/judge.h"
#include "incident/kind.h"
#include "reader/text_reader.h"
#include "report/report.h"

#define TEXTS_MOST 1000

struct text {
        const char *group;   /* or NULL */
        const char *regions; /* " UA-63 RU-BEL " */
        int64_t date;
        bool dated;
        struct alert_list list;
};

/* Pairs, and those that joined. */
struct count {
        size_t pairs, joined;
};

static const struct gazetteer *gazetteer;
static const struct kind_table *kinds;

static int64_t date_of(const json_t *row, struct arena *a)
{
        const char *text = json_string_value(json_object_get(row, "date"));
        int offset, zoneless;
        int64_t date = INT64_C(1750000000) * TIMESTAMP_SECOND; /* groups without a date have it in common */

        if (text && strlen(text) == 10)
                text = arena_printf(a, "%sT12:00:00+00:00", text);
        if (text)
                timestamp_parse(text, &offset, &zoneless, &date);
        return date;
}

static const char *regions_of(const json_t *row, struct arena *a)
{
        const char *regions = " ";
        const json_t *fact;
        size_t i;

        json_array_foreach(json_object_get(row, "facts"), i, fact)
        {
                const char *code = json_string_value(json_object_get(fact, "code"));
                if (code)
                        regions = arena_printf(a, "%s%s ", regions, code);
        }
        return regions;
}

static void read_text(struct text *t, const json_t *row, const struct text_reader *reader,
                      const struct event_table *events, struct arena *a)
{
        const char *text = json_string_value(json_object_get(row, "text")),
                   *group = json_string_value(json_object_get(row, "group"));
        struct report_options options = {.limits = report_limits_default,
                                         .events = events,
                                         .gazetteer = gazetteer,
                                         .reader = reader,
                                         .source = {.name = "x"}};
        struct problem why;

        *t = (struct text){.group = arena_strdup(a, group),
                           .regions = regions_of(row, a),
                           .date = date_of(row, a),
                           .dated = json_is_string(json_object_get(row, "date"))};
        options.now = t->date;
        if (!text || report_decode(&options, text, strlen(text), a, &t->list, &why) < 0)
                return;
        for (size_t i = 0; i < t->list.n; i++)
                locate_alert(gazetteer, PLACE_NONE, &t->list.alerts[i], a);
}

/* All alerts of one text, by one source. True where one of them goes on in an incident of id below `own`. */
static bool tell(struct incident_table *table, const struct text *t, const char *source, int64_t now,
                 int64_t *next_id, int64_t own, struct arena *a)
{
        struct incident_policy policy = {.kinds = kinds,
                                         .alert_life = 6 * TIMESTAMP_HOUR,
                                         .news_life = 24 * TIMESTAMP_HOUR,
                                         .join_window = TIMESTAMP_HOUR};
        bool joined = false;

        for (size_t i = 0; i < t->list.n; i++) {
                struct alert alert = t->list.alerts[i];
                struct incident_change *changes;
                size_t n;

                alert.source = source;
                n = incident_judge(table, gazetteer, &alert, arena_printf(a, "%s%zu", source, i), &policy,
                                   now, a, &changes);
                for (size_t k = 0; k < n; k++) {
                        struct incident_change *c = &changes[k];
                        joined |= c->before && c->after && c->before->id < own;
                        if (c->after && !c->after->id)
                                c->after->id = (*next_id)++;
                        if (c->after)
                                incident_table_put(table, c->after);
                        else if (c->before)
                                incident_table_drop(table, c->before->id);
                }
        }
        return joined;
}

static bool join(const struct text *x, const struct text *y)
{
        const struct text *first = x->date <= y->date ? x : y, *second = first == x ? y : x;
        struct incident_table *table = incident_table_new(gazetteer);
        struct arena *a = arena_new();
        int64_t next_id = 1;
        bool joined;

        tell(table, first, "first", first->date, &next_id, 1, a);
        joined = tell(table, second, "second", second->date, &next_id, next_id, a);
        incident_table_free(table);
        arena_free(a);
        return joined;
}

static void count(struct count *c, bool joined)
{
        c->pairs++;
        c->joined += joined;
}

static void print(const char *what, struct count c)
{
        printf("%-46s %6zu pairs %6zu joined\n", what, c.pairs, c.joined);
}

static bool same_group(const struct text *x, const struct text *y)
{
        return x->group && y->group && strcmp(x->group, y->group) == 0;
}

static bool is_apart(const struct text *x, const struct text *y)
{
        return llabs(x->date - y->date) > 24 * TIMESTAMP_HOUR;
}

/* Whether the labels name a region in both. */
static bool share_region(const struct text *x, const struct text *y)
{
        for (const char *at = x->regions; at[1]; at = strchr(at + 1, ' ')) {
                size_t n = (size_t)(strchr(at + 1, ' ') + 1 - at);
                if (memmem(y->regions, strlen(y->regions), at, n))
                        return true;
        }
        return false;
}

static void evaluate(const struct text *texts, size_t n)
{
        struct count same = {0}, loose = {0}, different = {0}, unknown = {0}, apart = {0};

        for (size_t i = 0; i < n; i++)
                for (size_t k = i + 1; k < n; k++) {
                        const struct text *x = &texts[i], *y = &texts[k];
                        bool one = same_group(x, y), joined;
                        struct count *c = !x->group || !y->group                  ? &unknown
                                          : !one                                  ? &different
                                          : !is_apart(x, y) && share_region(x, y) ? &same
                                                                                  : &loose;
                        if (!x->list.n || !y->list.n || (!one && (!x->dated || !y->dated)))
                                continue;
                        joined = join(x, y);
                        count(c, joined);
                        if (is_apart(x, y))
                                count(&apart, joined);
                        if (getenv("JOIN_PAIRS") && (joined || one))
                                printf("%s %zu %zu %s\n", joined ? "joined" : "apart ", i + 1, k + 1,
                                       one               ? x->group
                                       : c == &different ? "WRONG"
                                                         : "");
                }
        print("one event, within a day (should join)", same);
        print("one group, days or regions apart (either way)", loose);
        print("two groups (must not)", different);
        print("at least one without a group (either way)", unknown);
        print("of all: more than a day apart (must not)", apart);
        if (same.pairs && same.joined + different.joined)
                printf("recall %.2f, precision %.2f over labelled pairs\n",
                       (double)same.joined / (double)same.pairs,
                       (double)same.joined / (double)(same.joined + different.joined));
}

static size_t read_texts(const char *file, const struct text_reader *reader, const struct event_table *events,
                         struct text *texts, struct arena *a)
{
        FILE *f = fopen(file, "r");
        char *line = NULL;
        size_t room = 0, n = 0;

        while (f && n < TEXTS_MOST && getline(&line, &room, f) > 0) {
                json_t *row = json_loads(line, 0, NULL);
                if (row)
                        read_text(&texts[n++], row, reader, events, a);
                json_decref(row);
        }
        free(line);
        if (f)
                fclose(f);
        return n;
}

int main(int argc, char **argv)
{
        static struct text texts[TEXTS_MOST];
        struct arena *a = arena_new();
        struct gazetteer *g;
        struct text_reader *reader;
        struct event_table *events;
        struct kind_table *k;
        struct problem why;
        size_t n;

        if (argc != 2) {
                fputs("usage: join_eval FILE\n", stderr);
                return 2;
        }
        if (gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &reader, &why) < 0 ||
            event_table_load("config/vocabulary/events.tsv", &events, &why) < 0 ||
            kind_table_load("config/vocabulary/kinds.tsv", &k, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 1;
        }
        gazetteer = g;
        kinds = k;
        n = read_texts(argv[1], reader, events, texts, a);
        evaluate(texts, n);
        arena_free(a);
        event_table_free(events);
        kind_table_free(k);
        text_reader_free(reader);
        gazetteer_free(g);
        return n == 0;
}
