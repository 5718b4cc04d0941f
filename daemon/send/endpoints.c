#include "send/endpoints.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define SLOW_TIMES 4 /* as many requests as `most` may be slow, all in all */

/* Gone when it has no request. */
struct endpoint {
        unsigned in_flight, slow;
        UT_hash_handle hh;
        char name[];
};

static struct endpoint *find(const struct endpoints *s, const char *name)
{
        struct endpoint *e;

        HASH_FIND_STR(s->all, name, e);
        return e;
}

struct endpoint *endpoints_take(struct endpoints *s, const char *name)
{
        struct endpoint *e = find(s, name);
        size_t size = strlen(name) + 1;

        if (!e) {
                e = calloc(1, sizeof *e + size);
                if (!e)
                        abort();
                memcpy(e->name, name, size);
                HASH_ADD_KEYPTR(hh, s->all, e->name, size - 1, e);
        }
        e->in_flight++;
        s->in_flight++;
        return e;
}

void endpoints_give(struct endpoints *s, struct endpoint *e, bool slow)
{
        s->in_flight--;
        s->slow -= slow;
        e->slow -= slow;
        if (--e->in_flight > 0)
                return;
        HASH_DEL(s->all, e);
        free(e);
}

void endpoints_slow(struct endpoints *s, struct endpoint *e)
{
        e->slow++;
        s->slow++;
}

size_t endpoints_room(const struct endpoints *s, const char *name, unsigned here)
{
        const struct endpoint *e = find(s, name);
        unsigned used = e ? e->in_flight : 0, prompt = s->in_flight - s->slow,
                 all = prompt < s->most ? s->most - prompt : 0,
                 left = SLOW_TIMES * s->most > s->in_flight ? SLOW_TIMES * s->most - s->in_flight : 0;

        if (e && e->slow)
                return 0;
        all = all < left ? all : left;
        here = used < here ? here - used : 0;
        return here < all ? here : all;
}
