#include "alert/catalogue.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/file.h"

#define LANGUAGES_MOST 32
#define KEYS_MOST      1024

struct catalogue {
        struct arena *arena;
        const char *languages[LANGUAGES_MOST];
        size_t n_languages, n_keys;
        struct {
                const char *key;
                const char *texts[LANGUAGES_MOST]; /* NULL: not translated */
        } keys[KEYS_MOST];
};

/* Splits one line at its tabs, in place. Returns how many parts there are, at most `room`. */
static size_t split(char *line, char **parts, size_t room)
{
        size_t n = 0;

        while (line && n < room) {
                parts[n++] = line;
                line = strchr(line, '\t');
                if (line)
                        *line++ = 0;
        }
        return n;
}

static int read_line(struct catalogue *c, char *line, struct problem *why)
{
        char *parts[LANGUAGES_MOST + 1];
        size_t n = split(line, parts, LANGUAGES_MOST + 1);

        if (c->n_languages == 0) {
                if (n < 2 || strcmp(parts[0], "key") != 0)
                        return problem_set(why, -EINVAL,
                                           "the first line must be \"key\" and the languages, between tabs");
                for (size_t i = 1; i < n; i++)
                        c->languages[c->n_languages++] = parts[i];
                return 0;
        }
        if (n != c->n_languages + 1)
                return problem_set(why, -EINVAL, "%zu texts for %zu languages", n - 1, c->n_languages);
        if (c->n_keys == KEYS_MOST)
                return problem_set(why, -EFBIG, "more than %d keys", KEYS_MOST);
        c->keys[c->n_keys].key = parts[0];
        for (size_t i = 1; i < n; i++)
                c->keys[c->n_keys].texts[i - 1] = *parts[i] ? parts[i] : NULL;
        c->n_keys++;
        return 0;
}

int catalogue_load(const char *path, struct catalogue **ret, struct problem *why)
{
        struct arena *a = arena_new();
        struct catalogue *c = arena_alloc(a, sizeof *c);
        unsigned number = 0;
        char *data, *line;
        size_t size;
        int r;

        c->arena = a;
        r = file_read(path, 1 << 20, a, &data, &size, why);
        while (r == 0 && (line = strsep(&data, "\n"))) {
                number++;
                line[strcspn(line, "\r")] = 0;
                if (*line && *line != '#')
                        r = read_line(c, line, why);
                if (r < 0)
                        problem_prefix(why, r, "%s:%u", path, number);
        }
        if (r == 0 && c->n_keys == 0)
                r = problem_set(why, -EINVAL, "%s: holds no messages", path);
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

static size_t column(const struct catalogue *c, const char *tag)
{
        size_t n = tag ? strcspn(tag, "-_") : 0;

        for (size_t i = 0; n && i < c->n_languages; i++)
                if (strlen(c->languages[i]) == n && strncasecmp(c->languages[i], tag, n) == 0)
                        return i;
        return 0;
}

const char *catalogue_language(const struct catalogue *c, const char *tag)
{
        return c->languages[column(c, tag)];
}

const char *catalogue_text(const struct catalogue *c, const char *language, const char *key)
{
        size_t at = column(c, language);

        for (size_t i = 0; i < c->n_keys; i++)
                if (strcmp(c->keys[i].key, key) == 0)
                        return c->keys[i].texts[at]  ? c->keys[i].texts[at]
                               : c->keys[i].texts[0] ? c->keys[i].texts[0]
                                                     : key;
        return key;
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
        char *filled;

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
        filled = arena_strndup(a, out.data ? out.data : "", out.size);
        buffer_done(&out);
        return filled;
}
