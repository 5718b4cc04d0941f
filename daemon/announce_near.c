#include "announce_telling.h"

#include <stdlib.h>

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

static bool is_among(uint32_t number, const uint32_t *numbers, size_t n)
{
        return n && bsearch(&number, numbers, n, sizeof *numbers, by_number);
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

void announce_near_load(struct telling *t)
{
        const struct setup *setup = t->n->setup;
        struct arena *a = t->n->arena;
        const struct match_hit *hits;
        size_t n, n_own;

        if (!t->before || !(t->changes & (CHANGE_BIT(CHANGE_WIDER) | CHANGE_BIT(CHANGE_NEARER))))
                return;
        t->was = concern_list(t->before->alert, setup->gazetteer, a);
        n = people_match(setup->people, t->was, &hits);
        n_own = people_own(setup->people);
        t->near = numbers_of(hits + n_own, n - n_own, a);
        t->n_near = n - n_own;
        t->n_reached = people_match(setup->people, concern_list(new_ground(t), setup->gazetteer, a), &hits);
        t->reached = numbers_of(hits, t->n_reached, a);
}

bool announce_near_reached(const struct telling *t, uint32_t number)
{
        return is_among(number, t->reached, t->n_reached);
}

bool announce_near_was_nearby(const struct telling *t, uint32_t number)
{
        return is_among(number, t->near, t->n_near);
}
