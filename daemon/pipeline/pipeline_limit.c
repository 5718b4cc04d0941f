/* How many incidents may be open: whatever comes in, memory is bounded. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/pipeline_parts.h"

#define BYTES_EACH  8192 /* on average */
#define SPARE       50   /* one of so many more is ended than there are too many */
#define EXCESS_KEEP TIMESTAMP_HOUR

static size_t most(const struct pipeline *p)
{
        return p->setup->settings->open_incidents;
}

bool pipeline_limit_reached(const struct pipeline *p)
{
        return incident_table_count(p->incidents) > most(p) ||
               incident_table_bytes(p->incidents) > most(p) * BYTES_EACH;
}

/* All that are open, those that weigh least first. */
static const struct incident **in_order(const struct pipeline *p, struct arena *a, size_t *ret_n)
{
        const struct incident **list = arena_array(a, incident_table_count(p->incidents), sizeof *list);
        size_t n = 0;

        for (const struct incident *i = incident_next(p->incidents, NULL); i;
             i = incident_next(p->incidents, i))
                list[n++] = i;
        if (n)
                qsort(list, n, sizeof *list, incident_by_weight);
        *ret_n = n;
        return list;
}

static void note(struct pipeline *p, const struct incident *first, size_t n, int64_t now)
{
        snprintf(p->excess, sizeof p->excess,
                 "more incidents were open than open_incidents = %zu allows, or they took too much memory; "
                 "those of the least weight ended as expired",
                 most(p));
        p->excess_seen = now;
        log_warning("more incidents are open than open_incidents = %zu allows, or they take too much memory: "
                    "%zu of the least weight end as expired, the first of them incident %lld (%s)",
                    most(p), n, (long long)first->id, vocab_word(VOCAB_EVENT, (int)incident_event(first)));
}

size_t pipeline_limit_excess(struct pipeline *p, int64_t now, struct incident_change *out, size_t room)
{
        size_t count = incident_table_count(p->incidents), bytes = incident_table_bytes(p->incidents), n_all,
               n = 0, places = 0, keep = most(p) - most(p) / SPARE, keep_bytes = keep * BYTES_EACH;
        struct arena *a = arena_new();
        const struct incident **all = in_order(p, a, &n_all);

        while (n < n_all && n < room && places < PIPELINE_PLACES && (count > keep || bytes > keep_bytes)) {
                size_t own = arena_used(all[n]->arena);
                out[n] =
                    (struct incident_change){.action = INCIDENT_END, .before = all[n], .note = "expired"};
                places += alert_n_places(all[n]->alert);
                count--;
                bytes -= own < bytes ? own : bytes;
                n++;
        }
        if (n)
                note(p, all[0], n, now);
        arena_free(a);
        return n;
}

const char *pipeline_limit_trouble(const struct pipeline *p, int64_t now)
{
        return *p->excess && now - p->excess_seen < EXCESS_KEEP ? p->excess : "";
}
