/* output: what sirenctl prints: styled where a terminal reads it, plain in a pipe, JSON for scripts.
 *
 * Everything that comes from reports, receivers or the file system is printed through these functions: they
 * drop control characters, so that no file can command a terminal. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

enum output_style {
        STYLE_PLAIN,
        STYLE_TITLE, /* bold */
        STYLE_DIM,
        STYLE_GOOD,
        STYLE_WARN,
        STYLE_BAD,
        STYLE_NAME,  /* of places, subscribers, incidents */
        STYLE_ALARM, /* a badge: danger now */
        STYLE_CALM,  /* a badge: it is over */
        STYLE_NEWS,  /* a badge: it has been */
        STYLE_DRILL  /* a badge: not real */
};

struct output {
        FILE *file;
        bool color;
        unsigned width; /* columns that text is wrapped at; 0: never */
};

enum output_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
/* -EINVAL where it is none of auto, always, never. */
int output_color_parse(const char *word, enum output_color *ret);

/* Auto means: on a terminal, unless NO_COLOR is set or TERM is dumb. */
void output_init(struct output *o, FILE *file, enum output_color color);

void output_print(struct output *o, enum output_style style, const char *text);
void output_printf(struct output *o, enum output_style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Lines of text (line breaks count), each indented by `indent` columns and wrapped at the width. */
void output_wrap(struct output *o, unsigned indent, enum output_style style, const char *text);
/* One JSON value on one line; takes it over. */
void output_json(struct output *o, json_t *value);

/* A JSON string of a text that may be anything: invalid bytes become U+FFFD, NULL becomes null. */
json_t *output_json_text(const char *text);

/* Columns that line up. Cells are added from left to right, row by row, and printed by output_table_done().
 * The last column is wrapped. A first row of titles is printed where `titles` is not NULL. */
struct output_cell {
        const char *text;
        enum output_style style;
};

struct output_table {
        struct output *out;
        struct arena *arena;
        struct output_cell *cells;
        size_t n_cells, room, n_columns;
        unsigned indent;
};

void output_table_init(struct output_table *t, struct output *o, struct arena *a, unsigned indent,
                       const char *const titles[], size_t n_columns);
/* NULL is an empty cell. */
void output_table_cell(struct output_table *t, enum output_style style, const char *text);
void output_table_done(struct output_table *t);
