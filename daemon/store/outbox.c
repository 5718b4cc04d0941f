#include "store/outbox.h"

#include <stdio.h>

#include "base/timestamp.h"
#include "store/database.h"
#include "store/fallback.h"

int outbox_add_message(struct store *s, const char *body, size_t size, int64_t *ret_message)
{
        struct database_scope scope;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = database_run(s, STATEMENT_MESSAGE_ADD, "b", body ? body : "", size);
        if (r >= 0) {
                id = sqlite3_last_insert_rowid(s->db);
                hand_message(s, id, body ? body : "", size);
                /* It is added as used once, which most are: then nothing more is to be written. */
                r = tally_use(s, id, -1);
        }
        r = database_leave(s, scope, r);
        if (r >= 0)
                *ret_message = id;
        return r;
}

static int add(struct store *s, const struct delivery *d, int64_t message, int64_t *ret_id)
{
        bool wanted = hand_wants(s, d, message);
        const struct hand_taker *taker = &s->hand.taker;
        int64_t lease = wanted ? d->created + taker->lease : TIMESTAMP_NONE;
        int r = database_run(s, STATEMENT_DELIVERY_ADD, "iiiiiiiTtttttitTt", d->incident,
                             (int64_t)d->revision, (int64_t)d->priority, (int64_t)d->retain, message,
                             d->created, d->due, d->expires, d->type, d->subscriber, d->channel, d->target,
                             d->reason, (int64_t)d->turn, wanted ? taker->owner : NULL, lease, d->address);

        if (r < 0)
                return r;
        *ret_id = sqlite3_last_insert_rowid(s->db);
        if (wanted)
                hand_add(s, d, *ret_id, message);
        return tally_use(s, message, 1);
}

int outbox_add(struct store *s, const struct delivery *d, int64_t message, int64_t *ret_id)
{
        struct database_scope scope;
        int64_t id = 0;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = add(s, d, message, &id);
        if (r >= 0)
                tally_add(s, TALLY_PENDING, 1);
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

int outbox_expire(struct store *s, int64_t id, int64_t now)
{
        int r = database_run(s, STATEMENT_DELIVERY_EXPIRE, "ii", id, now);

        if (r >= 0)
                finished(s, TALLY_EXPIRED, now);
        return r;
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
                r = database_run(s, STATEMENT_DELIVERY_SUPERSEDE_ONE, "iiiit", incident, (int64_t)revision,
                                 now, hand_first(s), subscriber);
        else
                r = database_run(s, STATEMENT_DELIVERY_SUPERSEDE, "iiii", incident, (int64_t)revision, now,
                                 hand_first(s));
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

/* The rows of a statement with the six columns that both of the following have, and where `whole` with the two more of
 * the first. */
static int read_warned(struct store *s, sqlite3_stmt *st, struct arena *a, struct outbox_warned **ret,
                       size_t *ret_n, bool whole)
{
        struct outbox_warned *list = NULL;
        size_t n = 0, room = 0;
        int r;

        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct outbox_warned){.subscriber = database_text(st, 0, a),
                                                   .channel = database_text(st, 1, a),
                                                   .revision = (unsigned)sqlite3_column_int64(st, 2),
                                                   .alerted = sqlite3_column_int64(st, 3),
                                                   .cleared = sqlite3_column_int64(st, 4),
                                                   .address = database_text(st, 5, a),
                                                   .certain = whole && sqlite3_column_int(st, 6),
                                                   .until = whole ? sqlite3_column_int64(st, 7) : 0};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

int outbox_warned(struct store *s, int64_t incident, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_WARNED, &r, "i", incident);

        return st ? read_warned(s, st, a, ret, ret_n, true) : r;
}

int outbox_missed(struct store *s, int64_t incident, int64_t now, struct arena *a, struct outbox_warned **ret,
                  size_t *ret_n)
{
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_DELIVERY_MISSED, &r, "ii", incident, now);

        return st ? read_warned(s, st, a, ret, ret_n, false) : r;
}

/* The walk over all that is pending is one at start, not one whenever a lease might have ended. */
static int release_all(struct store *s, const char *owner)
{
        int64_t end = INT64_MAX;
        int r = database_run(s, STATEMENT_DELIVERY_RELEASE_ALL, "t", owner);

        if (r >= 0)
                r = database_number(s, STATEMENT_DELIVERY_LEASE_END, &end, "t", owner);
        if (r < 0)
                return r;
        snprintf(s->owner, sizeof s->owner, "%s", owner);
        s->lease_end = end;
        return 0;
}

int outbox_release_all(struct store *s, const char *owner)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        return r < 0 ? r : database_leave(s, scope, release_all(s, owner));
}

static int run_light(struct store *s, enum statement which, const char *types, int64_t a, int64_t b)
{
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        return r < 0 ? r : database_leave(s, scope, database_run(s, which, types, a, b));
}

int outbox_set_back(struct store *s, int64_t was, int64_t now)
{
        s->lease_end = INT64_MIN;
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
        for (int64_t priority = 0; priority < OUTBOX_PRIORITIES && r >= 0; priority++)
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

/* Which try of a delivery this is, and whether it is one of several channels in turn: as the caller says, or looked
 * up. Read before it is changed: UPDATE ... RETURNING would make a temporary table each time, which costs more than all
 * else together. */
static int find_try(struct store *s, int64_t id, const struct outbox_attempt *attempt, unsigned *ret_n,
                    bool *ret_in_turn)
{
        int r;
        sqlite3_stmt *st;

        if (attempt->n) {
                *ret_n = attempt->n;
                *ret_in_turn = attempt->in_turn;
                return 1;
        }
        st = database_bind(s, STATEMENT_DELIVERY_TRIED, &r, "i", id);
        if (!st)
                return r;
        r = database_step(s, st);
        if (r <= 0)
                return r;
        *ret_n = (unsigned)sqlite3_column_int64(st, 0) + 1;
        *ret_in_turn = sqlite3_column_int64(st, 1) > 0;
        r = database_step(s, st);
        return r < 0 ? r : 1;
}

/* The row holds the last try only. 1: it is written; 0: the delivery is pending no longer. `last` is the statement's
 * seventh value. */
static int write_try(struct store *s, enum statement which, int64_t id, const struct outbox_attempt *attempt,
                     int64_t last, bool *ret_in_turn)
{
        unsigned n = 0;
        int r = find_try(s, id, attempt, &n, ret_in_turn);

        if (r > 0 && n > 1)
                r = database_run(s, STATEMENT_ATTEMPT_KEEP, "i", id);
        else if (r <= 0)
                return r;
        if (r >= 0)
                r = database_run(s, which, "iiiiiti", id, (int64_t)n, attempt->at, attempt->latency,
                                 (int64_t)attempt->code, attempt->answer, last);
        return r < 0 ? r : sqlite3_changes(s->db) > 0;
}

static int note_end(struct store *s, int64_t id, int64_t now, enum delivery_state state, bool in_turn)
{
        tally_add(s, TALLY_PENDING, -1);
        tally_add(s, state == DELIVERY_DELIVERED ? TALLY_DELIVERED : TALLY_FAILED, 1);
        prune_again(s, state == DELIVERY_FAILED ? PRUNE_FAILED : PRUNE_DELIVERIES, now);
        if (!in_turn)
                return 0;
        return state == DELIVERY_DELIVERED ? fallback_confirmed(s, id, now) : fallback_failed(s, id, now);
}

static int finish(struct store *s, int64_t id, const struct outbox_attempt *attempt,
                  enum delivery_state state)
{
        struct database_scope scope;
        bool in_turn = false;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = write_try(s, STATEMENT_DELIVERY_FINISH, id, attempt, (int64_t)state, &in_turn);
        if (r > 0)
                r = note_end(s, id, attempt->at + attempt->latency, state, in_turn);
        return database_leave(s, scope, r);
}

int outbox_complete(struct store *s, int64_t id, const struct outbox_attempt *attempt)
{
        return finish(s, id, attempt, DELIVERY_DELIVERED);
}

int outbox_fail(struct store *s, int64_t id, const struct outbox_attempt *attempt)
{
        return finish(s, id, attempt, DELIVERY_FAILED);
}

int outbox_defer(struct store *s, int64_t id, const struct outbox_attempt *attempt, int64_t due)
{
        struct database_scope scope;
        bool in_turn;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = write_try(s, STATEMENT_DELIVERY_DEFER, id, attempt, due, &in_turn);
        return database_leave(s, scope, r < 0 ? r : 0);
}
