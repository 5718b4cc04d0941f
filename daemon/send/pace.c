#include "send/pace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/timestamp.h"

#define LONG_AGO  (-TIMESTAMP_DAY * 10000)
#define NAME_ROOM 480
#define KEPT      4 /* of so many one is kept for what is urgent */

/* When the last `n` messages left, the oldest at `next`. */
struct window {
        int64_t *left;
        unsigned n, next;
        int64_t span;
};

/* A channel, or an endpoint. */
struct beat {
        char *name;
        struct rates rates; /* that the windows are for */
        struct window windows[RATES_MOST];
        int64_t rest;      /* until then */
        unsigned promised; /* turns, to those that wait since the last one left */
        UT_hash_handle hh;
};

struct pace {
        struct beat *beats;
};

struct pace *pace_new(void)
{
        struct pace *p = calloc(1, sizeof *p);

        if (!p)
                abort();
        return p;
}

static void clear_windows(struct beat *b)
{
        for (size_t i = 0; i < b->rates.n; i++)
                free(b->windows[i].left);
        b->rates.n = 0;
}

void pace_free(struct pace *p)
{
        struct beat *b, *next;

        if (!p)
                return;
        HASH_ITER(hh, p->beats, b, next)
        {
                HASH_DEL(p->beats, b);
                clear_windows(b);
                free(b->name);
                free(b);
        }
        free(p);
}

static struct beat *find(const struct pace *p, const char *name)
{
        struct beat *b;

        HASH_FIND_STR(p->beats, name, b);
        return b;
}

static bool same_rates(const struct rates *a, const struct rates *b)
{
        for (size_t i = 0; a->n == b->n && i < a->n; i++)
                if (a->all[i].n != b->all[i].n || a->all[i].span != b->all[i].span)
                        return false;
        return a->n == b->n;
}

/* After a reload the rates may be others: they begin anew. */
static void set_rates(struct beat *b, const struct rates *rates)
{
        if (same_rates(&b->rates, rates))
                return;
        clear_windows(b);
        b->rates = *rates;
        for (size_t i = 0; i < rates->n; i++) {
                struct window *w = &b->windows[i];

                *w = (struct window){.n = rates->all[i].n, .span = rates->all[i].span};
                w->left = calloc(w->n, sizeof *w->left);
                if (!w->left)
                        abort();
                for (unsigned j = 0; j < w->n; j++)
                        w->left[j] = LONG_AGO;
        }
}

static struct beat *get(struct pace *p, const char *name, const struct rates *rates)
{
        struct beat *b = find(p, name);

        if (!b) {
                b = calloc(1, sizeof *b);
                if (!b || !(b->name = strdup(name)))
                        abort();
                b->rest = LONG_AGO;
                HASH_ADD_KEYPTR(hh, p->beats, b->name, strlen(b->name), b);
        }
        set_rates(b, rates);
        return b;
}

/* The endpoint's: a name that no channel can have, with its rates, for two channels may think otherwise of it. */
static const char *endpoint_name(const struct channel *c, char *out, size_t room)
{
        const struct rates *r = &c->endpoint_rates;
        size_t used;

        channel_endpoint(c, out, room);
        for (size_t i = 0; i < r->n; i++) {
                used = strlen(out);
                snprintf(out + used, room - used, " %u/%lld", r->all[i].n, (long long)r->all[i].span);
        }
        return out;
}

/* The beats that a channel's message has to keep to. Returns how many. */
static size_t beats_of(struct pace *p, const struct channel *c, struct beat *ret[static 2])
{
        char name[NAME_ROOM];
        size_t n = 0;

        ret[n] = c->rates.n > 0 ? get(p, c->name, &c->rates) : find(p, c->name);
        n += ret[n] != NULL;
        if (c->endpoint_rates.n > 0)
                ret[n++] = get(p, endpoint_name(c, name, sizeof name), &c->endpoint_rates);
        return n;
}

/* When `turns` more than the free ones of a window may leave. */
static int64_t free_at(const struct window *w, unsigned turns)
{
        return w->left[(w->next + turns) % w->n] + w->span * (1 + turns / w->n);
}

static int64_t turn_of(const struct beat *b, bool urgent, unsigned promised)
{
        int64_t at = b->rest;

        for (size_t i = 0; i < b->rates.n; i++) {
                const struct window *w = &b->windows[i];
                int64_t then = free_at(w, promised + (urgent ? 0 : w->n / KEPT));

                at = then > at ? then : at;
        }
        return at;
}

/* How long a message has to wait for one beat; it is promised a turn of its own. */
static int64_t wait_for(struct beat *b, bool urgent, int64_t now)
{
        int64_t wait = turn_of(b, urgent, 0) - now;

        if (wait <= 0 || urgent)
                return wait;
        return turn_of(b, urgent, b->promised++) - now;
}

static void count(struct beat *b, int64_t now)
{
        b->promised = 0;
        for (size_t i = 0; i < b->rates.n; i++) {
                struct window *w = &b->windows[i];

                w->left[w->next] = now;
                w->next = (w->next + 1) % w->n;
        }
}

int64_t pace_take(struct pace *p, const struct channel *c, bool urgent, int64_t now)
{
        struct beat *beats[2];
        size_t n = beats_of(p, c, beats);
        int64_t most = 0;

        for (size_t i = 0; i < n; i++) {
                int64_t wait = wait_for(beats[i], urgent, now);

                most = wait > most ? wait : most;
        }
        for (size_t i = 0; i < n && most == 0; i++)
                count(beats[i], now);
        return most;
}

void pace_undo(struct pace *p, const struct channel *c)
{
        struct beat *beats[2];
        size_t n = beats_of(p, c, beats);

        for (size_t k = 0; k < n; k++)
                for (size_t i = 0; i < beats[k]->rates.n; i++) {
                        struct window *w = &beats[k]->windows[i];

                        w->next = (w->next + w->n - 1) % w->n;
                        w->left[w->next] = LONG_AGO;
                }
}

void pace_rest(struct pace *p, const struct channel *c, int64_t until)
{
        struct beat *b = get(p, c->name, &c->rates);

        if (b->rest < until)
                b->rest = until;
}
