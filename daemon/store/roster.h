/* roster: the subscribers that are kept in the database, for those who are too many for a configuration file.
 *
 * A row is small and quick to read: what many share (a place's path, a rule's conditions, what is set for a person) is
 * stored once as a word, and rows name it by number. What the words mean the store does not know (person.h does). Each
 * change is noted, so that the daemon, which keeps all of them in memory, reads only what has changed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

enum roster_kind { ROSTER_PLACE, ROSTER_RULE, ROSTER_PROFILE };

struct roster_row {
        const char *name;
        const char *channels; /* one a line */
        const void *rules;
        size_t rules_size;
        int64_t profile; /* a word */
};

/* The number of a word, which is made where there is none yet. Only in a transaction. */
int roster_word(struct store *s, enum roster_kind kind, const char *text, int64_t *ret);
/* What it says; -ENOENT. */
int roster_text(struct store *s, int64_t word, struct arena *a, char **ret);
/* Calls `visit` for every word. */
int roster_words(struct store *s,
                 void (*visit)(enum roster_kind kind, int64_t word, const char *text, void *context),
                 void *context);

/* Puts a row, in the place of the one of that name, if there is one. */
int roster_put(struct store *s, const struct roster_row *row);
int roster_remove(struct store *s, const char *name, bool *ret_found);
int roster_find(struct store *s, const char *name, struct arena *a, struct roster_row *ret); /* -ENOENT */
/* All rows in order of name, after `after` (NULL: from the first). Ends early where `visit` does not return 0, with what
 * it returned. A row is good until `visit` returns. */
int roster_each(struct store *s, const char *after, int (*visit)(const struct roster_row *row, void *context),
                void *context);
int roster_count(struct store *s, int64_t *ret);

/* That somebody was put or removed; NULL: many were, all are to be read again. In the same transaction. */
int roster_note(struct store *s, const char *name);
/* The number of the last note, 0: none. */
int roster_last(struct store *s, int64_t *ret);
/* The names noted after `since`, each once for each time, at most `most` of them. -E2BIG: more, or many at once, or
 * notes are gone: all are to be read again. */
int roster_changed(struct store *s, int64_t since, size_t most, struct arena *a, const char ***ret,
                   size_t *ret_n);

/* Rows, words and notes that are read between these are of one moment. */
int roster_hold(struct store *s);
void roster_let_go(struct store *s);

/* A file beside the database whose time says that the roster was changed: the daemon watches it, since the database
 * itself changes all the time. Touched after the commit; made where it is missing. Negative errno. */
const char *roster_stamp(const char *database, struct arena *a);
int roster_touch(const char *database);
