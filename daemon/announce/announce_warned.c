#include "announce/announce_telling.h"

#include <stdlib.h>
#include <string.h>

#include "send/recipient.h"

static int by_subscriber(const void *a, const void *b)
{
        const struct outbox_warned *x = a, *y = b;

        return strcmp(x->subscriber, y->subscriber);
}

static int by_receiver(const void *a, const void *b)
{
        const struct outbox_warned *x = a, *y = b;
        int by_name = by_subscriber(a, b);

        return by_name ? by_name : strcmp(x->channel, y->channel);
}

bool announce_warned_has(const struct telling *t, const char *subscriber)
{
        struct outbox_warned key = {.subscriber = subscriber};

        return t->n_warned && bsearch(&key, t->warned, t->n_warned, sizeof *t->warned, by_subscriber);
}

bool announce_warned_surely(const struct telling *t, const struct subscriber *s, int64_t until)
{
        size_t n = 0;

        for (size_t i = 0; i < s->n_channels; i++) {
                struct outbox_warned key = {.subscriber = s->name, .channel = s->channels[i]}, *w;
                w = t->n_receivers ? bsearch(&key, t->receivers, t->n_receivers, sizeof key, by_receiver)
                                   : NULL;
                n += w && w->certain && (w->until == 0 || w->until >= until);
        }
        return s->first ? n > 0 : n == s->n_channels;
}

const struct outbox_warned *announce_warned_at(const struct telling *t, const char *subscriber, size_t *ret_n)
{
        struct outbox_warned key = {.subscriber = subscriber}, *found;
        size_t first, n = 0;

        found =
            t->n_receivers ? bsearch(&key, t->receivers, t->n_receivers, sizeof key, by_subscriber) : NULL;
        first = found ? (size_t)(found - t->receivers) : 0;
        while (found && first > 0 && by_subscriber(&key, &t->receivers[first - 1]) == 0)
                first--;
        while (found && first + n < t->n_receivers && by_subscriber(&key, &t->receivers[first + n]) == 0)
                n++;
        *ret_n = n;
        return t->receivers + first;
}

bool announce_warned_by(const struct telling *t, const char *subscriber, const char *recipient)
{
        struct outbox_warned key = {.subscriber = subscriber, .channel = recipient};

        return t->n_receivers && bsearch(&key, t->receivers, t->n_receivers, sizeof key, by_receiver);
}

/* Keeps the receivers whose last word, over the incident and those that go on in it, was not that it is over; and one
 * of them for each subscriber. */
static void keep_warned(struct telling *t)
{
        size_t kept = 0;

        t->receivers = arena_array(t->n->arena, t->n_warned, sizeof *t->receivers);
        t->n_receivers = 0;
        for (size_t i = 0, next; i < t->n_warned; i = next) {
                struct outbox_warned w = t->warned[i];
                for (next = i + 1; next < t->n_warned && by_receiver(&w, &t->warned[next]) == 0; next++) {
                        const struct outbox_warned *other = &t->warned[next];
                        w.alerted = other->alerted > w.alerted ? other->alerted : w.alerted;
                        w.cleared = other->cleared > w.cleared ? other->cleared : w.cleared;
                        w.certain = false; /* they have words of several */
                }
                if (w.alerted <= w.cleared)
                        continue;
                t->receivers[t->n_receivers++] = w;
                if (kept == 0 || strcmp(t->warned[kept - 1].subscriber, w.subscriber) != 0)
                        t->warned[kept++] = w;
        }
        t->n_warned = kept;
}

int announce_missed_load(struct telling *t)
{
        return outbox_missed(t->n->store, t->id, t->n->now, t->n->arena, &t->missed, &t->n_missed);
}

int announce_warned_load(struct telling *t)
{
        size_t room = 0;
        int r = 0;

        for (size_t i = 0; i <= t->incident->n_merged && r == 0; i++) {
                struct outbox_warned *some;
                size_t n;
                r = outbox_warned(t->n->store, i == 0 ? t->id : t->incident->merged[i - 1], t->n->arena,
                                  &some, &n);
                for (size_t k = 0; k < n && r == 0; k++) {
                        t->warned = arena_grow(t->n->arena, t->warned, t->n_warned, &room, sizeof *t->warned);
                        t->warned[t->n_warned] = some[k];
                        t->warned[t->n_warned++].channel =
                            recipient_join(some[k].channel, some[k].address, t->n->arena);
                }
        }
        if (r == 0 && t->n_warned)
                qsort(t->warned, t->n_warned, sizeof *t->warned, by_receiver);
        keep_warned(t);
        return r;
}
