#include "alert/event.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/tsv.h"

#define TEXT_LONGEST 512

struct event_word {
        const char *text; /* folded */
        size_t size;
        bool open_start, open_end; /* a `*` there: the word may go on */
        enum alert_event event;
};

struct event_code {
        const char *value, *system; /* system NULL: any */
        enum alert_event event;
};

struct event_table {
        struct arena *arena;
        struct event_word *words; /* sorted by text */
        struct event_code *codes; /* sorted by value */
        size_t n_words, n_codes, words_room, codes_room;
        enum alert_event by_category[CATEGORY_OTHER + 1];
};

/* ---- loading ---- */

static int add_word(struct event_table *t, enum alert_event event, char *text, struct problem *why)
{
        struct event_word word = {.event = event};
        size_t size = strlen(text);
        if (size > 0 && text[size - 1] == '*') {
                word.open_end = true;
                text[--size] = '\0';
        }
        if (*text == '*') {
                word.open_start = true;
                text++;
                size--;
        }
        char folded[TEXT_LONGEST];
        word.size = text_fold(text, size, folded, sizeof folded);
        if (word.size < 2 || word.size > sizeof folded)
                return problem_set(why, -EINVAL, "a word needs 2 to %d bytes", TEXT_LONGEST - 1);
        word.text = arena_strndup(t->arena, folded, word.size);
        t->words = arena_grow(t->arena, t->words, t->n_words, &t->words_room, sizeof *t->words);
        t->words[t->n_words++] = word;
        return 0;
}

static int add_code(struct event_table *t, enum alert_event event, char *text, struct problem *why)
{
        char *colon = strrchr(text, ':');
        struct event_code code = {.value = colon ? colon + 1 : text, .event = event};
        if (*code.value == '\0')
                return problem_set(why, -EINVAL, "a code needs a value after the colon");
        if (colon) {
                *colon = '\0';
                code.system = text;
        }
        t->codes = arena_grow(t->arena, t->codes, t->n_codes, &t->codes_room, sizeof *t->codes);
        t->codes[t->n_codes++] = code;
        return 0;
}

static int add_category(struct event_table *t, enum alert_event event, const char *text, struct problem *why)
{
        int category;
        if (vocab_parse(VOCAB_CATEGORY, text, &category) < 0)
                return problem_set(why, -EINVAL, "\"%s\" is none of %s", text, vocab_words(VOCAB_CATEGORY));
        t->by_category[category] = event;
        return 0;
}

static int add_line(void *data, char **fields, struct problem *why)
{
        struct event_table *t = data;
        int event;

        if (vocab_parse(VOCAB_EVENT, fields[0], &event) < 0)
                return problem_set(why, -EINVAL, "\"%s\" is none of %s", fields[0], vocab_words(VOCAB_EVENT));
        if (strcmp(fields[1], "word") == 0)
                return add_word(t, (enum alert_event)event, fields[2], why);
        if (strcmp(fields[1], "code") == 0)
                return add_code(t, (enum alert_event)event, fields[2], why);
        if (strcmp(fields[1], "category") == 0)
                return add_category(t, (enum alert_event)event, fields[2], why);
        return problem_set(why, -EINVAL, "\"%s\" is none of word, code or category", fields[1]);
}

static int by_text(const void *a, const void *b)
{
        return strcmp(((const struct event_word *)a)->text, ((const struct event_word *)b)->text);
}

static int by_value(const void *a, const void *b)
{
        return strcasecmp(((const struct event_code *)a)->value, ((const struct event_code *)b)->value);
}

int event_table_load(const char *path, struct event_table **ret, struct problem *why)
{
        struct arena *arena = arena_new();
        struct event_table *t = arena_alloc(arena, sizeof *t);
        t->arena = arena;
        for (int i = 0; i <= CATEGORY_OTHER; i++)
                t->by_category[i] = EVENT_OTHER;
        int r = tsv_read(path, "class kind text", arena, add_line, t, why);
        if (r < 0) {
                event_table_free(t);
                return r;
        }
        if (t->n_words)
                qsort(t->words, t->n_words, sizeof *t->words, by_text);
        if (t->n_codes)
                qsort(t->codes, t->n_codes, sizeof *t->codes, by_value);
        *ret = t;
        return 0;
}

void event_table_free(struct event_table *t)
{
        if (t)
                arena_free(t->arena);
}

/* ---- classifying ---- */

static bool find_code(const struct event_table *t, const struct alert_pair *pair, enum alert_event *ret)
{
        size_t low = 0, high = t->n_codes;
        while (low < high) {
                size_t middle = (low + high) / 2;
                if (strcasecmp(t->codes[middle].value, pair->value) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (; low < t->n_codes && strcasecmp(t->codes[low].value, pair->value) == 0; low++) {
                const char *system = t->codes[low].system;
                if (!system || (pair->name && strcasecmp(system, pair->name) == 0)) {
                        *ret = t->codes[low].event;
                        return true;
                }
        }
        return false;
}

/* The first word that does not sort before the two bytes at `s`: all that can match there follow it. */
static size_t first_word(const struct event_table *t, const char *s)
{
        size_t low = 0, high = t->n_words;
        while (low < high) {
                size_t middle = (low + high) / 2;
                if (strncmp(t->words[middle].text, s, 2) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* The longest word that stands at `at` of the folded text. */
static const struct event_word *find_word(const struct event_table *t, const char *text, size_t size,
                                          size_t at)
{
        const struct event_word *best = NULL;
        bool starts = at == 0 || text[at - 1] == ' ';
        for (size_t i = first_word(t, text + at); i < t->n_words; i++) {
                const struct event_word *word = &t->words[i];
                if (strncmp(word->text, text + at, 2) != 0)
                        break;
                if (word->size > size - at || memcmp(word->text, text + at, word->size) != 0)
                        continue;
                bool ends = at + word->size == size || text[at + word->size] == ' ';
                if ((starts || word->open_start) && (ends || word->open_end) &&
                    (!best || word->size > best->size))
                        best = word;
        }
        return best;
}

/* Storms bring floods and fires: what weather (or another thing) does to people counts more than the weather.
 */
static bool is_general(const struct event_word *word)
{
        return word->event == EVENT_WEATHER || word->event == EVENT_OTHER;
}

static bool says_more(const struct event_word *word, const struct event_word *than)
{
        if (is_general(word) != is_general(than))
                return is_general(than);
        return word->size > than->size;
}

static bool find_words(const struct event_table *t, const char *text, enum alert_event *ret)
{
        char folded[TEXT_LONGEST];
        const struct event_word *best = NULL;
        size_t given = strlen(text);
        size_t size = text_fold(text, text_cut(text, given, TEXT_LONGEST), folded, sizeof folded);
        if (size >= sizeof folded)
                size = sizeof folded;
        for (size_t at = 0; at + 1 < size; at++) {
                const struct event_word *word = find_word(t, folded, size, at);
                if (!word)
                        continue;
                if (!best || says_more(word, best))
                        best = word;
                at += word->size - 1;
        }
        if (best)
                *ret = best->event;
        return best;
}

static enum alert_event from_categories(const struct event_table *t, uint32_t categories)
{
        enum alert_event event = EVENT_OTHER;
        bool found = false;
        for (int i = 0; i <= CATEGORY_OTHER; i++) {
                if (!(categories & 1u << i))
                        continue;
                if (found && t->by_category[i] != event)
                        return EVENT_OTHER;
                event = t->by_category[i];
                found = true;
        }
        return event;
}

enum alert_event event_classify(const struct event_table *t, const char *text, uint32_t categories,
                                const struct alert_pair *codes, size_t n_codes)
{
        enum alert_event event;
        if (!t)
                return EVENT_OTHER;
        for (size_t i = 0; i < n_codes; i++) {
                if (codes[i].value && find_code(t, &codes[i], &event))
                        return event;
        }
        if (text && find_words(t, text, &event))
                return event;
        return from_categories(t, categories);
}
