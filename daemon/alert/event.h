/* event: from what senders call things ("Luftalarm", "Tornado Warning", OET-129) to sirend's event classes.
 *
 * The table is data: config/vocabulary/events.tsv, lines of `class<TAB>kind<TAB>text`, where kind is `code` (CAP
 * eventCode value or OET code, compared whole, "SAME:TOR" to bind the valueName) or `word` (a folded word or phrase,
 * found in the event text; a trailing `*` matches any ending). The longest match wins; lines starting with # are comments.
 * Where nothing matches, the CAP category decides (a second table in the same file, kind `category`), else other. */
#pragma once

#include "alert/alert.h"
#include "base/problem.h"

struct event_table;

/* The problem names file and line. */
int event_table_load(const char *path, struct event_table **ret, struct problem *why);
void event_table_free(struct event_table *t);

/* `text` may be NULL. Never fails. */
enum alert_event event_classify(const struct event_table *t, const char *text, uint32_t categories,
                                const struct alert_pair *codes, size_t n_codes);
