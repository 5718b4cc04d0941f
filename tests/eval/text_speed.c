/* text_speed: how fast running text becomes located alerts, in one process and on one core, as the daemon and
 * `sirenctl check` read it: text check, header block, reading, drafts, places.
 *
 *   text_speed FILE...     reads the "text" members of files of JSON lines
 *
 * The index of names is ready and the first text is read before the clock starts. Each round reads all texts some times
 * over, then folds the same bytes with utf8proc (the floor: what looking at every character costs on this
 * machine at this moment). Medians of the rounds are printed; processor time of the thread is the figure to
 * compare, wall time stands beside it. "first reading" is the only pass in which no text was seen before. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "base/text.h"
#include "gazetteer/locate.h"
#include "reader/text_reader.h"
#include "report/report.h"

#define ROUNDS      9
#define ROUND_BYTES (2u << 20)
#define POST_BYTES  3000
#define NOW         1700000000
#define TEXTS_MAX   10000

struct clocks {
        double cpu, wall;
};

struct corpus {
        const char *texts[TEXTS_MAX];
        size_t sizes[TEXTS_MAX];
        size_t n, bytes;
};

/* What one round gave, in MB a second; `post` in milliseconds. */
struct round {
        double cpu, wall, floor, post;
};

static double seconds(clockid_t id)
{
        struct timespec t;

        clock_gettime(id, &t);
        return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static struct clocks clocks_now(void)
{
        return (struct clocks){seconds(CLOCK_THREAD_CPUTIME_ID), seconds(CLOCK_MONOTONIC)};
}

static struct clocks clocks_since(struct clocks start)
{
        struct clocks now = clocks_now();

        return (struct clocks){now.cpu - start.cpu, now.wall - start.wall};
}

static void read_text(const struct report_options *options, const char *text, size_t size)
{
        struct arena *a = arena_new();
        struct alert_list list;
        struct problem why;

        if (report_decode(options, text, size, a, &list, &why) >= 0)
                for (size_t i = 0; i < list.n; i++)
                        locate_alert(options->gazetteer, PLACE_NONE, &list.alerts[i], a);
        arena_free(a);
}

static void read_all(const struct report_options *options, const struct corpus *c)
{
        for (size_t i = 0; i < c->n; i++)
                read_text(options, c->texts[i], c->sizes[i]);
}

static void fold_all(const struct corpus *c)
{
        for (size_t i = 0; i < c->n; i++) {
                utf8proc_uint8_t *folded = NULL;
                utf8proc_map((const utf8proc_uint8_t *)c->texts[i], (utf8proc_ssize_t)c->sizes[i], &folded,
                             UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
                free(folded);
        }
}

static int add_file(struct corpus *c, json_t *kept, const char *path)
{
        FILE *file = fopen(path, "r");
        char *line = NULL;
        size_t room = 0;

        if (!file) {
                perror(path);
                return -1;
        }
        while (getline(&line, &room, file) > 0 && c->n < TEXTS_MAX) {
                json_t *record = json_loads(line, 0, NULL), *text = json_object_get(record, "text");
                if (json_string_length(text) > 0) {
                        json_array_append(kept, text);
                        c->texts[c->n] = json_string_value(text);
                        c->sizes[c->n] = json_string_length(text);
                        c->bytes += c->sizes[c->n++];
                }
                json_decref(record);
        }
        free(line);
        fclose(file);
        return 0;
}

/* Texts of the corpus one after another, up to 3,000 bytes. */
static size_t make_post(const struct corpus *c, char post[static POST_BYTES + 1])
{
        size_t used = 0;

        for (size_t i = 0; i < c->n && used < POST_BYTES; i++) {
                size_t n = text_cut(c->texts[i], c->sizes[i], POST_BYTES - used);
                memcpy(post + used, c->texts[i], n);
                used += n;
                if (used < POST_BYTES)
                        post[used++] = '\n';
        }
        return used;
}

static int compare(const void *x, const void *y)
{
        double a = *(const double *)x, b = *(const double *)y;

        return a < b ? -1 : a > b;
}

static double median(double values[static ROUNDS])
{
        qsort(values, ROUNDS, sizeof *values, compare);
        return values[ROUNDS / 2];
}

static struct round measure_round(const struct report_options *options, const struct corpus *c,
                                  const char *post, size_t post_size)
{
        unsigned passes = (unsigned)(ROUND_BYTES / c->bytes) + 1;
        double megabytes = (double)(passes * c->bytes) / 1e6;
        struct clocks start = clocks_now(), taken;
        struct round r;

        for (unsigned i = 0; i < passes; i++)
                read_all(options, c);
        taken = clocks_since(start);
        r.cpu = megabytes / taken.cpu;
        r.wall = megabytes / taken.wall;
        start = clocks_now();
        for (unsigned i = 0; i < passes; i++)
                fold_all(c);
        r.floor = megabytes / clocks_since(start).cpu;
        start = clocks_now();
        for (unsigned i = 0; i < 50; i++)
                read_text(options, post, post_size);
        r.post = 1e3 * clocks_since(start).cpu / 50;
        return r;
}

static void measure(const struct report_options *options, const struct corpus *c)
{
        double cpu[ROUNDS], wall[ROUNDS], floor[ROUNDS], ratio[ROUNDS], posts[ROUNDS], first;
        char post[POST_BYTES + 1];
        size_t post_size = make_post(c, post);
        struct clocks start;

        read_text(options, "Дрон", strlen("Дрон")); /* waits for the index of names */
        start = clocks_now();
        read_all(options, c);
        first = (double)c->bytes / 1e6 / clocks_since(start).cpu;
        for (unsigned i = 0; i < ROUNDS; i++) {
                struct round r = measure_round(options, c, post, post_size);
                cpu[i] = r.cpu;
                wall[i] = r.wall;
                floor[i] = r.floor;
                ratio[i] = r.floor / r.cpu;
                posts[i] = r.post;
        }
        printf("%zu texts, %zu bytes, median of %d rounds: %.1f MB/s of processor time (%.1f wall); first "
               "reading %.1f\n",
               c->n, c->bytes, ROUNDS, median(cpu), median(wall), first);
        printf("utf8proc folds the same bytes at %.1f MB/s: reading takes %.1f times as long\n",
               median(floor), median(ratio));
        printf("a text of %zu bytes: %.3f ms\n", post_size, median(posts));
}

int main(int argc, char **argv)
{
        static struct corpus corpus;
        struct report_options options = {
            .limits = report_limits_default, .source = {.name = "local"}, .now = NOW};
        struct event_table *events = NULL;
        struct gazetteer *g = NULL;
        struct text_reader *reader = NULL;
        struct problem why;
        json_t *kept = json_array();
        int r = 0;

        for (int i = 1; i < argc && r == 0; i++)
                r = add_file(&corpus, kept, argv[i]);
        if (r < 0 || corpus.n == 0) {
                fputs("usage: text_speed FILE... (JSON lines with a \"text\")\n", stderr);
                return 2;
        }
        if (gazetteer_load("config/gazetteer", &g, &why) < 0 ||
            event_table_load("config/vocabulary/events.tsv", &events, &why) < 0 ||
            text_reader_load("config/vocabulary/text", g, &reader, &why) < 0) {
                fprintf(stderr, "%s\n", why.text);
                r = 1;
        } else {
                options.events = events;
                options.gazetteer = g;
                options.reader = reader;
                measure(&options, &corpus);
        }
        text_reader_free(reader);
        event_table_free(events);
        gazetteer_free(g);
        json_decref(kept);
        return r;
}
