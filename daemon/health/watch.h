/* watch: which sources have fallen silent. One that has an expected rhythm (`expect_every`) and was not heard
 * of for longer is said in the log once, and once more when it speaks again. A source that was never heard of
 * counts from the start of the watch. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "settings/settings.h"
#include "store/store.h"

struct watch;

struct watch_silence {
        const char *name, *sentence;
};

struct watch *watch_new(int64_t now);
void watch_free(struct watch *w); /* NULL is fine */

/* Whether something of a source waits to be read. */
typedef bool watch_waits(void *context, const char *source);

/* Looks at all sources and logs what changed. Of whom something waits nobody can say whether they are silent: they count as they
 * did. Returns when the next one would fall silent (of whom something waits: now), TIMESTAMP_NONE: none would. A store that
 * cannot be read leaves everything as it was. */
int64_t watch_run(struct watch *w, const struct settings *settings, struct store *store, int64_t now,
                  watch_waits *waits, void *context);

/* The sources that are silent, each with a sentence; good until the next run. */
size_t watch_silent(const struct watch *w, const struct watch_silence **ret);
