#include "ctl/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Prints bytes; after each line break the next line is indented. */
static void print_part(struct output *o, unsigned indent, enum output_style style, const char *text,
                       size_t size)
{
        while (size > 0) {
                const char *end = memchr(text, '\n', size);
                size_t n = end ? (size_t)(end - text) : size;

                output_printf(o, style, "%.*s", (int)n, text);
                if (!end)
                        return;
                fprintf(o->file, "\n%*s", (int)indent, "");
                text += n + 1;
                size -= n + 1;
        }
}

void mark_print(struct output *o, unsigned indent, const char *text, size_t size, const struct mark *marks,
                size_t n)
{
        size_t at = 0;

        fprintf(o->file, "%*s", (int)indent, "");
        for (size_t i = 0; i < n; i++) {
                print_part(o, indent, STYLE_DIM, text + at, marks[i].begin - at);
                print_part(o, indent, marks[i].style, text + marks[i].begin, marks[i].size);
                if (marks[i].note)
                        output_printf(o, STYLE_DIM, " [%s]", marks[i].note);
                at = marks[i].begin + marks[i].size;
        }
        print_part(o, indent, STYLE_DIM, text + at, size - at);
        fputc('\n', o->file);
}

static enum output_style style_of(enum alert_state state)
{
        static const enum output_style by_state[] = {[STATE_LIVE] = STYLE_BAD,
                                                     [STATE_PAST] = STYLE_NAME,
                                                     [STATE_ALL_CLEAR] = STYLE_GOOD,
                                                     [STATE_FORECAST] = STYLE_WARN};

        return by_state[state];
}

static int by_begin(const void *a, const void *b)
{
        const struct mark *x = a, *y = b;

        return (x->begin > y->begin) - (x->begin < y->begin);
}

static size_t drop_overlaps(struct mark *marks, size_t n)
{
        size_t kept = 0;

        if (n)
                qsort(marks, n, sizeof *marks, by_begin);
        for (size_t i = 0; i < n; i++)
                if (kept == 0 || marks[i].begin >= marks[kept - 1].begin + marks[kept - 1].size)
                        marks[kept++] = marks[i];
        return kept;
}

/* Marks while they are gathered. `from` is where the last one was found: evidence mostly comes in order. */
struct gathering {
        const char *text;
        size_t size, from;
        struct arena *arena;
        struct mark *marks;
        size_t n, room;
};

static void gather(struct gathering *g, const char *words, enum output_style style, const char *note)
{
        size_t length = strlen(words);
        const char *found = memmem(g->text + g->from, g->size - g->from, words, length);

        if (!found && g->from > 0)
                found = memmem(g->text, g->size, words, length);
        if (!found || length == 0)
                return;
        g->from = (size_t)(found - g->text);
        g->marks = arena_grow(g->arena, g->marks, g->n, &g->room, sizeof *g->marks);
        g->marks[g->n++] = (struct mark){g->from, length, style, note};
}

static void gather_alert(struct gathering *g, const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++) {
                const struct alert_info *info = &alert->infos[i];
                enum alert_state state = alert_info_state(alert, info);
                const char *note = arena_printf(g->arena, "%s, %s", vocab_word(VOCAB_EVENT, (int)info->event),
                                                vocab_word(VOCAB_STATE, (int)state));

                for (size_t k = 0; k < info->n_evidence; k++)
                        gather(g, info->evidence[k], style_of(state), note);
        }
}

size_t mark_evidence(const struct alert_list *alerts, const char *text, size_t size, struct arena *a,
                     struct mark **ret)
{
        struct gathering g = {.text = text, .size = size, .arena = a};

        for (size_t i = 0; i < alerts->n; i++)
                gather_alert(&g, &alerts->alerts[i]);
        *ret = g.marks;
        return drop_overlaps(g.marks, g.n);
}

static const struct {
        enum output_style style;
        const char *word;
} shown[] = {
    [MARK_PLACE] = {STYLE_TITLE, NULL},  [MARK_TOWARD] = {STYLE_TITLE, "toward"},
    [MARK_NAMED] = {STYLE_DIM, NULL},    [MARK_EVENT] = {STYLE_WARN, NULL},
    [MARK_LIVE] = {STYLE_BAD, "live"},   [MARK_PAST] = {STYLE_NAME, "past"},
    [MARK_CLEAR] = {STYLE_GOOD, "over"}, [MARK_FORECAST] = {STYLE_WARN, "announced"},
};

static const char *note_of(const struct text_mark *m, struct arena *a)
{
        switch (m->kind) {
        case MARK_PLACE:
                return m->path;
        case MARK_TOWARD:
                return arena_printf(a, "toward %s", m->path);
        case MARK_NAMED:
                return arena_printf(a, "%s%sonly named: %s", m->path ? m->path : "", m->path ? ", " : "",
                                    m->why);
        case MARK_EVENT:
                return m->why;
        default:
                return shown[m->kind].word;
        }
}

size_t mark_words(const struct text_reader *reader, const struct text_options *options, const char *text,
                  size_t size, struct arena *a, struct mark **ret)
{
        struct text_mark *found;
        size_t n = text_reader_marks(reader, options, text, size, a, &found);
        struct mark *marks = arena_array(a, n, sizeof *marks);

        for (size_t i = 0; i < n; i++)
                marks[i] = (struct mark){found[i].start, found[i].end - found[i].start,
                                         shown[found[i].kind].style, note_of(&found[i], a)};
        *ret = marks;
        return n;
}
