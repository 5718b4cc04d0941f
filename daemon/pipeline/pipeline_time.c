#include "pipeline/pipeline_parts.h"

#define EXPIRE_BATCH 256
#define EXCESS_AGAIN                                                                                         \
        (10 * INT64_C(1000)) /* microseconds: the loop does what else it has to do between batches */

/* The open incidents that have expired, at most a batch of them; the earliest expiry of the rest goes to the
 * pipeline. */
static size_t find_expired(struct pipeline *p, int64_t now, struct incident_change out[static EXPIRE_BATCH])
{
        size_t n = 0, places = 0;

        p->next_expiry = TIMESTAMP_NONE;
        for (const struct incident *i = incident_next(p->incidents, NULL); i;
             i = incident_next(p->incidents, i)) {
                if (i->expires > now || n == EXPIRE_BATCH || places >= PIPELINE_PLACES) {
                        pipeline_incident_note_expiry(p, i->expires);
                        continue;
                }
                out[n++] = (struct incident_change){.action = INCIDENT_END, .before = i, .note = "expired"};
                places += alert_n_places(i->alert);
        }
        return n;
}

static int expire(struct pipeline *p, struct announce *announce, struct incident_change *changes, size_t n)
{
        int r = store_begin(p->store);

        for (size_t i = 0; i < n && r == 0; i++) {
                int64_t id;
                r = pipeline_incident_apply(p, announce, &changes[i], NULL, &id);
        }
        return r == 0 ? store_commit(p->store) : r;
}

int64_t pipeline_expire(struct pipeline *p, int64_t now)
{
        struct incident_change changes[EXPIRE_BATCH];
        struct announce announce;
        struct arena *a;
        bool excess;
        size_t n;

        if (!pipeline_incident_fresh(p))
                return now + TIMESTAMP_SECOND;
        excess = pipeline_limit_reached(p);
        if (!excess && (p->next_expiry == TIMESTAMP_NONE || p->next_expiry > now))
                return p->next_expiry;
        n = find_expired(p, now, changes);
        if (n == 0 && excess)
                n = pipeline_limit_excess(p, now, changes, EXPIRE_BATCH);
        if (n == 0)
                return p->next_expiry;
        a = arena_new();
        announce = pipeline_announce(p, now, a);
        if (expire(p, &announce, changes, n) < 0) {
                log_error("cannot store that %zu incidents expired: %s", n, store_problem(p->store));
                store_rollback(p->store);
                pipeline_incident_reload(p);
                p->next_expiry = now + TIMESTAMP_SECOND;
        } else {
                log_info("%zu incidents expired", n);
                pipeline_committed(p, &announce);
        }
        arena_free(a);
        return pipeline_limit_reached(p) ? now + EXCESS_AGAIN : p->next_expiry;
}
