#include <errno.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "send/transport.h"

/* Jobs wait here from send() to the next turn of the loop: a callback from inside send() would surprise its
 * caller. */
struct null {
        struct transport transport;
        sd_event_source *later;
        const struct transport_job **jobs;
        size_t n_jobs, room;
        struct buffer last;
        unsigned count;
};

static void report(struct null *n, enum transport_verdict verdict, const char *answer)
{
        const struct transport_job **jobs = n->jobs;
        size_t n_jobs = n->n_jobs;
        struct transport_result result = {
            .verdict = verdict, .retry_after = -1, .started = timestamp_now(), .answer = answer};

        n->jobs = NULL;
        n->n_jobs = n->room = 0;
        for (size_t i = 0; i < n_jobs; i++)
                n->transport.done(jobs[i], &result, n->transport.context);
        free(jobs);
}

static int on_later(sd_event_source *source, void *user)
{
        (void)source;
        report(user, TRANSPORT_DELIVERED, "");
        return 0;
}

static int null_send(struct transport *t, const struct transport_job *job)
{
        struct null *n = (struct null *)t;

        if (n->n_jobs == n->room) {
                n->room = n->room ? 2 * n->room : 16;
                n->jobs = reallocarray(n->jobs, n->room, sizeof *n->jobs);
                if (!n->jobs)
                        abort();
        }
        n->jobs[n->n_jobs++] = job;
        n->count++;
        buffer_reset(&n->last);
        buffer_add(&n->last, job->body, job->body_size);
        return sd_event_source_set_enabled(n->later, SD_EVENT_ONESHOT);
}

static size_t null_room(const struct transport *t, const struct channel *channel)
{
        (void)t;
        (void)channel;
        return SIZE_MAX;
}

static void null_stop(struct transport *t)
{
        struct null *n = (struct null *)t;

        report(n, TRANSPORT_LATER, "stopped");
        sd_event_source_disable_unref(n->later);
        buffer_done(&n->last);
        free(n);
}

static const struct transport_ops null_ops = {"null", null_send, null_room, null_stop, NULL};

int transport_null_start(sd_event *event, transport_done done, void *context, struct transport **ret)
{
        struct null *n = calloc(1, sizeof *n);
        int r;

        if (!n)
                return -ENOMEM;
        n->transport = (struct transport){.ops = &null_ops, .done = done, .context = context};
        r = sd_event_add_defer(event, &n->later, on_later, n);
        if (r >= 0)
                r = sd_event_source_set_enabled(n->later, SD_EVENT_OFF);
        if (r < 0) {
                sd_event_source_disable_unref(n->later);
                free(n);
                return r;
        }
        *ret = &n->transport;
        return 0;
}

const char *transport_null_last(const struct transport *t)
{
        const struct null *n = (const struct null *)t;

        return n->last.data ? n->last.data : "";
}

unsigned transport_null_count(const struct transport *t)
{
        return ((const struct null *)t)->count;
}
