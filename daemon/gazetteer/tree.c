#include "gazetteer/tree.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLACES_MOST 2000000u

/* What tree_add goes through the rows with. */
struct reader {
        struct gazetteer *g;
        const struct table *table;
        unsigned line;
        uint32_t base;    /* what "./" stands for, or PLACE_NONE */
        struct span path; /* of this row */
        char *kept;       /* where what is kept of the rows before it ends */
        struct problem *why;
};

static uint32_t slot_hash(uint32_t parent, struct span slug)
{
        return index_hash(slug.s, slug.size, parent + 1);
}

uint32_t tree_child(const struct gazetteer *g, uint32_t parent, struct span slug)
{
        uint32_t mask = g->n_slots - 1, at = slot_hash(parent, slug) & mask;

        for (; g->slots[at]; at = (at + 1) & mask) {
                const struct place *p = &g->places[g->slots[at]];
                if (p->parent == parent && p->slug_size == slug.size &&
                    memcmp(g->text + p->slug, slug.s, slug.size) == 0)
                        return g->slots[at];
        }
        return PLACE_NONE;
}

static void put_slot(struct gazetteer *g, uint32_t place)
{
        const struct place *p = &g->places[place];
        struct span slug = {g->text + p->slug, p->slug_size};
        uint32_t mask = g->n_slots - 1, at = slot_hash(p->parent, slug) & mask;

        while (g->slots[at])
                at = (at + 1) & mask;
        g->slots[at] = place;
}

/* Seven of eight slots are taken, at most. */
static bool is_full(const struct gazetteer *g)
{
        return g->n_places > g->n_slots / 8 * 7;
}

static void fill_slots(struct gazetteer *g)
{
        g->n_slots = g->n_slots ? g->n_slots : 1024;
        while (is_full(g))
                g->n_slots *= 2;
        free(g->slots);
        g->slots = calloc(g->n_slots, sizeof *g->slots);
        if (!g->slots)
                abort();
        for (uint32_t p = 1; p < g->n_places; p++)
                put_slot(g, p);
}

static uint32_t add_place(struct gazetteer *g, const struct place *p)
{
        if (g->n_places == g->places_room) {
                g->places_room = g->places_room ? 2 * g->places_room : 16384;
                g->places = reallocarray(g->places, g->places_room, sizeof *g->places);
                if (!g->places)
                        abort();
        }
        g->places[g->n_places] = *p;
        return g->n_places++;
}

void tree_init(struct gazetteer *g)
{
        add_place(g, &(struct place){.parent = PLACE_NONE, .lat = PLACE_NO_POINT, .lon = PLACE_NO_POINT});
        fill_slots(g);
}

static int problem_row(const struct reader *r, const char *what, struct span s)
{
        return problem_set(r->why, -EINVAL, "%s:%u: %s%.*s", r->table->file, r->line, what,
                           (int)(s.size < 60 ? s.size : 60), s.s ? s.s : "");
}

static bool slug_valid(struct span s)
{
        if (!s.size || s.size > 100)
                return false;
        for (size_t i = 0; i < s.size; i++)
                if (!islower((unsigned char)s.s[i]) && !isdigit((unsigned char)s.s[i]) && s.s[i] != '-')
                        return false;
        return true;
}

/* Walks down the path to the parent of what it names; `*ret_slug` is its last part. */
static int find_parent(const struct reader *r, struct span path, uint32_t *ret_parent, struct span *ret_slug)
{
        uint32_t parent = 0;
        struct span rest = path;
        bool relative = path.size > 2 && path.s[0] == '.' && path.s[1] == '/';

        if (relative) {
                if (r->base == PLACE_NONE)
                        return problem_row(r, "no path before this one that ./ could continue: ", path);
                parent = r->base;
                rest = (struct span){path.s + 2, path.size - 2};
        }
        for (;;) {
                const char *slash = memchr(rest.s, '/', rest.size);
                struct span part = {rest.s, slash ? (size_t)(slash - rest.s) : rest.size};

                if (!slug_valid(part))
                        return problem_row(r,
                                           "a path has parts of a-z, 0-9 and hyphens with / between: ", path);
                if (!slash) {
                        *ret_parent = parent;
                        *ret_slug = part;
                        return 0;
                }
                parent = tree_child(r->g, parent, part);
                if (parent == PLACE_NONE)
                        return problem_row(r, "it lies in a place that no row before it names: ", path);
                rest = (struct span){slash + 1, rest.size - part.size - 1};
        }
}

/* A number in decimal notation; false where anything else is there. */
static bool read_number(struct span s, double least, double most, double *ret)
{
        char text[32], *end;

        if (!s.size || s.size >= sizeof text || strspn(s.s, "+-.0123456789") < s.size)
                return false;
        memcpy(text, s.s, s.size);
        text[s.size] = 0;
        *ret = strtod(text, &end);
        return *end == 0 && *ret >= least && *ret <= most;
}

static int read_point(const struct reader *r, struct span s, struct place *p)
{
        struct span rest = s, lat, lon;
        double y, x;

        if (!s.size)
                return 0;
        if (!span_part(&rest, ',', &lat) || !span_part(&rest, ',', &lon) || rest.size ||
            !read_number(lat, -90, 90, &y) || !read_number(lon, -180, 180, &x))
                return problem_row(r, "a point is written latitude,longitude in degrees: ", s);
        p->lat = (int32_t)lround(y * PLACE_SCALE);
        p->lon = (int32_t)lround(x * PLACE_SCALE);
        return 0;
}

static int read_population(const struct reader *r, struct span s, struct place *p)
{
        double n;

        if (!s.size)
                return 0;
        if (!read_number(s, 0, 4e9, &n))
                return problem_row(r, "population must be a number: ", s);
        p->population = (uint32_t)n;
        return 0;
}

/* Countries and regions go by where they stand; what lies below is a settlement unless its row says
 * otherwise. */
static enum place_level usual_level(enum place_level parent)
{
        switch (parent) {
        case LEVEL_WORLD:
                return LEVEL_COUNTRY;
        case LEVEL_COUNTRY:
                return LEVEL_REGION;
        case LEVEL_SETTLEMENT:
                return LEVEL_CITY_DISTRICT;
        default:
                return LEVEL_SETTLEMENT;
        }
}

static int read_level(const struct reader *r, struct span s, enum place_level parent, struct place *p)
{
        int level = s.size ? LEVEL_COUNTRY : (int)usual_level(parent);

        while (s.size && level <= LEVEL_CITY_DISTRICT &&
               !span_is(s, place_level_word((enum place_level)level)))
                level++;
        if (level > LEVEL_CITY_DISTRICT)
                return problem_row(r, "no such level: ", s);
        if (level <= (int)parent)
                return problem_row(r, "the place that it lies in is not of a higher level: ", r->path);
        p->level = (uint8_t)level;
        return 0;
}

/* Coordinates, population and the level, which a later row may repeat but not change. */
static int read_facts(const struct reader *r, const struct span *fields, bool fresh, struct place *p)
{
        struct span level = table_field(r->table, fields, COLUMN_LEVEL);
        int e;

        if (!fresh && level.size && !span_is(level, place_level_word((enum place_level)p->level)))
                return problem_row(r, "an earlier row gives it another level than ", level);

        e = read_point(r, table_field(r->table, fields, COLUMN_POINT), p);
        if (e == 0)
                e = read_population(r, table_field(r->table, fields, COLUMN_POPULATION), p);
        if (e == 0 && fresh)
                e = read_level(r, level, (enum place_level)r->g->places[p->parent].level, p);
        return e;
}

static void add_extra(struct gazetteer *g, uint32_t place, uint32_t row)
{
        if (g->n_extras == g->extras_room) {
                g->extras_room = g->extras_room ? 2 * g->extras_room : 64;
                g->extras = reallocarray(g->extras, g->extras_room, sizeof *g->extras);
                if (!g->extras)
                        abort();
        }
        g->extras[g->n_extras++] = (struct extra){place, row};
        g->places[place].more = true;
}

/* Keeps of a row what a place does not hold itself; returns where it stands. What the row said is gone with it. */
static uint32_t keep_row(struct reader *r, const struct span *fields)
{
        const unsigned held = 1u << COLUMN_POINT | 1u << COLUMN_POPULATION | 1u << COLUMN_LEVEL;
        uint32_t row = (uint32_t)(r->kept - r->g->text);

        r->kept = table_keep(r->table, fields, held, r->kept);
        return row;
}

static int add_new(struct reader *r, uint32_t parent, struct span slug, const struct span *fields,
                   uint32_t *ret)
{
        struct place p = {
            .parent = parent, .slug_size = (uint8_t)slug.size, .lat = PLACE_NO_POINT, .lon = PLACE_NO_POINT};
        uint32_t at; /* of the slug in its row, which begins with the path */
        int e;

        if (r->g->n_places >= PLACES_MOST)
                return problem_row(r, "too many places", (struct span){NULL, 0});
        e = read_facts(r, fields, true, &p);
        if (e < 0)
                return e;
        at = (uint32_t)(slug.s - r->path.s);
        p.row = keep_row(r, fields);
        p.slug = p.row + at;
        *ret = add_place(r->g, &p);
        if (is_full(r->g))
                fill_slots(r->g);
        else
                put_slot(r->g, *ret);
        return 0;
}

static int add_row(struct reader *r, uint32_t row)
{
        struct span fields[TABLE_FIELDS], path, slug = {NULL, 0};
        uint32_t parent = 0, place;
        bool only_path, relative;
        int e;

        if (table_split(r->table, row, fields) > r->table->n_columns)
                return problem_row(r, "more fields than the first line has columns", (struct span){NULL, 0});
        path = r->path = fields[0];
        only_path = path.s[path.size] != '\t';
        relative = path.s[0] == '.';
        e = find_parent(r, path, &parent, &slug);
        if (e < 0)
                return e;
        place = tree_child(r->g, parent, slug);
        if (place == PLACE_NONE) {
                e = add_new(r, parent, slug, fields, &place);
        } else {
                e = read_facts(r, fields, false, &r->g->places[place]);
                /* A row that is only a path says nothing new: it is there for ./ to continue. */
                if (e == 0 && !only_path)
                        add_extra(r->g, place, keep_row(r, fields));
        }
        if (e == 0 && !relative)
                r->base = place;
        return e;
}

int tree_add(struct gazetteer *g, struct table *t, struct problem *why)
{
        struct reader r = {.g = g,
                           .table = t,
                           .line = t->first_line,
                           .base = PLACE_NONE,
                           .kept = g->text + t->begin,
                           .why = why};
        uint32_t at = t->begin, row;
        int e;

        while (table_next(t, &at, &r.line, &row)) {
                e = add_row(&r, row);
                if (e < 0)
                        return e;
        }
        t->end = (uint32_t)(r.kept - g->text);
        return 0;
}

/* In the order of creation parents come before their children, so one pass up counts descendants, and one
 * pass down hands out numbers. */
static uint32_t *number_all(const struct gazetteer *g)
{
        uint32_t n = g->n_places;
        uint32_t *size = calloc(n, sizeof *size), *next = calloc(n, sizeof *next);
        uint32_t *number = calloc(n, sizeof *number);

        if (!size || !next || !number)
                abort();
        for (uint32_t p = n; p-- > 0;) {
                size[p]++;
                if (p)
                        size[g->places[p].parent] += size[p];
        }
        next[0] = 1;
        for (uint32_t p = 1; p < n; p++) {
                uint32_t parent = g->places[p].parent;
                number[p] = next[parent];
                next[parent] += size[p];
                next[p] = number[p] + 1;
        }
        for (uint32_t p = 0; p < n; p++)
                g->places[p].last = number[p] + size[p] - 1;
        free(size);
        free(next);
        return number;
}

static int extra_order(const void *x, const void *y)
{
        const struct extra *a = x, *b = y;

        if (a->place != b->place)
                return a->place < b->place ? -1 : 1;
        return a->row < b->row ? -1 : a->row > b->row;
}

void tree_number(struct gazetteer *g)
{
        uint32_t *number = number_all(g);
        struct place *places = calloc(g->n_places, sizeof *places);

        if (!places)
                abort();
        for (uint32_t p = 0; p < g->n_places; p++) {
                places[number[p]] = g->places[p];
                if (p)
                        places[number[p]].parent = number[g->places[p].parent];
        }
        for (size_t i = 0; i < g->n_extras; i++)
                g->extras[i].place = number[g->extras[i].place];
        if (g->n_extras)
                qsort(g->extras, g->n_extras, sizeof *g->extras, extra_order);
        free(g->places);
        free(number);
        g->places = places;
        g->places_room = g->n_places;
        fill_slots(g);
}
