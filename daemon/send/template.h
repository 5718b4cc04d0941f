/* template: a text with names in it, filled from a message. No logic but presence and lists:
 *
 *   {{name}}                what the message has under that name, escaped as the format says
 *   {{name|html}}           escaped otherwise; {{expires|time}}: "2026-11-24 05:02 UTC"; {{n|number}}: a
 * number
 *   {{#name}} ... {{/name}} only where it is there and not empty; for each item of a list; inside of an
 * object
 *   {{^name}} ... {{/name}} only where it is not
 *
 * Names are checked when it is parsed; "last" is true at a list's last item. */
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "send/escape.h"

struct template;

/* What a template may use beside the members of a message, and how. */
struct template_words {
        enum escape escape;     /* of what comes from the message */
        enum escape own_escape; /* of what the operator or the format gives */
        const char *const *own; /* names of the latter */
        size_t n_own;
        char fault[64]; /* what a problem is about, as it stands in the text; filled where parsing fails */
};

/* Where names are looked up: an item, then what it stands in. */
struct template_scope {
        const struct template_scope *outer; /* NULL: the message itself */
        json_t *item;
        bool last;
};

int template_parse(const char *text, struct template_words *words, struct arena *a, struct template **ret,
                   struct problem *why);
/* Is `name` one that a message may have (at the place in which it stands) or one of the words' own? */
int template_check(const char *name, struct template_words *words, struct problem *why);

/* The value under a name, borrowed; NULL: there is none. */
json_t *template_value(const struct template_scope *scope, const char *name);
/* Neither missing, nor false, null, "", [] or {}. */
bool template_is_there(const struct template_scope *scope, const char *name);

bool template_is_constant(const struct template *t); /* it holds no names */
/* Appends the text. Returns whether any name in it gave something. */
bool template_fill(const struct template *t, const struct template_scope *scope, struct buffer *out);
/* The value itself where the text is one name alone and that is no text: a number, an object. The caller lets
 * it go; NULL: it is a text. */
json_t *template_alone(const struct template *t, const struct template_scope *scope);
