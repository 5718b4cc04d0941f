#include "send/mqtt_window.h"

#include <stdlib.h>

#include "base/timestamp.h"

void mqtt_window_init(struct mqtt_window *w, unsigned most)
{
        w->most = most;
        w->slots = calloc(most + 1, sizeof *w->slots);
        if (!w->slots)
                abort();
        for (unsigned i = 1; i < most; i++)
                w->slots[i].next = (uint16_t)(i + 1);
        w->free_slots = 1;
}

void mqtt_window_done(struct mqtt_window *w)
{
        free(w->slots);
}

struct mqtt_slot *mqtt_window_take(struct mqtt_window *w, const struct transport_job *job)
{
        struct mqtt_slot *s = &w->slots[w->free_slots];

        w->free_slots = s->next;
        w->used++;
        *s = (struct mqtt_slot){.job = job, .started = timestamp_now(), .began = timestamp_monotonic()};
        return s;
}

bool mqtt_window_sent(struct mqtt_window *w, struct mqtt_slot *s, int mid)
{
        bool good = mid != 0 && !w->slot_of[(uint16_t)mid];

        s->mid = mid ? (uint16_t)mid : UINT16_MAX;
        w->slot_of[s->mid] = (uint16_t)(s - w->slots);
        return good;
}

void mqtt_window_end(struct mqtt_window *w, struct mqtt_slot *s, enum transport_verdict verdict, int code,
                     const char *answer)
{
        if (s->mid)
                w->slot_of[s->mid] = 0;
        s->mid = 0;
        s->verdict = verdict;
        s->code = code;
        s->answer = answer;
        s->next = w->ended;
        w->ended = (uint16_t)(s - w->slots);
}

struct mqtt_slot *mqtt_window_find(struct mqtt_window *w, int mid)
{
        uint16_t slot = w->slot_of[(uint16_t)mid];

        return slot ? &w->slots[slot] : NULL;
}

void mqtt_window_end_all(struct mqtt_window *w, const char *why)
{
        for (unsigned i = 1; i <= w->most; i++)
                if (w->slots[i].mid)
                        mqtt_window_end(w, &w->slots[i], TRANSPORT_LATER, 0, why);
}

bool mqtt_window_waits_since(const struct mqtt_window *w, int64_t then)
{
        for (unsigned i = 1; i <= w->most; i++)
                if (w->slots[i].mid && w->slots[i].began < then)
                        return true;
        return false;
}

static void tell(struct transport *t, const struct mqtt_slot *s)
{
        t->done(s->job,
                &(struct transport_result){.verdict = s->verdict,
                                           .code = s->code,
                                           .retry_after = -1,
                                           .started = s->started,
                                           .latency = timestamp_monotonic() - s->began,
                                           .answer = s->answer},
                t->context);
}

bool mqtt_window_report(struct mqtt_window *w, struct transport *t)
{
        bool some = w->ended != 0;

        while (w->ended) {
                struct mqtt_slot *s = &w->slots[w->ended], copy = *s;

                w->ended = s->next;
                s->next = w->free_slots;
                w->free_slots = (uint16_t)(s - w->slots);
                w->used--;
                if (copy.job)
                        tell(t, &copy);
        }
        return some;
}
