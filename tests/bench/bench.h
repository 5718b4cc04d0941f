/* bench: what the benchmark's own programs share. Times are CLOCK_MONOTONIC in nanoseconds, the same clock in
 * every process of the machine. An event is known by "EVT-" and eight digits, wherever a body carries them.
 */
#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline int64_t now_ns(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline void must(int good, const char *what)
{
        if (good)
                return;
        fprintf(stderr, "%s: %s\n", what, strerror(errno));
        exit(1);
}

/* The number of the first event named in the bytes, 0: none. */
static inline unsigned event_in(const char *bytes, size_t size)
{
        const char *p = memmem(bytes, size, "EVT-", 4);
        unsigned number = 0;

        if (!p || p + 12 > bytes + size)
                return 0;
        for (int i = 4; i < 12; i++) {
                if (p[i] < '0' || p[i] > '9')
                        return 0;
                number = number * 10 + (unsigned)(p[i] - '0');
        }
        return number;
}

/* Arrivals, kept in memory and written as "nanoseconds number" lines between loads. */
struct record {
        FILE *file;
        struct arrival {
                int64_t at;
                unsigned number;
        } * list;
        size_t n, room;
};

static inline void record_open(struct record *r, const char *path)
{
        r->file = fopen(path, "we");
        must(r->file != NULL, path);
}

static inline void record_add(struct record *r, int64_t at, unsigned number)
{
        if (r->n == r->room) {
                r->room = r->room ? 2 * r->room : 65536;
                r->list = realloc(r->list, r->room * sizeof *r->list);
                must(r->list != NULL, "memory");
        }
        r->list[r->n++] = (struct arrival){at, number};
}

static inline void record_flush(struct record *r)
{
        if (r->n == 0)
                return;
        for (size_t i = 0; i < r->n; i++)
                fprintf(r->file, "%lld %u\n", (long long)r->list[i].at, r->list[i].number);
        fflush(r->file);
        r->n = 0;
}
