#include "store/tally.h"

#include <errno.h>
#include <string.h>

#include "store/database.h"

void tally_add(struct store *s, enum tally_kind kind, int64_t n)
{
        s->tally.change[kind] += n;
}

static int write_uses(struct store *s, size_t slot)
{
        int64_t message = s->tally.uses[slot].message, change = s->tally.uses[slot].change;
        int r;

        if (!change)
                return 0;
        s->tally.uses[slot].change = 0;
        r = database_run(s, STATEMENT_MESSAGE_USE, "ii", change, message);
        if (r >= 0 && !sqlite3_changes(s->db))
                return problem_set(&s->problem, -EINVAL,
                                   "database: a delivery of message %lld, which there is not",
                                   (long long)message);
        return r;
}

int tally_use(struct store *s, int64_t message, int64_t n)
{
        size_t slot = (uint64_t)message % TALLY_SLOTS;

        if (s->tally.uses[slot].message != message) {
                int r = write_uses(s, slot);
                if (r < 0)
                        return r;
                s->tally.uses[slot].message = message;
        }
        s->tally.uses[slot].change += n;
        return 0;
}

int tally_flush(struct store *s)
{
        int r = 0;

        for (size_t i = 0; i < TALLY_SLOTS && r >= 0; i++)
                r = write_uses(s, i);
        for (int64_t kind = 0; kind < TALLY_COUNT && r >= 0; kind++) {
                if (!s->tally.change[kind])
                        continue;
                r = database_run(s, STATEMENT_TALLY_ADD, "ii", kind, s->tally.change[kind]);
                s->tally.change[kind] = 0;
        }
        return r;
}

void tally_reset(struct store *s)
{
        memset(&s->tally, 0, sizeof s->tally);
}

int tally_read(struct store *s, int64_t ret[static TALLY_COUNT])
{
        int64_t values[TALLY_COUNT];
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_TALLY_READ, &r, "");

        if (!st)
                return r;
        memcpy(values, s->tally.change, sizeof values);
        while ((r = database_step(s, st)) > 0) {
                int64_t kind = sqlite3_column_int64(st, 0);
                if (kind >= 0 && kind < TALLY_COUNT)
                        values[kind] += sqlite3_column_int64(st, 1);
        }
        if (r >= 0)
                memcpy(ret, values, sizeof values);
        return r;
}
