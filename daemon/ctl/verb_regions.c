#include <stdlib.h>
#include <string.h>

#include "ctl/verb.h"

#define SHOWN_MOST 50 /* places of one name */

enum { OPTION_INSIDE };

static const struct verb_option options[] = {
    {"inside", 'i', NULL, "list what lies directly in it, too"},
};

/* One name that is looked for. */
struct lookup {
        struct verb_call *call;
        const struct gazetteer *g;
        const char *name;
        uint32_t found;  /* what the name means in a rule or a report, or PLACE_NONE */
        const char *why; /* why it means none */
        uint32_t places[SHOWN_MOST];
        size_t n, total; /* of that name */
};

static void look_up(struct lookup *l)
{
        struct problem why = {""};
        size_t i = 0;

        l->found = PLACE_NONE;
        if (place_find(l->g, l->name, PLACE_NONE, &l->found, &why) < 0)
                l->why = arena_strdup(l->call->arena, why.text);
        l->total = place_by_name(l->g, l->name, l->places, SHOWN_MOST);
        l->n = l->total < SHOWN_MOST ? l->total : SHOWN_MOST;
        while (i < l->n && l->places[i] != l->found)
                i++;
        if (l->found == PLACE_NONE || i < l->n)
                return;
        /* A path or a code: no place is called so. */
        if (l->n < SHOWN_MOST) {
                l->places[l->n++] = l->found;
                l->total++;
        } else {
                l->places[SHOWN_MOST - 1] = l->found;
        }
}

/* --- text --- */

static const char *joined(const char *const *items, size_t n, struct arena *a)
{
        const char *list = n ? items[0] : "";

        for (size_t i = 1; i < n; i++)
                list = arena_printf(a, "%s; %s", list, items[i]);
        return list;
}

static const char *codes_of(const struct gazetteer *g, uint32_t place, struct arena *a)
{
        struct area_code *codes;
        size_t n = place_codes(g, place, a, &codes);
        const char *list = "";

        for (size_t i = 0; i < n; i++)
                list = arena_printf(a, "%s%s%s:%s", list, i ? " " : "", codes[i].system, codes[i].value);
        return list;
}

static const char *around(const struct gazetteer *g, uint32_t place, struct arena *a)
{
        const char *list = "";

        for (uint32_t p = place_parent(g, place); p && p != PLACE_NONE; p = place_parent(g, p))
                list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", place_name(g, p, PLACE_EN, a));
        return list;
}

static void print_line(struct lookup *l, enum output_style style, const char *what, const char *text)
{
        if (*text)
                output_wrap(&l->call->out, 4, style, arena_printf(l->call->arena, "%-8s %s", what, text));
}

static void print_inside(struct lookup *l, uint32_t place)
{
        struct arena *a = l->call->arena;
        struct output_table t;

        output_table_init(&t, &l->call->out, a, 6, NULL, 3);
        for (uint32_t p = place + 1; p <= place_last(l->g, place); p = place_last(l->g, p) + 1) {
                output_table_cell(&t, STYLE_NAME, place_path(l->g, p, a));
                output_table_cell(&t, STYLE_DIM, place_level_word(place_level(l->g, p)));
                output_table_cell(&t, STYLE_PLAIN, place_name(l->g, p, PLACE_EN, a));
        }
        output_table_done(&t);
}

static void print_place(struct lookup *l, uint32_t place)
{
        struct arena *a = l->call->arena;
        uint32_t people = place_population(l->g, place), below = place_last(l->g, place) - place;
        struct area_point point;
        const char **names;
        size_t n = place_names(l->g, place, a, &names);

        output_printf(&l->call->out, STYLE_NAME, "  %s", place_path(l->g, place, a));
        output_printf(&l->call->out, STYLE_PLAIN, "  %s", place_level_word(place_level(l->g, place)));
        if (place == l->found && l->total > 1)
                output_print(&l->call->out, STYLE_GOOD, "  (this is what the name means)");
        output_print(&l->call->out, STYLE_PLAIN, "\n");
        print_line(l, STYLE_PLAIN, "names", joined(names, n, a));
        print_line(l, STYLE_PLAIN, "in", around(l->g, place, a));
        print_line(l, STYLE_DIM, "codes", codes_of(l->g, place, a));
        if (place_point(l->g, place, &point))
                print_line(l, STYLE_DIM, "point", arena_printf(a, "%.4f, %.4f", point.lat, point.lon));
        if (people)
                print_line(l, STYLE_DIM, "people", arena_printf(a, "%u", people));
        if (below)
                print_line(l, STYLE_DIM, "inside", arena_printf(a, "%u places", below));
        if (l->call->values[OPTION_INSIDE])
                print_inside(l, place);
}

static void print(struct lookup *l)
{
        struct output *o = &l->call->out;

        output_printf(o, STYLE_TITLE, "%s\n", l->name);
        for (size_t i = 0; i < l->n; i++)
                print_place(l, l->places[i]);
        if (l->total > l->n)
                output_printf(o, STYLE_DIM, "  ... and %zu more places of this name\n", l->total - l->n);
        if (l->why)
                output_wrap(o, 2, STYLE_WARN, l->why);
}

/* --- JSON --- */

static json_t *encode_place(struct lookup *l, uint32_t place)
{
        struct arena *a = l->call->arena;
        uint32_t parent = place_parent(l->g, place);
        json_t *names = json_array(), *codes = json_object(), *o;
        struct area_point point;
        struct area_code *list;
        const char **texts;
        size_t n = place_names(l->g, place, a, &texts);

        for (size_t i = 0; i < n; i++)
                json_array_append_new(names, output_json_text(texts[i]));
        n = place_codes(l->g, place, a, &list);
        for (size_t i = 0; i < n; i++)
                json_object_set_new(codes, list[i].system, output_json_text(list[i].value));
        o = json_pack("{s:s, s:s, s:s, s:o, s:o}", "path", place_path(l->g, place, a), "level",
                      place_level_word(place_level(l->g, place)), "iso", place_iso(l->g, place, a), "names",
                      names, "codes", codes);
        if (parent && parent != PLACE_NONE)
                json_object_set_new(o, "parent", json_string(place_path(l->g, parent, a)));
        if (place_point(l->g, place, &point))
                json_object_set_new(o, "point", json_pack("{s:f, s:f}", "lat", point.lat, "lon", point.lon));
        if (place_population(l->g, place))
                json_object_set_new(o, "population", json_integer(place_population(l->g, place)));
        return o;
}

static json_t *encode_inside(struct lookup *l)
{
        json_t *list = json_array();

        for (uint32_t p = l->found + 1; p <= place_last(l->g, l->found); p = place_last(l->g, p) + 1)
                json_array_append_new(list, json_string(place_path(l->g, p, l->call->arena)));
        return list;
}

static json_t *encode(struct lookup *l)
{
        json_t *o = json_object(), *places = json_array();

        for (size_t i = 0; i < l->n; i++)
                json_array_append_new(places, encode_place(l, l->places[i]));
        json_object_set_new(o, "name", output_json_text(l->name));
        json_object_set_new(o, "means",
                            l->found == PLACE_NONE ? json_null()
                                                   : json_string(place_path(l->g, l->found, l->call->arena)));
        json_object_set_new(o, "problem", output_json_text(l->why));
        json_object_set_new(o, "places", places);
        if (l->call->values[OPTION_INSIDE] && l->found != PLACE_NONE)
                json_object_set_new(o, "inside", encode_inside(l));
        return o;
}

static enum verb_result show(struct verb_call *call, const struct gazetteer *g)
{
        enum verb_result result = VERB_GOOD;

        for (size_t i = 0; i < call->n_arguments; i++) {
                struct lookup l = {.call = call, .g = g, .name = call->arguments[i]};

                look_up(&l);
                if (call->json)
                        output_json(&call->out, encode(&l));
                else
                        print(&l);
                if (l.n == 0)
                        result = VERB_FAILED;
        }
        return result;
}

static enum verb_result run(struct verb_call *call)
{
        struct settings *settings = NULL;
        struct gazetteer *g = NULL;
        enum verb_result result = verb_load_settings(call, &settings);

        if (result == VERB_GOOD)
                result = verb_load_gazetteer(call, settings, &g);
        if (result == VERB_GOOD)
                result = show(call, g);
        gazetteer_free(g);
        settings_free(settings);
        return result;
}

const struct verb verb_regions = {
    .name = "regions",
    .usage = "NAME ...",
    .summary = "places of that name: their paths, levels, names and codes",
    .help =
        "Looks a place up by name (in any language, with or without words like `district`), path or code.\n"
        "Where several are called so, it shows them all, and says which one the name means by itself.\n"
        "A name that nobody knows is answered with those that come near.\n\n"
        "Exit status: 0 all were found; 1 one was not.\n\n"
        "Example: sirenctl regions Chuhuiv 'Шебекинский район' RU-BEL\n"
        "         sirenctl regions --inside ua/kharkiv",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
