#include "health/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "store/history.h"

struct watch {
        int64_t started;
        struct arena *arena; /* of the last run */
        struct watch_silence *silent;
        size_t n;
};

struct watch *watch_new(int64_t now)
{
        struct watch *w = calloc(1, sizeof *w);

        if (!w)
                abort();
        w->started = now;
        w->arena = arena_new();
        return w;
}

void watch_free(struct watch *w)
{
        if (!w)
                return;
        arena_free(w->arena);
        free(w);
}

static bool was_silent(const struct watch *w, const char *name)
{
        for (size_t i = 0; i < w->n; i++)
                if (strcmp(w->silent[i].name, name) == 0)
                        return true;
        return false;
}

static int64_t last_of(const struct watch *w, const char *name, const struct history_source *seen, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (strcmp(seen[i].name, name) == 0)
                        return seen[i].last;
        return w->started;
}

static void log_change(const char *name, const char *sentence, bool before)
{
        const char *fields[] = {NULL, NULL};
        char field[80];

        snprintf(field, sizeof field, "SOURCE=%.64s", name);
        fields[0] = field;
        if (sentence && !before)
                log_fields(LOG_LEVEL_WARNING, fields, "%s", sentence);
        else if (!sentence && before)
                log_fields(LOG_LEVEL_NOTICE, fields, "source %s speaks again", name);
}

static const char *sentence_of(const struct settings_source *s, int64_t last, struct arena *a)
{
        char time[TIMESTAMP_TEXT];

        return arena_printf(a, "source %s is silent: nothing since %s, expected every %lld s", s->name,
                            timestamp_format(last, 0, time), (long long)(s->expect_every / TIMESTAMP_SECOND));
}

static int64_t earlier(int64_t a, int64_t b)
{
        return a == TIMESTAMP_NONE || b < a ? b : a;
}

int64_t watch_run(struct watch *w, const struct settings *settings, struct store *store, int64_t now,
                  watch_waits *waits, void *context)
{
        struct watch new = {.started = w->started, .arena = arena_new()};
        struct history_source *seen;
        int64_t next = TIMESTAMP_NONE;
        size_t n_seen;

        if (history_sources(store, new.arena, &seen, &n_seen) < 0) {
                arena_free(new.arena);
                return next;
        }
        new.silent = arena_array(new.arena, settings->n_sources, sizeof *new.silent);
        for (size_t i = 0; i < settings->n_sources; i++) {
                const struct settings_source *s = &settings->sources[i];
                int64_t last = last_of(w, s->name, seen, n_seen), due = last + s->expect_every;
                const char *sentence = NULL;
                bool before = was_silent(w, s->name);
                if (s->expect_every == 0)
                        continue;
                if (due >= now)
                        next = earlier(next, due);
                else if (!before && waits(context, s->name))
                        next = earlier(next, now);
                else {
                        sentence = sentence_of(s, last, new.arena);
                        new.silent[new.n++] =
                            (struct watch_silence){arena_strdup(new.arena, s->name), sentence};
                }
                log_change(s->name, sentence, before);
        }
        arena_free(w->arena);
        *w = new;
        return next;
}

size_t watch_silent(const struct watch *w, const struct watch_silence **ret)
{
        *ret = w->silent;
        return w->n;
}
