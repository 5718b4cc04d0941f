#include "setup/loader.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"

#define NICENESS 10 /* what is in use goes before what will be */

struct loader {
        char *database;
        loader_function done;
        void *context;
        sd_event_source *source;
        int fd;
        bool busy;
        pthread_t thread;

        /* The thread's, while it runs. */
        char *file;
        const struct setup *base;
        struct setup *setup;
        struct people *people;
        struct problem why;
};

static int load_roster(struct loader *l, struct people *people)
{
        struct store *store;
        int r = store_open(l->database, STORE_READ, &store, &l->why);

        if (r < 0)
                return r;
        r = people_load(people, store, &l->why);
        people_use_store(people, NULL);
        store_close(store);
        return r;
}

static void load_setup(struct loader *l)
{
        if (setup_load(l->file, &l->setup, &l->why) < 0) {
                l->setup = NULL;
                return;
        }
        if (load_roster(l, l->setup->people) < 0) {
                setup_free(l->setup);
                l->setup = NULL;
        }
}

static void load_people(struct loader *l)
{
        const struct setup *s = l->base;

        l->people = people_new(s->settings, s->gazetteer, s->subscribers, s->n_subscribers);
        if (load_roster(l, l->people) < 0) {
                people_free(l->people);
                l->people = NULL;
        }
}

static void *work(void *context)
{
        struct loader *l = context;

        (void)setpriority(PRIO_PROCESS, 0, NICENESS); /* on Linux: of this thread */
        if (l->file)
                load_setup(l);
        else
                load_people(l);
        (void)eventfd_write(l->fd, 1);
        return NULL;
}

static int on_done(sd_event_source *source, int fd, uint32_t events, void *context)
{
        struct loader *l = context;
        struct setup *setup = l->setup;
        struct people *people = l->people;
        eventfd_t count;

        (void)source, (void)events;
        (void)eventfd_read(fd, &count);
        if (!l->busy)
                return 0;
        pthread_join(l->thread, NULL);
        l->busy = false;
        l->setup = NULL;
        l->people = NULL;
        l->done(setup, people, &l->why, l->context);
        return 0;
}

int loader_new(sd_event *event, const char *database, loader_function done, void *context,
               struct loader **ret)
{
        struct loader *l = calloc(1, sizeof *l);
        int r;

        if (!l)
                abort();
        l->done = done;
        l->context = context;
        l->database = strdup(database);
        l->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        r = l->fd < 0 ? -errno : sd_event_add_io(event, &l->source, l->fd, EPOLLIN, on_done, l);
        if (!l->database)
                abort();
        if (r < 0) {
                loader_free(l);
                return r;
        }
        *ret = l;
        return 0;
}

void loader_free(struct loader *l)
{
        if (!l)
                return;
        if (l->busy) {
                pthread_join(l->thread, NULL);
                setup_free(l->setup);
                people_free(l->people);
        }
        sd_event_source_disable_unref(l->source);
        if (l->fd >= 0)
                close(l->fd);
        free(l->database);
        free(l->file);
        free(l);
}

bool loader_busy(const struct loader *l)
{
        return l->busy;
}

static int start(struct loader *l)
{
        int r;

        l->why.text[0] = 0;
        r = pthread_create(&l->thread, NULL, work, l);
        l->busy = r == 0;
        return -r;
}

int loader_load(struct loader *l, const char *file)
{
        free(l->file);
        l->file = strdup(file);
        if (!l->file)
                abort();
        return start(l);
}

int loader_load_people(struct loader *l, const struct setup *setup)
{
        free(l->file);
        l->file = NULL;
        l->base = setup;
        return start(l);
}
