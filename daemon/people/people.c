#include "people/people.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "people/people_load.h"

struct people *people_new(struct settings *settings, const struct gazetteer *g,
                          const struct subscriber *subscribers, size_t n)
{
        struct people *p = calloc(1, sizeof *p);

        if (!p)
                abort();
        p->context = (struct person_context){settings, g};
        p->file = (struct people_list){.people = subscribers, .n = n};
        p->file.index = match_index_new(subscribers, n, g);
        return p;
}

static void list_done(struct people_list *l)
{
        match_index_free(l->index);
        arena_free(l->arena);
        *l = (struct people_list){0};
}

void people_free(struct people *p)
{
        if (!p)
                return;
        list_done(&p->file);
        list_done(&p->beside);
        people_pack_done(&p->pack);
        buffer_done(&p->hits);
        free(p->channels);
        free(p);
}

void people_use_store(struct people *p, struct store *store)
{
        p->store = store;
}

size_t people_left_out(const struct people *p, const char **ret_why)
{
        *ret_why = p->pack.left_out_why.text;
        return p->pack.left_out;
}

size_t people_count(const struct people *p)
{
        return p->file.n + p->pack.n - p->pack.n_gone + p->beside.n;
}

size_t people_numbers(const struct people *p)
{
        return p->file.n + p->pack.n + p->beside.n;
}

size_t people_bytes(const struct people *p)
{
        return p->pack.index
                   ? p->pack.text.size + p->pack.n * sizeof *p->pack.at + match_index_bytes(p->pack.index)
                   : 0;
}

size_t people_bytes_of_names(const struct people *p)
{
        return p->pack.bytes_of_names;
}

/* --- who --- */

const struct subscriber *people_list_find(const struct people_list *l, const char *name)
{
        size_t low = 0, high = l->n;

        while (low < high) {
                size_t middle = low + (high - low) / 2;
                int order = strcmp(name, l->people[middle].name);

                if (order == 0)
                        return &l->people[middle];
                if (order < 0)
                        high = middle;
                else
                        low = middle + 1;
        }
        return NULL;
}

/* Makes a subscriber of a packed one: profile number, how many channels, name, channels. */
static const struct subscriber *unpack(struct people *p, uint32_t number)
{
        const char *at = p->pack.text.data + p->pack.at[number];
        uint32_t profile;
        size_t n;

        memcpy(&profile, at, sizeof profile);
        n = (unsigned char)at[sizeof profile];
        at += sizeof profile + 1;
        p->scratch = p->pack.profiles[profile];
        p->scratch.name = at;
        if (n > p->room_channels) {
                p->channels = realloc(p->channels, n * sizeof *p->channels);
                if (!p->channels)
                        abort();
                p->room_channels = n;
        }
        for (size_t i = 0; i < n; i++) {
                at += strlen(at) + 1;
                p->channels[i] = at;
        }
        p->scratch.channels = p->channels;
        p->scratch.n_channels = n;
        return &p->scratch;
}

const struct subscriber *people_get(struct people *p, uint32_t number)
{
        if (number < p->file.n)
                return &p->file.people[number];
        number -= (uint32_t)p->file.n;
        return number < p->pack.n ? unpack(p, number) : &p->beside.people[number - p->pack.n];
}

const struct subscriber *people_find(struct people *p, const char *name, uint32_t *ret_number)
{
        const struct subscriber *s = people_list_find(&p->file, name);
        uint32_t number;

        if (s) {
                *ret_number = (uint32_t)(s - p->file.people);
                return s;
        }
        s = people_list_find(&p->beside, name);
        if (s) {
                *ret_number = (uint32_t)(p->file.n + p->pack.n + (size_t)(s - p->beside.people));
                return s;
        }
        if (!people_pack_find(&p->pack, name, &number) || people_pack_is_gone(&p->pack, number))
                return NULL;
        *ret_number = (uint32_t)p->file.n + number;
        return unpack(p, number);
}

/* --- whom --- */

/* What one index has found. */
struct found {
        const struct match_hit *hits;
        size_t n, n_own;
        uint32_t first; /* added to its numbers */
        bool packed;
};

static struct found find(struct match_index *index, const struct concern_list *concerns, size_t first)
{
        struct found f = {.first = (uint32_t)first};

        if (index) {
                f.n = match_alert(index, concerns, &f.hits);
                f.n_own = match_own(index);
        }
        return f;
}

static void add_hits(struct people *p, const struct found *f, size_t from, size_t to)
{
        struct match_hit *out = (void *)buffer_reserve(&p->hits, (to - from) * sizeof *out + 1);
        size_t kept = 0;

        for (size_t i = from; i < to; i++) {
                if (f->packed && people_pack_is_gone(&p->pack, f->hits[i].subscriber))
                        continue;
                out[kept++] = (struct match_hit){f->hits[i].subscriber + f->first, f->hits[i].info};
        }
        p->hits.size += kept * sizeof *out;
}

static size_t count_hits(const struct people *p)
{
        return p->hits.size / sizeof(struct match_hit);
}

size_t people_match(struct people *p, const struct concern_list *concerns, const struct match_hit **ret)
{
        struct found found[3];
        size_t n;

        if (p->pack.n == 0 && p->beside.n == 0) {
                n = match_alert(p->file.index, concerns, ret);
                p->n_own = match_own(p->file.index);
                return n;
        }
        buffer_reset(&p->hits);
        found[0] = find(p->file.index, concerns, 0);
        found[1] = find(p->pack.index, concerns, p->file.n);
        found[1].packed = true;
        found[2] = find(p->beside.index, concerns, p->file.n + p->pack.n);
        for (size_t i = 0; i < 3; i++)
                add_hits(p, &found[i], 0, found[i].n_own);
        p->n_own = count_hits(p);
        for (size_t i = 0; i < 3; i++)
                add_hits(p, &found[i], found[i].n_own, found[i].n);
        *ret = (const void *)p->hits.data;
        return count_hits(p);
}

size_t people_own(const struct people *p)
{
        return p->n_own;
}

static struct route explain_stored(struct people *p, const struct concern_list *concerns, uint32_t number,
                                   struct arena *a)
{
        struct route none = {.subscriber = number, .decision = ROUTE_SKIP};
        const char *name = arena_strdup(a, unpack(p, number - (uint32_t)p->file.n)->name);
        struct subscriber whole;
        struct problem why = {""};
        int r = person_find(&p->context, p->store, name, a, &whole, &why);

        if (r == 0)
                return route_decide(&whole, number, concerns, p->context.gazetteer, a);
        none.reason = arena_strdup(a, why.text);
        return none;
}

struct route people_explain(struct people *p, const struct concern_list *concerns, uint32_t number,
                            struct arena *a)
{
        struct route route;

        if (number < p->file.n)
                return match_explain(p->file.index, concerns, number, a);
        if (number < p->file.n + p->pack.n)
                return explain_stored(p, concerns, number, a);
        route = match_explain(p->beside.index, concerns, number - (uint32_t)(p->file.n + p->pack.n), a);
        route.subscriber = number;
        return route;
}

/* --- changes --- */

static int by_name(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of those beside and of those that have changed, each once. */
static size_t names_beside(const struct people *p, const char **changed, size_t n_changed, struct arena *a,
                           const char ***ret)
{
        const char **names = arena_array(a, p->beside.n + n_changed, sizeof *names);
        size_t n = 0, distinct = 0;

        for (size_t i = 0; i < p->beside.n; i++)
                names[n++] = arena_strdup(a, p->beside.people[i].name);
        for (size_t i = 0; i < n_changed; i++)
                names[n++] = changed[i];
        qsort(names, n, sizeof *names, by_name);
        for (size_t i = 0; i < n; i++)
                if (distinct == 0 || strcmp(names[distinct - 1], names[i]) != 0)
                        names[distinct++] = names[i];
        *ret = names;
        return distinct;
}

/* Reads those names anew. One that is gone, or cannot be used any more, is nobody. */
static int read_beside(struct people *p, const char **names, size_t n)
{
        struct people_list list = {.arena = arena_new()};
        struct subscriber *people = arena_array(list.arena, n, sizeof *people);
        struct problem why = {""};
        int r = 0;

        for (size_t i = 0; i < n && r >= 0; i++) {
                if (people_list_find(&p->file, names[i]))
                        continue;
                r = person_find(&p->context, p->store, names[i], list.arena, &people[list.n], &why);
                if (r == 0)
                        list.n++;
                else if (r == -ENOENT || r == -EINVAL || r == -ENOTUNIQ || r == -ERANGE || r == -EBADMSG)
                        r = 0;
        }
        if (r < 0) {
                list_done(&list);
                return r;
        }
        list.people = people;
        list.index = match_index_new(people, list.n, p->context.gazetteer);
        list_done(&p->beside);
        p->beside = list;
        for (size_t i = 0; i < n; i++)
                people_pack_take_out(&p->pack, names[i]);
        return 0;
}

int people_update(struct people *p, size_t *ret_changed)
{
        struct arena *a = arena_new();
        const char **changed, **names;
        size_t n, n_names;
        int64_t last;
        int r = roster_last(p->store, &last);

        *ret_changed = 0;
        if (r == 0 && last != p->pack.last) {
                r = roster_changed(p->store, p->pack.last, PEOPLE_BESIDE, a, &changed, &n);
                n_names = r == 0 ? names_beside(p, changed, n, a, &names) : 0;
                if (n_names > PEOPLE_BESIDE)
                        r = -E2BIG;
                if (r == 0)
                        r = read_beside(p, names, n_names);
                if (r == 0) {
                        p->pack.last += (int64_t)n;
                        *ret_changed = n;
                }
        }
        arena_free(a);
        return r;
}
