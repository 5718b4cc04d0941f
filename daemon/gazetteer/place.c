#include "gazetteer/data.h"

#include <string.h>

#include "gazetteer/tree.h"

static const char *const level_words[] = {
    [LEVEL_WORLD] = "world",
    [LEVEL_COUNTRY] = "country",
    [LEVEL_REGION] = "region",
    [LEVEL_DISTRICT] = "district",
    [LEVEL_COMMUNITY] = "community",
    [LEVEL_SETTLEMENT] = "settlement",
    [LEVEL_CITY_DISTRICT] = "city-district",
};

uint32_t gazetteer_count(const struct gazetteer *g)
{
        return g->n_places;
}

bool gazetteer_same(const struct gazetteer *a, const struct gazetteer *b)
{
        return a->n_places == b->n_places && a->text_size == b->text_size &&
               memcmp(a->text, b->text, a->text_size) == 0 &&
               memcmp(a->places, b->places, a->n_places * sizeof *a->places) == 0;
}

uint32_t place_parent(const struct gazetteer *g, uint32_t place)
{
        return g->places[place].parent;
}

uint32_t place_last(const struct gazetteer *g, uint32_t place)
{
        return g->places[place].last;
}

enum place_level place_level(const struct gazetteer *g, uint32_t place)
{
        return (enum place_level)g->places[place].level;
}

bool place_is_called_as(const struct gazetteer *g, uint32_t place, uint32_t other)
{
        const struct place *a = &g->places[place], *b = &g->places[other];

        return a->slug_size == b->slug_size &&
               memcmp(g->text + a->slug, g->text + b->slug, a->slug_size) == 0;
}

bool place_is_city(const struct gazetteer *g, uint32_t place)
{
        static const char end[] = "-city";
        const struct place *p = &g->places[place];
        const size_t n = sizeof end - 1;

        return p->slug_size >= n && memcmp(g->text + p->slug + p->slug_size - n, end, n) == 0;
}

#define AFTER_LEAST 4 /* letters that they have in common */
#define AFTER_DROPS 1 /* letters that the town's name loses */

bool place_is_called_after(const struct gazetteer *g, uint32_t place, uint32_t other)
{
        const struct place *a = &g->places[place], *b = &g->places[other];
        size_t n = 0;

        while (n < a->slug_size && n < b->slug_size && g->text[a->slug + n] == g->text[b->slug + n])
                n++;
        return n >= AFTER_LEAST && n + AFTER_DROPS >= b->slug_size;
}

bool place_contains(const struct gazetteer *g, uint32_t outer, uint32_t inner)
{
        return outer <= inner && inner <= g->places[outer].last;
}

uint32_t place_ancestor(const struct gazetteer *g, uint32_t place, enum place_level level)
{
        while (place != PLACE_NONE && place_level(g, place) != level)
                place = place_parent(g, place);
        return place;
}

const char *place_level_word(enum place_level level)
{
        return level_words[level];
}

uint32_t place_population(const struct gazetteer *g, uint32_t place)
{
        return g->places[place].population;
}

bool place_point(const struct gazetteer *g, uint32_t place, struct area_point *ret)
{
        const struct place *p = &g->places[place];

        if (p->lat == PLACE_NO_POINT)
                return false;
        *ret = (struct area_point){p->lat / PLACE_SCALE, p->lon / PLACE_SCALE};
        return true;
}

const char *place_path(const struct gazetteer *g, uint32_t place, struct arena *a)
{
        size_t size = 0;
        char *path, *at;

        for (uint32_t p = place; p; p = place_parent(g, p))
                size += g->places[p].slug_size + 1u;
        if (!size)
                return arena_strdup(a, "");
        path = arena_alloc(a, size);
        at = path + size - 1;
        for (uint32_t p = place; p; p = place_parent(g, p)) {
                at -= g->places[p].slug_size;
                memcpy(at, g->text + g->places[p].slug, g->places[p].slug_size);
                if (at > path)
                        *--at = '/';
        }
        return path;
}

uint32_t place_by_path(const struct gazetteer *g, const char *path)
{
        struct span rest = {path, strlen(path)}, part;
        uint32_t place = 0;

        if (!rest.size || path[rest.size - 1] == '/' || path[0] == '/')
                return PLACE_NONE;
        while (rest.size) {
                const char *slash = memchr(rest.s, '/', rest.size);
                part = (struct span){rest.s, slash ? (size_t)(slash - rest.s) : rest.size};
                place = tree_child(g, place, part);
                if (place == PLACE_NONE)
                        return PLACE_NONE;
                rest.size -= part.size + (slash ? 1 : 0);
                rest.s += part.size + (slash ? 1 : 0);
        }
        return place;
}

const struct table *data_table(const struct gazetteer *g, uint32_t row)
{
        size_t low = 0, high = g->n_tables;

        while (high - low > 1) {
                size_t middle = (low + high) / 2;
                if (g->tables[middle].begin <= row)
                        low = middle;
                else
                        high = middle;
        }
        return &g->tables[low];
}

/* The first of its extras. */
static size_t extras_of(const struct gazetteer *g, uint32_t place)
{
        size_t low = 0, high = g->n_extras;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (g->extras[middle].place < place)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

bool data_next_row(const struct gazetteer *g, uint32_t place, size_t *state, uint32_t *ret_row)
{
        size_t i;

        if (*state == 0) {
                *ret_row = g->places[place].row;
                *state = 1;
                return place != 0;
        }
        if (!g->places[place].more)
                return false;
        i = extras_of(g, place) + *state - 1;
        if (i >= g->n_extras || g->extras[i].place != place)
                return false;
        *ret_row = g->extras[i].row;
        ++*state;
        return true;
}
