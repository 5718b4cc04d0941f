#include "pipeline/pipeline_parts.h"

int pipeline_offer(struct pipeline *p, const struct pipeline_report *report, int64_t now, struct arena *a,
                   struct pipeline_verdict *ret)
{
        struct spool_entry entry = {.name = arena_printf(a, "%s/%s", report->source, report->file),
                                    .source = report->source,
                                    .file = report->file};
        struct batch b = {.pipeline = p, .arena = a, .now = now, .announce = pipeline_announce(p, now, a)};
        struct item *item = &b.items[b.n++];
        int r = store_begin(p->store);

        *item = (struct item){.entry = &entry, .size = report->size};
        if (r == 0)
                r = pipeline_report_bytes(&b, item, report->key, report->data, report->arrived);
        if (r == 0)
                r = store_commit(p->store);
        if (r < 0) {
                store_rollback(p->store);
                pipeline_incident_reload(p);
                return r;
        }
        pipeline_committed(p, &b.announce);
        *ret = (struct pipeline_verdict){item->outcome, item->reason, item->summary};
        return 0;
}
