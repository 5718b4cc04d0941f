#include "store/outbox_list.h"

#include "base/timestamp.h"
#include "store/outbox_row.h"

#define LIST_MOST 1000000

/* The conditions of a filter on table `d`. */
static void add_filter(struct database_query *q, const struct outbox_filter *f)
{
        if (f->id)
                database_query_number(q, " AND d.id = ?", f->id);
        if (f->incident)
                database_query_number(q, " AND d.incident = ?", f->incident);
        if (f->since)
                database_query_number(q, " AND d.created >= ?", f->since);
        if (f->until)
                database_query_number(q, " AND d.created <= ?", f->until);
        if (f->subscriber)
                database_query_text(q, " AND d.subscriber = ?", f->subscriber);
        if (f->channel)
                database_query_text(q, " AND d.channel = ?", f->channel);
}

static void add_limit(struct database_query *q, unsigned limit)
{
        database_query_number(q, " LIMIT ?", limit ? limit : LIST_MOST);
}

static void build_list(struct database_query *q, const struct outbox_filter *f)
{
        /* A failure's last answer says more than why the subscriber was chosen. */
        buffer_add_string(
            &q->sql,
            "SELECT id, incident, revision, type, subscriber, channel, target, retain, priority, "
            "created, due, expires, attempts, state, CASE WHEN state IN (1, 3) THEN coalesce((SELECT "
            "answer FROM attempt WHERE delivery = d.id AND n = d.attempts), reason) ELSE reason END, "
            "finished, ");
        buffer_add_string(&q->sql, f->id ? "(SELECT body FROM message WHERE id = d.message)" : "NULL");
        buffer_add_string(&q->sql, ", turn, address FROM delivery d WHERE TRUE");
        add_filter(q, f);
        if (f->state == -2)
                buffer_add_string(&q->sql, " AND d.state < 2");
        else if (f->state == DELIVERY_FAILED)
                buffer_add_string(&q->sql, " AND d.state = 3"); /* as its partial index spells it */
        else if (f->state >= 0)
                database_query_number(q, " AND d.state = ?", f->state);
        /* `+id`: sorts the few pending or failed ones instead of walking all rows for them. */
        buffer_add_string(&q->sql, f->state == -2 || f->state == DELIVERY_FAILED ? " ORDER BY +d.id DESC"
                                                                                 : " ORDER BY d.id DESC");
        add_limit(q, f->limit);
}

int outbox_list(struct store *s, const struct outbox_filter *f, struct arena *a, struct delivery **ret,
                size_t *ret_n)
{
        struct database_query q = {0};
        struct delivery *list = NULL;
        size_t n = 0, room = 0;
        int r;

        build_list(&q, f);
        r = database_query_start(s, &q);
        while (r >= 0 && (r = database_step(s, q.st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = outbox_row_read(q.st, a);
        }
        database_query_done(&q);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int outbox_attempts(struct store *s, int64_t id, struct arena *a, struct outbox_attempt **ret, size_t *ret_n)
{
        struct outbox_attempt *list = NULL;
        size_t n = 0, room = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_ATTEMPT_LIST, &r, "i", id);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct outbox_attempt){.at = sqlite3_column_int64(st, 0),
                                                    .latency = sqlite3_column_int64(st, 1),
                                                    .code = sqlite3_column_int(st, 2),
                                                    .answer = database_text(st, 3, a)};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int outbox_count(struct store *s, struct outbox_counts *ret)
{
        int64_t tally[TALLY_COUNT], oldest = TIMESTAMP_NONE;
        int r = tally_read(s, tally);

        if (r >= 0)
                r = database_number(s, STATEMENT_DELIVERY_OLDEST, &oldest, "");
        if (r < 0)
                return r;
        *ret = (struct outbox_counts){.pending = (uint64_t)tally[TALLY_PENDING],
                                      .delivered = (uint64_t)tally[TALLY_DELIVERED],
                                      .failed = (uint64_t)tally[TALLY_FAILED],
                                      .expired = (uint64_t)tally[TALLY_EXPIRED],
                                      .superseded = (uint64_t)tally[TALLY_SUPERSEDED],
                                      .unneeded = (uint64_t)tally[TALLY_UNNEEDED],
                                      .oldest = oldest};
        return 0;
}

int outbox_waiting(struct store *s, int64_t since, unsigned limit, struct arena *a,
                   struct outbox_waiting **ret, size_t *ret_n)
{
        struct outbox_waiting *list = arena_array(a, limit, sizeof *list);
        size_t n = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_WAITING, &r, "ii", since, (int64_t)limit);

        if (!st)
                return r;
        for (; (r = database_step(s, st)) > 0; n++)
                list[n] = (struct outbox_waiting){.channel = database_text(st, 0, a),
                                                  .n = (uint64_t)sqlite3_column_int64(st, 1),
                                                  .oldest = sqlite3_column_int64(st, 2),
                                                  .answer = database_text(st, 3, a)};
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int outbox_failed(struct store *s, int64_t since, const char *but, struct arena *a, uint64_t *ret_n,
                  const char **ret_channel)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_FAILED, &r, "it", since, but);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                *ret_n = (uint64_t)sqlite3_column_int64(st, 0);
                *ret_channel = database_text(st, 1, a);
                r = database_step(s, st);
        }
        return r < 0 ? r : 0;
}

/* Puts what has this state back to queued; `state` and its condition are as the partial indices spell them.
 * What a newer revision has followed to the same receiver stays as it is: it would arrive as new. */
static int retry_state(struct store *s, const struct outbox_filter *f, const char *condition, int64_t now,
                       unsigned *ret_n)
{
        struct database_query q = {0};
        int r;

        database_query_number(&q, "UPDATE delivery SET state = 0, finished = NULL, due = ?", now);
        database_query_number(&q, ", ready = ? WHERE id IN (SELECT d.id FROM delivery d WHERE ", now);
        buffer_add_string(&q.sql, condition);
        database_query_number(&q, " AND (d.expires IS NULL OR d.expires > ?)", now);
        buffer_add_string(
            &q.sql, " AND d.owner IS NULL AND NOT EXISTS(SELECT 1 FROM delivery newer WHERE newer.incident = "
                    "d.incident AND newer.subscriber IS d.subscriber AND newer.revision > d.revision AND "
                    "newer.channel = d.channel AND newer.target IS d.target AND newer.address IS d.address)");
        add_filter(&q, f);
        buffer_add_string(&q.sql, " ORDER BY +d.id DESC");
        add_limit(&q, f->limit);
        buffer_add_string(&q.sql, ")");
        r = database_query_start(s, &q);
        if (r >= 0)
                r = database_step(s, q.st);
        database_query_done(&q);
        if (r >= 0)
                *ret_n = (unsigned)sqlite3_changes(s->db);
        return r;
}

int outbox_retry(struct store *s, const struct outbox_filter *f, int64_t now, unsigned *ret_n)
{
        struct database_scope scope;
        unsigned failed = 0, deferred = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        if (f->state == -1 || f->state == DELIVERY_FAILED)
                r = retry_state(s, f, "d.state = 3", now, &failed);
        if (r >= 0 && (f->state < 0 || f->state == DELIVERY_DEFERRED))
                r = retry_state(s, f, "d.state < 2 AND d.state = 1", now, &deferred);
        tally_add(s, TALLY_FAILED, -(int64_t)failed);
        tally_add(s, TALLY_PENDING, failed);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_n = failed + deferred;
        return r;
}
