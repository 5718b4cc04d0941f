#include "report/report_json.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/report_form.h"
#include "report/report_line.h"
#include "report/report_shape.h"

/* Brackets of one kind before which no honest report gets: what they cost in memory is bounded with them. */
#define OBJECTS_MOST 20000
#define ARRAYS_MORE  50000

/* Where an alert stands in the file, for error messages. */
struct place {
        const char *bytes;
        size_t size;
        unsigned first_line;
        size_t index; /* in the array; 0 also for an object alone */
};

/* ---- values ---- */

static int set_string(struct report_form *form, const struct report_form_field *field, json_t *value,
                      struct problem *why)
{
        if (!json_is_string(value))
                return problem_set(why, -EINVAL, "it has to be a string");
        return report_form_set(form, field, json_string_value(value), why);
}

static int set_strings(struct report_form *form, const struct report_form_field *field, json_t *value,
                       struct problem *why)
{
        if (json_is_string(value))
                return set_string(form, field, value, why);
        if (!json_is_array(value))
                return problem_set(why, -EINVAL, "it has to be a string or an array of strings");
        for (size_t i = 0; i < json_array_size(value); i++) {
                int r = set_string(form, field, json_array_get(value, i), why);
                if (r < 0)
                        return problem_prefix(why, r, "item %zu", i + 1);
        }
        return 0;
}

static int read_point(json_t *value, struct area_point *ret, struct problem *why)
{
        const json_t *lat = json_array_get(value, 0), *lon = json_array_get(value, 1);
        if (json_array_size(value) != 2 || !json_is_number(lat) || !json_is_number(lon))
                return problem_set(why, -EINVAL, "it has to be [latitude, longitude]");
        *ret = (struct area_point){json_number_value(lat), json_number_value(lon)};
        if (!report_shape_point_valid(*ret))
                return problem_set(why, -EINVAL, "%g, %g is no place on earth (latitude comes first)",
                                   ret->lat, ret->lon);
        return 0;
}

static int add_ring(struct report_form *form, json_t *value, struct problem *why)
{
        size_t n = json_array_size(value);
        struct area_polygon polygon = {arena_array(form->a, n + 1, sizeof *polygon.points), n};
        for (size_t i = 0; i < n; i++) {
                int r = read_point(json_array_get(value, i), &polygon.points[i], why);
                if (r < 0)
                        return problem_prefix(why, r, "point %zu", i + 1);
        }
        report_shape_close(&polygon);
        return report_form_add_polygon(form, polygon, why);
}

/* A string, an array of [lat, lon], or an array of such strings or arrays. */
static int set_polygon(struct report_form *form, const struct report_form_field *field, json_t *value,
                       struct problem *why)
{
        if (json_is_string(value))
                return set_string(form, field, value, why);
        if (!json_is_array(value))
                return problem_set(why, -EINVAL,
                                   "it has to be a string or an array of [latitude, longitude]");
        const json_t *first = json_array_get(value, 0);
        if (!json_is_string(first) && !json_is_array(json_array_get(first, 0)))
                return add_ring(form, value, why);
        for (size_t i = 0; i < json_array_size(value); i++) {
                json_t *one = json_array_get(value, i);
                int r = json_is_array(one) ? add_ring(form, one, why) : set_string(form, field, one, why);
                if (r < 0)
                        return problem_prefix(why, r, "polygon %zu", i + 1);
        }
        return 0;
}

static int add_circle(struct report_form *form, const struct report_form_field *field, json_t *value,
                      struct problem *why)
{
        if (json_is_string(value))
                return set_string(form, field, value, why);
        const json_t *lat = json_object_get(value, "lat"), *lon = json_object_get(value, "lon");
        const json_t *radius = json_object_get(value, "radius_km");
        if (!json_is_number(lat) || !json_is_number(lon) || !json_is_number(radius) ||
            json_object_size(value) != 3)
                return problem_set(why, -EINVAL,
                                   "it has to be an object of the numbers lat, lon and radius_km");
        struct area_circle circle = {{json_number_value(lat), json_number_value(lon)},
                                     json_number_value(radius)};
        return report_form_add_circle(form, circle, why);
}

static int set_circle(struct report_form *form, const struct report_form_field *field, json_t *value,
                      struct problem *why)
{
        if (!json_is_array(value))
                return add_circle(form, field, value, why);
        for (size_t i = 0; i < json_array_size(value); i++) {
                int r = add_circle(form, field, json_array_get(value, i), why);
                if (r < 0)
                        return problem_prefix(why, r, "circle %zu", i + 1);
        }
        return 0;
}

static int add_fact(struct report_form *form, const char *name, json_t *value, struct problem *why)
{
        char text[40];
        if (!json_is_number(value) || json_number_value(value) < 0)
                return problem_set(why, -EINVAL, "%.40s has to be a number, not less than 0", name);
        if (json_is_integer(value))
                snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        else
                snprintf(text, sizeof text, "%.15g", json_real_value(value));
        return report_form_add_fact(form, name, text, why);
}

static int set_facts(struct report_form *form, json_t *value, struct problem *why)
{
        if (!json_is_object(value))
                return problem_set(why, -EINVAL, "it has to be an object of numbers");
        void *at = json_object_iter(value);
        for (; at; at = json_object_iter_next(value, at)) {
                int r = add_fact(form, json_object_iter_key(at), json_object_iter_value(at), why);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int set_field(struct report_form *form, const char *name, json_t *value, struct problem *why)
{
        const struct report_form_field *field = report_form_find(name);
        const char *near = field ? NULL : report_form_near(name);
        if (near)
                return problem_set(why, -EINVAL, "there is no such field; did you mean %s?", near);
        if (!field)
                return problem_set(why, -EINVAL, "there is no such field");
        switch (field->kind) {
        case FORM_PLACES:
        case FORM_REFERENCES:
                return set_strings(form, field, value, why);
        case FORM_POLYGON:
                return set_polygon(form, field, value, why);
        case FORM_CIRCLE:
                return set_circle(form, field, value, why);
        case FORM_FACTS:
                return set_facts(form, value, why);
        default:
                return set_string(form, field, value, why);
        }
}

/* ---- reports ---- */

static int read_object(const struct report_options *options, json_t *object, const struct place *place,
                       struct arena *a, struct alert *ret, struct problem *why)
{
        struct report_form form;
        if (!json_is_object(object)) {
                unsigned line = report_line_of(place->bytes, place->size, place->index, NULL);
                return problem_set(why, -EBADMSG, "line %u: expected an object with the fields of a report",
                                   line + place->first_line - 1);
        }
        report_form_open(options, FORMAT_JSON, a, &form);
        void *at = json_object_iter(object);
        for (; at; at = json_object_iter_next(object, at)) {
                const char *name = json_object_iter_key(at);
                if (set_field(&form, name, json_object_iter_value(at), why) == 0)
                        continue;
                unsigned line = report_line_of(place->bytes, place->size, place->index, name);
                return problem_prefix(why, -EBADMSG, "line %u, field %.40s", line + place->first_line - 1,
                                      name);
        }
        int r = report_form_finish(&form, ret, why);
        if (r < 0) {
                unsigned line = report_line_of(place->bytes, place->size, place->index, NULL);
                problem_prefix(why, r, "line %u", line + place->first_line - 1);
        }
        return r;
}

static void read_one(const struct report_options *options, json_t *object, const struct place *place,
                     struct arena *a, struct report_draft_list *drafts)
{
        struct alert alert;
        struct problem reason;
        /* Finding the line of an error reads the file again; only the first error is shown, so only it is
         * looked for. */
        struct place short_place = *place;
        if (drafts->n_broken > 0)
                short_place.size = 0;
        if (read_object(options, object, &short_place, a, &alert, &reason) < 0 ||
            report_draft_add(options, drafts, a, &alert, &reason) < 0)
                report_draft_broken(drafts, &reason);
}

static void read_document(const struct report_options *options, json_t *root, const struct place *place,
                          struct arena *a, struct report_draft_list *drafts)
{
        struct place at = *place;
        if (!json_is_array(root)) {
                read_one(options, root, &at, a, drafts);
                return;
        }
        for (at.index = 0; at.index < json_array_size(root) && !report_draft_over(options, drafts);
             at.index++)
                read_one(options, json_array_get(root, at.index), &at, a, drafts);
}

static json_t *load(const struct report_options *options, const char *bytes, size_t size, unsigned first_line,
                    struct problem *why)
{
        json_error_t error;
        size_t objects, arrays;
        report_line_brackets(bytes, size, &objects, &arrays);
        if (objects > OBJECTS_MOST || arrays > options->limits.points + ARRAYS_MORE) {
                problem_set(why, -EBADMSG, "line %u: more objects or arrays than a report can have",
                            first_line);
                return NULL;
        }
        json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
        if (!root)
                problem_set(why, -EBADMSG, "line %u, column %d: not valid JSON: %s",
                            (unsigned)(error.line > 0 ? error.line : 1) + first_line - 1, error.column,
                            error.text);
        return root;
}

/* One report on each line: lines that cannot be read do not harm the others. */
static void read_lines(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                       struct report_draft_list *drafts)
{
        struct place place = {.first_line = 0};
        const char *end = bytes + size;
        while (bytes < end && !report_draft_over(options, drafts)) {
                const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
                place.bytes = bytes;
                place.size = (size_t)((newline ? newline : end) - bytes);
                place.first_line++;
                bytes = newline ? newline + 1 : end;
                if (report_line_blank(place.bytes, place.size))
                        continue;
                struct problem reason;
                json_t *root = load(options, place.bytes, place.size, place.first_line, &reason);
                if (!root) {
                        report_draft_broken(drafts, &reason);
                        continue;
                }
                read_one(options, root, &place, a, drafts);
                json_decref(root);
        }
}

/* Whether the first line that is not blank is a JSON object by itself, with more lines after it. */
static bool is_lines(const struct report_options *options, const char *bytes, size_t size)
{
        const char *end = bytes + size, *newline;
        while ((newline = memchr(bytes, '\n', (size_t)(end - bytes)))) {
                size_t length = (size_t)(newline - bytes);
                if (!report_line_blank(bytes, length)) {
                        bool more = !report_line_blank(newline + 1, (size_t)(end - newline - 1));
                        json_t *root = more ? load(options, bytes, length, 1, NULL) : NULL;
                        bool object = json_is_object(root);
                        json_decref(root);
                        return object;
                }
                bytes = newline + 1;
        }
        return false;
}

int report_json_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                     struct alert_list *ret, struct problem *why)
{
        struct report_draft_list drafts = {0};
        if (is_lines(options, bytes, size)) {
                read_lines(options, bytes, size, a, &drafts);
                return report_draft_result(&drafts, ret, why);
        }
        json_t *root = load(options, bytes, size, 1, why);
        if (!root)
                return -EBADMSG;
        read_document(options, root, &(struct place){bytes, size, 1, 0}, a, &drafts);
        json_decref(root);
        return report_draft_result(&drafts, ret, why);
}
