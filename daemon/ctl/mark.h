/* mark: a text with what was found in it made visible. */
#pragma once

#include "alert/alert.h"
#include "ctl/output.h"
#include "reader/text_reader.h"

/* One part of a text, and how it is shown; `note` (may be NULL) follows it in brackets. */
struct mark {
        size_t begin, size; /* bytes */
        enum output_style style;
        const char *note;
};

/* Prints the text line by line, indented; `marks` are in order and do not overlap. */
void mark_print(struct output *o, unsigned indent, const char *text, size_t size, const struct mark *marks,
                size_t n);

/* What the reader of running text found in it, each with its reason: places, what happened, what is merely named. */
size_t mark_words(const struct text_reader *reader, const struct text_options *options, const char *text,
                  size_t size, struct arena *a, struct mark **ret);

/* Where the evidence of the alerts stands in the text: each sentence at its first place after the one before.
 * What is not found word for word, or overlaps, is left out. */
size_t mark_evidence(const struct alert_list *alerts, const char *text, size_t size, struct arena *a,
                     struct mark **ret);
