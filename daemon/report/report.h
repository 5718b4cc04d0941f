/* report: one file of the spool, and how its bytes become alerts.
 *
 * Decoding is a pure function of the bytes and the options: no files, no clock, no logging. Everything that
 * comes out lives in the arena. The format is recognised by content: XML (after a byte-order mark and white
 * space, `<`), JSON
 * (`{` or `[`), else UTF-8 text. */
#pragma once

#include "alert/alert.h"
#include "alert/event.h"
#include "base/arena.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"

struct report_key_table;
struct text_reader;

/* Limits against hostile files; all are counts unless said otherwise. */
struct report_limits {
        unsigned depth;  /* of nested elements: 64 */
        unsigned alerts; /* in one file: 1,000 */
        unsigned infos;  /* in one alert: 64 */
        unsigned areas;  /* in one alert: 5,000 */
        unsigned points; /* of all polygons of one alert: 200,000 */
        unsigned codes;  /* geocodes of one alert: 20,000 */
        unsigned text;   /* bytes of one text field that are kept: 64 KiB; the rest is cut, not refused */
};
extern const struct report_limits report_limits_default;

/* What is known of who wrote it. */
struct report_source {
        const char *name;     /* the spool's sub-folder, "local" for the top */
        const char *language; /* of its texts where they do not say; may be NULL */
        const char *home;     /* path of its home place, or NULL: names are looked for there first */
        bool official;
};

struct report_options {
        struct report_limits limits;
        const struct event_table *events;
        const struct report_key_table *keys; /* of a text's header block; NULL: no text has one */
        const struct gazetteer *gazetteer;   /* may be NULL */
        const struct text_reader
            *reader; /* of running text; NULL: a text says only what its header block says */
        struct report_source source;
        int64_t now; /* arrival; texts without a time are from now */
};

/* Reads `size` bytes. -EBADMSG with a reason that says where ("line 12, element <polygon>: ...") if the file
 * as a whole cannot be understood; then `*ret` is untouched. A feed with some broken alerts gives the good
 * ones, and the first broken one's reason in `why` with the return value 1 (0: all well). An empty feed gives
 * no alerts and 0. */
int report_decode(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                  struct alert_list *ret, struct problem *why);
