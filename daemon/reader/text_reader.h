/* text_reader: running text in English, Russian or Ukrainian (or any mixture) to alerts.
 *
 * No model and no network: words, phrases, case endings and names are tables (config/vocabulary/text/,
 * config/gazetteer/), and every alert says which sentence and which words it comes from. A text gives one
 * alert for every region, event and state in it; a text that says nothing of danger gives none. Reading is
 * linear in the size of the text. */
#pragma once

#include "alert/alert.h"
#include "base/arena.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"

struct text_reader;

/* Reads the tables of a directory; the names of the gazetteer, which must outlive the reader, are indexed by a thread that
 * the first text waits for. Belongs to one thread. The problem names file, line and reason. */
int text_reader_load(const char *directory, const struct gazetteer *g, struct text_reader **ret,
                     struct problem *why);
void text_reader_free(struct text_reader *r); /* NULL is fine */

/* How a report's text is to be read. */
struct text_options {
        const char *home;     /* path of the source's home place, or NULL */
        const char *language; /* of the source's texts where their letters do not tell, or NULL */
        bool official;        /* the source is */
        int64_t sent;  /* when it was written; 0: unknown, then no year in it is said to be long past */
        size_t alerts; /* at most so many; the rest is left out */
};

/* What was found in the text, for `sirenctl check`: bytes `start` to `end`, in order, not overlapping. */
enum text_mark_kind {
        MARK_PLACE,
        MARK_TOWARD,
        MARK_NAMED,
        MARK_EVENT,
        MARK_LIVE,
        MARK_PAST,
        MARK_CLEAR,
        MARK_FORECAST
};
struct text_mark {
        size_t start, end;
        enum text_mark_kind kind;
        const char *path; /* of a place; NULL where it is unknown, or no place */
        const char *why;
};

/* `text` is valid UTF-8 and must live as long as the arena. The alerts have status Actual, one info block
 * each, places, mentions, facts and evidence, but no identifier, sender or time: these are the caller's. */
void text_reader_read(const struct text_reader *r, const struct text_options *options, const char *text,
                      size_t size, struct arena *a, struct alert_list *ret);
size_t text_reader_marks(const struct text_reader *r, const struct text_options *options, const char *text,
                         size_t size, struct arena *a, struct text_mark **ret);
