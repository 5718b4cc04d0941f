/* report_cap_reader: what the parts of the CAP reader share: report_cap.c talks to the XML parser,
 * report_cap_element.c knows the elements and what their texts mean, report_cap_alert.c puts alerts together.
 */
#pragma once

#include <expat.h>

#include "base/buffer.h"
#include "report/report_draft.h"

/* Where an element stands. The first five hold children that mean something. */
enum {
        IN_WRAPPER = 1 << 0, /* outside every alert */
        IN_ENTRY = 1 << 1,   /* of a feed: its own children */
        IN_AUTHOR = 1 << 2,  /* of an entry */
        IN_ALERT = 1 << 3,
        IN_INFO = 1 << 4,
        IN_AREA = 1 << 5,
        IN_PAIR = 1 << 6,   /* valueName and value */
        IN_BELOW = 1 << 7,  /* deeper in an entry: only an alert is looked for */
        IN_FIELD = 1 << 8,  /* its text counts */
        IN_MARKUP = 1 << 9, /* inside a field: its text counts for the field */
        IN_NOTHING = 1 << 10,
};

enum owner { OF_ALERT, OF_INFO, OF_AREA };
enum space { ANY, CAP, FEED }; /* which namespace: in an entry, a feed's description is not CAP's */

struct cap_reader;

struct element {
        const char *name;
        unsigned parents; /* where it counts */
        enum space space;
        unsigned opens; /* what its children are in */
        enum owner owner;
        size_t offset;
        void (*begin)(struct cap_reader *r, const struct element *e);
        void (*end)(struct cap_reader *r, const struct element *e, void *target, const char *text,
                    size_t size);
        int list; /* of words */
};

struct frame {
        unsigned in;
        const struct element *element; /* NULL where it means nothing */
        unsigned long line;
};

struct area_draft {
        struct area area;
        size_t polygons_room, circles_room, codes_room;
        bool used;
};

struct info_draft {
        struct alert_info info;
        size_t codes_room, parameters_room, areas_room;
        struct area_draft loose; /* of shapes and codes outside an area element */
        bool used;
};

struct cap_reader {
        const struct report_options *options;
        struct arena *a;
        XML_Parser parser;
        unsigned long lines_before;
        struct report_draft_list drafts;
        struct problem problem; /* why reading stops */
        struct frame *frames;
        unsigned depth;
        struct buffer text; /* of the field that is open */

        struct alert alert;
        struct info_draft info, loose; /* the info block that is open; what stands outside of one */
        struct area_draft area;
        bool in_info, in_area;
        size_t infos_room, references_room, incidents_room;
        size_t n_areas, n_points, n_codes; /* of this alert */
        size_t n_areas_file;
        struct alert_pair pair;
        struct problem fault; /* of this alert; empty: none */
        bool entry_has_alert, entry_has_cap;
        bool stopped, known_root;
        const char *root;
};

/* The line of the file that is being read. */
unsigned long report_cap_line(const struct cap_reader *r);
/* This alert cannot be used; the rest of the file may. The first reason counts. */
void report_cap_fault(struct cap_reader *r, const struct element *e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The element of that name where its parent is `in`, or NULL; `cap` says whether its namespace is CAP's. */
const struct element *report_cap_find(unsigned in, const char *local, bool cap);
/* Where the member of an element is: in what is open now, or in what stands outside of it. */
void *report_cap_target(struct cap_reader *r, const struct element *e);

/* Begins an alert that nothing is known of. */
void report_cap_open_alert(struct cap_reader *r);
/* What the elements that hold others do. */
void report_cap_begin_area(struct cap_reader *r, const struct element *e);
void report_cap_begin_info(struct cap_reader *r, const struct element *e);
void report_cap_begin_alert(struct cap_reader *r, const struct element *e);
void report_cap_begin_entry(struct cap_reader *r, const struct element *e);
void report_cap_end_area(struct cap_reader *r, const struct element *e, void *target, const char *text,
                         size_t size);
void report_cap_end_info(struct cap_reader *r, const struct element *e, void *target, const char *text,
                         size_t size);
void report_cap_end_alert(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size);
void report_cap_end_entry(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size);
