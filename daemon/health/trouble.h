/* trouble: what is or was wrong with sirend, as operators_look() finds it from time to time: since when, and whether it was
 * told. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "health/health.h"

#define TROUBLES_MOST 1000

/* One thing that is or was wrong. */
struct trouble {
        char *key, *sentence;
        int64_t began;    /* wall clock */
        int64_t changed;  /* monotonic: since when it is as it is, wrong or not */
        int64_t incident; /* it was told of in this; 0: not told */
        bool wrong, seen;
        bool loaded; /* it was told of by an earlier process */
        bool missed; /* it was to be told, and could not be stored */
        struct trouble *next;
};

/* In the order in which they came; zeroed at first. */
struct trouble_list {
        struct trouble *first;
        size_t n;
};

/* Both texts are copied. */
struct trouble *trouble_add(struct trouble_list *l, const char *key, const char *sentence);
struct trouble *trouble_find(const struct trouble_list *l, const char *key); /* NULL: there is none */
void trouble_remove(struct trouble_list *l, struct trouble *t);
void trouble_list_done(struct trouble_list *l);

/* What is wrong now: the rest is not, and is forgotten where nobody was told of it. At most TROUBLES_MOST are kept. */
void trouble_note(struct trouble_list *l, const struct health_problem *problems, size_t n, int64_t now,
                  int64_t monotonic);
