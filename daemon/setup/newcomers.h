/* newcomers: takes over what `sirenctl subscriber` changes in the roster, within a second and without a reload: a few
 * at once by themselves, many by reading all anew in the loader's thread. */
#pragma once

#include "setup/loader.h"
#include "store/store.h"

struct newcomers;

/* Watches the roster's stamp beside the database. `setup` and `loader` may be replaced by newcomers_use(). */
int newcomers_start(sd_event *event, struct store *store, const char *database, struct loader *loader,
                    struct setup *setup, struct newcomers **ret);
void newcomers_stop(struct newcomers *n); /* NULL is fine */

/* After a reload. */
void newcomers_use(struct newcomers *n, struct setup *setup);
/* What the loader has read; takes it over. NULL: it could not be read. */
void newcomers_take(struct newcomers *n, struct people *people, const struct problem *why);
/* Looks whether something was changed: also from time to time, in case the stamp was not seen. */
void newcomers_look(struct newcomers *n);
