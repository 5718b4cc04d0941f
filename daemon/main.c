/* sirend: the table of contents. Options, then the parts in the order in which they need one another, the
 * loop, and the parts again in reverse. */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "base/timestamp.h"
#include "daemon.h"

#define STOP_PATIENCE (3 * TIMESTAMP_SECOND) /* for what is under way when it stops */

/* --- signals --- */

static int on_drained(sd_event_source *source, void *context)
{
        struct daemon *d = context;

        (void)source;
        return dispatch_idle(d->dispatch) ? sd_event_exit(d->event, 0) : 0;
}

static int on_patience_over(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        return sd_event_exit(d->event, 0);
}

/* Takes nothing more, and gives what is under way a moment to end: what is cut off is sent again at the next start. A second
 * signal does not wait. */
static int on_stop(sd_event_source *source, const struct signalfd_siginfo *info, void *context)
{
        struct daemon *d = context;

        (void)source;
        if (!d->spool)
                return sd_event_exit(d->event, 0);
        log_notice("stopping on %s", info->ssi_signo == SIGTERM ? "SIGTERM" : "SIGINT");
        sd_notify(0, "STOPPING=1");
        sd_event_source_set_enabled(d->intake, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->retry, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->expiry, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->housekeeping, SD_EVENT_OFF);
        sd_event_source_set_enabled(d->pruning, SD_EVENT_OFF);
        spool_close(d->spool);
        d->spool = NULL;
        dispatch_drain(d->dispatch);
        if (dispatch_idle(d->dispatch) || sd_event_add_post(d->event, NULL, on_drained, d) < 0 ||
            sd_event_add_time_relative(d->event, NULL, CLOCK_MONOTONIC, STOP_PATIENCE, 0, on_patience_over,
                                       d) < 0)
                return sd_event_exit(d->event, 0);
        return 0;
}

/* --- start and stop --- */

static int add_sources(struct daemon *d)
{
        int r;

        if ((r = sd_event_add_signal(d->event, NULL, SIGTERM, on_stop, d)) < 0 ||
            (r = sd_event_add_signal(d->event, NULL, SIGINT, on_stop, d)) < 0 ||
            (r = daemon_add_reload(d)) < 0 || (r = daemon_add_intake(d)) < 0 ||
            (r = daemon_add_housekeeping(d)) < 0 || (r = sd_event_set_watchdog(d->event, 1)) < 0)
                log_error("cannot make the event loop: %s", strerror(-r));
        return r;
}

static int start(struct daemon *d)
{
        const struct settings *t = d->setup->settings;
        struct problem why = {""};
        int r;

        r = sd_event_default(&d->event);
        if (r < 0)
                return r;
        if ((r = store_open(t->database, STORE_WRITE, &d->store, &why)) < 0) {
                log_error("%s", why.text);
                return r;
        }
        if ((r = people_load(d->setup->people, d->store, &why)) < 0) {
                log_error("%s: %s", t->database, why.text);
                return r;
        }
        if ((r = daemon_start_transports(d)) < 0 || (r = daemon_start_dispatch(d)) < 0)
                return r;
        if ((r = daemon_open_pipeline(d, &why)) < 0) {
                log_error("%s", why.text);
                return r;
        }
        if ((r = add_sources(d)) < 0 || (r = daemon_start_loader(d)) < 0)
                return r;
        daemon_meet_home(d);
        d->health.started = timestamp_now();
        d->watch = watch_new(d->health.started);
        d->operators = operators_new();
        log_notice("sirend %s: %s, %zu subscribers, %u places, %zu open incidents", VERSION, t->spool,
                   people_count(d->setup->people), gazetteer_count(d->setup->gazetteer),
                   pipeline_open_incidents(d->pipeline));
        sd_notify(0, "READY=1");
        return 0;
}

static void stop(struct daemon *d)
{
        sd_event_source_disable_unref(d->housekeeping);
        sd_event_source_disable_unref(d->pruning);
        sd_event_source_disable_unref(d->expiry);
        d->unwell = sd_event_source_disable_unref(d->unwell);
        sd_event_source_disable_unref(d->attend);
        sd_event_source_disable_unref(d->retry);
        sd_event_source_disable_unref(d->patience);
        sd_event_source_disable_unref(d->intake);
        spool_close(d->spool);
        /* The transports hand back what they hold; the dispatch writes what became of it. */
        for (size_t i = 0; i < TRANSPORT_COUNT; i++)
                if (d->transports[i])
                        d->transports[i]->ops->stop(d->transports[i]);
        if (d->dispatch)
                dispatch_stop(d->dispatch);
        loader_free(d->loader);
        newcomers_stop(d->newcomers);
        watch_free(d->watch);
        operators_free(d->operators);
        pipeline_close(d->pipeline);
        if (d->health.started)
                health_forget(d->setup->settings->spool);
        store_close(d->store);
        for (struct setup *old; (old = d->retired);) {
                d->retired = old->next;
                setup_free(old);
        }
        setup_free(d->setup);
        sd_event_unref(d->event);
}

/* --- options --- */

static void print_help(void)
{
        puts("Usage: sirend [-c FILE] [--check-config] [--version] [--help]\n"
             "\n"
             "Watches a folder for reports of danger and warns the people who live there, over MQTT and by "
             "webhook.\n"
             "\n"
             "  -c, --config FILE   configuration (default: " SYSCONFDIR "/sirend.conf)\n"
             "      --check-config  read it, say what is wrong, and stop\n"
             "      --version       say the version and stop\n"
             "  -h, --help          say this and stop\n"
             "\n"
             "Runs in the foreground; SIGHUP reads the configuration again, SIGTERM stops.\n"
             "Exit status: 0 stopped, 1 failed, 2 wrong use or configuration.\n"
             "See sirend(8), sirend.conf(5), sirenctl(1).");
}

static int check_config(const char *file)
{
        struct problem why = {""};
        struct setup *setup;

        if (setup_load(file, &setup, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 2;
        }
        printf("%s: good: %zu sources, %zu channels, %zu subscribers, %u places\n", file,
               setup->settings->n_sources, setup->settings->n_channels, setup->n_subscribers,
               gazetteer_count(setup->gazetteer));
        setup_free(setup);
        return 0;
}

/* Signals are taken from the loop; blocking them first leaves no moment in which one could be lost. */
static void block_signals(void)
{
        sigset_t set;

        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGHUP);
        sigprocmask(SIG_BLOCK, &set, NULL);
        signal(SIGPIPE, SIG_IGN);
}

static int run(const char *file)
{
        struct daemon d = {.file = file};
        struct problem why = {""};
        int r;

        block_signals();
        log_open(LOG_LEVEL_INFO);
        if (setup_load(file, &d.setup, &why) < 0) {
                log_error("%s", why.text);
                return 2;
        }
        log_open(d.setup->settings->log);
        r = start(&d);
        if (r == 0)
                r = sd_event_loop(d.event);
        stop(&d);
        return r < 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
        static const struct option options[] = {
            {"config", required_argument, NULL, 'c'},
            {"check-config", no_argument, NULL, 'k'},
            {"version", no_argument, NULL, 'v'},
            {"help", no_argument, NULL, 'h'},
            {0},
        };
        const char *file = SYSCONFDIR "/sirend.conf";
        bool check = false;
        int o;

        /* Large tables always get a mapping of their own, so that what is freed while loading goes back to the system. */
        mallopt(M_MMAP_THRESHOLD, 128 * 1024);
        mallopt(M_ARENA_MAX, 1);
        /* Else each report gives its memory back, and the next asks for it. */
        mallopt(M_TRIM_THRESHOLD, 1024 * 1024);

        while ((o = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
                switch (o) {
                case 'c':
                        file = optarg;
                        break;
                case 'k':
                        check = true;
                        break;
                case 'v':
                        puts("sirend " VERSION);
                        return 0;
                case 'h':
                        print_help();
                        return 0;
                default:
                        fputs("Try: sirend --help\n", stderr);
                        return 2;
                }
        }
        if (optind < argc) {
                fprintf(stderr, "sirend: what is \"%s\"? Try: sirend --help\n", argv[optind]);
                return 2;
        }
        return check ? check_config(file) : run(file);
}
