#include "store/prune.h"

#include "store/database.h"
#include "store/places.h"

#define LOOKS 4 /* rows that are looked at for each that may be removed: held ones cost time, too */

void prune_anew(struct store *s)
{
        for (size_t i = 0; i < PRUNE_COUNT; i++)
                s->pruned[i] = (struct prune_place){.time = INT64_MIN};
}

void prune_again(struct store *s, enum prune_kind kind, int64_t time)
{
        struct prune_place *at = &s->pruned[kind];

        if (time > at->time)
                return;
        if (at->whole)
                *at = (struct prune_place){.time = INT64_MIN};
        else
                at->again = true; /* not at once: who is asked so often would never come to the end */
}

struct old_row {
        int64_t id, time, message;
        bool may_go;
};

/* The next rows of a kind that are old enough, at most `limit`. */
static int find_old(struct store *s, enum statement which, const struct prune_place *at, int64_t before,
                    unsigned limit, struct arena *a, struct old_row **ret, unsigned *ret_n)
{
        struct old_row *rows = arena_array(a, limit, sizeof *rows);
        unsigned n = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, which, &r, "iiii", at->time, at->id, before, (int64_t)limit);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0)
                rows[n++] = (struct old_row){.id = sqlite3_column_int64(st, 0),
                                             .time = sqlite3_column_int64(st, 1),
                                             .message = sqlite3_column_int64(st, 2),
                                             .may_go = sqlite3_column_int(st, 3)};
        if (r < 0)
                return r;
        *ret = rows;
        *ret_n = n;
        return 0;
}

static int remove_row(struct store *s, enum prune_kind kind, const struct old_row *row)
{
        static const enum statement removes[] = {STATEMENT_DELIVERY_REMOVE, STATEMENT_DELIVERY_REMOVE,
                                                 STATEMENT_ALERT_REMOVE, STATEMENT_REPORT_REMOVE};
        int r = database_run(s, removes[kind], "i", row->id);

        if (kind == PRUNE_ALERTS)
                prune_again(s, PRUNE_REPORTS, INT64_MIN); /* its report was held by it */
        return r >= 0 && kind <= PRUNE_FAILED ? tally_use(s, row->message, -1) : r;
}

/* All that is older than `before` has been looked at. */
static void reach_end(struct prune_place *at, int64_t before)
{
        if (at->again)
                *at = (struct prune_place){.time = INT64_MIN};
        else
                *at = (struct prune_place){.time = before - 1, .id = INT64_MAX, .whole = true};
}

static int prune_kind(struct store *s, enum prune_kind kind, int64_t before, unsigned limit, struct arena *a,
                      unsigned *ret_n)
{
        static const enum statement find[] = {STATEMENT_DELIVERY_OLD, STATEMENT_FAILED_OLD,
                                              STATEMENT_ALERT_OLD, STATEMENT_REPORT_OLD};
        struct prune_place *at = &s->pruned[kind];
        struct old_row *rows = NULL;
        unsigned n = 0, i, removed = 0;
        int r = find_old(s, find[kind], at, before, limit * LOOKS, a, &rows, &n);

        for (i = 0; r >= 0 && i < n && removed < limit; i++) {
                if (rows[i].may_go) {
                        r = remove_row(s, kind, &rows[i]);
                        removed++;
                }
                at->time = rows[i].time;
                at->id = rows[i].id;
        }
        if (r < 0)
                return r;
        at->whole = false;
        if (i == n && n < limit * LOOKS)
                reach_end(at, before);
        *ret_n += removed;
        return 0;
}

/* Incidents in a state that is not open, with their places. */
static int prune_incidents(struct store *s, const char *state, int64_t before, unsigned limit,
                           struct arena *a, unsigned *ret_n)
{
        struct old_incident {
                int64_t id;
                const char *places;
        } *list = arena_array(a, limit, sizeof *list);
        unsigned n = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_INCIDENT_OLD, &r, "tii", state, before, (int64_t)limit);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0)
                list[n++] = (struct old_incident){sqlite3_column_int64(st, 0), database_text(st, 1, a)};
        for (unsigned i = 0; i < n && r >= 0; i++) {
                r = places_change(s, list[i].id, list[i].places, NULL, a);
                if (r >= 0)
                        r = database_run(s, STATEMENT_INCIDENT_REMOVE, "i", list[i].id);
        }
        *ret_n += n;
        return r;
}

static int prune_rest(struct store *s, int64_t before, unsigned limit, struct arena *a, unsigned *ret_n)
{
        static const char *const states[] = {"ended", "expired", "damaged"};
        int r = 0;

        for (size_t i = 0; i < sizeof states / sizeof *states && r >= 0 && *ret_n < limit; i++)
                r = prune_incidents(s, states[i], before, limit - *ret_n, a, ret_n);
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
        bool more = false;
        unsigned n = 0;
        int r = 0;

        for (enum prune_kind kind = 0; kind < PRUNE_COUNT && n < limit && r >= 0; kind++) {
                r = prune_kind(s, kind, kind == PRUNE_FAILED ? failed : before, limit - n, a, &n);
                more |= !s->pruned[kind].whole;
        }
        if (r >= 0)
                r = prune_rest(s, before, limit, a, &n);
        arena_free(a);
        if (r < 0)
                return r;
        *ret_n = n;
        return more || n >= limit;
}
