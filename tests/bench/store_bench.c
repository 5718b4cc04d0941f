/* How fast the outbox is, beside plain SQLite: store_bench [ROWS [ROUNDS]]. Adds ROWS deliveries in one transaction
 * through the store, and the same rows with a bare prepared INSERT: into the same tables and indices, and
 * into a table without any. Then what a long outbox costs: claims, the next due time, totals, pruning. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "store/history.h"
#include "store/outbox_claim.h"
#include "store/outbox_list.h"
#include "store/statement.h"

static char dir[] = "/tmp/sirend-bench-XXXXXX";

static void must(int r, const char *what)
{
        if (r >= 0)
                return;
        fprintf(stderr, "%s failed: %d\n", what, r);
        exit(1);
}

static double seconds_since(int64_t start)
{
        return (double)(timestamp_monotonic() - start) / 1e6;
}

static const char *name_of(unsigned i, char out[static 32])
{
        snprintf(out, 32, "subscriber-%06u", i * 7919u % 1000000u);
        return out;
}

static struct delivery row(unsigned i, char name[static 32])
{
        return (struct delivery){.incident = 1,
                                 .revision = 1,
                                 .type = "alert",
                                 .subscriber = name_of(i, name),
                                 .channel = i % 3 ? "phone" : "mqtt",
                                 .priority = (int)(i % 4),
                                 .created = 1000000,
                                 .due = 1000000,
                                 .expires = INT64_MAX,
                                 .reason =
                                     "rule 1: drone in Chuhuiv raion, inside Kharkiv Oblast that you follow"};
}

static double with_store(struct store *s, unsigned n)
{
        int64_t start = timestamp_monotonic(), message, id;
        char name[32];

        must(store_begin(s), "begin");
        must(outbox_add_message(s, "{}", 2, &message), "message");
        for (unsigned i = 0; i < n; i++) {
                struct delivery d = row(i, name);
                must(outbox_add(s, &d, message, &id), "add");
        }
        must(store_commit(s), "commit");
        return seconds_since(start);
}

static void exec(sqlite3 *db, const char *sql)
{
        must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1, sql);
}

static void bind_row(sqlite3_stmt *st, const struct delivery *d)
{
        sqlite3_bind_int64(st, 1, d->incident);
        sqlite3_bind_int64(st, 2, d->revision);
        sqlite3_bind_int64(st, 3, d->priority);
        sqlite3_bind_int64(st, 4, d->retain);
        sqlite3_bind_int64(st, 5, 1);
        sqlite3_bind_int64(st, 6, d->created);
        sqlite3_bind_int64(st, 7, d->due);
        sqlite3_bind_int64(st, 8, d->expires);
        sqlite3_bind_text(st, 9, d->type, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 10, d->subscriber, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 11, d->channel, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 12, d->target, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 13, d->reason, -1, SQLITE_STATIC);
        sqlite3_bind_int64(st, 14, d->turn);
}

/* The same schema in another file; `bare` drops the indices of deliveries. */
static double with_sqlite(const char *path, unsigned n, int bare)
{
        static const char drop[] =
            "DROP INDEX delivery_pending; DROP INDEX delivery_open; DROP INDEX delivery_incident; DROP INDEX "
            "delivery_target; DROP INDEX delivery_dead; DROP INDEX delivery_finished";
        struct store *s;
        sqlite3 *db;
        sqlite3_stmt *st;
        int64_t start;
        char name[32];
        double took;

        must(store_open(path, STORE_WRITE, &s, NULL), "open");
        store_close(s);
        must(sqlite3_open(path, &db) == SQLITE_OK ? 0 : -1, path);
        exec(db, "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384");
        if (bare)
                exec(db, drop);
        must(sqlite3_prepare_v2(db, statement_sql(STATEMENT_DELIVERY_ADD), -1, &st, NULL) == SQLITE_OK ? 0
                                                                                                       : -1,
             "prepare");
        start = timestamp_monotonic();
        exec(db, "BEGIN IMMEDIATE");
        for (unsigned i = 0; i < n; i++) {
                struct delivery d = row(i, name);
                bind_row(st, &d);
                must(sqlite3_step(st) == SQLITE_DONE ? 0 : -1, "step");
                sqlite3_reset(st);
        }
        exec(db, "COMMIT");
        took = seconds_since(start);
        sqlite3_finalize(st);
        sqlite3_close(db);
        return took;
}

static void drain(struct store *s, unsigned n)
{
        static const struct outbox_skip away[] = {{.channel = "mqtt", .priority = 0}};
        struct arena *a = arena_new();
        struct outbox_counts c;
        struct outbox_attempt fine = {.at = 2000000, .latency = 1000, .code = 200};
        struct delivery *list;
        size_t got;
        unsigned pruned;
        int64_t due, start = timestamp_monotonic();

        must(outbox_next_due(s, &due), "next due");
        printf("next_due: %.6f s\n", seconds_since(start));
        start = timestamp_monotonic();
        must(outbox_count(s, &c), "count");
        printf("count (%llu pending): %.6f s\n", (unsigned long long)c.pending, seconds_since(start));
        start = timestamp_monotonic();
        must(outbox_claim(s,
                          &(struct outbox_claim){.owner = "bench",
                                                 .now = 1500000,
                                                 .lease = 9000000,
                                                 .limit = 100,
                                                 .skip = away,
                                                 .n_skip = 1},
                          a, &list, &got),
             "claim");
        printf("claim of %zu with a channel away: %.6f s\n", got, seconds_since(start));
        start = timestamp_monotonic();
        do {
                must(outbox_claim(s,
                                  &(struct outbox_claim){
                                      .owner = "bench", .now = 1500000, .lease = 9000000, .limit = 1000},
                                  a, &list, &got),
                     "claim");
                must(store_begin(s), "begin");
                for (size_t i = 0; i < got; i++)
                        must(outbox_complete(s, list[i].id, &fine), "complete");
                must(store_commit(s), "commit");
        } while (got);
        printf("claim and complete, 1,000 at a time: %.0f rows/s\n", n / seconds_since(start));
        start = timestamp_monotonic();
        do
                must(history_prune(s, INT64_MAX, INT64_MAX, 500, &pruned), "prune");
        while (pruned == 500);
        printf("prune, 500 a step: %.0f rows/s\n", n / seconds_since(start));
        arena_free(a);
}

int main(int argc, char **argv)
{
        unsigned n = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 100000;
        int rounds = argc > 2 ? atoi(argv[2]) : 3;
        char path[96], command[96];
        struct store *s;

        if (!n || !mkdtemp(dir))
                return 1;
        for (int round = 0; round < rounds; round++) {
                double ours, same, bare;
                snprintf(path, sizeof path, "%s/same%d.db", dir, round);
                same = with_sqlite(path, n, 0);
                snprintf(path, sizeof path, "%s/bare%d.db", dir, round);
                bare = with_sqlite(path, n, 1);
                snprintf(path, sizeof path, "%s/ours%d.db", dir, round);
                must(store_open(path, STORE_WRITE, &s, NULL), "open");
                ours = with_store(s, n);
                printf("outbox_add %.0f rows/s; plain INSERT, same tables %.0f rows/s (ratio %.2f), without "
                       "indices "
                       "%.0f rows/s (ratio %.2f)\n",
                       n / ours, n / same, same / ours, n / bare, bare / ours);
                if (round == 2 && rounds == 3)
                        drain(s, n);
                store_close(s);
        }
        snprintf(command, sizeof command, "rm -rf '%s'", dir);
        return system(command) == 0 ? 0 : 1;
}
