/* event: from what senders call things ("Luftalarm", "Tornado Warning", OET-129) to sirend's event classes.
 *
 * The table is data: config/vocabulary/events.tsv, lines of `class<TAB>kind<TAB>text`; lines starting with #
 * are comments. `kind` is `code`: the value of a CAP eventCode, whole, in any case; "SYSTEM:VALUE" binds the
 * valueName too ("SAME:TOR"); `word`: a folded word or phrase of the event text, whole words unless a `*`
 * before or after it lets the word begin or end otherwise ("storm*" finds "stormy", "*storm*" also
 * "snowstorms"); `category`: a CAP category, which decides where neither codes nor words say anything, and
 * all categories given agree. Codes come before words. Of several words at one place the longest counts
 * ("fire weather" is not "fire"); of several places weather and other give way to the rest ("storm and flood"
 * is a flood), then the longest wins. */
#pragma once

#include "alert/alert.h"
#include "base/problem.h"

struct event_table;

/* The problem names file and line. */
int event_table_load(const char *path, struct event_table **ret, struct problem *why);
void event_table_free(struct event_table *t); /* NULL is fine */

/* `text` and `t` may be NULL. Never fails. Reads the first 512 bytes of the text. */
enum alert_event event_classify(const struct event_table *t, const char *text, uint32_t categories,
                                const struct alert_pair *codes, size_t n_codes);
