#include "store/outbox_claim.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/outbox_row.h"

#define EXPIRE_MOST 1000 /* marked expired by one claim */
#define EACH_LEAST  4    /* are looked at of each channel, however many channels there are */

/* The choice of a claim: the best `limit` of one priority. `list` has room for twice that; when it is full
 * the worse half goes, and what is not ready before the worst that stayed need not be looked at. */
struct candidate {
        int64_t ready, id, message;
        struct delivery *row; /* without its body; NULL: a bound */
};

struct choice {
        struct candidate *list;
        size_t n, limit, each;  /* `each`: of one channel */
        bool cut;               /* one had as many, and may have more */
        struct candidate bound; /* nothing after this is wanted */
        int64_t *expired;
        size_t n_expired;
        struct arena *arena;
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
        while (taken < c->limit && taken < c->each && c->n_expired < EXPIRE_MOST &&
               (r = database_step(s, st)) > 0) {
                struct candidate this = {.ready = sqlite3_column_int64(st, 20),
                                         .id = sqlite3_column_int64(st, 0),
                                         .message = sqlite3_column_int64(st, 19)};
                int64_t expires = database_time(st, 11);
                if (expires != TIMESTAMP_NONE && expires <= now) {
                        c->expired[c->n_expired++] = this.id;
                        continue;
                }
                if (c->n == 2 * c->limit)
                        keep_best(c, c->limit);
                if (compare_candidates(&this, &c->bound) > 0)
                        break; /* so is the rest of this channel */
                this.row = arena_alloc(c->arena, sizeof *this.row);
                *this.row = outbox_row_read(st, c->arena);
                c->list[c->n++] = this;
                taken++;
        }
        c->cut |= taken == c->each;
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

static int compare_skips(const void *a, const void *b)
{
        return strcmp(((const struct outbox_skip *)a)->channel, ((const struct outbox_skip *)b)->channel);
}

static bool is_skipped(const struct outbox_skip *skip, size_t n, const char *channel, int64_t priority)
{
        struct outbox_skip key = {.channel = channel};
        const struct outbox_skip *found = n ? bsearch(&key, skip, n, sizeof *skip, compare_skips) : NULL;

        return found && priority >= found->priority;
}

/* The channels that have pending deliveries of this priority and are not skipped. */
static int list_channels(struct store *s, int64_t priority, const struct outbox_skip *skip, size_t n_skip,
                         struct arena *a, const char ***ret, size_t *ret_n)
{
        const char *channel = "", **list = NULL;
        size_t n = 0, room = 0;
        int r;

        while ((r = next_channel(s, priority, channel, a, &channel)) >= 0 && channel) {
                if (is_skipped(skip, n_skip, channel, priority))
                        continue;
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = channel;
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}

/* Of many channels a few each are enough, as a rule: what is looked at and then left is looked at again by the next
 * claim. */
static size_t share(size_t limit, size_t n_channels)
{
        size_t each = n_channels ? 2 * limit / n_channels : 0;

        return each < EACH_LEAST ? EACH_LEAST : each;
}

static int choose_each(struct store *s, struct choice *c, int64_t priority, const char *const *channels,
                       size_t n, int64_t now)
{
        int r = 0;

        c->n = 0;
        c->bound = (struct candidate){.ready = now, .id = INT64_MAX};
        for (size_t i = 0; i < n && r >= 0; i++)
                r = choose_channel(s, c, priority, channels[i], now);
        keep_best(c, c->limit);
        return r;
}

static int choose(struct store *s, struct choice *c, int64_t priority, const struct outbox_skip *skip,
                  size_t n_skip, int64_t now, struct arena *a)
{
        const char **channels = NULL;
        size_t n = 0, most = c->each, expired = c->n_expired;
        int r = list_channels(s, priority, skip, n_skip, a, &channels, &n);

        c->cut = false;
        c->each = share(c->limit, n) < most ? share(c->limit, n) : most;
        if (r >= 0)
                r = choose_each(s, c, priority, channels, n, now);
        /* Few channels have nearly all: none that is less urgent may go before it. */
        if (r >= 0 && c->cut && c->each < most && c->n < c->limit) {
                c->n_expired = expired;
                c->each = most;
                r = choose_each(s, c, priority, channels, n, now);
        }
        c->each = most;
        return r;
}

static int mark_expired(struct store *s, struct choice *c, int64_t now)
{
        int r = 0;

        for (size_t i = 0; i < c->n_expired && r >= 0; i++)
                r = outbox_expire(s, c->expired[i], now);
        return r;
}

/* The body of a message that many deliveries in a row share, read once. */
struct body {
        int64_t message; /* 0: none yet */
        const char *text;
        size_t size;
};

static int read_body(struct store *s, int64_t message, struct arena *a, struct body *b)
{
        struct body found = {.message = message};
        int r;
        sqlite3_stmt *st;

        if (b->message == message)
                return 0;
        st = database_bind(s, STATEMENT_MESSAGE_BODY, &r, "i", message);
        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                found.text = database_text(st, 0, a);
                found.size = (size_t)sqlite3_column_bytes(st, 0);
                r = database_step(s, st);
        }
        if (r >= 0)
                *b = found;
        return r;
}

/* Those of a report for many follow one another: all of a row are leased by one statement. */
static int lease(struct store *s, const struct choice *c, const struct outbox_claim *claim)
{
        int r = 0;

        for (size_t i = 0, end; i < c->n && r >= 0; i = end) {
                for (end = i + 1; end < c->n && c->list[end].id == c->list[end - 1].id + 1;)
                        end++;
                r = database_run(s, STATEMENT_DELIVERY_LEASE, "iiti", c->list[i].id, c->list[end - 1].id,
                                 claim->owner, claim->lease);
        }
        return r < 0 ? r : 0;
}

static int hand_out(struct store *s, const struct candidate *c, struct body *body, struct arena *a,
                    struct delivery *ret)
{
        int r = read_body(s, c->message, a, body);

        if (r >= 0 && !body->text)
                r = problem_set(&s->problem, -EBADMSG, "database: the message of delivery %lld is missing",
                                (long long)c->id);
        if (r < 0)
                return r;
        *ret = *c->row;
        ret->body = body->text;
        ret->body_size = body->size;
        return 0;
}

/* Leases that have ended: of another daemon that is no more. */
static int release_old(struct store *s, int64_t now)
{
        int64_t end = INT64_MAX;
        int r;

        if (s->lease_end > now)
                return 0;
        r = database_run(s, STATEMENT_DELIVERY_RELEASE_OLD, "it", now, s->owner);
        if (r >= 0)
                r = database_number(s, STATEMENT_DELIVERY_LEASE_END, &end, "t", s->owner);
        if (r >= 0)
                s->lease_end = end;
        return r < 0 ? r : 0;
}

static const struct outbox_skip *sorted_skips(const struct outbox_skip *skip, size_t n, struct arena *a)
{
        struct outbox_skip *sorted = arena_array(a, n, sizeof *sorted);

        if (n) {
                memcpy(sorted, skip, n * sizeof *sorted);
                qsort(sorted, n, sizeof *sorted, compare_skips);
        }
        return sorted;
}

int outbox_claim(struct store *s, const struct outbox_claim *claim, struct arena *a, struct delivery **ret,
                 size_t *ret_n)
{
        size_t limit = claim->limit, n = 0;
        struct choice c = {.list = arena_array(a, 2 * limit, sizeof *c.list),
                           .each = claim->each ? claim->each : limit,
                           .expired = arena_array(a, EXPIRE_MOST, sizeof *c.expired),
                           .arena = a};
        struct delivery *list = arena_array(a, limit, sizeof *list);
        const struct outbox_skip *skip = sorted_skips(claim->skip, claim->n_skip, a);
        struct body body = {0};
        struct database_scope scope;
        int r = database_enter(s, true, &scope);

        if (r < 0)
                return r;
        r = release_old(s, claim->now);
        for (int64_t priority = 0; priority < OUTBOX_PRIORITIES && n < limit && r >= 0; priority++) {
                c.limit = limit - n;
                r = choose(s, &c, priority, skip, claim->n_skip, claim->now, a);
                if (r >= 0)
                        r = lease(s, &c, claim);
                for (size_t i = 0; i < c.n && r >= 0; i++)
                        r = hand_out(s, &c.list[i], &body, a, &list[n++]);
        }
        if (r >= 0)
                r = mark_expired(s, &c, claim->now);
        if (n > 0 && claim->lease < s->lease_end && strcmp(claim->owner, s->owner) != 0)
                s->lease_end = claim->lease;
        r = database_leave(s, scope, r);
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
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
        int r = own ? database_run(s, STATEMENT_BEGIN_READING, "") : 0, ended;

        for (int64_t priority = 0; priority < OUTBOX_PRIORITIES && r >= 0; priority++)
                r = find_due(s, priority, a, &earliest);
        if (own && !sqlite3_get_autocommit(s->db)) {
                ended = database_run(s, STATEMENT_COMMIT, "");
                r = r < 0 ? r : ended;
        }
        arena_free(a);
        if (r < 0)
                return r;
        *ret = earliest;
        return 0;
}
