#include "ctl/delivery.h"

#include "base/timestamp.h"
#include "ctl/when.h"
#include "send/recipient.h"

const char *delivery_state_word(enum delivery_state state)
{
        static const char *const words[] = {
            [DELIVERY_QUEUED] = "queued",       [DELIVERY_DEFERRED] = "deferred",
            [DELIVERY_DELIVERED] = "delivered", [DELIVERY_FAILED] = "failed",
            [DELIVERY_EXPIRED] = "expired",     [DELIVERY_SUPERSEDED] = "superseded",
            [DELIVERY_UNNEEDED] = "not needed"};

        return words[state];
}

enum output_style delivery_state_style(enum delivery_state state)
{
        static const enum output_style by_state[] = {
            [DELIVERY_QUEUED] = STYLE_PLAIN,   [DELIVERY_DEFERRED] = STYLE_WARN,
            [DELIVERY_DELIVERED] = STYLE_GOOD, [DELIVERY_FAILED] = STYLE_BAD,
            [DELIVERY_EXPIRED] = STYLE_WARN,   [DELIVERY_SUPERSEDED] = STYLE_DIM,
            [DELIVERY_UNNEEDED] = STYLE_DIM};

        return by_state[state];
}

char *delivery_receiver(const struct delivery *d, struct arena *a)
{
        if (!d->subscriber)
                return arena_printf(a, "topic %s", d->target ? d->target : "?");
        return arena_printf(a, "%s by %s", d->subscriber, recipient_join(d->channel, d->address, a));
}

char *delivery_fate(const struct delivery *d, int64_t now, struct arena *a)
{
        const char *tries = d->attempts == 0   ? ""
                            : d->attempts == 1 ? " after 1 try"
                                               : arena_printf(a, " after %u tries", d->attempts);

        if (d->state == DELIVERY_DEFERRED || (d->state == DELIVERY_QUEUED && d->due > now))
                return arena_printf(a, "%s%s, again %s", delivery_state_word(d->state), tries,
                                    d->due > now ? when_ago(d->due, now, a) : "now");
        return arena_printf(a, "%s%s", delivery_state_word(d->state), tries);
}

#define COLUMNS 6

void delivery_table(struct output_table *t, struct output *o, struct arena *a, unsigned indent)
{
        static const char *const titles[COLUMNS] = {"ID", "Made", "Incident", "What", "To", "State"};

        output_table_init(t, o, a, indent, titles, COLUMNS);
}

void delivery_row(struct output_table *t, struct store *s, const struct delivery *d, int64_t now)
{
        struct arena *a = t->arena;

        output_table_cell(t, STYLE_NAME, store_delivery_name(s, d->id, a));
        output_table_cell(t, STYLE_DIM, when_local(d->created, a));
        output_table_cell(t, STYLE_PLAIN,
                          d->incident ? arena_printf(a, "%lld.%u", (long long)d->incident, d->revision)
                                      : "-");
        output_table_cell(t, STYLE_PLAIN, d->type);
        output_table_cell(t, STYLE_PLAIN, delivery_receiver(d, a));
        output_table_cell(t, delivery_state_style(d->state), delivery_fate(d, now, a));
}

static void set_time(json_t *o, const char *name, int64_t t, struct arena *a)
{
        json_object_set_new(o, name, t == TIMESTAMP_NONE ? json_null() : json_string(when_rfc3339(t, a)));
}

json_t *delivery_encode(struct store *s, const struct delivery *d, struct arena *a)
{
        json_t *o = json_pack(
            "{s:s, s:I, s:I, s:s?, s:s?, s:s?, s:s?, s:s?, s:b, s:i, s:I, s:s, s:s?}", "id",
            store_delivery_name(s, d->id, a), "incident", (json_int_t)d->incident, "revision",
            (json_int_t)d->revision, "type", d->type, "subscriber", d->subscriber, "channel", d->channel,
            "address", d->address, "topic", d->target, "retain", (int)d->retain, "priority", d->priority,
            "attempts", (json_int_t)d->attempts, "state", delivery_state_word(d->state), "reason", d->reason);

        set_time(o, "created", d->created, a);
        set_time(o, "due", d->due, a);
        set_time(o, "expires", d->expires, a);
        set_time(o, "finished", d->finished, a);
        if (d->body && d->body_size)
                json_object_set_new(o, "message", json_loadb(d->body, d->body_size, 0, NULL));
        return o;
}

void delivery_attempts_print(struct output *o, unsigned indent, const struct outbox_attempt *attempts,
                             size_t n, struct arena *a)
{
        static const char *const titles[] = {"Tried", "Took", "Code", "Answer"};
        struct output_table t;

        if (n == 0) {
                output_printf(o, STYLE_DIM, "%*snot tried yet\n", (int)indent, "");
                return;
        }
        output_table_init(&t, o, a, indent, titles, 4);
        for (size_t i = 0; i < n; i++) {
                output_table_cell(&t, STYLE_PLAIN, when_local(attempts[i].at, a));
                output_table_cell(&t, STYLE_DIM,
                                  arena_printf(a, "%lld ms", (long long)attempts[i].latency / 1000));
                output_table_cell(&t, STYLE_PLAIN,
                                  attempts[i].code ? arena_printf(a, "%d", attempts[i].code) : "-");
                output_table_cell(&t, STYLE_PLAIN, attempts[i].answer);
        }
        output_table_done(&t);
}

json_t *delivery_attempts_encode(const struct outbox_attempt *attempts, size_t n, struct arena *a)
{
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
                json_array_append_new(
                    list, json_pack("{s:s, s:I, s:i, s:o}", "at", when_rfc3339(attempts[i].at, a),
                                    "milliseconds", (json_int_t)(attempts[i].latency / 1000), "code",
                                    attempts[i].code, "answer", output_json_text(attempts[i].answer)));
        return list;
}

const char *delivery_attempts_last(const struct outbox_attempt *attempts, size_t n, struct arena *a)
{
        const struct outbox_attempt *last = n ? &attempts[n - 1] : NULL;

        if (!last)
                return "";
        return arena_printf(a, ", took %lld ms%s%s", (long long)last->latency / 1000,
                            last->answer && *last->answer ? ": " : "", last->answer ? last->answer : "");
}
