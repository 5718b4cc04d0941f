/* setup: everything that is read at start and swapped as a whole by a reload: settings, gazetteer,
 * vocabulary, messages, subscribers with their index. Immutable once loaded. */
#pragma once

#include "alert/catalogue.h"
#include "alert/event.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"
#include "match/match.h"
#include "report/report.h"
#include "report/text_reader.h"
#include "settings/settings.h"

struct setup {
        struct arena *arena;
        struct settings *settings;
        struct gazetteer *gazetteer;
        struct event_table *events;
        struct text_reader *reader;
        struct catalogue *catalogue;
        struct subscriber *subscribers; /* in order of name */
        size_t n_subscribers;
        struct match_index *index;
};

/* Loads everything that `file` names. */
int setup_load(const char *file, struct setup **ret, struct problem *why);
int setup_peek(const char *file, struct setup **ret, struct problem *why); /* as settings_peek() */
void setup_free(struct setup *s);                                          /* NULL is fine */

/* The subscriber of that name, or NULL. */
const struct subscriber *setup_subscriber(const struct setup *s, const char *name);

/* Bytes of a report -> located alerts. Pure: the same for the daemon, `sirenctl check` and replays. Returns
 * as report_decode() does; a JSON or text report none of whose places is known is an error too, since it
 * would warn nobody. */
int setup_read(const struct setup *s, const char *source, const char *bytes, size_t size, int64_t now,
               struct arena *a, struct alert_list *ret, struct problem *why);
