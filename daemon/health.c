#include "health.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/history.h"
#include "store/outbox.h"

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
        add_trouble(list, "configuration", h->reload_trouble);
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

const char *health_line(const struct health *h)
{
        static char line[400];
        const char *trouble = *h->intake_trouble  ? h->intake_trouble
                              : *h->store_trouble ? h->store_trouble
                              : *h->spool_trouble ? h->spool_trouble
                              : *h->mqtt_trouble  ? h->mqtt_trouble
                                                  : h->reload_trouble;

        snprintf(line, sizeof line, "%llu open incidents, %llu deliveries in flight%s%.300s",
                 (unsigned long long)h->open_incidents, (unsigned long long)h->in_flight,
                 *trouble ? "; trouble: " : "", trouble);
        return line;
}
