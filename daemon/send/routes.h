/* routes: the configured channels by name, each with the lane of its endpoint. */
#pragma once

#include <uthash.h>

#include "send/channel.h"
#include "send/queue.h"

struct route {
        const struct channel *channel; /* the owner's; must outlive the route */
        struct queue_lane *lane;
        UT_hash_handle hh; /* `hh.next` walks over all in the order in which they were added */
};

struct route *routes_find(struct route *all, const char *name); /* NULL: none */
/* The first of a name counts. */
void routes_add(struct route **all, struct queue *q, const struct channel *c);
void routes_clear(struct route **all);
