#include "announce/announce_telling.h"

#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

static uint32_t *numbers_of(const struct match_hit *hits, size_t n, struct arena *a)
{
        uint32_t *numbers = arena_array(a, n, sizeof *numbers);

        for (size_t i = 0; i < n; i++)
                numbers[i] = hits[i].subscriber;
        if (n)
                qsort(numbers, n, sizeof *numbers, by_number);
        return numbers;
}

static int by_place(const void *a, const void *b)
{
        const struct area_place *x = a, *y = b;

        return (x->number > y->number) - (x->number < y->number);
}

static bool was_there(const struct alert *before, const struct area_place *p)
{
        for (size_t i = 0; i < before->n_infos; i++) {
                const struct alert_info *info = &before->infos[i];
                const struct area_place *same =
                    info->n_places ? bsearch(p, info->places, info->n_places, sizeof *p, by_place) : NULL;
                if (same && same->role == p->role)
                        return true;
        }
        return false;
}

/* The blocks of the present content with those of their places only that are new. */
static struct alert *new_ground(const struct telling *t)
{
        const struct alert *now = t->incident->alert;
        struct alert *ground = arena_alloc(t->n->arena, sizeof *ground);

        *ground = *now;
        ground->n_infos = 0;
        ground->infos = arena_array(t->n->arena, now->n_infos, sizeof *ground->infos);
        for (size_t i = 0; i < now->n_infos; i++) {
                struct alert_info *info = &ground->infos[ground->n_infos];
                *info = now->infos[i];
                info->places = arena_array(t->n->arena, info->n_places, sizeof *info->places);
                info->n_places = 0;
                for (size_t k = 0; k < now->infos[i].n_places; k++)
                        if (!was_there(t->before->alert, &now->infos[i].places[k]))
                                info->places[info->n_places++] = now->infos[i].places[k];
                ground->n_infos += info->n_places > 0;
        }
        return ground;
}

static int by_subscriber(const void *a, const void *b)
{
        const struct match_hit *x = a, *y = b;

        return (x->subscriber > y->subscriber) - (x->subscriber < y->subscriber);
}

/* Of those who only wanted a heads-up the block's number is past all blocks. */
static void load_told(struct telling *t)
{
        const struct match_hit *hits;
        size_t n = people_match(t->n->setup->people, t->was, &hits), own = people_own(t->n->setup->people);

        t->told = arena_array(t->n->arena, n, sizeof *hits);
        t->n_told = n;
        if (n == 0)
                return;
        memcpy(t->told, hits, n * sizeof *hits);
        for (size_t i = own; i < n; i++)
                t->told[i].info += (uint32_t)t->before->alert->n_infos;
        qsort(t->told, n, sizeof *t->told, by_subscriber);
}

void announce_near_load(struct telling *t)
{
        const struct setup *setup = t->n->setup;
        struct arena *a = t->n->arena;
        const struct match_hit *hits;

        if (!t->before || t->n_warned == 0)
                return;
        t->was = concern_list(t->before->alert, setup->gazetteer, a);
        load_told(t);
        if (!(t->changes & (CHANGE_BIT(CHANGE_WIDER) | CHANGE_BIT(CHANGE_NEARER))))
                return;
        t->n_reached = people_match(setup->people, concern_list(new_ground(t), setup->gazetteer, a), &hits);
        t->reached = numbers_of(hits, t->n_reached, a);
}

bool announce_near_reached(const struct telling *t, uint32_t number)
{
        return t->n_reached && bsearch(&number, t->reached, t->n_reached, sizeof number, by_number);
}

const struct alert_info *announce_near_told(const struct telling *t, uint32_t number, bool *ret_nearby)
{
        struct match_hit key = {.subscriber = number}, *was;
        const struct alert *before = t->before ? t->before->alert : NULL;
        uint32_t block;

        was = t->n_told ? bsearch(&key, t->told, t->n_told, sizeof key, by_subscriber) : NULL;
        if (!was)
                return NULL;
        *ret_nearby = was->info >= before->n_infos;
        block = was->info - (*ret_nearby ? (uint32_t)before->n_infos : 0);
        return &before->infos[block];
}
