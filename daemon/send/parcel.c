#include "send/parcel.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "send/recipient.h"
#include "send/retry.h"
#include "store/sent.h"

/* Strings are laid one behind another; they are addressed once all are there, for the buffer moves. */
static size_t lay(struct buffer *b, const char *s, size_t size)
{
        size_t at = b->size;

        buffer_add(b, s, size);
        buffer_add_char(b, '\0');
        return at;
}

/* Three at once: printf() would take longer than all else that a parcel needs. */
static void add_all(struct buffer *b, const char *first, const char *second, const char *third)
{
        buffer_add_string(b, first);
        buffer_add_string(b, second);
        buffer_add_string(b, third);
}

static size_t lay_body(struct buffer *b, const struct delivery *d, const char *id, size_t *ret_size)
{
        size_t at = b->size;
        bool object = d->body_size >= 2 && d->body[0] == '{';

        if (object) {
                add_all(b, "{\"id\":\"", id, "\"");
                if (d->address) /* has nothing that JSON would escape: recipient_check() */
                        add_all(b, ",\"address\":\"", d->address, "\"");
                buffer_add_string(b, d->body[1] == '}' ? "" : ",");
                buffer_add(b, d->body + 1, d->body_size - 1);
        } else if (d->body_size > 0) {
                buffer_add(b, d->body, d->body_size);
        }
        *ret_size = b->size - at;
        buffer_add_char(b, '\0');
        return at;
}

static size_t lay_topic(struct buffer *b, const struct delivery *d, const struct channel *c,
                        const char *prefix)
{
        size_t at = b->size;

        if (d->target || c->topic)
                add_all(b, prefix, "/", d->target ? d->target : c->topic);
        else
                add_all(b, prefix, "/to/", d->subscriber ? d->subscriber : "");
        buffer_add_char(b, '\0');
        return at;
}

/* The channel's name alone does for most. */
static size_t lay_recipient(struct buffer *b, const struct delivery *d, size_t at_channel)
{
        size_t at = b->size;

        if (!d->address)
                return at_channel;
        add_all(b, d->channel, ":", d->address);
        buffer_add_char(b, '\0');
        return at;
}

static size_t lay_line(struct buffer *b, const struct delivery *d)
{
        size_t at = b->size;

        if (d->subscriber) {
                buffer_printf(b, "s%lld\n", (long long)d->incident);
                add_all(b, d->subscriber, "\n", d->channel);
        } else {
                add_all(b, "t", d->target ? d->target : d->channel, "");
        }
        buffer_add_char(b, '\0');
        return at;
}

struct parcel *parcel_new(const struct delivery *d, const char *id, const struct channel *channel,
                          const char *prefix)
{
        bool mqtt = channel && channel->transport == TRANSPORT_MQTT;
        struct buffer b = {0};
        size_t at_id, at_body, at_line, at_channel, at_topic = 0, at_subscriber, at_target, at_recipient,
                                                    size;
        struct parcel *p;

        at_id = lay(&b, id, strlen(id));
        at_body = lay_body(&b, d, id, &size);
        at_line = lay_line(&b, d);
        at_channel = lay(&b, d->channel, strlen(d->channel));
        at_recipient = lay_recipient(&b, d, at_channel);
        at_subscriber =
            lay(&b, d->subscriber ? d->subscriber : "", d->subscriber ? strlen(d->subscriber) : 0);
        at_target = lay(&b, d->target ? d->target : "", d->target ? strlen(d->target) : 0);
        if (mqtt)
                at_topic = lay_topic(&b, d, channel, prefix);
        p = malloc(sizeof *p + b.size);
        if (!p)
                abort();
        *p = (struct parcel){.item = {.priority = d->priority, .order = d->id},
                             .claimed = timestamp_monotonic(),
                             .incident = d->incident,
                             .created = d->created,
                             .revision = d->revision,
                             .attempts = d->attempts,
                             .in_turn = d->turn > 0};
        memcpy(p->text, b.data, b.size);
        buffer_done(&b);
        p->line = p->text + at_line;
        p->channel = p->text + at_channel;
        p->recipient = p->text + at_recipient;
        p->subscriber = d->subscriber ? p->text + at_subscriber : NULL;
        p->target = d->target ? p->text + at_target : NULL;
        p->job = (struct transport_job){.delivery = d->id,
                                        .id = p->text + at_id,
                                        .channel = channel,
                                        .address = d->address ? recipient_address(p->recipient) : NULL,
                                        .topic = mqtt ? p->text + at_topic : NULL,
                                        .retain = d->retain,
                                        .brief = d->subscriber && d->type && strcmp(d->type, "brief") == 0,
                                        .body = p->text + at_body,
                                        .body_size = size,
                                        .expires = d->expires,
                                        .user = p};
        return p;
}

void parcel_free(struct parcel *p)
{
        if (!p)
                return;
        free(p->answer);
        free(p->reference);
        free(p->old);
        free(p);
}

static char *copy(const char *s)
{
        char *c = strdup(s);

        if (!c)
                abort();
        return c;
}

int parcel_recall(struct parcel *p, struct store *s)
{
        const char *found = NULL;
        struct arena *a;
        int r = 0;

        if (!p->subscriber || !channel_edits(p->job.channel))
                return 0;
        a = arena_new();
        if (p->job.brief)
                found = p->target;
        else
                r = sent_find(s, p->incident, p->subscriber, p->recipient, a, &found);
        free(p->old);
        p->old = r >= 0 && found ? copy(found) : NULL;
        p->job.reference = p->old;
        arena_free(a);
        return r;
}

static void keep_answer(struct parcel *p, const char *answer)
{
        free(p->answer);
        p->answer = answer && *answer ? strdup(answer) : NULL;
        p->attempt.answer = p->answer;
}

void parcel_result(struct parcel *p, const struct transport_result *result, int64_t now, double chance)
{
        char gave_up[512];

        p->attempt = (struct outbox_attempt){.at = result->started,
                                             .latency = result->latency,
                                             .code = result->code,
                                             .n = p->attempts + 1,
                                             .in_turn = p->in_turn};
        keep_answer(p, result->answer);
        free(p->reference);
        p->reference =
            result->verdict == TRANSPORT_DELIVERED && result->reference ? copy(result->reference) : NULL;
        p->follows = p->reference && result->old_stands && p->old && channel_makes_brief(p->job.channel);
        if (result->verdict != TRANSPORT_LATER) {
                p->end = result->verdict == TRANSPORT_DELIVERED ? PARCEL_DELIVERED : PARCEL_FAILED;
                return;
        }
        p->end = PARCEL_DEFERRED;
        p->due = retry_next(p->attempts + 1, p->item.priority, p->created, p->job.expires,
                            result->retry_after, now, chance);
        /* no try is left before it expires: the claim then marks it so, for nothing is wrong with it */
        if (p->due == TIMESTAMP_NONE && p->job.expires != TIMESTAMP_NONE)
                p->due = p->job.expires;
        if (p->due != TIMESTAMP_NONE)
                return;
        p->end = PARCEL_FAILED;
        snprintf(gave_up, sizeof gave_up, "gave up after %u tries: %s", p->attempts + 1,
                 p->answer ? p->answer : "");
        keep_answer(p, gave_up);
}

void parcel_fail(struct parcel *p, int64_t now, const char *format, ...)
{
        char reason[512];
        va_list ap;

        va_start(ap, format);
        vsnprintf(reason, sizeof reason, format, ap);
        va_end(ap);
        p->end = PARCEL_FAILED;
        p->attempt = (struct outbox_attempt){.at = now};
        keep_answer(p, reason);
}

void parcel_release(struct parcel *p, int64_t due)
{
        p->end = PARCEL_RELEASED;
        p->due = due;
}

static int write_delivered(const struct parcel *p, struct store *s)
{
        int64_t id = p->job.delivery;
        int r = outbox_complete(s, id, &p->attempt);

        if (r >= 0 && p->reference)
                r = sent_put(s, p->incident, p->subscriber, p->recipient, p->reference);
        if (r >= 0 && p->follows)
                r = sent_follow(s, id, p->old, p->attempt.at + p->attempt.latency);
        return r;
}

int parcel_write(const struct parcel *p, struct store *s)
{
        int64_t id = p->job.delivery;

        switch (p->end) {
        case PARCEL_DELIVERED:
                return write_delivered(p, s);
        case PARCEL_DEFERRED:
                return outbox_defer(s, id, &p->attempt, p->due);
        case PARCEL_FAILED:
                return outbox_fail(s, id, &p->attempt);
        case PARCEL_RELEASED:
                return outbox_release(s, id, p->due);
        }
        return 0;
}
