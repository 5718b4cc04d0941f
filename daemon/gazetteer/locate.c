#include "gazetteer/locate.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gazetteer/code.h"
#include "gazetteer/find.h"
#include "gazetteer/shape.h"

#define NAMES_MOST    2000 /* names that are looked up for one alert */
#define MENTIONS_MOST 200  /* for one info block */
#define PIECES_MOST   500  /* of one areaDesc */

/* One alert being located. */
struct locator {
        const struct gazetteer *g;
        uint32_t home;
        struct arena *a;
        struct shape_set *shapes;
        unsigned names; /* that were looked up */
        bool clears;    /* an all-clear ends only what it names */
};

/* What was found for an area, and then for a block. */
struct finds {
        struct find {
                uint32_t place;
                bool wide; /* the report means something inside it */
                const char *why;
                const char *words; /* what it means, where that is not known */
        } * all;
        size_t n, room;
};

struct mentions {
        struct area_mention *all;
        size_t n, room, dropped;
};

static void add_find(struct locator *l, struct finds *f, uint32_t place, bool wide, const char *why)
{
        f->all = arena_grow(l->a, f->all, f->n, &f->room, sizeof *f->all);
        f->all[f->n++] = (struct find){place, wide, why, NULL};
}

static void add_mention(struct locator *l, struct mentions *m, const char *text, const char *why)
{
        if (m->n >= MENTIONS_MOST) {
                m->dropped++;
                return;
        }
        m->all = arena_grow(l->a, m->all, m->n, &m->room, sizeof *m->all);
        m->all[m->n++] = (struct area_mention){.text = text, .why = why};
}

/* One value may hold several codes with white space or commas between. */
static void locate_code(struct locator *l, const struct area_code *code, struct finds *f, struct mentions *m)
{
        const char *system = code->system ? code->system : "", *s = code->value ? code->value : "";

        for (;;) {
                struct span value;
                enum code_fit fit;
                uint32_t place;
                const char *text;

                s += strspn(s, " \t\r\n,");
                if (!*s)
                        return;
                value = (struct span){s, strcspn(s, " \t\r\n,")};
                s += value.size;
                fit = code_find(l->g, (struct span){system, strlen(system)}, value, &place);
                if (fit == CODE_UNKNOWN && m->n >= MENTIONS_MOST) {
                        m->dropped++;
                        continue;
                }
                text = arena_printf(l->a, "%s %.*s", system, (int)(value.size < 100 ? value.size : 100),
                                    value.s);
                if (fit == CODE_UNKNOWN)
                        add_mention(l, m, text, "unknown code");
                else
                        add_find(l, f, place, fit == CODE_WITHIN,
                                 arena_printf(l->a,
                                              fit == CODE_WITHIN ? "geocode %s lies in it" : "geocode %s",
                                              text));
        }
}

/* Whether one more name may be looked up. */
static bool may_look(struct locator *l, struct mentions *m, const char *text)
{
        if (l->names++ < NAMES_MOST)
                return true;
        add_mention(l, m, text, "too many names in one alert");
        return false;
}

static void add_unfound(struct locator *l, struct mentions *m, const char *text, const struct problem *why)
{
        add_mention(l, m, text, arena_strdup(l->a, why->text));
}

/* A place that is not known for sure, in one that is: all who live there are warned. */
static bool locate_around(struct locator *l, struct span name, const char *problem, struct finds *f)
{
        struct span unknown;
        uint32_t place;

        if (l->clears || find_around(l->g, name, l->home, &place, &unknown) < 0)
                return false;
        add_find(l, f, place, false, arena_printf(l->a, "around what is not known: %s", problem));
        f->all[f->n - 1].words = arena_strndup(l->a, unknown.s, unknown.size);
        return true;
}

static void locate_name(struct locator *l, const char *name, struct finds *f, struct mentions *m)
{
        const struct span text = {name, strlen(name)};
        struct problem why = {0};
        uint32_t place;

        if (!may_look(l, m, name))
                return;
        if (find_place(l->g, text, l->home, &place, &why) == 0)
                add_find(l, f, place, false, arena_printf(l->a, "named “%s”", name));
        else if (!locate_around(l, text, why.text, f))
                add_unfound(l, m, name, &why);
}

/* The places of a shape; `kind` and `number` say which. Where none was inside, they are marked in
 * `*ret_near`. */
static void add_shape(struct locator *l, int error, const uint32_t *places, size_t n, double distance,
                      const char *what, struct finds *inside, struct finds *near, struct mentions *m)
{
        const char *why;

        if (error < 0) {
                add_mention(l, m, what,
                            error == -E2BIG ? "too many shapes in one alert" : "not a shape on earth");
                return;
        }
        if (n == 0) {
                add_mention(l, m, what, "no place in it, and none near");
                return;
        }
        why = distance > 0 ? arena_printf(l->a, "nearest to %s (%.0f km)", what, distance)
                           : arena_printf(l->a, "inside %s", what);
        for (size_t i = 0; i < n; i++)
                add_find(l, distance > 0 ? near : inside, places[i], false, why);
}

static void locate_shapes(struct locator *l, const struct area *area, struct finds *inside,
                          struct finds *near, struct mentions *m)
{
        uint32_t *places;
        double distance;
        size_t n;
        int r;

        for (size_t i = 0; i < area->n_polygons; i++) {
                places = NULL;
                n = 0;
                distance = 0;
                r = shape_polygon(l->shapes, &area->polygons[i], l->a, &places, &n, &distance);
                add_shape(l, r, places, n, distance, arena_printf(l->a, "polygon %zu", i + 1), inside, near,
                          m);
                if (r == -E2BIG)
                        return;
        }
        for (size_t i = 0; i < area->n_circles; i++) {
                places = NULL;
                n = 0;
                distance = 0;
                r = shape_circle(l->shapes, &area->circles[i], l->a, &places, &n, &distance);
                add_shape(l, r, places, n, distance, arena_printf(l->a, "circle %zu", i + 1), inside, near,
                          m);
                if (r == -E2BIG)
                        return;
        }
}

/* "Kharkiv; Sumy" or "Loudoun, Fairfax": each piece is a name. */
static void locate_pieces(struct locator *l, const char *desc, struct finds *f, struct mentions *m)
{
        const char *s = desc, *separators = strchr(desc, ';') ? ";" : ",";

        for (unsigned n = 0; *s && n < PIECES_MOST; n++) {
                struct span piece = {s, strcspn(s, separators)};
                struct problem why = {0};
                const char *text;
                uint32_t place;

                s += piece.size + (s[piece.size] != 0);
                text = arena_strndup(l->a, piece.s, piece.size);
                text += strspn(text, " ");
                if (!*text || !may_look(l, m, text))
                        continue;
                if (find_name(l->g, piece, l->home, &place, &why) < 0)
                        add_unfound(l, m, text, &why);
                else
                        add_find(l, f, place, false, arena_printf(l->a, "named “%s” in areaDesc", text));
        }
}

/* areaDesc is prose for people; it is read only where there is nothing better. */
static void locate_desc(struct locator *l, const char *desc, struct finds *f, struct mentions *m)
{
        struct problem why = {0};
        uint32_t place;

        if (!may_look(l, m, desc))
                return;
        if (find_name(l->g, (struct span){desc, strlen(desc)}, l->home, &place, &why) == 0)
                add_find(l, f, place, false, "named in areaDesc");
        else if (strpbrk(desc, ";,"))
                locate_pieces(l, desc, f, m);
        else
                add_unfound(l, m, desc, &why);
}

static int find_order(const void *x, const void *y)
{
        const struct find *a = x, *b = y;

        return a->place < b->place ? -1 : a->place > b->place;
}

static void sort_finds(struct finds *f)
{
        if (f->n)
                qsort(f->all, f->n, sizeof *f->all, find_order);
}

/* Drops what a code only lies in, where something inside it was found as well. `f` is sorted, so that is the
 * next. */
static void drop_wide(const struct gazetteer *g, struct finds *f)
{
        size_t kept = 0;

        for (size_t i = 0; i < f->n; i++) {
                size_t next = i + 1;
                while (next < f->n && f->all[next].place == f->all[i].place)
                        next++;
                if (!f->all[i].wide || next == f->n ||
                    !place_contains(g, f->all[i].place, f->all[next].place))
                        f->all[kept++] = f->all[i];
        }
        f->n = kept;
}

static void locate_area(struct locator *l, const struct area *area, struct finds *block, struct mentions *m)
{
        struct finds f = {0}, near = {0};

        for (size_t i = 0; i < area->n_codes; i++)
                locate_code(l, &area->codes[i], &f, m);
        for (size_t i = 0; i < area->n_names; i++)
                locate_name(l, area->names[i], &f, m);
        locate_shapes(l, area, &f, &near, m);
        if (!f.n)
                f = near;
        if (!f.n && area->desc)
                locate_desc(l, area->desc, &f, m);
        sort_finds(&f);
        drop_wide(l->g, &f);
        for (size_t i = 0; i < f.n; i++) {
                add_find(l, block, f.all[i].place, false, f.all[i].why);
                block->all[block->n - 1].words = f.all[i].words;
        }
}

/* What lies inside another find is said by that one; they are sorted, so it comes first. */
static void take_places(struct locator *l, struct finds *f, struct alert_info *info)
{
        struct area_place *places = arena_array(l->a, f->n, sizeof *places);
        uint32_t around = PLACE_NONE;
        size_t n = 0;

        sort_finds(f);
        for (size_t i = 0; i < f->n; i++) {
                uint32_t place = f->all[i].place;
                if (around != PLACE_NONE && place_contains(l->g, around, place))
                        continue;
                around = place;
                places[n++] = (struct area_place){.number = place,
                                                  .path = place_path(l->g, place, l->a),
                                                  .role = ROLE_AFFECTED,
                                                  .why = f->all[i].why,
                                                  .words = f->all[i].words};
        }
        info->places = places;
        info->n_places = n;
}

static void take_mentions(struct locator *l, struct mentions *m, struct alert_info *info)
{
        struct area_mention *all = arena_array(l->a, info->n_mentions + m->n + 1, sizeof *all);
        size_t n = 0;

        if (!m->n)
                return;
        for (size_t i = 0; i < info->n_mentions; i++)
                all[n++] = info->mentions[i];
        for (size_t i = 0; i < m->n; i++)
                all[n++] = m->all[i];
        if (m->dropped)
                all[n++] = (struct area_mention){
                    .why = arena_printf(l->a, "and %zu more that were not found", m->dropped)};
        info->mentions = all;
        info->n_mentions = n;
}

static void locate_info(struct locator *l, struct alert_info *info)
{
        struct finds f = {0};
        struct mentions m = {0};

        for (size_t i = 0; i < info->n_areas; i++)
                locate_area(l, &info->areas[i], &f, &m);
        take_places(l, &f, info);
        take_mentions(l, &m, info);
}

void locate_alert(const struct gazetteer *g, uint32_t home, struct alert *alert, struct arena *a)
{
        struct locator l = {.g = g, .home = home, .a = a, .shapes = shape_set_new(g)};

        for (size_t i = 0; i < alert->n_infos; i++) {
                l.clears = alert_info_state(alert, &alert->infos[i]) == STATE_ALL_CLEAR;
                if (!alert->infos[i].n_places)
                        locate_info(&l, &alert->infos[i]);
        }
        shape_set_free(l.shapes);
}
