/* text_eval: the text reader without a daemon around it.
 *
 *   text_eval FOLDER            reads every file of the folder as running text; one JSON line a file
 *   text_eval --marks FOLDER    shows what was found in the texts, and why
 *   text_eval --speed FILE...   reads the "text" members of JSON lines over and over; processor time per
 * byte, and of a post of 3,000 bytes
 */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/text.h"
#include "report/text_reader.h"

#define SIZE_MOST (64u << 20)
#define ROUNDS    40

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

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void read_once(const char *text, size_t size)
{
        struct arena *a = arena_new();
        struct alert_list list;

        text_reader_read(reader, &options, text, size, a, &list);
        arena_free(a);
}

/* All texts, ROUNDS times. */
static double read_rounds(json_t *texts, size_t *ret_bytes)
{
        double start = seconds();
        json_t *text;
        size_t i;

        for (int round = 0; round < ROUNDS; round++)
                json_array_foreach(texts, i, text)
                {
                        read_once(json_string_value(text), json_string_length(text));
                        *ret_bytes += json_string_length(text);
                }
        return seconds() - start;
}

static void load_texts(const char *path, json_t *texts)
{
        FILE *file = fopen(path, "r");
        char *line = NULL;
        size_t room = 0;

        while (file && getline(&line, &room, file) > 0) {
                json_t *record = json_loads(line, 0, NULL), *text = json_object_get(record, "text");
                if (json_is_string(text))
                        json_array_append(texts, text);
                json_decref(record);
        }
        free(line);
        if (file)
                fclose(file);
}

static int measure(char **files)
{
        json_t *texts = json_array(), *text;
        char *all = calloc(1, 1u << 22);
        size_t bytes = 0, used = 0, i;
        double taken;

        for (; *files; files++)
                load_texts(*files, texts);
        json_array_foreach(texts, i, text) if (used + json_string_length(text) + 3 < 1u << 22) used +=
            (size_t)sprintf(all + used, "%s\n\n", json_string_value(text));
        taken = read_rounds(texts, &bytes);
        printf("%zu texts, %.1f MB in %.2f s: %.1f MB/s\n", json_array_size(texts), (double)bytes / 1e6,
               taken, (double)bytes / 1e6 / taken);
        if (used > 3000) {
                double start = seconds();
                for (int round = 0; round < 10 * ROUNDS; round++)
                        read_once(all, text_cut(all, used, 3000));
                printf("a text of 3,000 bytes: %.3f ms\n", 1e3 * (seconds() - start) / (10 * ROUNDS));
        }
        json_decref(texts);
        free(all);
        return 0;
}

int main(int argc, char **argv)
{
        struct problem why;
        int r;

        if (argc < 2) {
                fputs("usage: text_eval [--marks] FOLDER | --speed FILE...\n", stderr);
                return 2;
        }
        if (gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &reader, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                return 1;
        }
        if (!strcmp(argv[1], "--speed"))
                r = measure(argv + 2);
        else
                r = read_folder(argv[argc - 1], !strcmp(argv[1], "--marks"));
        text_reader_free(reader);
        gazetteer_free(g);
        return r;
}
