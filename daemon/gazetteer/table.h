/* table: one file of the gazetteer as text: a header line that names the columns, then rows of fields between
 * tabs.
 *
 * Nothing is copied: fields point into the text that the gazetteer keeps. Lines that are empty or begin with
 * # are comments. Which kind of table it is, its first column says: path, word or system. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"

enum table_kind { TABLE_PLACES, TABLE_WORDS, TABLE_CODES };

enum table_column {
        COLUMN_PATH,
        COLUMN_EN, /* the names stand in the order of enum place_language */
        COLUMN_RU,
        COLUMN_UK,
        COLUMN_ALIASES,
        COLUMN_POINT,
        COLUMN_POPULATION,
        COLUMN_LEVEL,
        COLUMN_CODES,
        COLUMN_CODE, /* "code:SYSTEM": codes of one system, without its name */
        COLUMN_WORD,
        COLUMN_POSITION,
        COLUMN_LEVELS,
        COLUMN_LANGUAGE,
        COLUMN_SYSTEM,
        COLUMN_PATTERN,
        COLUMN_PLACE,
        COLUMN_COUNT
};

#define TABLE_FIELDS 16

struct span {
        const char *s;
        size_t size;
};

struct table {
        const char *file;    /* its name, for problems */
        const char *text;    /* the whole text of all tables */
        uint32_t begin, end; /* where its rows stand in the text */
        unsigned first_line; /* of the rows */
        enum table_kind kind;
        unsigned n_columns;
        uint8_t columns[TABLE_FIELDS];     /* enum table_column of each field */
        struct span systems[TABLE_FIELDS]; /* of COLUMN_CODE */
};

/* Reads the header of the file whose text stands at `begin` to `end` of `text` (the last byte is a line
 * feed). -EINVAL with a reason. */
int table_open(const char *file, const char *text, uint32_t begin, uint32_t end, struct table *ret,
               struct problem *why);

/* Goes over the rows: `*at` starts at t->begin and `*line` at t->first_line. False at the end. On true
 * `*ret_row` is the row's offset, and `*at` and `*line` are past it. */
bool table_next(const struct table *t, uint32_t *at, unsigned *line, uint32_t *ret_row);

/* The text has moved: the table's spans follow it. */
void table_move(struct table *t, const char *text);

/* Splits the row at that offset; missing fields at its end come back empty. Returns how many it has, which
 * may be more than the table has columns (those beyond TABLE_FIELDS are not written). */
size_t table_split(const struct table *t, uint32_t row, struct span fields[TABLE_FIELDS]);

/* The first field of that column, or an empty span. */
struct span table_field(const struct table *t, const struct span fields[TABLE_FIELDS],
                        enum table_column column);

/* Writes the row with these fields at `to`, which does not lie behind it, without the columns in `drop` (bits by
 * enum table_column) and without what is empty at its end. Returns where it ends. */
char *table_keep(const struct table *t, const struct span fields[TABLE_FIELDS], unsigned drop, char *to);

/* Takes the next part of `*rest` up to `separator`, trimmed of spaces; false where nothing is left. */
bool span_part(struct span *rest, char separator, struct span *ret);
bool span_equal(struct span a, struct span b);
bool span_is(struct span a, const char *word);
