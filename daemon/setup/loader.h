/* loader: reads a setup, or only the people of the roster anew, in a thread of its own, while the loop goes on. One at a
 * time. What it has read is handed over in the loop. */
#pragma once

#include <systemd/sd-event.h>

#include "setup/setup.h"

struct loader;

/* `setup` is whole, its people included; NULL: it could not be loaded, and `why` says why not. Whoever is called owns
 * it. For people alone `setup` is NULL too, and `people` is what was read. The loader is free for the next one. */
typedef void (*loader_function)(struct setup *setup, struct people *people, const struct problem *why,
                                void *context);

/* The database is read through a connection of its own. */
int loader_new(sd_event *event, const char *database, loader_function done, void *context,
               struct loader **ret);
void loader_free(struct loader *l); /* waits for the thread; NULL is fine */

bool loader_busy(const struct loader *l);
/* Only while it is not busy. `setup` must stay until `done` is called. */
int loader_load(struct loader *l, const char *file);
int loader_load_people(struct loader *l, const struct setup *setup);
