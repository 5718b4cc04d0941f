#include "store/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int by_bytes(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *places_join(const char *const *list, size_t n, struct arena *a)
{
        const char **sorted = arena_array(a, n, sizeof *sorted);
        struct buffer b = {0};

        if (n == 0)
                return NULL;
        memcpy(sorted, list, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, by_bytes);
        for (size_t i = 0; i < n; i++) {
                if (i > 0 && strcmp(sorted[i], sorted[i - 1]) == 0)
                        continue;
                if (i > 0)
                        buffer_add_char(&b, '\n');
                buffer_add_string(&b, sorted[i]);
        }
        return buffer_finish(&b, a);
}

void places_split(const char *text, struct arena *a, const char *const **ret, size_t *ret_n)
{
        const char **list = NULL;
        size_t n = 0, room = 0;

        while (text && *text) {
                const char *end = strchrnul(text, '\n');
                list = arena_grow(a, list, n, &room, sizeof *list);
                list[n++] = arena_strndup(a, text, (size_t)(end - text));
                text = *end ? end + 1 : end;
        }
        *ret = list;
        *ret_n = n;
}

int places_read(struct store *s, int64_t incident, struct arena *a, const char **ret)
{
        const char *text = NULL;
        int r;
        sqlite3_stmt *st = database_bind(s, STATEMENT_PLACE_LIST, &r, "i", incident);

        if (!st)
                return r;
        r = database_step(s, st);
        if (r > 0) {
                text = database_text(st, 0, a);
                r = database_step(s, st);
        }
        if (r >= 0)
                *ret = text;
        return r;
}

static int run_all(struct store *s, enum statement which, int64_t incident, const char *text, struct arena *a)
{
        const char *const *list;
        size_t n;
        int r = 0;

        places_split(text, a, &list, &n);
        for (size_t i = 0; i < n && r >= 0; i++)
                r = database_run(s, which, "ti", list[i], incident);
        return r;
}

int places_change(struct store *s, int64_t incident, const char *old, const char *new, struct arena *a)
{
        int r;

        if (text_equal(old, new))
                return 0;
        r = run_all(s, STATEMENT_PLACE_REMOVE, incident, old, a);
        return r < 0 ? r : run_all(s, STATEMENT_PLACE_ADD, incident, new, a);
}
