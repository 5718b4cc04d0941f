#include "health.h"

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

static void add_trouble(json_t *list, const char *what, const char *sentence)
{
        if (sentence && *sentence)
                json_array_append_new(list, json_pack("{s:s, s:s%}", "part", what, "problem", sentence,
                                                      strnlen(sentence, 500)));
}

static json_t *troubles(const struct health *h)
{
        json_t *list = json_array();

        add_trouble(list, "spool", h->spool_trouble);
        add_trouble(list, "store", *h->store_trouble ? h->store_trouble : h->intake_trouble);
        add_trouble(list, "mqtt", h->mqtt_trouble);
        add_trouble(list, "endpoints", h->endpoint_trouble);
        add_trouble(list, "configuration", h->reload_trouble);
        add_trouble(list, "clock", h->clock_trouble);
        for (size_t i = 0; i < h->n_silent; i++)
                add_trouble(list, "source", h->silent[i]);
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
        json_object_set_new(o, "incidents", json_pack("{s:I}", "open", (json_int_t)h->open_incidents));
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
        const char *trouble = *h->intake_trouble     ? h->intake_trouble
                              : *h->store_trouble    ? h->store_trouble
                              : *h->spool_trouble    ? h->spool_trouble
                              : *h->mqtt_trouble     ? h->mqtt_trouble
                              : *h->endpoint_trouble ? h->endpoint_trouble
                              : *h->clock_trouble    ? h->clock_trouble
                              : h->n_silent          ? h->silent[0]
                                                     : h->reload_trouble;

        snprintf(line, sizeof line, "%llu open incidents, %llu deliveries in flight%s%.300s",
                 (unsigned long long)h->open_incidents, (unsigned long long)h->in_flight,
                 *trouble ? "; trouble: " : "", trouble);
        return line;
}
