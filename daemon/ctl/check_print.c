#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "ctl/check.h"
#include "ctl/mark.h"
#include "ctl/when.h"

#define EXCERPT       480 /* characters of a description */
#define PLACES_MOST   40  /* that are listed */
#define MENTIONS_MOST 20

/* One report while it is being printed. */
struct print {
        struct output *o;
        const struct setup *setup;
        const struct check *check;
        const struct check_style *style;
        struct arena *arena;
};

static void title(struct print *p, unsigned indent, const char *text)
{
        output_wrap(p->o, indent, STYLE_TITLE, text);
}

static void more(struct print *p, unsigned indent, size_t n, size_t most)
{
        if (n > most)
                output_wrap(p->o, indent, STYLE_DIM, arena_printf(p->arena, "... and %zu more", n - most));
}

/* --- what --- */

static void print_badge(struct print *p, const struct alert *alert)
{
        static const struct {
                const char *word;
                enum output_style style;
        } badges[] = {[STATE_LIVE] = {" LIVE ", STYLE_ALARM},
                      [STATE_PAST] = {" PAST ", STYLE_NEWS},
                      [STATE_ALL_CLEAR] = {" ALL-CLEAR ", STYLE_CALM},
                      [STATE_FORECAST] = {" FORECAST ", STYLE_WARN}};
        enum alert_state state = alert_state(alert);

        output_print(p->o, STYLE_PLAIN, "  ");
        if (!p->o->color)
                output_printf(p->o, STYLE_PLAIN, "[%.*s]", (int)strlen(badges[state].word) - 2,
                              badges[state].word + 1);
        else
                output_print(p->o, badges[state].style, badges[state].word);
        if (alert->status != STATUS_ACTUAL) {
                output_print(p->o, STYLE_PLAIN, " ");
                output_printf(p->o, STYLE_DRILL, " %s: not real ",
                              vocab_word(VOCAB_STATUS, (int)alert->status));
        }
}

static enum output_style style_of_severity(enum alert_severity severity)
{
        static const enum output_style styles[] = {[SEVERITY_MINOR] = STYLE_PLAIN,
                                                   [SEVERITY_MODERATE] = STYLE_PLAIN,
                                                   [SEVERITY_SEVERE] = STYLE_WARN,
                                                   [SEVERITY_EXTREME] = STYLE_BAD,
                                                   [SEVERITY_UNKNOWN] = STYLE_PLAIN};

        return styles[severity];
}

static const char *life_of(struct print *p, const struct alert *alert)
{
        int64_t expires = alert_expires(alert);

        if (expires == TIMESTAMP_NONE)
                return "";
        return arena_printf(p->arena, ", %s %s (%s)", expires < p->style->now ? "expired" : "expires",
                            when_local(expires, p->arena), when_ago(expires, p->style->now, p->arena));
}

static void print_what(struct print *p, const struct alert *alert, const struct alert_info *main)
{
        output_print(p->o, STYLE_PLAIN, " ");
        output_print(p->o, STYLE_TITLE, vocab_word(VOCAB_EVENT, main ? (int)main->event : EVENT_OTHER));
        if (main && main->headline)
                output_printf(p->o, STYLE_PLAIN, ": %s", main->headline);
        output_print(p->o, STYLE_PLAIN, "\n    ");
        if (main) {
                output_printf(p->o, style_of_severity(main->severity), "%s",
                              vocab_word(VOCAB_SEVERITY, (int)main->severity));
                output_printf(p->o, STYLE_PLAIN, ", %s, %s", vocab_word(VOCAB_URGENCY, (int)main->urgency),
                              vocab_word(VOCAB_CERTAINTY, (int)main->certainty));
        }
        output_printf(p->o, STYLE_PLAIN, "%s%s%s\n", main ? "; " : "",
                      vocab_word(VOCAB_MSGTYPE, (int)alert->msg_type), life_of(p, alert));
}

static void print_origin(struct print *p, const struct alert *alert)
{
        static const char *const formats[] = {
            [FORMAT_CAP] = "CAP", [FORMAT_JSON] = "JSON", [FORMAT_TEXT] = "text"};

        output_printf(p->o, STYLE_DIM, "    %s%s%s, source %s%s", formats[alert->format],
                      alert->cap_version ? " " : "", alert->cap_version ? alert->cap_version : "",
                      p->check->source, alert->official ? " (official)" : "");
        if (alert->sender)
                output_printf(p->o, STYLE_DIM, ", from %s", alert->sender);
        if (alert->identifier)
                output_printf(p->o, STYLE_DIM, ", %s", alert->identifier);
        if (alert->sent != TIMESTAMP_NONE)
                output_printf(p->o, STYLE_DIM, ", sent %s", when_local(alert->sent, p->arena));
        output_print(p->o, STYLE_PLAIN, "\n");
        for (size_t i = 0; i < alert->n_references && i < 3; i++)
                output_printf(p->o, STYLE_DIM, "    about %s\n", alert->references[i].identifier);
        more(p, 4, alert->n_references, 3);
}

/* --- where --- */

static void place_row(struct print *p, struct output_table *t, const struct area_place *place)
{
        const struct gazetteer *g = p->setup->gazetteer;
        const char *iso = place_iso(g, place->number, p->arena);
        const char *why = place->why ? place->why : "";

        if (place->words)
                why = arena_printf(p->arena, "with %s, unknown", place->words);

        output_table_cell(t, STYLE_NAME, place->path);
        output_table_cell(t, STYLE_PLAIN, place_name(g, place->number, PLACE_EN, p->arena));
        output_table_cell(
            t, STYLE_DIM,
            arena_printf(p->arena, "%s, %s", place_level_word(place_level(g, place->number)), iso));
        output_table_cell(t, place->role == ROLE_TOWARD ? STYLE_WARN : STYLE_DIM,
                          place->role == ROLE_TOWARD
                              ? arena_printf(p->arena, "heading there%s%s", *why ? ": " : "", why)
                              : why);
}

static void print_places(struct print *p, const struct alert *alert)
{
        const struct area_place **places;
        size_t n = check_places(alert, p->arena, &places);
        struct output_table t;

        title(p, 4, "Where");
        if (n == 0)
                output_wrap(p->o, 6, STYLE_WARN,
                            alert->n_references ? "as in the alert that it is about" : "no known place");
        output_table_init(&t, p->o, p->arena, 6, NULL, 4);
        for (size_t i = 0; i < n && i < PLACES_MOST; i++)
                place_row(p, &t, places[i]);
        output_table_done(&t);
        more(p, 6, n, PLACES_MOST);
}

/* The distinct mentions of one alert, or of all alerts of a file: those of a text share them. */
struct mentions {
        const struct area_mention *list[MENTIONS_MOST + 1];
        size_t n;
};

static void add_mentions(struct mentions *found, const struct alert *alert)
{
        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_mentions && found->n <= MENTIONS_MOST; k++) {
                        const struct area_mention *m = &i->mentions[k];
                        size_t at = 0;
                        while (at < found->n && !(text_equal(found->list[at]->text, m->text) &&
                                                  text_equal(found->list[at]->path, m->path)))
                                at++;
                        if (at == found->n)
                                found->list[found->n++] = m;
                }
}

static void print_mentions(struct print *p, unsigned indent, const struct mentions *found)
{
        struct output_table t;

        if (found->n == 0)
                return;
        title(p, indent, "Named, but not warned");
        output_table_init(&t, p->o, p->arena, indent + 2, NULL, 3);
        for (size_t i = 0; i < found->n && i < MENTIONS_MOST; i++) {
                const struct area_mention *m = found->list[i];
                output_table_cell(&t, STYLE_WARN, m->text ? arena_printf(p->arena, "\"%s\"", m->text) : "");
                output_table_cell(&t, STYLE_NAME, m->path);
                output_table_cell(&t, STYLE_DIM, m->why);
        }
        output_table_done(&t);
        if (found->n > MENTIONS_MOST)
                output_wrap(p->o, indent + 2, STYLE_DIM, "... and more (--json has them all)");
}

static void print_facts(struct print *p, const struct alert *alert)
{
        const char *line = "";

        for (const struct alert_info *i = NULL; (i = check_next_info(alert, i));)
                for (size_t k = 0; k < i->n_facts; k++)
                        line = arena_printf(p->arena, "%s%s%s %s", line, *line ? ", " : "", i->facts[k].name,
                                            i->facts[k].value);
        if (*line)
                output_wrap(p->o, 4, STYLE_PLAIN, line);
}

/* --- words --- */

static void print_words(struct print *p, const struct alert *alert, const struct alert_info *main)
{
        if (!main || alert->format == FORMAT_TEXT)
                return;
        if (main->description) {
                title(p, 4, "Text");
                output_wrap(p->o, 6, STYLE_PLAIN, text_shorten(p->arena, main->description, EXCERPT));
        }
        if (main->instruction)
                output_wrap(p->o, 6, STYLE_WARN, text_shorten(p->arena, main->instruction, EXCERPT));
}

/* Was it read as running text? An alert from a header block has the words of its event. */
static bool is_running_text(const struct check *check)
{
        const char *start = check->data ? check->data + strspn(check->data, " \t\r\n") : "";

        if (check->rejected || !check->data || text_valid(check->data, check->size) < check->size)
                return false;
        if (check->alerts.n)
                return check->alerts.alerts[0].format == FORMAT_TEXT &&
                       !check->alerts.alerts[0].infos[0].event_text;
        return *start && !strchr("<{[", *start);
}

static size_t marks_of(struct print *p, size_t size, struct mark **ret)
{
        const struct settings_source *source = settings_source(p->setup->settings, p->check->source);
        const struct text_options options = {.home = source ? source->home : NULL,
                                             .language = source ? source->language : NULL,
                                             .sent = timestamp_now(),
                                             .alerts = 1000};

        if (!is_running_text(p->check))
                return mark_evidence(&p->check->alerts, p->check->data, size, p->arena, ret);
        return mark_words(p->setup->reader, &options, p->check->data, size, p->arena, ret);
}

/* A report in plain words is shown whole, with what was found in it marked. */
static void print_marked(struct print *p)
{
        const struct alert_list *alerts = &p->check->alerts;
        size_t n, size = p->check->size;
        struct mentions mentions = {.n = 0};
        struct mark *marks;

        if (!is_running_text(p->check) && (!alerts->n || alerts->alerts[0].format != FORMAT_TEXT))
                return;
        while (size > 0 && strchr(" \t\r\n", p->check->data[size - 1]))
                size--;
        n = marks_of(p, size, &marks);
        title(p, 2, "Text");
        mark_print(p->o, 4, p->check->data, size, marks, n);
        for (size_t i = 0; i < alerts->n; i++)
                add_mentions(&mentions, &alerts->alerts[i]);
        print_mentions(p, 2, &mentions);
}

static void print_alert(struct print *p, const struct alert *alert)
{
        const struct alert_info *main = alert_main_info(alert, NULL);
        struct mentions mentions = {.n = 0};

        print_badge(p, alert);
        print_what(p, alert, main);
        print_origin(p, alert);
        print_places(p, alert);
        if (alert->format != FORMAT_TEXT)
                add_mentions(&mentions, alert);
        print_mentions(p, 4, &mentions);
        print_facts(p, alert);
        print_words(p, alert, main);
}

/* --- who --- */

/* "phone, mail"; of one who is told by one after another: "phone first, after 2 min mail". */
static const char *channels_of(struct print *p, const struct subscriber *s)
{
        const char *list = s->n_channels ? s->channels[0] : "no channel";
        char wait[TIMESTAMP_TEXT];

        if (s->first && s->n_channels > 1)
                list = arena_printf(p->arena, "%s first", list);
        for (size_t i = 1; i < s->n_channels; i++) {
                if (s->first)
                        list = arena_printf(p->arena, "%s, after %s %s", list,
                                            timestamp_format_span((int64_t)i * s->confirm_within, wait),
                                            s->channels[i]);
                else
                        list = arena_printf(p->arena, "%s, %s", list, s->channels[i]);
        }
        return list;
}

static void print_routes(struct print *p, enum route_decision decision, const char *heading,
                         enum output_style style)
{
        struct output_table t;
        size_t n = 0;

        output_table_init(&t, p->o, p->arena, 4, NULL, 3);
        for (size_t i = 0; i < p->check->n_routes; i++) {
                const struct route *r = &p->check->routes[i];
                const struct subscriber *s = people_get(p->setup->people, r->subscriber);
                if (r->decision != decision || (n++ >= p->style->most && p->style->most))
                        continue;
                output_table_cell(&t, style, s->name);
                output_table_cell(&t, STYLE_DIM, channels_of(p, s));
                output_table_cell(&t, STYLE_PLAIN, r->reason);
        }
        if (n == 0)
                return;
        title(p, 2, arena_printf(p->arena, "%s (%zu)", heading, n));
        output_table_done(&t);
        if (p->style->most && n > p->style->most)
                output_wrap(p->o, 4, STYLE_DIM,
                            arena_printf(p->arena, "... and %zu more (--all)", n - p->style->most));
}

static bool has_state(const struct alert_list *alerts, enum alert_state state)
{
        for (size_t i = 0; i < alerts->n; i++)
                if (alert_state(&alerts->alerts[i]) == state)
                        return true;
        return false;
}

static void print_who(struct print *p)
{
        if (!p->check->routes)
                return;
        if (!people_count(p->setup->people))
                output_wrap(p->o, 2, STYLE_WARN, "There are no subscribers.");
        print_routes(p, ROUTE_SEND, "Would be told", STYLE_GOOD);
        print_routes(p, ROUTE_HOLD, "Would be told later", STYLE_WARN);
        print_routes(p, ROUTE_SKIP, "Would not be told", STYLE_DIM);
        if (has_state(&p->check->alerts, STATE_ALL_CLEAR))
                output_wrap(p->o, 2, STYLE_DIM, "An all-clear reaches only those who were warned before.");
}

void check_print(struct output *o, const struct setup *setup, const struct check *check,
                 const struct check_style *style, struct arena *a)
{
        struct print p = {o, setup, check, style, a};

        output_print(o, STYLE_TITLE, check->file);
        if (check->rejected) {
                output_print(o, STYLE_BAD, " would be rejected\n");
                output_wrap(o, 2, STYLE_PLAIN, check->rejected);
                return;
        }
        if (!check->alerts.n)
                output_print(o, STYLE_DIM, " says nothing to warn of");
        output_print(o, STYLE_PLAIN, "\n");
        if (check->partly)
                output_wrap(o, 2, STYLE_WARN, arena_printf(a, "in part not understood: %s", check->partly));
        for (size_t i = 0; i < check->alerts.n; i++)
                print_alert(&p, &check->alerts.alerts[i]);
        print_marked(&p);
        print_who(&p);
}
