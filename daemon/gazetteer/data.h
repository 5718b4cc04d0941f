/* data: how a gazetteer lies in memory. Only the files of this folder include it.
 *
 * Of the text of all tables that is kept which is asked for later; places, names and codes are offsets into it. */
#pragma once

#include "gazetteer/gazetteer.h"
#include "gazetteer/index.h"
#include "gazetteer/table.h"
#include "gazetteer/word.h"

#define PLACE_NO_POINT INT32_MIN
#define PLACE_SCALE    1e6 /* coordinates are kept in millionths of a degree */

struct place {
        uint32_t parent, last;
        uint32_t row;  /* its first row */
        uint32_t slug; /* the last part of its path */
        uint32_t population;
        int32_t lat, lon; /* PLACE_NO_POINT: none */
        uint8_t slug_size;
        uint8_t level; /* enum place_level */
        bool more;     /* it has further rows in `extras` */
        bool anchor;   /* it stands for the ground around it: see grid.h */
};

/* A further row of a place, from another file or from further down. */
struct extra {
        uint32_t place, row;
};

/* One row of codes.tsv. */
struct pattern {
        struct span system, pattern;
        uint32_t place; /* PLACE_NONE: the codes of this system form a tree, cut at `cuts` */
        uint8_t cuts[8];
        unsigned n_cuts;
};

/* Places with coordinates, by squares of one degree: those of square c are items[starts[c]] to items[starts[c
 * + 1]]. */
struct grid {
        uint32_t *starts, *items;
        uint32_t n_items;
        uint32_t *before; /* how many of the places below every 16th number are in it */
};

struct gazetteer {
        struct arena *arena; /* file names, tables, patterns */
        char *text;
        size_t text_size, text_room;
        struct table *tables; /* in the order of their text */
        size_t n_tables, tables_room;

        struct place *places;
        uint32_t n_places, places_room;
        struct extra *extras; /* in order of place */
        size_t n_extras, extras_room;
        uint32_t *slots; /* hash of (parent, slug) -> place; 0 is free, for the world is nobody's child */
        uint32_t n_slots;

        struct word_table *words;
        struct pattern *patterns;
        size_t n_patterns, patterns_room;
        struct index names, codes;
        struct grid grid;
};

/* The table that a row belongs to. */
const struct table *data_table(const struct gazetteer *g, uint32_t row);

/* Goes over the rows of a place. `*state` starts at 0. False at the end. */
bool data_next_row(const struct gazetteer *g, uint32_t place, size_t *state, uint32_t *ret_row);
