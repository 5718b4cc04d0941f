/* code_cursor: the codes that a place has in the tables, and how codes and the names of their systems are compared. */
#pragma once

#include "gazetteer/data.h"

#define CODE_SIZE 64 /* longer codes are unknown */

/* A code, or the name of a system, as it is compared. */
struct code_text {
        char text[CODE_SIZE];
        size_t size; /* 0: empty or too long */
};

/* Goes over the codes of a place. */
struct code_cursor {
        const struct gazetteer *g;
        uint32_t place;
        size_t row_state;
        const struct table *table;
        struct span fields[TABLE_FIELDS];
        unsigned column;
        struct span list;
};

/* Upper case, without spaces around; "AU_SA" is written AU-SA as well. */
struct code_text code_text_of(struct span s);
bool code_text_is(const struct code_text *a, struct span b);

/* A system's name as it is compared: of "urn:...:CAP-AU:1.0:ISO3166-2" the last part that has letters, without anything but
 * letters and digits. */
struct code_text code_system_key(struct span s);
/* Whether `system` is the one that is asked for; any is where `asked` is empty. */
bool code_system_fits(const struct code_text *asked, struct span system);

void code_cursor_start(struct code_cursor *c, const struct gazetteer *g, uint32_t place);
/* The next code, whole; false: there are no more. */
bool code_cursor_next(struct code_cursor *c, struct span *ret_system, struct code_text *ret);
