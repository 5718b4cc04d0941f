#include "health/health.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "store/history.h"
#include "store/outbox_list.h"

static void set_time(json_t *o, const char *name, int64_t t)
{
        char text[TIMESTAMP_TEXT];

        if (t != TIMESTAMP_NONE)
                json_object_set_new(o, name, json_string(timestamp_format(t, 0, text)));
}

struct problems {
        struct health_problem *list;
        size_t n;
        struct arena *arena;
};

static void add_problem(struct problems *p, const char *part, const char *name, const char *sentence)
{
        if (sentence && *sentence)
                p->list[p->n++] = (struct health_problem){
                    part, name ? arena_printf(p->arena, "%s %s", part, name) : part, sentence};
}

static void add_parts(struct problems *p, const struct health *h)
{
        add_problem(p, "spool", NULL, h->spool_trouble);
        add_problem(p, "store", NULL, *h->store_trouble ? h->store_trouble : h->intake_trouble);
        add_problem(p, "mqtt", NULL, h->mqtt_trouble);
}

static void add_rest(struct problems *p, const struct health *h)
{
        add_problem(p, "incidents", NULL, h->incidents_trouble);
        add_problem(p, "deliveries", NULL, h->failed_trouble);
        add_problem(p, "configuration", NULL, h->reload_trouble);
        add_problem(p, "clock", NULL, h->clock_trouble);
        for (size_t i = 0; i < h->n_silent; i++)
                add_problem(p, "source", h->silent[i].name, h->silent[i].sentence);
}

size_t health_problems(const struct health *h, struct arena *a, struct health_problem **ret)
{
        struct problems p = {.arena = a};

        p.list = arena_array(a, 7 + h->n_broken + h->n_silent, sizeof *p.list);
        add_parts(&p, h);
        for (size_t i = 0; i < h->n_broken; i++)
                add_problem(&p, "endpoint", h->broken[i].endpoint, h->broken[i].sentence);
        add_rest(&p, h);
        *ret = p.list;
        return p.n;
}

/* Endpoints may be many: one sentence for all. */
static json_t *troubles(const struct health *h)
{
        struct problems p = {.arena = arena_new()};
        json_t *list = json_array();

        p.list = arena_array(p.arena, 8 + h->n_silent, sizeof *p.list);
        add_parts(&p, h);
        add_problem(&p, "endpoints", NULL, h->endpoint_trouble);
        add_rest(&p, h);
        for (size_t i = 0; i < p.n; i++)
                json_array_append_new(list, json_pack("{s:s, s:s%}", "part", p.list[i].part, "problem",
                                                      p.list[i].sentence, strnlen(p.list[i].sentence, 500)));
        arena_free(p.arena);
        return list;
}

char *health_encode(const struct health *h, struct store *s)
{
        struct history_counts history = {.last_report = TIMESTAMP_NONE};
        struct outbox_counts outbox = {.oldest = TIMESTAMP_NONE};
        json_t *o = json_object();
        char *text;

        (void)history_count(s, &history);
        (void)outbox_count(s, &outbox);
        json_object_set_new(o, "version", json_string(VERSION));
        set_time(o, "started", h->started);
        set_time(o, "at", h->now);
        json_object_set_new(o, "reports",
                            json_pack("{s:I, s:I, s:I, s:I}", "accepted", (json_int_t)history.accepted,
                                      "duplicate", (json_int_t)history.duplicate, "rejected",
                                      (json_int_t)history.rejected, "waiting",
                                      (json_int_t)h->waiting_reports));
        set_time(o, "last_report", history.last_report);
        json_object_set_new(o, "incidents",
                            json_pack("{s:I, s:I}", "open", (json_int_t)h->open_incidents, "damaged",
                                      (json_int_t)history.damaged_incidents));
        json_object_set_new(o, "deliveries",
                            json_pack("{s:I, s:I, s:I, s:I, s:I}", "pending", (json_int_t)outbox.pending,
                                      "delivered", (json_int_t)outbox.delivered, "failed",
                                      (json_int_t)outbox.failed, "expired", (json_int_t)outbox.expired,
                                      "superseded", (json_int_t)outbox.superseded));
        set_time(o, "oldest_pending", outbox.oldest);
        json_object_set_new(o, "problems", troubles(h));
        text = json_dumps(o, JSON_COMPACT);
        json_decref(o);
        return text;
}

/* Without fsync: it is worth nothing after a crash. */
int health_save(const char *folder, const char *text)
{
        int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), file;
        size_t size = strlen(text);
        bool whole;

        if (dir < 0)
                return -errno;
        file = openat(dir, HEALTH_FILE ".part", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
        whole = file >= 0 && write(file, text, size) == (ssize_t)size;
        if (file >= 0 && close(file) < 0)
                whole = false;
        if (whole)
                whole = renameat(dir, HEALTH_FILE ".part", dir, HEALTH_FILE) == 0;
        else
                unlinkat(dir, HEALTH_FILE ".part", 0);
        close(dir);
        return whole ? 0 : -EIO;
}

void health_forget(const char *folder)
{
        int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        if (dir < 0)
                return;
        unlinkat(dir, HEALTH_FILE, 0);
        close(dir);
}

const char *health_line(const struct health *h)
{
        static char line[400];
        const char *trouble = *h->intake_trouble      ? h->intake_trouble
                              : *h->store_trouble     ? h->store_trouble
                              : *h->spool_trouble     ? h->spool_trouble
                              : *h->mqtt_trouble      ? h->mqtt_trouble
                              : *h->endpoint_trouble  ? h->endpoint_trouble
                              : *h->failed_trouble    ? h->failed_trouble
                              : *h->clock_trouble     ? h->clock_trouble
                              : *h->incidents_trouble ? h->incidents_trouble
                              : h->n_silent           ? h->silent[0].sentence
                                                      : h->reload_trouble;

        snprintf(line, sizeof line, "%llu open incidents, %llu deliveries in flight%s%.300s",
                 (unsigned long long)h->open_incidents, (unsigned long long)h->in_flight,
                 *trouble ? "; trouble: " : "", trouble);
        return line;
}
