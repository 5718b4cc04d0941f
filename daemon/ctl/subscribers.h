/* subscribers: what the words of `sirenctl subscriber` share: the roster, opened, with what its rows are checked
 * against. */
#pragma once

#include "ctl/verb.h"
#include "people/person.h"

#define SUBSCRIBERS_NOTED 500 /* changes that are noted one by one; more are noted as many */

struct subscribers {
        struct verb_call *call;
        struct settings *settings;
        struct gazetteer *gazetteer;
        struct store *store;
        struct person_context context;
        bool dry_run;
};

/* Says itself what is wrong. The gazetteer is only read where `checks` is set. */
enum verb_result subscribers_open(struct subscribers *s, enum store_mode mode, bool checks);
void subscribers_close(struct subscribers *s);

/* Checks one; a name that the configuration file has is refused. */
int subscribers_check(const struct subscribers *s, const json_t *object, const char *where, struct arena *a,
                      struct subscriber *ret, struct problem *why);
/* Tells sirend, after the commit. */
enum verb_result subscribers_tell(const struct subscribers *s);

/* The words after `subscriber`, with the arguments behind them. */
enum verb_result subscribers_import(struct subscribers *s, char **arguments, size_t n);
enum verb_result subscribers_export(struct subscribers *s, bool csv);
