/* spool_parts: the spool from within. For spool.c and its spool_*.c alone; spool.h is what others see. */
#pragma once

#include <dirent.h>

#include "base/timestamp.h"
#include "report/spool.h"
#include "report/spool_queue.h"
#include "report/spool_watch.h"

#define SPOOL_SETTLE (1 * TIMESTAMP_SECOND) /* a scan leaves younger files to their writer's close */
#define SPOOL_AGAIN  (1 * TIMESTAMP_SECOND) /* after what may pass: no more file descriptors */

struct spool {
        struct spool_options options; /* its path is `path` */
        char *path;
        sd_event *event;
        sd_event_source *again; /* timer: scan once more */
        sd_event_source *check; /* timer: is incoming/ still the one that is watched? */
        void (*ready)(void *);
        void *context;
        int root, incoming, done, rejected;
        struct spool_watch *watch;
        struct spool_queue queue;
        int64_t settle; /* how old a file must be for a scan to take it */
        DIR *pruning[2];
        char trouble[256];
};

/* spool_scan: what lies in incoming/ */

/* Scans so soon, if it is not to be done sooner anyway. */
void spool_scan_again(struct spool *s, int64_t after);
/* A source that is behind and has not come to its end is left for later, but for the folders in incoming/ itself. */
void spool_scan_folder(struct spool *s, const char *source);
int spool_watch_folder(struct spool *s, const char *source);
/* One entry of a folder, which `dir` is. `settled`: an event said that it is complete; `created`: that it is new. */
void spool_consider(struct spool *s, const char *source, int dir, const char *name, bool settled,
                    bool created);
