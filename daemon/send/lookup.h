/* lookup: a host name to addresses, in a thread, because getaddrinfo() may take many seconds. */
#pragma once

#include <netinet/in.h>
#include <stddef.h>
#include <systemd/sd-event.h>

#define LOOKUP_MOST 8

struct lookup_result {
        char addresses[LOOKUP_MOST]
                      [INET6_ADDRSTRLEN + 20]; /* numeric, with a zone where there is one; best first */
        size_t n;
        const char *problem; /* why there is none; NULL */
};

struct lookup;

/* The callback is called once, from the loop, and may end the lookup. */
int lookup_start(sd_event *event, const char *host,
                 void (*done)(const struct lookup_result *result, void *context), void *context,
                 struct lookup **ret);
/* Frees it; before the callback: there will be none. The thread, if it still waits, ends by itself. NULL is
 * fine. */
void lookup_end(struct lookup *l);
