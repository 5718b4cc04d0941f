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
        /* of an address */
        bool listed;
        int64_t asked; /* when it was asked last */
        struct beat *newer, *older;
        UT_hash_handle hh;
};

/* Beats of addresses are forgotten when they keep nobody waiting any more: there may be very many. */
struct pace {
        struct beat *beats;
        struct beat *oldest, *newest;
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

static void drop(struct pace *p, struct beat *b)
{
        HASH_DEL(p->beats, b);
        clear_windows(b);
        free(b->name);
        free(b);
}

void pace_free(struct pace *p)
{
        if (!p)
                return;
        while (p->beats)
                drop(p, p->beats);
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

static void unlink_beat(struct pace *p, struct beat *b)
{
        *(b->older ? &b->older->newer : &p->oldest) = b->newer;
        *(b->newer ? &b->newer->older : &p->newest) = b->older;
}

static int64_t longest_span(const struct rates *r)
{
        int64_t most = 0;

        for (size_t i = 0; i < r->n; i++)
                most = r->all[i].span > most ? r->all[i].span : most;
        return most;
}

/* An address's, which is the newest now; a few that are over are forgotten on the way. */
static struct beat *beat_of_address(struct pace *p, const struct channel *c, const char *address, int64_t now)
{
        char name[NAME_ROOM];
        struct beat *b;

        for (int i = 0; i < 2 && (b = p->oldest) && b->asked + longest_span(&b->rates) < now; i++) {
                unlink_beat(p, b);
                drop(p, b);
        }
        snprintf(name, sizeof name, "%s:%s", c->name, address); /* no channel has such a name */
        b = get(p, name, &c->rates);
        if (b->listed)
                unlink_beat(p, b);
        b->listed = true;
        b->asked = now;
        b->older = p->newest;
        b->newer = NULL;
        *(p->newest ? &p->newest->newer : &p->oldest) = b;
        p->newest = b;
        return b;
}

/* Of what the channel has asked for, which holds for all addresses; a name that none of them has. */
static const char *rest_name(const struct channel *c, char out[static NAME_ROOM])
{
        snprintf(out, NAME_ROOM, "%s:", c->name);
        return out;
}

/* The beats that a channel's message has to keep to. Returns how many. */
static size_t beats_of(struct pace *p, const struct channel *c, const char *address, int64_t now,
                       struct beat *ret[static 3])
{
        char name[NAME_ROOM];
        size_t n = 0;

        if (address)
                ret[n] = find(p, rest_name(c, name));
        else
                ret[n] = c->rates.n > 0 ? get(p, c->name, &c->rates) : find(p, c->name);
        n += ret[n] != NULL;
        if (address && c->rates.n > 0)
                ret[n++] = beat_of_address(p, c, address, now);
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

int64_t pace_take(struct pace *p, const struct channel *c, const char *address, bool urgent, int64_t now)
{
        struct beat *beats[3];
        size_t n = beats_of(p, c, address, now, beats);
        int64_t most = 0;

        for (size_t i = 0; i < n; i++) {
                int64_t wait = wait_for(beats[i], urgent, now);

                most = wait > most ? wait : most;
        }
        for (size_t i = 0; i < n && most == 0; i++)
                count(beats[i], now);
        return most;
}

void pace_undo(struct pace *p, const struct channel *c, const char *address)
{
        struct beat *beats[3];
        size_t n = beats_of(p, c, address, p->newest ? p->newest->asked : 0, beats);

        for (size_t k = 0; k < n; k++)
                for (size_t i = 0; i < beats[k]->rates.n; i++) {
                        struct window *w = &beats[k]->windows[i];

                        w->next = (w->next + w->n - 1) % w->n;
                        w->left[w->next] = LONG_AGO;
                }
}

void pace_rest(struct pace *p, const struct channel *c, int64_t until)
{
        char name[NAME_ROOM];
        struct beat *own = get(p, c->name, &c->rates), *all = get(p, rest_name(c, name), &(struct rates){0});

        own->rest = own->rest < until ? until : own->rest;
        all->rest = all->rest < until ? until : all->rest;
}
