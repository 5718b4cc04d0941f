#include "report/report_form.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "report/report_shape.h"

#define ALERT(member) true, offsetof(struct alert, member)
#define INFO(member)  false, offsetof(struct alert_info, member)
static const struct report_form_field fields[] = {
    {"identifier", FORM_LINE, ALERT(identifier), 0},
    {"sender", FORM_LINE, ALERT(sender), 0},
    {"senderName", FORM_LINE, INFO(sender_name), 0},
    {"sent", FORM_TIME, ALERT(sent), 0},
    {"status", FORM_WORD, ALERT(status), VOCAB_STATUS},
    {"msgType", FORM_WORD, ALERT(msg_type), VOCAB_MSGTYPE},
    {"references", FORM_REFERENCES, true, 0, 0},
    {"event", FORM_LINE, INFO(event_text), 0},
    {"urgency", FORM_WORD, INFO(urgency), VOCAB_URGENCY},
    {"severity", FORM_WORD, INFO(severity), VOCAB_SEVERITY},
    {"certainty", FORM_WORD, INFO(certainty), VOCAB_CERTAINTY},
    {"onset", FORM_TIME, INFO(onset), 0},
    {"expires", FORM_EXPIRES, INFO(expires), 0},
    {"headline", FORM_LINE, INFO(headline), 0},
    {"description", FORM_PROSE, INFO(description), 0},
    {"instruction", FORM_PROSE, INFO(instruction), 0},
    {"language", FORM_LINE, INFO(language), 0},
    {"places", FORM_PLACES, false, 0, 0},
    {"polygon", FORM_POLYGON, false, 0, 0},
    {"circle", FORM_CIRCLE, false, 0, 0},
    {"facts", FORM_FACTS, false, 0, 0},
};
#define N_FIELDS (sizeof fields / sizeof *fields)

const struct report_form_field *report_form_field(size_t i)
{
        return i < N_FIELDS ? &fields[i] : NULL;
}

const struct report_form_field *report_form_find(const char *name)
{
        for (size_t i = 0; i < N_FIELDS; i++) {
                if (strcmp(fields[i].name, name) == 0)
                        return &fields[i];
        }
        return NULL;
}

/* Whether one change of a letter, or one letter more or less, or other cases, makes `a` into `b`. */
static bool nearly(const char *a, const char *b)
{
        size_t start = 0, n = strlen(a), m = strlen(b);
        while (start < n && start < m && strncasecmp(a + start, b + start, 1) == 0)
                start++;
        while (n > start && m > start && strncasecmp(a + n - 1, b + m - 1, 1) == 0)
                n--, m--;
        /* What is left in the middle: two letters may also have changed places. */
        size_t left = n - start, right = m - start;
        return left + right <= 2 || (left == 2 && right == 2);
}

const char *report_form_near(const char *name)
{
        for (size_t i = 0; i < N_FIELDS; i++) {
                if (nearly(name, fields[i].name))
                        return fields[i].name;
        }
        return NULL;
}

void report_form_open(const struct report_options *options, enum alert_format format, struct arena *a,
                      struct report_form *ret)
{
        *ret = (struct report_form){.options = options, .a = a, .life = TIMESTAMP_NONE};
        report_draft_alert(options, format, &ret->alert);
        report_draft_info(options, &ret->info);
        ret->info.language = NULL; /* running text tells its own; else the source's, in the end */
        report_draft_area(&ret->area);
}

static void *member(struct report_form *form, const struct report_form_field *field)
{
        return (field->of_alert ? (char *)&form->alert : (char *)&form->info) + field->offset;
}

/* ---- values ---- */

static int set_time(const char *text, int *ret_offset, int64_t *ret, struct problem *why)
{
        int r = timestamp_parse(text, ret_offset, NULL, ret);
        if (r == -ERANGE)
                return problem_set(why, -EINVAL, "there is no such time as \"%.40s\"", text);
        if (r < 0)
                return problem_set(why, -EINVAL, "\"%.40s\" is not a time like 2026-08-18T18:32:45+03:00",
                                   text);
        return 0;
}

static int set_expires(struct report_form *form, const char *text, struct problem *why)
{
        int64_t span;
        if (timestamp_parse_span(text, &span) == 0) {
                form->life = span;
                return 0;
        }
        int r = set_time(text, NULL, &form->info.expires, why);
        if (r < 0)
                return problem_set(
                    why, r, "\"%.40s\" is neither a time like 2026-08-18T18:32:45+03:00 nor a span like 2h",
                    text);
        form->life = TIMESTAMP_NONE;
        return 0;
}

static int add_place(struct report_form *form, const char *text, struct problem *why)
{
        struct area *area = &form->area;
        const char *name = report_draft_line(form->options, form->a, text, strlen(text));
        if (!name)
                return problem_set(why, -EINVAL, "the name is empty");
        if (area->n_names >= form->options->limits.codes)
                return problem_set(why, -EINVAL, "more than %u places", form->options->limits.codes);
        area->names = arena_grow(form->a, area->names, area->n_names, &form->names_room, sizeof *area->names);
        area->names[area->n_names++] = name;
        return 0;
}

int report_form_add_polygon(struct report_form *form, struct area_polygon polygon, struct problem *why)
{
        struct area *area = &form->area;
        if (polygon.n_points < 4)
                return problem_set(why, -EINVAL, "a polygon needs at least three different points");
        if (form->n_points + polygon.n_points > form->options->limits.points)
                return problem_set(why, -EINVAL, "more than %u points", form->options->limits.points);
        form->n_points += polygon.n_points;
        area->polygons =
            arena_grow(form->a, area->polygons, area->n_polygons, &form->polygons_room, sizeof polygon);
        area->polygons[area->n_polygons++] = polygon;
        return 0;
}

int report_form_add_circle(struct report_form *form, struct area_circle circle, struct problem *why)
{
        struct area *area = &form->area;
        if (!report_shape_point_valid(circle.center))
                return problem_set(why, -EINVAL, "its center is not on earth (latitude comes first)");
        if (!(circle.radius >= 0 && circle.radius <= 20038))
                return problem_set(why, -EINVAL, "its radius is not a number of kilometres");
        area->circles =
            arena_grow(form->a, area->circles, area->n_circles, &form->circles_room, sizeof circle);
        area->circles[area->n_circles++] = circle;
        return 0;
}

int report_form_add_fact(struct report_form *form, const char *name, const char *value, struct problem *why)
{
        struct alert_info *info = &form->info;
        const char *clean = report_draft_line(form->options, form->a, name, strlen(name));
        if (!clean)
                return problem_set(why, -EINVAL, "a fact needs a name");
        info->facts = arena_grow(form->a, info->facts, info->n_facts, &form->facts_room, sizeof *info->facts);
        info->facts[info->n_facts++] = (struct alert_pair){clean, arena_strdup(form->a, value)};
        return 0;
}

static int add_polygon_text(struct report_form *form, const char *text, struct problem *why)
{
        struct area_polygon polygon;
        int r = report_shape_polygon(text, form->options->limits.points, form->a, &polygon);
        if (r < 0)
                return problem_set(why, -EINVAL, "more than %u points", form->options->limits.points);
        if (r > 0)
                return problem_set(why, -EINVAL,
                                   "it has to be latitude,longitude pairs with spaces between them");
        return report_form_add_polygon(form, polygon, why);
}

static int add_circle_text(struct report_form *form, const char *text, struct problem *why)
{
        struct area_circle circle;
        if (report_shape_circle(text, &circle) < 0)
                return problem_set(why, -EINVAL,
                                   "it has to be latitude,longitude and a radius in kilometres");
        return report_form_add_circle(form, circle, why);
}

static int set_word(struct report_form *form, const struct report_form_field *field, const char *text,
                    struct problem *why)
{
        if (vocab_parse(field->list, text, member(form, field)) < 0)
                return problem_set(why, -EINVAL, "\"%.60s\" is none of %s", text, vocab_words(field->list));
        return 0;
}

static int set_text(struct report_form *form, const struct report_form_field *field, const char *text)
{
        const char **p = member(form, field);
        *p = field->kind == FORM_PROSE ? report_draft_prose(form->options, form->a, text, strlen(text))
                                       : report_draft_line(form->options, form->a, text, strlen(text));
        return 0;
}

int report_form_set(struct report_form *form, const struct report_form_field *field, const char *text,
                    struct problem *why)
{
        switch (field->kind) {
        case FORM_LINE:
        case FORM_PROSE:
                return set_text(form, field, text);
        case FORM_TIME:
                return set_time(text, field->of_alert ? &form->alert.sent_offset : NULL, member(form, field),
                                why);
        case FORM_EXPIRES:
                return set_expires(form, text, why);
        case FORM_WORD:
                return set_word(form, field, text, why);
        case FORM_REFERENCES:
                report_draft_references(form->options, form->a, text, &form->references_room, &form->alert);
                return 0;
        case FORM_PLACES:
                return add_place(form, text, why);
        case FORM_POLYGON:
                return add_polygon_text(form, text, why);
        case FORM_CIRCLE:
                return add_circle_text(form, text, why);
        case FORM_FACTS:
                break;
        }
        return problem_set(why, -EINVAL, "it has to be an object of numbers");
}

int report_form_finish(struct report_form *form, struct alert *ret, struct problem *why)
{
        struct alert *alert = &form->alert;
        const struct area *area = &form->area;
        if (!form->info.event_text)
                return problem_set(why, -EBADMSG, "it does not say what happens: event is missing");
        if (area->n_names + area->n_polygons + area->n_circles == 0)
                return problem_set(why, -EBADMSG,
                                   "it does not say where: places, polygon or circle is missing");
        if (alert->sent == TIMESTAMP_NONE)
                alert->sent = form->options->now;
        if (!form->info.language)
                form->info.language = form->options->source.language;
        if (form->life != TIMESTAMP_NONE)
                form->info.expires = alert->sent + form->life;
        alert->infos = arena_array(form->a, 1, sizeof form->info);
        alert->n_infos = 1;
        form->info.areas = arena_array(form->a, 1, sizeof *area);
        form->info.areas[0] = *area;
        form->info.n_areas = 1;
        alert->infos[0] = form->info;
        report_draft_finish(form->options, alert);
        alert->infos[0].categories = 1u << vocab_event_category(alert->infos[0].event);
        *ret = *alert;
        return 0;
}
