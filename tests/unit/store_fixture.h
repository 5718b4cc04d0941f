/* A store in a scratch directory, for the tests of daemon/store/. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/timestamp.h"
#include "store/history.h"
#include "store/outbox_claim.h"
#include "store/outbox_list.h"
#include "store/store.h"

struct fixture {
        char dir[64], path[96];
        struct store *store;
        struct arena *arena;
};

static int fixture_start(void **state)
{
        struct fixture *f = calloc(1, sizeof *f);
        struct problem why = {0};

        strcpy(f->dir, "/tmp/sirend-store-XXXXXX");
        assert_non_null(mkdtemp(f->dir));
        snprintf(f->path, sizeof f->path, "%s/sirend.db", f->dir);
        f->arena = arena_new();
        assert_int_equal(store_open(f->path, STORE_WRITE, &f->store, &why), 0);
        *state = f;
        return 0;
}

static int fixture_stop(void **state)
{
        struct fixture *f = *state;
        char command[96];

        store_close(f->store);
        arena_free(f->arena);
        snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
        assert_int_equal(system(command), 0);
        free(f);
        return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start, fixture_stop)

/* A delivery that is due at once; the caller changes what matters. */
static inline struct delivery sample(int64_t incident, const char *subscriber)
{
        return (struct delivery){.incident = incident,
                                 .revision = 1,
                                 .type = "alert",
                                 .subscriber = subscriber,
                                 .channel = "phone",
                                 .priority = 3,
                                 .created = 1000,
                                 .due = 1000,
                                 .expires = TIMESTAMP_NONE,
                                 .reason = "rule 1: drone in Chuhuiv raion"};
}

static inline int64_t put(struct store *s, const struct delivery *d)
{
        static const char body[] = "{\"headline\":\"Drones\"}";
        int64_t message = 0, id = 0;

        assert_int_equal(outbox_add_message(s, body, sizeof body - 1, &message), 0);
        assert_int_equal(outbox_add(s, d, message, &id), 0);
        return id;
}

static inline size_t claim(struct fixture *f, int64_t now, unsigned limit, struct delivery **ret)
{
        size_t n = 0;

        assert_int_equal(outbox_claim(f->store,
                                      &(struct outbox_claim){
                                          .owner = "me", .now = now, .lease = now + 1000, .limit = limit},
                                      f->arena, ret, &n),
                         0);
        return n;
}

static inline struct delivery get(struct fixture *f, int64_t id)
{
        struct outbox_filter filter = {.id = id, .state = -1};
        struct delivery *list;
        size_t n = 0;

        assert_int_equal(outbox_list(f->store, &filter, f->arena, &list, &n), 0);
        assert_int_equal(n, 1);
        return list[0];
}

static inline struct outbox_counts counts(struct fixture *f)
{
        struct outbox_counts c;

        assert_int_equal(outbox_count(f->store, &c), 0);
        return c;
}
