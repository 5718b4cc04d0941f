#include "send/reply.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"

#define WAIT_MOST TIMESTAMP_DAY

enum transport_verdict reply_verdict(int code)
{
        if (code >= 200 && code < 300)
                return TRANSPORT_DELIVERED;
        if (code == 408 || code == 425 || code == 429 || code >= 500)
                return TRANSPORT_LATER;
        return TRANSPORT_NEVER;
}

static enum transport_verdict verdict_of(const struct format *f, int code, const char *body, size_t size)
{
        for (size_t i = 0; i < f->n_answers; i++) {
                const struct format_answer *a = &f->answers[i];
                if (a->code == code && (!a->text || memmem(body, size, a->text, strlen(a->text))))
                        return a->means == FORMAT_DONE    ? TRANSPORT_DELIVERED
                               : a->means == FORMAT_LATER ? TRANSPORT_LATER
                                                          : TRANSPORT_NEVER;
        }
        return reply_verdict(code);
}

static int64_t wait_of(const struct format *f, json_t *json)
{
        json_t *value = f->wait ? format_point(json, f->wait) : NULL;
        double wait = json_number_value(value) * (double)f->wait_unit;

        if (!(wait > 0))
                return -1;
        return wait < (double)WAIT_MOST ? (int64_t)wait : WAIT_MOST;
}

/* Numbers and texts both occur; never more than an identifier. */
static void read_identifier(const json_t *value, char *out, size_t room)
{
        if (json_is_integer(value))
                snprintf(out, room, "%lld", (long long)json_integer_value(value));
        else if (json_is_string(value) && json_string_length(value) < room)
                snprintf(out, room, "%s", json_string_value(value));
}

void reply_read(const struct format *f, int code, const char *body, size_t size, struct reply *ret)
{
        struct reply r = {.verdict = verdict_of(f, code, body, size), .retry_after = -1};
        bool delivered = r.verdict == TRANSPORT_DELIVERED;
        json_t *json = (delivered ? f->edits
                        : f->wait ? f->wait
                                  : f->moved)
                           ? json_loadb(body, size, 0, NULL)
                           : NULL;

        if (json && delivered)
                read_identifier(format_point(json, f->edits), r.reference, sizeof r.reference);
        else if (json && f->moved)
                read_identifier(format_point(json, f->moved), r.moved, sizeof r.moved);
        if (*r.moved)
                r.verdict = TRANSPORT_LATER;
        if (json && r.verdict == TRANSPORT_LATER)
                r.retry_after = wait_of(f, json);
        json_decref(json);
        *ret = r;
}
