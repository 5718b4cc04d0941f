/* name: what places are called, and which places are called so. */
#pragma once

#include "gazetteer/data.h"

#define NAME_SIZE 256 /* longer names are cut when they are folded */

/* Goes over the names of a place: language by language, then aliases, row by row. Where no row gives an
 * English name, the last part of the path is one ("stara-hrada"). */
struct name_cursor {
        const struct gazetteer *g;
        uint32_t place;
        size_t row_state;
        struct span fields[TABLE_FIELDS];
        const struct table *table;
        unsigned column; /* enum table_column; the next to look at */
        struct span aliases;
        bool has_english, done;
};

struct name {
        struct span text;
        unsigned language; /* enum place_language; PLACE_LANGUAGES: an alias */
        bool slug;         /* made from the path: folded already but for its hyphens */
};

void name_start(struct name_cursor *c, const struct gazetteer *g, uint32_t place);
bool name_next(struct name_cursor *c, struct name *ret);

/* The folded form, in `out`. */
struct span name_fold(const struct name *name, char out[NAME_SIZE]);

/* Builds the index of names. */
void name_build(struct gazetteer *g);

/* How well a place's names fit: the same without administrative words, with words of the same kind on both,
 * the same. */
enum name_fit { NAME_DIFFERS, NAME_CORE, NAME_WORDED, NAME_EXACT };

struct name_match {
        uint32_t place;
        enum name_fit fit;
};

/* The places whose name without administrative words is that of `folded` without them, and whose level those
 * words allow (or that bear exactly that name). `*ret_levels` as word_core's. Returns how many there are; at
 * most `room` are written, in order of number. */
size_t name_find(const struct gazetteer *g, struct span folded, struct name_match *out, size_t room,
                 unsigned *ret_levels);
