#include "store/held.h"

#include "base/timestamp.h"
#include "store/database.h"

int held_put(struct store *s, const struct held *h)
{
        return database_run(s, STATEMENT_HELD_PUT, "titiii", h->subscriber, h->incident, h->headline, h->due,
                            h->began, (int64_t)h->past);
}

int held_over(struct store *s, int64_t incident, int64_t now, bool expired)
{
        return database_run(s, STATEMENT_HELD_OVER, "iii", incident, now, (int64_t)expired);
}

int held_drop(struct store *s, int64_t incident, const char *subscriber)
{
        return database_run(s, STATEMENT_HELD_DROP, "it", incident, subscriber);
}

static int read_lines(struct store *s, sqlite3_stmt *st, struct arena *a, struct held **ret, size_t *ret_n)
{
        struct held *list = NULL;
        size_t n = 0, room = 0;
        int r;

        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct held){.subscriber = database_text(st, 0, a),
                                          .incident = sqlite3_column_int64(st, 1),
                                          .due = sqlite3_column_int64(st, 2),
                                          .began = sqlite3_column_int64(st, 3),
                                          .over = database_time(st, 4),
                                          .expired = sqlite3_column_int(st, 5),
                                          .past = sqlite3_column_int(st, 6),
                                          .headline = database_text(st, 7, a)};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int held_due(struct store *s, int64_t now, struct arena *a, struct held **ret, size_t *ret_n)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_HELD_DUE, &r, "i", now);

        return st ? read_lines(s, st, a, ret, ret_n) : r;
}

int held_of(struct store *s, const char *subscriber, int64_t incident, struct arena *a, struct held **ret,
            size_t *ret_n)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_HELD_OF, &r, "ti", subscriber, incident);

        return st ? read_lines(s, st, a, ret, ret_n) : r;
}

int held_done(struct store *s, const char *subscriber, int64_t now)
{
        return database_run(s, STATEMENT_HELD_DONE, "ti", subscriber, now);
}

int held_next(struct store *s, int64_t *ret)
{
        int64_t next;
        int r = database_number(s, STATEMENT_HELD_NEXT, &next, "");

        if (r >= 0)
                *ret = r > 0 ? next : TIMESTAMP_NONE;
        return r < 0 ? r : 0;
}

int held_count(struct store *s, const char *subscriber, int64_t now, unsigned *ret_n, int64_t *ret_end)
{
        int r;
        sqlite3_stmt *st =
            database_bind(s, STATEMENT_HELD_COUNT, &r, "tii", subscriber, now, now - TIMESTAMP_HOUR);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                *ret_n = (unsigned)sqlite3_column_int64(st, 0);
                *ret_end = sqlite3_column_int64(st, 1) + TIMESTAMP_HOUR;
                r = database_step(s, st);
        }
        return r < 0 ? r : 0;
}
