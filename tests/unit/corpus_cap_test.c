/* Agreement with an index of real CAP files, where there is one: SIREND_CORPUS is a directory with
 * cap/index.tsv, whose lines say what each file holds. Without it there is nothing to compare, and the test
 * is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/timestamp.h"
#include "report/report.h"

#define COLUMNS 24
enum {
        AT_FILE_NAME = 0,
        AT_VERSION = 3,
        AT_ROOT = 4,
        AT_MSG_TYPE = 5,
        AT_STATUS = 6,
        AT_FIRST_COUNT = 11,
        AT_WELL_FORMED = 17,
        AT_NOTES = 21
};

struct tally {
        unsigned files, agree, refused, wrong, other_events;
};

static struct report_options options = {.source = {.name = "corpus"}};

static size_t split(char *line, char *columns[])
{
        size_t n = 0;
        while (line && n < COLUMNS)
                columns[n++] = strsep(&line, "\t");
        return n;
}

static void sum(const struct alert_list *list, size_t ret[5])
{
        for (size_t i = 0; i < list->n; i++) {
                struct alert_counts c;
                alert_count(&list->alerts[i], &c);
                const size_t one[] = {c.infos, c.areas, c.polygons, c.circles, c.geocodes};
                for (int k = 0; k < 5; k++)
                        ret[k] += one[k];
        }
}

static bool counts_agree(const struct alert_list *list, char *columns[])
{
        size_t counts[5] = {0};
        bool agree = true;
        sum(list, counts);
        for (int k = 0; k < 5; k++)
                agree = agree && counts[k] == strtoul(columns[AT_FIRST_COUNT + k], NULL, 10);
        if (!agree)
                printf("%s: %zu %zu %zu %zu %zu\n", columns[AT_FILE_NAME], counts[0], counts[1], counts[2],
                       counts[3], counts[4]);
        return agree;
}

/* The index tells the words of the first alert, and "" where it gives none. */
static bool words_agree(const struct alert *alert, char *columns[])
{
        const char *version = alert->cap_version ? alert->cap_version : "";
        bool numbered = strspn(columns[AT_VERSION], "0123456789.") == strlen(columns[AT_VERSION]);
        const char *status = vocab_word(VOCAB_STATUS, (int)alert->status);
        const char *type = vocab_word(VOCAB_MSGTYPE, (int)alert->msg_type);
        /* Of a feed, the index has the namespace that the feed declares. */
        bool alone = strcmp(columns[AT_ROOT], "alert") == 0;
        bool agree = (!alone || strcmp(version, numbered ? columns[AT_VERSION] : "") == 0) &&
                     (!*columns[AT_STATUS] || strcmp(status, columns[AT_STATUS]) == 0) &&
                     (!*columns[AT_MSG_TYPE] || strcmp(type, columns[AT_MSG_TYPE]) == 0);
        if (!agree)
                printf("%s: version %s, %s, %s\n", columns[AT_FILE_NAME], version, status, type);
        return agree;
}

static void note_events(const struct alert_list *list, struct tally *t)
{
        for (size_t i = 0; i < list->n; i++) {
                for (size_t k = 0; k < list->alerts[i].n_infos; k++) {
                        const struct alert_info *info = &list->alerts[i].infos[k];
                        if (info->event != EVENT_OTHER)
                                continue;
                        t->other_events++;
                        if (getenv("SIREND_CORPUS_VERBOSE"))
                                printf("other: %s\n", info->event_text ? info->event_text : "(none)");
                }
        }
}

static void compare(const char *folder, char *columns[], struct tally *t)
{
        struct arena *a = arena_new();
        struct alert_list list = {0};
        struct problem why = {0};
        char path[1024], *bytes;
        size_t size;
        snprintf(path, sizeof path, "%s/%s", folder, columns[AT_FILE_NAME]);
        assert_int_equal(file_read(path, 8u << 20, a, &bytes, &size, &why), 0);
        int r = report_decode(&options, bytes, size, a, &list, &why);
        bool empty = strstr(columns[AT_NOTES], "no info block") && !*columns[AT_STATUS] &&
                     strcmp(columns[AT_FIRST_COUNT], "0") == 0;
        bool broken = strncmp(columns[AT_WELL_FORMED], "no", 2) == 0 || empty;
        t->files++;
        if (r < 0) {
                printf("%s %s: %s\n", broken ? "refused" : "REFUSED", columns[AT_FILE_NAME], why.text);
                *(broken ? &t->refused : &t->wrong) += 1;
        } else if (!broken && counts_agree(&list, columns) &&
                   (list.n == 0 || words_agree(&list.alerts[0], columns))) {
                t->agree++;
                note_events(&list, t);
        } else {
                printf("DIFFERS %s (%d) %s\n", columns[AT_FILE_NAME], r, why.text);
                t->wrong++;
        }
        arena_free(a);
}

static void test_corpus(void **state)
{
        const char *corpus = getenv("SIREND_CORPUS");
        char folder[512], index[600], *rest;
        struct tally t = {0};
        struct problem why;
        size_t size;
        (void)state;
        if (!corpus)
                skip();
        struct arena *a = arena_new();
        snprintf(folder, sizeof folder, "%s/cap", corpus);
        snprintf(index, sizeof index, "%s/index.tsv", folder);
        if (file_read(index, 8u << 20, a, &rest, &size, &why) < 0) {
                arena_free(a);
                skip();
        }
        options.limits = report_limits_default;
        options.now = timestamp_now();
        struct event_table *events;
        assert_int_equal(event_table_load("config/vocabulary/events.tsv", &events, &why), 0);
        options.events = events;
        strsep(&rest, "\n");
        for (char *line; (line = strsep(&rest, "\n"));) {
                char *columns[COLUMNS];
                if (split(line, columns) > AT_NOTES)
                        compare(folder, columns, &t);
        }
        printf("%u files: %u agree, %u broken and refused, %u wrong; %u info blocks of other events\n",
               t.files, t.agree, t.refused, t.wrong, t.other_events);
        event_table_free(events);
        arena_free(a);
        assert_true(t.files > 0);
        assert_int_equal(t.wrong, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_corpus)};
        return cmocka_run_group_tests(tests, NULL, NULL);
}
