/* spool_queue: the names of files that wait in the spool: each source's in the order in which they came, and sources in
 * turns, so that one which floods the spool holds up no other.
 *
 * It remembers a few thousand names of a source. Of one that has more it is known that it is behind: until a scan of its
 * folder nothing of it is added any more, so that what comes later never goes before what came earlier. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>
#include <uthash.h>

#include "report/spool.h"

#define SPOOL_QUEUE_EACH 4096  /* names of one source */
#define SPOOL_QUEUE_MOST 16384 /* of all, but for the first few of each */
#define SPOOL_QUEUE_TURN 16    /* files of one source before another's that came later */

struct spool_line;

/* A file that waits, or was handed out and has not come back. */
struct spool_waiting {
        struct spool_entry entry; /* first: an entry is its waiting */
        struct spool_waiting *next;
        struct spool_line *line;
        UT_hash_handle hh;
        int64_t came; /* nanoseconds */
        struct {
                dev_t device;
                ino_t inode; /* 0: it was not read yet */
                off_t size;
                struct timespec changed;
        } seen; /* as it was read */
        char name[];
};

/* A source's. */
struct spool_line {
        struct spool_line *next;
        struct spool_waiting *head, **tail;
        size_t n, out;  /* that wait; that were handed out */
        unsigned taken; /* in this round */
        bool behind;    /* there are more in its folder */
        char source[];  /* "": incoming/ itself */
};

struct spool_queue {
        struct spool_line *lines;
        struct spool_waiting *known; /* all names that wait or were handed out */
        size_t n;
};

void spool_queue_done(struct spool_queue *q);

/* Adds a file that came at `came`, once, however often it is said. False: there is no room, the source is behind. */
bool spool_queue_add(struct spool_queue *q, const char *source, const char *file, int64_t came);
bool spool_queue_knows(const struct spool_queue *q, const char *source, const char *file);
/* Takes the next one out; NULL: none waits. */
struct spool_waiting *spool_queue_next(struct spool_queue *q);
/* Puts one that was taken out back to the front of its line. */
void spool_queue_postpone(struct spool_queue *q, struct spool_waiting *w);
/* Ends one that was taken out. */
void spool_queue_forget(struct spool_queue *q, struct spool_waiting *w);

/* How many more names of it there is room for. */
size_t spool_queue_room(const struct spool_queue *q, const char *source);
/* Whether a scan of its folder is of no use now: it is behind, and some of what it has is queued already. */
bool spool_queue_is_busy(const struct spool_queue *q, const char *source);
/* Its folder is about to be scanned: what is found may be added. */
void spool_queue_catch_up(struct spool_queue *q, const char *source);
/* More has come than was seen, of whom is not known: all that have something queued are behind. */
void spool_queue_lost(struct spool_queue *q);
/* Whether files of a source ("local": those in incoming/ itself) wait, or may. */
bool spool_queue_waits_for(const struct spool_queue *q, const char *source);
/* True where a source is behind that has nothing queued any more: its folder is to be scanned. */
bool spool_queue_is_hungry(const struct spool_queue *q);
