/* What comes in: reports are taken in batches, incidents expire. */
#include <systemd/sd-event.h>

#include "base/timestamp.h"
#include "daemon.h"

#define RETRY_FIRST    (250 * 1000)
#define RETRY_MOST     (4 * TIMESTAMP_SECOND)
#define PATIENCE_LEAST (2 * 1000)

void daemon_arm_expiry(struct daemon *d)
{
        int64_t now = timestamp_now(), next = pipeline_expire(d->pipeline, now),
                digest = pipeline_digest(d->pipeline, now);

        if (digest != TIMESTAMP_NONE && (next == TIMESTAMP_NONE || digest < next))
                next = digest;
        if (next == TIMESTAMP_NONE) {
                sd_event_source_set_enabled(d->expiry, SD_EVENT_OFF);
                return;
        }
        sd_event_source_set_time(d->expiry, next > 0 ? (uint64_t)next : 0);
        sd_event_source_set_enabled(d->expiry, SD_EVENT_ONESHOT);
}

static int on_expiry(sd_event_source *source, uint64_t usec, void *context)
{
        (void)source;
        (void)usec;
        daemon_arm_expiry(context);
        return 0;
}

/* After whatever else the loop has to do, so that all that has come is taken and committed together, and what was
 * taken before goes out. But a loop that always has something to do must not keep reports waiting: they go first when they
 * have waited for as long as the last ones took, so that each has about half of the time. */
static void turn_intake(struct daemon *d)
{
        int armed = SD_EVENT_OFF;

        sd_event_source_get_enabled(d->intake, &armed);
        if (armed != SD_EVENT_OFF)
                return;
        sd_event_source_set_priority(d->intake, SD_EVENT_PRIORITY_NORMAL + 1);
        sd_event_source_set_enabled(d->intake, SD_EVENT_ONESHOT);
        sd_event_source_set_time_relative(
            d->patience, (uint64_t)(d->intake_took > PATIENCE_LEAST ? d->intake_took : PATIENCE_LEAST));
        sd_event_source_set_enabled(d->patience, SD_EVENT_ONESHOT);
}

static int on_patience(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        sd_event_source_set_priority(d->intake, SD_EVENT_PRIORITY_NORMAL - 1);
        return 0;
}

static void on_reports(void *context)
{
        struct daemon *d = context;
        int armed = SD_EVENT_OFF;

        if (!d->intake)
                return; /* the first scan, before the loop */
        /* After a failure of the store its timer decides when to try again, however many files come. */
        sd_event_source_get_enabled(d->retry, &armed);
        if (armed == SD_EVENT_OFF)
                turn_intake(d);
}

static int on_retry(sd_event_source *source, uint64_t usec, void *context)
{
        struct daemon *d = context;

        (void)source;
        (void)usec;
        turn_intake(d);
        return 0;
}

/* What a report may have changed about what is wrong: one that was silent speaks, a clock is wrong, there are too many
 * incidents. The regular look at everything says it. */
static void look_soon(struct daemon *d)
{
        const struct watch_silence *silent;
        int64_t now = timestamp_now();
        int wrong = (*pipeline_clock_trouble(d->pipeline, now) ? 1 : 0) +
                    (*pipeline_limit_trouble(d->pipeline, now) ? 2 : 0);

        if (d->looks_soon || (watch_silent(d->watch, &silent) == 0 && wrong == d->intake_wrong))
                return;
        d->looks_soon = true;
        d->intake_wrong = wrong;
        sd_event_source_set_time_relative(d->housekeeping, TIMESTAMP_SECOND);
}

static bool take_reports(struct daemon *d)
{
        int64_t began = timestamp_monotonic();
        bool more = pipeline_run(d->pipeline, d->spool, timestamp_now());

        d->intake_took = timestamp_monotonic() - began;
        return more;
}

static int on_intake(sd_event_source *source, void *context)
{
        struct daemon *d = context;
        bool was_well = !*pipeline_trouble(d->pipeline);
        bool more = take_reports(d);

        (void)source;
        sd_event_source_set_enabled(d->patience, SD_EVENT_OFF);
        if (was_well != !*pipeline_trouble(d->pipeline))
                daemon_health_changed(d);
        if (*pipeline_trouble(d->pipeline)) {
                d->retry_after = d->retry_after ? d->retry_after * 2 : RETRY_FIRST;
                if (d->retry_after > RETRY_MOST)
                        d->retry_after = RETRY_MOST;
                sd_event_source_set_time_relative(d->retry, (uint64_t)d->retry_after);
                sd_event_source_set_enabled(d->retry, SD_EVENT_ONESHOT);
                return 0;
        }
        d->retry_after = 0;
        if (more)
                turn_intake(d);
        daemon_arm_expiry(d);
        look_soon(d);
        return 0;
}

static void on_committed(void *context)
{
        struct daemon *d = context;

        dispatch_committed(d->dispatch);
}

static void on_superseded(int64_t incident, unsigned revision, const char *topic, void *context)
{
        struct daemon *d = context;

        if (topic)
                dispatch_superseded_topic(d->dispatch, topic);
        else
                dispatch_superseded(d->dispatch, incident, revision);
}

/* --- start --- */

static struct spool_options spool_options(const struct setup *setup)
{
        const struct settings *t = setup->settings;
        const char **sources = arena_array(setup->arena, t->n_sources, sizeof *sources);

        for (size_t i = 0; i < t->n_sources; i++)
                sources[i] = t->sources[i].name;
        return (struct spool_options){
            .path = t->spool,
            .max_size = t->max_report_size,
            .done_keep = t->done_keep,
            .rejected_keep = t->rejected_keep,
            .sources = sources,
            .n_sources = t->n_sources,
        };
}
void daemon_configure_spool(struct daemon *d, const struct setup *setup)
{
        struct spool_options options = spool_options(setup);

        spool_configure(d->spool, &options);
}

int daemon_open_pipeline(struct daemon *d, struct problem *why)
{
        struct pipeline_options options = {
            .store = d->store, .superseded = on_superseded, .committed = on_committed, .context = d};
        struct spool_options incoming = spool_options(d->setup);
        int r = pipeline_open(&options, d->setup, timestamp_now(), &d->pipeline, why);

        return r < 0 ? r : spool_open(d->event, &incoming, on_reports, d, &d->spool, why);
}

int daemon_add_intake(struct daemon *d)
{
        int r;

        if ((r = sd_event_add_time_relative(d->event, &d->patience, CLOCK_MONOTONIC, 0, 0, on_patience, d)) <
                0 ||
            (r = sd_event_source_set_enabled(d->patience, SD_EVENT_OFF)) < 0 ||
            (r = sd_event_add_defer(d->event, &d->intake, on_intake, d)) < 0 ||
            (r = sd_event_add_time_relative(d->event, &d->retry, CLOCK_MONOTONIC, 0, 0, on_retry, d)) < 0 ||
            (r = sd_event_source_set_enabled(d->retry, SD_EVENT_OFF)) < 0)
                return r;
        return sd_event_add_time(d->event, &d->expiry, CLOCK_REALTIME, 0, 0, on_expiry, d);
}
