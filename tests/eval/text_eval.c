/* text_eval: reads every file of a folder as running text and prints what was found, one JSON line a file, as
 * `sirenctl check --json` does. With --bench N it reads them N times and prints the speed; with --marks it
 * shows what was found in the text. */
#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "report/text_reader.h"

static json_t *places_json(const struct gazetteer *g, const struct alert_info *info, struct arena *a)
{
        json_t *places = json_array();

        for (size_t i = 0; i < info->n_places; i++) {
                const char **names;
                size_t n = place_names(g, info->places[i].number, a, &names);
                json_t *list = json_array();
                for (size_t k = 0; k < n; k++)
                        json_array_append_new(list, json_string(names[k]));
                json_array_append_new(
                    places,
                    json_pack("{s:s, s:s, s:s, s:o, s:s, s:s}", "path", info->places[i].path, "iso",
                              place_iso(g, info->places[i].number, a), "level",
                              place_level_word(place_level(g, info->places[i].number)), "names", list, "role",
                              vocab_word(VOCAB_ROLE, info->places[i].role), "why", info->places[i].why));
        }
        return places;
}

static json_t *alert_json(const struct gazetteer *g, const struct alert *alert, struct arena *a)
{
        const struct alert_info *info = &alert->infos[0];
        json_t *facts = json_object(), *evidence = json_array();

        for (size_t i = 0; i < info->n_facts; i++)
                json_object_set_new(facts, info->facts[i].name, json_string(info->facts[i].value));
        for (size_t i = 0; i < info->n_evidence; i++)
                json_array_append_new(evidence, json_string(info->evidence[i]));
        return json_pack("{s:s, s:s, s:o, s:o, s:o}", "event", vocab_word(VOCAB_EVENT, info->event), "state",
                         vocab_word(VOCAB_STATE, alert_state(alert)), "places", places_json(g, info, a),
                         "facts", facts, "evidence", evidence);
}

static void print_json(const struct gazetteer *g, const char *file, const struct alert_list *list,
                       struct arena *a)
{
        json_t *alerts = json_array(), *line;
        char *text;

        for (size_t i = 0; i < list->n; i++)
                json_array_append_new(alerts, alert_json(g, &list->alerts[i], a));
        line = json_pack("{s:s, s:o}", "file", file, "alerts", alerts);
        text = json_dumps(line, JSON_COMPACT);
        puts(text);
        free(text);
        json_decref(line);
}

static void print_marks(const struct text_mark *marks, size_t n, const char *text, size_t size)
{
        static const char *const words[] = {"PLACE", "TOWARD", "named", "event",
                                            "LIVE",  "PAST",   "CLEAR", "FORECAST"};
        size_t at = 0;

        for (size_t i = 0; i < n; i++) {
                printf("%.*s[%.*s|%s %s %s]", (int)(marks[i].start - at), text + at,
                       (int)(marks[i].end - marks[i].start), text + marks[i].start, words[marks[i].kind],
                       marks[i].path ? marks[i].path : "", marks[i].why ? marks[i].why : "");
                at = marks[i].end;
        }
        printf("%.*s\n", (int)(size - at), text + at);
}

int main(int argc, char **argv)
{
        struct gazetteer *g;
        struct text_reader *r;
        struct problem why;
        struct text_options options = {.alerts = 1000};
        struct dirent **entries;
        const char *folder = argv[argc - 1];
        bool marks = argc > 2 && !strcmp(argv[1], "--marks");
        int repeat = argc > 3 && !strcmp(argv[1], "--bench") ? atoi(argv[2]) : 0, n;
        size_t bytes = 0;
        struct timespec start, end;

        if (argc < 2 || gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &r, &why) < 0) {
                fprintf(stderr, "%s\n",
                        argc < 2 ? "usage: text_eval [--marks | --bench N] FOLDER" : why.text);
                return 1;
        }
        n = scandir(folder, &entries, NULL, alphasort);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
        for (int round = 0; round < (repeat ? repeat : 1); round++)
                for (int i = 0; i < n; i++) {
                        struct arena *a = arena_new();
                        struct alert_list list;
                        char *path = arena_printf(a, "%s/%s", folder, entries[i]->d_name), *text;
                        size_t size;
                        if (entries[i]->d_name[0] != '.' &&
                            !file_read(path, 64u << 20, a, &text, &size, &why)) {
                                text_reader_read(r, &options, text, size, a, &list);
                                bytes += size;
                                if (marks) {
                                        struct text_mark *m;
                                        size_t k = text_reader_marks(r, &options, text, size, a, &m);
                                        print_marks(m, k, text, size);
                                } else if (!repeat) {
                                        print_json(g, entries[i]->d_name, &list, a);
                                }
                        }
                        arena_free(a);
                }
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
        if (repeat) {
                double seconds =
                    (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
                printf("%zu bytes in %.3f s: %.1f MB/s\n", bytes, seconds, (double)bytes / seconds / 1e6);
        }
        while (n > 0)
                free(entries[--n]);
        free(entries);
        text_reader_free(r);
        gazetteer_free(g);
        return 0;
}
