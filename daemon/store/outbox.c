#include "store/outbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/database.h"

#define PRIORITIES  10
#define EXPIRE_MOST 1000 /* marked expired by one claim */
#define LIST_MOST   1000000

int outbox_add_message(struct store *s, const char *body, size_t size, int64_t *ret_message)
{
        struct database_scope scope;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = database_run(s, STATEMENT_MESSAGE_ADD, "b", body ? body : "", size);
        if (r >= 0)
                id = sqlite3_last_insert_rowid(s->db);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_message = id;
        return r;
}

static int add(struct store *s, const struct delivery *d, int64_t message)
{
        int r = database_run(s, STATEMENT_DELIVERY_ADD, "iiiiiiiTttttt", d->incident, (int64_t)d->revision,
                             (int64_t)d->priority, (int64_t)d->retain, message, d->created, d->due,
                             d->expires, d->type, d->subscriber, d->channel, d->target, d->reason);

        return r < 0 ? r : tally_use(s, message, 1);
}

int outbox_add(struct store *s, const struct delivery *d, int64_t message, int64_t *ret_id)
{
        struct database_scope scope;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = add(s, d, message);
        if (r >= 0) {
                id = sqlite3_last_insert_rowid(s->db);
                tally_add(s, TALLY_PENDING, 1);
        }
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_id = id;
        return r;
}

/* What the statement just changed is pending no longer. */
static unsigned finished(struct store *s, enum tally_kind kind, int64_t now)
{
        int n = sqlite3_changes(s->db);

        prune_again(s, PRUNE_DELIVERIES, now);
        tally_add(s, TALLY_PENDING, -n);
        tally_add(s, kind, n);
        return (unsigned)n;
}

int outbox_supersede(struct store *s, int64_t incident, unsigned revision, const char *subscriber,
                     int64_t now, unsigned *ret_n)
{
        struct database_scope scope;
        unsigned n = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        if (subscriber)
                r = database_run(s, STATEMENT_DELIVERY_SUPERSEDE_ONE, "iiit", incident, (int64_t)revision,
                                 now, subscriber);
        else
                r = database_run(s, STATEMENT_DELIVERY_SUPERSEDE, "iii", incident, (int64_t)revision, now);
        if (r >= 0)
                n = finished(s, TALLY_SUPERSEDED, now);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_n = n;
        return r;
}

int outbox_supersede_topic(struct store *s, const char *channel, const char *target, int64_t now,
                           unsigned *ret_n)
{
        struct database_scope scope;
        unsigned n = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = database_run(s, STATEMENT_DELIVERY_SUPERSEDE_TOPIC, "tti", channel, target, now);
        if (r >= 0)
                n = finished(s, TALLY_SUPERSEDED, now);
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_n = n;
        return r;
}

int outbox_prolong(struct store *s, int64_t incident, int64_t expires)
{
        struct database_scope scope;
        int r = database_enter(s, false, &scope);

        return r < 0 ? r
                     : database_leave(s, scope,
                                      database_run(s, STATEMENT_DELIVERY_PROLONG, "iT", incident, expires));
}

int outbox_warned(struct store *s, int64_t incident, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n)
{
        struct outbox_warned *list = NULL;
        size_t n = 0, room = 0;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_WARNED, &r, "i", incident);

        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct outbox_warned){.subscriber = database_text(st, 0, a),
                                                   .channel = database_text(st, 1, a),
                                                   .revision = (unsigned)sqlite3_column_int64(st, 2),
                                                   .alerted = sqlite3_column_int64(st, 3),
                                                   .cleared = sqlite3_column_int64(st, 4)};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

/* The columns as STATEMENT_DELIVERY_LEASE and build_list() name them. */
static struct delivery read_delivery(sqlite3_stmt *st, struct arena *a)
{
        return (struct delivery){.id = sqlite3_column_int64(st, 0),
                                 .incident = sqlite3_column_int64(st, 1),
                                 .revision = (unsigned)sqlite3_column_int64(st, 2),
                                 .type = database_text(st, 3, a),
                                 .subscriber = database_text(st, 4, a),
                                 .channel = database_text(st, 5, a),
                                 .target = database_text(st, 6, a),
                                 .retain = sqlite3_column_int(st, 7),
                                 .priority = sqlite3_column_int(st, 8),
                                 .created = sqlite3_column_int64(st, 9),
                                 .due = sqlite3_column_int64(st, 10),
                                 .expires = database_time(st, 11),
                                 .attempts = (unsigned)sqlite3_column_int64(st, 12),
                                 .state = (enum delivery_state)sqlite3_column_int(st, 13),
                                 .reason = database_text(st, 14, a),
                                 .finished = database_time(st, 15),
                                 .body = database_text(st, 16, a),
                                 .body_size = (size_t)sqlite3_column_bytes(st, 16)};
}

/* The choice of a claim: the best `limit` of one priority. `list` has room for twice that; when it is full
 * the worse half goes, and what is not ready before the worst that stayed need not be looked at. */
struct candidate {
        int64_t ready, id;
};

struct choice {
        struct candidate *list;
        size_t n, limit;
        struct candidate bound; /* nothing after this is wanted */
        int64_t *expired;
        size_t n_expired;
};

static int compare_candidates(const void *a, const void *b)
{
        const struct candidate *x = a, *y = b;

        if (x->ready != y->ready)
                return x->ready < y->ready ? -1 : 1;
        return (x->id > y->id) - (x->id < y->id);
}

static void keep_best(struct choice *c, size_t limit)
{
        qsort(c->list, c->n, sizeof *c->list, compare_candidates);
        if (c->n < limit)
                return;
        c->n = limit;
        if (limit)
                c->bound = c->list[limit - 1];
}

/* Rows come in the order of candidates, so `limit` of one channel are enough. */
static int choose_channel(struct store *s, struct choice *c, int64_t priority, const char *channel,
                          int64_t now)
{
        size_t taken = 0;
        int r = 0;
        sqlite3_stmt *st =
            database_bind(s, STATEMENT_DELIVERY_READY, &r, "iti", priority, channel, c->bound.ready);

        if (!st)
                return r;
        while (taken < c->limit && c->n_expired < EXPIRE_MOST && (r = database_step(s, st)) > 0) {
                struct candidate this = {.ready = sqlite3_column_int64(st, 1),
                                         .id = sqlite3_column_int64(st, 0)};
                int64_t expires = database_time(st, 2);
                if (expires != TIMESTAMP_NONE && expires <= now) {
                        c->expired[c->n_expired++] = this.id;
                        continue;
                }
                if (c->n == 2 * c->limit)
                        keep_best(c, c->limit);
                if (compare_candidates(&this, &c->bound) > 0)
                        break; /* so is the rest of this channel */
                c->list[c->n++] = this;
                taken++;
        }
        sqlite3_reset(st);
        return r < 0 ? r : 0;
}

/* The next channel by name that has pending deliveries of this priority: a seek, not a walk over its rows.
 * NULL: none. */
static int next_channel(struct store *s, int64_t priority, const char *channel, struct arena *a,
                        const char **ret)
{
        const char *next = NULL;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_NEXT_CHANNEL, &r, "it", priority, channel);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                next = database_text(st, 0, a);
                sqlite3_reset(st);
        }
        if (r >= 0)
                *ret = next;
        return r < 0 ? r : 0;
}

static int compare_names(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int choose(struct store *s, struct choice *c, int64_t priority, const char *const *skip, size_t n_skip,
                  int64_t now, struct arena *a)
{
        const char *channel = "";
        int r = 0;

        c->n = 0;
        c->bound = (struct candidate){.ready = now, .id = INT64_MAX};
        while (r >= 0) {
                r = next_channel(s, priority, channel, a, &channel);
                if (r < 0 || !channel)
                        break;
                if (n_skip && bsearch(&channel, skip, n_skip, sizeof *skip, compare_names))
                        continue;
                r = choose_channel(s, c, priority, channel, now);
        }
        keep_best(c, c->limit);
        return r;
}

static int mark_expired(struct store *s, struct choice *c, int64_t now)
{
        int r = 0;

        for (size_t i = 0; i < c->n_expired && r >= 0; i++) {
                r = database_run(s, STATEMENT_DELIVERY_EXPIRE, "ii", c->expired[i], now);
                if (r >= 0)
                        finished(s, TALLY_EXPIRED, now);
        }
        return r;
}

static int lease_one(struct store *s, int64_t id, const char *owner, int64_t lease, struct arena *a,
                     struct delivery *ret)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_LEASE, &r, "iti", id, owner, lease);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r <= 0)
                return r < 0 ? r : -EBADMSG;
        *ret = read_delivery(st, a);
        r = database_step(s, st);
        if (r >= 0 && !ret->body)
                r = problem_set(&s->problem, -EBADMSG, "database: the message of delivery %lld is missing",
                                (long long)id);
        return r;
}

static const char *const *sorted_names(const char *const *names, size_t n, struct arena *a)
{
        const char **sorted = arena_array(a, n, sizeof *sorted);

        if (n) {
                memcpy(sorted, names, n * sizeof *sorted);
                qsort(sorted, n, sizeof *sorted, compare_names);
        }
        return sorted;
}

int outbox_claim(struct store *s, const char *owner, int64_t now, int64_t lease, unsigned limit,
                 const char *const *skip, size_t n_skip, struct arena *a, struct delivery **ret,
                 size_t *ret_n)
{
        struct choice c = {.list = arena_array(a, 2 * (size_t)limit, sizeof *c.list),
                           .expired = arena_array(a, EXPIRE_MOST, sizeof *c.expired)};
        struct delivery *list = arena_array(a, limit, sizeof *list);
        struct database_scope scope;
        size_t n = 0;
        int r = database_enter(s, true, &scope);

        if (r < 0)
                return r;
        skip = sorted_names(skip, n_skip, a);
        for (int64_t priority = 0; priority < PRIORITIES && n < limit && r >= 0; priority++) {
                c.limit = limit - n;
                r = choose(s, &c, priority, skip, n_skip, now, a);
                for (size_t i = 0; i < c.n && r >= 0; i++)
                        r = lease_one(s, c.list[i].id, owner, lease, a, &list[n++]);
        }
        if (r >= 0)
                r = mark_expired(s, &c, now);
        r = database_leave(s, scope, r);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int outbox_release_all(struct store *s, const char *owner)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        return r < 0 ? r
                     : database_leave(s, scope, database_run(s, STATEMENT_DELIVERY_RELEASE_ALL, "t", owner));
}

static int run_light(struct store *s, enum statement which, const char *types, int64_t a, int64_t b)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        return r < 0 ? r : database_leave(s, scope, database_run(s, which, types, a, b));
}

int outbox_set_back(struct store *s, int64_t was, int64_t now)
{
        return run_light(s, STATEMENT_DELIVERY_SET_BACK, "ii", was, now);
}

int outbox_mend_times(struct store *s, int64_t now)
{
        return run_light(s, STATEMENT_DELIVERY_MEND, "i", now, 0);
}

int outbox_hasten(struct store *s, const char *channel, int64_t now)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        if (r < 0)
                return r;
        for (int64_t priority = 0; priority < PRIORITIES && r >= 0; priority++)
                r = database_run(s, STATEMENT_DELIVERY_HASTEN, "tii", channel, now, priority);
        return database_leave(s, scope, r);
}

int outbox_release(struct store *s, int64_t id, int64_t due)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        return r < 0 ? r
                     : database_leave(s, scope, database_run(s, STATEMENT_DELIVERY_RELEASE, "ii", id, due));
}

/* Ends a try: `st` changes the delivery and gives its number of attempts; no row where it is finished
 * already. */
static int end_try(struct store *s, sqlite3_stmt *st, int64_t id, const struct outbox_attempt *attempt,
                   bool *ret_changed)
{
        int64_t n = 0;
        int r = database_step(s, st);

        if (r > 0) {
                n = sqlite3_column_int64(st, 0);
                r = database_step(s, st);
        }
        if (r >= 0 && n)
                r = database_run(s, STATEMENT_ATTEMPT_ADD, "iiiiit", id, n, attempt->at, attempt->latency,
                                 (int64_t)attempt->code, attempt->answer);
        if (r >= 0)
                *ret_changed = n > 0;
        return r;
}

static int finish(struct store *s, int64_t id, const struct outbox_attempt *attempt,
                  enum delivery_state state, enum tally_kind kind)
{
        struct database_scope scope;
        sqlite3_stmt *st;
        bool changed = false;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        st = database_bind(s, STATEMENT_DELIVERY_FINISH, &r, "iii", id, attempt->at + attempt->latency,
                           (int64_t)state);
        if (st)
                r = end_try(s, st, id, attempt, &changed);
        if (r >= 0 && changed) {
                tally_add(s, TALLY_PENDING, -1);
                tally_add(s, kind, 1);
                prune_again(s, PRUNE_DELIVERIES, attempt->at + attempt->latency);
        }
        return database_leave(s, scope, r);
}

int outbox_complete(struct store *s, int64_t id, const struct outbox_attempt *attempt)
{
        return finish(s, id, attempt, DELIVERY_DELIVERED, TALLY_DELIVERED);
}

int outbox_fail(struct store *s, int64_t id, const struct outbox_attempt *attempt)
{
        return finish(s, id, attempt, DELIVERY_FAILED, TALLY_FAILED);
}

int outbox_defer(struct store *s, int64_t id, const struct outbox_attempt *attempt, int64_t due)
{
        struct database_scope scope;
        sqlite3_stmt *st;
        bool changed;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        st = database_bind(s, STATEMENT_DELIVERY_DEFER, &r, "ii", id, due);
        if (st)
                r = end_try(s, st, id, attempt, &changed);
        return database_leave(s, scope, r);
}

/* The earliest of one priority, where that is earlier than `*due`. */
static int find_due(struct store *s, int64_t priority, struct arena *a, int64_t *due)
{
        const char *channel = "";
        int r;

        while ((r = next_channel(s, priority, channel, a, &channel)) >= 0 && channel) {
                int64_t found;
                r = database_number(s, STATEMENT_DELIVERY_NEXT_DUE, &found, "it", priority, channel);
                if (r < 0)
                        break;
                if (r > 0 && (*due == TIMESTAMP_NONE || found < *due))
                        *due = found;
        }
        return r;
}

/* In one transaction of its own: each of the many small questions would else open and close one. */
int outbox_next_due(struct store *s, int64_t *ret)
{
        struct arena *a = arena_new();
        int64_t earliest = TIMESTAMP_NONE;
        bool own = !s->begun;
        int r = own ? database_exec(s, "BEGIN") : 0, ended;

        for (int64_t priority = 0; priority < PRIORITIES && r >= 0; priority++)
                r = find_due(s, priority, a, &earliest);
        if (own && !sqlite3_get_autocommit(s->db)) {
                ended = database_exec(s, "COMMIT");
                r = r < 0 ? r : ended;
        }
        arena_free(a);
        if (r < 0)
                return r;
        *ret = earliest;
        return 0;
}

/* The conditions of a filter on table `d`. */
static void add_filter(struct database_query *q, const struct outbox_filter *f)
{
        if (f->id)
                database_query_number(q, " AND d.id = ?", f->id);
        if (f->incident)
                database_query_number(q, " AND d.incident = ?", f->incident);
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
        buffer_add_string(&q->sql, " FROM delivery d WHERE TRUE");
        add_filter(q, f);
        if (f->state == -2)
                buffer_add_string(&q->sql, " AND d.state < 2");
        else if (f->state == DELIVERY_FAILED)
                buffer_add_string(&q->sql, " AND d.state = 3"); /* as its partial index spells it */
        else if (f->state >= 0)
                database_query_number(q, " AND d.state = ?", f->state);
        /* `+id`: sorts the few pending ones instead of walking all rows for them. */
        buffer_add_string(&q->sql, f->state == -2 ? " ORDER BY +d.id DESC" : " ORDER BY d.id DESC");
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
                list[n++] = read_delivery(q.st, a);
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
        buffer_add_string(
            &q.sql, " AND d.owner IS NULL AND NOT EXISTS(SELECT 1 FROM delivery newer WHERE newer.incident = "
                    "d.incident AND newer.subscriber IS d.subscriber AND newer.revision > d.revision AND "
                    "newer.channel = d.channel AND newer.target IS d.target)");
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
