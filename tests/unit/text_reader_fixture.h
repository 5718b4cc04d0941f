/* The reader of running text with the shipped vocabulary and gazetteer, loaded once for a group of tests. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "gazetteer_fixture.h"
#include "report/text_reader.h"

#define NOW (INT64_C(1788220800) * TIMESTAMP_SECOND) /* 1 September 2026 */

static struct text_reader *reader;

static int load_reader(void **state)
{
        struct problem why = {""};

        load_shipped(state);
        if (text_reader_load("config/vocabulary/text", g, &reader, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static int free_reader(void **state)
{
        text_reader_free(reader);
        return free_shipped(state);
}

static int by_text(const void *x, const void *y)
{
        return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Distinct, in order, between commas. */
static char *joined(const char **lines, size_t n)
{
        char *all = arena_strdup(a, "");

        if (n)
                qsort(lines, n, sizeof *lines, by_text);
        for (size_t i = 0; i < n; i++)
                if (i == 0 || strcmp(lines[i - 1], lines[i]) != 0)
                        all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", lines[i]);
        return all;
}
