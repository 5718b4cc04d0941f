/* format_lines: the lines of a format's file ("word: value"; format.h says which), before its empty line. */
#pragma once

#include "send/format.h"

/* A template of a line. It waits until all lines are read, so that all names are known that may stand in it. */
struct format_late {
        enum { FORMAT_LATE_URL, FORMAT_LATE_EDIT, FORMAT_LATE_HEADER } kind;
        const char *name, *text; /* name: of a header */
        unsigned line;
};

/* A file while it is read: what it says goes into `format`, and templates into `late`. The rest is NULL and 0 before the
 * first line. */
struct format_lines {
        struct arena *arena;
        struct format *format;
        const char *where; /* names the file in problems */
        unsigned line;     /* the one that was read last; 0: none */
        struct problem *why;
        struct format_late *late;
        size_t n_late, room_late, room_keys, room_tables, room_limits, room_answers;
};

/* Reads lines to the empty one, or to the end. `*ret_body` is where that is. -EINVAL with `why` set. */
int format_lines_read(struct format_lines *r, const char *bytes, size_t size, const char **ret_body);

/* -EINVAL, with the problem set to file, line and `what`. */
int format_lines_complain(struct format_lines *r, const char *what);
