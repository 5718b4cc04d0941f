/* check: what one report says and who would be told, without telling anybody: what `sirenctl check` shows. */
#pragma once

#include <jansson.h>

#include "ctl/output.h"
#include "setup/setup.h"

struct check {
        const char *file;     /* as the user named it */
        const char *source;   /* as the daemon would call it */
        const char *rejected; /* why the daemon would reject it; NULL: it would not */
        const char *partly;   /* what was left out of a feed; NULL: nothing */
        const char *data;     /* its bytes; NULL where they could not be read */
        size_t size;
        struct alert_list alerts;
        /* One per subscriber of the configuration file, in their order, and one for each of the database who would be
         * told; none where there are no alerts. */
        struct route *routes;
        size_t n_routes;
};

/* Reads the bytes and asks for every subscriber: the decision of the first alert that is for them, else why
 * the first one is not. All of it lives in the arena. */
void check_bytes(const struct setup *setup, struct check *check, int64_t now, struct arena *a);

/* The blocks that say what the alert is: those as live as the alert. NULL: start. */
const struct alert_info *check_next_info(const struct alert *alert, const struct alert_info *after);
/* The distinct places of those blocks, in order of number. */
size_t check_places(const struct alert *alert, struct arena *a, const struct area_place ***ret);

/* One object, as sirenctl(1) describes it. */
json_t *check_encode(const struct setup *setup, const struct check *check, struct arena *a);

struct check_style {
        int64_t now;
        size_t most; /* subscribers that are listed at most, of each kind; 0: all */
};
void check_print(struct output *o, const struct setup *setup, const struct check *check,
                 const struct check_style *style, struct arena *a);
