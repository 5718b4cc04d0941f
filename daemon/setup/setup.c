#include "setup/setup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gazetteer/locate.h"

#define PLACES_MOST 20000 /* of all alerts of a file: each is told on topics of its own */

static int load_tables(struct setup *s, struct problem *why)
{
        const struct settings *t = s->settings;
        char *events = arena_printf(s->arena, "%s/events.tsv", t->vocabulary);
        char *keys = arena_printf(s->arena, "%s/keys.tsv", t->vocabulary);
        char *kinds = arena_printf(s->arena, "%s/kinds.tsv", t->vocabulary);
        char *words = arena_printf(s->arena, "%s/text", t->vocabulary);
        char *messages = arena_printf(s->arena, "%s/messages", t->vocabulary);
        int r;

        if ((r = gazetteer_load(t->gazetteer, &s->gazetteer, why)) < 0 ||
            (r = event_table_load(events, &s->events, why)) < 0 ||
            (r = report_key_table_load(keys, &s->keys, why)) < 0 ||
            (r = kind_table_load(kinds, &s->kinds, why)) < 0 ||
            (r = text_reader_load(words, s->gazetteer, &s->reader, why)) < 0 ||
            (r = catalogue_load(messages, &s->catalogue, why)) < 0)
                return r;
        return 0;
}

/* All that hangs on the settings. */
static int complete(struct setup *s, struct problem *why)
{
        int r;

        if ((r = load_tables(s, why)) < 0 ||
            (r = settings_compile(s->settings, s->gazetteer, s->arena, &s->subscribers, &s->n_subscribers,
                                  why)) < 0)
                return r;
        s->people = people_new(s->settings, s->gazetteer, s->subscribers, s->n_subscribers);
        return 0;
}

static int load(int (*read)(const char *, struct settings **, struct problem *), const char *file,
                struct setup **ret, struct problem *why)
{
        struct setup *s = calloc(1, sizeof *s);
        int r;

        if (!s)
                abort();
        s->arena = arena_new();
        r = read(file, &s->settings, why);
        if (r == 0)
                r = complete(s, why);
        if (r < 0) {
                setup_free(s);
                return r;
        }
        *ret = s;
        return 0;
}

int setup_load(const char *file, struct setup **ret, struct problem *why)
{
        return load(settings_load, file, ret, why);
}

int setup_peek(const char *file, struct setup **ret, struct problem *why)
{
        return load(settings_peek, file, ret, why);
}

void setup_retire(struct setup *s)
{
        people_free(s->people);
        catalogue_free(s->catalogue);
        text_reader_free(s->reader);
        kind_table_free(s->kinds);
        report_key_table_free(s->keys);
        event_table_free(s->events);
        gazetteer_free(s->gazetteer);
        arena_free(s->arena);
        *s = (struct setup){.settings = s->settings};
}

void setup_free(struct setup *s)
{
        if (!s)
                return;
        setup_retire(s);
        settings_free(s->settings);
        free(s);
}

/* The first words that no place was found for, with the reason. */
static const struct area_mention *first_mention(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].n_mentions)
                        return &alert->infos[i].mentions[0];
        return NULL;
}

static bool is_placed(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].n_places)
                        return true;
        return false;
}

/* CAP comes from everywhere: that its places are unknown here is no fault of the file. In our own forms it
 * is. */
static int check_placed(const struct alert_list *list, struct problem *why)
{
        const struct area_mention *mention;

        for (size_t i = 0; i < list->n; i++)
                if (list->alerts[i].format == FORMAT_CAP || is_placed(&list->alerts[i]) ||
                    list->alerts[i].n_references)
                        return 0;
        if (list->n == 0)
                return 0;
        mention = first_mention(&list->alerts[0]);
        if (!mention || !mention->why)
                return problem_set(why, -EBADMSG, "no place of it is in the gazetteer");
        return problem_set(why, -EBADMSG, "no place of it is in the gazetteer: %s", mention->why);
}

/* Whole countries in one file are well below the limit; a thousand circles over half a continent are not. */
static int locate_all(const struct setup *s, uint32_t home, const struct alert_list *list, struct arena *a,
                      struct problem *why)
{
        size_t places = 0;

        for (size_t i = 0; i < list->n; i++) {
                locate_alert(s->gazetteer, home, &list->alerts[i], a);
                places += alert_n_places(&list->alerts[i]);
                if (places > PLACES_MOST)
                        return problem_set(
                            why, -E2BIG,
                            "its first %zu alerts touch %zu places, and no file may touch more "
                            "than %d; send it in parts, or with smaller shapes",
                            i + 1, places, PLACES_MOST);
        }
        return 0;
}

int setup_read(const struct setup *s, const char *source, const char *bytes, size_t size, int64_t now,
               struct arena *a, struct alert_list *ret, struct problem *why)
{
        const struct settings_source *known = settings_source(s->settings, source);
        struct report_options options = {
            .limits = report_limits_default,
            .events = s->events,
            .keys = s->keys,
            .gazetteer = s->gazetteer,
            .reader = s->reader,
            .source = {.name = source,
                       .language = known ? known->language : NULL,
                       .home = known ? known->home : NULL,
                       .official = known && known->official},
            .now = now,
        };
        uint32_t home = PLACE_NONE;
        struct alert_list list;
        int r, checked;

        r = report_decode(&options, bytes, size, a, &list, why);
        if (r < 0)
                return r;
        if (known && known->home)
                (void)place_find(s->gazetteer, known->home, PLACE_NONE, &home, NULL);
        checked = locate_all(s, home, &list, a, why);
        if (checked == 0)
                checked = check_placed(&list, why);
        if (checked < 0)
                return checked;
        *ret = list;
        return r;
}
