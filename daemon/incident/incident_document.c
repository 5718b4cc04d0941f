/* The document: {"alert": {...}, "threads": [...], "sources": [...], "opened": microseconds, ...} */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "alert/alert_json.h"
#include "base/json_text.h"
#include "incident/incident.h"

static json_t *encode_source(const struct incident *i, const struct incident_source *s)
{
        json_t *o =
            json_pack("{s:s, s:b, s:i, s:I, s:I, s:I, s:b}", "name", s->name, "official", s->official,
                      "trust", (int)s->trust, "since", (json_int_t)s->since, "sent", (json_int_t)s->sent,
                      "expires", (json_int_t)s->expires, "speaks", s->said != NULL);

        if (s->thread)
                json_text_set(o, "thread", json_text_string(s->thread));
        /* What only one source says is the content itself. */
        if (s->said && s->said != i->alert)
                json_text_set(o, "said", alert_json_encode(s->said));
        return o;
}

static void encode_lists(json_t *o, const struct incident *i)
{
        json_t *threads = json_array(), *sources = json_array(), *merged;

        for (size_t n = 0; n < i->n_threads; n++)
                json_array_append_new(threads, json_text_string(i->threads[n]));
        for (size_t n = 0; n < i->n_sources; n++)
                json_array_append_new(sources, encode_source(i, &i->sources[n]));
        json_text_set(o, "threads", threads);
        json_text_set(o, "sources", sources);
        if (i->n_merged == 0)
                return;
        merged = json_array();
        for (size_t n = 0; n < i->n_merged; n++)
                json_array_append_new(merged, json_integer(i->merged[n]));
        json_text_set(o, "merged", merged);
}

char *incident_encode(const struct incident *i, struct arena *a)
{
        json_t *o = json_object();
        char *text;

        json_text_set(o, "alert", alert_json_encode(i->alert));
        encode_lists(o, i);
        json_text_set(o, "opened", json_integer(i->opened));
        json_text_set(o, "updated", json_integer(i->updated));
        json_text_set(o, "expires", json_integer(i->expires));
        text = json_text_copy(o, a);
        json_decref(o);
        return text;
}

static int by_number(const void *a, const void *b)
{
        const struct area_place *x = a, *y = b;

        return (x->number > y->number) - (x->number < y->number);
}

/* As locate left them: distinct and in order. Another gazetteer has other numbers, and two places may fall
 * back to the same one. */
static void sort_places(struct alert_info *info)
{
        size_t kept = 0;

        if (info->n_places)
                qsort(info->places, info->n_places, sizeof *info->places, by_number);
        for (size_t k = 0; k < info->n_places; k++)
                if (kept == 0 || info->places[k].number == PLACE_NONE ||
                    info->places[kept - 1].number != info->places[k].number)
                        info->places[kept++] = info->places[k];
        info->n_places = kept;
}

static void locate_again(const struct gazetteer *g, struct incident *incident, struct alert *alert,
                         struct arena *a)
{
        size_t room = 0;

        for (size_t i = 0; i < alert->n_infos; i++) {
                for (size_t k = 0; k < alert->infos[i].n_places; k++) {
                        struct area_place *p = &alert->infos[i].places[k];
                        char *path = arena_strdup(a, p->path), *slash;
                        while ((p->number = place_by_path(g, path)) == PLACE_NONE &&
                               (slash = strrchr(path, '/')))
                                *slash = 0;
                        if (strcmp(path, p->path) != 0) {
                                incident->moved = arena_grow(a, incident->moved, incident->n_moved, &room,
                                                             sizeof *incident->moved);
                                incident->moved[incident->n_moved++] = p->path;
                        }
                        p->path = path;
                }
                sort_places(&alert->infos[i]);
        }
}

static void decode_lists(struct incident *i, const json_t *o, struct arena *a)
{
        const json_t *threads = json_object_get(o, "threads");
        const json_t *merged = json_object_get(o, "merged");

        i->merged = arena_array(a, json_array_size(merged), sizeof *i->merged);
        for (size_t n = 0; n < json_array_size(merged); n++)
                i->merged[i->n_merged++] = json_integer_value(json_array_get(merged, n));

        i->threads = arena_array(a, json_array_size(threads), sizeof *i->threads);
        for (size_t n = 0; n < json_array_size(threads); n++)
                if (json_is_string(json_array_get(threads, n)))
                        i->threads[i->n_threads++] =
                            arena_strdup(a, json_string_value(json_array_get(threads, n)));
}

/* One alert that is a member of the document; NULL where it is missing. */
static int decode_alert(const json_t *o, const struct gazetteer *g, struct incident *i, struct arena *a,
                        struct alert **ret, struct problem *why)
{
        struct alert *alert = arena_alloc(a, sizeof *alert);
        int r;

        if (!o)
                return problem_set(why, -EINVAL, "an incident's document has no alert");
        r = alert_json_decode(o, a, alert, why);
        if (r < 0)
                return r;
        locate_again(g, i, alert, a);
        *ret = alert;
        return 0;
}

static int decode_source(const json_t *o, const struct gazetteer *g, struct incident *i, struct arena *a,
                         struct problem *why)
{
        struct incident_source *s = &i->sources[i->n_sources];
        const json_t *said = json_object_get(o, "said"), *speaks = json_object_get(o, "speaks");
        struct alert *alert = NULL;
        int r = 0;

        if (!json_is_string(json_object_get(o, "name")))
                return 0;
        *s = (struct incident_source){
            .name = arena_strdup(a, json_string_value(json_object_get(o, "name"))),
            .official = json_is_true(json_object_get(o, "official")),
            .trust = (enum incident_trust)json_integer_value(json_object_get(o, "trust")),
            .since = json_integer_value(json_object_get(o, "since")),
            .sent = json_integer_value(json_object_get(o, "sent")),
            .expires = json_integer_value(json_object_get(o, "expires")),
            .thread = arena_strdup(a, json_string_value(json_object_get(o, "thread"))),
        };
        if (said)
                r = decode_alert(said, g, i, a, &alert, why);
        /* Documents from before sources had a voice: the first one said what is there. */
        if (!said && (speaks ? json_is_true(speaks) : i->n_sources == 0))
                s->said = i->alert;
        else
                s->said = alert;
        i->n_sources += r == 0;
        return r;
}

static int decode_sources(const json_t *o, const struct gazetteer *g, struct incident *i, struct arena *a,
                          struct problem *why)
{
        const json_t *sources = json_object_get(o, "sources");
        size_t n_most = json_array_size(sources);
        int r = 0;

        if (n_most > INCIDENT_SOURCES_MOST)
                n_most = INCIDENT_SOURCES_MOST;
        i->sources = arena_array(a, n_most, sizeof *i->sources);
        for (size_t n = 0; n < n_most && r == 0; n++)
                r = decode_source(json_array_get(sources, n), g, i, a, why);
        return r;
}

static int decode(const json_t *o, const struct gazetteer *g, struct arena *a, struct incident **ret,
                  struct problem *why)
{
        struct incident *i = arena_alloc(a, sizeof *i);
        struct alert *alert = NULL;
        int r = decode_alert(json_object_get(o, "alert"), g, i, a, &alert, why);

        if (r < 0)
                return r;
        i->arena = a;
        i->alert = alert;
        i->opened = json_integer_value(json_object_get(o, "opened"));
        i->updated = json_integer_value(json_object_get(o, "updated"));
        i->expires = json_integer_value(json_object_get(o, "expires"));
        decode_lists(i, o, a);
        r = decode_sources(o, g, i, a, why);
        if (r == 0)
                *ret = i;
        return r;
}

int incident_decode(const char *document, const struct gazetteer *g, struct incident **ret,
                    struct problem *why)
{
        struct arena *a = arena_new();
        json_error_t error;
        json_t *o = json_loads(document, JSON_REJECT_DUPLICATES, &error);
        int r;

        if (!o)
                r = problem_set(why, -EINVAL, "an incident's document is not JSON: %s", error.text);
        else
                r = decode(o, g, a, ret, why);
        json_decref(o);
        if (r < 0)
                arena_free(a);
        return r;
}
