#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "reader/text_reader.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text_reader *reader;

/* The index of names is made before the first unit, whose time counts. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        struct arena *a = arena_new();
        struct alert_list list;
        struct gazetteer *g;
        struct problem why;

        (void)argc;
        (void)argv;
        if (gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &reader, &why) < 0)
                abort();
        text_reader_read(reader, &(struct text_options){.alerts = 1}, "Drone", strlen("Drone"), a, &list);
        arena_free(a);
        return 0;
}

static void expect(int truth)
{
        if (!truth)
                abort();
}

/* Running text: the reader's promises about its alerts and marks. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const struct text_options options = {.home = "ua/kharkiv", .alerts = 100};
        struct arena *a = arena_new();
        char *text = arena_strndup(a, (const char *)data, size);
        struct text_mark *marks;
        struct alert_list list;
        size_t n, end = 0;

        size = text_valid(text, size);
        text_reader_read(reader, &options, text, size, a, &list);
        expect(list.n <= options.alerts);
        for (size_t i = 0; i < list.n; i++) {
                const struct alert_info *info = list.alerts[i].infos;
                expect(list.alerts[i].n_infos == 1 && info->n_places > 0 && info->n_evidence > 0);
                for (size_t k = 0; k < info->n_evidence; k++)
                        expect(text_valid(info->evidence[k], strlen(info->evidence[k])) ==
                               strlen(info->evidence[k]));
                alert_state(&list.alerts[i]);
        }
        n = text_reader_marks(reader, &options, text, size, a, &marks);
        for (size_t i = 0; i < n; i++) {
                expect(marks[i].start >= end && marks[i].end > marks[i].start && marks[i].end <= size);
                end = marks[i].end;
        }
        arena_free(a);
        return 0;
}
