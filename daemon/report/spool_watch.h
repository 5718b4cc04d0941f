/* spool_watch: the folders of the spool that are watched, each known by its source. All events that are there are read
 * at once: the kernel keeps them in one line for all folders, so that those of one which is flooded would else hold up
 * those of another. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <systemd/sd-event.h>

struct spool_watch;

struct spool_watch_handler {
        /* A file's name has an event, or the folder itself (name is ""). The source is good until it is dropped. */
        void (*event)(const char *source, uint32_t mask, const char *name, void *context);
        void (*lost)(void *context); /* events were lost */
        void (*read)(void *context); /* after all that were there */
        void *context;
};

int spool_watch_open(sd_event *event, const struct spool_watch_handler *handler, struct spool_watch **ret);
void spool_watch_close(struct spool_watch *w); /* NULL is fine */

/* Watches the folder at `path` for files that come into it and for its own end. -EMFILE: there are too many. A folder
 * that is watched already, under another source, is that source's no more. */
int spool_watch_add(struct spool_watch *w, const char *source, const char *path);
void spool_watch_drop(struct spool_watch *w, const char *source);
void spool_watch_drop_all(struct spool_watch *w);
bool spool_watch_has(const struct spool_watch *w, const char *source);
