/* text_eval: the text reader without a daemon around it.
 *
 *   text_eval FOLDER            reads every file of the folder as running text; one JSON line a file
 *   text_eval --marks FOLDER    shows what was found in the texts, and why
 */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "reader/text_reader.h"

#define SIZE_MOST (64u << 20)

static struct gazetteer *g;
static struct text_reader *reader;
static const struct text_options options = {.alerts = 1000};

static json_t *places_json(const struct alert_info *info, struct arena *a)
{
        json_t *places = json_array();

        for (size_t i = 0; i < info->n_places; i++) {
                const struct area_place *p = &info->places[i];
                const char **names;
                size_t n = place_names(g, p->number, a, &names);
                json_t *list = json_array();
                for (size_t k = 0; k < n; k++)
                        json_array_append_new(list, json_string(names[k]));
                json_array_append_new(places,
                                      json_pack("{s:s, s:s, s:s, s:o, s:s, s:s}", "path", p->path, "iso",
                                                place_iso(g, p->number, a), "level",
                                                place_level_word(place_level(g, p->number)), "names", list,
                                                "role", vocab_word(VOCAB_ROLE, (int)p->role), "why", p->why));
        }
        return places;
}

static json_t *alert_json(const struct alert *alert, struct arena *a)
{
        const struct alert_info *info = &alert->infos[0];
        json_t *facts = json_object(), *evidence = json_array();

        for (size_t i = 0; i < info->n_facts; i++)
                json_object_set_new(facts, info->facts[i].name, json_string(info->facts[i].value));
        for (size_t i = 0; i < info->n_evidence; i++)
                json_array_append_new(evidence, json_string(info->evidence[i]));
        return json_pack("{s:s, s:s, s:o, s:o, s:o}", "event", vocab_word(VOCAB_EVENT, (int)info->event),
                         "state", vocab_word(VOCAB_STATE, (int)alert_state(alert)), "places",
                         places_json(info, a), "facts", facts, "evidence", evidence);
}

static void print_json(const char *file, const struct alert_list *list, struct arena *a)
{
        json_t *alerts = json_array(), *line;
        char *text;

        for (size_t i = 0; i < list->n; i++)
                json_array_append_new(alerts, alert_json(&list->alerts[i], a));
        line = json_pack("{s:s, s:o}", "file", file, "alerts", alerts);
        text = json_dumps(line, JSON_COMPACT);
        puts(text);
        free(text);
        json_decref(line);
}

static void print_marks(const char *text, size_t size, struct arena *a)
{
        static const char *const words[] = {"PLACE", "TOWARD", "named", "event",
                                            "LIVE",  "PAST",   "CLEAR", "FORECAST"};
        struct text_mark *marks;
        size_t n = text_reader_marks(reader, &options, text, size, a, &marks), at = 0;

        for (size_t i = 0; i < n; i++) {
                printf("%.*s[%.*s|%s %s %s]", (int)(marks[i].start - at), text + at,
                       (int)(marks[i].end - marks[i].start), text + marks[i].start, words[marks[i].kind],
                       marks[i].path ? marks[i].path : "", marks[i].why ? marks[i].why : "");
                at = marks[i].end;
        }
        printf("%.*s\n", (int)(size - at), text + at);
}

static void read_file(const char *folder, const char *name, bool marks)
{
        struct arena *a = arena_new();
        struct alert_list list;
        struct problem why;
        char *text;
        size_t size;

        if (name[0] != '.' &&
            !file_read(arena_printf(a, "%s/%s", folder, name), SIZE_MOST, a, &text, &size, &why)) {
                if (marks) {
                        print_marks(text, size, a);
                } else {
                        text_reader_read(reader, &options, text, size, a, &list);
                        print_json(name, &list, a);
                }
        }
        arena_free(a);
}

static int read_folder(const char *folder, bool marks)
{
        struct dirent **entries;
        int n = scandir(folder, &entries, NULL, alphasort);

        for (int i = 0; i < n; i++) {
                read_file(folder, entries[i]->d_name, marks);
                free(entries[i]);
        }
        if (n >= 0)
                free(entries);
        return n < 0;
}

int main(int argc, char **argv)
{
        struct problem why;
        int r;

        if (argc < 2) {
                fputs("usage: text_eval [--marks] FOLDER\n", stderr);
                return 2;
        }
        if (gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &reader, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 1;
        }
        r = read_folder(argv[argc - 1], !strcmp(argv[1], "--marks"));
        text_reader_free(reader);
        gazetteer_free(g);
        return r;
}
