#include "alert/alert_copy.h"

#include <string.h>

/* A copy of an array as it is; the strings in it are copied by the caller. */
static void *copy_array(struct arena *a, const void *from, size_t n, size_t size)
{
        void *to = arena_array(a, n, size);

        if (n)
                memcpy(to, from, n * size);
        return to;
}

static struct alert_pair *copy_pairs(struct arena *a, const struct alert_pair *from, size_t n)
{
        struct alert_pair *to = arena_array(a, n, sizeof *to);

        for (size_t i = 0; i < n; i++)
                to[i] = (struct alert_pair){arena_strdup(a, from[i].name), arena_strdup(a, from[i].value)};
        return to;
}

static const char **copy_strings(struct arena *a, const char **from, size_t n)
{
        const char **to = arena_array(a, n, sizeof *to);

        for (size_t i = 0; i < n; i++)
                to[i] = arena_strdup(a, from[i]);
        return to;
}

static void copy_shapes(struct arena *a, struct area *to, const struct area *from)
{
        to->polygons = copy_array(a, from->polygons, from->n_polygons, sizeof *to->polygons);
        to->n_polygons = from->n_polygons;
        for (size_t i = 0; i < from->n_polygons; i++)
                to->polygons[i].points = copy_array(a, from->polygons[i].points, from->polygons[i].n_points,
                                                    sizeof *to->polygons[i].points);
        to->circles = copy_array(a, from->circles, from->n_circles, sizeof *to->circles);
        to->n_circles = from->n_circles;
}

static struct area *copy_areas(struct arena *a, const struct area *from, size_t n)
{
        struct area *to = arena_array(a, n, sizeof *to);

        for (size_t i = 0; i < n; i++) {
                to[i] = (struct area){.desc = arena_strdup(a, from[i].desc),
                                      .altitude = from[i].altitude,
                                      .ceiling = from[i].ceiling};
                copy_shapes(a, &to[i], &from[i]);
        }
        return to;
}

static void copy_places(struct arena *a, struct alert_info *info)
{
        info->places = copy_array(a, info->places, info->n_places, sizeof *info->places);
        for (size_t i = 0; i < info->n_places; i++) {
                info->places[i].path = arena_strdup(a, info->places[i].path);
                info->places[i].why = arena_strdup(a, info->places[i].why);
        }
        info->spared = copy_array(a, info->spared, info->n_spared, sizeof *info->spared);
        info->mentions = copy_array(a, info->mentions, info->n_mentions, sizeof *info->mentions);
        for (size_t i = 0; i < info->n_mentions; i++) {
                info->mentions[i].text = arena_strdup(a, info->mentions[i].text);
                info->mentions[i].path = arena_strdup(a, info->mentions[i].path);
                info->mentions[i].why = arena_strdup(a, info->mentions[i].why);
        }
}

/* `info` is a shallow copy already: each pointer in it is replaced by a copy of what it points to. */
static void copy_info(struct arena *a, struct alert_info *info)
{
        const char **texts[] = {&info->source,   &info->language,    &info->event_text,  &info->sender_name,
                                &info->headline, &info->description, &info->instruction, &info->web,
                                &info->contact,  &info->audience};

        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                *texts[i] = arena_strdup(a, *texts[i]);
        info->event_codes = copy_pairs(a, info->event_codes, info->n_event_codes);
        info->parameters = copy_pairs(a, info->parameters, info->n_parameters);
        info->facts = copy_pairs(a, info->facts, info->n_facts);
        info->evidence = copy_strings(a, info->evidence, info->n_evidence);
        info->areas = copy_areas(a, info->areas, info->n_areas);
        copy_places(a, info);
}

struct alert *alert_copy(const struct alert *alert, struct arena *a)
{
        struct alert *copy = copy_array(a, alert, 1, sizeof *alert);
        const char **texts[] = {&copy->cap_version, &copy->identifier, &copy->sender, &copy->restriction,
                                &copy->addresses,   &copy->note,       &copy->source};

        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                *texts[i] = arena_strdup(a, *texts[i]);
        copy->references = copy_array(a, alert->references, alert->n_references, sizeof *copy->references);
        for (size_t i = 0; i < alert->n_references; i++) {
                copy->references[i].sender = arena_strdup(a, alert->references[i].sender);
                copy->references[i].identifier = arena_strdup(a, alert->references[i].identifier);
        }
        copy->incidents = copy_strings(a, alert->incidents, alert->n_incidents);
        copy->infos = copy_array(a, alert->infos, alert->n_infos, sizeof *copy->infos);
        for (size_t i = 0; i < alert->n_infos; i++)
                copy_info(a, &copy->infos[i]);
        return copy;
}
