/* why: the story of one incident for one subscriber: what was said, what was decided, what became of each message. */
#pragma once

#include "ctl/archive.h"
#include "ctl/story.h"
#include "match/route.h"
#include "setup/setup.h"
#include "store/held.h"

/* An alert of the incident as it concerns them. */
struct why_alert {
        const struct history_alert *row;
        const struct history_report *report; /* NULL: pruned */
        const struct alert *alert; /* read again; NULL: the file is no more there, or reads otherwise now */
        const char *gone;          /* why not; NULL where it was read */
        struct route route;        /* by the present configuration; without a reason where not known */
};

/* A message to one of their channels. */
struct why_delivery {
        const struct delivery *row;
        struct outbox_attempt *attempts; /* the first tried first */
        size_t n_attempts;
        const struct delivery
            *instead; /* what superseded it, or confirmed what it was the fallback of; NULL */
};

struct why {
        const char *name;
        bool known;               /* there is a subscriber of that name now */
        uint32_t number;          /* theirs, where known */
        struct story story;       /* its deliveries are theirs alone */
        struct why_alert *alerts; /* in the order in which they came, as all of these */
        struct why_delivery *deliveries;
        struct held *held; /* what waits for their digest */
        size_t n_held;
        struct delivery *
            digests; /* that they were sent after it began, the newest first: what was held back was in one */
        size_t n_digests;
        struct route
            content; /* what the configuration says of the incident as it is known last; reason NULL: not known */
};

/* -ENOENT where there is no such incident; else the store's failure. All of it lives in the arena. */
int why_read(struct store *s, const struct setup *setup, struct archive *archive, int64_t incident,
             const char *subscriber, struct arena *a, struct why *ret);

/* The latest revision that they have a message of, whatever became of it; 0: of none. */
unsigned why_told_revision(const struct why *w);

/* Whether a message about danger, or its end, reached them. */
bool why_was_told(const struct why *w);

void why_print(struct output *o, const struct why *w, struct store *s, int64_t now, struct arena *a);
json_t *why_encode(const struct why *w, struct store *s, struct arena *a);
