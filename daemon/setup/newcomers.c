#include "setup/newcomers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "store/roster.h"

#define GATHER (200 * 1000) /* changes of so long are taken over together */

struct newcomers {
        struct store *store;
        struct loader *loader;
        struct setup *setup;
        sd_event_source *stamp, *soon;
        bool again; /* something was changed while all were read */
};

static void read_all(struct newcomers *n)
{
        int r;

        n->again = loader_busy(n->loader);
        if (n->again)
                return;
        r = loader_load_people(n->loader, n->setup);
        if (r < 0)
                log_error("cannot read the subscribers of the database: %s", strerror(-r));
}

/* `all`: what is too much to be taken over one by one is read anew at once. */
static void look(struct newcomers *n, bool all)
{
        size_t changed;
        int r = people_update(n->setup->people, &changed);

        if (r == -E2BIG && all)
                read_all(n);
        else if (r < 0 && r != -E2BIG)
                log_warning("cannot read which subscribers were changed: %s", store_problem(n->store));
        else if (changed)
                log_info("%zu changes of subscribers are in force, %zu in all", changed,
                         people_count(n->setup->people));
}

void newcomers_look(struct newcomers *n)
{
        look(n, true);
}

static int on_soon(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source, (void)usec;
        newcomers_look(context);
        return 0;
}

static int on_stamp(sd_event_source *source, const struct inotify_event *event, void *context)
{
        struct newcomers *n = context;
        int armed = SD_EVENT_OFF;

        (void)source, (void)event;
        sd_event_source_get_enabled(n->soon, &armed);
        if (armed != SD_EVENT_OFF)
                return 0;
        sd_event_source_set_time_relative(n->soon, GATHER);
        sd_event_source_set_enabled(n->soon, SD_EVENT_ONESHOT);
        return 0;
}

/* Those who cannot be told as the configuration is now must not go unnoticed. */
static void warn_of_left_out(const struct people *people)
{
        const char *why;
        size_t n = people_left_out(people, &why);

        if (n)
                log_warning("%zu subscribers of the database are left out; the first: %s", n, why);
}

int newcomers_start(sd_event *event, struct store *store, const char *database, struct loader *loader,
                    struct setup *setup, struct newcomers **ret)
{
        struct newcomers *n = calloc(1, sizeof *n);
        struct arena *a = arena_new();
        int r;

        if (!n)
                abort();
        *n = (struct newcomers){.store = store, .loader = loader, .setup = setup};
        if ((r = roster_touch(database)) < 0 ||
            (r = sd_event_add_inotify(event, &n->stamp, roster_stamp(database, a), IN_ATTRIB | IN_CLOSE_WRITE,
                                      on_stamp, n)) < 0)
                log_warning("cannot watch %s, changes of subscribers are seen after half a minute: %s",
                            roster_stamp(database, a), strerror(-r));
        r = sd_event_add_time_relative(event, &n->soon, CLOCK_MONOTONIC, GATHER, 0, on_soon, n);
        arena_free(a);
        if (r < 0) {
                newcomers_stop(n);
                return r;
        }
        warn_of_left_out(setup->people);
        *ret = n;
        return 0;
}

void newcomers_stop(struct newcomers *n)
{
        if (!n)
                return;
        sd_event_source_disable_unref(n->stamp);
        sd_event_source_disable_unref(n->soon);
        free(n);
}

void newcomers_use(struct newcomers *n, struct setup *setup)
{
        n->setup = setup;
        n->again = false;
        warn_of_left_out(setup->people);
        newcomers_look(n); /* what came while it was read */
}

void newcomers_take(struct newcomers *n, struct people *people, const struct problem *why)
{
        if (people) {
                people_use_store(people, n->store);
                people_free(n->setup->people);
                n->setup->people = people;
                warn_of_left_out(people);
                log_info("%zu subscribers were read anew", people_count(people));
        } else {
                log_error("the subscribers stay as they were: %s", why->text);
        }
        /* While an import goes on all would be read anew without end: its end touches the stamp. */
        look(n, n->again);
}
