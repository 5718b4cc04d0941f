/* discovery: what Home Assistant is told over MQTT (device discovery), so that places and subscribers appear
 * there by themselves: for each place, and each one around it below the country, a binary_sensor of class
 * safety that is on while something goes on there; for each place and each subscriber an event entity with
 * what was said. All are unavailable while the daemon is. */
#pragma once

#include "setup/setup.h"

/* What Home Assistant is told: a topic and its retained payload. */
struct discovery_document {
        const char *topic; /* NULL: nothing was ever told */
        const char *payload;
};

/* What to tell now, in the arena, after `last`: a component that is there no more is named with its platform alone,
 * which makes it vanish. Where the settings ask for nothing, `last` is cleared. `instance` is the database's. */
void discovery_encode(const struct setup *setup, const char *instance, const struct discovery_document *last,
                      struct arena *a, struct discovery_document *ret);

/* What was told last is kept in a file of this folder (the spool's): the next process knows what has to vanish. */
void discovery_load(const char *folder, struct arena *a, struct discovery_document *ret);
int discovery_save(const char *folder, const struct discovery_document *d);
