#include "alert/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "alert/language.h"
#include "alert/plural.h"
#include "base/buffer.h"
#include "base/tsv.h"

#define LANGUAGES_MOST 64
#define KEYS_MOST      1024
#define ENGLISH        "en"

struct entry {
        const char *key, *text;
};

struct words {
        const char *language;
        struct entry *entries; /* in order of key */
        size_t n, room;
};

struct catalogue {
        struct arena *arena;
        struct words languages[LANGUAGES_MOST];
        size_t n, english;
};

static int by_key(const void *a, const void *b)
{
        return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static const char *find(const struct words *w, const char *key)
{
        struct entry wanted = {.key = key}, *found;

        found = w->n ? bsearch(&wanted, w->entries, w->n, sizeof wanted, by_key) : NULL;
        return found ? found->text : NULL;
}

static int read_line(void *data, char **fields, struct problem *why)
{
        struct catalogue *c = data;
        struct words *w = &c->languages[c->n];

        if (w->n == KEYS_MOST)
                return problem_set(why, -EFBIG, "more than %d keys", KEYS_MOST);
        if (strncmp(fields[0], "plural.", 7) == 0 && plural_holds(fields[1], 1) < 0)
                return problem_set(why, -EINVAL, "\"%s\" is no rule for plurals", fields[1]);
        w->entries = arena_grow(c->arena, w->entries, w->n, &w->room, sizeof *w->entries);
        w->entries[w->n++] = (struct entry){fields[0], fields[1]};
        return 0;
}

static int check_words(struct words *w, const char *path, struct problem *why)
{
        if (w->n == 0)
                return problem_set(why, -EINVAL, "%s: holds no messages", path);
        qsort(w->entries, w->n, sizeof *w->entries, by_key);
        for (size_t i = 1; i < w->n; i++)
                if (strcmp(w->entries[i - 1].key, w->entries[i].key) == 0)
                        return problem_set(why, -EEXIST, "%s: \"%s\" stands there twice", path,
                                           w->entries[i].key);
        return 0;
}

static int read_language(struct catalogue *c, const char *path, const char *language, struct problem *why)
{
        struct words *w = &c->languages[c->n];
        int r;

        w->language = language;
        r = tsv_read(path, "key text", c->arena, read_line, c, why);
        if (r == 0)
                r = check_words(w, path, why);
        if (r < 0)
                return r;
        if (strcmp(language, ENGLISH) == 0)
                c->english = c->n;
        c->n++;
        return 0;
}

static int read_folder(struct catalogue *c, const char *folder, struct problem *why)
{
        DIR *dir = opendir(folder);
        struct dirent *d;
        int r = 0;

        if (!dir)
                return problem_set(why, -errno, "%s: cannot read this folder: %s", folder, strerror(errno));
        while (r == 0 && (d = readdir(dir))) {
                const char *end = strrchr(d->d_name, '.');
                if (d->d_name[0] == '.' || !end || strcmp(end, ".tsv") != 0)
                        continue;
                if (c->n == LANGUAGES_MOST)
                        r = problem_set(why, -EFBIG, "%s: more than %d languages", folder, LANGUAGES_MOST);
                else
                        r = read_language(c, arena_printf(c->arena, "%s/%s", folder, d->d_name),
                                          arena_strndup(c->arena, d->d_name, (size_t)(end - d->d_name)), why);
        }
        closedir(dir);
        return r;
}

int catalogue_load(const char *folder, struct catalogue **ret, struct problem *why)
{
        struct arena *a = arena_new();
        struct catalogue *c = arena_alloc(a, sizeof *c);
        int r;

        c->arena = a;
        c->english = LANGUAGES_MOST;
        r = read_folder(c, folder, why);
        if (r == 0 && c->english == LANGUAGES_MOST)
                r = problem_set(why, -ENOENT, "%s: " ENGLISH ".tsv is missing", folder);
        if (r < 0) {
                arena_free(a);
                return r;
        }
        *ret = c;
        return 0;
}

void catalogue_free(struct catalogue *c)
{
        if (c)
                arena_free(c->arena);
}

static const struct words *words_of(const struct catalogue *c, const char *tag)
{
        const struct words *best = &c->languages[c->english];
        unsigned best_fit = 0;

        for (size_t i = 0; tag && i < c->n; i++) {
                unsigned fit = language_fit(tag, c->languages[i].language);
                if (fit > best_fit) {
                        best = &c->languages[i];
                        best_fit = fit;
                }
        }
        return best;
}

const char *catalogue_language(const struct catalogue *c, const char *tag)
{
        return words_of(c, tag)->language;
}

const char *catalogue_find(const struct catalogue *c, const char *language, const char *key)
{
        const char *text = find(words_of(c, language), key);

        return text ? text : find(&c->languages[c->english], key);
}

const char *catalogue_text(const struct catalogue *c, const char *language, const char *key)
{
        const char *text = catalogue_find(c, language, key);

        return text ? text : key;
}

const char *catalogue_form(const struct catalogue *c, const char *language, const char *key,
                           unsigned long number, struct arena *a)
{
        static const char *const categories[] = {"zero", "one", "two", "few", "many"};
        const struct words *w = words_of(c, language);

        for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
                const char *rule = find(w, arena_printf(a, "plural.%s", categories[i]));
                const char *form = arena_printf(a, "%s.%s", key, categories[i]);
                if (rule && plural_holds(rule, number) > 0 && find(w, form))
                        return form;
        }
        return arena_printf(a, "%s.other", key);
}

/* The number of the name that stands in braces at `text`, or n. */
static size_t name_at(const char *text, size_t length, const char *const names[], size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (strlen(names[i]) == length && strncmp(names[i], text, length) == 0)
                        return i;
        return n;
}

char *catalogue_fill(const struct catalogue *c, const char *language, const char *key,
                     const char *const names[], const char *const values[], size_t n, struct arena *a)
{
        const char *text = catalogue_text(c, language, key);
        struct buffer out = {0};

        while (*text) {
                size_t plain = strcspn(text, "{"), length = text[plain] ? strcspn(text + plain + 1, "}") : 0,
                       i;
                buffer_add(&out, text, plain);
                text += plain;
                if (!*text)
                        break;
                i = name_at(text + 1, length, names, n);
                if (i < n) {
                        buffer_add_string(&out, values[i] ? values[i] : "");
                        text += length + 1 + (text[length + 1] == '}');
                } else {
                        buffer_add_char(&out, *text++);
                }
        }
        return buffer_finish(&out, a);
}
