/* health: what is well and what is not, for the status topic, systemd and `sirenctl status`. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct health {
        int64_t now, started;
        uint64_t open_incidents, waiting_reports, in_flight;
        const char *spool_trouble, *intake_trouble, *mqtt_trouble; /* "" where all is well */
        char store_trouble[256], reload_trouble[512];
};

/* JSON for <prefix>/status/health; the caller frees it. */
char *health_encode(const struct health *h, struct store *s);

/* One line for systemctl status. Good until the next call. */
const char *health_line(const struct health *h);
