/* report_form: the fields that JSON reports and the header of text reports share, and an alert that is filled
 * in through them. Both have one info block with one area. Unlike CAP, which comes from machines far away,
 * this form is ours: what is not understood is an error, so that its writer learns of it. */
#pragma once

#include "report/report_draft.h"

enum report_form_kind {
        FORM_LINE,
        FORM_PROSE,
        FORM_TIME,
        FORM_EXPIRES,
        FORM_WORD,
        FORM_REFERENCES,
        FORM_PLACES,
        FORM_POLYGON,
        FORM_CIRCLE,
        FORM_FACTS
};

struct report_form_field {
        const char *name;
        enum report_form_kind kind;
        bool of_alert; /* else of the info block */
        size_t offset;
        enum vocab_list list; /* of a word */
};

struct report_form {
        const struct report_options *options;
        struct arena *a;
        struct alert alert;
        struct alert_info info;
        struct area area;
        int64_t life; /* `expires` as a span, or TIMESTAMP_NONE */
        size_t references_room, names_room, polygons_room, circles_room, facts_room, n_points;
};

/* All fields, in the order of the schema; NULL after the last. */
const struct report_form_field *report_form_field(size_t i);
const struct report_form_field *report_form_find(const char *name); /* NULL: there is none */
/* The name that comes nearest to a mistyped one, or NULL. */
const char *report_form_near(const char *name);

void report_form_open(const struct report_options *options, enum alert_format format, struct arena *a,
                      struct report_form *ret);
/* A field given as text; for places, polygon, circle and references it adds to what is there. Facts have no
 * text form: -EINVAL. The reason does not name the field. */
int report_form_set(struct report_form *form, const struct report_form_field *field, const char *text,
                    struct problem *why);
int report_form_add_polygon(struct report_form *form, struct area_polygon polygon, struct problem *why);
int report_form_add_circle(struct report_form *form, struct area_circle circle, struct problem *why);
int report_form_add_fact(struct report_form *form, const char *name, const char *value, struct problem *why);

/* Checks that what is required is there, and works out the rest. */
int report_form_finish(struct report_form *form, struct alert *ret, struct problem *why);
