/* setup: everything that is read at start and swapped as a whole by a reload: settings, gazetteer,
 * vocabulary, messages, the people of the file. Immutable once loaded, but for
 * the people, whom changes of the roster join. */
#pragma once

#include "alert/catalogue.h"
#include "alert/event.h"
#include "base/problem.h"
#include "gazetteer/gazetteer.h"
#include "incident/kind.h"
#include "people/people.h"
#include "reader/text_reader.h"
#include "report/report.h"
#include "report/report_key.h"
#include "settings/settings.h"

struct setup {
        struct arena *arena;
        struct settings *settings;
        struct gazetteer *gazetteer;
        struct event_table *events;
        struct report_key_table *keys;
        struct kind_table *kinds;
        struct text_reader *reader;
        struct catalogue *catalogue;
        struct subscriber *subscribers; /* of the file, in order of name */
        size_t n_subscribers;
        struct people *people; /* everybody */
        struct setup *next;    /* for whoever keeps several */
};

/* Loads everything that `file` names. */
int setup_load(const char *file, struct setup **ret, struct problem *why);
int setup_peek(const char *file, struct setup **ret, struct problem *why); /* as settings_peek() */
/* Frees all but the settings: deliveries that are under way may still use their channels. */
void setup_retire(struct setup *s);
void setup_free(struct setup *s); /* NULL is fine */

/* Bytes of a report -> located alerts. Pure: the same for the daemon, `sirenctl check` and replays. Returns
 * as report_decode() does; a JSON or text report none of whose places is known is an error too, since it
 * would warn nobody. */
int setup_read(const struct setup *s, const char *source, const char *bytes, size_t size, int64_t now,
               struct arena *a, struct alert_list *ret, struct problem *why);
