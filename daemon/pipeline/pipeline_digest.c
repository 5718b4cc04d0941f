#include "announce/announce_digest.h"
#include "people/people.h"
#include "pipeline/pipeline_parts.h"
#include "store/held.h"

#define SUBSCRIBERS_MOST 200 /* in one transaction */
#define AGAIN            TIMESTAMP_SECOND

/* What all digests of a transaction go by: they belong to nothing that goes on. */
static int put_incident(struct pipeline *p, int64_t now, int64_t *ret_id)
{
        struct history_incident row = {
            .revision = 1,
            .state = "ended",
            .status = vocab_word(VOCAB_STATUS, STATUS_ACTUAL),
            .event = vocab_word(VOCAB_EVENT, EVENT_OTHER),
            .headline = "digest",
            .opened = now,
            .updated = now,
            .expires = TIMESTAMP_NONE,
        };

        return history_put_incident(p->store, &row, ret_id);
}

/* The next subscriber; false in `*ret_more` where there is none. */
static int tell_one(struct pipeline *p, struct announce *n, int64_t incident, bool *ret_more)
{
        const struct subscriber *s;
        struct held *lines;
        size_t n_lines = 0;
        uint32_t number;
        int r = held_due(p->store, n->now, n->arena, &lines, &n_lines);

        *ret_more = n_lines > 0;
        if (r < 0 || n_lines == 0)
                return r;
        s = people_find(p->setup->people, lines[0].subscriber,
                        &number); /* NULL: there is nobody of that name any more */
        if (s)
                r = announce_digest(n, s, lines, n_lines, incident);
        return r < 0 ? r : held_done(p->store, lines[0].subscriber, n->now);
}

static int tell(struct pipeline *p, struct announce *n)
{
        int64_t incident = 0;
        bool more = true;
        int r = store_begin(p->store);

        if (r == 0)
                r = put_incident(p, n->now, &incident);
        for (size_t i = 0; i < SUBSCRIBERS_MOST && more && r == 0; i++)
                r = tell_one(p, n, incident, &more);
        return r == 0 ? store_commit(p->store) : r;
}

int64_t pipeline_digest(struct pipeline *p, int64_t now)
{
        struct announce announce;
        struct arena *a;
        int64_t next;

        if (held_next(p->store, &next) < 0)
                return now + AGAIN;
        if (next == TIMESTAMP_NONE || next > now)
                return next;
        a = arena_new();
        announce = pipeline_announce(p, now, a);
        if (tell(p, &announce) < 0) {
                log_error("cannot store digests: %s", store_problem(p->store));
                store_rollback(p->store);
                next = now + AGAIN;
        } else {
                pipeline_committed(p, &announce);
                next = now; /* there may be more */
        }
        arena_free(a);
        return next;
}
