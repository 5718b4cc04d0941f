/* The reader of running text with the shipped vocabulary and gazetteer, loaded once for a group of tests. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "gazetteer_fixture.h"
#include "reader/text_reader.h"

#define NOW (INT64_C(1788220800) * TIMESTAMP_SECOND) /* 1 September 2026 */

FIXTURE struct text_reader *reader;

#ifdef TOGETHER
void together_add(const char *name, int (*run)(void));
#ifdef TOGETHER_NAME
int TOGETHER_MAIN(void);

__attribute__((constructor)) static void add_this(void)
{
        together_add(TOGETHER_NAME, TOGETHER_MAIN);
}
#define main TOGETHER_MAIN
#endif
#endif

static inline int load_reader(void **state)
{
        struct problem why = {""};

        if (load_shipped(state))
                return -1;
        if (reader)
                return 0;
        if (text_reader_load("config/vocabulary/text", g, &reader, &why) < 0)
                fail_msg("%s", why.text);
        return 0;
}

static inline int free_reader(void **state)
{
#ifndef TOGETHER
        text_reader_free(reader);
        reader = NULL;
#endif
        return free_shipped(state);
}

static inline struct alert_list read_text(const char *text, const char *home)
{
        const struct text_options options = {.home = home, .sent = NOW, .alerts = 1000};
        struct alert_list list;

        text_reader_read(reader, &options, text, strlen(text), a, &list);
        return list;
}
