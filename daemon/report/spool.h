/* spool: the folder that report files land in, and what becomes of them.
 *
 *   <path>/incoming/FILE            source "local"
 *   <path>/incoming/<source>/FILE   one level of sub-folders, also ones made later
 *   <path>/done/FILE                understood and committed; removed after a while
 *   <path>/rejected/FILE            not understood, with FILE.reason beside it
 *
 * A file counts when it is renamed or linked in, or closed after writing. Names that begin with "." or end in
 * ".tmp" or
 * ".part" are left alone. Nothing outside of the folder is ever read or moved: links are not followed. Files
 * are handed out in the order in which they came, sources in turns where more than one has many; a file stays in
 * incoming/ until spool_done() or spool_reject(). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <systemd/sd-event.h>

#include "base/arena.h"
#include "base/problem.h"

struct spool_options {
        const char *path;
        size_t max_size;            /* bytes of one report */
        int64_t done_keep;          /* microseconds that done/ is kept; 0: not at all */
        int64_t rejected_keep;      /* the same for rejected/ */
        const char *const *sources; /* folders to make at start */
        size_t n_sources;
};

struct spool;

/* One file that waits. Owned by the spool; given back through spool_done(), _reject(), _forget() or
 * _postpone(). */
struct spool_entry {
        const char *name;   /* relative to incoming/: "FILE" or "source/FILE" */
        const char *source; /* "local" or the folder's name */
        const char *file;   /* the last part of the name */
};

/* Makes what is missing of the folders, watches and scans them. `ready` is called whenever files wait. */
int spool_open(sd_event *event, const struct spool_options *options, void (*ready)(void *), void *context,
               struct spool **ret, struct problem *why);
void spool_close(struct spool *s); /* NULL is fine */

/* After a reload: other limits and times, and folders for new sources. The path stays. */
void spool_configure(struct spool *s, const struct spool_options *options);

/* The next file, or NULL. */
struct spool_entry *spool_next(struct spool *s);

/* The error is ours, not the file's, and may pass: it is to be tried again. */
bool spool_may_pass(int error);
/* Its bytes and status. -ENOENT: it is gone, or is not ready yet (forget it); another error: refuse it, `why`
 * has the sentence, unless spool_may_pass(). */
int spool_read(struct spool *s, struct spool_entry *e, struct arena *a, char **ret_data, size_t *ret_size,
               struct stat *ret_stat, struct problem *why);

/* incoming/ -> done/ (or removed). The entry is gone afterwards also where that failed. -ESTALE, also of
 * spool_reject(): another file took its place since it was read; that one stays and is queued. */
int spool_done(struct spool *s, struct spool_entry *e);
/* incoming/ -> rejected/, with one sentence beside it. */
int spool_reject(struct spool *s, struct spool_entry *e, const char *reason);
void spool_forget(struct spool *s, struct spool_entry *e);
/* Puts it back to the front of the queue; `ready` is not called. */
void spool_postpone(struct spool *s, struct spool_entry *e);

/* Looks at all folders again (also done by itself after lost events, and where a folder came back). */
void spool_scan(struct spool *s);
/* The same from time to time, in case an event was lost: leaves files that were written to in the last minutes alone, since
 * their writer may only be slow. */
void spool_sweep(struct spool *s);

/* Removes at most `limit` files that are older than their time from done/ and rejected/. True: there may be
 * more. */
bool spool_prune(struct spool *s, int64_t now, unsigned limit);

size_t spool_waiting(const struct spool *s);
/* Whether files of a source wait, or may: where there are more than can be kept in mind. */
bool spool_waits_for(const struct spool *s, const char *source);
/* Why the folder cannot be watched or read right now; "" where it can. */
const char *spool_trouble(const struct spool *s);
