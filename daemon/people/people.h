/* people: everybody who may be told, by number and by name: the few of the configuration file, and all of the roster.
 *
 * Of the roster's people only what every report needs is kept (name, channels, the index of what they follow): under 48
 * bytes each beside names and channels. Their rules stay in the database and are read when a reason is asked for. What is
 * changed there afterwards lies beside as a short list with an index of its own, until all are read again. A name of
 * the file hides the same one of the roster.
 *
 * Numbers are good until people_update(). Not for several threads at once. */
#pragma once

#include "match/match.h"
#include "people/person.h"

#define PEOPLE_BESIDE 1000 /* changed since all were read; with more of them all are read again */

struct people;

/* Those of the file alone; pointers are kept to all of them. */
struct people *people_new(struct settings *settings, const struct gazetteer *g,
                          const struct subscriber *subscribers, size_t n);
void people_free(struct people *p); /* NULL is fine */

/* Reads the roster, which must happen once, before it is used. Rows that cannot be used as the configuration is now
 * (no such channel, no such place) are left out: people_left_out() counts them and says why the first one is. */
int people_load(struct people *p, struct store *store, struct problem *why);
size_t people_left_out(const struct people *p, const char **ret_why);
/* The store that is asked for single rows from now on: people may be loaded by a thread with a store of its own. */
void people_use_store(struct people *p, struct store *store);

/* Takes over what was changed in the roster. `*ret_changed` is how many, 0: nothing. -E2BIG: so much that all are to be
 * read again. */
int people_update(struct people *p, size_t *ret_changed);

size_t people_count(const struct people *p);          /* less those who were removed */
size_t people_numbers(const struct people *p);        /* all numbers are below it */
size_t people_bytes(const struct people *p);          /* memory for those of the roster, for benchmarks */
size_t people_bytes_of_names(const struct people *p); /* of that: names and channels themselves */

/* As match_alert(); how many of the last one's hits come first that are no mere heads-up, as match_own(). */
size_t people_match(struct people *p, const struct concern_list *concerns, const struct match_hit **ret);
size_t people_own(const struct people *p);

/* Name, language and channels; the rules only of those of the file. Good until the next of these two. */
const struct subscriber *people_get(struct people *p, uint32_t number);
/* NULL: nobody of that name. */
const struct subscriber *people_find(struct people *p, const char *name, uint32_t *ret_number);

/* As match_explain(), for any of them; one row is read for it. */
struct route people_explain(struct people *p, const struct concern_list *concerns, uint32_t number,
                            struct arena *a);
