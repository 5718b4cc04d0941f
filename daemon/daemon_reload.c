/* A changed configuration, or changed subscribers: read by the loader's thread, taken into use in the loop. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "daemon.h"

void daemon_free_retired(struct daemon *d)
{
        struct setup *old;

        while ((old = d->retired) && dispatch_settled(d->dispatch)) {
                d->retired = old->next;
                setup_free(old);
        }
}

/* What only a restart can change: it is in use. */
static void warn_of_restart(const struct settings *old, const struct settings *new)
{
        if (strcmp(old->spool, new->spool) != 0 || strcmp(old->database, new->database) != 0 ||
            old->connections != new->connections)
                log_warning("spool, database and connections are as they were until sirend is restarted");
}

static void refuse(struct daemon *d, const struct problem *why)
{
        log_error("reload refused, the old configuration stays: %s", why->text);
        snprintf(d->health.reload_trouble, sizeof d->health.reload_trouble, "%s", why->text);
}

/* What was read by the thread comes into use, between two batches. */
static void use(struct daemon *d, struct setup *new)
{
        struct problem why = {""};
        struct setup *old = d->setup;

        people_use_store(new->people, d->store);
        if (pipeline_replace_setup(d->pipeline, new, timestamp_now(), &why) < 0) {
                refuse(d, &why);
                setup_free(new);
                return;
        }
        d->health.reload_trouble[0] = 0;
        daemon_replace_mqtt(d, new->settings);
        dispatch_channels(d->dispatch, new->settings->mqtt.prefix, new->settings->channels,
                          new->settings->n_channels);
        daemon_configure_spool(d, new);
        log_open(new->settings->log);
        warn_of_restart(old->settings, new->settings);
        d->setup = new;
        daemon_meet_home(d);
        setup_retire(old);
        old->next = d->retired;
        d->retired = old;
        daemon_free_retired(d);
        log_notice("reloaded %s: %zu subscribers, %u places", d->file, people_count(new->people),
                   gazetteer_count(new->gazetteer));
        newcomers_use(d->newcomers, new);
}

static void reload(struct daemon *d);

static void on_loaded(struct setup *setup, struct people *people, const struct problem *why, void *context)
{
        struct daemon *d = context;
        bool whole = d->reloading;

        if (!d->spool) { /* stopping */
                setup_free(setup);
                people_free(people);
                return;
        }
        if (!whole)
                newcomers_take(d->newcomers, people, why);
        else if (setup)
                use(d, setup);
        else
                refuse(d, why);
        d->reloading = false;
        if (d->reload_again) {
                reload(d);
                return;
        }
        if (whole) {
                daemon_report_health(d);
                sd_notify(0, "READY=1");
        }
}

static void reload(struct daemon *d)
{
        struct problem why = {""};
        int r;

        d->reload_again = loader_busy(d->loader);
        if (d->reload_again)
                return;
        r = loader_load(d->loader, d->file);
        d->reloading = r == 0;
        if (r == 0)
                return;
        problem_set(&why, r, "cannot start a thread: %s", strerror(-r));
        refuse(d, &why);
}

static int on_reload(sd_event_source *source, const struct signalfd_siginfo *info, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)info;
        if (!d->spool)
                return 0; /* stopping */
        sd_notify(0, "RELOADING=1");
        reload(d);
        return 0;
}

int daemon_start_loader(struct daemon *d)
{
        const char *database = d->setup->settings->database;
        int r = loader_new(d->event, database, on_loaded, d, &d->loader);

        if (r >= 0)
                r = newcomers_start(d->event, d->store, database, d->loader, d->setup, &d->newcomers);
        if (r < 0)
                log_error("cannot watch for changes of the subscribers: %s", strerror(-r));
        return r;
}

int daemon_add_reload(struct daemon *d)
{
        return sd_event_add_signal(d->event, NULL, SIGHUP, on_reload, d);
}
