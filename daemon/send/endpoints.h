/* endpoints: how many requests each endpoint has under way, and how many more it may get.
 *
 * All together may have `most`; what has waited long for its answer (slow) takes nobody's place, up to four
 * times as many. An endpoint that is slow gets nothing more until it answers. Pure data. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct endpoint;

/* `most` is set by the owner; the rest begins as 0. It is empty again when all that was taken is given back. */
struct endpoints {
        struct endpoint *all;
        unsigned most, in_flight, slow;
};

/* One more request under way. */
struct endpoint *endpoints_take(struct endpoints *s, const char *name);
/* It has ended; `slow`: it was counted as slow. */
void endpoints_give(struct endpoints *s, struct endpoint *e, bool slow);
/* It waits long. */
void endpoints_slow(struct endpoints *s, struct endpoint *e);
/* How many more may begin at an endpoint of which `here` may be under way. */
size_t endpoints_room(const struct endpoints *s, const char *name, unsigned here);
