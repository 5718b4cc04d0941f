#include "gazetteer/cover.h"

#include <stdlib.h>

static void add_range(struct cover *c, uint32_t first, uint32_t last, struct arena *a)
{
        if (first == PLACE_NONE)
                return;
        c->ranges = arena_grow(a, c->ranges, c->n, &c->room, sizeof *c->ranges);
        c->ranges[c->n++] = (struct cover_range){first, last};
}

void cover_add(struct cover *c, const struct gazetteer *g, uint32_t place, struct arena *a)
{
        if (place != PLACE_NONE)
                add_range(c, place, place_last(g, place), a);
}

void cover_add_only(struct cover *c, uint32_t place, struct arena *a)
{
        add_range(c, place, place, a);
}

/* The wider one first where two begin alike. */
static int by_first(const void *a, const void *b)
{
        const struct cover_range *x = a, *y = b;

        if (x->first != y->first)
                return x->first < y->first ? -1 : 1;
        return (y->last > x->last) - (y->last < x->last);
}

/* Subtrees lie in one another or apart: what is not wholly in the last one kept begins after it. */
void cover_close(struct cover *c)
{
        size_t kept = 0;

        if (c->n)
                qsort(c->ranges, c->n, sizeof *c->ranges, by_first);
        for (size_t i = 0; i < c->n; i++)
                if (kept == 0 || c->ranges[i].first > c->ranges[kept - 1].last)
                        c->ranges[kept++] = c->ranges[i];
        c->n = kept;
}

bool cover_has(const struct cover *c, uint32_t place)
{
        size_t low = 0, high = c->n;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (c->ranges[middle].last < place)
                        low = middle + 1;
                else
                        high = middle;
        }
        return place != PLACE_NONE && low < c->n && c->ranges[low].first <= place;
}
