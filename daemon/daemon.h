/* daemon: the running daemon from within: what its parts share. For main.c and the daemon_*.c alone; main.c starts the
 * parts and stops them. */
#pragma once

#include <systemd/sd-event.h>

#include "health/health.h"
#include "health/operators.h"
#include "health/watch.h"
#include "pipeline/pipeline.h"
#include "send/dispatch.h"
#include "setup/loader.h"
#include "setup/newcomers.h"
#include "setup/setup.h"

struct daemon {
        const char *file; /* of the configuration */
        sd_event *event;
        struct setup *setup;
        struct setup *retired; /* replaced, but deliveries in flight may still use their channels */
        struct loader *loader;
        bool reloading, reload_again; /* the loader reads a setup; and another one is asked for */
        struct newcomers *newcomers;
        struct store *store;
        struct transport *transports[TRANSPORT_COUNT];
        struct dispatch *dispatch;
        struct pipeline *pipeline;
        struct spool *spool;
        sd_event_source *intake;       /* deferred: take a batch of reports */
        sd_event_source *patience;     /* timer: reports have waited for long enough */
        sd_event_source *retry;        /* timer: after the store failed */
        sd_event_source *expiry;       /* timer: an incident expires */
        sd_event_source *housekeeping; /* timer: prune, health */
        sd_event_source *pruning;      /* timer: there is more to prune */
        sd_event_source *unwell;       /* timer: something has failed, or works again */
        sd_event_source *attend; /* timer: what is wrong has lasted long enough to be told to operators */
        struct operators *operators;
        int64_t retry_after, intake_took;
        struct watch *watch;
        bool looks_soon;
        int intake_wrong; /* what was when it was looked at last */
        struct health health;
};

/* daemon_intake.c */
int daemon_open_pipeline(struct daemon *d, struct problem *why); /* and the spool */
int daemon_add_intake(struct daemon *d);                         /* to the loop, as the other two below */
void daemon_arm_expiry(struct daemon *d); /* ends what has expired, and wakes when something will */
void daemon_configure_spool(struct daemon *d, const struct setup *setup);

/* daemon_delivery.c */
int daemon_start_transports(struct daemon *d);
int daemon_start_dispatch(struct daemon *d);
void daemon_replace_mqtt(struct daemon *d, const struct settings *new);
void daemon_meet_home(struct daemon *d); /* tells Home Assistant, now and whenever it starts */

/* daemon_health.c */
int daemon_add_housekeeping(struct daemon *d);
void daemon_health_changed(
    struct daemon *d); /* something has begun to fail, or works again: it is told soon */
void daemon_report_health(struct daemon *d); /* now */

/* daemon_reload.c */
int daemon_start_loader(struct daemon *d);
int daemon_add_reload(struct daemon *d);
void daemon_free_retired(struct daemon *d); /* setups that no delivery uses any more */
