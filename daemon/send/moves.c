#include "send/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "send/format.h"

struct move {
        char *key; /* channel and old value */
        char to[64];
        UT_hash_handle hh;
};

static char *key_of(const char *channel, const char *value, struct arena *a)
{
        return arena_printf(a, "%s\n%s", channel, value ? value : "");
}

/* A value of the job's: its own address, or as its channel is configured. */
static const char *value_of(const struct transport_job *job, int key)
{
        bool own = job->address && key == format_address_key(job->channel->format);

        return own ? job->address : job->channel->values[key];
}

const char *moves_old(const struct transport_job *job)
{
        const struct format *f = job->channel->format;
        const char *value = value_of(job, format_key(f, f->moved_key));

        return value ? value : "";
}

static struct move *find(const struct moves *m, const char *key)
{
        struct move *move;

        HASH_FIND_STR(m->all, key, move);
        return move;
}

const char **moves_values(const struct moves *m, const struct transport_job *job, struct arena *a)
{
        const struct channel *c = job->channel;
        const struct format *f = c->format;
        const char **values = arena_array(a, f->n_keys, sizeof *values);

        for (size_t i = 0; i < f->n_keys; i++)
                values[i] = value_of(job, (int)i);
        if (f->moved && m->all) {
                int k = format_key(f, f->moved_key);
                const struct move *move = find(m, key_of(c->name, values[k], a));

                if (move)
                        values[k] = move->to;
        }
        return values;
}

void moves_put(struct moves *m, const char *channel, const char *old, const char *to)
{
        struct arena *a = arena_new();
        const char *key = key_of(channel, old, a);
        struct move *move = find(m, key);

        if (!move) {
                move = calloc(1, sizeof *move);
                if (!move || !(move->key = strdup(key)))
                        abort();
                HASH_ADD_KEYPTR(hh, m->all, move->key, strlen(move->key), move);
        }
        snprintf(move->to, sizeof move->to, "%s", to);
        arena_free(a);
}

void moves_done(struct moves *m)
{
        struct move *move, *next;

        HASH_ITER(hh, m->all, move, next)
        {
                HASH_DEL(m->all, move);
                free(move->key);
                free(move);
        }
}
