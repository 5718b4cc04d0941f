#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/pipeline_parts.h"

#define BATCH_BYTES (8u << 20)

static void log_item(const struct batch *b, const struct item *item)
{
        const char *fields[] = {arena_printf(b->arena, "REPORT=%s", item->entry->name),
                                arena_printf(b->arena, "SOURCE=%s", item->entry->source), NULL};

        if (item->outcome == OUTCOME_REJECTED)
                log_fields(LOG_LEVEL_WARNING, fields, "%s: rejected: %s", item->entry->name, item->reason);
        else
                log_fields(LOG_LEVEL_INFO, fields, "%s: %s; %u deliveries%s%s", item->entry->name,
                           *item->summary ? item->summary : "says nothing", item->deliveries,
                           item->reason ? "; in part not understood: " : "",
                           item->reason ? item->reason : "");
}

/* After the commit: the file moves on. What fails here is found again by the next scan, and recognised. */
static void file_away(struct batch *b, struct item *item)
{
        const char *name = arena_strdup(b->arena, item->entry->name);
        int r = 0;

        if (item->gone) {
                spool_forget(b->spool, item->entry);
                return;
        }
        log_item(b, item);
        if (item->outcome == OUTCOME_REJECTED)
                r = spool_reject(b->spool, item->entry, item->reason);
        else
                r = spool_done(b->spool, item->entry);
        if (r < 0 && r != -ESTALE && r != -ENOENT)
                log_error("%s: cannot be moved out of incoming/: %s", name, strerror(-r));
}

/* A failure that has to do with what is stored, not with where: it would be the same for ever, and hold up all
 * that comes after it. */
static bool is_reports_fault(int error)
{
        return error == -EEXIST || error == -EINVAL || error == -EFBIG;
}

static bool is_suspect(const struct pipeline *p, const struct item *item)
{
        return p->suspect && strcmp(p->suspect, item->entry->name) == 0;
}

static void suspect(struct batch *b, const struct item *item, int error)
{
        struct pipeline *p = b->pipeline;

        if (!is_reports_fault(error) || *b->why.text)
                return;
        free(p->suspect);
        p->suspect = strdup(item->entry->name);
        snprintf(p->refused, sizeof p->refused, "it cannot be stored: %.250s", store_problem(p->store));
}

static int refuse(struct batch *b, struct item *item)
{
        struct pipeline *p = b->pipeline;

        item->summary = "";
        free(p->suspect);
        p->suspect = NULL;
        return pipeline_report_reject(b, item, p->refused);
}

static int take_all(struct batch *b)
{
        int r = store_begin(b->pipeline->store);

        while (r == 0 && b->n < PIPELINE_FILES && b->bytes < BATCH_BYTES && b->places < PIPELINE_PLACES) {
                struct item *item = &b->items[b->n];
                item->entry = spool_next(b->spool);
                if (!item->entry)
                        break;
                b->n++;
                if (is_suspect(b->pipeline, item))
                        r = refuse(b, item);
                else if ((r = pipeline_report_take(b, item)) < 0)
                        suspect(b, item, r);
        }
        return r == 0 ? store_commit(b->pipeline->store) : r;
}

static void give_up(struct batch *b, int error)
{
        struct pipeline *p = b->pipeline;
        bool new = !*p->trouble;

        if (*b->why.text)
                snprintf(p->trouble, sizeof p->trouble, "cannot read reports: %s", b->why.text);
        else
                snprintf(p->trouble, sizeof p->trouble, "cannot store reports: %s",
                         *store_problem(p->store) ? store_problem(p->store) : strerror(-error));
        store_rollback(p->store);
        while (b->n > 0)
                spool_postpone(b->spool, b->items[--b->n].entry);
        if (new)
                log_error("%s; they stay in incoming/ and are taken again", p->trouble);
        pipeline_incident_reload(p);
}

bool pipeline_run(struct pipeline *p, struct spool *spool, int64_t now)
{
        struct batch b = {.pipeline = p, .spool = spool, .arena = arena_new(), .now = now};
        bool took;
        int r;

        if (!pipeline_incident_fresh(p)) {
                snprintf(p->trouble, sizeof p->trouble, "cannot read the open incidents: %s",
                         store_problem(p->store));
                arena_free(b.arena);
                return false;
        }
        b.announce = pipeline_announce(p, now, b.arena);
        r = take_all(&b);
        took = b.n > 0;
        if (r < 0) {
                give_up(&b, r);
                arena_free(b.arena);
                return false;
        }
        if (*p->trouble)
                log_notice("reports are stored again");
        p->trouble[0] = 0;
        if (took)
                pipeline_committed(p, &b.announce);
        for (size_t i = 0; i < b.n; i++)
                file_away(&b, &b.items[i]);
        arena_free(b.arena);
        return took && spool_waiting(spool) > 0;
}
