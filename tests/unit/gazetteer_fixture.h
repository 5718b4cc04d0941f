/* The shipped gazetteer, loaded once for a group of tests. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gazetteer/gazetteer.h"

#define SHIPPED "config/gazetteer"

/* Either a program's own, or those of tests/unit/together.c for all of them. */
#ifdef TOGETHER
#define FIXTURE extern
#else
#define FIXTURE static
#endif

FIXTURE struct gazetteer *g;
FIXTURE struct arena *a;

static int load_shipped(void **state)
{
        struct problem why = {0};

        (void)state;
        if (g)
                return 0;
        if (gazetteer_load(SHIPPED, &g, &why) < 0)
                fail_msg("%s", why.text);
        a = arena_new();
        return 0;
}

static int free_shipped(void **state)
{
        (void)state;
#ifndef TOGETHER
        gazetteer_free(g);
        arena_free(a);
        g = NULL;
        a = NULL;
#endif
        return 0;
}

/* The number of a place that must be there. */
static inline uint32_t place_at(const char *path)
{
        uint32_t place = place_by_path(g, path);

        if (place == PLACE_NONE)
                fail_msg("no place %s", path);
        return place;
}
