#include "send/routes.h"

#include <stdlib.h>
#include <string.h>

#define ENDPOINT_ROOM 300

struct route *routes_find(struct route *all, const char *name)
{
        struct route *r;

        HASH_FIND_STR(all, name, r);
        return r;
}

void routes_add(struct route **all, struct queue *q, const struct channel *c)
{
        char endpoint[ENDPOINT_ROOM];
        struct route *r;

        if (routes_find(*all, c->name))
                return;
        r = calloc(1, sizeof *r);
        if (!r)
                abort();
        r->channel = c;
        r->lane = queue_lane(q, channel_endpoint(c, endpoint, sizeof endpoint), channel_width(c));
        HASH_ADD_KEYPTR(hh, *all, c->name, strlen(c->name), r);
}

void routes_clear(struct route **all)
{
        struct route *r, *next;

        HASH_ITER(hh, *all, r, next)
        {
                HASH_DEL(*all, r);
                free(r);
        }
}
