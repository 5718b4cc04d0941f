#include "store/hand.h"

#include "base/timestamp.h"
#include "store/database.h"

#define WANTED_MOST 2048 /* in one transaction: what is beyond is claimed */

void hand_to(struct store *s, const struct hand_taker *taker)
{
        s->hand.taker = taker ? *taker : (struct hand_taker){0};
}

void hand_message(struct store *s, int64_t message, const char *body, size_t size)
{
        struct hand *h = &s->hand;

        if (!h->taker.wants || h->n >= WANTED_MOST)
                return;
        if (!h->arena)
                h->arena = arena_new();
        h->bodies = arena_grow(h->arena, h->bodies, h->n_bodies, &h->room_bodies, sizeof *h->bodies);
        h->bodies[h->n_bodies++] = (struct hand_body){message, arena_strndup(h->arena, body, size), size};
}

/* Nearly always it is the last one. */
static const struct hand_body *find_body(const struct hand *h, int64_t message)
{
        for (size_t i = h->n_bodies; i > 0; i--)
                if (h->bodies[i - 1].message == message)
                        return &h->bodies[i - 1];
        return NULL;
}

static void note_due(struct hand *h, int64_t due)
{
        if (h->due == TIMESTAMP_NONE || due < h->due)
                h->due = due;
}

bool hand_wants(struct store *s, const struct delivery *d, int64_t message)
{
        struct hand *h = &s->hand;

        if (!h->taker.wants)
                return false;
        if (h->n < WANTED_MOST && d->due <= d->created && find_body(h, message) &&
            h->taker.wants(d, h->taker.context))
                return true;
        note_due(h, d->due);
        return false;
}

void hand_add(struct store *s, const struct delivery *d, int64_t id, int64_t message)
{
        struct hand *h = &s->hand;
        const struct hand_body *body = find_body(h, message);
        struct delivery *row;

        h->rows = arena_grow(h->arena, h->rows, h->n, &h->room, sizeof *h->rows);
        row = &h->rows[h->n++];
        *row = *d;
        row->id = id;
        row->type = arena_strdup(h->arena, d->type);
        row->subscriber = arena_strdup(h->arena, d->subscriber);
        row->channel = arena_strdup(h->arena, d->channel);
        row->address = arena_strdup(h->arena, d->address);
        row->target = arena_strdup(h->arena, d->target);
        row->reason = NULL;
        row->body = body->text;
        row->body_size = body->size;
}

int64_t hand_first(const struct store *s)
{
        return s->hand.n ? s->hand.rows[0].id : INT64_MAX;
}

void hand_ended(struct store *s, bool committed)
{
        struct hand was = s->hand;

        if (!was.arena && was.due == TIMESTAMP_NONE)
                return;
        s->hand = (struct hand){.taker = was.taker, .due = TIMESTAMP_NONE};
        if (was.taker.ended)
                was.taker.ended(was.rows, was.n, committed, was.due, was.taker.context);
        arena_free(was.arena);
}
