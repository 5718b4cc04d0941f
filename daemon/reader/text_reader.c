#include "reader/text_reader.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "reader/frames/text_frames.h"
#include "reader/text_alerts.h"
#include "reader/words/text_names.h"

/* The index of names takes half of a start, and only running text needs it: it is made by a thread of its own, which the
 * first text waits for. The gazetteer and the tables that it reads do not change any more. */
struct indexing {
        const struct text_reader *reader;
        pthread_t thread;
        bool is_running;
        struct text_names *names;
};

struct text_reader {
        const struct gazetteer *gazetteer;
        struct text_forms *forms;
        struct text_phrases *phrases;
        struct text_language *language;
        struct text_lexicon *lexicon;
        struct indexing *indexing;
};

static void *make_index(void *context)
{
        struct indexing *i = context;

        i->names =
            text_names_new(i->reader->gazetteer, i->reader->phrases, i->reader->forms, i->reader->language);
        malloc_trim(0); /* what it was made from is left */
        return NULL;
}

/* Where no thread is to be had the index is made at once. */
static struct indexing *start_indexing(const struct text_reader *r)
{
        struct indexing *i = calloc(1, sizeof *i);

        if (!i)
                abort();
        i->reader = r;
        i->is_running = pthread_create(&i->thread, NULL, make_index, i) == 0;
        if (!i->is_running)
                make_index(i);
        return i;
}

static struct text_names *names_of(const struct text_reader *r)
{
        struct indexing *i = r->indexing;

        if (i->is_running)
                pthread_join(i->thread, NULL);
        i->is_running = false;
        return i->names;
}

int text_reader_load(const char *directory, const struct gazetteer *g, struct text_reader **ret,
                     struct problem *why)
{
        struct text_reader *r = calloc(1, sizeof *r);
        char path[4096];
        int error;

        if (!r)
                return -ENOMEM;
        r->gazetteer = g;
        snprintf(path, sizeof path, "%s/forms.tsv", directory);
        error = text_forms_load(path, &r->forms, why);
        if (error >= 0) {
                snprintf(path, sizeof path, "%s/languages.tsv", directory);
                error = text_language_load(path, &r->language, why);
        }
        if (error >= 0)
                error = text_phrases_load(directory, &r->phrases, why);
        if (error < 0) {
                text_reader_free(r);
                return error;
        }
        r->lexicon = text_lexicon_new(r->phrases, r->language);
        r->indexing = start_indexing(r);
        *ret = r;
        return 0;
}

void text_reader_free(struct text_reader *r)
{
        if (!r)
                return;
        if (r->indexing)
                text_names_free(names_of(r));
        free(r->indexing);
        text_lexicon_free(r->lexicon);
        text_phrases_free(r->phrases);
        text_language_free(r->language);
        text_forms_free(r->forms);
        free(r);
}

/* Everything up to the frames. */
struct reading {
        struct text_scan scan;
        struct text_place *places;
        size_t n_places;
        struct text_frames frames;
};

static void read_frames(const struct text_reader *r, const struct text_options *options, const char *text,
                        size_t size, struct arena *a, struct reading *ret)
{
        *ret = (struct reading){
            .scan = {.gazetteer = r->gazetteer,
                     .phrases = r->phrases,
                     .forms = r->forms,
                     .names = names_of(r),
                     .lexicon = r->lexicon,
                     .language = r->language,
                     .home = options->home ? place_by_path(r->gazetteer, options->home) : PLACE_NONE,
                     .year = options->sent ? timestamp_year(options->sent) : 0,
                     .month = options->sent ? timestamp_month(options->sent) : 0,
                     .day = options->sent ? timestamp_day(options->sent) : 0,
                     .arena = a}};
        text_scan_start(&ret->scan, text, size);
        ret->n_places = text_places_find(&ret->scan, &ret->places);
        text_frames_find(&ret->scan, ret->places, ret->n_places, &ret->frames);
}

void text_reader_read(const struct text_reader *r, const struct text_options *options, const char *text,
                      size_t size, struct arena *a, struct alert_list *ret)
{
        struct reading reading;

        read_frames(r, options, text, size, a, &reading);
        text_alerts_make(&reading.scan, reading.places, &reading.frames, options, ret);
        text_lexicon_end(r->lexicon);
}

static int compare_marks(const void *x, const void *y)
{
        const struct text_mark *a = x, *b = y;

        if (a->start != b->start)
                return a->start < b->start ? -1 : 1;
        return a->end > b->end ? -1 : a->end < b->end;
}

static struct text_mark mark_of_place(const struct reading *reading, uint32_t mention,
                                      enum text_mark_kind kind, const char *why)
{
        const struct text_place *p = &reading->places[mention];
        const struct text_token *tokens = reading->scan.words.tokens;

        return (struct text_mark){tokens[p->from].start, tokens[p->to].end, kind,
                                  p->place == PLACE_NONE
                                      ? NULL
                                      : place_path(reading->scan.gazetteer, p->place, reading->scan.arena),
                                  why};
}

static bool mark_of_match(const struct reading *reading, const struct text_match *m, struct text_mark *ret)
{
        static const enum text_mark_kind kinds[] = {
            [SAYS_EVENT] = MARK_EVENT,       [SAYS_PAST] = MARK_PAST,     [SAYS_LIVE] = MARK_LIVE,
            [SAYS_ORDER] = MARK_LIVE,        [SAYS_HAPPENED] = MARK_PAST, [SAYS_CLEAR] = MARK_CLEAR,
            [SAYS_FORECAST] = MARK_FORECAST,
        };
        const struct text_token *tokens = reading->scan.words.tokens;

        if (m->role < SAYS_EVENT || m->role > SAYS_FORECAST)
                return false;
        *ret = (struct text_mark){tokens[m->first].start, tokens[m->last].end, kinds[m->role], NULL,
                                  m->role == SAYS_EVENT ? m->phrase->value : m->phrase->text};
        return true;
}

size_t text_reader_marks(const struct text_reader *r, const struct text_options *options, const char *text,
                         size_t size, struct arena *a, struct text_mark **ret)
{
        struct reading reading;
        struct text_mark *marks;
        size_t n = 0, kept = 0;

        read_frames(r, options, text, size, a, &reading);
        marks = arena_array(a, reading.frames.n_frames + reading.frames.n_named + reading.scan.n_matches + 1,
                            sizeof *marks);
        for (size_t i = 0; i < reading.frames.n_frames; i++) {
                const struct text_frame *f = &reading.frames.frames[i];
                marks[n++] = mark_of_place(&reading, f->mention,
                                           f->role == ROLE_TOWARD ? MARK_TOWARD : MARK_PLACE, f->why);
        }
        for (size_t i = 0; i < reading.frames.n_named; i++)
                marks[n++] = mark_of_place(&reading, reading.frames.named[i].mention, MARK_NAMED,
                                           reading.frames.named[i].why);
        for (size_t i = 0; i < reading.scan.n_matches; i++)
                n += mark_of_match(&reading, &reading.scan.matches[i], &marks[n]);
        text_lexicon_end(r->lexicon);
        qsort(marks, n, sizeof *marks, compare_marks);
        for (size_t i = 0; i < n; i++)
                if (!kept || marks[i].start >= marks[kept - 1].end)
                        marks[kept++] = marks[i];
        *ret = marks;
        return kept;
}
