#include "store/sent.h"

#include "base/timestamp.h"
#include "store/database.h"

#define BRIEF_LIFE TIMESTAMP_DAY /* chats let messages be edited for about so long */

int sent_find(struct store *s, int64_t incident, const char *subscriber, const char *channel, struct arena *a,
              const char **ret_reference)
{
        const char *found = NULL;
        sqlite3_stmt *st;
        int r;

        st = database_bind(s, STATEMENT_SENT_FIND, &r, "itt", incident, subscriber, channel);
        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0)
                found = database_text(st, 0, a);
        if (r == 0)
                *ret_reference = found;
        return r;
}

int sent_put(struct store *s, int64_t incident, const char *subscriber, const char *channel,
             const char *reference)
{
        return database_run(s, STATEMENT_SENT_PUT, "ittt", incident, subscriber, channel, reference);
}

int sent_follow(struct store *s, int64_t delivery, const char *old, int64_t now)
{
        int64_t message;
        int r =
            database_number(s, STATEMENT_SENT_FOLLOW, &message, "itii", delivery, old, now, now + BRIEF_LIFE);

        if (r <= 0)
                return r;
        tally_add(s, TALLY_PENDING, 1);
        return tally_use(s, message, 1);
}

int sent_move_put(struct store *s, const struct sent_move *m)
{
        struct database_scope scope;
        int r = database_enter(s, false, &scope);

        if (r < 0)
                return r;
        r = database_run(s, STATEMENT_MOVE_PUT, "ttt", m->channel, m->old, m->to);
        return database_leave(s, scope, r);
}

int sent_moves(struct store *s, struct arena *a, struct sent_move **ret, size_t *ret_n)
{
        struct sent_move *list = NULL;
        size_t n = 0, room = 0;
        sqlite3_stmt *st;
        int r;

        st = database_bind(s, STATEMENT_MOVE_LIST, &r, "");
        if (!st)
                return r;
        while ((r = database_step(s, st)) > 0) {
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = (struct sent_move){database_text(st, 0, a), database_text(st, 1, a),
                                               database_text(st, 2, a)};
        }
        if (r < 0)
                return r;
        *ret = list;
        *ret_n = n;
        return 0;
}
