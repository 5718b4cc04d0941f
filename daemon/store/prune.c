#include "store/prune.h"

#include "store/database.h"

void prune_again(struct store *s, enum prune_kind kind, int64_t time)
{
        if (time <= s->pruned[kind])
                s->pruned[kind] = INT64_MIN;
}

struct old_row {
        int64_t id, time, message;
};

/* The oldest rows of a kind that may go, at most `limit`. */
static int find_old(struct store *s, enum statement which, enum prune_kind kind, int64_t before,
                    unsigned limit, struct arena *a, struct old_row **ret, unsigned *ret_n)
{
        struct old_row *rows = arena_array(a, limit, sizeof *rows);
        unsigned n = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, which, &r, "iii", s->pruned[kind], before, (int64_t)limit);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0)
                rows[n++] = (struct old_row){.id = sqlite3_column_int64(st, 0),
                                             .time = sqlite3_column_int64(st, 1),
                                             .message = sqlite3_column_int64(st, 2)};
        if (r < 0)
                return r;
        *ret = rows;
        *ret_n = n;
        return 0;
}

static int prune_kind(struct store *s, enum prune_kind kind, int64_t before, unsigned limit, struct arena *a,
                      unsigned *ret_n)
{
        static const enum statement find[] = {STATEMENT_DELIVERY_OLD, STATEMENT_FAILED_OLD,
                                              STATEMENT_ALERT_OLD, STATEMENT_REPORT_OLD};
        static const enum statement removes[] = {STATEMENT_DELIVERY_REMOVE, STATEMENT_DELIVERY_REMOVE,
                                                 STATEMENT_ALERT_REMOVE, STATEMENT_REPORT_REMOVE};
        struct old_row *rows = NULL;
        unsigned n = 0;
        int r = find_old(s, find[kind], kind, before, limit, a, &rows, &n);

        if (r < 0)
                return r;
        for (unsigned i = 0; i < n && r >= 0; i++) {
                r = database_run(s, removes[kind], "i", rows[i].id);
                if (r >= 0 && kind <= PRUNE_FAILED)
                        r = tally_use(s, rows[i].message, -1);
        }
        if (r < 0)
                return r;
        /* More rows may have the last one's time. */
        s->pruned[kind] = n < limit ? before - 1 : rows[n - 1].time - 1;
        *ret_n += n;
        return 0;
}

static int prune_rest(struct store *s, int64_t before, unsigned limit, unsigned *ret_n)
{
        int r = 0;

        if (*ret_n < limit) {
                r = database_run(s, STATEMENT_INCIDENT_PRUNE, "ii", before, (int64_t)(limit - *ret_n));
                if (r >= 0)
                        *ret_n += (unsigned)sqlite3_changes(s->db);
        }
        /* The counts of uses must be in the table before unused messages are looked for. */
        if (r >= 0 && *ret_n < limit)
                r = tally_flush(s);
        if (r >= 0 && *ret_n < limit) {
                r = database_run(s, STATEMENT_MESSAGE_PRUNE, "i", (int64_t)(limit - *ret_n));
                if (r >= 0)
                        *ret_n += (unsigned)sqlite3_changes(s->db);
        }
        return r;
}

int prune_step(struct store *s, int64_t before, int64_t failed, unsigned limit, unsigned *ret_n)
{
        struct arena *a = arena_new();
        unsigned n = 0;
        int r = 0;

        for (enum prune_kind kind = 0; kind < PRUNE_COUNT && n < limit && r >= 0; kind++)
                r = prune_kind(s, kind, kind == PRUNE_FAILED ? failed : before, limit - n, a, &n);
        if (r >= 0)
                r = prune_rest(s, before, limit, &n);
        arena_free(a);
        if (r >= 0)
                *ret_n = n;
        return r;
}
