/* decode: what the tests of the report readers share: a report as text, decoded with the shipped event table.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "base/timestamp.h"
#include "report/report.h"
#include "report/report_key.h"

#define NOW (INT64_C(1800000000) * TIMESTAMP_SECOND) /* 2027-01-15T08:00:00Z */

struct decoded {
        struct arena *a;
        struct alert_list list;
        struct problem why;
        int result;
};

static struct report_options decode_options = {
    .source = {.name = "local", .language = "ru", .official = true}};

static inline int decode_setup(void **state)
{
        struct event_table *events;
        struct report_key_table *keys;
        struct problem why;
        (void)state;
        assert_int_equal(event_table_load("config/vocabulary/events.tsv", &events, &why), 0);
        assert_int_equal(report_key_table_load("config/vocabulary/keys.tsv", &keys, &why), 0);
        decode_options.events = events;
        decode_options.keys = keys;
        decode_options.limits = report_limits_default;
        decode_options.now = NOW;
        return 0;
}

static inline int decode_teardown(void **state)
{
        union {
                const struct event_table *from;
                struct event_table *to;
        } events = {.from = decode_options.events};
        union {
                const struct report_key_table *from;
                struct report_key_table *to;
        } keys = {.from = decode_options.keys};
        (void)state;
        event_table_free(events.to);
        report_key_table_free(keys.to);
        return 0;
}

static inline struct decoded decode_bytes(const char *bytes, size_t size)
{
        struct decoded d = {.a = arena_new()};
        d.result = report_decode(&decode_options, bytes, size, d.a, &d.list, &d.why);
        return d;
}

static inline struct decoded decode(const char *text)
{
        return decode_bytes(text, strlen(text));
}

/* The only alert of a report that is all well. */
static inline const struct alert *only(const struct decoded *d)
{
        if (d->result != 0)
                fail_msg("refused: %s", d->why.text);
        assert_int_equal(d->list.n, 1);
        return &d->list.alerts[0];
}

/* Refused as a whole, with a reason that has these words in it. */
static inline void assert_refused(const char *text, const char *reason)
{
        struct decoded d = decode(text);
        if (d.result != -EBADMSG || !strstr(d.why.text, reason))
                fail_msg("%d: \"%s\" has no \"%s\"", d.result, d.why.text, reason);
        assert_int_equal(d.list.n, 0);
        arena_free(d.a);
}
