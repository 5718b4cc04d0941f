/* report_draft: the alert that a reader is filling, and the list of those that are done. What the readers of
 * all formats have in common: where an alert begins from, and what is worked out once everything is known. */
#pragma once

#include "report/report.h"

struct report_draft_list {
        struct alert_list list;
        size_t room;
        struct problem broken; /* of the first alert that could not be read */
        size_t n_broken;
};

/* An alert with nothing in it: what was not given, and the source. Status is Actual: unknown is not safe. */
void report_draft_alert(const struct report_options *options, enum alert_format format, struct alert *ret);
void report_draft_info(const struct report_options *options, struct alert_info *ret);
void report_draft_area(struct area *ret);

/* Works out the event class. */
void report_draft_finish(const struct report_options *options, struct alert *alert);

/* -E2BIG with a reason where there are as many as the limits allow. */
int report_draft_add(const struct report_options *options, struct report_draft_list *drafts, struct arena *a,
                     const struct alert *alert, struct problem *why);
/* Remembers the reason if it is the first. */
void report_draft_broken(struct report_draft_list *drafts, const struct problem *reason);
/* Whether there are as many as the limits allow, and that has been said. */
bool report_draft_over(const struct report_options *options, const struct report_draft_list *drafts);
/* What report_decode() returns for them. */
int report_draft_result(const struct report_draft_list *drafts, struct alert_list *ret, struct problem *why);

/* The text of one field, cut to the limit: one line, or with its line breaks. NULL where nothing is left of
 * it. */
const char *report_draft_line(const struct report_options *options, struct arena *a, const char *text,
                              size_t size);
const char *report_draft_prose(const struct report_options *options, struct arena *a, const char *text,
                               size_t size);

/* Adds CAP references: triples "sender,identifier,sent" or bare identifiers, with white space between them;
 * those over the limit of codes are dropped. `*room` starts at 0 and belongs to the caller. */
void report_draft_references(const struct report_options *options, struct arena *a, const char *text,
                             size_t *room, struct alert *alert);
