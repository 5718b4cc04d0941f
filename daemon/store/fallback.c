#include "store/fallback.h"

#include "store/database.h"

int fallback_confirmed(struct store *s, int64_t id, int64_t now)
{
        int r = database_run(s, STATEMENT_FALLBACK_CONFIRMED, "ii", id, now), n;

        if (r < 0)
                return r;
        n = sqlite3_changes(s->db);
        if (n == 0)
                return 0;
        prune_again(s, PRUNE_DELIVERIES, now);
        tally_add(s, TALLY_PENDING, -n);
        tally_add(s, TALLY_UNNEEDED, n);
        return 0;
}

int fallback_failed(struct store *s, int64_t id, int64_t now)
{
        return database_run(s, STATEMENT_FALLBACK_FAILED, "ii", id, now);
}
