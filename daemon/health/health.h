/* health: what is well and what is not, for the status topic, systemd and `sirenctl status`. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "health/watch.h"
#include "send/dispatch.h"
#include "store/store.h"

struct health {
        int64_t now, started;
        const char *incidents_trouble; /* there are too many */
        uint64_t open_incidents, waiting_reports, in_flight;
        const struct watch_silence *silent;
        size_t n_silent;
        const struct dispatch_broken *broken; /* endpoints that take no messages */
        size_t n_broken;
        const char *failed_trouble; /* deliveries that ended as failed */
        const char *clock_trouble;
        const char *spool_trouble, *intake_trouble, *mqtt_trouble,
            *endpoint_trouble; /* "" where all is well */
        char store_trouble[256], reload_trouble[512];
};

/* One thing that is wrong. `key` stays the same while it lasts. */
struct health_problem {
        const char *part, *key, *sentence;
};

/* All of them, in the arena; endpoints and sources one by one. Returns how many. */
size_t health_problems(const struct health *h, struct arena *a, struct health_problem **ret);

/* JSON for <prefix>/status/health; the caller frees it. */
#define HEALTH_FILE "health.json" /* in the spool's folder */

char *health_encode(const struct health *h, struct store *s);

/* Leaves the document in a file for `sirenctl status`: the status topic cannot tell of a broker that is away.
 */
int health_save(const char *folder, const char *text);
/* When the daemon stops: nothing is known of it any more. */
void health_forget(const char *folder);

/* One line for systemctl status. Good until the next call. */
const char *health_line(const struct health *h);
